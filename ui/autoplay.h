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

/* Whether the screen that lies over the others is the player's own: the
 * exception that a fault of the rehearsal leads to. */
bool
autoplay_opened(const struct view *view);

/* Whether the player gets on: zeroed before the first key. */
struct autoplay_watch {
	size_t complete;   /* the most steps that were */
	unsigned failures; /* since then */
	unsigned keys;	   /* the player's, for what is awaited */
	struct awaited awaited;
	enum screen_id screen;
	/* As the key before left it. */
	size_t step;
	uint64_t events;
	unsigned emptied; /* the gate's voices */
};

/* After each key; played: it was the player's own, else it only counts what
 * has changed. STATUS_STOPPED says what fails time and again, or what is
 * awaited and does not come. */
enum status
autoplay_watch(struct autoplay_watch *watch, const struct view *view,
	bool played, struct err *err) MUST_CHECK;

#endif
