/*
 * KEY-TAGS, SKR-SIZE, HSM-KEYS: the sets that will be published, or that a
 * response holds. No public key of a KSK is needed: the policy's tag, size and
 * exponent do.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "dns/rrsig.h"
#include "dns/rsa.h"
#include "ksr/rules_impl.h"
#include "ksr/timeline.h"

/* A tag that a key of the set has or would have. */
struct claim {
	size_t owner; /* the key: claims of one key do not collide */
	uint8_t algorithm;
	uint16_t tag;
	bool twin; /* the KSK's, revoked */
	struct rule_text name;
};

struct claims {
	struct claim *list;
	size_t count;
	size_t owners;
};

static void
add_claim(struct claims *claims, uint8_t algorithm, uint16_t tag, bool twin,
	const struct rule_text *name)
{
	struct claim *claim;

	claim = mem_append(&claims->list, &claims->count, sizeof(*claim));
	claim->owner = claims->owners;
	claim->algorithm = algorithm;
	claim->tag = tag;
	claim->twin = twin;
	claim->name = *name;
}

/* Without the key the tag alone gives the revoked twin's: the checksum of RFC
 * 4034 app. B grows by 128, and by one more when its low half runs over. Only
 * near the ends may it be either; there both count. */
#define TAG_CARRY_MAX 512 /* 16-bit words of a DNSKEY's RDATA, at most */

static void
add_twin(struct claims *claims, const struct timeline_ksk *ksk,
	uint8_t algorithm, const struct rule_text *name)
{
	uint16_t tag = (uint16_t)(ksk->tag + DNSKEY_REVOKE);

	if (ksk->dnskey != NULL) {
		add_claim(claims, algorithm, dnskey_tag_revoked(ksk->dnskey),
			true, name);
		return;
	}
	add_claim(claims, algorithm, tag, true, name);
	if (ksk->tag < TAG_CARRY_MAX || ksk->tag + DNSKEY_REVOKE > UINT16_MAX)
		add_claim(claims, algorithm, (uint16_t)(tag + 1), true, name);
}

static uint8_t
ksk_algorithm(const struct timeline_ksk *ksk)
{
	return ksk->policy != NULL ? ksk->policy->algorithm :
				     ksk->dnskey->algorithm;
}

static void
claim_all(struct claims *claims, const struct timeline *timeline, size_t slot)
{
	const struct ksr_bundle *bundle = timeline->slots[slot].bundle;
	const struct timeline_ksk *ksk;
	struct rule_text name;
	size_t i;

	for (i = 0; i < bundle->key_count; i++) {
		if (rule_is_ksk(&bundle->keys[i]) ||
			rule_is_repeated(bundle, i))
			continue;
		name = rule_text_key(&bundle->keys[i]);
		add_claim(claims, bundle->keys[i].dnskey.algorithm,
			dnskey_tag(&bundle->keys[i].dnskey), false, &name);
		claims->owners++;
	}
	for (i = 0; i < timeline->ksk_count; i++) {
		if (!timeline_has(timeline, slot, i))
			continue;
		ksk = &timeline->ksks[i];
		name = rule_text_ksk(ksk->tag, ksk->id);
		add_claim(claims, ksk_algorithm(ksk), ksk->tag, false, &name);
		add_twin(claims, ksk, ksk_algorithm(ksk), &name);
		claims->owners++;
	}
}

static void
check_claims(struct rule_result *result, const struct claims *claims,
	size_t number)
{
	const struct claim *a, *b;
	size_t i, j;

	for (i = 0; i < claims->count; i++) {
		for (j = 0; j < i; j++) {
			a = &claims->list[j];
			b = &claims->list[i];
			if (a->owner == b->owner || a->tag != b->tag ||
				a->algorithm != b->algorithm)
				continue;
			rule_fail(result, "bundle %zu: %s%s and %s%s share "
				"key tag %u", number, a->name.text,
				a->twin ? " revoked" : "", b->name.text,
				b->twin ? " revoked" : "", a->tag);
		}
	}
}

/* Whether the schema says what each bundle will hold. */
static bool
has_sets(struct rule_result *result, const struct rule_input *input)
{
	size_t slots = input->schema == NULL ? 0 : input->schema->slots;

	if (input->response != NULL || slots == input->request->bundle_count)
		return true;
	rule_fail(result, "%zu bundles, and a schema of %zu slots",
		input->request->bundle_count, slots);
	return false;
}

void
rule_key_tags(struct rule_result *result, const struct rule_input *input)
{
	struct timeline timeline;
	size_t i;

	if (!has_sets(result, input))
		return;
	timeline_make(&timeline, input);
	for (i = timeline.first; i < timeline.count; i++) {
		struct claims claims = {0};

		claim_all(&claims, &timeline, i);
		check_claims(result, &claims, timeline.slots[i].number);
		free(claims.list);
	}
	rule_pass(result, "no key tag twice in %zu sets, revoked KSKs counted",
		timeline.count - timeline.first);
	timeline_clear(&timeline);
}

