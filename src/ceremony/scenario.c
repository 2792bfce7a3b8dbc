#include "ceremony/scenario.h"

#include <errno.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "ceremony/drill.h"
#include "ceremony/script_words.h"
#include "ceremony/xml_write.h"

#define SHOWN 40

static struct scenario_fault *
append(struct scenario *scenario, const struct drill_fault *fault, char *step,
	long line)
{
	struct scenario_fault *added = mem_append(&scenario->faults,
		&scenario->fault_count, sizeof(*added));

	added->fault = fault;
	added->step = step;
	added->line = line;
	return added;
}

static bool
is_planned(const struct scenario *scenario, const struct drill_fault *fault)
{
	size_t i;

	for (i = 0; i < scenario->fault_count; i++) {
		if (scenario->faults[i].fault == fault)
			return true;
	}
	return false;
}

/* Why the fault cannot be added, or NULL. */
static const char *
refusal(const struct scenario *scenario, const struct drill_fault *fault)
{
	if (fault == NULL)
		return "is no fault; allowed: F1 to F37, and the variants in "
			"ksk-ceremony-scenario(5)";
	if (is_planned(scenario, fault))
		return "is there twice; allowed: once";
	return NULL;
}

static enum status
take_fault(struct scenario *scenario, const struct xml_node *node,
	struct err *err)
{
	const struct drill_fault *fault =
		drill_find(xml_attribute(node, "name"));
	const char *why = refusal(scenario, fault);
	char shown[SHOWN];

	text_clean_ascii(shown, sizeof(shown), xml_attribute(node, "name"));
	if (why != NULL)
		return xml_fail(node, err, "fault: \"%s\" %s", shown, why);
	append(scenario, fault, word_attribute(node, "step"), xml_line(node));
	return STATUS_OK;
}

static enum status
take_draw(struct scenario *scenario, const struct xml_node *node,
	struct err *err)
{
	uint64_t count = SCENARIO_DRAWN;
	const char *given = xml_attribute(node, "count");
	enum status status = STATUS_OK;

	if (given != NULL)
		status = xml_number(&count, node, "count", given,
			SCENARIO_DRAWN_MAX, err);
	if (status == STATUS_OK)
		status = xml_number(&scenario->seed, node, "seed",
			xml_attribute(node, "seed"), UINT32_MAX, err);
	if (status == STATUS_OK)
		scenario->draw = (unsigned)count;
	return status;
}

static enum status
take_children(struct scenario *scenario, const struct xml_node *root,
	struct err *err)
{
	const struct xml_node *child;
	enum status status = STATUS_OK;

	for (child = xml_first(root); status == STATUS_OK && child != NULL;
		child = xml_next(child))
		status = xml_is(child, "draw") ?
			take_draw(scenario, child, err) :
			take_fault(scenario, child, err);
	return status;
}

enum status
scenario_parse(struct scenario *dst, const struct xml_source *source,
	struct err *err)
{
	struct scenario scenario = {0};
	struct xml_doc *doc = NULL;
	enum status status = xml_parse(&doc, source, "scenario", err);

	if (status != STATUS_OK)
		return status;
	scenario.name = word_clean(source->name);
	scenario.title = word_attribute(xml_root(doc), "title");
	status = take_children(&scenario, xml_root(doc), err);
	xml_free(doc);
	if (status == STATUS_OK)
		*dst = scenario;
	else
		scenario_clear(&scenario);
	return status;
}

enum status
scenario_add(struct scenario *dst, const char *text, struct err *err)
{
	const char *at = strchr(text, '@');
	size_t len = at == NULL ? strlen(text) : (size_t)(at - text);
	char *name = mem_format("%.*s", (int)len, text);
	const struct drill_fault *fault = drill_find(name);
	const char *why = refusal(dst, fault);
	char shown[SHOWN];

	text_clean_ascii(shown, sizeof(shown), name);
	free(name);
	if (why != NULL)
		return err_set(err, STATUS_USAGE, "--fault: \"%s\" %s", shown,
			why);
	append(dst, fault, at == NULL ? NULL : word_clean(at + 1), 0);
	return STATUS_OK;
}

enum status
scenario_seed(struct scenario *dst, const char *text, struct err *err)
{
	char *end;

	errno = 0;
	dst->seed = strtoull(text, &end, 10);
	if (strspn(text, "0123456789") == 0 || *end != '\0' || errno != 0 ||
		dst->seed > UINT32_MAX)
		return err_set(err, STATUS_USAGE,
			"--seed takes a number up to %" PRIu32, UINT32_MAX);
	if (dst->draw == 0)
		dst->draw = SCENARIO_DRAWN;
	return STATUS_OK;
}

/* The step of that id or number that is held on the screen, or NULL. */
static const struct step *
find_step(const struct script *script, bool paper, const char *text, size_t len)
{
	size_t i;

	for (i = 0; i < script->step_count; i++) {
		const struct step *step = &script->steps[i];
		bool same = (strlen(step->id) == len &&
			strncmp(step->id, text, len) == 0) ||
			(strlen(step->number) == len &&
			strncmp(step->number, text, len) == 0);

		if (same && (paper || step->held == HELD_SCREEN))
			return step;
	}
	return NULL;
}

/* Of the steps where the fault makes sense, those in the script: how many, and
 * the n-th. */
