/*
 * Hex (RFC 4648 section 8), lower case when written, either case when read.
 */
#ifndef BASE_HEX_H
#define BASE_HEX_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Writes 2 * len digits and a NUL into dst. */
void
hex_encode(char *dst, const uint8_t *src, size_t len);

/* Reads exactly 2 * len digits; false for anything else. */
bool
hex_decode(uint8_t *dst, size_t len, const char *src);

#endif
