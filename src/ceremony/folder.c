#include "ceremony/folder.h"

#include <dirent.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/file.h"

#define LOG_FILE "logs/hsm.log"

static const char *const folders[] = {"in", "out", "withheld", "print", "logs",
	"after"};

/* "." has a name for those who read the message. */
static enum status
refuse_full(const char *dir, struct err *err)
{
	char *whole = realpath(dir, NULL);

	err_set(err, STATUS_FILE,
		"%s is not empty; a ceremony begins in a new directory, and "
		"`resume` goes on with one that was begun",
		whole != NULL ? whole : dir);
	free(whole);
	return err->status;
}

static enum status
check_empty(const char *dir, struct err *err)
{
	DIR *stream = opendir(dir);
	const struct dirent *entry;
	bool empty = true;

	if (stream == NULL)
		return err_set_errno(err, STATUS_FILE, "%s", dir);
	while (empty && (entry = readdir(stream)) != NULL)
		empty = strcmp(entry->d_name, ".") == 0 ||
			strcmp(entry->d_name, "..") == 0;
	closedir(stream);
	return empty ? STATUS_OK : refuse_full(dir, err);
}

enum status
folder_open(const char *dir, struct err *err)
{
	enum status status = file_make_dir(dir, err);
	char *path;
	size_t i;

	for (i = 0; i < sizeof(folders) / sizeof(folders[0]); i++) {
		if (status != STATUS_OK)
			break;
		path = file_join(dir, folders[i]);
		status = file_make_dir(path, err);
		free(path);
	}
	return status;
}

enum status
folder_make(const char *dir, struct err *err)
{
	enum status status = file_make_dir(dir, err);

	if (status == STATUS_OK)
		status = check_empty(dir, err);
	return status == STATUS_OK ? folder_open(dir, err) : status;
}

enum status
folder_check(const char *dir, struct err *err)
{
	enum status status = STATUS_OK;
	struct stat st;
	size_t i;

	for (i = 0; i < sizeof(folders) / sizeof(folders[0]); i++) {
		char *path = file_join(dir, folders[i]);

		if (status == STATUS_OK && lstat(path, &st) == 0 &&
			!S_ISDIR(st.st_mode))
			status = err_set(err, STATUS_FILE,
				"%s is a link or a file, not a folder; a "
				"ceremony's files lie in its own directory: "
				"put a folder there", path);
		free(path);
	}
	return status;
}

enum status
folder_put(const char *dir, const char *folder, const char *name,
	const struct bytes *data, struct err *err)
{
	char *path = mem_format("%s/%s/%s", dir, folder, name);
	enum status status = file_create(path, data->data, data->len, err);

	free(path);
	return status;
}

enum status
folder_put_text(const char *dir, const char *folder, const char *name,
	struct buf *text, struct err *err)
{
	struct bytes data = buf_take(text);
	enum status status = folder_put(dir, folder, name, &data, err);

	bytes_clear(&data);
	return status;
}

enum status
folder_open_log(int *fd, const char *dir, struct err *err)
{
	char *path = file_join(dir, LOG_FILE);
	enum status status = STATUS_OK;

	/* NONBLOCK: a FIFO is refused, not waited for. */
	*fd = open(path, O_WRONLY | O_CREAT | O_APPEND | O_NOFOLLOW |
		O_CLOEXEC | O_NONBLOCK, 0600);
	if (*fd < 0)
		status = err_set_errno(err, STATUS_FILE, "%s", path);
	free(path);
	return status;
}
