#include "support/test.h"

extern const struct test_suite suite_ksr;
extern const struct test_suite suite_policy;
extern const struct test_suite suite_policy_refused;
extern const struct test_suite suite_read;
extern const struct test_suite suite_example;
extern const struct test_suite suite_rules;
extern const struct test_suite suite_rules_genuine;
extern const struct test_suite suite_rules_form;
extern const struct test_suite suite_rules_keys;
extern const struct test_suite suite_rules_policy;
extern const struct test_suite suite_rules_timing;
extern const struct test_suite suite_rules_safety;
extern const struct test_suite suite_rules_chain;
extern const struct test_suite suite_rules_revoke;
extern const struct test_suite suite_rules_plan;
extern const struct test_suite suite_rules_response;
extern const struct test_suite suite_rules_flips;
extern const struct test_suite suite_make;
extern const struct test_suite suite_rules_match;
extern const struct test_suite suite_write;

const struct test_suite *const test_suites[] = {
	&suite_ksr,
	&suite_policy,
	&suite_policy_refused,
	&suite_read,
	&suite_example,
	&suite_rules,
	&suite_rules_genuine,
	&suite_rules_form,
	&suite_rules_keys,
	&suite_rules_policy,
	&suite_rules_timing,
	&suite_rules_safety,
	&suite_rules_chain,
	&suite_rules_revoke,
	&suite_rules_plan,
	&suite_rules_response,
	&suite_rules_flips,
	&suite_make,
	&suite_rules_match,
	&suite_write,
	NULL,
};
