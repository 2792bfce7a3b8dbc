/*
 * SKR-SIZE and HSM-KEYS: what will be published, or what a response holds. No
 * public key of a KSK is needed: the policy's size and exponent do.
 */
#include <stdlib.h>

#include "dns/rrsig.h"
#include "dns/rsa.h"
#include "ksr/rules_impl.h"

bool
rule_has_sets(struct rule_result *result, const struct rule_input *input)
{
	size_t slots = input->schema == NULL ? 0 : input->schema->slots;

	if (input->response != NULL || slots == input->request->bundle_count)
		return true;
	rule_fail(result, "%zu bundles, and a schema of %zu slots",
		input->request->bundle_count, slots);
	return false;
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

	if (!rule_has_sets(result, input))
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
