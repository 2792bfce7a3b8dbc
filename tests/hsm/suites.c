#include "support/test.h"

extern const struct test_suite suite_token;
extern const struct test_suite suite_keys;

const struct test_suite *const test_suites[] = {
	&suite_token,
	&suite_keys,
	NULL,
};
