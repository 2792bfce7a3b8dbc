/*
 * Who and what is awaited, in words; the frame's text from the session.
 */
#ifndef UI_WHO_H
#define UI_WHO_H

#include "view.h"

/* Fills the frame for the screen that is on top. */
void
who_frame(struct frame *dst, const struct view *view);

/* The persons who fill the words of a list of roles, in order, none twice:
 * those in taken first, then whoever comes first. Returns how many words there
 * are; what nobody fills is SESSION_NOBODY. */
size_t
who_fill(size_t *dst, size_t max, const struct session *session,
	const char *roles, const size_t *taken, size_t taken_count);

#endif
