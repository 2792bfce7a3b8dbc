/*
 * Values of a step: what was typed, its verdict, what is being typed.
 */
#ifndef UI_W_VALUE_H
#define UI_W_VALUE_H

#include "view.h"

/* Cells for typing a field. */
int
value_width(const struct field *field);

/* The part of an awaited value. */
void
value_add_part(struct form *form, const struct field *field);

/* "hh:mm, UTC": what may be typed; for an expected value that it is hidden, as
 * it fits into room columns. */
const char *
value_hint(const struct view *view, int room);

/* The expected value as it is compared: its last four characters. */
const char *
value_compared(const struct field *field, const char *expected);

/* Whether the awaited value is compared with what the last ceremony knows: it
 * is not amended, a difference is an exception. */
bool
value_is_carried(const struct view *view);

/* Rows that the fields of a step that is no table take. */
int
value_rows(const struct view *view);

/* Draws them; returns the rows used. */
int
value_draw(const struct view *view, struct page *page, int row, int rows);

/* Whether what was typed and what is expected stand there, and whether it may
 * be amended. */
bool
value_shows_both(const struct view *view);
bool
value_may_amend(const struct view *view);

/* After two mismatches: typed and expected, one under the other, "^" under
 * the places that differ. Four rows. */
void
value_draw_both(const struct view *view, struct page *page, int row,
	int column);

/* What can be done then, in words. */
const char *
value_choices(const struct view *view);

#endif
