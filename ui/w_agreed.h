/*
 * The IW's seal below what the CA decided: initials and own PIN, an Enter
 * before anybody has signed in.
 */
#ifndef UI_W_AGREED_H
#define UI_W_AGREED_H

#include "view.h"

void
agreed_add(const struct view *view, struct form *form);

/* From part first on. */
void
agreed_draw(const struct view *view, struct page *page, int row, size_t first);

#endif
