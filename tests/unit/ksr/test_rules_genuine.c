/*
 * The rules on genuine files: what passed in 2017 passes, and no bit of a
 * published SKR can change without a rule saying no.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "document.h"
#include "ksr/rules.h"
#include "support/test.h"

extern const struct test_suite suite_rules_genuine;

#define KSR_Q2 "root/ksr-root-2017-q2-0.xml"
#define SKR_Q1 "root/skr-root-2017-q1-0.xml"
#define SKR_Q2 "root/skr-root-2017-q2-0.xml"
#define DAY_2017_02_20 INT64_C(1487548800)
#define DAY_2009_11_22 INT64_C(1258848000)

struct genuine {
	struct policy policy;
	struct ksr request, previous, response;
	struct rule_hsm hsm;
	struct rule_input input;
	struct rule_result results[32];
	size_t count;
};

static void
must(enum status status, const struct err *err)
{
	if (status == STATUS_OK)
		return;
	fprintf(stderr, "genuine: %s\n", err->text);
	abort();
}

static void
read_file(struct ksr *dst, enum ksr_kind kind, const char *name)
{
	char *text = document_fixture(name);
	struct err err;

	must(document_read(dst, kind, text, &err), &err);
	free(text);
}

/* name below the source tree. */
static void
read_policy(struct policy *dst, const char *name)
{
	char *below = mem_format("../%s", name);
	char *path = test_data(below);
	struct xml_source source = {.name = name};
	struct bytes bytes = {0};
	struct err err;

	must(file_read(&bytes, path, XML_MAX_SIZE, &err), &err);
	source.data = bytes.data;
	source.len = bytes.len;
	must(policy_parse(dst, &source, &err), &err);
	bytes_clear(&bytes);
	free(path);
	free(below);
}

static void
genuine_init(struct genuine *genuine, const char *policy)
{
	memset(genuine, 0, sizeof(*genuine));
	read_policy(&genuine->policy, policy);
	genuine->hsm.wanted = true;
	genuine->hsm.verdict = VERDICT_PASS;
	genuine->input.policy = &genuine->policy;
	genuine->input.schema = &genuine->policy.schemas[0];
	genuine->input.hsm = &genuine->hsm;
	genuine->input.now_utc = DAY_2017_02_20;
}

static void
genuine_clear(struct genuine *genuine)
{
	ksr_clear(&genuine->request);
	ksr_clear(&genuine->previous);
	ksr_clear(&genuine->response);
	policy_clear(&genuine->policy);
}

static const struct ksr *
genuine_read(struct ksr *dst, enum ksr_kind kind, const char *name)
{
	read_file(dst, kind, name);
	return dst;
}

/* How many results are PASS and not off; prints what is neither PASS nor
 * off. */
static size_t
count_passed(const struct genuine *genuine)
{
	const struct rule_result *result;
	size_t passed = 0;
	size_t i;

	for (i = 0; i < genuine->count; i++) {
		result = &genuine->results[i];
		passed += !result->off && result->verdict == VERDICT_PASS;
		if (!result->off && result->verdict != VERDICT_PASS)
			printf("\n    %s %s: %s", result->rule->name,
				rule_result_word(result), result->reason);
	}
	return passed;
}

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
	CU_ASSERT_EQUAL(count_passed(&genuine), 21);
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
	CU_ASSERT_EQUAL(count_passed(&genuine), 5);
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
	CU_ASSERT_EQUAL(count_passed(&genuine), 6);
	input->schema = NULL;
	input->verify = true;
	rules_run_response(genuine.results, &genuine.count, input);
	CU_ASSERT_EQUAL(count_passed(&genuine), 6);
	genuine_clear(&genuine);
}

/* The known answer's policy: eight rules off, each FAIL but for what the file
 * gets right, all others PASS without a previous SKR. */
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
			CU_ASSERT_EQUAL(result->verdict, VERDICT_FAIL);
	}
	CU_ASSERT_EQUAL(off, 8);
	CU_ASSERT_EQUAL(count_passed(&genuine), 13);
	CU_ASSERT_EQUAL(rules_verdict(genuine.results, genuine.count),
		VERDICT_PASS);
	input->response = genuine_read(&genuine.response, KSR_RESPONSE,
		"golden/skr-test-2010-q1-0.xml");
	rules_run_response(genuine.results, &genuine.count, input);
	CU_ASSERT_EQUAL(count_passed(&genuine), 5);
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
