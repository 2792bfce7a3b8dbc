/*
 * The rules on genuine files: what passed in 2017 passes.
 */
#include "genuine.h"
#include "support/test.h"

extern const struct test_suite suite_rules_genuine;

static void
check_passes(void)
{
	struct genuine genuine;
	struct rule_input *input = &genuine.input;

	if (test_fixtures() == NULL)
		SKIP("the genuine files are not there");
	genuine_init(&genuine, "policies/root-2017.xml");
	input->request = genuine_read(&genuine.request, KSR_REQUEST, KSR_Q2);
	input->previous = genuine_read(&genuine.previous, KSR_RESPONSE, SKR_Q1);
	rules_run_request(genuine.results, &genuine.count, input);
	CU_ASSERT_EQUAL(genuine.count, 21);
	CU_ASSERT_EQUAL(genuine_passed(&genuine), 21);
	CU_ASSERT_EQUAL(rules_verdict(genuine.results, genuine.count),
		VERDICT_PASS);
	genuine_clear(&genuine);
}

static void
verify_one(const char *name)
{
	struct genuine genuine;
	struct rule_input *input = &genuine.input;

	genuine_init(&genuine, "policies/root-2017.xml");
	input->response = genuine_read(&genuine.response, KSR_RESPONSE, name);
	input->schema = NULL;
	input->verify = true;
	rules_run_response(genuine.results, &genuine.count, input);
	CU_ASSERT_EQUAL(genuine.count, 6);
	CU_ASSERT_EQUAL(genuine_passed(&genuine), 5);
	CU_ASSERT_EQUAL(rules_verdict(genuine.results, genuine.count),
		VERDICT_PASS);
	genuine_clear(&genuine);
}

static void
verify_passes(void)
{
	if (test_fixtures() == NULL)
		SKIP("the genuine files are not there");
	verify_one(SKR_Q1);
	verify_one(SKR_Q2);
}

/* With the KSR it answers and the SKR before it, with schema and without. */
static void
verify_matches(void)
{
	struct genuine genuine;
	struct rule_input *input = &genuine.input;

	if (test_fixtures() == NULL)
		SKIP("the genuine files are not there");
	genuine_init(&genuine, "policies/root-2017.xml");
	input->request = genuine_read(&genuine.request, KSR_REQUEST, KSR_Q2);
	input->previous = genuine_read(&genuine.previous, KSR_RESPONSE, SKR_Q1);
	input->response = genuine_read(&genuine.response, KSR_RESPONSE, SKR_Q2);
	rules_run_response(genuine.results, &genuine.count, input);
	CU_ASSERT_EQUAL(genuine_passed(&genuine), 6);
	input->schema = NULL;
	input->verify = true;
	rules_run_response(genuine.results, &genuine.count, input);
	CU_ASSERT_EQUAL(genuine_passed(&genuine), 6);
	genuine_clear(&genuine);
}

/* The known answer's policy: eight rules off and half a rule, each FAIL, all
 * others PASS without a previous SKR. The known answer itself declares exponent
 * 3 for a KSK that has 65537. */
static void
golden_passes(void)
{
	struct genuine genuine;
	struct rule_input *input = &genuine.input;
	const struct rule_result *result;
	size_t off = 0;
	size_t i;

	if (test_fixtures() == NULL)
		SKIP("the genuine files are not there");
	genuine_init(&genuine, "tests/data/policy-golden.xml");
	input->now_utc = DAY_2009_11_22;
	input->request = genuine_read(&genuine.request, KSR_REQUEST,
		"root/ksr-root-2010-q1-0.xml");
	rules_run_request(genuine.results, &genuine.count, input);
	for (i = 0; i < genuine.count; i++) {
		result = &genuine.results[i];
		off += result->off;
		if (result->off)
			CU_ASSERT_STRING_EQUAL(rule_would_be(result), "FAIL");
	}
	CU_ASSERT_EQUAL(off, 9);
	CU_ASSERT_EQUAL(genuine_passed(&genuine), 12);
	CU_ASSERT_EQUAL(rules_verdict(genuine.results, genuine.count),
		VERDICT_PASS);
	input->response = genuine_read(&genuine.response, KSR_RESPONSE,
		"golden/skr-test-2010-q1-0.xml");
	genuine.response.ksk.algorithms[0].exponent = 65537;
	rules_run_response(genuine.results, &genuine.count, input);
	CU_ASSERT_EQUAL(genuine_passed(&genuine), 5);
	genuine_clear(&genuine);
}

static const CU_TestInfo tests[] = {
	{"2017-q2 after 2017-q1 passes", check_passes},
	{"the SKRs of 2017 pass", verify_passes},
	{"2017-q2 answers its KSR", verify_matches},
	{"the golden policy passes 2010-q1", golden_passes},
	CU_TEST_INFO_NULL,
};

const struct test_suite suite_rules_genuine = {"ksr/rules_genuine", tests};
