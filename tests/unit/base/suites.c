#include "support/test.h"

extern const struct test_suite suite_base64;
extern const struct test_suite suite_buf;
extern const struct test_suite suite_clock;
extern const struct test_suite suite_create;
extern const struct test_suite suite_digest;
extern const struct test_suite suite_duration;
extern const struct test_suite suite_err;
extern const struct test_suite suite_file;
extern const struct test_suite suite_hex;
extern const struct test_suite suite_mem;
extern const struct test_suite suite_secret;
extern const struct test_suite suite_text;
extern const struct test_suite suite_utc;
extern const struct test_suite suite_verdict;
extern const struct test_suite suite_words;
extern const struct test_suite suite_xml;

const struct test_suite *const test_suites[] = {
	&suite_base64,
	&suite_buf,
	&suite_clock,
	&suite_create,
	&suite_digest,
	&suite_duration,
	&suite_err,
	&suite_file,
	&suite_hex,
	&suite_mem,
	&suite_secret,
	&suite_text,
	&suite_utc,
	&suite_verdict,
	&suite_words,
	&suite_xml,
	NULL,
};
