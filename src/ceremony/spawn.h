/*
 * A process that has nothing of the console's: no terminal, no open file, an
 * environment of its own, its own session.
 */
#ifndef CEREMONY_SPAWN_H
#define CEREMONY_SPAWN_H

#include <sys/types.h>

#include "base/err.h"

struct spawn {
	const char *program; /* its path */
	const char *const *argv; /* NULL behind the last */
	const char *dir;      /* where it runs; NULL: where the console is */
	const char *input;    /* a file that it reads; NULL: nothing */
	const char *variable; /* "NAME=VALUE" beside those of every such
			       * process, or NULL */
};

/* Starts it. *out: what it writes to both its outputs, never waited for when
 * read; the caller closes it, and reaps *pid. */
enum status
spawn_apart(pid_t *pid, int *out, const struct spawn *what, struct err *err)
	MUST_CHECK;

#endif
