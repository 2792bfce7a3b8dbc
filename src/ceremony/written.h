/*
 * The file in out/: what is verified is what lies on the drive.
 */
#ifndef CEREMONY_WRITTEN_H
#define CEREMONY_WRITTEN_H

#include "ceremony/actions.h"

/* Where the SKR goes, in new memory. */
char *
written_path(const struct room *room);

/* Whether all signatures of the last attempt were recorded and the file is
 * there whole: then nothing is signed again. */
bool
written_waits(const struct room *room);

/* Reads the file from the drive, runs the response's rules on it, compares its
 * signatures with those recorded, writes skr.written. A file that fails is
 * moved out of out/. */
enum status
written_verify(struct room *room, struct action_result *result,
	struct err *err) MUST_CHECK;

/* Nobody will verify it: a whole file of an attempt that was cut off goes to
 * logs/; *moved says so. */
enum status
written_disown(struct room *room, bool *moved, struct err *err) MUST_CHECK;

/* A half-written file of an attempt that was cut off goes to logs/. */
enum status
written_clear_part(struct room *room, struct err *err) MUST_CHECK;

#endif
