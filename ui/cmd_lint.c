#include "cmd_lint.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "ceremony/carry.h"
#include "ceremony/roster.h"
#include "ceremony/scenario.h"
#include "hsm/profile.h"
#include "ksr/policy.h"
#include "sources.h"

#define NAME_SIZE 200

static struct xml_source
xml_of(const struct source *source)
{
	return (struct xml_source){source->name, source->data.data,
		source->data.len, 0};
}

static enum status
lint_policy(const char *path, const struct source *source, struct err *err)
{
	struct xml_source xml = xml_of(source);
	struct policy policy = {0};
	enum status status = policy_parse(&policy, &xml, err);

	(void)path;
	if (status == STATUS_OK)
		printf("%s: policy of zone %s, %zu KSKs, %zu schemas\n",
			source->name, policy.zone, policy.ksk_count,
			policy.schema_count);
	policy_clear(&policy);
	return status;
}

static enum status
lint_profile(const char *path, const struct source *source, struct err *err)
{
	struct xml_source xml = xml_of(source);
	struct hsm_profile profile = {0};
	enum status status = profile_parse(&profile, &xml, err);

	(void)path;
	if (status == STATUS_OK)
		printf("%s: HSM profile %s, %zu modules\n", source->name,
			profile.name, profile.module_count);
	profile_clear(&profile);
	return status;
}

/* Which steps there are is the script's matter: a rehearsal says it. */
static enum status
lint_scenario(const char *path, const struct source *source, struct err *err)
{
	struct xml_source xml = xml_of(source);
	struct scenario scenario = {0};
	enum status status = scenario_parse(&scenario, &xml, err);

	(void)path;
	if (status == STATUS_OK)
		printf("%s: scenario, %zu faults, %u more are drawn\n",
			source->name, scenario.fault_count, scenario.draw);
	scenario_clear(&scenario);
	return status;
}

static void
print_script(const char *name, const struct script *script)
{
	printf("%s: script %s, %zu acts, %zu steps, %u minutes\n", name,
		script->name, script->act_count, script->step_count,
		script_minutes_before(script, script->step_count));
}

static enum status
lint_script(const char *path, const struct source *source, struct err *err)
{
	struct script script = {0};
	enum status status = script_load(&script, NULL, path, err);

	if (status == STATUS_OK)
		print_script(source->name, &script);
	script_clear(&script);
	return status;
}

/* What each one's absence would mean, on the day. */
static void
print_absences(const struct ceremony *ceremony, const struct script *script)
{
	struct roster_gap gap;
	size_t i, other;

	for (i = 0; i < ceremony->person_count; i++) {
		const struct person *who = &ceremony->persons[i];

		if (roster_completes(&gap, ceremony, script, i)) {
			printf("  without %s %s: every step can be "
			       "completed\n", who->role, who->name);
			continue;
		}
		if (roster_stands_in(&other, ceremony, script, i)) {
			printf("  without %s %s: every step can be "
			       "completed, %s %s takes the role\n", who->role,
			       who->name, ceremony->persons[other].role,
			       ceremony->persons[other].name);
			continue;
		}
		printf("  without %s %s: NOT step %s (%s %s), %zu in all\n",
			who->role, who->name, script->steps[gap.step].number,
			gap.what, gap.role, gap.steps);
	}
}

static enum status
judge_roster(const char *name, const struct ceremony *ceremony,
	const struct script *script, struct err *err)
{
	struct roster_gap gap;

	if (!roster_completes(&gap, ceremony, script, ROSTER_ALL))
		return err_set(err, STATUS_RULE,
			"%s: these people cannot complete step %s \"%s\": %s "
			"%s finds nobody who is free; %zu steps in all", name,
			script->steps[gap.step].number,
			script->steps[gap.step].id, gap.what, gap.role,
			gap.steps);
	printf("%s: %zu people, every step can be completed\n", name,
		ceremony->person_count);
	print_absences(ceremony, script);
	return STATUS_OK;
}

/* What a ceremony file names is read as a ceremony would. */
static enum status
lint_named(const char *path, const struct ceremony *ceremony, struct err *err)
{
	static const struct {
		const char *folder;
		enum status (*lint)(const char *path,
			const struct source *source, struct err *err);
	} rows[] = {{"policies", lint_policy}, {"hsm-profiles", lint_profile}};
	const char *names[] = {ceremony->policy, ceremony->profile};
	enum status status = STATUS_OK;
	size_t i;

	for (i = 0; i < 2 && status == STATUS_OK; i++) {
		struct source source = {0};

		status = source_read_beside(&source, path, rows[i].folder,
			names[i], err);
		if (status == STATUS_OK)
			status = rows[i].lint(path, &source, err);
		source_clear(&source);
	}
	return status;
}

