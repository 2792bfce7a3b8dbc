#include "base/utc.h"

#include <string.h>
#include <time.h>

#include "support/test.h"

extern const struct test_suite suite_utc;

static void
check_time(const char *text, int64_t expected)
{
	int64_t utc = -1;
	struct err err;

	CU_ASSERT_EQUAL(utc_parse(&utc, text, &err), STATUS_OK);
	CU_ASSERT_EQUAL(utc, expected);
}

static void
reads_legal_spellings(void)
{
	check_time("2017-04-01T00:00:00", 1491004800);
	check_time("2017-04-01T00:00:00Z", 1491004800);
	check_time("2017-04-01T00:00:00+00:00", 1491004800);
	check_time("2017-04-01T00:00:00.000Z", 1491004800);
	check_time("2017-04-01T00:00:00.0", 1491004800);
	check_time("1970-01-01T00:00:00Z", 0);
	check_time("2106-02-07T06:28:15Z", UTC_MAX);
	check_time("2000-02-29T23:59:59Z", 951868799);
}

static void
refuses_by_name(void)
{
	static const struct {
		const char *text;
		const char *reason;
	} wrong[] = {
		{"", "not a time"},
		{"2017-04-01", "not a time"},
		{"2017-04-01 00:00:00", "not a time"},
		{"2017-4-1T00:00:00", "not a time"},
		{"12017-04-01T00:00:00", "not a time"},
		{"-2017-04-01T00:00:00", "not a time"},
		{" 2017-04-01T00:00:00", "not a time"},
		{"2017-04-01T00:00:00z", "not a time"},
		{"2017-04-01T00:00:00.", "not a time"},
		{"2017-04-01T00:00:00.Z", "not a time"},
		{"2017-04-01T00:00:00Z ", "not a time"},
		{"2017-04-01T00:00:00.5Z", "fractions"},
		{"2017-04-01T00:00:00.01", "fractions"},
		{"2017-04-01T00:00:00+01:00", "time zone"},
		{"2017-04-01T00:00:00-00:00", "time zone"},
		{"2017-04-01T00:00:00-05:00", "time zone"},
		{"2017-00-01T00:00:00", "no such time"},
		{"2017-13-01T00:00:00", "no such time"},
		{"2017-04-00T00:00:00", "no such time"},
		{"2017-04-31T00:00:00", "no such time"},
		{"2017-02-29T00:00:00", "no such time"},
		{"2100-02-29T00:00:00", "no such time"},
		{"2017-04-01T24:00:00", "no such time"},
		{"2017-04-01T00:60:00", "no such time"},
		{"2016-12-31T23:59:60", "no such time"},
		{"1969-12-31T23:59:59", "allowed is 1970"},
		{"2106-02-07T06:28:16", "allowed is 1970"},
		{"0000-01-01T00:00:00", "allowed is 1970"},
		{"9999-12-31T00:00:00", "allowed is 1970"},
	};
	size_t i;

	for (i = 0; i < sizeof(wrong) / sizeof(wrong[0]); i++) {
		struct err err = {0};
		int64_t utc = 7;

		CU_ASSERT_EQUAL(utc_parse(&utc, wrong[i].text, &err),
			STATUS_INPUT);
		CU_ASSERT_PTR_NOT_NULL(strstr(err.text, wrong[i].reason));
		CU_ASSERT_EQUAL(utc, 7);
	}
}

/* Against the C library, through all years and both sides of midnight. */
static void
agrees_with_the_c_library(void)
{
	int64_t utc;

	for (utc = 0; utc <= UTC_MAX; utc += 86400 * 5 + 43199) {
		char text[UTC_SIZE], expected[UTC_SIZE];
		time_t when = (time_t)utc;
		struct tm tm;

		gmtime_r(&when, &tm);
		strftime(expected, sizeof(expected), "%Y-%m-%dT%H:%M:%SZ",
			&tm);
		utc_format(text, utc);
		CU_ASSERT_STRING_EQUAL(text, expected);
		check_time(text, utc);
	}
}

static void
writes_its_forms(void)
{
	char text[UTC_SIZE];

	utc_format_offset(text, 1491004800);
	CU_ASSERT_STRING_EQUAL(text, "2017-04-01T00:00:00+00:00");
	utc_format_date(text, 1491004800);
	CU_ASSERT_STRING_EQUAL(text, "2017-04-01");
	utc_format_time(text, 1491004800 + 18 * 3600 + 37 * 60 + 59);
	CU_ASSERT_STRING_EQUAL(text, "18:37");
	utc_format(text, -1);
	CU_ASSERT_STRING_EQUAL(text, "1970-01-01T00:00:00Z");
	utc_format(text, INT64_MAX);
	CU_ASSERT_STRING_EQUAL(text, "9999-12-31T23:59:59Z");
}

static const CU_TestInfo tests[] = {
	{"reads legal spellings", reads_legal_spellings},
	{"refuses by name", refuses_by_name},
	{"agrees with the C library", agrees_with_the_c_library},
	{"writes its forms", writes_its_forms},
	CU_TEST_INFO_NULL,
};

const struct test_suite suite_utc = {"base/utc", tests};
