/*
 * KSR-SYNTAX, KSR-DOMAIN, KSR-ID, KSR-BUNDLE-UNIQUE, KSR-BUNDLE-COUNT.
 */
#include <string.h>

#include "ksr/rules_impl.h"

/* A KSR that could be read satisfies the syntax; one that could not never
 * becomes a struct ksr (exit status 3). */
void
rule_syntax(struct rule_result *result, const struct rule_input *input)
{
	const struct ksr *request = input->request;

	if (request->kind != KSR_REQUEST || request->bundle_count == 0)
		rule_fail(result, "the file holds no request");
	rule_pass(result, "%zu bytes, %zu bundles, nothing unknown",
		request->size, request->bundle_count);
}

bool
rule_is_zone(const struct rule_input *input, const char *name)
{
	struct dns_name parsed;
	struct err err;

	return name_parse(&parsed, name, &err) == STATUS_OK &&
		name_equal(&parsed, &input->policy->zone_name);
}

static void
check_names(struct rule_result *result, const struct rule_input *input,
	size_t index, const struct ksr_signature *signature)
{
	const struct policy *policy = input->policy;

	if (!rule_is_zone(input, signature->signer))
		rule_fail(result, "bundle %zu, signature %u: SignersName %s, "
			"the policy's zone is %s", index + 1, signature->tag,
			rule_text_id(signature->signer).text, policy->zone);
	if (signature->labels != policy->zone_name.labels)
		rule_fail(result, "bundle %zu, signature %u: Labels %u, "
			"%s has %u", index + 1, signature->tag,
			signature->labels, policy->zone,
			policy->zone_name.labels);
	if (strcmp(signature->type_covered, "DNSKEY") != 0)
		rule_fail(result, "bundle %zu, signature %u: TypeCovered %s, "
			"only DNSKEY is allowed", index + 1, signature->tag,
			rule_text_id(signature->type_covered).text);
}

void
rule_domain(struct rule_result *result, const struct rule_input *input)
{
	const struct ksr *request = input->request;
	const struct ksr_bundle *bundle;
	size_t signatures = 0;
	size_t i, j;

	if (!rule_is_zone(input, request->domain))
		rule_fail(result, "domain %s, the policy's zone is %s",
			rule_text_id(request->domain).text,
			input->policy->zone);
	for (i = 0; i < request->bundle_count; i++) {
		bundle = &request->bundles[i];
		for (j = 0; j < bundle->signature_count; j++)
			check_names(result, input, i, &bundle->signatures[j]);
		signatures += bundle->signature_count;
	}
	rule_pass(result, "domain %s, and in %zu signatures",
		input->policy->zone, signatures);
}

void
rule_id(struct rule_result *result, const struct rule_input *input)
{
	const char *id = input->request->id;

	if (input->previous == NULL) {
		rule_fail(result, "no previous SKR to compare id %s with",
			rule_text_id(id).text);
		return;
	}
	if (strcmp(id, input->previous->id) == 0)
		rule_fail(result, "id %s is the previous SKR's: this request "
			"was answered before", rule_text_id(id).text);
	rule_pass(result, "%s, not the previous SKR's", rule_text_id(id).text);
}

/* The index of the bundle with that id before end, or end. */
static size_t
find_id(const struct ksr *ksr, const char *id, size_t end)
{
	size_t i;

	for (i = 0; i < end; i++) {
		if (strcmp(ksr->bundles[i].id, id) == 0)
			return i;
	}
	return end;
}

static void
check_unique(struct rule_result *result, const struct rule_input *input,
	size_t index)
{
	const char *id = input->request->bundles[index].id;
	size_t found = find_id(input->request, id, index);

	if (found < index)
		rule_fail(result, "bundles %zu and %zu have the same id %s",
			found + 1, index + 1, rule_text_id(id).text);
	if (input->previous == NULL)
		return;
	found = find_id(input->previous, id, input->previous->bundle_count);
	if (found < input->previous->bundle_count)
		rule_fail(result, "bundle %zu: id %s is bundle %zu's of the "
			"previous SKR", index + 1, rule_text_id(id).text,
			found + 1);
}

/* The half that looks at the previous SKR goes with KSR-CHAIN-KEYS: where the
 * policy switches that off and there is no previous SKR, it is off too. The
 * first half is never off. */
static void
switch_half_off(struct rule_result *result, const char *reason)
{
	rule_pass(result, "first half PASS; would be FAIL: no previous SKR");
	if (result->verdict != VERDICT_PASS)
		return;
	result->half = true;
	rule_switch_off(result, reason);
}

void
rule_bundle_unique(struct rule_result *result, const struct rule_input *input)
{
	size_t count = input->request->bundle_count;
	const char *off = policy_off_reason(input->policy, "KSR-CHAIN-KEYS");
	size_t i;

	for (i = 0; i < count; i++)
		check_unique(result, input, i);
	if (input->previous != NULL)
		rule_pass(result, "%zu ids, none among the previous SKR's %zu",
			count, input->previous->bundle_count);
	else if (off != NULL)
		switch_half_off(result, off);
	else
		rule_fail(result, "no previous SKR to compare %zu bundle ids "
			"with", count);
}

/* One of the two times of a bundle against the one before it. */
static void
check_later(struct rule_result *result, struct rule_text where,
	const char *what, int64_t before_utc, int64_t utc)
{
	if (utc <= before_utc)
		rule_fail(result, "%s: %s %s is not after the one before it, "
			"%s", where.text, what, rule_text_utc(utc).text,
			rule_text_utc(before_utc).text);
}

void
rule_check_order(struct rule_result *result, const struct rule_input *input,
	const struct ksr *ksr)
{
	const struct ksr_bundle *a, *b;
	size_t i;

	for (i = 1; i < ksr->bundle_count; i++) {
		a = &ksr->bundles[i - 1];
		b = &ksr->bundles[i];
		check_later(result, rule_text_bundle(input, ksr, i),
			"Inception", a->inception_utc, b->inception_utc);
		check_later(result, rule_text_bundle(input, ksr, i),
			"Expiration", a->expiration_utc, b->expiration_utc);
	}
}

void
rule_bundle_count(struct rule_result *result, const struct rule_input *input)
{
	const struct ksr *request = input->request;
	size_t count = request->bundle_count;

	if (count != input->policy->bundles)
		rule_fail(result, "%zu bundles, the policy's number is %zu",
			count, input->policy->bundles);
	rule_check_order(result, input, request);
	if (count > 0)
		rule_pass(result, "%zu bundles, %s to %s", count,
			rule_text_date(request->bundles[0].inception_utc).text,
			rule_text_date(
				request->bundles[count - 1].expiration_utc)
				.text);
}
