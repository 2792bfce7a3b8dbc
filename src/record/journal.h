/*
 * What stands behind struct record, and its files. Inside the room only.
 */
#ifndef RECORD_JOURNAL_H
#define RECORD_JOURNAL_H

#include "record/chain.h"
#include "record/place.h"

#define RECORD_MAX (64 * 1024 * 1024) /* bytes of a record */

struct record {
	struct place places[RECORD_PLACES]; /* those that take lines */
	size_t count;
	struct place left; /* the one lost last: locked, never written again */
	struct err left_why;
	bool left_told;
	struct chain chain;
	bool failed; /* a write or sync failed: nothing more is taken */
	record_visit *visit;
	void *context;
};

/* The record. */
extern const struct record_file journal_file;

/* One of two places takes no more lines, because. */
void
journal_lose(struct record *record, size_t place, const struct err *why);

/* Of DIR/record.jsonl the beginning that chains; no event is visited. */
enum status
journal_read(struct chain *chain, struct bytes *data, const char *dir,
	struct err *err) MUST_CHECK;

#endif
