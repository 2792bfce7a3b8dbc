#include "ksr/rules.h"

#include <stdlib.h>
#include <string.h>

#include "support/sample.h"
#include "support/test.h"

extern const struct test_suite suite_rules;

static void
sample_passes(void)
{
	struct sample sample;

	sample_init(&sample);
	sample_run(&sample);
	CU_ASSERT_EQUAL(sample.count, 21);
	CU_ASSERT_TRUE(sample_only(&sample, NULL, NULL));
	sample_answer(&sample);
	sample_run_response(&sample);
	CU_ASSERT_EQUAL(sample.count, 6);
	CU_ASSERT_TRUE(sample_only(&sample, NULL, NULL));
	sample_clear(&sample);
}

static const CU_TestInfo tests[] = {
	{"the sample passes every rule", sample_passes},
	CU_TEST_INFO_NULL,
};

const struct test_suite suite_rules = {"ksr/rules", tests};
