#include "faults.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/vfs.h>
#include <unistd.h>

#include "base/file.h"

struct faults faults;

ssize_t
__real_write(int fd, const void *data, size_t len);
ssize_t
__wrap_write(int fd, const void *data, size_t len);
int
__real_fsync(int fd);
int
__wrap_fsync(int fd);

int
__real_statfs64(const char *path, struct statfs *dst);
int
__wrap_statfs64(const char *path, struct statfs *dst);

ssize_t
__wrap_write(int fd, const void *data, size_t len)
{
	if (faults.write_errno == 0)
		return __real_write(fd, data, len);
	if (faults.write_room == 0) {
		errno = faults.write_errno;
		return -1;
	}
	if ((size_t)faults.write_room < len)
		len = (size_t)faults.write_room;
	faults.write_room -= (long)len;
	return __real_write(fd, data, len);
}

int
__wrap_fsync(int fd)
{
	faults.fsyncs++;
	if (faults.fsync_errno == 0)
		return __real_fsync(fd);
	errno = faults.fsync_errno;
	return -1;
}

int
__wrap_statfs64(const char *path, struct statfs *dst)
{
	int result = __real_statfs64(path, dst);

	if (faults.disk_free != 0)
		dst->f_bavail = faults.disk_free / (size_t)dst->f_bsize;
	return result;
}

static void
must(enum status status, const struct err *err)
{
	if (status == STATUS_OK)
		return;
	fprintf(stderr, "%s\n", err->text);
	abort();
}

json_t *
start_fields(int64_t offset_s)
{
	return json_pack("{s:i,s:I}", "v", 1, "offset", (json_int_t)offset_s);
}

void
make_record(const char *dir, unsigned count)
{
	struct record *record = NULL;
	struct err err;
	unsigned i;

	must(record_create(&record, dir, 0, &err), &err);
	must(record_append(record, "start", start_fields(0), &err), &err);
	for (i = 1; i < count; i++)
		must(record_append(record, "print",
			json_pack("{s:i}", "pages", (int)i), &err), &err);
	record_close(record);
}

struct bytes
read_whole(const char *dir, const char *name)
{
	struct bytes bytes = {NULL, 0};
	struct err err;
	char *path = file_join(dir, name);

	must(file_read(&bytes, path, 1 << 20, &err), &err);
	free(path);
	return bytes;
}

void
put_record(const char *dir, const void *data, size_t len)
{
	char *path = file_join(dir, RECORD_FILE);
	FILE *file = fopen(path, "w");

	free(path);
	if (file == NULL || fwrite(data, 1, len, file) != len ||
		fclose(file) != 0)
		abort();
}

enum status
see_event(void *context, const struct event *event, struct err *err)
{
	struct seen *seen = context;

	seen->events++;
	seen->number = event->number;
	snprintf(seen->last, sizeof(seen->last), "%s", event->name);
	if (seen->answer != STATUS_OK)
		return err_set(err, seen->answer, "the visitor says no");
	return STATUS_OK;
}