static size_t
count_steps(const struct step **nth, size_t n, const struct drill_fault *fault,
	const struct script *script, bool paper)
{
	const char *list = fault->steps;
	const char *word;
	size_t count = 0, len;

	*nth = NULL;
	while ((list = text_next_word(list, &word, &len)) != NULL) {
		const struct step *step = find_step(script, paper, word, len);

		if (step != NULL && count++ == n)
			*nth = step;
	}
	return count;
}

static bool
makes_sense(const struct drill_fault *fault, const struct step *step)
{
	const char *list = fault->steps;
	const char *word;
	size_t len;

	while ((list = text_next_word(list, &word, &len)) != NULL) {
		if (strlen(step->id) == len &&
			strncmp(step->id, word, len) == 0)
			return true;
	}
	return false;
}

static enum status
fail(const struct scenario *scenario, const struct scenario_fault *fault,
	struct err *err, const char *found)
{
	char shown[SHOWN];

	text_clean_ascii(shown, sizeof(shown), found);
	if (fault->line > 0)
		return err_set(err, STATUS_INPUT, "%s:%ld: fault %s: step "
			"\"%s\" is not one of this script's where it makes "
			"sense; allowed: %s", scenario->name, fault->line,
			fault->fault->name, shown, fault->fault->steps);
	return err_set(err, STATUS_USAGE, "fault %s: step \"%s\" is not one of "
		"this script's where it makes sense; allowed: %s",
		fault->fault->name, shown, fault->fault->steps);
}

static enum status
settle_one(const struct scenario *scenario, struct scenario_fault *fault,
	const struct script *script, bool paper, struct err *err)
{
	const struct step *step = NULL;

	if (fault->step == NULL)
		count_steps(&step, 0, fault->fault, script, paper);
	else
		step = find_step(script, paper, fault->step,
			strlen(fault->step));
	if (step == NULL || !makes_sense(fault->fault, step))
		return fail(scenario, fault, err,
			fault->step == NULL ? "" : fault->step);
	free(fault->step);
	fault->step = mem_string(step->id);
	return STATUS_OK;
}

/* splitmix64: the same numbers on every machine. */
static uint64_t
next_random(uint64_t *state)
{
	uint64_t z = *state += UINT64_C(0x9e3779b97f4a7c15);

	z = (z ^ (z >> 30)) * UINT64_C(0xbf58476d1ce4e5b9);
	z = (z ^ (z >> 27)) * UINT64_C(0x94d049bb133111eb);
	return z ^ (z >> 31);
}

/* Any that is not there yet, and does not end the ceremony by itself. */
static void
draw_one(struct scenario *scenario, uint64_t *state,
	const struct script *script, bool paper)
{
	const struct drill_fault *fault;
	const struct step *step = NULL;
	size_t count = 0;

	do {
		fault = &drill_faults[next_random(state) % drill_fault_count];
		if (fault->usual != DECISION_ABORT &&
			!is_planned(scenario, fault))
			count = count_steps(&step, 0, fault, script, paper);
	} while (count == 0);
	count_steps(&step, next_random(state) % count, fault, script, paper);
	append(scenario, fault, mem_string(step->id), 0);
}

static size_t
count_left(const struct scenario *scenario, const struct script *script,
	bool paper)
{
	const struct step *step;
	size_t count = 0;
	size_t i;

	for (i = 0; i < drill_fault_count; i++)
		count += drill_faults[i].usual != DECISION_ABORT &&
			!is_planned(scenario, &drill_faults[i]) &&
			count_steps(&step, 0, &drill_faults[i], script,
				paper) > 0;
	return count;
}

enum status
scenario_settle(struct scenario *dst, const struct script *script, bool paper,
	struct err *err)
{
	uint64_t state = dst->seed;
	enum status status = STATUS_OK;
	size_t i;

	for (i = 0; i < dst->fault_count && status == STATUS_OK; i++)
		status = settle_one(dst, &dst->faults[i], script, paper, err);
	if (status == STATUS_OK && count_left(dst, script, paper) < dst->draw)
		status = err_set(err, STATUS_USAGE, "%u faults cannot be drawn "
			"for this script: fewer make sense in it", dst->draw);
	for (; status == STATUS_OK && dst->draw > 0; dst->draw--)
		draw_one(dst, &state, script, paper);
	return status;
}

void
scenario_write(struct buf *dst, const struct scenario *scenario)
{
	size_t i;

	buf_add_text(dst, XML_WRITE_DECLARATION "<scenario");
	xml_write_attribute(dst, "title", scenario->title);
	buf_add_text(dst, ">\n");
	for (i = 0; i < scenario->fault_count; i++) {
		buf_add_text(dst, "  <fault");
		xml_write_attribute(dst, "name",
			scenario->faults[i].fault->name);
		xml_write_attribute(dst, "step", scenario->faults[i].step);
		buf_add_text(dst, "/>\n");
	}
	buf_add_text(dst, "</scenario>\n");
}

void
scenario_clear(struct scenario *scenario)
{
	size_t i;

	for (i = 0; i < scenario->fault_count; i++)
		free(scenario->faults[i].step);
	free(scenario->faults);
	free(scenario->name);
	free(scenario->title);
	memset(scenario, 0, sizeof(*scenario));
}
