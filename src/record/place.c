#include "record/place.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"
#include "record/record.h"

enum status
place_fail(const struct place *place, struct err *err, const char *what)
{
	return err_set_errno(err, STATUS_FILE, "%s/%s: %s", place->dir,
		place->name, what);
}

enum status
place_sync(const struct place *place, struct err *err)
{
	if (fsync(place->fd) != 0)
		return place_fail(place, err, "cannot be brought to the disk");
	return STATUS_OK;
}

enum status
place_hold(struct place *dst, const char *dir, const char *name,
	struct err *err)
{
	struct place place = {.dir = mem_string(dir), .name = name,
		.lock_fd = -1, .dir_fd = -1, .fd = -1};
	enum status status = file_lock_dir(&place.lock_fd, dir, err);

	if (status == STATUS_OK) {
		place.dir_fd = open(dir, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
		if (place.dir_fd < 0)
			status = err_set_errno(err, STATUS_FILE, "%s", dir);
	}
	if (status == STATUS_OK)
		*dst = place;
	else
		place_close(&place);
	return status;
}

/* The folder's lock file can be removed; this one is the record itself. */
static enum status
lock_file(const struct place *place, struct err *err)
{
	if (flock(place->fd, LOCK_EX | LOCK_NB) == 0)
		return STATUS_OK;
	if (errno != EWOULDBLOCK)
		return place_fail(place, err, "cannot be locked");
	return err_set(err, STATUS_FILE,
		"another process holds %s/%s; end it first",
		place->dir, place->name);
}

enum status
place_open(struct place *place, int flags, struct err *err)
{
	place->fd = openat(place->dir_fd, place->name,
		flags | O_RDWR | O_APPEND | O_NOFOLLOW | O_CLOEXEC, 0600);
	if (place->fd < 0)
		return place_fail(place, err, "cannot be opened");
	return lock_file(place, err);
}

/* Nobody else has written, and the name still means this file. */
enum status
place_check(const struct place *place, size_t size, struct err *err)
{
	struct stat open_file, named;

	if (fstat(place->fd, &open_file) != 0)
		return place_fail(place, err, "cannot be looked at");
	if (open_file.st_size != (off_t)size)
		return err_set(err, STATUS_FILE,
			"%s/%s: %lld bytes, this program wrote "
			"%zu: somebody else has changed it", place->dir,
			place->name, (long long)open_file.st_size, size);
	if (fstatat(place->dir_fd, place->name, &named,
		AT_SYMLINK_NOFOLLOW) != 0)
		return place_fail(place, err, "is no longer there");
	if (named.st_ino != open_file.st_ino ||
		named.st_dev != open_file.st_dev)
		return err_set(err, STATUS_FILE,
			"%s/%s: another file was put in its place",
			place->dir, place->name);
	return STATUS_OK;
}

enum status
place_check_dir(const struct place *place, struct err *err)
{
	struct stat held, named;

	if (stat(place->dir, &named) != 0)
		return err_set_errno(err, STATUS_FILE, "%s", place->dir);
	if (fstat(place->dir_fd, &held) != 0 || held.st_ino != named.st_ino ||
		held.st_dev != named.st_dev)
		return err_set(err, STATUS_FILE,
			"%s: the directory is no longer there, another one "
			"has its name", place->dir);
	return STATUS_OK;
}

int
place_write(const struct place *place, const void *data, size_t len)
{
	const char *next = data;

	while (len > 0) {
		ssize_t done = write(place->fd, next, len);

		if (done < 0 && errno == EINTR)
			continue;
		if (done < 0)
			return errno;
		next += done;
		len -= (size_t)done;
	}
	return 0;
}

/* dir/torn-N with the lowest N that is free. */
static enum status
save_tail(char **name, const struct place *place, const struct bytes *tail,
	struct err *err)
{
	enum status status;
	char *path = NULL;
	unsigned n = 0;

	do {
		free(path);
		free(*name);
		*name = mem_format("torn-%u", ++n);
		path = file_join(place->dir, *name);
	} while (file_exists(path));
	status = file_create(path, tail->data, tail->len, err);
	free(path);
	return status;
}

enum status
place_cut(char **name, const struct place *place, const struct bytes *tail,
	size_t size, struct err *err)
{
	char *saved = NULL;
	enum status status = save_tail(&saved, place, tail, err);

	if (status == STATUS_OK && ftruncate(place->fd, (off_t)size) != 0)
		status = place_fail(place, err, "torn tail cannot be cut off");
	if (status == STATUS_OK)
		status = place_sync(place, err);
	if (status == STATUS_OK)
		*name = saved;
	else
		free(saved);
	return status;
}

void
place_close(struct place *place)
{
	if (place->fd >= 0)
		close(place->fd);
	if (place->dir_fd >= 0)
		close(place->dir_fd);
	if (place->lock_fd >= 0)
		close(place->lock_fd);
	free(place->dir);
	*place = (struct place){.lock_fd = -1, .dir_fd = -1, .fd = -1};
}
