/*
 * What a terminal can do, asked before anything is drawn on it.
 */
#ifndef UI_TERMINAL_H
#define UI_TERMINAL_H

#include <stdbool.h>

/* Whether the terminal of TERM is known and can place the cursor: a dumb one
 * cannot, though newterm() takes it. */
bool
terminal_places_cursor(int fd);

#endif
