/* Files that appear whole or not at all (base/file.h). */
#include "base/file.h"

#include <errno.h>
#include <fcntl.h>
#include <semaphore.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/thread.h"

static char *
part_of(const char *path)
{
	return mem_format("%s.part", path);
}

static bool
write_all(int fd, const uint8_t *data, size_t len)
{
	while (len > 0) {
		ssize_t wrote = write(fd, data, len);

		if (wrote < 0 && errno == EINTR)
			continue;
		if (wrote < 0)
			return false;
		data += wrote;
		len -= (size_t)wrote;
	}
	return true;
}

static enum status
refuse_existing(const char *path, struct err *err)
{
	return err_set(err, STATUS_FILE,
		"%s exists already and is never overwritten", path);
}

static int
open_part(const char *part, int flags, struct err *err)
{
	/* NONBLOCK: a FIFO is refused, not waited for. */
	int fd = open(part, O_WRONLY | O_CREAT | O_NOFOLLOW | O_CLOEXEC |
		O_NONBLOCK | flags, 0644);

	if (fd < 0 && errno == EEXIST)
		err_set(err, STATUS_FILE,
			"%s is left from an earlier attempt; look at it and "
			"move it away", part);
	else if (fd < 0)
		err_set_errno(err, STATUS_FILE, "cannot create %s", part);
	return fd;
}

/* Closes what is on the drive when failed is 0, else removes it. */
static enum status
close_part(const char *part, int fd, int failed, struct err *err)
{
	/* What is read back shall come from the drive. */
	posix_fadvise(fd, 0, 0, POSIX_FADV_DONTNEED);
	if (close(fd) != 0 && failed == 0)
		failed = errno;
	if (failed == 0)
		return STATUS_OK;
	errno = failed;
	err_set_errno(err, STATUS_FILE, "cannot write %s", part);
	unlink(part);
	return STATUS_FILE;
}

/* Opens part with flags, writes, syncs; removes what it made when it fails. */
static enum status
write_part(const char *part, int flags, const void *data, size_t len,
	struct err *err)
{
	int fd = open_part(part, flags, err);
	int failed = 0;

	if (fd < 0)
		return STATUS_FILE;
	if (!write_all(fd, data, len) || fsync(fd) != 0)
		failed = errno;
	return close_part(part, fd, failed, err);
}

/* Renames without replacing. Where the file system cannot (EINVAL), a hard
 * link does the same; where it has no links either (FAT under old drivers), a
 * look and a plain rename must do: the ceremony's lock keeps other processes
 * of ours out in between. */
static int
rename_new(const char *part, const char *path)
{
	if (renameat2(AT_FDCWD, part, AT_FDCWD, path, RENAME_NOREPLACE) == 0)
		return 0;
	if (errno != EINVAL && errno != ENOSYS && errno != EOPNOTSUPP)
		return -1;
	if (link(part, path) == 0)
		return unlink(part);
	if (errno == EEXIST)
		return -1;
	if (file_exists(path)) {
		errno = EEXIST;
		return -1;
	}
	return rename(part, path);
}

static enum status
read_back(const char *path, const void *data, size_t len, struct err *err)
{
	struct bytes found = {0};
	struct err reason;
	enum status status = file_read(&found, path, len, &reason);

	if (status != STATUS_OK || found.len != len ||
		(len > 0 && memcmp(found.data, data, len) != 0))
		status = err_set(err, STATUS_FILE,
			"%s does not read back as it was written; the drive "
			"is not to be trusted", path);
	bytes_clear(&found);
	return status;
}

enum status
file_rename(const char *from, const char *to, struct err *err)
{
	if (rename_new(from, to) == 0)
		return file_sync_parent(to, err);
	if (errno == EEXIST)
		return refuse_existing(to, err);
	return err_set_errno(err, STATUS_FILE, "cannot rename %s to %s", from,
		to);
}

/* part is on disk: proves it, and makes it path. */
static enum status
publish(const char *part, const char *path, const void *data, size_t len,
	struct err *err)
{
	enum status status = read_back(part, data, len, err);

	if (status == STATUS_OK && rename_new(part, path) != 0)
		status = errno == EEXIST ? refuse_existing(path, err) :
			err_set_errno(err, STATUS_FILE,
				"cannot rename %s to %s", part, path);
	if (status != STATUS_OK) {
		unlink(part);
		return status;
	}
	status = file_sync_parent(path, err);
	if (status != STATUS_OK)
		unlink(path);
	return status;
}

