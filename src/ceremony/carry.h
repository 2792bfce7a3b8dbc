/*
 * What the last ceremony left: its record is verified whole, chain and fold,
 * and its last values become what is expected here, where a field of the
 * script has from="previous" and names in at= the steps and fields that know
 * it. The start event holds them, so that nothing is read but in/ afterwards.
 */
#ifndef CEREMONY_CARRY_H
#define CEREMONY_CARRY_H

#include <jansson.h>

#include "ceremony/session.h"

/* What a record says of itself, once it was verified. */
struct carry_found {
	unsigned number;      /* of the ceremony */
	uint64_t events;
	struct digest record; /* its last line */
};

/* Whether anything can be carried over from there, as carry_read. */
enum status
carry_verify(struct carry_found *dst, const char *dir, bool rehearsal,
	struct err *err) MUST_CHECK;

/* The object "previous" of the start event, from the former ceremony's
 * directory. STATUS_INPUT where its record does not hold, was not closed, or
 * is a rehearsal's and this is none. The caller takes the reference. */
enum status
carry_read(json_t **dst, const struct session *session, const char *dir,
	bool rehearsal, struct err *err) MUST_CHECK;

/* Takes it from the start event; none is fine. */
enum status
carry_fold(struct session *session, const struct event *event, struct err *err)
	MUST_CHECK;

#endif