static enum status
lint_previous(const char *path, const struct ceremony *ceremony,
	struct err *err)
{
	struct carry_found found;
	char hex[DIGEST_HEX_SIZE];
	char *dir;
	enum status status;

	if (ceremony->previous == NULL)
		return STATUS_OK;
	status = source_dir_beside(&dir, path, ceremony->previous, err);
	if (status != STATUS_OK)
		return status;
	status = carry_verify(&found, dir, true, err);
	free(dir);
	if (status != STATUS_OK)
		return status;
	digest_format(hex, &found.record);
	printf("previous ceremony %u: %llu events, chain and fold hold, the "
		"last line's SHA-256 is\n%s\n", found.number,
		(unsigned long long)found.events, hex);
	return STATUS_OK;
}

static enum status
judge_script(const char *path, const char *name,
	const struct ceremony *ceremony, struct err *err)
{
	struct source source = {0};
	struct script script = {0};
	struct xml_source xml;
	enum status status;

	status = source_read_script(&source, path, ceremony->script, err);
	if (status == STATUS_OK) {
		xml = xml_of(&source);
		status = script_parse(&script, &xml, err);
	}
	if (status == STATUS_OK) {
		print_script(source.name, &script);
		status = ceremony_check(ceremony, &script, err);
	}
	if (status == STATUS_OK)
		status = judge_roster(name, ceremony, &script, err);
	script_clear(&script);
	source_clear(&source);
	return status;
}

static enum status
lint_ceremony(const char *path, const struct source *source, struct err *err)
{
	struct xml_source xml = xml_of(source);
	struct ceremony ceremony = {0};
	enum status status = ceremony_parse(&ceremony, &xml, err);

	if (status == STATUS_OK)
		status = lint_named(path, &ceremony, err);
	if (status == STATUS_OK)
		status = lint_previous(path, &ceremony, err);
	if (status == STATUS_OK)
		status = judge_script(path, source->name, &ceremony, err);
	ceremony_clear(&ceremony);
	return status;
}

/* By the root element, as it stands in the file's first lines. */
static const struct {
	const char *root;
	enum status (*lint)(const char *path, const struct source *source,
		struct err *err);
} kinds[] = {
	{"<policy", lint_policy},
	{"<hsm-profile", lint_profile},
	{"<script", lint_script},
	{"<scenario", lint_scenario},
	{"<ceremony", lint_ceremony},
};

/* The first element's beginning: behind declaration and comments. */
static const char *
find_root(const char *text, const char *end)
{
	const char *at;

	while ((at = memchr(text, '<', (size_t)(end - text))) != NULL) {
		const char *close;

		if (end - at > 4 && memcmp(at, "<!--", 4) == 0) {
			close = memmem(at, (size_t)(end - at), "-->", 3);
			if (close == NULL)
				return NULL;
			text = close + 3;
		} else if (end - at > 1 && at[1] == '?') {
			text = at + 2;
		} else {
			return at;
		}
	}
	return NULL;
}

/* It is printed. */
static void
clean_name(struct source *source)
{
	char clean[NAME_SIZE];

	text_clean_ascii(clean, sizeof(clean), source->name);
	free(source->name);
	source->name = mem_string(clean);
}

static enum status
lint(const char *path, struct err *err)
{
	struct source source = {0};
	const char *root = NULL, *end;
	enum status status = source_read(&source, NULL, path, err);
	size_t i;

	if (status != STATUS_OK)
		return status;
	clean_name(&source);
	end = (const char *)source.data.data + source.data.len;
	if (source.data.len > 0)
		root = find_root((const char *)source.data.data, end);
	for (i = 0; root != NULL && i < sizeof(kinds) / sizeof(*kinds); i++) {
		size_t len = strlen(kinds[i].root);

		if ((size_t)(end - root) > len &&
			memcmp(root, kinds[i].root, len) == 0) {
			status = kinds[i].lint(path, &source, err);
			break;
		}
	}
	if (root == NULL || i == sizeof(kinds) / sizeof(*kinds))
		status = err_set(err, STATUS_INPUT,
			"%s: not a document that is known here; allowed: "
			"policy, hsm-profile, script (with its modules), "
			"ceremony, scenario", source.name);
	source_clear(&source);
	return status;
}

enum status
cmd_lint(const struct options *options, struct err *err)
{
	enum status status = STATUS_OK;
	size_t i;

	for (i = 0; i < options->arg_count && status == STATUS_OK; i++)
		status = lint(options->args[i], err);
	return status;
}
