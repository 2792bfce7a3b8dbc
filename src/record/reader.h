/*
 * The record's file read from the chain's place on, piece by piece: what a
 * record of any length needs is a piece of memory. Inside the room only.
 */
#ifndef RECORD_READER_H
#define RECORD_READER_H

#include "base/mem.h"
#include "record/chain.h"

/* Follows what path holds behind the chain's place, visiting each event; of what
 * was seen, the last line is looked at again. The bytes of a torn tail are
 * handed back; the caller clears them. STATUS_INPUT as chain_follow's, where the
 * last line that was seen is another or gone, and where path is larger than a
 * record may be or no regular file. */
enum status
reader_follow(struct chain *chain, struct bytes *tail, const char *path,
	record_visit *visit, void *context, struct err *err) MUST_CHECK;

#endif
