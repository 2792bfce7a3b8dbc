/*
 * One directory that takes the record's lines: its lock, its file, its
 * reserve. Inside the room only.
 */
#ifndef RECORD_PLACE_H
#define RECORD_PLACE_H

#include <stdbool.h>

#include "base/mem.h"

struct place {
	char *dir;
	const char *name; /* of its file */
	int lock_fd;
	int dir_fd;
	int fd;
	bool full; /* the reserve was given up */
	bool bare; /* there was no room for a reserve */
};

/* STATUS_FILE: "DIR/NAME: <what>: <errno's words>". */
enum status
place_fail(const struct place *place, struct err *err, const char *what);

/* The folder and its lock; the file is not open yet. */
enum status
place_hold(struct place *dst, const char *dir, const char *name,
	struct err *err) MUST_CHECK;

/* Opens the file with these flags more, and locks it. */
enum status
place_open(struct place *place, int flags, struct err *err) MUST_CHECK;

/* STATUS_FILE where the file is not as this program left it, size bytes
 * long. */
enum status
place_check(const struct place *place, size_t size, struct err *err)
	MUST_CHECK;

/* STATUS_FILE where the path of the folder means another one, or none. */
enum status
place_check_dir(const struct place *place, struct err *err) MUST_CHECK;

/* fsync; never to be tried again after a failure. */
enum status
place_sync(const struct place *place, struct err *err) MUST_CHECK;

/* 0, or errno of what failed. */
int
place_write(const struct place *place, const void *data, size_t len);

/* Behind size bytes the file holds tail, which one interrupted append has left:
 * it is saved as DIR/torn-N, whose name is *name, and cut off. */
enum status
place_cut(char **name, const struct place *place, const struct bytes *tail,
	size_t size, struct err *err) MUST_CHECK;

void
place_close(struct place *place);

#endif
