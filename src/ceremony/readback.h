/*
 * Readbacks: whose SHA-256 is read in words, and which of the words are blank.
 */
#ifndef CEREMONY_READBACK_H
#define CEREMONY_READBACK_H

#include "ceremony/room.h"

/* Picks the blanks at random and shows the words: the `show` event of the
 * current step. */
enum status
readback_show(struct room *room, struct err *err) MUST_CHECK;

#endif
