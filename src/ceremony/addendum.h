/*
 * What was held after the record was closed, on paper or while the console
 * still ran, is typed later into a file of its own (record.h). There it is one
 * step more behind the last, which carries those steps in.
 */
#ifndef CEREMONY_ADDENDUM_H
#define CEREMONY_ADDENDUM_H

#include "ceremony/session.h"

/* The step, behind the last one of the script; record is the digest that the
 * closed record ends in. */
void
addendum_add_step(struct script *script, const struct digest *record);

/* The addendum's start: the session of a closed record goes on with that step,
 * and CA and IW sign in again. */
enum status
addendum_begin(struct session *session, const struct event *event,
	struct err *err) MUST_CHECK;

/* Folds DIR's addendum behind its closed record, where there is one. */
enum status
addendum_read(struct session *session, const char *dir, size_t *tail_bytes,
	struct err *err) MUST_CHECK;

#endif
