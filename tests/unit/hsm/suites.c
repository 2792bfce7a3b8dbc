#include "support/test.h"

extern const struct test_suite suite_faults_rules;
extern const struct test_suite suite_hsm;
extern const struct test_suite suite_p11;
extern const struct test_suite suite_p11_error;
extern const struct test_suite suite_p11_session;
extern const struct test_suite suite_profile;
extern const struct test_suite suite_wire;

const struct test_suite *const test_suites[] = {
	&suite_faults_rules,
	&suite_hsm,
	&suite_p11,
	&suite_p11_error,
	&suite_p11_session,
	&suite_profile,
	&suite_wire,
	NULL,
};
