#include "layout.h"

#include <ctype.h>
#include <stdio.h>
#include <string.h>

#include "base/utc.h"
#include "frame.h"

int
layout_bottom(const struct page *page)
{
	return page->rows - FRAME_BELOW;
}

/* The bytes of the line that text begins with; *next is behind its blank. */
static size_t
take_line(const char *text, int width, const char **next)
{
	size_t fits = page_cut(text, width);
	size_t end = fits;

	if (text[fits] != '\0' && text[fits] != ' ') {
		while (end > 0 && text[end] != ' ')
			end--;
		if (end == 0)
			end = fits;
	}
	*next = text + end;
	while (**next == ' ')
		++*next;
	return end;
}

int
layout_rows(const char *text, int width)
{
	int rows = 0;

	while (*text != '\0') {
		take_line(text, width, &text);
		rows++;
	}
	return rows;
}

int
layout_paragraph(struct page *page, int row, int column, int width, int rows,
	enum page_role role, const char *text)
{
	int used = 0;

	while (*text != '\0' && used < rows) {
		const char *line = text;
		size_t len = take_line(line, width, &text);
		bool cut = used + 1 == rows && *text != '\0';

		if (cut)
			len = take_line(line, width - 3, &text);
		page_format(page, row + used, column, role, "%.*s%s", (int)len,
			line, cut ? " .." : "");
		used++;
	}
	return used;
}

const char *
layout_time(char dst[32], int64_t utc)
{
	utc_format_time(dst, utc);
	return dst;
}

const char *
layout_hours(char dst[32], int64_t minutes)
{
	if (minutes < 0)
		minutes = 0;
	snprintf(dst, 32, "%d:%02d", (int)(minutes / 60), (int)(minutes % 60));
	return dst;
}

void
layout_capitals(char *dst, size_t size, const char *text)
{
	size_t i;

	for (i = 0; text[i] != '\0' && i + 1 < size; i++)
		dst[i] = (char)toupper((unsigned char)text[i]);
	dst[i] = '\0';
}

void
layout_lower_first(char *dst, size_t size, const char *text)
{
	snprintf(dst, size, "%s", text);
	if (isupper((unsigned char)text[0]) && islower((unsigned char)text[1]))
		dst[0] = (char)tolower((unsigned char)text[0]);
}
