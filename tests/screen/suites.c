#include "support/test.h"

extern const struct test_suite suite_golden, suite_keys, suite_play;

const struct test_suite *const test_suites[] = {
	&suite_golden,
	&suite_keys,
	&suite_play,
	NULL,
};
