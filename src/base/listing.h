/*
 * The files below a directory.
 */
#ifndef BASE_LISTING_H
#define BASE_LISTING_H

#include <stdbool.h>

#include "base/mem.h"

/* Zeroed is empty. */
struct listing {
	char **paths; /* below the directory, sorted; owned */
	size_t count;
};

/* All but what left_out (ended by NULL) names at the top. STATUS_FILE names
 * what is neither a file nor a folder. */
enum status
listing_read(struct listing *dst, const char *dir, const char *const *left_out,
	struct err *err) MUST_CHECK;

bool
listing_has(const struct listing *listing, const char *path);

void
listing_clear(struct listing *listing);

#endif
