/*
 * The state on one page, so that the room can leave the console and finish on
 * paper: what the screen shows and the printout holds.
 */
#ifndef CEREMONY_BY_PAPER_H
#define CEREMONY_BY_PAPER_H

#include "ceremony/session.h"

#define BY_PAPER_LINES 16
#define BY_PAPER_WIDTH 68 /* columns of a line of the command, at most */

/* Labels are constant, "" for a line that goes on; texts are the page's. */
struct by_paper {
	struct {
		const char *label;
		char *text;
	} lines[BY_PAPER_LINES];
	size_t count;
	/* For a shell, a "\" at the end of those that go on; none once an SKR
	 * is written. */
	char **command;
	size_t command_count;
};

/* dir: the ceremony's directory, which the command begins in. The caller
 * clears. */
void
by_paper_make(struct by_paper *dst, const struct session *session,
	const char *dir);

void
by_paper_clear(struct by_paper *paper);

#endif
