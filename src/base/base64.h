/*
 * Base64 (RFC 4648 section 4), read strictly: padding where it belongs, no
 * bits behind it, no foreign character; XML white space is skipped.
 */
#ifndef BASE_BASE64_H
#define BASE_BASE64_H

#include "base/buf.h"

/* Adds one line without breaks. */
void
base64_encode(struct buf *dst, const uint8_t *src, size_t len);

/* STATUS_INPUT with the reason and place when text is not strictly base64. */
enum status
base64_decode(struct bytes *dst, const char *text, struct err *err) MUST_CHECK;

#endif
