/*
 * SHA-256 digests (FIPS 180-4), made by OpenSSL.
 */
#ifndef BASE_DIGEST_H
#define BASE_DIGEST_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/err.h"

#define DIGEST_LEN 32
#define DIGEST_HEX_SIZE 65

struct digest {
	uint8_t bytes[DIGEST_LEN];
};

struct digest
digest_of(const void *data, size_t len);

/* Of a file of any length, which is never whole in memory. */
enum status
digest_file(struct digest *dst, const char *path, struct err *err) MUST_CHECK;

bool
digest_equal(const struct digest *a, const struct digest *b);

/* 64 lower-case hex digits. */
void
digest_format(char dst[DIGEST_HEX_SIZE], const struct digest *digest);

/* Reads 64 hex digits of either case, nothing else; false otherwise. */
bool
digest_parse(struct digest *dst, const char *hex);

#endif
