/*
 * What faults do to files and to the HSM. Inside drill.c only: each may be
 * done twice.
 */
#ifndef CEREMONY_DRILL_EFFECTS_H
#define CEREMONY_DRILL_EFFECTS_H

#include "ceremony/drill.h"
#include "ceremony/room.h"

/* The HSM's rules are those of the faults that last, the last one first; the
 * file of rules is left alone until one was injected. */
enum status
drill_spoil_hsm(struct room *room, struct err *err) MUST_CHECK;

/* Where what was there is kept, in new memory. */
char *
drill_kept_path(const char *dir, const struct drill_fault *fault);

/* The fault's file is another one; what was there is kept aside. */
enum status
drill_spoil_file(struct room *room, const struct drill_fault *fault,
	struct err *err) MUST_CHECK;

/* The fault's file is what it was. */
enum status
drill_mend_file(struct room *room, const struct drill_fault *fault,
	struct err *err) MUST_CHECK;

#endif
