#include "record/reserve.h"

#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* Written bytes, not a hole: FAT and others know no preallocation. */
static enum status
fill(int fd, const char *dir, struct err *err)
{
	char block[4096];
	size_t written = 0;
	ssize_t len;

	memset(block, '.', sizeof(block));
	while (written < RESERVE_SIZE) {
		len = write(fd, block, sizeof(block));
		if (len < 0)
			return err_set_errno(err, STATUS_FILE,
				"%s/" RESERVE_FILE, dir);
		written += (size_t)len;
	}
	if (fsync(fd) != 0)
		return err_set_errno(err, STATUS_FILE, "%s/" RESERVE_FILE, dir);
	return STATUS_OK;
}

enum status
reserve_make(int dir_fd, const char *dir, struct err *err)
{
	enum status status;
	struct stat st;
	int fd;

	if (fstatat(dir_fd, RESERVE_FILE, &st, AT_SYMLINK_NOFOLLOW) == 0 &&
		S_ISREG(st.st_mode) && st.st_size >= RESERVE_SIZE)
		return STATUS_OK;
	/* NONBLOCK: a FIFO is refused, not waited for. */
	fd = openat(dir_fd, RESERVE_FILE, O_WRONLY | O_CREAT | O_TRUNC |
		O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK, 0600);
	if (fd < 0)
		return err_set_errno(err, STATUS_FILE, "%s/" RESERVE_FILE, dir);
	status = fill(fd, dir, err);
	close(fd);
	/* A part of it would only take room from the record. */
	if (status != STATUS_OK)
		reserve_give_up(dir_fd);
	return status;
}

bool
reserve_give_up(int dir_fd)
{
	return unlinkat(dir_fd, RESERVE_FILE, 0) == 0 && fsync(dir_fd) == 0;
}
