#include "support/test.h"

extern const struct test_suite suite_ksr;
extern const struct test_suite suite_policy;
extern const struct test_suite suite_read;
extern const struct test_suite suite_example;
extern const struct test_suite suite_rules;
extern const struct test_suite suite_rules_genuine;
extern const struct test_suite suite_rules_form;
extern const struct test_suite suite_rules_keys;
extern const struct test_suite suite_rules_policy;
extern const struct test_suite suite_write;

const struct test_suite *const test_suites[] = {
	&suite_ksr,
	&suite_policy,
	&suite_read,
	&suite_example,
	&suite_rules,
	&suite_rules_genuine,
	&suite_rules_form,
	&suite_rules_keys,
	&suite_rules_policy,
	&suite_write,
	NULL,
};
