/*
 * The chain of lines: how one is made, and how a file is read and verified.
 * Inside the room only.
 */
#ifndef RECORD_CHAIN_H
#define RECORD_CHAIN_H

#include <stdbool.h>

#include "record/record.h"

/* Where the chain stands: chain_begin is before line 1. */
struct chain {
	const char *name;   /* of the file, for words */
	uint64_t count;	    /* lines that hold */
	size_t size;	    /* bytes of them */
	size_t last_size;   /* bytes of the last line, newline included */
	struct digest last; /* of it */
	bool closed;	    /* the last line is a close */
	int64_t offset_s;   /* as the start says */
};

struct chain
chain_begin(const struct record_file *file);

/* STATUS_INPUT where an event of this name may not come next. */
enum status
chain_admits(const struct chain *chain, const char *name, struct err *err)
	MUST_CHECK;

/* Takes the line (newline included) whose object is fields as the next one. */
void
chain_advance(struct chain *chain, const char *line, size_t len,
	const json_t *fields);

/* Follows the len bytes behind the chain's place, visiting each event. Stops
 * without an error before a torn tail: chain->size says where. STATUS_INPUT
 * names the first line that does not hold. */
enum status
chain_follow(struct chain *chain, const void *data, size_t len,
	record_visit *visit, void *context, struct err *err) MUST_CHECK;

#endif
