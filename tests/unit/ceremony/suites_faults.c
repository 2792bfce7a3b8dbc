#include "support/test.h"

extern const struct test_suite suite_faults;

const struct test_suite *const test_suites[] = {
	&suite_faults,
	NULL,
};
