/*
 * A CUPS of the tests' own (support/cupsd.sh), and sockets that behave like
 * one that hangs.
 */
#ifndef TESTS_UNIT_CEREMONY_CUPS_H
#define TESTS_UNIT_CEREMONY_CUPS_H

#include <stdbool.h>
#include <sys/types.h>

struct cups {
	char *dir; /* printed/N is the N-th job */
	pid_t pid;
	int keys; /* closed: it ends */
};

/* Starts one and makes it the one that is asked; false, and said, where that
 * cannot be. */
bool
cups_start(struct cups *dst);

void
cups_stop(struct cups *cups);

/* A socket that takes whoever comes and never says a word is the one that is
 * asked; the caller closes it. */
int
cups_mute(void);

/* Nobody is asked. */
void
cups_none(void);

#endif
