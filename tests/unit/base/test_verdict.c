#include "base/verdict.h"

#include "support/test.h"

extern const struct test_suite suite_verdict;

static void
goes_both_ways(void)
{
	const enum verdict zeroed = {0};

	CU_ASSERT_STRING_EQUAL(verdict_word(zeroed), "NONE");
	CU_ASSERT_STRING_EQUAL(verdict_word(VERDICT_FAIL), "FAIL");
	CU_ASSERT_STRING_EQUAL(verdict_word(VERDICT_PASS), "PASS");
	CU_ASSERT_EQUAL(verdict_of_word("PASS"), VERDICT_PASS);
	CU_ASSERT_EQUAL(verdict_of_word("FAIL"), VERDICT_FAIL);
}

static void
takes_nothing_else_for_a_pass(void)
{
	CU_ASSERT_EQUAL(verdict_of_word("NONE"), VERDICT_NONE);
	CU_ASSERT_EQUAL(verdict_of_word(""), VERDICT_NONE);
	CU_ASSERT_EQUAL(verdict_of_word("pass"), VERDICT_NONE);
	CU_ASSERT_EQUAL(verdict_of_word("PASSED"), VERDICT_NONE);
}

static const CU_TestInfo tests[] = {
	{"goes both ways", goes_both_ways},
	{"takes nothing else for a pass", takes_nothing_else_for_a_pass},
	CU_TEST_INFO_NULL,
};

const struct test_suite suite_verdict = {"base/verdict", tests};
