#include "support/test.h"

extern const struct test_suite suite_algorithm;
extern const struct test_suite suite_dnskey;
extern const struct test_suite suite_name;
extern const struct test_suite suite_rrsig;
extern const struct test_suite suite_rsa;

const struct test_suite *const test_suites[] = {
	&suite_algorithm,
	&suite_dnskey,
	&suite_name,
	&suite_rrsig,
	&suite_rsa,
	NULL,
};
