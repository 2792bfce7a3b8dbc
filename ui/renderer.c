#include "renderer.h"

#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

static volatile sig_atomic_t stopped;
static volatile sig_atomic_t interrupted;

static void
on_signal(int number)
{
	if (number == SIGINT)
		interrupted = 1;
	else
		stopped = 1;
}

/* Blocked but while waiting, so that none slips in between. */
static void
waiting_mask(sigset_t *mask)
{
	sigprocmask(SIG_BLOCK, NULL, mask);
	sigdelset(mask, SIGINT);
	sigdelset(mask, SIGTERM);
	sigdelset(mask, SIGHUP);
}

void
renderer_catch_signals(void)
{
	struct sigaction catch;
	sigset_t mask;

	memset(&catch, 0, sizeof(catch));
	catch.sa_handler = on_signal;
	sigemptyset(&catch.sa_mask);
	sigaction(SIGINT, &catch, NULL);
	sigaction(SIGTERM, &catch, NULL);
	sigaction(SIGHUP, &catch, NULL);
	catch.sa_handler = SIG_IGN;
	sigaction(SIGPIPE, &catch, NULL);
	sigemptyset(&mask);
	sigaddset(&mask, SIGINT);
	sigaddset(&mask, SIGTERM);
	sigaddset(&mask, SIGHUP);
	sigprocmask(SIG_BLOCK, &mask, NULL);
	stopped = 0;
	interrupted = 0;
}

/* Lets what is pending be delivered. */
static void
deliver(void)
{
	renderer_wait(-1, 0);
}

bool
renderer_take_signal(struct input *dst)
{
	deliver();
	memset(dst, 0, sizeof(*dst));
	if (stopped != 0) {
		dst->kind = INPUT_STOP;
		return true;
	}
	if (interrupted != 0) {
		interrupted = 0;
		dst->kind = INPUT_ACTION;
		dst->action = ACTION_LEAVE;
		return true;
	}
	return false;
}

int
renderer_wait(int fd, int timeout_ms)
{
	struct pollfd place = {.fd = fd, .events = POLLIN};
	struct timespec time = {timeout_ms / 1000,
		(long)(timeout_ms % 1000) * 1000000};
	sigset_t mask;
	int result;

	waiting_mask(&mask);
	result = ppoll(&place, fd < 0 ? 0 : 1, timeout_ms < 0 ? NULL : &time,
		&mask);
	return result > 0 ? 1 : result;
}

static bool
wants_color(const struct console_options *options)
{
	const char *no_color = getenv("NO_COLOR");

	if (options->color != COLOR_WHEN_ABLE)
		return options->color == COLOR_ALWAYS;
	return no_color == NULL || *no_color == '\0';
}

enum status
renderer_start(struct renderer **dst, const struct console_options *options,
	struct err *err)
{
	struct renderer_place place = {
		.in = stdin,
		.out = stdout,
		.ascii = options->ascii,
		.color = wants_color(options),
		.theme = options->theme,
	};
	bool terminal = isatty(STDIN_FILENO) && isatty(STDOUT_FILENO);

	if (!options->plain && terminal &&
		render_curses.start(dst, &place, err) == STATUS_OK)
		return STATUS_OK;
	return render_plain.start(dst, &place, err);
}