struct file_draft {
	char *path, *part;
	const void *data;
	size_t len;
	int fd;	    /* -1: nothing was written, or it was closed */
	int failed; /* errno of the thread */
	pthread_t thread;
	bool threaded;
	bool ended; /* the thread, or what it is there for */
	sem_t written;
};

static void *
sync_draft(void *context)
{
	struct file_draft *draft = context;

	while (sem_wait(&draft->written) != 0)
		continue;
	if (draft->fd >= 0 && fsync(draft->fd) != 0)
		draft->failed = errno;
	return NULL;
}

struct file_draft *
file_draft_new(void)
{
	struct file_draft *draft = mem_new(1, sizeof(*draft));

	draft->fd = -1;
	sem_init(&draft->written, 0, 0);
	draft->threaded = thread_start(&draft->thread, sync_draft, draft);
	return draft;
}

/* Waits until the thread has done its part. */
static void
end_thread(struct file_draft *draft)
{
	if (draft->ended)
		return;
	sem_post(&draft->written);
	if (draft->threaded)
		pthread_join(draft->thread, NULL);
	else
		sync_draft(draft);
	draft->ended = true;
}

enum status
file_draft_write(struct file_draft *draft, const char *path, const void *data,
	size_t len, struct err *err)
{
	char *part = part_of(path);
	int fd = open_part(part, O_EXCL, err);

	if (fd < 0 || !write_all(fd, data, len)) {
		if (fd >= 0)
			(void)close_part(part, fd, errno, err);
		free(part);
		return STATUS_FILE;
	}
	draft->path = mem_string(path);
	draft->part = part;
	draft->data = data;
	draft->len = len;
	draft->fd = fd;
	sem_post(&draft->written);
	return STATUS_OK;
}

const char *
file_draft_path(const struct file_draft *draft)
{
	return draft->part;
}

/* Waits until it is on the drive. */
static enum status
settle_draft(struct file_draft *draft, struct err *err)
{
	int fd = draft->fd;

	end_thread(draft);
	draft->fd = -1;
	return close_part(draft->part, fd, draft->failed, err);
}

void
file_draft_free(struct file_draft *draft)
{
	if (draft == NULL)
		return;
	end_thread(draft);
	if (draft->fd >= 0)
		close(draft->fd);
	sem_destroy(&draft->written);
	free(draft->path);
	free(draft->part);
	free(draft);
}

enum status
file_publish(struct file_draft *draft, struct err *err)
{
	enum status status = settle_draft(draft, err);

	if (status == STATUS_OK)
		status = publish(draft->part, draft->path, draft->data,
			draft->len, err);
	return status;
}

enum status
file_set_aside(struct file_draft *draft, const char *path, struct err *err)
{
	enum status status = settle_draft(draft, err);

	if (status == STATUS_OK)
		status = file_rename(draft->part, path, err);
	return status;
}

enum status
file_create(const char *path, const void *data, size_t len, struct err *err)
{
	char *part = part_of(path);
	enum status status = write_part(part, O_EXCL, data, len, err);

	if (status == STATUS_OK)
		status = publish(part, path, data, len, err);
	free(part);
	return status;
}

enum status
file_check_creatable(const char *path, struct err *err)
{
	char *part = part_of(path);
	enum status status = STATUS_OK;
	int fd = -1;

	if (file_exists(path))
		status = refuse_existing(path, err);
	else if ((fd = open_part(part, O_EXCL, err)) < 0)
		status = STATUS_FILE;
	else if (unlink(part) != 0)
		status = err_set_errno(err, STATUS_FILE, "cannot remove %s",
			part);
	if (fd >= 0)
		close(fd);
	free(part);
	return status;
}

enum status
file_replace(const char *path, const void *data, size_t len, struct err *err)
{
	char *part = part_of(path);
	enum status status = write_part(part, O_TRUNC, data, len, err);

	if (status == STATUS_OK && rename(part, path) != 0) {
		status = err_set_errno(err, STATUS_FILE,
			"cannot rename %s to %s", part, path);
		unlink(part);
	}
	if (status == STATUS_OK)
		status = file_sync_parent(path, err);
	free(part);
	return status;
}
