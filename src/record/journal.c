#include "record/journal.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/magic.h>
#include <stdlib.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <sys/vfs.h>
#include <unistd.h>

#include "base/file.h"
#include "record/reserve.h"

enum status
journal_fail(const struct record *record, struct err *err, const char *what)
{
	return err_set_errno(err, STATUS_FILE, "%s/" RECORD_FILE ": %s",
		record->dir, what);
}

enum status
journal_sync(const struct record *record, struct err *err)
{
	if (fsync(record->fd) != 0)
		return journal_fail(record, err,
			"cannot be brought to the disk");
	return STATUS_OK;
}

/* The lock and the folder. */
static enum status
hold_dir(struct record **dst, const char *dir, struct err *err)
{
	struct record *record = mem_new(1, sizeof(*record));
	enum status status;

	*record = (struct record){.dir = mem_string(dir), .lock_fd = -1,
		.dir_fd = -1, .fd = -1};
	status = file_lock_dir(&record->lock_fd, dir, err);
	if (status == STATUS_OK) {
		record->dir_fd = open(dir, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
		if (record->dir_fd < 0)
			status = err_set_errno(err, STATUS_FILE, "%s", dir);
	}
	if (status == STATUS_OK)
		*dst = record;
	else
		record_close(record);
	return status;
}

/* The folder's lock file can be removed; this one is the record itself. */
static enum status
lock_file(const struct record *record, struct err *err)
{
	if (flock(record->fd, LOCK_EX | LOCK_NB) == 0)
		return STATUS_OK;
	if (errno != EWOULDBLOCK)
		return journal_fail(record, err, "cannot be locked");
	return err_set(err, STATUS_FILE,
		"another process holds %s/" RECORD_FILE "; end it first",
		record->dir);
}

/* Nobody else has written, and the name still means this file. */
enum status
journal_check(const struct record *record, struct err *err)
{
	struct stat open_file, named;

	if (fstat(record->fd, &open_file) != 0)
		return journal_fail(record, err, "cannot be looked at");
	if (open_file.st_size != (off_t)record->chain.size)
		return err_set(err, STATUS_FILE,
			"%s/" RECORD_FILE ": %lld bytes, this program wrote "
			"%zu: somebody else has changed it", record->dir,
			(long long)open_file.st_size, record->chain.size);
	if (fstatat(record->dir_fd, RECORD_FILE, &named,
		AT_SYMLINK_NOFOLLOW) != 0)
		return journal_fail(record, err, "is no longer there");
	if (named.st_ino != open_file.st_ino ||
		named.st_dev != open_file.st_dev)
		return err_set(err, STATUS_FILE,
			"%s/" RECORD_FILE ": another file was put in its "
			"place", record->dir);
	return STATUS_OK;
}

static enum status
open_file(struct record *record, int how, struct err *err)
{
	record->fd = openat(record->dir_fd, RECORD_FILE,
		how | O_RDWR | O_APPEND | O_NOFOLLOW | O_CLOEXEC, 0600);
	if (record->fd < 0)
		return journal_fail(record, err, "cannot be opened");
	return lock_file(record, err);
}

enum status
record_create(struct record **dst, const char *dir, int64_t offset_s,
	struct err *err)
{
	struct record *record = NULL;
	enum status status = hold_dir(&record, dir, err);

	if (status != STATUS_OK)
		return status;
	status = open_file(record, O_CREAT | O_EXCL, err);
	if (status == STATUS_OK)
		status = journal_sync(record, err);
	if (status == STATUS_OK)
		status = reserve_make(record->dir_fd, dir, err);
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

/* Follows DIR/record.jsonl; the bytes are handed back. */
static enum status
follow_file(struct chain *chain, struct bytes *data, const char *dir,
	record_visit *visit, void *context, struct err *err)
{
	char *path = file_join(dir, RECORD_FILE);
	enum status status = file_read(data, path, RECORD_MAX, err);

	free(path);
	if (status != STATUS_OK)
		return status;
	status = chain_follow(chain, data, visit, context, err);
	if (status == STATUS_OK && chain->count == 0)
		return err_set(err, STATUS_INPUT,
			"%s/" RECORD_FILE " holds no event: no ceremony was "
			"begun here; begin one in a new folder", dir);
	return status;
}

/* dir/torn-N with the lowest N that is free. */
static enum status
save_tail(char **name, const struct record *record, const struct bytes *data,
	struct err *err)
{
	enum status status;
	char *path = NULL;
	unsigned n = 0;

	do {
		free(path);
		free(*name);
		*name = mem_format("torn-%u", ++n);
		path = file_join(record->dir, *name);
	} while (file_exists(path));
	status = file_create(path, data->data + record->chain.size,
		data->len - record->chain.size, err);
	free(path);
	return status;
}

/* Saves what never took effect and cuts it off. */
static enum status
cut_tail(struct record *record, struct record_tail *tail,
	const struct bytes *data, struct err *err)
{
	size_t torn = data->len - record->chain.size;
	char *name = NULL;
	enum status status;

	if (torn == 0)
		return STATUS_OK;
	status = save_tail(&name, record, data, err);
	if (status == STATUS_OK &&
		ftruncate(record->fd, (off_t)record->chain.size) != 0)
		status = journal_fail(record, err,
			"torn tail cannot be cut off");
	if (status == STATUS_OK)
		status = journal_sync(record, err);
	if (status != STATUS_OK) {
		free(name);
		return status;
	}
	*tail = (struct record_tail){name, torn};
	return STATUS_OK;
}

enum status
record_open(struct record **dst, const char *dir, struct record_tail *tail,
	record_visit *visit, void *context, struct err *err)
{
	struct record *record = NULL;
	struct record_tail found = {NULL, 0};
	struct bytes data = {NULL, 0};
	struct err no_room;
	enum status status = hold_dir(&record, dir, err);

	if (status != STATUS_OK)
		return status;
	status = open_file(record, 0, err);
	if (status == STATUS_OK)
		status = follow_file(&record->chain, &data, dir, visit, context,
			err);
	/* The last line may have been written and never brought to the disk. */
	if (status == STATUS_OK)
		status = journal_sync(record, err);
	if (status == STATUS_OK)
		status = cut_tail(record, &found, &data, err);
	/* On a full disk the record goes on without, as far as it gets. */
	if (status == STATUS_OK)
		record->bare = reserve_make(record->dir_fd, dir, &no_room) !=
			STATUS_OK;
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
	struct chain chain = {0};
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
	if (record == NULL)
		return;
	if (record->fd >= 0)
		close(record->fd);
	if (record->dir_fd >= 0)
		close(record->dir_fd);
	if (record->lock_fd >= 0)
		close(record->lock_fd);
	free(record->dir);
	free(record);
}

bool
record_has_reserve(const struct record *record)
{
	return !record->bare && !record->full;
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
