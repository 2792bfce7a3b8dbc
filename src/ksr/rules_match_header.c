/*
 * SKR-MATCH, the file as a whole: header and ZSK section are the request's.
 */
#include <string.h>

#include "ksr/rules_impl.h"

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

/* By value: the order of the algorithms does not count. */
static void
match_zsk_policy(struct rule_result *result, const struct ksr_policy *asked,
	const struct ksr_policy *made)
{
	const struct {
		const char *name;
		int64_t asked_s, made_s;
	} values[] = {
		{"PublishSafety", asked->publish_safety_s,
			made->publish_safety_s},
		{"RetireSafety", asked->retire_safety_s,
			made->retire_safety_s},
		{"MaxSignatureValidity", asked->max_validity_s,
			made->max_validity_s},
		{"MinSignatureValidity", asked->min_validity_s,
			made->min_validity_s},
		{"MaxValidityOverlap", asked->max_overlap_s,
			made->max_overlap_s},
		{"MinValidityOverlap", asked->min_overlap_s,
			made->min_overlap_s},
	};
	size_t i;

	for (i = 0; i < sizeof(values) / sizeof(values[0]); i++) {
		if (values[i].asked_s != values[i].made_s)
			rule_fail(result, "ZSK policy: %s is %s, the "
				"request's is %s", values[i].name,
				rule_text_duration(values[i].made_s).text,
				rule_text_duration(values[i].asked_s).text);
	}
	if (asked->algorithm_count != made->algorithm_count ||
		!has_algorithms(asked, made) || !has_algorithms(made, asked))
		rule_fail(result, "ZSK policy: its algorithms are not the "
			"request's");
}

void
rule_match_header(struct rule_result *result, const struct rule_input *input)
{
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
	match_zsk_policy(result, &asked->zsk, &made->zsk);
}
