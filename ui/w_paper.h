/*
 * The table of what was held on paper: one row a step, with its time, how much
 * of it is typed, its exception. Below the current row is what is awaited.
 */
#ifndef UI_W_PAPER_H
#define UI_W_PAPER_H

#include "view.h"

/* Rows it takes in full, and at least; 0 where nothing is carried in. */
int
paper_rows(const struct view *view);
int
paper_rows_least(const struct view *view);

/* Something of it is awaited: the step's own fields come behind it. */
bool
paper_is_typed(const struct view *view);

/* Draws into rows rows. */
void
paper_draw(const struct view *view, struct page *page, int row, int rows);

#endif
