#include <string.h>

#include "base/utc.h"
#include "support/test.h"

extern const struct test_suite suite_duration;

#define DAY 86400

static void
check_duration(const char *text, int64_t expected)
{
	int64_t seconds = -1;
	struct err err;

	CU_ASSERT_EQUAL(duration_parse(&seconds, text, &err), STATUS_OK);
	CU_ASSERT_EQUAL(seconds, expected);
}

static void
reads_durations(void)
{
	check_duration("P10D", 10 * DAY);
	check_duration("PT0S", 0);
	check_duration("P0D", 0);
	check_duration("P4DT23H59M59S", 5 * DAY - 1);
	check_duration("PT1M", 60);
	check_duration("P1DT1S", DAY + 1);
	check_duration("PT36H", 36 * 3600);
	check_duration("P007D", 7 * DAY);
	check_duration("PT5.000S", 5);
	check_duration("PT4294967295S", UTC_MAX);
}

static void
refuses_by_name(void)
{
	static const struct {
		const char *text;
		const char *reason;
	} wrong[] = {
		{"-P1D", "negative"},
		{"P1Y", "years and months"},
		{"P1M", "years and months"},
		{"P0Y0M10D", "years and months"},
		{"P1M1D", "years and months"},
		{"P1DT1Y", "years and months"},
		{"PT0.5S", "fractions"},
		{"PT4294967296S", "136 years"},
		{"P49711D", "136 years"},
		{"P49710DT24H", "136 years"},
		{"P99999999999999999999D", "136 years"},
		{"", "not a duration"},
		{"P", "not a duration"},
		{"PT", "not a duration"},
		{"P1DT", "not a duration"},
		{"1D", "not a duration"},
		{"P1W", "not a duration"},
		{"P1", "not a duration"},
		{"PD", "not a duration"},
		{"P1H", "not a duration"},
		{"PT1D", "not a duration"},
		{"PT1S1M", "not a duration"},
		{"PT1S1S", "not a duration"},
		{"P1DTT1S", "not a duration"},
		{"P1D ", "not a duration"},
		{"P1d", "not a duration"},
		{"P+1D", "not a duration"},
		{"P1.0D", "not a duration"},
		{"PT1.S", "not a duration"},
	};
	size_t i;

	for (i = 0; i < sizeof(wrong) / sizeof(wrong[0]); i++) {
		struct err err = {0};
		int64_t seconds = 7;

		CU_ASSERT_EQUAL(duration_parse(&seconds, wrong[i].text, &err),
			STATUS_INPUT);
		CU_ASSERT_PTR_NOT_NULL(strstr(err.text, wrong[i].reason));
		CU_ASSERT_EQUAL(seconds, 7);
	}
}

static void
writes_without_zero_parts(void)
{
	static const struct {
		int64_t seconds;
		const char *text;
		const char *words;
	} rows[] = {
		{0, "PT0S", "0 days"},
		{1, "PT1S", "00:00:01"},
		{DAY, "P1D", "1 day"},
		{10 * DAY, "P10D", "10 days"},
		{10 * DAY - 1, "P9DT23H59M59S", "9 days 23:59:59"},
		{DAY + 60, "P1DT1M", "1 day 00:01:00"},
		{3600, "PT1H", "01:00:00"},
		{-3 * DAY, "-P3D", "-3 days"},
		{INT64_MAX, "P106751991167300DT15H30M7S",
			"106751991167300 days 15:30:07"},
	};
	char text[DURATION_SIZE];
	size_t i;

	for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		duration_format(text, rows[i].seconds);
		CU_ASSERT_STRING_EQUAL(text, rows[i].text);
		duration_format_words(text, rows[i].seconds);
		CU_ASSERT_STRING_EQUAL(text, rows[i].words);
	}
}

static const CU_TestInfo tests[] = {
	{"reads durations", reads_durations},
	{"refuses by name", refuses_by_name},
	{"writes without zero parts", writes_without_zero_parts},
	CU_TEST_INFO_NULL,
};

const struct test_suite suite_duration = {"base/duration", tests};
