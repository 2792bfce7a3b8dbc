/*
 * KSR-BUNDLE-POP: the request's proofs of possession.
 */
#include <string.h>

#include "dns/algorithm.h"
#include "ksr/rules_impl.h"

size_t
rule_count_signatures(const struct ksr_bundle *bundle, const char *id)
{
	size_t count = 0;
	size_t i;

	for (i = 0; i < bundle->signature_count; i++)
		count += strcmp(bundle->signatures[i].id, id) == 0;
	return count;
}

static enum verdict
verify(const struct ksr_bundle *bundle, const struct ksr_key *key,
	const struct ksr_signature *signature, struct err *reason)
{
	const struct algorithm *row = algorithm_find(signature->algorithm);
	enum verdict verdict = VERDICT_FAIL;
	struct buf tbs = {0};

	if (bundle->key_count > RULE_KEYS_MAX)
		err_set(reason, STATUS_RULE, "the set has %zu keys, more than "
			"%d are not verified", bundle->key_count,
			RULE_KEYS_MAX);
	else if (row == NULL)
		err_set(reason, STATUS_RULE, "algorithm %u is unknown",
			signature->algorithm);
	else if (ksr_add_tbs(&tbs, bundle, signature, reason) == STATUS_OK)
		verdict = algorithm_verify(row, &key->dnskey.public_key,
			tbs.data, tbs.len, &signature->data, reason);
	buf_clear(&tbs);
	return verdict;
}

static bool
is_proved(const struct rule_proofs *proofs, const struct rule_proof *proof)
{
	size_t i;

	for (i = 0; proofs != NULL && i < proofs->count; i++) {
		if (proofs->list[i].bundle == proof->bundle &&
			proofs->list[i].key == proof->key &&
			proofs->list[i].signature == proof->signature)
			return true;
	}
	return false;
}

enum verdict
rule_verify(const struct rule_input *input, const struct ksr_bundle *bundle,
	const struct ksr_key *key, const struct ksr_signature *signature,
	struct err *reason)
{
	const struct rule_proof proof = {bundle, key, signature};
	struct rule_proofs *proofs = input->proofs;
	struct rule_proof *place;
	enum verdict verdict;

	if (is_proved(proofs, &proof))
		return VERDICT_PASS;
	verdict = verify(bundle, key, signature, reason);
	if (verdict == VERDICT_PASS && proofs != NULL) {
		place = mem_append(&proofs->list, &proofs->count,
			sizeof(*place));
		*place = proof;
	}
	return verdict;
}

static void
check_possession(const struct rule_place *place,
	const struct ksr_bundle *bundle, const struct ksr_signature *signature)
{
	const struct dnskey *dnskey = &place->key->dnskey;
	struct err why = {0};

	if (signature->tag != dnskey_tag(dnskey))
		rule_fail_key(place, "its signature carries KeyTag %u",
			signature->tag);
	if (signature->algorithm != dnskey->algorithm)
		rule_fail_key(place, "its signature carries algorithm %u, the "
			"key's is %u", signature->algorithm,
			dnskey->algorithm);
	else if (rule_verify(place->input, bundle, place->key, signature,
			&why) != VERDICT_PASS)
		rule_fail_key(place, "its proof of possession does not verify: "
			"%s", why.text);
}

static void
check_signatures(const struct rule_place *place,
	const struct ksr_bundle *bundle)
{
	size_t count = rule_count_signatures(bundle, place->key->id);
	size_t i;

	if (count != 1)
		rule_fail_key(place, "%zu signatures by it, allowed is one",
			count);
	for (i = 0; i < bundle->signature_count; i++) {
		if (strcmp(bundle->signatures[i].id, place->key->id) == 0)
			check_possession(place, bundle,
				&bundle->signatures[i]);
	}
}

static void
check_strangers(struct rule_result *result, const struct ksr_bundle *bundle,
	size_t index)
{
	const struct ksr_signature *one;
	size_t i;

	for (i = 0; i < bundle->signature_count; i++) {
		one = &bundle->signatures[i];
		if (ksr_find_key(bundle, one->id) == NULL)
			rule_fail(result, "bundle %zu: a signature by %s (tag "
				"%u), which is no key of the bundle",
				index + 1, rule_text_id(one->id).text,
				one->tag);
	}
}

void
rule_bundle_pop(struct rule_result *result, const struct rule_input *input)
{
	const struct ksr *request = input->request;
	const struct ksr_bundle *bundle;
	struct rule_place place = {.result = result, .input = input};
	size_t signatures = 0;
	size_t i;

	for (; place.index < request->bundle_count; place.index++) {
		bundle = &request->bundles[place.index];
		check_strangers(result, bundle, place.index);
		for (i = 0; i < bundle->key_count; i++) {
			place.key = &bundle->keys[i];
			check_signatures(&place, bundle);
		}
		if (bundle->key_count == 0)
			rule_fail(result, "bundle %zu has no key",
				place.index + 1);
		signatures += bundle->signature_count;
	}
	rule_pass(result, "%zu signatures, one by each key, all verify",
		signatures);
}
