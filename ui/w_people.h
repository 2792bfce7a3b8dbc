/*
 * Who did the step and who answered: the lines below every step.
 */
#ifndef UI_W_PEOPLE_H
#define UI_W_PEOPLE_H

#include "view.h"

/* Rows they take, and with what was said of it cut. */
int
people_rows(const struct view *view);
int
people_rows_least(const struct view *view);

/* "Done" and one "Answered" line a role, with what is typed there,
 * in so many rows. */
void
people_draw(const struct view *view, struct page *page, int row, int rows);

/* One line for screens that are full: the answer that is awaited. */
void
people_draw_answer(const struct view *view, struct page *page, int row,
	const char *when);

/* "the IW answers by typing". */
void
people_state(char *dst, size_t size, const struct view *view);

#endif
