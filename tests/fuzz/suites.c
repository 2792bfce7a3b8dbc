#include "support/test.h"

extern const struct test_suite suite_damaged;
extern const struct test_suite suite_hostile;

const struct test_suite *const test_suites[] = {
	&suite_damaged,
	&suite_hostile,
	NULL,
};
