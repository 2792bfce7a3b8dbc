#include <stdlib.h>
#include <string.h>

#include "break.h"

extern const struct test_suite suite_rules_form;

static void
domain_of_the_file(struct sample *sample)
{
	break_text(&sample->request.domain, "example.");
}

/* Proved again over the other name, so that only the name is wrong. */
static void
signers_name(struct sample *sample)
{
	break_text(&sample->request.bundles[3].signatures[0].signer,
		"example.");
	sample_sign(sample, &sample->request);
}

static void
labels(struct sample *sample)
{
	sample->request.bundles[8].signatures[1].labels = 1;
	sample_sign(sample, &sample->request);
}

static void
same_id(struct sample *sample)
{
	break_text(&sample->request.id, sample->previous.id);
}

static void
bundle_twice(struct sample *sample)
{
	break_text(&sample->request.bundles[6].id,
		sample->request.bundles[1].id);
}

static void
bundle_of_previous(struct sample *sample)
{
	break_text(&sample->request.bundles[6].id,
		sample->previous.bundles[4].id);
}

/* Two bundles expire together; every limit leaves room for that. */
static void
expirations_equal(struct sample *sample)
{
	struct ksr_policy *zsk = &sample->request.zsk;
	struct policy *policy = &sample->policy;

	sample->request.bundles[4].expiration_utc =
		sample->request.bundles[3].expiration_utc;
	policy->validity.min_s = zsk->min_validity_s = 1;
	policy->overlap.min_s = zsk->min_overlap_s = 0;
}

static const struct broken broken[] = {
	{"KSR-DOMAIN", "domain example.", domain_of_the_file},
	{"KSR-DOMAIN", "bundle 4, signature", signers_name},
	{"KSR-DOMAIN", "Labels 1, . has 0", labels},
	{"KSR-ID", "is the previous SKR's", same_id},
	{"KSR-BUNDLE-UNIQUE", "bundles 2 and 7 have the same id",
		bundle_twice},
	{"KSR-BUNDLE-UNIQUE", "bundle 5's of the previous SKR",
		bundle_of_previous},
	{"KSR-BUNDLE-COUNT", "bundle 5: Expiration", expirations_equal},
};

static void
each_alone(void)
{
	BREAK_EACH(broken);
}

#define FIRST "<off rule=\"KSR-CHAIN-KEYS\" reason=\"the first one\"/>" \
	"</request>"

/* The second half is off with KSR-CHAIN-KEYS, and says so; a first half that
 * fails is never off, nor is either where KSR-CHAIN-KEYS is on. */
static void
half_of_unique(void)
{
	const struct rule_result *result;
	struct sample sample;

	sample_init_policy(&sample, "</request>", FIRST);
	sample_run(&sample);
	result = sample_result(&sample, "KSR-BUNDLE-UNIQUE");
	CU_ASSERT_FALSE(result->off);
	sample_set_quarter(&sample, 0, NULL, "normal");
	sample_run(&sample);
	CU_ASSERT_TRUE(break_says(&sample, "KSR-BUNDLE-UNIQUE", VERDICT_PASS,
		"first half PASS; would be FAIL: no previous SKR"));
	CU_ASSERT_TRUE(result->off);
	CU_ASSERT_TRUE(result->half);
	CU_ASSERT_STRING_EQUAL(result->off_reason, "the first one");
	CU_ASSERT_STRING_EQUAL(rule_result_word(result), "OFF");
	CU_ASSERT_STRING_EQUAL(rule_would_be(result), "FAIL");
	bundle_twice(&sample);
	sample_run(&sample);
	CU_ASSERT_FALSE(result->off);
	CU_ASSERT_TRUE(break_says(&sample, "KSR-BUNDLE-UNIQUE", VERDICT_FAIL,
		"bundles 2 and 7 have the same id"));
	sample_clear(&sample);
	sample_init(&sample);
	sample_set_quarter(&sample, 0, NULL, "normal");
	sample_run(&sample);
	CU_ASSERT_FALSE(sample_result(&sample, "KSR-BUNDLE-UNIQUE")->off);
	CU_ASSERT_TRUE(break_says(&sample, "KSR-BUNDLE-UNIQUE", VERDICT_FAIL,
		"no previous SKR to compare"));
	sample_clear(&sample);
}

/* The words for what cannot fail alone. */
static void
count_and_type(void)
{
	struct sample sample;

	sample_init(&sample);
	sample.policy.bundles = 8;
	break_text(&sample.request.bundles[0].signatures[0].type_covered,
		"dnskey");
	sample_run(&sample);
	CU_ASSERT_TRUE(break_says(&sample, "KSR-BUNDLE-COUNT", VERDICT_FAIL,
		"9 bundles, the policy's number is 8"));
	CU_ASSERT_TRUE(break_says(&sample, "KSR-DOMAIN", VERDICT_FAIL,
		"TypeCovered dnskey"));
	sample_clear(&sample);
}

static void
inceptions_increase(void)
{
	struct sample sample;

	sample_init(&sample);
	sample.request.bundles[4].inception_utc =
		sample.request.bundles[3].inception_utc;
	sample_run(&sample);
	CU_ASSERT_TRUE(break_says(&sample, "KSR-BUNDLE-COUNT", VERDICT_FAIL,
		"bundle 5: Inception"));
	sample_clear(&sample);
}

/* Of a response it is not a request that is missing. */
static void
syntax_wants_a_request(void)
{
	struct sample sample;

	sample_init(&sample);
	sample.input.request = &sample.previous;
	sample_run(&sample);
	CU_ASSERT_TRUE(break_says(&sample, "KSR-SYNTAX", VERDICT_FAIL,
		"no request"));
	sample_clear(&sample);
}

static void
any_zone(void)
{
	struct sample sample;

	sample_init_policy(&sample, "zone=\".\"", "zone=\"Example.ORG\"");
	CU_ASSERT_STRING_EQUAL(sample.request.domain, "Example.ORG");
	break_text(&sample.request.domain, "eXample.org.");
	sample_run(&sample);
	CU_ASSERT_TRUE(break_says(&sample, "KSR-DOMAIN", VERDICT_PASS,
		"in 11 signatures"));
	sample.request.bundles[0].signatures[0].labels = 3;
	sample_run(&sample);
	CU_ASSERT_TRUE(break_says(&sample, "KSR-DOMAIN", VERDICT_FAIL,
		"Labels 3, Example.ORG has 2"));
	sample_clear(&sample);
}

static const CU_TestInfo tests[] = {
	{"each fails alone", each_alone},
	{"half of it off", half_of_unique},
	{"bundle count and covered type", count_and_type},
	{"Inceptions increase", inceptions_increase},
	{"syntax wants a request", syntax_wants_a_request},
	{"any zone, in any case", any_zone},
	CU_TEST_INFO_NULL,
};

const struct test_suite suite_rules_form = {"ksr/rules_form", tests};
