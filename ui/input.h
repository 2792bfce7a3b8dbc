/*
 * What comes from the keyboard, or from whoever plays it.
 */
#ifndef UI_INPUT_H
#define UI_INPUT_H

#include <stdint.h>

#include "keys.h"

enum input_kind {
	INPUT_NONE,   /* the time is over and nothing came */
	INPUT_CHAR,
	INPUT_ACTION,
	INPUT_RESIZE,
	INPUT_END,    /* no more input will come */
	INPUT_STOP,   /* SIGTERM or SIGHUP */
};

struct input {
	enum input_kind kind;
	uint32_t character; /* Unicode */
	enum action action;
};

/* A typed character; a newline is Enter. */
struct input
input_of(uint32_t character);

#endif
