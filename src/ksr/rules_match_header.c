/*
 * SKR-MATCH, the file as a whole: header and ZSK section are the request's,
 * the KSK section is the policy's.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "dns/algorithm.h"
#include "ksr/rules_impl.h"
#include "ksr/timeline.h"

static bool
same_algorithm(const struct ksr_algorithm *a, const struct ksr_algorithm *b)
{
	return a->number == b->number && a->bits == b->bits &&
		a->exponent == b->exponent &&
		strcmp(a->element, b->element) == 0;
}

static bool
has_algorithms(const struct ksr_policy *a, const struct ksr_policy *b)
{
	size_t i, j;

	for (i = 0; i < a->algorithm_count; i++) {
		for (j = 0; j < b->algorithm_count; j++) {
			if (same_algorithm(&a->algorithms[i],
				&b->algorithms[j]))
				break;
		}
		if (j == b->algorithm_count)
			return false;
	}
	return true;
}

/* Which section, and whose values it ought to hold. */
struct section {
	const char *name;
	const char *whose;
};

/* By value: the order of the algorithms does not count. */
static void
match_section(struct rule_result *result, const struct section *section,
	const struct ksr_policy *wanted, const struct ksr_policy *made)
{
	const struct {
		const char *name;
		int64_t wanted_s, made_s;
	} values[] = {
		{"PublishSafety", wanted->publish_safety_s,
			made->publish_safety_s},
		{"RetireSafety", wanted->retire_safety_s,
			made->retire_safety_s},
		{"MaxSignatureValidity", wanted->max_validity_s,
			made->max_validity_s},
		{"MinSignatureValidity", wanted->min_validity_s,
			made->min_validity_s},
		{"MaxValidityOverlap", wanted->max_overlap_s,
			made->max_overlap_s},
		{"MinValidityOverlap", wanted->min_overlap_s,
			made->min_overlap_s},
	};
	size_t i;

	for (i = 0; i < sizeof(values) / sizeof(values[0]); i++) {
		if (values[i].wanted_s != values[i].made_s)
			rule_fail(result, "%s policy: %s is %s, the %s is %s",
				section->name, values[i].name,
				rule_text_duration(values[i].made_s).text,
				section->whose,
				rule_text_duration(values[i].wanted_s).text);
	}
	if (!has_algorithms(wanted, made) || !has_algorithms(made, wanted) ||
		wanted->algorithm_count != made->algorithm_count)
		rule_fail(result, "%s policy: its algorithms are not the %s",
			section->name, section->whose);
}

static void
want_algorithm(struct ksr_policy *wanted, const struct policy_ksk *ksk)
{
	const struct algorithm *row = algorithm_find(ksk->algorithm);
	struct ksr_policy one = {.algorithm_count = 1};
	struct ksr_algorithm own = {.number = ksk->algorithm,
		.bits = ksk->bits, .exponent = ksk->exponent};
	struct ksr_algorithm *place;

	snprintf(own.element, sizeof(own.element), "%s", row->element);
	one.algorithms = &own;
	if (has_algorithms(&one, wanted))
		return;
	place = mem_append(&wanted->algorithms, &wanted->algorithm_count,
		sizeof(*place));
	*place = own;
}

/* Of the KSKs that the schema uses; without one, that the file shows. */
static void
want_algorithms(struct ksr_policy *wanted, const struct rule_input *input)
{
	struct timeline line;
	size_t i, k;

	timeline_make(&line, input);
	for (k = 0; k < input->policy->ksk_count; k++) {
		bool used = false;

		for (i = line.first; i < line.count; i++)
			used |= timeline_has(&line, i, k);
		for (i = 0; input->schema != NULL && i < input->schema->slots;
			i++)
			used |= policy_use(input->policy, input->schema, i,
				k) != KSK_ABSENT;
		if (used)
			want_algorithm(wanted, &input->policy->ksks[k]);
	}
	timeline_clear(&line);
}

/* The policy's response values, and one algorithm for each kind of KSK. */
static void
match_ksk_section(struct rule_result *result, const struct rule_input *input)
{
	static const struct section ksk = {"KSK", "policy's"};
	const struct policy *policy = input->policy;
	struct ksr_policy wanted = {
		.publish_safety_s = policy->response_publish_s,
		.retire_safety_s = policy->response_retire_s,
		.max_validity_s = policy->response_max_validity_s,
		.min_validity_s = policy->response_min_validity_s,
		.max_overlap_s = policy->response_max_overlap_s,
		.min_overlap_s = policy->response_min_overlap_s,
	};

	want_algorithms(&wanted, input);
	match_section(result, &ksk, &wanted, &input->response->ksk);
	free(wanted.algorithms);
}

void
rule_match_header(struct rule_result *result, const struct rule_input *input)
{
	static const struct section zsk = {"ZSK", "request's"};
	const struct ksr *asked = input->request;
	const struct ksr *made = input->response;

	if (strcmp(asked->id, made->id) != 0)
		rule_fail(result, "id %s, the request's is %s",
			rule_text_id(made->id).text,
			rule_text_id(asked->id).text);
	if (asked->serial != made->serial)
		rule_fail(result, "serial %llu, the request's is %llu",
			(unsigned long long)made->serial,
			(unsigned long long)asked->serial);
	if (strcmp(asked->domain, made->domain) != 0)
		rule_fail(result, "domain %s, the request's is %s",
			rule_text_id(made->domain).text,
			rule_text_id(asked->domain).text);
	if (asked->bundle_count != made->bundle_count)
		rule_fail(result, "%zu bundles, the request has %zu",
			made->bundle_count, asked->bundle_count);
	match_section(result, &zsk, &asked->zsk, &made->zsk);
	match_ksk_section(result, input);
}
