#include "report/wrap.h"

#include "base/text.h"

void
wrap_add(struct buf *dst, const char *text, size_t indent, size_t width)
{
	size_t column = indent, len;
	const char *start;

	while ((text = text_next_word(text, &start, &len)) != NULL) {
		if (column > indent && column + 1 + len > width) {
			buf_add_format(dst, "\n%*s", (int)indent, "");
			column = indent;
		}
		if (column > indent) {
			buf_add_u8(dst, ' ');
			column++;
		}
		buf_add(dst, start, len);
		column += len;
	}
	buf_add_u8(dst, '\n');
}
