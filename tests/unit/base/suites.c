#include "support/test.h"

extern const struct test_suite suite_buf;
extern const struct test_suite suite_err;
extern const struct test_suite suite_xml;

const struct test_suite *const test_suites[] = {
	&suite_buf,
	&suite_err,
	&suite_xml,
	NULL,
};
