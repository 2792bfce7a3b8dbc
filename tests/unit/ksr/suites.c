#include "support/test.h"

extern const struct test_suite suite_ksr;
extern const struct test_suite suite_policy;
extern const struct test_suite suite_read;
extern const struct test_suite suite_example;
extern const struct test_suite suite_write;

const struct test_suite *const test_suites[] = {
	&suite_ksr,
	&suite_policy,
	&suite_read,
	&suite_example,
	&suite_write,
	NULL,
};
