/*
 * Memory: allocation that does not fail and byte strings.
 *
 * Inputs are bounded, so running out of memory means the machine is broken:
 * these functions abort() then. The record was synced before every effect, so
 * nothing is lost.
 */
#ifndef BASE_MEM_H
#define BASE_MEM_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/err.h"

/* Zeroed memory for count objects of size bytes; the caller frees. */
void *
mem_new(size_t count, size_t size);

/* Grows *array (elements of size bytes, *count used) by one zeroed element
 * and returns it; capacity doubles. *array may move. */
void *
mem_append(void *array, size_t *count, size_t size);

/* Copies; NULL stays NULL. The caller frees. */
char *
mem_string(const char *text);

/* printf into new memory; the caller frees. */
char *
mem_format(const char *format, ...) PRINTF_LIKE(1, 2);

/* Owned bytes. Zeroed is empty and valid. */
struct bytes {
	uint8_t *data;
	size_t len;
};

/* Replaces dst by a copy of len bytes. */
void
bytes_set(struct bytes *dst, const void *data, size_t len);

void
bytes_clear(struct bytes *bytes);

bool
bytes_equal(const struct bytes *a, const struct bytes *b);

/* memcmp order, the shorter first where one begins the other
 * (RFC 4034 6.3). */
int
bytes_compare(const struct bytes *a, const struct bytes *b);

#endif
