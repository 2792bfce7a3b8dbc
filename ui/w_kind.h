/*
 * What a kind of step shows beside its fields: one row a kind.
 */
#ifndef UI_W_KIND_H
#define UI_W_KIND_H

#include "view.h"

/* Rows that it takes below the fields of the current step; 0: none. */
int
kind_rows(const struct view *view);

void
kind_draw(const struct view *view, struct page *page, int row);

/* The step's action prints; and the printer is to be named before it does. */
bool
kind_prints(const struct step *step);
bool
kind_asks_printer(const struct view *view);

/* One row: that the computer's clock was set, by how much, when. */
void
kind_draw_jump(const struct view *view, struct page *page, int row);

#endif
