/*
 * KSR-POLICY-KEYS: numbers of keys, TTLs and signers against the policy.
 */
#include <string.h>

#include "ksr/rules_impl.h"

static size_t
count_distinct(const struct ksr_bundle *bundle)
{
	size_t count = 0;
	size_t i;

	for (i = 0; i < bundle->key_count; i++)
		count += rule_find_same(bundle, &bundle->keys[i].dnskey) ==
			&bundle->keys[i];
	return count;
}

/* Keys of the bundle that no bundle before it has. */
static size_t
count_new(const struct ksr *request, size_t index)
{
	const struct ksr_bundle *bundle = &request->bundles[index];
	const struct dnskey *dnskey;
	size_t count = 0;
	size_t before, i;

	for (i = 0; i < bundle->key_count; i++) {
		dnskey = &bundle->keys[i].dnskey;
		if (rule_find_same(bundle, dnskey) != &bundle->keys[i])
			continue;
		for (before = 0; before < index; before++) {
			if (rule_find_same(&request->bundles[before], dnskey))
				break;
		}
		count += before == index;
	}
	return count;
}

static void
check_counts(struct rule_result *result, const struct rule_input *input)
{
	const struct policy *policy = input->policy;
	const struct ksr *request = input->request;
	size_t all = 0;
	size_t found, i;

	for (i = 0; i < request->bundle_count; i++) {
		found = count_distinct(&request->bundles[i]);
		all += count_new(request, i);
		if (i >= policy->bundles)
			rule_fail(result, "bundle %zu: the policy has %zu",
				i + 1, policy->bundles);
		else if (found != policy->slot_keys[i])
			rule_fail(result, "bundle %zu: %zu distinct keys, "
				"the policy's number is %u", i + 1, found,
				policy->slot_keys[i]);
	}
	if (all != policy->distinct_keys)
		rule_fail(result, "%zu distinct keys in all, the policy's "
			"number is %u", all, policy->distinct_keys);
}

static void
check_ttl(struct rule_result *result, const struct rule_input *input,
	size_t index)
{
	const struct ksr_bundle *bundle = &input->request->bundles[index];
	const struct ksr_signature *signature;
	uint32_t ttl = input->policy->ttl;
	size_t i;

	for (i = 0; i < bundle->key_count; i++) {
		if (bundle->keys[i].ttl != ttl)
			rule_fail(result, "bundle %zu, %s: TTL %u, the "
				"policy's is %u", index + 1,
				rule_text_key(&bundle->keys[i]).text,
				bundle->keys[i].ttl, ttl);
	}
	for (i = 0; i < bundle->signature_count; i++) {
		signature = &bundle->signatures[i];
		if (signature->ttl != ttl || signature->original_ttl != ttl)
			rule_fail(result, "bundle %zu, signature by %u (%s): "
				"TTL %u and OriginalTTL %u, the policy's is %u",
				index + 1, signature->tag,
				rule_text_id(signature->id).text,
				signature->ttl, signature->original_ttl, ttl);
	}
}

static const struct policy_ksk *
find_signing(const struct rule_input *input, size_t slot, const char *label)
{
	const struct policy *policy = input->policy;
	size_t i;

	for (i = 0; i < policy->ksk_count; i++) {
		if (strcmp(policy->ksks[i].label, label) == 0 &&
			(policy_use(policy, input->schema, slot, i) &
				KSK_SIGN) != 0)
			return &policy->ksks[i];
	}
	return NULL;
}

static bool
has_signer(const struct ksr_bundle *bundle, const char *label, size_t end)
{
	size_t i;

	for (i = 0; i < end; i++) {
		if (strcmp(bundle->signers[i], label) == 0)
			return true;
	}
	return false;
}

static void
check_named(struct rule_result *result, const struct rule_input *input,
	size_t slot)
{
	const struct ksr_bundle *bundle = &input->request->bundles[slot];
	const char *label;
	size_t i;

	for (i = 0; i < bundle->signer_count; i++) {
		label = bundle->signers[i];
		if (find_signing(input, slot, label) == NULL)
			rule_fail(result, "bundle %zu asks for Signer %s, "
				"which does not sign in this slot of schema "
				"%s", slot + 1, rule_text_id(label).text,
				input->schema->name);
		if (has_signer(bundle, label, i))
			rule_fail(result, "bundle %zu names Signer %s twice",
				slot + 1, rule_text_id(label).text);
	}
}

static void
check_signers(struct rule_result *result, const struct rule_input *input,
	size_t slot)
{
	const struct policy *policy = input->policy;
	const struct ksr_bundle *bundle = &input->request->bundles[slot];
	size_t i;

	if (bundle->signer_count == 0)
		return;
	if (input->schema == NULL || slot >= input->schema->slots) {
		rule_fail(result, "bundle %zu names its Signer, and there is "
			"no schema to compare with", slot + 1);
		return;
	}
	check_named(result, input, slot);
	for (i = 0; i < policy->ksk_count; i++) {
		if ((policy_use(policy, input->schema, slot, i) & KSK_SIGN) &&
			!has_signer(bundle, policy->ksks[i].label,
				bundle->signer_count))
			rule_fail(result, "bundle %zu names no Signer %s, "
				"which signs in this slot of schema %s",
				slot + 1, policy->ksks[i].label,
				input->schema->name);
	}
}

void
rule_policy_keys(struct rule_result *result, const struct rule_input *input)
{
	size_t i;

	check_counts(result, input);
	for (i = 0; i < input->request->bundle_count; i++) {
		check_ttl(result, input, i);
		check_signers(result, input, i);
	}
	rule_pass(result, "%u distinct keys, every TTL %u",
		input->policy->distinct_keys, input->policy->ttl);
}
