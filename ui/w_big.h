/*
 * Large letters for a projector: five rows high, six columns apart.
 */
#ifndef UI_W_BIG_H
#define UI_W_BIG_H

#include "page.h"

#define BIG_ROWS 5

/* Puts text in large capitals, digits and "."; what has no glyph is blank. Cut
 * at the page's edge. */
void
big_put(struct page *page, int row, int column, enum page_role role,
	const char *text);

/* Columns that it takes. */
int
big_width(const char *text);

#endif