/* Public key field and signature of the algorithms of fixed size, bytes
 * (RFC 6605, RFC 8080). */
static const struct {
	uint8_t number;
	size_t key_len;
	size_t signature_len;
} fixed_sizes[] = {
	{13, 64, 64},
	{14, 96, 96},
	{15, 32, 64},
	{16, 57, 114},
};

struct sizes {
	size_t *keys;
	size_t key_count;
	size_t *signatures;
	size_t signature_count;
};

static void
add_size(size_t **list, size_t *count, size_t size)
{
	size_t *one = mem_append(list, count, sizeof(**list));

	*one = size;
}

/* RSA unless the table has it. */
static void
planned_sizes(size_t *key_len, size_t *signature_len,
	const struct policy_ksk *ksk)
{
	size_t i;

	*key_len = rsa_field_len(ksk->bits, ksk->exponent);
	*signature_len = (ksk->bits + 7) / 8;
	for (i = 0; i < sizeof(fixed_sizes) / sizeof(fixed_sizes[0]); i++) {
		if (fixed_sizes[i].number != ksk->algorithm)
			continue;
		*key_len = fixed_sizes[i].key_len;
		*signature_len = fixed_sizes[i].signature_len;
	}
}

static void
add_planned(struct sizes *sizes, const struct rule_input *input, size_t slot)
{
	const struct policy *policy = input->policy;
	size_t key_len, signature_len;
	uint8_t use;
	size_t i;

	for (i = 0; i < policy->ksk_count; i++) {
		use = policy_use(policy, input->schema, slot, i);
		planned_sizes(&key_len, &signature_len, &policy->ksks[i]);
		if (use != KSK_ABSENT)
			add_size(&sizes->keys, &sizes->key_count, key_len);
		if ((use & KSK_SIGN) != 0)
			add_size(&sizes->signatures, &sizes->signature_count,
				signature_len);
	}
}

static size_t
response_size(const struct rule_input *input, size_t index)
{
	const struct ksr *ksr =
		input->response != NULL ? input->response : input->request;
	const struct ksr_bundle *bundle = &ksr->bundles[index];
	struct sizes sizes = {0};
	size_t size, i;

	for (i = 0; i < bundle->key_count; i++)
		add_size(&sizes.keys, &sizes.key_count,
			bundle->keys[i].dnskey.public_key.len);
	for (i = 0; ksr == input->response && i < bundle->signature_count; i++)
		add_size(&sizes.signatures, &sizes.signature_count,
			bundle->signatures[i].data.len);
	if (ksr == input->request)
		add_planned(&sizes, input, index);
	size = rrsig_response_size(&input->policy->zone_name, sizes.keys,
		sizes.key_count, sizes.signatures, sizes.signature_count);
	free(sizes.keys);
	free(sizes.signatures);
	return size;
}

void
rule_size(struct rule_result *result, const struct rule_input *input)
{
	const struct ksr *ksr =
		input->response != NULL ? input->response : input->request;
	size_t largest = 0;
	size_t size, i;

	if (!has_sets(result, input))
		return;
	for (i = 0; i < ksr->bundle_count; i++) {
		size = response_size(input, i);
		if (size > input->policy->max_response)
			rule_fail(result, "bundle %zu: the DNSKEY response has "
				"%zu bytes, allowed are %zu", i + 1, size,
				input->policy->max_response);
		if (size > largest)
			largest = size;
	}
	rule_pass(result, "at most %zu bytes, allowed are %zu", largest,
		input->policy->max_response);
}

static bool
is_planned(const struct rule_input *input, size_t ksk)
{
	size_t slot;

	for (slot = 0; input->schema != NULL && slot < input->schema->slots;
		slot++) {
		if (policy_use(input->policy, input->schema, slot, ksk) !=
			KSK_ABSENT)
			return true;
	}
	return false;
}

void
rule_hsm_keys(struct rule_result *result, const struct rule_input *input)
{
	const struct policy *policy = input->policy;
	size_t found = 0;
	size_t i;

	if (input->hsm == NULL) {
		rule_none(result, "no HSM was looked at");
		return;
	}
	for (i = 0; i < policy->ksk_count; i++) {
		if (!is_planned(input, i))
			continue;
		found++;
		if (!input->hsm[i].wanted ||
			input->hsm[i].verdict != VERDICT_PASS)
			rule_fail(result, "%s: %.250s",
				rule_text_ksk(policy->ksks[i].tag,
					policy->ksks[i].label).text,
				input->hsm[i].reason[0] != '\0' ?
					input->hsm[i].reason :
					"was not looked for");
	}
	if (found == 0)
		rule_fail(result, "no schema names a KSK");
	rule_pass(result, "%zu KSKs of the schema are there, as the policy "
		"says", found);
}
