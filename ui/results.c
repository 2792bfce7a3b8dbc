#include "results.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "base/utc.h"

void
results_init(struct results *results)
{
	*results = (struct results){
		.rules = mem_new(rule_count, sizeof(*results->rules)),
	};
}

void
results_clear(struct results *results)
{
	free(results->rules);
	memset(results, 0, sizeof(*results));
}

static bool
says_no(const struct rule_result *result)
{
	return !result->off && result->verdict != VERDICT_PASS;
}

/* Whether nobody looked at what this rule would judge. */
static bool
was_not_asked(const struct results *results, const struct rule_result *result)
{
	return !results->hsm && result->verdict == VERDICT_NONE &&
		strcmp(result->rule->name, "HSM-KEYS") == 0;
}

/* Adds the names of the rules that say no; returns how many. */
static size_t
add_refusals(struct buf *dst, const struct results *results)
{
	size_t i, count = 0;

	for (i = 0; i < results->count; i++) {
		const struct rule_result *result = &results->rules[i];

		if (!says_no(result) || was_not_asked(results, result))
			continue;
		count++;
		buf_add_format(dst, " %s", result->rule->name);
	}
	return count;
}

enum verdict
results_verdict(const struct results *results)
{
	enum verdict verdict = rules_verdict(results->rules, results->count);
	struct buf names = {0};

	if (verdict == VERDICT_NONE && results->count > 0 &&
		add_refusals(&names, results) == 0)
		verdict = VERDICT_PASS;
	buf_clear(&names);
	return verdict;
}

enum status
results_status(const struct results *results, struct err *err)
{
	struct buf names = {0};
	size_t count;

	if (results_verdict(results) == VERDICT_PASS)
		return STATUS_OK;
	count = add_refusals(&names, results);
	err_set(err, STATUS_RULE, "%zu of %zu rules say no:%s", count,
		results->count, buf_text(&names));
	buf_clear(&names);
	return STATUS_RULE;
}

static void
add_off_reason(struct buf *dst, const struct rule_result *result)
{
	if (!result->off)
		return;
	buf_add_format(dst, "%s; ", result->off_reason);
	if (!result->half)
		buf_add_format(dst, "would be %s: ", rule_would_be(result));
}

void
results_add_line(struct buf *dst, const struct rule_result *result)
{
	buf_add_format(dst, "%-27s %-4s  ", result->rule->name,
		rule_result_word(result));
	add_off_reason(dst, result);
	buf_add_format(dst, "%s\n", result->reason);
}

void
results_add_lines(struct buf *dst, const struct results *results)
{
	size_t i;

	for (i = 0; i < results->count; i++)
		results_add_line(dst, &results->rules[i]);
}

json_t *
results_json(const struct results *results)
{
	json_t *all = json_array();
	size_t i;

	for (i = 0; i < results->count; i++) {
		const struct rule_result *result = &results->rules[i];
		json_t *one = json_pack("{s:s, s:s, s:s}",
			"rule", result->rule->name,
			"verdict", rule_result_word(result),
			"reason", result->reason);

		if (result->off)
			json_object_set_new(one, "off-reason",
				json_string(result->off_reason));
		if (result->off)
			json_object_set_new(one, "would-be",
				json_string(rule_would_be(result)));
		json_array_append_new(all, one);
	}
	return all;
}

void
results_add_clock(struct buf *dst, const char *before,
	const struct inputs *inputs)
{
	char at[UTC_SIZE];

	if (!inputs->clock_given)
		return;
	utc_format(at, inputs->now_utc);
	buf_add_format(dst, "%sclock given: %s, not this computer's", before,
		at);
}

static void
print_json(const char *file, const char *hex, const struct inputs *inputs,
	const struct results *results)
{
	enum verdict verdict = results_verdict(results);
	json_t *all = json_pack("{s:s, s:s, s:s, s:o, s:o}", "file", file,
		"sha256", hex, "verdict", verdict_word(verdict), "rules",
		results_json(results), "bundles", bundles_json(inputs));
	char at[UTC_SIZE];

	if (inputs->clock_given) {
		utc_format(at, inputs->now_utc);
		json_object_set_new(all, "clock-given", json_string(at));
	}
	json_dumpf(all, stdout, JSON_INDENT(2) | JSON_ENSURE_ASCII);
	putchar('\n');
	json_decref(all);
}

void
results_print(const struct options *options, const struct inputs *inputs,
	const struct ksr *ksr, const struct results *results)
{
	char hex[DIGEST_HEX_SIZE], file[200];
	struct buf text = {0};

	digest_format(hex, &ksr->sha256);
	text_clean_ascii(file, sizeof(file), options->args[0]);
	if (options->json) {
		print_json(file, hex, inputs, results);
		return;
	}
	buf_add_format(&text, "%s  %s", hex, file);
	results_add_clock(&text, "\n", inputs);
	buf_add_text(&text, "\n\n");
	results_add_lines(&text, results);
	buf_add_text(&text, "\n");
	bundles_add_lines(&text, inputs);
	fputs(buf_text(&text), stdout);
	buf_clear(&text);
}
