#include "base/mem.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void *
checked(void *memory)
{
	if (memory == NULL)
		abort();
	return memory;
}

void *
mem_new(size_t count, size_t size)
{
	return checked(calloc(count == 0 ? 1 : count, size));
}

void *
mem_append(void *array, size_t *count, size_t size)
{
	char **place = array;
	size_t used = *count;

	/* Full exactly when used is 0 or a power of two. */
	if ((used & (used - 1)) == 0) {
		size_t room = used == 0 ? 1 : used * 2;

		if (room > SIZE_MAX / size)
			abort();
		*place = checked(realloc(*place, room * size));
	}
	memset(*place + used * size, 0, size);
	*count = used + 1;
	return *place + used * size;
}

char *
mem_string(const char *text)
{
	return text == NULL ? NULL : checked(strdup(text));
}

char *
mem_format(const char *format, ...)
{
	char *text = NULL;
	va_list args;

	va_start(args, format);
	if (vasprintf(&text, format, args) < 0)
		abort();
	va_end(args);
	return text;
}

void
bytes_set(struct bytes *dst, const void *data, size_t len)
{
	uint8_t *copy = mem_new(len, 1);

	if (len > 0)
		memcpy(copy, data, len);
	free(dst->data);
	dst->data = copy;
	dst->len = len;
}

void
bytes_clear(struct bytes *bytes)
{
	free(bytes->data);
	*bytes = (struct bytes){0};
}

bool
bytes_equal(const struct bytes *a, const struct bytes *b)
{
	return bytes_compare(a, b) == 0;
}

int
bytes_compare(const struct bytes *a, const struct bytes *b)
{
	size_t common = a->len < b->len ? a->len : b->len;
	int order = common == 0 ? 0 : memcmp(a->data, b->data, common);

	if (order != 0)
		return order;
	return (a->len > b->len) - (a->len < b->len);
}
