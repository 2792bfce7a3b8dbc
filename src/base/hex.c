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

/* One more than each digit's value; 0 where it is none. */
static const uint8_t values[UINT8_MAX + 1] = {
	['0'] = 1, ['1'] = 2, ['2'] = 3, ['3'] = 4, ['4'] = 5, ['5'] = 6,
	['6'] = 7, ['7'] = 8, ['8'] = 9, ['9'] = 10,
	['a'] = 11, ['b'] = 12, ['c'] = 13, ['d'] = 14, ['e'] = 15, ['f'] = 16,
	['A'] = 11, ['B'] = 12, ['C'] = 13, ['D'] = 14, ['E'] = 15, ['F'] = 16,
};

static int
value_of(char c)
{
	return values[(uint8_t)c] - 1;
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
