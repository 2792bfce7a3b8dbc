#include "base/clock.h"

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

static const CU_TestInfo tests[] = {
	{"tells the time", tells_the_time},
	{"never goes back", never_goes_back},
	{"names the boot", names_the_boot},
	CU_TEST_INFO_NULL,
};

const struct test_suite suite_clock = {"base/clock", tests};
