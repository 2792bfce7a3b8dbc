#include "prompt.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/signalfd.h>
#include <termios.h>
#include <unistd.h>

#include "base/text.h"

#define ANSWER_SIZE 200
#define CTRL_C 3
#define CTRL_D 4
#define CTRL_U 21
#define BACKSPACE 8
#define DELETE 127

enum heard { HEARD_MORE, HEARD_END, HEARD_STOP, HEARD_FULL, HEARD_ODD };

static enum heard
hear_key(struct secret *dst, char c)
{
	switch (c) {
	case '\r':
	case '\n':
		return HEARD_END;
	case CTRL_C:
	case CTRL_D:
		return HEARD_STOP;
	case CTRL_U:
		secret_wipe(dst);
		return HEARD_MORE;
	case BACKSPACE:
	case DELETE:
		(void)secret_remove(dst);
		return HEARD_MORE;
	default:
		if ((unsigned char)c < ' ')
			return HEARD_ODD;
		return secret_add(dst, c) ? HEARD_MORE : HEARD_FULL;
	}
}

/* False when a signal is there: it is left pending. */
static bool
wait_key(int tty, int signals)
{
	struct pollfd places[] = {
		{.fd = tty, .events = POLLIN},
		{.fd = signals, .events = POLLIN},
	};
	int ready;

	do
		ready = poll(places, 2, -1);
	while (ready < 0 && errno == EINTR);
	return ready > 0 && places[1].revents == 0;
}

/* One character at a time, so that no buffer of stdio holds the PIN. */
static enum status
read_secret(struct secret *dst, int tty, int signals, struct err *err)
{
	enum heard heard = HEARD_MORE;
	char c = '\0';
	ssize_t len;

	while (heard == HEARD_MORE) {
		len = wait_key(tty, signals) ? read(tty, &c, 1) : 0;
		if (len < 0 && errno == EINTR)
			continue;
		heard = len == 1 ? hear_key(dst, c) : HEARD_STOP;
	}
	if (heard == HEARD_FULL)
		return err_set(err, STATUS_USAGE,
			"the HSM PIN is longer than %d characters", SECRET_MAX);
	if (heard == HEARD_ODD)
		return err_set(err, STATUS_USAGE,
			"an arrow or another control key was typed into the "
			"HSM PIN; it was not tried");
	if (heard == HEARD_STOP)
		return err_set(err, STATUS_STOPPED, "no HSM PIN was typed");
	return STATUS_OK;
}

static enum status
ask_without_echo(struct secret *dst, int tty, int signals, const char *what,
	const char *name, struct err *err)
{
	struct termios before, quiet;
	enum status status;

	if (tcgetattr(tty, &before) != 0)
		return err_set_errno(err, STATUS_FILE, "the terminal");
	quiet = before;
	quiet.c_lflag &= ~(tcflag_t)(ECHO | ECHONL | ICANON | ISIG);
	if (tcsetattr(tty, TCSAFLUSH, &quiet) != 0)
		return err_set_errno(err, STATUS_FILE, "the terminal");
	dprintf(tty, "%s %s: ", what, name);
	status = read_secret(dst, tty, signals, err);
	dprintf(tty, "\n");
	if (tcsetattr(tty, TCSAFLUSH, &before) != 0)
		return err_set_errno(err, STATUS_FILE, "the terminal");
	return status;
}

/* What ends the program waits until the terminal is as it was. */
static enum status
ask_undisturbed(struct secret *dst, int tty, const char *what,
	const char *name, struct err *err)
{
	enum status status;
	sigset_t ends, before;
	int signals;

	sigemptyset(&ends);
	sigaddset(&ends, SIGINT);
	sigaddset(&ends, SIGTERM);
	sigaddset(&ends, SIGHUP);
	signals = signalfd(-1, &ends, SFD_CLOEXEC);
	if (signals < 0)
		return err_set_errno(err, STATUS_FILE, "signals");
	sigprocmask(SIG_BLOCK, &ends, &before);
	status = ask_without_echo(dst, tty, signals, what, name, err);
	sigprocmask(SIG_SETMASK, &before, NULL);
	close(signals);
	return status;
}

enum status
prompt_secret(struct secret *dst, const char *what, const char *name,
	struct err *err)
{
	enum status status;
	int tty = open("/dev/tty", O_RDWR | O_CLOEXEC | O_NOCTTY);

	if (tty < 0)
		return err_set(err, STATUS_USAGE,
			"no terminal to ask for the HSM PIN; give --pin-file");
	status = ask_undisturbed(dst, tty, what, name, err);
	close(tty);
	return status;
}

bool
prompt_word(const char *question, const char *wanted)
{
	char answer[ANSWER_SIZE];

	fflush(stdout);
	fputs(question, stderr);
	if (fgets(answer, sizeof(answer), stdin) == NULL)
		answer[0] = '\0';
	answer[strcspn(answer, "\r\n")] = '\0';
	return text_equal_folded(answer, wanted);
}
