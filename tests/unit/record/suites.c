#include "support/test.h"

extern const struct test_suite suite_addendum;
extern const struct test_suite suite_append;
extern const struct test_suite suite_follow;
extern const struct test_suite suite_mirror;
extern const struct test_suite suite_open;
extern const struct test_suite suite_read;
extern const struct test_suite suite_reader;

const struct test_suite *const test_suites[] = {
	&suite_addendum,
	&suite_append,
	&suite_follow,
	&suite_mirror,
	&suite_open,
	&suite_read,
	&suite_reader,
	NULL,
};
