/*
 * Rules that are off, at the gate: the IW types the last word of each one's
 * name before anybody is heard. What was typed goes with the voices.
 */
#ifndef CEREMONY_OFF_H
#define CEREMONY_OFF_H

#include "ceremony/session.h"

#define OFF_FIELD "OFF" /* of a value event; no script can name a field so */

/* "DURATION" of KSR-BUNDLE-CYCLE-DURATION; a part of name. */
const char *
off_word(const char *name);

/* The first whose word was not typed right; false when there is none. */
bool
off_next(size_t *row, const struct session *session);

/* What was typed is gone; whether there was anything. */
bool
off_forget(struct session *session);

#endif
