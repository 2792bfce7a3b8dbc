#include "base/hex.h"

#include <string.h>

static const char digits[] = "0123456789abcdef";

void
hex_encode(char *dst, const uint8_t *src, size_t len)
{
	size_t i;

	for (i = 0; i < len; i++) {
		*dst++ = digits[src[i] >> 4];
		*dst++ = digits[src[i] & 0x0f];
	}
	*dst = '\0';
}

/* The value of a digit, or -1. */
static int
value_of(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	if (c >= 'a' && c <= 'f')
		return c - 'a' + 10;
	if (c >= 'A' && c <= 'F')
		return c - 'A' + 10;
	return -1;
}

bool
hex_decode(uint8_t *dst, size_t len, const char *src)
{
	size_t i;

	if (strlen(src) != 2 * len)
		return false;
	for (i = 0; i < 2 * len; i++) {
		if (value_of(src[i]) < 0)
			return false;
	}
	for (i = 0; i < len; i++)
		dst[i] = (uint8_t)(value_of(src[2 * i]) << 4 |
			value_of(src[2 * i + 1]));
	return true;
}
