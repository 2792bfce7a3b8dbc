/*
 * SKR-MATCH: the response holds what the request and the schema ask for, and
 * nothing else.
 */
#include <string.h>

#include "ksr/rules_impl.h"

/* One bundle of the response beside the request's. */
struct match {
	struct rule_result *result;
	const struct rule_input *input;
	size_t slot;
	const struct ksr_bundle *asked;
	const struct ksr_bundle *made;
};

static void
match_window(const struct match *match)
{
	if (strcmp(match->asked->id, match->made->id) != 0)
		rule_fail(match->result, "bundle %zu: id %s, the request's is "
			"%s", match->slot + 1,
			rule_text_id(match->made->id).text,
			rule_text_id(match->asked->id).text);
	if (match->asked->inception_utc != match->made->inception_utc ||
		match->asked->expiration_utc != match->made->expiration_utc)
		rule_fail(match->result, "bundle %zu: %s to %s, the request's "
			"is %s to %s", match->slot + 1,
			rule_text_utc(match->made->inception_utc).text,
			rule_text_utc(match->made->expiration_utc).text,
			rule_text_utc(match->asked->inception_utc).text,
			rule_text_utc(match->asked->expiration_utc).text);
}

/* What the schema does with the KSK in this slot; without a schema, what the
 * file shows. */
static uint8_t
wanted_use(const struct match *match, const struct policy_ksk *ksk,
	const struct ksr_key *key)
{
	const struct rule_input *input = match->input;
	size_t index = (size_t)(ksk - input->policy->ksks);
	uint8_t use = KSK_PUBLISH;

	if (input->schema != NULL)
		return match->slot < input->schema->slots ?
			policy_use(input->policy, input->schema, match->slot,
				index) : KSK_ABSENT;
	if ((key->dnskey.flags & DNSKEY_REVOKE) != 0)
		use = KSK_REVOKE | KSK_SIGN;
	if (rule_count_signatures(match->made, key->id) > 0)
		use |= KSK_SIGN;
	return use;
}

static void
match_ksk(const struct match *match, const struct policy_ksk *ksk,
	const struct ksr_key *key)
{
	uint8_t use = wanted_use(match, ksk, key);
	unsigned flags =
		(use & KSK_REVOKE) != 0 ? DNSKEY_REVOKED_KSK : DNSKEY_KSK;
	size_t wanted = (use & KSK_SIGN) != 0;
	size_t found = rule_count_signatures(match->made, key->id);

	if (use == KSK_ABSENT)
		rule_fail(match->result, "bundle %zu: %s is not in this slot "
			"of the schema", match->slot + 1,
			rule_text_key(key).text);
	if (key->dnskey.flags != flags || key->dnskey.protocol !=
		DNSKEY_PROTOCOL)
		rule_fail(match->result, "bundle %zu, %s: flags %u and "
			"protocol %u, wanted are %u and 3", match->slot + 1,
			rule_text_key(key).text, key->dnskey.flags,
			key->dnskey.protocol, flags);
	if (strcmp(key->id, ksk->label) != 0)
		rule_fail(match->result, "bundle %zu, %s: the policy's label "
			"of this KSK is %s", match->slot + 1,
			rule_text_key(key).text, ksk->label);
	if (found != wanted)
		rule_fail(match->result, "bundle %zu, %s: %zu signatures, "
			"wanted %zu", match->slot + 1,
			rule_text_key(key).text, found, wanted);
}

static bool
is_asked(const struct match *match, const struct ksr_key *key)
{
	size_t i;

	for (i = 0; i < match->asked->key_count; i++) {
		if (rule_same_key(&match->asked->keys[i], key))
			return true;
	}
	return false;
}

static void
match_key(const struct match *match, size_t at)
{
	const struct ksr_key *key = &match->made->keys[at];
	const struct policy *policy = match->input->policy;
	const struct policy_ksk *ksk = policy_match_ds(policy, &key->dnskey);

	if (key->ttl != policy->ttl)
		rule_fail(match->result, "bundle %zu, %s: TTL %u, the policy's "
			"is %u", match->slot + 1, rule_text_key(key).text,
			key->ttl, policy->ttl);
	if (key->tag != dnskey_tag(&key->dnskey))
		rule_fail(match->result, "bundle %zu, %s: keyTag %u is written",
			match->slot + 1, rule_text_key(key).text, key->tag);
	if (rule_is_repeated(match->made, at))
		rule_fail(match->result, "bundle %zu, %s: twice in the set",
			match->slot + 1, rule_text_key(key).text);
	if (ksk != NULL)
		match_ksk(match, ksk, key);
	else if (!is_asked(match, key))
		rule_fail(match->result, "bundle %zu, %s: neither a ZSK of the "
			"request nor a KSK of the slot", match->slot + 1,
			rule_text_key(key).text);
}

