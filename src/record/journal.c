#include "record/journal.h"

#include <fcntl.h>
#include <linux/magic.h>
#include <stdlib.h>
#include <string.h>
#include <sys/vfs.h>

#include "base/file.h"
#include "record/reader.h"
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

static enum status
check_begun(const struct chain *chain, const char *dir, struct err *err)
{
	if (chain->count > 0)
		return STATUS_OK;
	return err_set(err, STATUS_INPUT, "%s/%s holds no event: %s", dir,
		chain->name, strcmp(chain->name, RECORD_FILE) == 0 ?
		"no ceremony was begun here; begin one in a new folder" :
		"nothing was added here; remove it, and begin again");
}

/* Follows the chain's file in dir; a torn tail is handed back. */
static enum status
follow_file(struct chain *chain, struct bytes *tail, const char *dir,
	record_visit *visit, void *context, struct err *err)
{
	char *path = file_join(dir, chain->name);
	enum status status =
		reader_follow(chain, tail, path, visit, context, err);

	free(path);
	return status == STATUS_OK ? check_begun(chain, dir, err) : status;
}

enum status
journal_read(struct chain *chain, struct bytes *data, const char *dir,
	struct err *err)
{
	char *path = file_join(dir, RECORD_FILE);
	enum status status = file_read(data, path, RECORD_MAX, err);

	free(path);
	*chain = chain_begin(&journal_file);
	if (status == STATUS_OK)
		status = chain_follow(chain, data->data, data->len, NULL, NULL,
			err);
	return status == STATUS_OK ? check_begun(chain, dir, err) : status;
}

/* Saves what never took effect and cuts it off. */
static enum status
cut_tail(const struct record *record, struct record_tail *tail,
	const struct bytes *torn, struct err *err)
{
	if (torn->len == 0)
		return STATUS_OK;
	tail->bytes = torn->len;
	return place_cut(&tail->saved_as, &record->places[0], torn,
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
	struct bytes torn = {NULL, 0};
	struct err no_room;
	enum status status = hold_dir(&record, dir, file, err);

	if (status != STATUS_OK)
		return status;
	status = place_open(&record->places[0], 0, err);
	if (status == STATUS_OK)
		status = follow_file(&record->chain, &torn, dir, visit, context,
			err);
	/* The last line may have been written and never brought to the disk. */
	if (status == STATUS_OK)
		status = place_sync(&record->places[0], err);
	if (status == STATUS_OK)
		status = cut_tail(record, &found, &torn, err);
	/* On a full disk the record goes on without, as far as it gets. */
	if (status == STATUS_OK)
		record->places[0].bare = reserve_make(
			record->places[0].dir_fd, dir, &no_room) != STATUS_OK;
	bytes_clear(&torn);
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
	struct bytes torn = {NULL, 0};
	enum status status =
		follow_file(&chain, &torn, dir, visit, context, err);

	if (status == STATUS_OK)
		*tail_bytes = torn.len;
	bytes_clear(&torn);
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
