/*
 * SKR-VERIFY and SKR-ANCHOR: what an SKR shows by itself.
 */
#include <stdio.h>
#include <string.h>

#include "ksr/rules_impl.h"

static void
check_keys(struct rule_result *result, const struct ksr_bundle *bundle,
	size_t index)
{
	const struct ksr_key *key;
	size_t i;

	for (i = 0; i < bundle->key_count; i++) {
		key = &bundle->keys[i];
		if (key->tag != dnskey_tag(&key->dnskey))
			rule_fail(result, "bundle %zu, %s: keyTag %u is "
				"written", index + 1, rule_text_key(key).text,
				key->tag);
		if (key->ttl != bundle->keys[0].ttl)
			rule_fail(result, "bundle %zu, %s: TTL %u, other keys "
				"of the set have %u", index + 1,
				rule_text_key(key).text, key->ttl,
				bundle->keys[0].ttl);
		if (rule_is_repeated(bundle, i))
			rule_fail(result, "bundle %zu, %s: the key or its "
				"identifier is there twice", index + 1,
				rule_text_key(key).text);
	}
}

static void
check_bundle(struct rule_result *result, const struct rule_input *input,
	size_t index)
{
	const struct ksr_bundle *bundle = &input->response->bundles[index];
	const struct ksr_signature *signature;
	const struct ksr_key *key;
	struct rule_text where =
		rule_text_bundle(input, input->response, index);
	size_t i;

	check_keys(result, bundle, index);
	if (bundle->signature_count == 0)
		rule_fail(result, "%s has no signature", where.text);
	for (i = 0; i < bundle->signature_count; i++) {
		signature = &bundle->signatures[i];
		key = rule_check_signature(result, input, where.text, bundle,
			signature);
		if (rule_count_signatures(bundle, signature->id) != 1)
			rule_fail(result, "%s: more than one signature by %s",
				where.text, rule_text_id(signature->id).text);
		if (key != NULL &&
			policy_match_ds(input->policy, &key->dnskey) == NULL)
			rule_fail(result, "%s: signature by %s, whose DS is "
				"not in the policy", where.text,
				rule_text_key(key).text);
	}
}

void
rule_skr_verify(struct rule_result *result, const struct rule_input *input)
{
	const struct ksr *response = input->response;
	size_t signatures = 0;
	size_t i;

	if (response->kind != KSR_RESPONSE || response->bundle_count == 0)
		rule_fail(result, "the file holds no response");
	if (!rule_is_zone(input, response->domain))
		rule_fail(result, "domain %s, the policy's zone is %s",
			rule_text_id(response->domain).text,
			input->policy->zone);
	for (i = 0; i < response->bundle_count; i++) {
		check_bundle(result, input, i);
		signatures += response->bundles[i].signature_count;
	}
	rule_pass(result, "%zu signatures in %zu bundles verify with the "
		"policy's keys", signatures, response->bundle_count);
}

bool
rule_anchor_fits(struct rule_text *why, const struct policy_ksk *ksk,
	const struct ksr_bundle *bundle)
{
	const struct {
		const char *words;
		bool broken;
		int64_t bound_utc;
	} bounds[] = {
		{"is valid from", bundle->inception_utc < ksk->valid_from_utc,
			ksk->valid_from_utc},
		{"is valid until",
			bundle->expiration_utc > ksk->valid_until_utc,
			ksk->valid_until_utc},
		{"signs from", bundle->inception_utc < ksk->sign_from_utc,
			ksk->sign_from_utc},
	};
	size_t i;

	for (i = 0; i < sizeof(bounds) / sizeof(bounds[0]); i++) {
		if (!bounds[i].broken)
			continue;
		snprintf(why->text, sizeof(why->text),
			"KSK %u (%.30s) %s %.32s", ksk->tag, ksk->label,
			bounds[i].words,
			rule_text_utc(bounds[i].bound_utc).text);
		return false;
	}
	return true;
}

static bool
is_anchor(struct rule_text *why, const struct rule_input *input,
	const struct ksr_bundle *bundle, const struct ksr_signature *signature)
{
	const struct ksr_key *key = ksr_find_key(bundle, signature->id);
	const struct policy_ksk *ksk;
	struct err err;

	if (key == NULL || key->dnskey.flags != DNSKEY_KSK ||
		signature->algorithm != key->dnskey.algorithm)
		return false;
	ksk = policy_match_ds(input->policy, &key->dnskey);
	return ksk != NULL && rule_anchor_fits(why, ksk, bundle) &&
		rule_verify(input, bundle, key, signature, &err) ==
			VERDICT_PASS;
}

static void
check_anchored(struct rule_result *result, const struct rule_input *input,
	size_t index)
{
	const struct ksr_bundle *bundle = &input->response->bundles[index];
	struct rule_text why = {"no unrevoked KSK of the policy signs it"};
	size_t i;

	for (i = 0; i < bundle->signature_count; i++) {
		if (is_anchor(&why, input, bundle, &bundle->signatures[i]))
			return;
	}
	rule_fail(result, "bundle %zu, %s to %s: %s", index + 1,
		rule_text_utc(bundle->inception_utc).text,
		rule_text_utc(bundle->expiration_utc).text, why.text);
}

void
rule_skr_anchor(struct rule_result *result, const struct rule_input *input)
{
	const struct ksr *response = input->response;
	size_t i;

	if (response->bundle_count == 0)
		rule_fail(result, "the file holds no bundle");
	for (i = 0; i < response->bundle_count; i++)
		check_anchored(result, input, i);
	rule_pass(result, "%zu bundles, each by a KSK of the policy in its "
		"time", response->bundle_count);
}

static bool
will_anchor(struct rule_text *why, const struct policy *policy,
	const struct policy_schema *schema, const struct ksr_bundle *bundle,
	size_t slot)
{
	uint8_t use;
	size_t k;

	for (k = 0; k < policy->ksk_count; k++) {
		use = policy_use(policy, schema, slot, k);
		if ((use & KSK_SIGN) != 0 && (use & KSK_REVOKE) == 0 &&
			rule_anchor_fits(why, &policy->ksks[k], bundle))
			return true;
	}
	return false;
}

enum status
rules_check_anchors(const struct policy *policy,
	const struct policy_schema *schema, const struct ksr *request,
	struct err *err)
{
	size_t i;

	for (i = 0; i < request->bundle_count; i++) {
		struct rule_text why = {"no unrevoked KSK signs it"};

		if (i >= schema->slots || !will_anchor(&why, policy, schema,
			&request->bundles[i], i))
			return err_set(err, STATUS_RULE, "SKR-ANCHOR: slot "
				"%zu of schema %s, %s to %s: %s", i + 1,
				schema->name,
				rule_text_utc(request->bundles[i]
					.inception_utc).text,
				rule_text_utc(request->bundles[i]
					.expiration_utc).text,
				why.text);
	}
	return STATUS_OK;
}
