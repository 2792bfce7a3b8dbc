/*
 * The state on one page, so that the room can leave the console and finish on
 * paper: what the screen shows and the printout holds.
 */
#ifndef CEREMONY_PAPER_H
#define CEREMONY_PAPER_H

#include "ceremony/session.h"

#define PAPER_LINES 16
#define PAPER_WIDTH 68 /* columns of a line of the command, at most */

/* Labels are constant, "" for a line that goes on; texts are the page's. */
struct paper {
	struct {
		const char *label;
		char *text;
	} lines[PAPER_LINES];
	size_t count;
	/* For a shell, a "\" at the end of those that go on; none once an SKR
	 * is written. */
	char **command;
	size_t command_count;
};

/* dir: the ceremony's directory, which the command begins in. The caller
 * clears. */
void
paper_make(struct paper *dst, const struct session *session, const char *dir);

void
paper_clear(struct paper *paper);

#endif
