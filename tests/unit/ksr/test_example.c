/*
 * The example zone's files, which a stranger has without the genuine ones: the
 * KSR, the SKR before it and the SKR that answers it pass every rule that is
 * on. Their keys and signatures were made by another program.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "document.h"
#include "ksr/policy.h"
#include "ksr/rules.h"
#include "support/test.h"

extern const struct test_suite suite_example;

#define NOW_UTC INT64_C(1891123200) /* 2029-12-05 */

struct papers {
	struct policy policy;
	struct ksr request;
	struct ksr previous;
	struct ksr response;
	struct rule_input input;
};

static void
read_one(struct ksr *dst, enum ksr_kind kind, const char *name)
{
	char *text = document_load(name);
	struct err err;

	CU_ASSERT_EQUAL_FATAL(document_read(dst, kind, text, &err), STATUS_OK);
	free(text);
}

static void
papers_init(struct papers *papers)
{
	char *text = document_load("policy-example.xml");
	struct err err;

	*papers = (struct papers){0};
	CU_ASSERT_EQUAL_FATAL(document_policy(&papers->policy, text, &err),
		STATUS_OK);
	free(text);
	read_one(&papers->request, KSR_REQUEST, "ksr-example.xml");
	read_one(&papers->previous, KSR_RESPONSE, "skr-example-previous.xml");
	read_one(&papers->response, KSR_RESPONSE, "skr-example.xml");
	papers->input = (struct rule_input){
		.policy = &papers->policy,
		.request = &papers->request,
		.previous = &papers->previous,
		.now_utc = NOW_UTC,
	};
	CU_ASSERT_EQUAL_FATAL(policy_find_schema(&papers->input.schema,
		&papers->policy, "revoke", &err), STATUS_OK);
}

static void
papers_clear(struct papers *papers)
{
	policy_clear(&papers->policy);
	ksr_clear(&papers->request);
	ksr_clear(&papers->previous);
	ksr_clear(&papers->response);
}

/* How many rules say PASS; says what the others say. */
static size_t
count_passes(const struct rule_result *results, size_t count)
{
	size_t passes = 0;
	size_t i;

	for (i = 0; i < count; i++) {
		const char *word = rule_result_word(&results[i]);

		if (strcmp(word, "PASS") == 0)
			passes++;
		else
			printf("\n    %s %s: %s", results[i].rule->name, word,
				results[i].reason);
	}
	return passes;
}

/* All but SKR-REVOKE, which is off, and HSM-KEYS, without an HSM. */
static void
request_passes(void)
{
	struct rule_result *results = mem_new(rule_count, sizeof(*results));
	struct papers papers;
	size_t count = 0;

	papers_init(&papers);
	rules_run_request(results, &count, &papers.input);
	CU_ASSERT_EQUAL(count, 21);
	CU_ASSERT_EQUAL(count_passes(results, count), 19);
	free(results);
	papers_clear(&papers);
}

static void
response_passes(void)
{
	struct rule_result *results = mem_new(rule_count, sizeof(*results));
	struct papers papers;
	size_t count = 0;

	papers_init(&papers);
	papers.input.response = &papers.response;
	papers.input.verify = true;
	rules_run_response(results, &count, &papers.input);
	CU_ASSERT_EQUAL(count, 6);
	CU_ASSERT_EQUAL(count_passes(results, count), 5);
	free(results);
	papers_clear(&papers);
}

static const CU_TestInfo tests[] = {
	{"request passes", request_passes},
	{"response passes", response_passes},
	CU_TEST_INFO_NULL,
};

const struct test_suite suite_example = {"ksr/example", tests};
