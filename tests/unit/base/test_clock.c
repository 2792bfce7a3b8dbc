#include "base/clock.h"

#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "support/test.h"

extern const struct test_suite suite_clock;

static void
tells_the_time(void)
{
	int64_t before = time(NULL);
	int64_t now = clock_now_utc();

	CU_ASSERT_TRUE(now >= before && now <= before + 60);
}

static void
never_goes_back(void)
{
	const struct timespec pause = {0, 5000000};
	int64_t before = clock_mono_ms();

	nanosleep(&pause, NULL);
	CU_ASSERT_TRUE(clock_mono_ms() >= before + 5);
	CU_ASSERT_TRUE(clock_mono_ms() < before + 60000);
}

static void
names_the_boot(void)
{
	char first[CLOCK_BOOT_ID_SIZE], again[CLOCK_BOOT_ID_SIZE];

	clock_boot_id(first);
	clock_boot_id(again);
	CU_ASSERT_STRING_EQUAL(first, again);
	CU_ASSERT_TRUE(strlen(first) == 36 || strcmp(first, "unknown") == 0);
}

static void
is_shifted(void)
{
	int64_t utc = clock_now_utc(), mono = clock_mono_ms();

	clock_shift(-3600, 0);
	CU_ASSERT_TRUE(clock_now_utc() < utc);
	CU_ASSERT_TRUE(clock_mono_ms() >= mono);
	clock_shift(3600, 60000);
	CU_ASSERT_TRUE(clock_now_utc() >= utc);
	CU_ASSERT_TRUE(clock_mono_ms() >= mono + 60000);
	clock_shift(0, -60000);
}

static void
knows_its_zone(void)
{
	static const struct {
		const char *zone, *name;
		bool utc;
	} rows[] = {
		{"UTC", "UTC", true},
		{"CET-1", "CET", false},
		/* UTC in winter is not UTC. */
		{"GMT0BST,M3.5.0/1,M10.5.0", NULL, false},
	};
	char name[CLOCK_ZONE_SIZE];
	size_t i;

	for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		setenv("TZ", rows[i].zone, 1);
		CU_ASSERT_EQUAL(clock_zone(name), rows[i].utc);
		if (rows[i].name != NULL)
			CU_ASSERT_STRING_EQUAL(name, rows[i].name);
	}
	unsetenv("TZ");
}

static const CU_TestInfo tests[] = {
	{"tells the time", tells_the_time},
	{"never goes back", never_goes_back},
	{"names the boot", names_the_boot},
	{"is shifted", is_shifted},
	{"knows its zone", knows_its_zone},
	CU_TEST_INFO_NULL,
};

const struct test_suite suite_clock = {"base/clock", tests};
