#include "ksr/rules.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "ksr/rules_impl.h"

/* In the order in which they are shown. */
const struct rule rules[] = {
	{"KSR-SYNTAX", RULE_FORM, true, false, rule_syntax},
	{"KSR-DOMAIN", RULE_FORM, false, false, rule_domain},
	{"KSR-ID", RULE_FORM, false, false, rule_id},
	{"KSR-BUNDLE-UNIQUE", RULE_FORM, true, false, rule_bundle_unique},
	{"KSR-BUNDLE-COUNT", RULE_FORM, false, false, rule_bundle_count},
	{"KSR-BUNDLE-KEYS", RULE_KEYS, false, false, rule_bundle_keys},
	{"KSR-BUNDLE-POP", RULE_KEYS, false, false, rule_bundle_pop},
	{"KSR-POLICY-KEYS", RULE_KEYS, false, false, rule_policy_keys},
	{"KSR-POLICY-ALG", RULE_KEYS, false, false, rule_policy_alg},
	{"KSR-BUNDLE-CYCLE-DURATION", RULE_TIMING, false, false, rule_cycle},
	{"KSR-POLICY-SIG-OVERLAP", RULE_TIMING, false, false, rule_overlap},
	{"KSR-POLICY-SIG-VALIDITY", RULE_TIMING, false, false, rule_validity},
	{"KSR-POLICY-SIG-HORIZON", RULE_TIMING, false, false, rule_horizon},
	{"KSR-POLICY-BUNDLE-INTERVALS", RULE_TIMING, false, false,
		rule_intervals},
	{"KSR-POLICY-SAFETY", RULE_TIMING, false, false, rule_safety},
	{"KSR-CHAIN-KEYS", RULE_CHAIN, false, false, rule_chain_keys},
	{"KSR-CHAIN-OVERLAP", RULE_CHAIN, false, false, rule_chain_overlap},
	{"KEY-TAGS", RULE_PLAN, false, true, rule_key_tags},
	{"SKR-REVOKE", RULE_PLAN, false, true, rule_revoke},
	{"SKR-SIZE", RULE_PLAN, false, true, rule_size},
	{"HSM-KEYS", RULE_PLAN, false, false, rule_hsm_keys},
	{"SKR-VERIFY", RULE_RESULT, true, true, rule_skr_verify},
	{"SKR-ANCHOR", RULE_RESULT, true, true, rule_skr_anchor},
	{"SKR-MATCH", RULE_RESULT, true, true, rule_skr_match},
};

const size_t rule_count = sizeof(rules) / sizeof(rules[0]);

static const char *const group_names[] = {
	[RULE_FORM] = "form",
	[RULE_KEYS] = "keys",
	[RULE_TIMING] = "timing",
	[RULE_CHAIN] = "chain",
	[RULE_PLAN] = "plan",
	[RULE_RESULT] = "result",
};

const struct rule *
rule_find(const char *name)
{
	size_t i;

	for (i = 0; i < rule_count; i++) {
		if (strcmp(rules[i].name, name) == 0)
			return &rules[i];
	}
	return NULL;
}

const char *
rule_group_name(enum rule_group group)
{
	return group_names[group];
}

static bool
is_of(const struct rule *rule, bool response)
{
	return response ? rule->of_response : rule->group != RULE_RESULT;
}

/* The one place that a reason passes: how many more there are, and no byte in
 * it that a file could use against a screen. */
static void
finish_reason(struct rule_result *result)
{
	char raw[RULE_REASON_SIZE];
	char more[32] = "";
	size_t room;

	if (result->findings > 1)
		snprintf(more, sizeof(more), " (and %u more)",
			result->findings - 1);
	room = sizeof(raw) - strlen(more);
	snprintf(raw, room, "%s", result->reason);
	strcat(raw, more);
	text_clean_ascii(result->reason, sizeof(result->reason), raw);
}

