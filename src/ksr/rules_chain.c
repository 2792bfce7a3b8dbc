/*
 * KSR-CHAIN-KEYS and KSR-CHAIN-OVERLAP: the request after the previous SKR.
 */
#include <stdio.h>

#include "ksr/rules_impl.h"

/* One signature by an unrevoked KSK of the policy, and every one of them
 * good. */
static void
check_signed(struct rule_result *result, const struct rule_input *input,
	size_t index)
{
	const struct ksr_bundle *bundle = &input->previous->bundles[index];
	struct rule_text where =
		rule_text_bundle(input, input->previous, index);
	const struct ksr_key *key;
	size_t trusted = 0;
	size_t i;

	for (i = 0; i < bundle->signature_count; i++) {
		key = rule_check_signature(result, input, where.text, bundle,
			&bundle->signatures[i]);
		trusted += key != NULL && key->dnskey.flags == DNSKEY_KSK &&
			policy_match_ds(input->policy, &key->dnskey) != NULL;
	}
	if (trusted == 0)
		rule_fail(result, "%s: no good signature by an unrevoked KSK "
			"of the policy", where.text);
}

static bool
has_zsk(const struct ksr_bundle *bundle, const struct ksr_key *key)
{
	size_t i;

	for (i = 0; i < bundle->key_count; i++) {
		if (!rule_is_ksk(&bundle->keys[i]) &&
			rule_same_key(&bundle->keys[i], key) &&
			bundle->keys[i].ttl == key->ttl)
			return true;
	}
	return false;
}

/* Every ZSK of from is in to with identifier, tag, RDATA and TTL. */
static void
check_zsks_in(struct rule_result *result, const struct ksr_bundle *from,
	const struct ksr_bundle *to, const char *here, const char *there)
{
	size_t i;

	for (i = 0; i < from->key_count; i++) {
		if (rule_is_ksk(&from->keys[i]) || has_zsk(to, &from->keys[i]))
			continue;
		rule_fail(result, "%s has ZSK %s, tag %u, TTL %u; %s has not "
			"(identifier, tag, key and TTL must agree)", here,
			rule_text_id(from->keys[i].id).text,
			from->keys[i].tag, from->keys[i].ttl, there);
	}
}

static void
check_continues(struct rule_result *result, const struct rule_input *input)
{
	const struct ksr *previous = input->previous;
	const struct ksr *request = input->request;
	const struct ksr_bundle *last, *first;

	if (previous->bundle_count == 0 || request->bundle_count == 0) {
		rule_fail(result, "a file without bundles");
		return;
	}
	last = &previous->bundles[previous->bundle_count - 1];
	first = &request->bundles[0];
	check_zsks_in(result, last, first, "the previous SKR's last bundle",
		"bundle 1");
	check_zsks_in(result, first, last, "bundle 1",
		"the previous SKR's last bundle");
}

void
rule_chain_keys(struct rule_result *result, const struct rule_input *input)
{
	const struct ksr *previous = input->previous;
	size_t i;

	if (previous == NULL) {
		rule_fail(result, "no previous SKR");
		return;
	}
	if (previous->kind != KSR_RESPONSE)
		rule_fail(result, "the previous file is no SKR");
	if (!rule_is_zone(input, previous->domain))
		rule_fail(result, "the previous SKR's domain is %s, the "
			"policy's zone %s", rule_text_id(previous->domain).text,
			input->policy->zone);
	if (previous->bundle_count != input->policy->bundles)
		rule_fail(result, "the previous SKR has %zu bundles, the "
			"policy's number is %zu", previous->bundle_count,
			input->policy->bundles);
	rule_check_order(result, input, previous);
	for (i = 0; i < previous->bundle_count; i++)
		check_signed(result, input, i);
	check_continues(result, input);
	rule_pass(result, "follows SKR %s: %zu bundles verify, its last ZSKs "
		"are the first here", rule_text_id(previous->id).text,
		previous->bundle_count);
}

void
rule_chain_overlap(struct rule_result *result, const struct rule_input *input)
{
	const struct ksr *previous = input->previous;
	const struct ksr *request = input->request;
	const struct ksr_policy *zsk = &request->zsk;
	int64_t overlap_s;

	if (previous == NULL || previous->bundle_count == 0 ||
		request->bundle_count == 0) {
		rule_fail(result, "no previous SKR");
		return;
	}
	rule_check_declared(result, "overlap", zsk->min_overlap_s,
		zsk->max_overlap_s, &input->policy->overlap);
	overlap_s = previous->bundles[previous->bundle_count - 1]
			    .expiration_utc - request->bundles[0].inception_utc;
	rule_check_within(result, "the previous SKR's last bundle and bundle 1",
		"overlap", overlap_s, zsk->min_overlap_s, zsk->max_overlap_s);
	rule_pass(result, "the previous SKR ends %s after bundle 1 begins",
		rule_text_duration(overlap_s).text);
}
