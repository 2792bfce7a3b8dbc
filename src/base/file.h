/*
 * Files: bounded reading, creation that never overwrites and is on disk when
 * it returns, the ceremony directory's lock. Safe on FAT.
 */
#ifndef BASE_FILE_H
#define BASE_FILE_H

#include <stdbool.h>

#include "base/mem.h"

/* Reads a regular file of at most max bytes. STATUS_INPUT when it is larger or
 * not a regular file, STATUS_FILE when the system refuses. */
enum status
file_read(struct bytes *dst, const char *path, size_t max, struct err *err)
	MUST_CHECK;

/* Opens a regular file of at most max bytes for reading, refused as file_read
 * does; the caller closes. */
enum status
file_open(int *fd, size_t *size, const char *path, size_t max, struct err *err)
	MUST_CHECK;

/* Reads what comes next until size bytes or the end; path is for messages. */
enum status
file_read_some(size_t *got, int fd, const char *path, void *buffer, size_t size,
	struct err *err) MUST_CHECK;

/* Creates path with these bytes: path.part with O_EXCL and O_NOFOLLOW, fsync,
 * rename without replacing, folder synced, read back and compared. An existing
 * path or path.part is STATUS_FILE and stays as it is; a failure leaves no
 * file that looks whole. */
enum status
file_create(const char *path, const void *data, size_t len, struct err *err)
	MUST_CHECK;

/* A file that is looked at before it appears under its name. */
struct file_draft;

/* Ready to write one: what is to bring it to the drive stands by, so that
 * nobody waits for its start later. */
struct file_draft *
file_draft_new(void);

/* What was written and neither published nor set aside stays path.part. NULL is
 * fine. */
void
file_draft_free(struct file_draft *draft);

/* Once: writes path.part as file_create does and begins to bring it to the
 * drive, while the caller reads it. data stays the caller's, until the draft is
 * published or set aside. */
enum status
file_draft_write(struct file_draft *draft, const char *path, const void *data,
	size_t len, struct err *err) MUST_CHECK;

/* Of path.part. */
const char *
file_draft_path(const struct file_draft *draft);

/* Once it is on the drive it becomes path, as in file_create. */
enum status
file_publish(struct file_draft *draft, struct err *err) MUST_CHECK;

/* It becomes path instead, never over anything; STATUS_FILE: it is still
 * path.part, or gone where it could not be written. */
enum status
file_set_aside(struct file_draft *draft, const char *path, struct err *err)
	MUST_CHECK;

/* Renames, never over anything; the folder synced. */
enum status
file_rename(const char *from, const char *to, struct err *err) MUST_CHECK;

/* Whether file_create would find the place free and the folder writable;
 * nothing stays behind. */
enum status
file_check_creatable(const char *path, struct err *err) MUST_CHECK;

/* Replaces path atomically; for regenerated files that are no authority
 * (record.txt). */
enum status
file_replace(const char *path, const void *data, size_t len, struct err *err)
	MUST_CHECK;

/* mkdir 0700 unless it is there as a directory. */
enum status
file_make_dir(const char *path, struct err *err) MUST_CHECK;

enum status
file_sync_dir(const char *path, struct err *err) MUST_CHECK;

/* The folder that holds path. */
enum status
file_sync_parent(const char *path, struct err *err) MUST_CHECK;

/* Takes the exclusive lock of dir (file "lock" in it); *fd is close-on-exec.
 * STATUS_FILE with "another process holds ..." when taken. close(*fd)
 * releases. */
enum status
file_lock_dir(int *fd, const char *dir, struct err *err) MUST_CHECK;

bool
file_exists(const char *path);

/* dir + "/" + name in new memory; the caller frees. */
char *
file_join(const char *dir, const char *name);

/* The part behind the last slash. */
const char *
file_base_name(const char *path);

/* [A-Za-z0-9._-], no leading dot or dash, no dot at the end, at most 100: safe
 * on FAT, in a shell and on a label. */
bool
file_name_is_safe(const char *name);

#endif
