/*
 * KSR-BUNDLE-CYCLE-DURATION, KSR-POLICY-SIG-OVERLAP, KSR-POLICY-SIG-VALIDITY,
 * KSR-POLICY-SIG-HORIZON, KSR-POLICY-BUNDLE-INTERVALS. All bounds are
 * inclusive, to the second.
 */
#include <stdio.h>

#include "ksr/rules_impl.h"

static void
check_ours(struct rule_result *result, const char *where, int64_t value_s,
	const struct policy_range *ours)
{
	if (!ours->set || (value_s >= ours->min_s && value_s <= ours->max_s))
		return;
	rule_fail(result, "%s is %s, allowed is %s to %s", where,
		rule_text_duration(value_s).text,
		rule_text_duration(ours->min_s).text,
		rule_text_duration(ours->max_s).text);
}

void
rule_check_declared(struct rule_result *result, const char *what, int64_t min_s,
	int64_t max_s, const struct policy_range *ours)
{
	if (min_s > max_s)
		rule_fail(result, "the declared %s is empty: %s to %s", what,
			rule_text_duration(min_s).text,
			rule_text_duration(max_s).text);
	if (ours->set && (min_s < ours->min_s || max_s > ours->max_s))
		rule_fail(result, "the declared %s is %s to %s, allowed is %s "
			"to %s", what, rule_text_duration(min_s).text,
			rule_text_duration(max_s).text,
			rule_text_duration(ours->min_s).text,
			rule_text_duration(ours->max_s).text);
}

void
rule_check_within(struct rule_result *result, const char *where,
	const char *what, int64_t value_s, int64_t min_s, int64_t max_s)
{
	if (value_s < min_s || value_s > max_s)
		rule_fail(result, "%s: %s %s, declared is %s to %s", where,
			what, rule_text_duration(value_s).text,
			rule_text_duration(min_s).text,
			rule_text_duration(max_s).text);
}

/* Smallest and largest value seen, for the words of a PASS. */
struct seen {
	int64_t min_s;
	int64_t max_s;
	size_t count;
};

static void
see(struct seen *seen, int64_t value_s)
{
	if (seen->count == 0 || value_s < seen->min_s)
		seen->min_s = value_s;
	if (seen->count == 0 || value_s > seen->max_s)
		seen->max_s = value_s;
	seen->count++;
}

static void
pass_seen(struct rule_result *result, const char *what,
	const struct seen *seen)
{
	struct rule_text min = rule_text_duration(seen->min_s);
	struct rule_text max = rule_text_duration(seen->max_s);

	if (seen->min_s == seen->max_s)
		rule_pass(result, "%zu %s, %s each", seen->count, what,
			min.text);
	else
		rule_pass(result, "%zu %s, %s to %s", seen->count, what,
			min.text, max.text);
}

void
rule_cycle(struct rule_result *result, const struct rule_input *input)
{
	const struct ksr *request = input->request;
	const struct ksr_bundle *last;
	int64_t cycle_s;

	if (request->bundle_count == 0)
		return;
	last = &request->bundles[request->bundle_count - 1];
	cycle_s = last->inception_utc - request->bundles[0].inception_utc;
	check_ours(result, "from the first Inception to the last", cycle_s,
		&input->policy->cycle);
	rule_pass(result, "%s from the first Inception to the last",
		rule_text_duration(cycle_s).text);
}

void
rule_overlap(struct rule_result *result, const struct rule_input *input)
{
	const struct ksr *request = input->request;
	const struct ksr_policy *zsk = &request->zsk;
	struct seen seen = {0};
	char where[64];
	int64_t overlap_s;
	size_t i;

	rule_check_declared(result, "overlap", zsk->min_overlap_s,
		zsk->max_overlap_s, &input->policy->overlap);
	for (i = 0; i + 1 < request->bundle_count; i++) {
		overlap_s = request->bundles[i].expiration_utc -
			request->bundles[i + 1].inception_utc;
		snprintf(where, sizeof(where), "bundles %zu and %zu", i + 1,
			i + 2);
		rule_check_within(result, where, "overlap", overlap_s,
			zsk->min_overlap_s, zsk->max_overlap_s);
		see(&seen, overlap_s);
	}
	pass_seen(result, "overlaps", &seen);
}

void
rule_validity(struct rule_result *result, const struct rule_input *input)
{
	const struct ksr *request = input->request;
	const struct ksr_policy *zsk = &request->zsk;
	struct seen seen = {0};
	int64_t validity_s;
	size_t i;

	rule_check_declared(result, "validity", zsk->min_validity_s,
		zsk->max_validity_s, &input->policy->validity);
	for (i = 0; i < request->bundle_count; i++) {
		validity_s = request->bundles[i].expiration_utc -
			request->bundles[i].inception_utc;
		rule_check_within(result,
			rule_text_bundle(input, request, i).text, "validity",
			validity_s, zsk->min_validity_s, zsk->max_validity_s);
		see(&seen, validity_s);
	}
	pass_seen(result, "bundles valid", &seen);
}

static void
check_horizon(struct rule_result *result, const struct rule_input *input,
	size_t index)
{
	int64_t expiration_utc = input->request->bundles[index].expiration_utc;
	int64_t ahead_s = expiration_utc - input->now_utc;

	if (ahead_s <= 0)
		rule_fail(result, "bundle %zu: Expiration %s is not after now, "
			"%s", index + 1, rule_text_utc(expiration_utc).text,
			rule_text_utc(input->now_utc).text);
	if (ahead_s > input->policy->horizon_s)
		rule_fail(result, "bundle %zu: Expiration %s is %s ahead of "
			"now, %s; allowed is %s", index + 1,
			rule_text_utc(expiration_utc).text,
			rule_text_duration(ahead_s).text,
			rule_text_utc(input->now_utc).text,
			rule_text_duration(input->policy->horizon_s).text);
}

void
rule_horizon(struct rule_result *result, const struct rule_input *input)
{
	const struct ksr *request = input->request;
	struct seen seen = {0};
	size_t i;

	for (i = 0; i < request->bundle_count; i++) {
		check_horizon(result, input, i);
		see(&seen, request->bundles[i].expiration_utc);
	}
	rule_pass(result, "the last Expiration is %s ahead, allowed is %s",
		rule_text_duration(seen.max_s - input->now_utc).text,
		rule_text_duration(input->policy->horizon_s).text);
}

void
rule_intervals(struct rule_result *result, const struct rule_input *input)
{
	const struct ksr *request = input->request;
	struct seen seen = {0};
	char where[96];
	int64_t step_s;
	size_t i;

	for (i = 0; i + 1 < request->bundle_count; i++) {
		step_s = request->bundles[i + 1].inception_utc -
			request->bundles[i].inception_utc;
		snprintf(where, sizeof(where), "from the Inception of bundle "
			"%zu to that of %zu", i + 1, i + 2);
		check_ours(result, where, step_s, &input->policy->interval);
		see(&seen, step_s);
	}
	pass_seen(result, "steps", &seen);
}
