#include "terminal.h"

#include <errno.h>
#include <poll.h>
#include <pty.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#define LOOK_MS 1

static void
die(const char *what)
{
	fprintf(stderr, "terminal: %s: %s\n", what, strerror(errno));
	exit(2);
}

void
terminal_start(struct terminal *terminal, char **argv)
{
	const struct winsize size = {.ws_row = 24, .ws_col = 80};
	int fd;
	pid_t child = forkpty(&fd, NULL, NULL, &size);

	if (child < 0)
		die("forkpty");
	if (child == 0) {
		execv(argv[0], argv);
		_exit(127);
	}
	*terminal = (struct terminal){.child = child, .fd = fd};
}

static double
ms_of(const struct timespec *time)
{
	return (double)time->tv_sec * 1e3 + (double)time->tv_nsec / 1e6;
}

double
terminal_now_ms(void)
{
	struct timespec time;

	clock_gettime(CLOCK_MONOTONIC, &time);
	return ms_of(&time);
}

double
terminal_cpu_ms(const struct terminal *terminal)
{
	struct timespec time;
	clockid_t clock;

	if (clock_getcpuclockid(terminal->child, &clock) != 0 ||
		clock_gettime(clock, &time) != 0)
		return 0;
	return ms_of(&time);
}

/* Reads what is there within the time; false when nothing came. */
static bool
take(struct terminal *terminal, int timeout_ms)
{
	struct pollfd place = {.fd = terminal->fd, .events = POLLIN};
	char bytes[4096];
	ssize_t got;

	if (poll(&place, 1, timeout_ms) <= 0)
		return false;
	got = read(terminal->fd, bytes, sizeof(bytes));
	if (got <= 0) {
		terminal->ended = true;
		return false;
	}
	terminal->bytes += (size_t)got;
	return true;
}

/* Whether the program sleeps: it waits for something. */
static bool
waits(const struct terminal *terminal)
{
	char path[40], text[512] = "";
	const char *state;
	FILE *file;

	snprintf(path, sizeof(path), "/proc/%d/stat", (int)terminal->child);
	file = fopen(path, "r");
	if (file == NULL)
		return false;
	if (fgets(text, sizeof(text), file) == NULL)
		text[0] = '\0';
	fclose(file);
	state = strrchr(text, ')');
	return state != NULL && state[1] == ' ' && state[2] == 'S';
}

void
terminal_read(struct terminal *terminal)
{
	while (!terminal->ended &&
		(take(terminal, LOOK_MS) || !waits(terminal)))
		continue;
	while (!terminal->ended && take(terminal, 0))
		continue;
}

void
terminal_press(struct terminal *terminal, const char *key)
{
	double end = terminal_now_ms() + TERMINAL_PATIENCE_MS;
	double before = terminal_cpu_ms(terminal);
	size_t len = strlen(key);

	if (write(terminal->fd, key, len) != (ssize_t)len)
		die("typing");
	while (!terminal->ended && terminal_cpu_ms(terminal) <= before) {
		if (terminal_now_ms() > end) {
			fprintf(stderr, "terminal: the key is not taken\n");
			exit(2);
		}
		take(terminal, LOOK_MS);
	}
	terminal_read(terminal);
}

void
terminal_end(struct terminal_end *dst, struct terminal *terminal)
{
	struct rusage usage;
	int status;

	close(terminal->fd);
	if (wait4(terminal->child, &status, 0, &usage) != terminal->child)
		die("wait4");
	dst->status = WIFEXITED(status) ? WEXITSTATUS(status) : -1;
	dst->peak_kib = usage.ru_maxrss;
}
