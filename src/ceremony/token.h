/*
 * The ceremony's one token: opened, compared with what is known, closed.
 */
#ifndef CEREMONY_TOKEN_H
#define CEREMONY_TOKEN_H

#include "ceremony/actions.h"

/* A rehearsal's token lies in DIR/rehearsal/. */
void
token_prepare(struct room *room);

/* Where the HSM PIN is awaited: its process starts and loads the module while
 * people type. What goes wrong is said when the token is opened. */
void
token_expect(struct room *room);

/* Starts the HSM's process unless it runs, chooses the token by the ceremony's
 * label and serial, logs in, lists and compares the keys; each finding is an
 * event. What the HSM or the keys say against it goes into result; STATUS is
 * for the record. */
enum status
token_open(struct room *room, const struct secret *pin,
	struct action_result *result, struct err *err) MUST_CHECK;

/* After a device error: records that the HSM was lost and closes it, so that
 * it is opened again with its PIN. Nothing where none is open. */
enum status
token_lost(struct room *room, const char *reason, struct err *err) MUST_CHECK;

/* Logs out, ends the HSM's process, forgets keys and plan. */
void
token_close(struct room *room);

#endif
