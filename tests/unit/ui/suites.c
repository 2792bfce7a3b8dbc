#include "support/test.h"

extern const struct test_suite suite_curses, suite_form, suite_keys,
	suite_page, suite_plain, suite_words;

const struct test_suite *const test_suites[] = {
	&suite_curses, &suite_form, &suite_keys, &suite_page, &suite_plain,
	&suite_words, NULL,
};
