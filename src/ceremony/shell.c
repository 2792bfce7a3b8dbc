#include "ceremony/shell.h"

#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/clock.h"
#include "ceremony/spawn.h"

#define POLL_MS 100
#define GRACE_MS 1000 /* from SIGTERM to SIGKILL */

struct shell {
	pid_t pid;
	int out;
	bool open;  /* more may come of out */
	bool ended; /* the shell itself */
	int wstatus;
	struct buf *output;
};

static enum status
start(struct shell *shell, const char *dir, const char *command,
	struct err *err)
{
	const char *const argv[] = { "sh", "-c", command, NULL };
	const struct spawn what = { .program = "/bin/sh", .argv = argv,
		.dir = dir };

	return spawn_apart(&shell->pid, &shell->out, &what, err);
}

static void
take(struct shell *shell)
{
	char data[4096];
	ssize_t got;

	while (shell->open && shell->output->len < SHELL_MAX &&
		(got = read(shell->out, data, sizeof(data))) >= 0) {
		size_t room = SHELL_MAX - shell->output->len;

		shell->open = got > 0;
		buf_add(shell->output, data,
			(size_t)got < room ? (size_t)got : room);
	}
}

/* At most a tenth of a second. */
static void
step(struct shell *shell)
{
	struct pollfd place = { .fd = shell->open ? shell->out : -1,
		.events = POLLIN };

	poll(&place, 1, POLL_MS);
	/* First the process: what it wrote before its end is there then. */
	if (!shell->ended)
		shell->ended = waitpid(shell->pid, &shell->wstatus, WNOHANG) ==
			shell->pid;
	take(shell);
}

static const char *
why_stop(const struct shell *shell, int64_t since_ms,
	const struct shell_patience *patience)
{
	if (shell->output->len >= SHELL_MAX)
		return "stopped: more than 4 MiB came";
	if (clock_mono_ms() - since_ms >= SHELL_LIMIT_S * INT64_C(1000))
		return "stopped after 600 s";
	if (patience != NULL &&
		!patience->go_on(patience->context, shell->output->len))
		return "stopped at the console";
	return NULL;
}

/* A group whose first process has ended still has its number while another of
 * it is there. */
static void
stop(struct shell *shell)
{
	int64_t since_ms = clock_mono_ms();

	if (!shell->ended)
		kill(-shell->pid, SIGTERM);
	while (!shell->ended && clock_mono_ms() - since_ms < GRACE_MS &&
		shell->output->len < SHELL_MAX)
		step(shell);
	kill(-shell->pid, SIGKILL);
	/* Inside a drive's driver even that has to wait. */
	since_ms = clock_mono_ms();
	while (!shell->ended && clock_mono_ms() - since_ms < GRACE_MS)
		step(shell);
}

enum status
shell_run(struct buf *output, char how[SHELL_HOW_SIZE], const char *dir,
	const char *command, const struct shell_patience *patience,
	struct err *err)
{
	struct shell shell = { .open = true, .output = output };
	int64_t since_ms = clock_mono_ms();
	const char *why = NULL;
	enum status status = start(&shell, dir, command, err);

	if (status != STATUS_OK)
		return status;
	while (!shell.ended && why == NULL) {
		step(&shell);
		if (!shell.ended)
			why = why_stop(&shell, since_ms, patience);
	}
	stop(&shell);
	close(shell.out);
	if (why == NULL && output->len >= SHELL_MAX)
		why = "stopped: more than 4 MiB came";
	if (!shell.ended)
		why = "killed, and has not ended";
	if (why != NULL)
		snprintf(how, SHELL_HOW_SIZE, "%s", why);
	else if (WIFEXITED(shell.wstatus))
		snprintf(how, SHELL_HOW_SIZE, "exit %d",
			WEXITSTATUS(shell.wstatus));
	else
		snprintf(how, SHELL_HOW_SIZE, "signal %d",
			WTERMSIG(shell.wstatus));
	return STATUS_OK;
}
