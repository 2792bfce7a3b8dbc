#include "support/test.h"

extern const struct test_suite suite_answers;
extern const struct test_suite suite_process;
extern const struct test_suite suite_requests;
extern const struct test_suite suite_secrecy;
extern const struct test_suite suite_served;

const struct test_suite *const test_suites[] = {
	&suite_served,
	&suite_process,
	&suite_answers,
	&suite_requests,
	&suite_secrecy,
	NULL,
};
