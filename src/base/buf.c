#include "base/buf.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Room for extra bytes and the NUL. */
static void
reserve(struct buf *buf, size_t extra)
{
	size_t size = buf->size == 0 ? 64 : buf->size;

	if (extra >= SIZE_MAX / 2 - buf->len)
		abort();
	while (size < buf->len + extra + 1)
		size *= 2;
	if (size == buf->size)
		return;
	buf->data = realloc(buf->data, size);
	if (buf->data == NULL)
		abort();
	buf->size = size;
}

void
buf_clear(struct buf *buf)
{
	free(buf->data);
	*buf = (struct buf){0};
}

void
buf_add(struct buf *buf, const void *data, size_t len)
{
	reserve(buf, len);
	if (len > 0)
		memcpy(buf->data + buf->len, data, len);
	buf->len += len;
	buf->data[buf->len] = '\0';
}

void
buf_add_u8(struct buf *buf, uint8_t value)
{
	buf_add(buf, &value, 1);
}

void
buf_add_u16(struct buf *buf, uint16_t value)
{
	const uint8_t wire[] = {(uint8_t)(value >> 8), (uint8_t)value};

	buf_add(buf, wire, sizeof(wire));
}

void
buf_add_u32(struct buf *buf, uint32_t value)
{
	buf_add_u16(buf, (uint16_t)(value >> 16));
	buf_add_u16(buf, (uint16_t)value);
}

void
buf_add_text(struct buf *buf, const char *text)
{
	buf_add(buf, text, strlen(text));
}

void
buf_add_format(struct buf *buf, const char *format, ...)
{
	va_list args;
	int len;

	va_start(args, format);
	len = vsnprintf(NULL, 0, format, args);
	va_end(args);
	if (len < 0)
		abort();
	reserve(buf, (size_t)len);
	va_start(args, format);
	vsnprintf((char *)buf->data + buf->len, (size_t)len + 1, format, args);
	va_end(args);
	buf->len += (size_t)len;
}

const char *
buf_text(const struct buf *buf)
{
	return buf->data == NULL ? "" : (const char *)buf->data;
}

struct bytes
buf_take(struct buf *buf)
{
	struct bytes bytes = {buf->data, buf->len};

	*buf = (struct buf){0};
	return bytes;
}

char *
buf_take_text(struct buf *buf)
{
	char *text;

	reserve(buf, 0);
	text = (char *)buf->data;
	text[buf->len] = '\0';
	*buf = (struct buf){0};
	return text;
}
