/*
 * The console: a room's session on a screen, from its first step to its last
 * or until people stop it.
 */
#ifndef UI_CONSOLE_H
#define UI_CONSOLE_H

#include <stdbool.h>

#include "base/err.h"

struct renderer; /* renderer.h */
struct room; /* ceremony/moves.h */
struct theme; /* theme.h */

enum console_color { COLOR_WHEN_ABLE, COLOR_ALWAYS, COLOR_NEVER };

/* Who presses the keys; only a rehearsal may be played. */
enum console_player { PLAYED_BY_PEOPLE, PLAYED_PACED, PLAYED_FAST };

struct console_options {
	bool plain; /* lines instead of screens */
	bool ascii; /* nothing beyond ASCII, whatever the locale */
	enum console_color color; /* NO_COLOR counts where WHEN_ABLE */
	enum console_player player;
	const struct theme *theme; /* theme.h */
};

/* Runs until the ceremony is closed (STATUS_OK), suspended or aborted
 * (STATUS_STOPPED), or cannot go on; what was recorded stays resumable. A
 * terminal that cannot place the cursor gets plain lines. The caller has
 * called setlocale, and opened or resumed the room. */
enum status
console_run(struct room *room, const struct console_options *options,
	struct err *err) MUST_CHECK;

/* The same over a renderer that was started, which it stops. */
enum status
console_hold(struct room *room, struct renderer *renderer,
	const struct console_options *options, struct err *err) MUST_CHECK;

#endif
