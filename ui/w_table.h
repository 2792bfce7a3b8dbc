/*
 * The table of a step: one row a person or thing, one column a field. Where
 * it does not fit, done rows become a count and the rows around the current
 * one stay.
 */
#ifndef UI_W_TABLE_H
#define UI_W_TABLE_H

#include "view.h"

/* Rows it takes in full. */
int
table_rows(const struct view *view);

/* Draws into rows rows; returns how many were used. */
int
table_draw(const struct view *view, struct page *page, int row, int rows);

#endif
