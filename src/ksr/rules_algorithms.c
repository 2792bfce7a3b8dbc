/*
 * KSR-POLICY-ALG: declared algorithms and every key's own against the policy.
 */
#include <stdio.h>
#include <string.h>

#include "dns/algorithm.h"
#include "ksr/rules_impl.h"

static bool
has_size(const struct policy_algorithm *row, unsigned bits)
{
	size_t i;

	for (i = 0; i < row->size_count; i++) {
		if (row->sizes[i] == bits)
			return true;
	}
	return false;
}

/* Only keys without an exponent (0) need no entry. */
static bool
has_exponent(const struct policy_algorithm *row, uint64_t exponent)
{
	size_t i;

	for (i = 0; i < row->exponent_count; i++) {
		if (row->exponents[i] == exponent)
			return true;
	}
	return row->exponent_count == 0 && exponent == 0;
}

/* One number may have several rows: one of them must allow it all. */
static bool
is_allowed(const struct policy *policy, uint8_t number, unsigned bits,
	uint64_t exponent)
{
	const struct policy_algorithm *row;
	size_t i;

	for (i = 0; i < policy->algorithm_count; i++) {
		row = &policy->algorithms[i];
		if (row->number == number && has_size(row, bits) &&
			has_exponent(row, exponent))
			return true;
	}
	return false;
}

static void
check_allowed(struct rule_result *result, const struct rule_input *input,
	const char *where, const struct ksr_algorithm *found)
{
	const struct algorithm *row = algorithm_find(found->number);

	if (row == NULL || row->use == ALGORITHM_FORBIDDEN)
		rule_fail(result, "%s: algorithm %u is never allowed "
			"(RFC 8624, RFC 9905)", where, found->number);
	else if (strcmp(row->element, found->element) != 0)
		rule_fail(result, "%s: algorithm %u declared as %s, it is %s",
			where, found->number, found->element, row->element);
	else if (!is_allowed(input->policy, found->number, found->bits,
			found->exponent))
		rule_fail(result, "%s: algorithm %u, %u bits, exponent %llu "
			"is not in the policy", where, found->number,
			found->bits, (unsigned long long)found->exponent);
}

static void
check_own(struct rule_result *result, const struct rule_input *input,
	size_t index, const struct ksr_key *key)
{
	const struct algorithm *row = algorithm_find(key->dnskey.algorithm);
	struct ksr_algorithm own = {.number = key->dnskey.algorithm};
	struct key_parameters found = {0};
	struct err err = {0};
	char where[RULE_TEXT_SIZE + 32];

	snprintf(where, sizeof(where), "bundle %zu, %s", index + 1,
		rule_text_key(key).text);
	if (row != NULL && row->use != ALGORITHM_FORBIDDEN) {
		snprintf(own.element, sizeof(own.element), "%s", row->element);
		if (row->parameters == NULL ||
			row->parameters(&found, &key->dnskey.public_key,
				&err) != STATUS_OK) {
			rule_fail(result, "%s: size and exponent cannot be "
				"read: %s", where, err.text);
			return;
		}
	}
	own.bits = found.bits;
	own.exponent = found.exponent;
	check_allowed(result, input, where, &own);
}

void
rule_policy_alg(struct rule_result *result, const struct rule_input *input)
{
	const struct ksr *request = input->request;
	const struct ksr_bundle *bundle;
	size_t i, j;

	for (i = 0; i < request->zsk.algorithm_count; i++)
		check_allowed(result, input, "declared",
			&request->zsk.algorithms[i]);
	for (i = 0; i < request->bundle_count; i++) {
		bundle = &request->bundles[i];
		for (j = 0; j < bundle->key_count; j++)
			check_own(result, input, i, &bundle->keys[j]);
	}
	if (request->zsk.algorithm_count == 0)
		rule_fail(result, "no algorithm is declared");
	else
		rule_pass(result, "algorithm %u, %u bits, exponent %llu%s, and "
			"every key, are allowed",
			request->zsk.algorithms[0].number,
			request->zsk.algorithms[0].bits,
			(unsigned long long)request->zsk.algorithms[0].exponent,
			request->zsk.algorithm_count > 1 ? ", others" : "");
}
