/*
 * At the gate, before the voices: one rule that is off, its reason, and the
 * last word of its name, which the IW types.
 */
#ifndef UI_W_OFF_H
#define UI_W_OFF_H

#include "view.h"

/* The part that takes the word. */
void
off_add_part(struct form *form);

/* "rule 1 of 3 that are off". */
void
off_state(char *dst, size_t size, const struct view *view);

/* Five rows. */
void
off_draw(const struct view *view, struct page *page, int row);

#endif
