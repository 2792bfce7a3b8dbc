#include "support/test.h"

extern const struct test_suite suite_drill;

const struct test_suite *const test_suites[] = {
	&suite_drill,
	NULL,
};
