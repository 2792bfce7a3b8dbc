#include "base/clock.h"

#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#define HALF_YEAR_S (182 * 24 * 3600)

static int64_t shift_utc_s, shift_mono_ms;

void
clock_shift(int64_t utc_s, int64_t mono_ms)
{
	shift_utc_s += utc_s;
	shift_mono_ms += mono_ms;
}

int64_t
clock_now_utc(void)
{
	return time(NULL) + shift_utc_s;
}

bool
clock_zone(char dst[CLOCK_ZONE_SIZE])
{
	time_t now = time(NULL), then = now + HALF_YEAR_S;
	struct tm here = {0}, later = {0};

	tzset();
	localtime_r(&now, &here);
	localtime_r(&then, &later);
	snprintf(dst, CLOCK_ZONE_SIZE, "%s", here.tm_zone);
	return here.tm_gmtoff == 0 && later.tm_gmtoff == 0;
}

int64_t
clock_mono_ms(void)
{
	struct timespec now;

	clock_gettime(CLOCK_BOOTTIME, &now);
	return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000 +
		shift_mono_ms;
}

void
clock_boot_id(char dst[CLOCK_BOOT_ID_SIZE])
{
	int fd = open("/proc/sys/kernel/random/boot_id", O_RDONLY | O_CLOEXEC);
	ssize_t len = -1;

	if (fd >= 0) {
		len = read(fd, dst, CLOCK_BOOT_ID_SIZE - 1);
		close(fd);
	}
	if (len <= 0) {
		strcpy(dst, "unknown");
		return;
	}
	dst[len] = '\0';
	dst[strspn(dst, "0123456789abcdef-")] = '\0';
}
