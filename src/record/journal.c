#include "record/journal.h"

#include <fcntl.h>
#include <linux/magic.h>
#include <stdlib.h>
#include <string.h>
#include <sys/vfs.h>

#include "base/file.h"
#include "record/reserve.h"

const struct record_file journal_file = {.name = RECORD_FILE};

struct record_file
record_addendum(const struct digest *after)
{
	return (struct record_file){RECORD_ADDENDUM_FILE, *after};
}

bool
record_has_addendum(const char *dir)
{
	char *path = file_join(dir, RECORD_ADDENDUM_FILE);
	bool there = file_exists(path);

	free(path);
	return there;
}

/* A record without a file yet, in a folder that is held. */
static enum status
hold_dir(struct record **dst, const char *dir, const struct record_file *file,
	struct err *err)
{
	struct record *record;
	struct place place;
	enum status status = place_hold(&place, dir, file->name, err);

	if (status != STATUS_OK)
		return status;
	record = mem_new(1, sizeof(*record));
	*record = (struct record){.places = {place}, .count = 1,
		.chain = chain_begin(file),
		.left = {.lock_fd = -1, .dir_fd = -1, .fd = -1}};
	*dst = record;
	return STATUS_OK;
}

enum status
record_create(struct record **dst, const char *dir, int64_t offset_s,
	struct err *err)
{
	return record_create_file(dst, dir, &journal_file, offset_s, err);
}

enum status
record_create_file(struct record **dst, const char *dir,
	const struct record_file *file, int64_t offset_s, struct err *err)
{
	struct record *record = NULL;
	struct place *place;
	enum status status = hold_dir(&record, dir, file, err);

	if (status != STATUS_OK)
		return status;
	place = &record->places[0];
	status = place_open(place, O_CREAT | O_EXCL, err);
	if (status == STATUS_OK)
		status = place_sync(place, err);
	if (status == STATUS_OK)
		status = reserve_make(place->dir_fd, dir, err);
	if (status == STATUS_OK)
		status = file_sync_dir(dir, err);
	if (status != STATUS_OK) {
		record_close(record);
		return status;
	}
	record->chain.offset_s = offset_s;
	*dst = record;
	return STATUS_OK;
}

/* Follows the chain's file in dir; the bytes are handed back. */
static enum status
follow_file(struct chain *chain, struct bytes *data, const char *dir,
	record_visit *visit, void *context, struct err *err)
{
	char *path = file_join(dir, chain->name);
	enum status status = file_read(data, path, RECORD_MAX, err);

	if (status == STATUS_OK)
		status = chain_follow(chain, data, visit, context, err);
	if (status == STATUS_OK && chain->count == 0)
		status = err_set(err, STATUS_INPUT,
			"%s holds no event: %s", path,
			strcmp(chain->name, RECORD_FILE) == 0 ?
			"no ceremony was begun here; begin one in a new "
			"folder" : "nothing was added here; remove it, and begin again");
	free(path);
	return status;
}

enum status
journal_read(struct chain *chain, struct bytes *data, const char *dir,
	struct err *err)
{
	*chain = chain_begin(&journal_file);
	return follow_file(chain, data, dir, NULL, NULL, err);
}

/* Saves what never took effect and cuts it off. */
static enum status
cut_tail(const struct record *record, struct record_tail *tail,
	const struct bytes *data, struct err *err)
{
	size_t torn = data->len - record->chain.size;

	if (torn == 0)
		return STATUS_OK;
	tail->bytes = torn;
	return place_cut(&tail->saved_as, &record->places[0], data,
		record->chain.size, err);
}

enum status
record_open(struct record **dst, const char *dir, struct record_tail *tail,
	record_visit *visit, void *context, struct err *err)
{
	return record_open_file(dst, dir, &journal_file, tail, visit, context,
		err);
}

enum status
record_open_file(struct record **dst, const char *dir,
	const struct record_file *file, struct record_tail *tail,
	record_visit *visit, void *context, struct err *err)
{
	struct record *record = NULL;
	struct record_tail found = {NULL, 0};
	struct bytes data = {NULL, 0};
	struct err no_room;
	enum status status = hold_dir(&record, dir, file, err);

	if (status != STATUS_OK)
		return status;
	status = place_open(&record->places[0], 0, err);
	if (status == STATUS_OK)
		status = follow_file(&record->chain, &data, dir, visit, context,
			err);
	/* The last line may have been written and never brought to the disk. */
	if (status == STATUS_OK)
		status = place_sync(&record->places[0], err);
	if (status == STATUS_OK)
		status = cut_tail(record, &found, &data, err);
	/* On a full disk the record goes on without, as far as it gets. */
	if (status == STATUS_OK)
		record->places[0].bare = reserve_make(
			record->places[0].dir_fd, dir, &no_room) != STATUS_OK;
	bytes_clear(&data);
	if (status != STATUS_OK) {
		free(found.saved_as);
		record_close(record);
		return status;
	}
	record_set_visitor(record, visit, context);
	*tail = found;
	*dst = record;
	return STATUS_OK;
}

enum status
record_read(const char *dir, record_visit *visit, void *context,
	size_t *tail_bytes, struct err *err)
{
	return record_read_file(dir, &journal_file, visit, context, tail_bytes,
		err);
}

enum status
record_read_file(const char *dir, const struct record_file *file,
	record_visit *visit, void *context, size_t *tail_bytes,
	struct err *err)
{
	struct chain chain = chain_begin(file);
	struct bytes data = {NULL, 0};
	enum status status =
		follow_file(&chain, &data, dir, visit, context, err);

	if (status == STATUS_OK)
		*tail_bytes = data.len - chain.size;
	bytes_clear(&data);
	return status;
}

void
record_close(struct record *record)
{
	size_t i;

	if (record == NULL)
		return;
	for (i = 0; i < record->count; i++)
		place_close(&record->places[i]);
	place_close(&record->left);
	free(record);
}

const char *
record_name(const struct record *record)
{
	return record->places[0].name;
}

bool
record_has_reserve(const struct record *record)
{
	size_t i;

	for (i = 0; i < record->count; i++) {
		if (record->places[i].bare || record->places[i].full)
			return false;
	}
	return true;
}

bool
record_leaves_room(const char *dir, size_t len)
{
	char *path = file_join(dir, RESERVE_FILE);
	size_t needed = len + (file_exists(path) ? 0 : RESERVE_SIZE);
	struct statfs fs;

	free(path);
	return statfs(dir, &fs) != 0 || (uint64_t)fs.f_bavail *
		(uint64_t)fs.f_bsize >= needed;
}

bool
record_on_memory_fs(const char *dir)
{
	struct statfs fs;

	return statfs(dir, &fs) == 0 &&
		(fs.f_type == TMPFS_MAGIC || fs.f_type == RAMFS_MAGIC);
}