void
rule_switch_off(struct rule_result *result, const char *reason)
{
	result->off = true;
	text_clean_ascii(result->off_reason, sizeof(result->off_reason),
		reason);
}

static void
run_one(struct rule_result *result, const struct rule *rule,
	const struct rule_input *input, const struct ksr *judged)
{
	const char *off = NULL;

	memset(result, 0, sizeof(*result));
	result->rule = rule;
	if (input->policy == NULL || judged == NULL)
		rule_none(result, "not judged: no %s",
			input->policy == NULL ? "policy" : "file");
	else
		rule->run(result, input);
	finish_reason(result);
	if (input->policy != NULL && !rule->never_off)
		off = policy_off_reason(input->policy, rule->name);
	if (off != NULL)
		rule_switch_off(result, off);
}

static void
run_all(struct rule_result *results, size_t *count,
	const struct rule_input *input, bool response)
{
	const struct ksr *judged = response ? input->response : input->request;
	struct rule_proofs proofs = {0};
	struct rule_input own = *input;
	size_t used = 0;
	size_t i;

	own.proofs = &proofs;
	if (!response)
		own.response = NULL;
	for (i = 0; i < rule_count; i++) {
		if (is_of(&rules[i], response))
			run_one(&results[used++], &rules[i], &own, judged);
	}
	free(proofs.list);
	*count = used;
}

void
rules_run_request(struct rule_result *results, size_t *count,
	const struct rule_input *input)
{
	run_all(results, count, input, false);
}

void
rules_run_response(struct rule_result *results, size_t *count,
	const struct rule_input *input)
{
	run_all(results, count, input, true);
}

void
rules_run_again(struct rule_result *results, size_t count, const char *name,
	const struct rule_input *input)
{
	struct rule_input own = *input;
	size_t i;

	own.proofs = NULL;
	own.response = NULL;
	for (i = 0; i < count; i++) {
		if (strcmp(results[i].rule->name, name) == 0)
			run_one(&results[i], results[i].rule, &own,
				own.request);
	}
}

static bool
has_rule_once(const struct rule_result *results, size_t count,
	const struct rule *rule)
{
	size_t found = 0;
	size_t i;

	for (i = 0; i < count; i++)
		found += results[i].rule == rule;
	return found == 1;
}

static bool
is_whole(const struct rule_result *results, size_t count, bool response)
{
	size_t wanted = 0;
	size_t i;

	for (i = 0; i < rule_count; i++) {
		if (!is_of(&rules[i], response))
			continue;
		if (!has_rule_once(results, count, &rules[i]))
			return false;
		wanted++;
	}
	return wanted == count;
}

/* Off counts only where a rule may be off; of those that may not, SKR-MATCH
 * can have nothing to compare with, and one half of KSR-BUNDLE-UNIQUE too. */
static enum verdict
effective(const struct rule_result *result)
{
	if (!result->off)
		return result->verdict;
	if (!result->rule->never_off)
		return VERDICT_PASS;
	if (result->rule->run == rule_skr_match &&
		result->verdict == VERDICT_NONE)
		return VERDICT_PASS;
	if (result->half && result->verdict == VERDICT_PASS)
		return VERDICT_PASS;
	return VERDICT_FAIL;
}

enum verdict
rules_verdict(const struct rule_result *results, size_t count)
{
	enum verdict verdict = VERDICT_PASS;
	enum verdict one;
	size_t i;

	if (!is_whole(results, count, false) && !is_whole(results, count, true))
		return VERDICT_NONE;
	for (i = 0; i < count; i++) {
		one = effective(&results[i]);
		if (one == VERDICT_FAIL)
			return VERDICT_FAIL;
		if (one != VERDICT_PASS)
			verdict = VERDICT_NONE;
	}
	return verdict;
}

const char *
rule_result_word(const struct rule_result *result)
{
	return result->off ? "OFF" : verdict_word(result->verdict);
}

const char *
rule_would_be(const struct rule_result *result)
{
	return verdict_word(result->half ? VERDICT_FAIL : result->verdict);
}
