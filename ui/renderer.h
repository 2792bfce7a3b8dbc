/*
 * Renderers: how pages are shown and keys are read. One draws the screen with
 * curses, one writes plain lines; both are full.
 */
#ifndef UI_RENDERER_H
#define UI_RENDERER_H

#include <stdio.h>

#include "console.h"
#include "input.h"
#include "theme.h"

struct renderer;

struct renderer_place {
	FILE *in;
	FILE *out;
	bool ascii;
	bool color; /* wanted; the terminal may have none */
	const struct theme *theme; /* NULL: the first */
};

struct renderer_ops {
	const char *name;
	/* STATUS_FILE when this place cannot be drawn on. */
	enum status (*start)(struct renderer **dst,
		const struct renderer_place *place, struct err *err);
	void (*size)(const struct renderer *renderer, int *rows, int *columns);
	void (*draw)(struct renderer *renderer, const struct page *page);
	/* Waits at most timeout_ms; below 0: without end. */
	void (*read)(struct renderer *renderer, struct input *dst,
		int timeout_ms);
	/* Throws type-ahead away. */
	void (*flush)(struct renderer *renderer);
	/* To the shell and back (Ctrl-Z). */
	void (*pause)(struct renderer *renderer);
	void (*repaint)(struct renderer *renderer);
	/* Gives the terminal back and frees. */
	void (*stop)(struct renderer *renderer);
};

/* Every renderer begins with its table. */
struct renderer {
	const struct renderer_ops *ops;
};

extern const struct renderer_ops render_curses;
extern const struct renderer_ops render_plain;

/* The one that fits the options and the terminal: one that cannot place the
 * cursor gets plain lines. */
enum status
renderer_start(struct renderer **dst, const struct console_options *options,
	struct err *err) MUST_CHECK;

/* Signals: caught once for all renderers; reading waits for them too. */
void
renderer_catch_signals(void);

/* INPUT_STOP, INPUT_ACTION with ACTION_LEAVE (an interrupt), or false. */
bool
renderer_take_signal(struct input *dst);

/* Waits until fd can be read (1), timeout (0), or a signal (-1). fd below 0:
 * only time and signals. */
int
renderer_wait(int fd, int timeout_ms);

#endif
