/*
 * What stands behind struct record, and its file. Inside the room only.
 */
#ifndef RECORD_JOURNAL_H
#define RECORD_JOURNAL_H

#include "record/chain.h"

#define RECORD_MAX (64 * 1024 * 1024) /* bytes of a record */

struct record {
	char *dir;
	int lock_fd;
	int dir_fd;
	int fd;
	struct chain chain;
	bool failed; /* a write or sync failed: nothing more is taken */
	bool full;   /* the reserve was given up */
	bool bare;   /* there was no room for a reserve */
	record_visit *visit;
	void *context;
};

/* STATUS_FILE: "DIR/record.jsonl: <what>: <errno's words>". */
enum status
journal_fail(const struct record *record, struct err *err, const char *what);

/* STATUS_FILE where the file is not as this program left it. */
enum status
journal_check(const struct record *record, struct err *err) MUST_CHECK;

/* fsync; never to be tried again after a failure. */
enum status
journal_sync(const struct record *record, struct err *err) MUST_CHECK;

#endif
