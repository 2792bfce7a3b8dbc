/*
 * A growing buffer for building bytes or text. Zeroed is empty and valid.
 * There is always a NUL behind the last byte once something was added.
 */
#ifndef BASE_BUF_H
#define BASE_BUF_H

#include <stddef.h>
#include <stdint.h>

#include "base/mem.h"

struct buf {
	uint8_t *data;
	size_t len;
	size_t size;
};

void
buf_clear(struct buf *buf);

void
buf_add(struct buf *buf, const void *data, size_t len);

void
buf_add_u8(struct buf *buf, uint8_t value);

/* Network byte order. */
void
buf_add_u16(struct buf *buf, uint16_t value);
void
buf_add_u32(struct buf *buf, uint32_t value);

void
buf_add_text(struct buf *buf, const char *text);

void
buf_add_format(struct buf *buf, const char *format, ...) PRINTF_LIKE(2, 3);

/* The text built so far; "" when empty. Valid until the next addition. */
const char *
buf_text(const struct buf *buf);

/* Hands the memory over as bytes; buf is empty afterwards. */
struct bytes
buf_take(struct buf *buf);

/* Hands the memory over as a NUL-terminated string; the caller frees. */
char *
buf_take_text(struct buf *buf);

#endif
