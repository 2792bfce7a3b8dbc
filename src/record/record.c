#include "record/journal.h"

#include <errno.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/utc.h"
#include "record/reserve.h"
#include "record/vocabulary.h"

/* {"n","utc","mono","event", fields..., "prev"}; NULL when fields says one of
 * these itself. */
static json_t *
make_object(const struct record *record, const char *name, json_t *fields)
{
	static const char *const common[] = {"n", "utc", "mono", "event",
		"prev"};
	char utc[UTC_SIZE], prev[DIGEST_HEX_SIZE];
	json_t *object;
	size_t i;

	for (i = 0; i < sizeof(common) / sizeof(common[0]); i++) {
		if (json_object_get(fields, common[i]) != NULL)
			return NULL;
	}
	utc_format(utc, record_now_utc(record));
	digest_format(prev, &record->chain.last);
	object = json_pack("{s:I,s:s,s:I,s:s}",
		"n", (json_int_t)(record->chain.count + 1), "utc", utc,
		"mono", (json_int_t)clock_mono_ms(), "event", name);
	if ((fields != NULL && json_object_update(object, fields) != 0) ||
		json_object_set_new(object, "prev", json_string(prev)) != 0)
		abort();
	return object;
}

/* The object as a line in new memory; NULL when it is too long. */
static char *
make_line(const json_t *object, size_t *len)
{
	char *text = json_dumps(object, JSON_ENSURE_ASCII | JSON_COMPACT);
	char *line;

	if (text == NULL)
		abort();
	line = mem_format("%s\n", text);
	free(text);
	*len = strlen(line);
	if (*len <= RECORD_LINE_MAX)
		return line;
	free(line);
	return NULL;
}

/* The line's beginning is cut off again, the reserve given up. False: no room
 * was gained. */
static bool
make_room(const struct record *record, struct place *place)
{
	bool freed = false;

	if (ftruncate(place->fd, (off_t)record->chain.size) == 0 &&
		fsync(place->fd) == 0 && !place->full)
		freed = reserve_give_up(place->dir_fd);
	place->full = true;
	return freed;
}

/* The one disk is full: the record goes on with exceptions and the close
 * only. */
static enum status
become_full(struct record *record, struct err *err)
{
	struct place *place = &record->places[0];

	record->failed |= !make_room(record, place);
	return err_set(err, STATUS_FILE,
		"%s/%s: the disk is full; event %" PRIu64
		" was not recorded and did not happen; %s", place->dir,
		place->name, record->chain.count + 1, record->failed ?
		"nothing more can be recorded: go on by paper, or make room "
		"and resume" : "leave, make room, then resume");
}

static bool
is_full(int failure)
{
	return failure == ENOSPC || failure == EDQUOT;
}

static enum status
sync_line(const struct place *place, int failure, struct err *err)
{
	errno = failure;
	return failure != 0 ? place_fail(place, err, "cannot be written") :
		place_sync(place, err);
}

/* On disk when it returns STATUS_OK. A failed fsync is never retried: what
 * the disk holds then is not known. */
static enum status
put_one(struct record *record, const char *line, size_t len, struct err *err)
{
	const struct place *place = &record->places[0];
	enum status status = place_check(place, record->chain.size, err);
	int failure;

	if (status == STATUS_OK) {
		failure = place_write(place, line, len);
		if (is_full(failure))
			return become_full(record, err);
		status = sync_line(place, failure, err);
	}
	if (status != STATUS_OK)
		record->failed = true;
	return status;
}

/* The same in one of two; where that disk is full its reserve goes first. */
static enum status
put_either(const struct record *record, struct place *place, const char *line,
	size_t len, struct err *err)
{
	enum status status = place_check(place, record->chain.size, err);
	int failure;

	if (status == STATUS_OK)
		status = place_check_dir(place, err);
	if (status != STATUS_OK)
		return status;
	failure = place_write(place, line, len);
	if (is_full(failure) && make_room(record, place))
		failure = place_write(place, line, len);
	return sync_line(place, failure, err);
}

