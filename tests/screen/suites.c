#include "support/test.h"

extern const struct test_suite suite_around, suite_beside, suite_golden, suite_gate,
	suite_keys, suite_kinds, suite_loop, suite_play, suite_stops;

const struct test_suite *const test_suites[] = {
	&suite_golden,
	&suite_stops,
	&suite_around,
	&suite_beside,
	&suite_gate,
	&suite_keys,
	&suite_kinds,
	&suite_loop,
	&suite_play,
	NULL,
};
