/* The record in a second directory. */
#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/file.h"
#include "record/journal.h"
#include "record/reserve.h"

void
journal_lose(struct record *record, size_t place, const struct err *why)
{
	place_close(&record->left);
	record->left = record->places[place];
	record->left_why = *why;
	record->left_told = false;
	record->count--;
	if (place == 0)
		record->places[0] = record->places[1];
}

void
record_lose(struct record *record, const char *dir, const struct err *why)
{
	size_t i;

	for (i = 0; record->count > 1 && i < record->count; i++) {
		if (strcmp(record->places[i].dir, dir) == 0)
			journal_lose(record, i, why);
	}
}

bool
record_take_loss(struct record_loss *dst, struct record *record)
{
	if (record->left.dir == NULL || record->left_told)
		return false;
	record->left_told = true;
	*dst = (struct record_loss){mem_string(record->left.dir),
		record->left_why};
	return true;
}

void
record_look(struct record *record)
{
	size_t i;
	struct err why;

	for (i = 0; i < record->count && record->count > 1; i++) {
		const struct place *place = &record->places[i];

		if (place_check(place, record->chain.size, &why) != STATUS_OK ||
			place_check_dir(place, &why) != STATUS_OK)
			journal_lose(record, i, &why);
	}
}

const char *
record_dir(const struct record *record, size_t n)
{
	return n < record->count ? record->places[n].dir : NULL;
}

static bool
begins_with(const struct bytes *whole, size_t len, const struct bytes *part,
	size_t part_len)
{
	return part_len <= len &&
		(part_len == 0 ||
			memcmp(whole->data, part->data, part_len) == 0);
}

/* The first line that is another one; both are lines up to there. */
static uint64_t
first_difference(const struct bytes *a, const struct bytes *b)
{
	uint64_t line = 1;
	size_t i;

	for (i = 0; i < a->len && i < b->len && a->data[i] == b->data[i]; i++)
		line += a->data[i] == '\n';
	return line;
}

static enum status
contradict(const char *dir, const char *other, const struct bytes *a,
	const struct bytes *b, struct err *err)
{
	return err_set(err, STATUS_INPUT,
		"%s and %s hold two records that contradict each other: event "
		"%" PRIu64 " is not the same. Nothing was changed in either. "
		"Resume the one whose words were read aloud, without the "
		"other", dir, other, first_difference(a, b));
}

/* Behind the bytes that it has. */
static enum status
add_rest(const struct place *place, const struct bytes *whole, size_t from,
	size_t to, struct err *err)
{
	int failure = place_write(place, whole->data + from, to - from);

	errno = failure;
	if (failure != 0)
		return place_fail(place, err, "cannot be written");
	return place_sync(place, err);
}

/* What is there is cut to what chains, where that is not a beginning of the
 * other's bytes; returns in *size what it holds then. */
static enum status
cut_to_chain(const struct place *place, const struct bytes *data, size_t *size,
	struct err *err)
{
	const struct bytes tail = {data->data + *size, data->len - *size};
	char *saved = NULL;
	enum status status;

	if (tail.len == 0)
		return STATUS_OK;
	status = place_cut(&saved, place, &tail, *size, err);
	free(saved);
	return status;
}

/* As it is on disk, both held. */
static enum status
level(const struct place *place, const struct place *mirror, struct err *err)
{
	struct chain ours = {0}, theirs = {0};
	struct bytes a = {0}, b = {0};
	enum status status = journal_read(&ours, &a, place->dir, err);

	if (status == STATUS_OK)
		status = journal_read(&theirs, &b, mirror->dir, err);
	if (status != STATUS_OK)
		err_prefix(err, "%s or %s", place->dir, mirror->dir);
	else if (!begins_with(&b, theirs.size, &a, ours.size) &&
		!begins_with(&a, ours.size, &b, theirs.size))
		status = contradict(place->dir, mirror->dir, &a, &b, err);
	else if (ours.size < theirs.size)
		status = cut_to_chain(place, &a, &ours.size, err);
	if (status == STATUS_OK && ours.size < theirs.size)
		status = add_rest(place, &b, ours.size, theirs.size, err);
	bytes_clear(&a);
	bytes_clear(&b);
	return status;
}

static bool
has_bytes(const char *dir)
{
	char *path = file_join(dir, RECORD_FILE);
	struct stat st;
	bool there = stat(path, &st) == 0 && st.st_size > 0;

	free(path);
	return there;
}

