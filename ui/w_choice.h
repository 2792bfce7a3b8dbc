/*
 * A choice among the people of the ceremony, in two columns; where they do not
 * fit, those around the chosen one.
 */
#ifndef UI_W_CHOICE_H
#define UI_W_CHOICE_H

#include "view.h"

/* A choice behind the last person is somebody who is not listed. */
void
choice_draw_people(const struct view *view, struct page *page, int row,
	int rows, size_t part);

#endif
