/*
 * Secrets: PINs and nothing else. Locked, wiped, never dumped, never logged.
 */
#ifndef BASE_SECRET_H
#define BASE_SECRET_H

#include <stdbool.h>
#include <stddef.h>

#include "base/err.h"

#define SECRET_MAX 64 /* bytes, longest PIN that is taken */

/* text is NUL-terminated, in OpenSSL's secure heap (guarded, mlocked, outside
 * dumps). */
struct secret {
	char *text;
	size_t len;
};

/* Once at program start: no core dumps, not dumpable, no new privileges, umask
 * 077, secure heap. *locked is false when memory could not be locked (to be
 * said on the screen); STATUS_FILE when there is no secure heap at all. */
enum status
secret_setup(bool *locked, struct err *err) MUST_CHECK;

void
secret_init(struct secret *secret);

/* Wipes and frees; safe on zeroed and cleared. */
void
secret_clear(struct secret *secret);

/* Wipes the text, keeps the memory. */
void
secret_wipe(struct secret *secret);

/* One typed character; false when full. */
bool
secret_add(struct secret *secret, char c);

/* Takes the last character back; false when empty. */
bool
secret_remove(struct secret *secret);

bool
secret_set(struct secret *secret, const char *text, size_t len);

bool
secret_equal(const struct secret *a, const struct secret *b);

/* First line of a file that nobody else can read (mode & 077 is 0);
 * STATUS_USAGE otherwise. */
enum status
secret_read_file(struct secret *dst, const char *path, struct err *err)
	MUST_CHECK;

#endif
