/*
 * Steps held on paper: what is typed of them later, and where. A step with
 * action carry-in takes those between the one before it and itself.
 */
#ifndef CEREMONY_PAPER_H
#define CEREMONY_PAPER_H

#include "ceremony/session.h"

/* As a field of such a step: when it was, and what differed, as written. */
#define PAPER_TIME (SIZE_MAX - 2)
#define PAPER_NOTE (SIZE_MAX - 3)

/* Held on paper or after the close in this ceremony: typed later. */
bool
paper_step(const struct session *session, size_t step);

/* The n-th place of a paper step: its time, its fields row by row without those
 * of kind yes (the ink initials say them; another answer was an exception), its
 * exception as written. False past the end. */
bool
paper_place(size_t *row, size_t *field, const struct session *session,
	size_t step, size_t n);

/* What is typed at PAPER_TIME or NOTE; NULL for any other number. */
const struct field *
paper_field(size_t field);

/* The n-th paper step that the step carries in; false past the end. */
bool
paper_carried(size_t *dst, const struct session *session, size_t step,
	size_t n);

/* The first place of these where something is still to be typed; false where
 * there is none, dst as it was. */
bool
paper_unsettled(size_t *dst, size_t *row, size_t *field,
	const struct session *session, size_t step);

/* The exception that was carried in for the paper step, or NULL. */
const struct session_exception *
paper_exception(const struct session *session, size_t step);

/* Every paper step is carried in before the record is closed; STATUS_INPUT
 * names one that is not. */
enum status
paper_check(const struct script *script, struct err *err) MUST_CHECK;

#endif
