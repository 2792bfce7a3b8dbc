/*
 * A player who presses the keys of a whole rehearsal: looks at what is awaited
 * and on the screen, and gives the keys that people would.
 */
#ifndef UI_AUTOPLAY_H
#define UI_AUTOPLAY_H

#include "input.h"
#include "view.h"

/* The next key; INPUT_NONE where no key would do. */
void
autoplay_next(struct input *dst, const struct view *view);

#endif
