#include "support/test.h"

extern const struct test_suite suite_faults;
extern const struct test_suite suite_hang;

const struct test_suite *const test_suites[] = {
	&suite_faults,
	&suite_hang,
	NULL,
};
