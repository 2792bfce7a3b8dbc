/*
 * The record's second directory: named, filled, and told of when one of the two
 * is lost.
 */
#ifndef CEREMONY_SAVED_H
#define CEREMONY_SAVED_H

#include "ceremony/moves.h"

/* The record goes into mirror, too; NULL: into its own directory alone. Neither
 * lies in the other. */
enum status
saved_begin(struct room *room, const char *mirror, struct err *err) MUST_CHECK;

/* "saved": the names of both; of the one where the ceremony had two before. */
void
saved_add_names(json_t *fields, const struct room *room);

/* Where an append has lost one of two it is recorded at once, in the other. */
enum status
saved_tell(struct room *room, struct err *err) MUST_CHECK;

/* Looks whether both are there. */
enum status
saved_look(struct room *room, struct err *err) MUST_CHECK;

/* Brings the files to the second directory, and records what was written. One
 * that does not take them is lost. */
enum status
saved_copy(struct room *room, struct err *err) MUST_CHECK;

#endif
