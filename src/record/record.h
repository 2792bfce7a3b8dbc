/*
 * The record: an append-only, hash-chained journal of events, one JSON object
 * a line (record(5)). An event is on disk before it takes effect.
 */
#ifndef RECORD_RECORD_H
#define RECORD_RECORD_H

#include <jansson.h>

#include "base/digest.h"
#include "base/mem.h"

#define RECORD_FILE "record.jsonl"
#define RECORD_ADDENDUM_FILE "addendum.jsonl"
#define RECORD_LINE_MAX 65536 /* bytes, newline included */
#define RECORD_PLACES 2	      /* directories at most */

struct record; /* open for writing; holds the directory's lock */

/* Which file of the directory: the record, or what is added behind the close in
 * a file of its own, chained to the record's last line. Each has its own start
 * and close. */
struct record_file {
	const char *name;
	struct digest after; /* what the first line's prev is */
};

/* DIR/addendum.jsonl, behind that line. */
struct record_file
record_addendum(const struct digest *after);

/* Whether the directory has one. */
bool
record_has_addendum(const char *dir);

/* One event as read: fields is borrowed from the reader. */
struct event {
	uint64_t number;
	const char *name;
	json_t *fields; /* the whole object */
	struct digest line; /* of this line, newline included */
};

/* Called for each event in order; anything but STATUS_OK stops the reading. */
typedef enum status record_visit(void *context, const struct event *event,
	struct err *err);

/* What was found behind the last chained line. */
struct record_tail {
	char *saved_as; /* "torn-1", NULL when there was nothing */
	size_t bytes;
};

/* Creates DIR/record.jsonl (must not exist) and the reserve file; takes the
 * lock. offset_s is a rehearsal's, else 0. */
enum status
record_create(struct record **dst, const char *dir, int64_t offset_s,
	struct err *err) MUST_CHECK;

/* The same of another file. */
enum status
record_create_file(struct record **dst, const char *dir,
	const struct record_file *file, int64_t offset_s, struct err *err)
	MUST_CHECK;

/* Opens for going on: lock, verify the chain, visit every event, cut a torn
 * tail off (saved first). On a full disk it goes on without a reserve. */
enum status
record_open(struct record **dst, const char *dir, struct record_tail *tail,
	record_visit *visit, void *context, struct err *err) MUST_CHECK;

/* The same of another file. */
enum status
record_open_file(struct record **dst, const char *dir,
	const struct record_file *file, struct record_tail *tail,
	record_visit *visit, void *context, struct err *err) MUST_CHECK;

/* Two records of one ceremony, of which one may have been ended before the
 * other had its last events: where DIR's is a beginning of the mirror's it is
 * brought up, its torn tail saved first. STATUS_INPUT where they contradict each
 * other: both stay as they are. A mirror without a record is none yet. */
enum status
record_level(const char *dir, const char *mirror, struct err *err) MUST_CHECK;

/* From here on each event is in dir, too, before it takes effect. What was
 * recorded so far is copied there, or what is a beginning of it is brought up;
 * then it is read back and compared. STATUS_INPUT where another record is
 * there, which stays as it is. */
enum status
record_mirror(struct record *record, const char *dir, struct err *err)
	MUST_CHECK;

/* One of two directories takes nothing more. */
struct record_loss {
	char *dir; /* the caller frees */
	struct err why;
};

/* A loss that was not told before: by an append, whose event is in the other
 * directory then, by record_lose or by a look. */
bool
record_take_loss(struct record_loss *dst, struct record *record);

/* Whether both are where they were; nothing is looked at where there is one. */
void
record_look(struct record *record);

/* What belongs to the record could not be kept in dir. */
void
record_lose(struct record *record, const char *dir, const struct err *why);

/* The n-th directory that takes events, or NULL. */
const char *
record_dir(const struct record *record, size_t n);

/* Of its file. */
const char *
record_name(const struct record *record);

/* Reads without lock or change (watch, replay, audit): STATUS_INPUT names the
 * first line that does not hold; a torn tail is not an error, *tail_bytes says
 * how long it is. */
enum status
record_read(const char *dir, record_visit *visit, void *context,
	size_t *tail_bytes, struct err *err) MUST_CHECK;

/* The same of another file. */
enum status
record_read_file(const char *dir, const struct record_file *file,
	record_visit *visit, void *context, size_t *tail_bytes,
	struct err *err) MUST_CHECK;

/* Appends {"n","utc","mono","event":name, fields..., "prev"}, writes and
 * fsyncs, then calls visit as record_open did, so that the state is the fold.
 * Takes the reference of fields (NULL: none). The name must be of the
 * vocabulary, "start" first and only there, nothing after "close".
 *
 * With two directories it is in both; where only one takes it the other is lost
 * (record_take_loss) and the event counts.
 *
 * STATUS_INPUT: not recorded, the record is as it was. STATUS_FILE: the event
 * is not recorded; after a failed write or fsync every further call fails;
 * when the disk is full the reserve is given up and only exception, objection,
 * resume and close are still taken. */
enum status
record_append(struct record *record, const char *name, json_t *fields,
	struct err *err) MUST_CHECK;

/* Where appended events go. */
void
record_set_visitor(struct record *record, record_visit *visit, void *context);

/* SHA-256 of the last line; zeros when empty. */
struct digest
record_digest(const struct record *record);

uint64_t
record_count(const struct record *record);

/* Real or rehearsal time now, seconds UTC. */
int64_t
record_now_utc(const struct record *record);

void
record_close(struct record *record);

/* Whether there is room kept for the close. */
bool
record_has_reserve(const struct record *record);

/* Whether a file of len bytes in dir, which is no authority, leaves room for
 * the record: where the reserve was given up, that much stays free. */
bool
record_leaves_room(const char *dir, size_t len);

/* Whether dir lies on a memory file system, which a power cut empties; to be
 * warned of. */
bool
record_on_memory_fs(const char *dir);

/* Whether the name is of the vocabulary. */
bool
record_knows(const char *name);

#endif