enum status
record_level(const char *dir, const char *mirror, struct err *err)
{
	struct place ours, theirs;
	enum status status;

	if (!has_bytes(mirror))
		return STATUS_OK;
	status = place_hold(&ours, dir, RECORD_FILE, err);
	if (status != STATUS_OK)
		return status;
	status = place_open(&ours, 0, err);
	if (status == STATUS_OK)
		status = place_hold(&theirs, mirror, RECORD_FILE, err);
	if (status == STATUS_OK) {
		status = place_open(&theirs, 0, err);
		if (status == STATUS_OK)
			status = level(&ours, &theirs, err);
		place_close(&theirs);
	}
	place_close(&ours);
	return status;
}

static enum status
read_file(struct bytes *dst, const char *dir, struct err *err)
{
	char *path = file_join(dir, RECORD_FILE);
	enum status status = file_read(dst, path, RECORD_MAX, err);

	free(path);
	return status;
}

/* How many bytes of ours are there already; a torn tail is cut off. */
static enum status
find_beginning(size_t *have, const struct record *record,
	const struct place *place, const struct bytes *ours, struct err *err)
{
	struct chain chain = chain_begin(&journal_file);
	struct bytes theirs = {0};
	enum status status = read_file(&theirs, place->dir, err);

	if (status == STATUS_OK && begins_with(ours, ours->len, &theirs,
			theirs.len)) {
		*have = theirs.len;
		bytes_clear(&theirs);
		return STATUS_OK;
	}
	if (status == STATUS_OK)
		status = chain_follow(&chain, theirs.data, theirs.len, NULL,
			NULL, err);
	if (status == STATUS_OK && !begins_with(ours, ours->len, &theirs,
			chain.size))
		status = contradict(record->places[0].dir, place->dir, ours,
			&theirs, err);
	if (status == STATUS_OK)
		status = cut_to_chain(place, &theirs, &chain.size, err);
	if (status == STATUS_OK)
		*have = chain.size;
	bytes_clear(&theirs);
	return status;
}

static enum status
compare(const struct place *place, const struct bytes *ours, struct err *err)
{
	struct bytes found = {0};
	enum status status;

	posix_fadvise(place->fd, 0, 0, POSIX_FADV_DONTNEED);
	status = read_file(&found, place->dir, err);
	if (status == STATUS_OK && (found.len != ours->len ||
			!begins_with(&found, found.len, ours, ours->len)))
		status = err_set(err, STATUS_FILE, "%s/" RECORD_FILE " does "
			"not read back as it was written; the drive is not to "
			"be trusted", place->dir);
	bytes_clear(&found);
	return status;
}

static enum status
bring_up(const struct record *record, const struct place *place,
	struct err *err)
{
	struct bytes ours = {0};
	size_t have = 0;
	enum status status = read_file(&ours, record->places[0].dir, err);

	if (status == STATUS_OK)
		status = find_beginning(&have, record, place, &ours, err);
	if (status == STATUS_OK)
		status = add_rest(place, &ours, have, ours.len, err);
	if (status == STATUS_OK)
		status = file_sync_dir(place->dir, err);
	if (status == STATUS_OK)
		status = compare(place, &ours, err);
	bytes_clear(&ours);
	return status;
}

static enum status
check_other(const struct record *record, const char *dir, struct err *err)
{
	struct stat ours, theirs;

	if (record->count == RECORD_PLACES)
		return err_set(err, STATUS_USAGE,
			"the record is kept in two directories already");
	if (stat(dir, &theirs) != 0)
		return err_set_errno(err, STATUS_FILE, "%s", dir);
	if (fstat(record->places[0].dir_fd, &ours) == 0 &&
		ours.st_dev == theirs.st_dev && ours.st_ino == theirs.st_ino)
		return err_set(err, STATUS_USAGE,
			"%s is the ceremony's own directory; the second one is "
			"another, on another drive", dir);
	return STATUS_OK;
}

enum status
record_mirror(struct record *record, const char *dir, struct err *err)
{
	struct place place;
	struct err no_room;
	enum status status = check_other(record, dir, err);

	if (status == STATUS_OK)
		status = place_hold(&place, dir, RECORD_FILE, err);
	if (status != STATUS_OK)
		return status;
	status = place_open(&place, O_CREAT, err);
	if (status == STATUS_OK)
		status = bring_up(record, &place, err);
	if (status != STATUS_OK) {
		place_close(&place);
		return status;
	}
	place.bare = reserve_make(place.dir_fd, dir, &no_room) != STATUS_OK;
	record->places[record->count++] = place;
	return STATUS_OK;
}
