/* What the HSM holds against what the policy says: findings for HSM-KEYS. */
#include "sign/plan.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/buf.h"
#include "dns/rsa.h"

struct search {
	const struct policy *policy;
	const struct policy_ksk *ksk;
	struct hsm_key *key;
	struct dnskey *dnskey;
	struct rule_hsm *finding;
};

/* All uses of one KSK in a schema together. */
static uint8_t
all_uses(const struct policy *policy, const struct policy_schema *schema,
	size_t ksk)
{
	uint8_t uses = KSK_ABSENT;
	size_t slot;

	for (slot = 0; slot < schema->slots; slot++)
		uses |= policy_use(policy, schema, slot, ksk);
	return uses;
}

static void
judge(const struct search *search, enum verdict verdict, const char *reason)
{
	search->finding->verdict = verdict;
	snprintf(search->finding->reason, sizeof(search->finding->reason),
		"%s (label %s): %s", search->ksk->name, search->ksk->label,
		reason);
}

static void
add_difference(struct buf *reason, const char *what, uint64_t found,
	uint64_t wanted)
{
	if (found != wanted)
		buf_add_format(reason,
			"%s%s is %" PRIu64 ", the policy says %" PRIu64,
			reason->len == 0 ? "" : "; ", what, found, wanted);
}

/* Adds each difference between the key and the policy. */
static void
compare(struct buf *reason, const struct search *search,
	const struct dnskey *dnskey)
{
	const struct algorithm *algorithm =
		algorithm_find(search->ksk->algorithm);
	struct key_parameters found = {0};
	struct digest ds = dnskey_ds(dnskey, &search->policy->zone_name);
	struct err err;

	if (algorithm->parameters(&found, &dnskey->public_key, &err) !=
		STATUS_OK) {
		buf_add_text(reason, err.text);
		return;
	}
	add_difference(reason, "its size in bits", found.bits,
		search->ksk->bits);
	add_difference(reason, "its exponent", found.exponent,
		search->ksk->exponent);
	add_difference(reason, "its key tag", dnskey_tag(dnskey),
		search->ksk->tag);
	if (!digest_equal(&ds, &search->ksk->ds))
		buf_add_format(reason, "%sits DS is not the policy's",
			reason->len == 0 ? "" : "; ");
}

static void
make_dnskey(struct dnskey *dst, const struct hsm_key *key, uint8_t algorithm)
{
	struct buf field = {0};

	*dst = (struct dnskey){.flags = DNSKEY_KSK,
		.protocol = DNSKEY_PROTOCOL,
		.algorithm = algorithm};
	rsa_encode(&field, &key->exponent, &key->modulus);
	dst->public_key = buf_take(&field);
}

/* The one key of that label: is it the policy's? */
static void
judge_key(const struct search *search, struct hsm_key *key)
{
	struct buf reason = {0};
	struct dnskey dnskey;

	if (key->modulus.len == 0 || key->exponent.len == 0) {
		judge(search, VERDICT_FAIL,
			"the key of that label in the HSM is not an RSA key "
			"that shows its modulus and exponent");
		return;
	}
	make_dnskey(&dnskey, key, search->ksk->algorithm);
	compare(&reason, search, &dnskey);
	if (reason.len > 0) {
		judge(search, VERDICT_FAIL, buf_text(&reason));
		dnskey_clear(&dnskey);
	} else {
		buf_add_format(&reason,
			"in the HSM once, tag %u, %u bits, DS as in the policy",
			search->ksk->tag, search->ksk->bits);
		judge(search, VERDICT_PASS, buf_text(&reason));
		*search->key = *key;
		*key = (struct hsm_key){0};
		*search->dnskey = dnskey;
	}
	buf_clear(&reason);
}

/* A key that is only published need not be in the HSM. */
static bool
take_public(const struct search *search, bool signs)
{
	if (search->ksk->dnskey.public_key.len == 0)
		return false;
	if (signs)
		return false;
	dnskey_copy(search->dnskey, &search->ksk->dnskey);
	judge(search, VERDICT_PASS,
		"only published: the policy's public-key, DS as in the policy");
	return true;
}

static void
judge_found(const struct search *search, struct hsm_key *keys, size_t count,
	bool signs)
{
	char reason[80];

	if (count == 1) {
		judge_key(search, keys);
	} else if (count > 1) {
		snprintf(reason, sizeof(reason), "%zu private keys in the HSM "
			"have this label, one is allowed", count);
		judge(search, VERDICT_FAIL, reason);
	} else if (!take_public(search, signs)) {
		judge(search, VERDICT_FAIL, signs ?
			"no private key in the HSM has this label" :
			"neither in the HSM nor as public-key in the policy");
	}
}

static enum status
find_one(const struct search *search, struct hsm *hsm, bool signs,
	struct err *err)
{
	struct hsm_key *keys = NULL;
	size_t count = 0;

	if (hsm->ops->find(hsm, search->ksk->label, &keys, &count, err) !=
		STATUS_OK)
		return err_prefix(err, "looking for %s", search->ksk->label);
	judge_found(search, keys, count, signs);
	hsm_keys_free(keys, count);
	return STATUS_OK;
}

/* Without an HSM: what the policy alone knows, for showing. */
static void
look_in_policy(const struct search *search, bool signs)
{
	if (take_public(search, signs))
		return;
	dnskey_copy(search->dnskey, &search->ksk->dnskey);
	judge(search, VERDICT_NONE, "not looked for, no HSM was named");
}

static enum status
search_all(struct plan_keys *keys, struct hsm *hsm, const struct policy *policy,
	const struct policy_schema *schema, struct err *err)
{
	enum status status = STATUS_OK;
	size_t i;

	for (i = 0; i < policy->ksk_count && status == STATUS_OK; i++) {
		struct search search = {policy, &policy->ksks[i],
			&keys->keys[i], &keys->dnskeys[i], &keys->findings[i]};
		uint8_t uses = all_uses(policy, schema, i);
		bool signs = (uses & (KSK_SIGN | KSK_REVOKE)) != 0;

		search.finding->wanted = uses != KSK_ABSENT;
		if (!search.finding->wanted)
			continue;
		if (hsm == NULL)
			look_in_policy(&search, signs);
		else
			status = find_one(&search, hsm, signs, err);
	}
	return status;
}

enum status
plan_find_keys(struct plan_keys *dst, struct hsm *hsm,
	const struct policy *policy, const struct policy_schema *schema,
	struct err *err)
{
	struct plan_keys keys = {.count = policy->ksk_count};
	enum status status;

	keys.keys = mem_new(keys.count, sizeof(*keys.keys));
	keys.dnskeys = mem_new(keys.count, sizeof(*keys.dnskeys));
	keys.findings = mem_new(keys.count, sizeof(*keys.findings));
	status = search_all(&keys, hsm, policy, schema, err);
	if (status == STATUS_OK)
		*dst = keys;
	else
		plan_keys_clear(&keys);
	return status;
}

void
plan_keys_clear(struct plan_keys *keys)
{
	size_t i;

	for (i = 0; i < keys->count; i++)
		dnskey_clear(&keys->dnskeys[i]);
	hsm_keys_free(keys->keys, keys->count);
	free(keys->dnskeys);
	free(keys->findings);
	*keys = (struct plan_keys){0};
}
