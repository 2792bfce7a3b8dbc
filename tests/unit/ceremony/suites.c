#include "support/test.h"

extern const struct test_suite suite_ceremony;
extern const struct test_suite suite_script;

const struct test_suite *const test_suites[] = {
	&suite_ceremony,
	&suite_script,
	NULL,
};
