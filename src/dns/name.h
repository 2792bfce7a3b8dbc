/*
 * Domain names in canonical wire form (RFC 4034 6.2: lower case).
 */
#ifndef DNS_NAME_H
#define DNS_NAME_H

#include <stdbool.h>
#include <stdint.h>

#include "base/err.h"

#define NAME_WIRE_MAX 255

struct dns_name {
	uint8_t wire[NAME_WIRE_MAX];
	uint8_t len;
	uint8_t labels; /* without the root (RFC 4034 3.1.3) */
};

/* "." or dot-separated labels, final dot optional, RFC 1035 escapes. */
enum status
name_parse(struct dns_name *dst, const char *text, struct err *err) MUST_CHECK;

bool
name_equal(const struct dns_name *a, const struct dns_name *b);

#endif
