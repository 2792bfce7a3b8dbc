/*
 * The right of a wide terminal: outline, people and slots beside the step.
 * Nothing stands there that the 80 columns lack a screen for.
 */
#ifndef UI_W_SIDE_H
#define UI_W_SIDE_H

#include "view.h"

/* Whether the page is wide enough. */
bool
side_fits(const struct page *page);

void
side_draw(const struct view *view, struct page *page);

#endif
