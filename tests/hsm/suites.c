#include "support/test.h"

extern const struct test_suite suite_token;
extern const struct test_suite suite_keys;
extern const struct test_suite suite_golden;

const struct test_suite *const test_suites[] = {
	&suite_token,
	&suite_keys,
	&suite_golden,
	NULL,
};