static bool
has_ksk(const struct match *match, const struct policy_ksk *ksk)
{
	size_t i;

	for (i = 0; i < match->made->key_count; i++) {
		if (policy_match_ds(match->input->policy,
			&match->made->keys[i].dnskey) == ksk)
			return true;
	}
	return false;
}

/* Nothing that was asked for is missing. */
static void
match_missing(const struct match *match)
{
	const struct rule_input *input = match->input;
	const struct policy *policy = input->policy;
	const struct ksr_key *key;
	size_t i, j;

	for (i = 0; i < match->asked->key_count; i++) {
		key = &match->asked->keys[i];
		for (j = 0; j < match->made->key_count; j++) {
			if (rule_same_key(key, &match->made->keys[j]))
				break;
		}
		if (j == match->made->key_count)
			rule_fail(match->result, "bundle %zu: the request's %s "
				"is missing", match->slot + 1,
				rule_text_key(key).text);
	}
	if (input->schema == NULL || match->slot >= input->schema->slots)
		return;
	for (i = 0; i < policy->ksk_count; i++) {
		if (policy_use(policy, input->schema, match->slot, i) !=
				KSK_ABSENT && !has_ksk(match, &policy->ksks[i]))
			rule_fail(match->result, "bundle %zu: %s is missing",
				match->slot + 1,
				rule_text_ksk(policy->ksks[i].tag,
					policy->ksks[i].label).text);
	}
}

static void
match_signature(const struct match *match,
	const struct ksr_signature *signature)
{
	const struct policy *policy = match->input->policy;
	const struct ksr_key *key =
		ksr_find_key(match->made, signature->id);

	if (key == NULL || policy_match_ds(policy, &key->dnskey) == NULL) {
		rule_fail(match->result, "bundle %zu: signature by %s (tag "
			"%u), which is no KSK of the slot", match->slot + 1,
			rule_text_id(signature->id).text, signature->tag);
		return;
	}
	if (signature->inception_utc != match->asked->inception_utc ||
		signature->expiration_utc != match->asked->expiration_utc ||
		signature->ttl != policy->ttl ||
		signature->original_ttl != policy->ttl ||
		signature->labels != policy->zone_name.labels ||
		signature->algorithm != key->dnskey.algorithm ||
		signature->tag != dnskey_tag(&key->dnskey) ||
		strcmp(signature->type_covered, "DNSKEY") != 0 ||
		!rule_is_zone(match->input, signature->signer))
		rule_fail(match->result, "bundle %zu: the signature by %s has "
			"a field (window, TTL, type, labels, name, algorithm, "
			"tag) that is not the request's, the policy's or the "
			"key's", match->slot + 1, rule_text_key(key).text);
}

static bool
is_signed_with(const struct ksr_bundle *bundle, uint8_t algorithm)
{
	size_t i;

	for (i = 0; i < bundle->signature_count; i++) {
		if (bundle->signatures[i].algorithm == algorithm)
			return true;
	}
	return false;
}

/* RFC 4035 2.2: each algorithm in the set has a signature. */
static void
match_algorithms(const struct match *match)
{
	const struct ksr_key *key;
	size_t i;

	for (i = 0; i < match->made->key_count; i++) {
		key = &match->made->keys[i];
		if (!is_signed_with(match->made, key->dnskey.algorithm))
			rule_fail(match->result, "bundle %zu, %s: no signature "
				"with its algorithm %u (RFC 4035 2.2)",
				match->slot + 1, rule_text_key(key).text,
				key->dnskey.algorithm);
	}
}

static void
match_bundle(struct match *match)
{
	size_t i;

	match->asked = &match->input->request->bundles[match->slot];
	match->made = &match->input->response->bundles[match->slot];
	match_window(match);
	for (i = 0; i < match->made->key_count; i++)
		match_key(match, i);
	match_missing(match);
	for (i = 0; i < match->made->signature_count; i++)
		match_signature(match, &match->made->signatures[i]);
	match_algorithms(match);
}

/* Only verify may do without a request: after signing there is one. */
static bool
has_request(struct rule_result *result, const struct rule_input *input)
{
	if (input->request != NULL)
		return true;
	rule_none(result, "no KSR given");
	if (input->verify)
		rule_switch_off(result, "no KSR given");
	return false;
}

void
rule_skr_match(struct rule_result *result, const struct rule_input *input)
{
	struct match match = {.result = result, .input = input};

	if (!has_request(result, input))
		return;
	rule_match_header(result, input);
	for (; match.slot < input->request->bundle_count &&
		match.slot < input->response->bundle_count; match.slot++)
		match_bundle(&match);
	rule_pass(result, "header, %zu bundles, keys, signatures and what is "
		"declared are the request's and the %s's", input->request->bundle_count,
		input->schema != NULL ? "schema" : "policy");
}
