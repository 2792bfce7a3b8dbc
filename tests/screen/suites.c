#include "support/test.h"

extern const struct test_suite suite_play;

const struct test_suite *const test_suites[] = {
	&suite_play,
	NULL,
};
