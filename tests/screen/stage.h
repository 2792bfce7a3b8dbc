/*
 * A console without a terminal: a rehearsal's room, its view, keys in, pages
 * out as text.
 */
#ifndef TESTS_SCREEN_STAGE_H
#define TESTS_SCREEN_STAGE_H

#include "support/test.h"
#include "view.h"

struct stage {
	struct room *room;
	struct view view;
};

/* A new rehearsal in a folder of its own, which becomes the working
 * directory; it makes its own request. False, and said, where there is no
 * SoftHSM. */
bool
stage_open(struct stage *dst);

/* The same with these rules off; NULL behind the last. */
bool
stage_open_off(struct stage *dst, const char *const *off);

/* The same with these faults, "NAME" or "NAME@STEP". */
bool
stage_open_drill(struct stage *dst, const char *const *faults);

void
stage_close(struct stage *stage);

/* The page as 80-column ASCII text. Valid until the next call. */
const char *
stage_page(struct stage *stage);

/* Types text; "\n" is Enter. */
void
stage_type(struct stage *stage, const char *text);

void
stage_press(struct stage *stage, enum action action);

/* Lets the player press keys until the page's title row holds text, at most
 * so many keys; false when it never came. */
bool
stage_play_until(struct stage *stage, const char *text, unsigned presses);

/* Whether the page holds the text somewhere. */
bool
stage_shows(struct stage *stage, const char *text);

#endif
