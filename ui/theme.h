/*
 * How roles look: strength and colour, a theme for each kind of screen. Colour
 * only ever repeats what a word says; without it the strengths stay.
 */
#ifndef UI_THEME_H
#define UI_THEME_H

#include "page.h"

enum theme_color {
	THEME_AS_IS = -1, /* the terminal's own */
	THEME_BLACK,
	THEME_RED,
	THEME_GREEN,
	THEME_YELLOW,
	THEME_BLUE,
	THEME_MAGENTA,
	THEME_CYAN,
	THEME_WHITE,
};

/* Bits of a look. */
enum {
	THEME_BOLD = 1,
	THEME_DIM = 2,
	THEME_REVERSE = 4,
	THEME_UNDERLINE = 8,
};

struct theme_look {
	unsigned strength;
	enum theme_color ink;
};

struct theme {
	const char *name;
	bool color; /* false: none, whatever the terminal can */
	enum theme_color ink;
	enum theme_color paper;
	struct theme_look looks[ROLE_COUNT];
};

#define THEME_NAMES "terminal, dark, light, projector or mono"

/* The first for name NULL; NULL where there is none of that name. */
const struct theme *
theme_find(const char *name);

#endif