/* In both; where only one takes it the other is lost, and the line counts. */
static enum status
put_both(struct record *record, const char *line, size_t len, struct err *err)
{
	struct err why[RECORD_PLACES];
	bool good[RECORD_PLACES];
	size_t i;

	for (i = 0; i < RECORD_PLACES; i++)
		good[i] = put_either(record, &record->places[i], line, len,
			&why[i]) == STATUS_OK;
	if (!good[0] && !good[1]) {
		record->failed = true;
		*err = why[0];
		return err->status;
	}
	for (i = 0; i < RECORD_PLACES; i++) {
		if (!good[i])
			journal_lose(record, i, &why[i]);
	}
	return STATUS_OK;
}

static enum status
put_line(struct record *record, const char *line, size_t len, struct err *err)
{
	return record->count == 1 ? put_one(record, line, len, err) :
		put_both(record, line, len, err);
}

/* Where one of two is not, the events go on. */
static bool
all_full(const struct record *record)
{
	size_t i;

	for (i = 0; i < record->count; i++) {
		if (!record->places[i].full)
			return false;
	}
	return true;
}

static enum status
admit(const struct record *record, const char *name, struct err *err)
{
	const struct place *place = &record->places[0];
	enum status status;

	if (record->failed)
		return err_set(err, STATUS_FILE,
			"%s/%s: writing failed before; nothing "
			"more is recorded in this run: stop, and resume from "
			"a disk that works", place->dir, place->name);
	status = chain_admits(&record->chain, name, err);
	if (status != STATUS_OK)
		return status;
	if (all_full(record) &&
		!(vocabulary_find(name)->places & VOCABULARY_WHEN_FULL))
		return err_set(err, STATUS_FILE,
			"%s/%s: the disk is full; \"%s\" is not "
			"taken, only an exception, an objection or the close",
			place->dir, place->name, name);
	return STATUS_OK;
}

/* Its visitor refused the line: it never took effect, and is cut off, kept
 * aside as what an interrupted append leaves. */
static void
take_back(struct record *record, const struct chain *before, const char *line,
	size_t len)
{
	const struct bytes tail = {(uint8_t *)(uintptr_t)line, len};
	struct err ignored;
	size_t i;

	record->chain = *before;
	for (i = 0; i < record->count; i++) {
		char *saved = NULL;

		if (place_cut(&saved, &record->places[i], &tail, before->size,
			&ignored) != STATUS_OK)
			record->failed = true;
		free(saved);
	}
}

static enum status
append_object(struct record *record, json_t *object, const char *name,
	struct err *err)
{
	const struct chain before = record->chain;
	struct event event;
	enum status status;
	size_t len;
	char *line = make_line(object, &len);

	if (line == NULL)
		return err_set(err, STATUS_INPUT,
			"\"%s\" would be a line of %zu bytes, at most %d are "
			"allowed: say it shorter", name, len, RECORD_LINE_MAX);
	status = put_line(record, line, len, err);
	if (status == STATUS_OK)
		chain_advance(&record->chain, line, len, object);
	if (status == STATUS_OK && record->visit != NULL) {
		event = (struct event){record->chain.count, name, object,
			record->chain.last};
		status = record->visit(record->context, &event, err);
		if (status != STATUS_OK)
			take_back(record, &before, line, len);
	}
	free(line);
	return status;
}

enum status
record_append(struct record *record, const char *name, json_t *fields,
	struct err *err)
{
	enum status status = admit(record, name, err);
	json_t *object = NULL;

	if (status == STATUS_OK) {
		object = make_object(record, name, fields);
		if (object == NULL)
			status = err_set(err, STATUS_USAGE,
				"\"%s\": n, utc, mono, event and prev are the "
				"record's own", name);
		else
			status = append_object(record, object, name, err);
	}
	json_decref(object);
	json_decref(fields);
	return status;
}

void
record_set_visitor(struct record *record, record_visit *visit, void *context)
{
	record->visit = visit;
	record->context = context;
}

struct digest
record_digest(const struct record *record)
{
	return record->chain.last;
}

uint64_t
record_count(const struct record *record)
{
	return record->chain.count;
}

int64_t
record_now_utc(const struct record *record)
{
	return clock_now_utc() + record->chain.offset_s;
}
