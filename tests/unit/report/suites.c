#include "support/test.h"

extern const struct test_suite suite_manifest;
extern const struct test_suite suite_phrase;
extern const struct test_suite suite_record_text;

const struct test_suite *const test_suites[] = {
	&suite_manifest,
	&suite_phrase,
	&suite_record_text,
	NULL,
};
