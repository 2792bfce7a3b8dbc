#include "base/file.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

char *
file_join(const char *dir, const char *name)
{
	return mem_format("%s/%s", dir, name);
}

const char *
file_base_name(const char *path)
{
	const char *slash = strrchr(path, '/');

	return slash == NULL ? path : slash + 1;
}

bool
file_name_is_safe(const char *name)
{
	static const char safe[] =
		"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
		"0123456789._-";
	size_t len = strlen(name);

	return len >= 1 && len <= 100 && name[0] != '.' && name[0] != '-' &&
		name[len - 1] != '.' && strspn(name, safe) == len;
}

bool
file_exists(const char *path)
{
	struct stat st;

	return lstat(path, &st) == 0;
}

/* Fills buffer as far as the file goes; -1 with errno. */
static ssize_t
read_all(int fd, uint8_t *buffer, size_t size)
{
	size_t used = 0;

	while (used < size) {
		ssize_t got = read(fd, buffer + used, size - used);

		if (got < 0 && errno == EINTR)
			continue;
		if (got < 0)
			return -1;
		if (got == 0)
			break;
		used += (size_t)got;
	}
	return (ssize_t)used;
}

/* The size of an open regular file of at most max bytes. */
static enum status
check_open(size_t *size, int fd, const char *path, size_t max, struct err *err)
{
	struct stat st;

	if (fstat(fd, &st) != 0)
		return err_set_errno(err, STATUS_FILE, "%s", path);
	if (!S_ISREG(st.st_mode))
		return err_set(err, STATUS_INPUT, "%s: not a regular file",
			path);
	if ((uint64_t)st.st_size > max)
		return err_set(err, STATUS_INPUT,
			"%s: %lld bytes, at most %zu are read", path,
			(long long)st.st_size, max);
	*size = (size_t)st.st_size;
	return STATUS_OK;
}

enum status
file_open(int *dst, size_t *size, const char *path, size_t max,
	struct err *err)
{
	/* NONBLOCK: a FIFO is refused, not waited for. */
	int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
	enum status status;

	if (fd < 0)
		return err_set_errno(err, STATUS_FILE, "%s", path);
	status = check_open(size, fd, path, max, err);
	if (status == STATUS_OK)
		*dst = fd;
	else
		close(fd);
	return status;
}

enum status
file_read_some(size_t *got, int fd, const char *path, void *buffer, size_t size,
	struct err *err)
{
	ssize_t all = read_all(fd, buffer, size);

	if (all < 0)
		return err_set_errno(err, STATUS_FILE, "%s", path);
	*got = (size_t)all;
	return STATUS_OK;
}

enum status
file_read(struct bytes *dst, const char *path, size_t max, struct err *err)
{
	struct bytes bytes = {NULL, 0};
	size_t size = 0;
	int fd = -1;
	enum status status = file_open(&fd, &size, path, max, err);

	if (status != STATUS_OK)
		return status;
	bytes.data = mem_new(size + 1, 1);
	status = file_read_some(&bytes.len, fd, path, bytes.data, size, err);
	close(fd);
	if (status != STATUS_OK) {
		free(bytes.data);
		return status;
	}
	bytes_clear(dst);
	*dst = bytes;
	return STATUS_OK;
}

enum status
file_sync_dir(const char *path, struct err *err)
{
	int fd = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	enum status status = STATUS_OK;

	if (fd < 0)
		return err_set_errno(err, STATUS_FILE, "%s", path);
	/* EINVAL: this file system has nothing to sync for a folder. */
	if (fsync(fd) != 0 && errno != EINVAL)
		status = err_set_errno(err, STATUS_FILE,
			"%s: the folder could not be saved on disk", path);
	close(fd);
	return status;
}

/* The folder that holds path, in new memory. */
static char *
parent_of(const char *path)
{
	size_t len = (size_t)(file_base_name(path) - path);

	if (len == 0)
		return mem_string(".");
	while (len > 1 && path[len - 1] == '/')
		len--;
	return mem_format("%.*s", (int)len, path);
}

enum status
file_sync_parent(const char *path, struct err *err)
{
	char *dir = parent_of(path);
	enum status status = file_sync_dir(dir, err);

	free(dir);
	return status;
}

enum status
file_make_dir(const char *path, struct err *err)
{
	struct stat st;

	if (mkdir(path, 0700) == 0)
		return file_sync_parent(path, err);
	if (errno == EEXIST && stat(path, &st) == 0) {
		if (S_ISDIR(st.st_mode))
			return STATUS_OK;
		errno = ENOTDIR;
	}
	return err_set_errno(err, STATUS_FILE, "%s: cannot make this folder",
		path);
}

enum status
file_lock_dir(int *fd, const char *dir, struct err *err)
{
	char *path = file_join(dir, "lock");
	int file = open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
	enum status status = STATUS_OK;

	if (file < 0) {
		status = err_set_errno(err, STATUS_FILE, "%s", path);
	} else if (flock(file, LOCK_EX | LOCK_NB) != 0) {
		status = errno == EWOULDBLOCK
			? err_set(err, STATUS_FILE,
				  "another process holds %s; end it first", dir)
			: err_set_errno(err, STATUS_FILE, "%s", path);
		close(file);
	} else {
		*fd = file;
	}
	free(path);
	return status;
}
