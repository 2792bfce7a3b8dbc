/*
 * One shell command, in a process that has nothing of the console's: no
 * terminal, no open file, an environment of its own, its own session.
 */
#ifndef CEREMONY_SHELL_H
#define CEREMONY_SHELL_H

#include "base/buf.h"

#define SHELL_MAX (4 * 1024 * 1024) /* bytes of output, then it is stopped */
#define SHELL_LIMIT_S 600

/* Asked several times a second while the command runs; false stops it. */
struct shell_patience {
	bool (*go_on)(void *context, size_t bytes);
	void *context;
};

#define SHELL_HOW_SIZE 80

/* Runs /bin/sh -c command in dir and waits. output: what it wrote to both its
 * outputs, at most SHELL_MAX; how: "exit 0", "signal 9", "stopped at the
 * console", "stopped after 600 s", "stopped: more than 4 MiB came". Once the
 * shell has ended the rest of its process group is killed. patience may be
 * NULL. STATUS_FILE when no process can be made. */
enum status
shell_run(struct buf *output, char how[SHELL_HOW_SIZE], const char *dir,
	const char *command, const struct shell_patience *patience,
	struct err *err) MUST_CHECK;

#endif
