#include "support/test.h"

extern const struct test_suite suite_modules;

const struct test_suite *const test_suites[] = {
	&suite_modules,
	NULL,
};
