#include "support/test.h"

extern const struct test_suite suite_keys;
extern const struct test_suite suite_plan;
extern const struct test_suite suite_authorize;
extern const struct test_suite suite_sign;

const struct test_suite *const test_suites[] = {
	&suite_keys,
	&suite_plan,
	&suite_authorize,
	&suite_sign,
	NULL,
};
