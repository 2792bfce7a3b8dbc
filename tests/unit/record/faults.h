/*
 * Faults of the disk, and records for the tests of this room.
 */
#ifndef TESTS_UNIT_RECORD_FAULTS_H
#define TESTS_UNIT_RECORD_FAULTS_H

#include "record/record.h"

/* What the next calls of write and fsync do; zeroed: what they always do. */
struct faults {
	int write_errno; /* write fails with this; not while 0 */
	long write_room; /* bytes that are still written before it fails */
	int fsync_errno;
	unsigned fsyncs; /* counted */
	size_t disk_free; /* bytes that statfs says are free; not while 0 */
};

extern struct faults faults;

/* {"v":1,"offset":OFFSET} */
json_t *
start_fields(int64_t offset_s);

/* A record in dir with a start and count - 1 "print" events; closed again. */
void
make_record(const char *dir, unsigned count);

/* The bytes of dir/name; the caller clears. */
struct bytes
read_whole(const char *dir, const char *name);

/* Puts the bytes in the place of dir/record.jsonl. */
void
put_record(const char *dir, const void *data, size_t len);

/* A visitor that counts and keeps the last event; context is this. */
struct seen {
	unsigned events;
	char last[24];
	uint64_t number;
	enum status answer; /* what it returns */
};

record_visit see_event;

#endif
