#include "base/clock.h"

#include <fcntl.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

int64_t
clock_now_utc(void)
{
	return time(NULL);
}

int64_t
clock_mono_ms(void)
{
	struct timespec now;

	clock_gettime(CLOCK_BOOTTIME, &now);
	return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
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
