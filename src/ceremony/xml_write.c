#include "ceremony/xml_write.h"

#include <inttypes.h>

void
xml_write_text(struct buf *dst, const char *text)
{
	for (; *text != '\0'; text++) {
		switch (*text) {
		case '&':
			buf_add_text(dst, "&amp;");
			break;
		case '<':
			buf_add_text(dst, "&lt;");
			break;
		case '>':
			buf_add_text(dst, "&gt;");
			break;
		case '"':
			buf_add_text(dst, "&quot;");
			break;
		default:
			buf_add_u8(dst, (uint8_t)*text);
		}
	}
}

void
xml_write_attribute(struct buf *dst, const char *name, const char *value)
{
	if (value == NULL)
		return;
	buf_add_format(dst, " %s=\"", name);
	xml_write_text(dst, value);
	buf_add_text(dst, "\"");
}

void
xml_write_number(struct buf *dst, const char *name, uint64_t value)
{
	buf_add_format(dst, " %s=\"%" PRIu64 "\"", name, value);
}
