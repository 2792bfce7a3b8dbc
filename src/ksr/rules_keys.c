/*
 * KSR-BUNDLE-KEYS: the request's own keys, one by one.
 */
#include <string.h>

#include "dns/algorithm.h"
#include "ksr/rules_impl.h"

bool
rule_is_ksk(const struct ksr_key *key)
{
	return (key->dnskey.flags & 1) != 0;
}

bool
rule_same_key(const struct ksr_key *a, const struct ksr_key *b)
{
	return strcmp(a->id, b->id) == 0 && a->tag == b->tag &&
		dnskey_compare(&a->dnskey, &b->dnskey) == 0;
}

const struct ksr_key *
rule_find_same(const struct ksr_bundle *bundle, const struct dnskey *key)
{
	size_t i;

	for (i = 0; i < bundle->key_count; i++) {
		if (dnskey_same_key(&bundle->keys[i].dnskey, key))
			return &bundle->keys[i];
	}
	return NULL;
}

/* Identifier or public key in common. */
static bool
names_same(const struct ksr_key *a, const struct ksr_key *b)
{
	return strcmp(a->id, b->id) == 0 ||
		dnskey_same_key(&a->dnskey, &b->dnskey);
}

bool
rule_is_repeated(const struct ksr_bundle *bundle, size_t key)
{
	size_t i;

	for (i = 0; i < key; i++) {
		if (names_same(&bundle->keys[i], &bundle->keys[key]))
			return true;
	}
	return false;
}

static bool
is_declared(const struct ksr_policy *declared, uint8_t number,
	const struct key_parameters *own)
{
	const struct ksr_algorithm *one;
	size_t i;

	for (i = 0; i < declared->algorithm_count; i++) {
		one = &declared->algorithms[i];
		if (one->number == number && one->bits == own->bits &&
			one->exponent == own->exponent)
			return true;
	}
	return false;
}

/* Reading the parameters refuses what is not in minimal RFC 3110 form. */
static void
check_parameters(const struct rule_place *place)
{
	const struct dnskey *dnskey = &place->key->dnskey;
	const struct algorithm *row = algorithm_find(dnskey->algorithm);
	struct key_parameters own = {0};
	struct err err = {0};

	if (row == NULL || row->parameters == NULL) {
		rule_fail_key(place, "algorithm %u cannot be judged",
			dnskey->algorithm);
		return;
	}
	if (row->parameters(&own, &dnskey->public_key, &err) != STATUS_OK) {
		rule_fail_key(place, "%s", err.text);
		return;
	}
	if (!is_declared(&place->input->request->zsk, dnskey->algorithm, &own))
		rule_fail_key(place, "algorithm %u, %u bits, exponent %llu "
			"is not declared in the KSR's policy",
			dnskey->algorithm, own.bits,
			(unsigned long long)own.exponent);
}

static void
check_fields(const struct rule_place *place)
{
	const struct ksr_key *key = place->key;
	uint16_t tag = dnskey_tag(&key->dnskey);

	if (key->tag != tag)
		rule_fail_key(place, "keyTag %u is written, the key's is %u",
			key->tag, tag);
	if (key->dnskey.flags != DNSKEY_ZSK)
		rule_fail_key(place, "flags %u, allowed is 256",
			key->dnskey.flags);
	if (key->dnskey.protocol != DNSKEY_PROTOCOL)
		rule_fail_key(place, "protocol %u, allowed is 3",
			key->dnskey.protocol);
}

/* The DS is compared as if the key were that KSK: flags, protocol and algorithm
 * are no disguise for a public key. */
static bool
is_policy_ksk(const struct policy *policy, const struct ksr_key *key)
{
	const struct policy_ksk *ksk;
	struct dnskey as_ksk = key->dnskey;
	struct digest ds;
	size_t i;

	as_ksk.flags = DNSKEY_KSK;
	as_ksk.protocol = DNSKEY_PROTOCOL;
	for (i = 0; i < policy->ksk_count; i++) {
		ksk = &policy->ksks[i];
		as_ksk.algorithm = ksk->algorithm;
		ds = dnskey_ds(&as_ksk, &policy->zone_name);
		if (strcmp(ksk->label, key->id) == 0 ||
			digest_equal(&ds, &ksk->ds))
			return true;
	}
	return false;
}

static bool
is_previous_ksk(const struct ksr *previous, const struct ksr_key *key)
{
	const struct ksr_bundle *bundle;
	const struct ksr_key *one;
	size_t i, j;

	for (i = 0; previous != NULL && i < previous->bundle_count; i++) {
		bundle = &previous->bundles[i];
		for (j = 0; j < bundle->key_count; j++) {
			one = &bundle->keys[j];
			if (!rule_is_ksk(one))
				continue;
			if (strcmp(one->id, key->id) == 0 ||
				bytes_equal(&one->dnskey.public_key,
					&key->dnskey.public_key))
				return true;
		}
	}
	return false;
}

/* One identifier means one key and one key one identifier, compared with every
 * key that stands before this one in the file. */
static void
check_identity(const struct rule_place *place, const struct ksr_bundle *other,
	size_t end)
{
	const struct ksr_key *key = place->key;
	const struct ksr_key *one;
	bool same_id, same_key;
	size_t i;

	for (i = 0; i < end; i++) {
		one = &other->keys[i];
		same_id = strcmp(one->id, key->id) == 0;
		same_key = dnskey_same_key(&one->dnskey, &key->dnskey);
		if (same_id && !same_key)
			rule_fail_key(place, "its identifier means another "
				"key elsewhere in the file");
		else if (same_key && !same_id)
			rule_fail_key(place, "the same key has another "
				"identifier elsewhere in the file");
	}
}

static void
check_key(const struct rule_place *place, size_t at)
{
	const struct ksr *request = place->input->request;
	size_t i;

	for (i = 0; i < place->index; i++)
		check_identity(place, &request->bundles[i],
			request->bundles[i].key_count);
	check_identity(place, &request->bundles[place->index], at);
	if (rule_is_repeated(&request->bundles[place->index], at))
		rule_fail_key(place, "it is in the bundle twice");
	check_fields(place);
	check_parameters(place);
	if (is_policy_ksk(place->input->policy, place->key) ||
		is_previous_ksk(place->input->previous, place->key))
		rule_fail_key(place, "its identifier or public key is a KSK's");
}

void
rule_bundle_keys(struct rule_result *result, const struct rule_input *input)
{
	const struct ksr *request = input->request;
	struct rule_place place = {.result = result, .input = input};
	size_t keys = 0;
	size_t at;

	for (; place.index < request->bundle_count; place.index++) {
		const struct ksr_bundle *bundle =
			&request->bundles[place.index];

		for (at = 0; at < bundle->key_count; at++) {
			place.key = &bundle->keys[at];
			check_key(&place, at);
		}
		if (bundle->key_count == 0)
			rule_fail(result, "bundle %zu has no key",
				place.index + 1);
		keys += bundle->key_count;
	}
	rule_pass(result, "%zu keys in %zu bundles, tags and parameters right",
		keys, request->bundle_count);
}
