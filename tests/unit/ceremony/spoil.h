/*
 * A ceremony whose HSM fails as told: rules for ksk-ceremony-faults.so, put
 * where a moment is reached and taken away when the failure was seen.
 */
#ifndef TESTS_UNIT_CEREMONY_SPOIL_H
#define TESTS_UNIT_CEREMONY_SPOIL_H

#include "hall.h"

/* In the order of a ceremony. */
enum spoil_at {
	AT_LOAD,    /* before the HSM's process is started */
	AT_REQUEST, /* the request is about to be checked */
	AT_GATE,    /* two voices have been heard */
	AT_OPENING, /* all voices have been heard */
	AT_SIGN,    /* the gate is open */
	AT_LOGIN,   /* it was lost: the HSM PIN is awaited again */
};

/* A room with one HSM. Embedded; begun with spoil_open or spoil_enter. */
struct spoil {
	struct room *room;
	char *trace;	  /* file with the names of all calls */
	struct hsm_patience patience;
	char function[40]; /* that hangs, "" for none */
	bool given_up;
};

void
spoil_open(struct spoil *dst);

/* A folder that was left, resumed; false when it is refused. */
bool
spoil_enter(struct spoil *dst, const char *dir);

void
spoil_close(struct spoil *spoil);

/* Plays until that moment; a fault that people meet on the way is played past
 * as they would. False, and said, when it never comes. */
bool
spoil_reach(struct spoil *spoil, enum spoil_at at);

/* Plays to the close. */
bool
spoil_finish(struct spoil *spoil);

/* From now on call number nth of function (0: each one) does what; spoil_mend
 * ends it. */
void
spoil_arm(struct spoil *spoil, const char *function, unsigned nth,
	const char *what);

void
spoil_mend(struct spoil *spoil);

/* Plays until the HSM has failed. False, and said, when it does not. */
bool
spoil_fail(struct spoil *spoil);

/* All calls of C_Sign so far, answered or not. */
size_t
spoil_count_signs(const struct spoil *spoil);

#endif
