#include "ceremony/capture.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/eventfd.h>
#include <termios.h>
#include <unistd.h>

#include "base/thread.h"
#include "base/clock.h"
#include "base/mem.h"
#include "base/text.h"
#include "base/utc.h"

#define IDLE_MS 200
#define CLEAN_SIZE (CAPTURE_LINE * 4) /* "<1b>" of one byte */

struct capture {
	pthread_t thread;
	int in;
	int out;
	int stop; /* eventfd: nothing is waited for any more */
	int64_t offset_s;
	char line[CAPTURE_LINE];
	size_t len;
	size_t written; /* bytes */
	int failed;	/* errno of the first write that failed */
	/* Shared with the console. */
	pthread_mutex_t mutex;
	size_t lines;
	char first[CAPTURE_LINE];
};

static void
count_line(struct capture *capture, const char *clean)
{
	pthread_mutex_lock(&capture->mutex);
	if (capture->lines++ == 0)
		snprintf(capture->first, sizeof(capture->first), "%.*s",
			CAPTURE_LINE - 1, clean);
	pthread_mutex_unlock(&capture->mutex);
}

static void
put_line(struct capture *capture)
{
	char clean[CLEAN_SIZE], utc[UTC_SIZE], text[CLEAN_SIZE + UTC_SIZE];
	ssize_t len;

	if (capture->len == 0)
		return;
	capture->line[capture->len] = '\0';
	capture->len = 0;
	text_clean_ascii(clean, sizeof(clean), capture->line);
	utc_format(utc, clock_now_utc() + capture->offset_s);
	len = snprintf(text, sizeof(text), "%s %s\n", utc, clean);
	if (capture->failed == 0 && capture->written > CAPTURE_MAX)
		capture->failed = EFBIG;
	if (capture->failed != 0)
		return;
	if (write(capture->out, text, (size_t)len) != len) {
		capture->failed = errno != 0 ? errno : ENOSPC;
		return;
	}
	capture->written += (size_t)len;
	count_line(capture, clean);
}

static void
take(struct capture *capture, const char *data, ssize_t len)
{
	ssize_t i;

	for (i = 0; i < len; i++) {
		if (data[i] == '\n' || data[i] == '\r') {
			put_line(capture);
			continue;
		}
		if (capture->len + 1 == sizeof(capture->line))
			put_line(capture);
		capture->line[capture->len++] =
			(char)(data[i] != '\0' ? data[i] : '?');
	}
}

/* False when it is to stop. Where the other end is closed there is nothing to
 * wait for but time. */
static bool
idle(const struct capture *capture, bool open)
{
	struct pollfd places[] = {
		{.fd = capture->stop, .events = POLLIN},
		{.fd = capture->in, .events = POLLIN},
	};

	poll(places, open ? 2 : 1, IDLE_MS);
	return places[0].revents == 0;
}

static void *
run(void *context)
{
	struct capture *capture = context;
	bool going = true;
	char data[4096];

	while (true) {
		ssize_t got = read(capture->in, data, sizeof(data));

		if (got > 0)
			take(capture, data, got);
		else if (!going)
			break;
		else
			going = idle(capture, got < 0 && errno == EAGAIN);
	}
	put_line(capture);
	return NULL;
}

static const struct {
	unsigned speed;
	speed_t value;
} speeds[] = {
	{1200, B1200}, {2400, B2400}, {4800, B4800}, {9600, B9600},
	{19200, B19200}, {38400, B38400}, {57600, B57600}, {115200, B115200},
};

/* A line as it comes, eight bits, no echo. */
static void
set_tty(int fd, unsigned speed)
{
	struct termios mode;
	size_t i;

	if (tcgetattr(fd, &mode) != 0)
		return;
	cfmakeraw(&mode);
	mode.c_cflag |= CLOCAL | CREAD;
	for (i = 0; i < sizeof(speeds) / sizeof(speeds[0]); i++) {
		if (speeds[i].speed == speed)
			cfsetspeed(&mode, speeds[i].value);
	}
	tcsetattr(fd, TCSANOW, &mode);
}

static void
release(struct capture *capture)
{
	close(capture->in);
	close(capture->out);
	close(capture->stop);
	pthread_mutex_destroy(&capture->mutex);
	free(capture);
}

enum status
capture_start(struct capture **dst, const char *source, unsigned speed,
	const char *path, int64_t offset_s, struct err *err)
{
	struct capture *capture = mem_new(1, sizeof(*capture));

	pthread_mutex_init(&capture->mutex, NULL);
	capture->offset_s = offset_s;
	capture->out = -1;
	capture->stop = eventfd(0, EFD_CLOEXEC);
	capture->in = open(source, O_RDONLY | O_NONBLOCK | O_NOCTTY | O_CLOEXEC);
	if (capture->in < 0) {
		err_set_errno(err, STATUS_FILE, "the log line %s", source);
		release(capture);
		return STATUS_FILE;
	}
	set_tty(capture->in, speed);
	capture->out = open(path, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW |
		O_CLOEXEC, 0600);
	if (capture->stop < 0 || capture->out < 0 ||
		!thread_start(&capture->thread, run, capture)) {
		err_set_errno(err, STATUS_FILE, "the log's file %s", path);
		release(capture);
		return STATUS_FILE;
	}
	*dst = capture;
	return STATUS_OK;
}

size_t
capture_lines(struct capture *capture, char first[CAPTURE_LINE])
{
	size_t lines;

	pthread_mutex_lock(&capture->mutex);
	lines = capture->lines;
	memcpy(first, capture->first, CAPTURE_LINE);
	pthread_mutex_unlock(&capture->mutex);
	return lines;
}

enum status
capture_stop(struct capture *capture, size_t *lines, struct err *err)
{
	const uint64_t one = 1;
	enum status status = STATUS_OK;

	if (capture == NULL)
		return STATUS_OK;
	if (write(capture->stop, &one, sizeof(one)) != sizeof(one))
		pthread_cancel(capture->thread);
	pthread_join(capture->thread, NULL);
	errno = capture->failed;
	if (capture->failed != 0 || fdatasync(capture->out) != 0)
		status = err_set_errno(err, STATUS_FILE, "the log's file is "
			"not whole, %zu lines are in it", capture->lines);
	*lines = capture->lines;
	release(capture);
	return status;
}
