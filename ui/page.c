#include "page.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <wchar.h>

#include "base/text.h"

#define LINE_SIZE 1024

void
page_init(struct page *page, int rows, int columns, bool ascii)
{
	memset(page, 0, sizeof(*page));
	page->rows = rows;
	page->columns = columns;
	page->ascii = ascii;
	page->focus_row = -1;
	page->focus_column = -1;
}

void
page_clear(struct page *page)
{
	size_t i;

	for (i = 0; i < page->span_count; i++)
		free(page->spans[i].text);
	free(page->spans);
	memset(page, 0, sizeof(*page));
}

/* One character of sanitised UTF-8. */
static const char *
next_char(const char *text, int *width)
{
	unsigned char c = (unsigned char)*text++;
	wchar_t code = c;
	int more = c >= 0xf0 ? 3 : c >= 0xe0 ? 2 : c >= 0xc0 ? 1 : 0;

	if (more > 0)
		code = c & (0x3f >> more);
	for (; more > 0 && *text != '\0'; more--)
		code = (wchar_t)(code << 6) | (*text++ & 0x3f);
	*width = wcwidth(code);
	if (*width < 0)
		*width = 1;
	return text;
}

int
page_width(const char *text)
{
	int sum = 0;
	int width;

	while (*text != '\0') {
		text = next_char(text, &width);
		sum += width;
	}
	return sum;
}

size_t
page_cut(const char *text, int columns)
{
	const char *at = text;
	const char *next;
	int width;

	while (*at != '\0') {
		next = next_char(at, &width);
		columns -= width;
		if (columns < 0)
			break;
		at = next;
	}
	return (size_t)(at - text);
}

int
page_put(struct page *page, int row, int column, enum page_role role,
	const char *text)
{
	char clean[LINE_SIZE];
	struct page_span *span;

	if (row < 0 || row >= page->rows || column < 0 ||
		column >= page->columns || *text == '\0')
		return column;
	if (page->ascii)
		text_clean_ascii(clean, sizeof(clean), text);
	else
		text_clean(clean, sizeof(clean), text);
	clean[page_cut(clean, page->columns - column)] = '\0';
	span = mem_append(&page->spans, &page->span_count, sizeof(*span));
	span->row = row;
	span->column = column;
	span->role = role;
	span->width = page_width(clean);
	span->text = mem_string(clean);
	return column + span->width;
}

int
page_format(struct page *page, int row, int column, enum page_role role,
	const char *format, ...)
{
	char text[LINE_SIZE];
	va_list args;

	va_start(args, format);
	vsnprintf(text, sizeof(text), format, args);
	va_end(args);
	return page_put(page, row, column, role, text);
}

void
page_put_right(struct page *page, int row, int end, enum page_role role,
	const char *text)
{
	int column = end - page_width(text);

	page_put(page, row, column < 0 ? 0 : column, role, text);
}

void
page_focus(struct page *page, int row, int column, int cursor_column)
{
	page_put(page, row, column, ROLE_FOCUS, ">");
	page->focus_row = row;
	page->focus_column = cursor_column;
	if (page->focus_column >= page->columns)
		page->focus_column = page->columns - 1;
}

void
page_key(struct page *page, enum action action, const char *label)
{
	struct page_key *key;

	if (page->key_count == PAGE_KEYS_MAX)
		return;
	if (label == NULL)
		label = key_of_action(action)->label;
	key = &page->keys[page->key_count++];
	key->action = action;
	snprintf(key->label, sizeof(key->label), "%s", label);
}

bool
page_offers(const struct page *page, enum action action)
{
	size_t i;

	for (i = 0; i < page->key_count; i++) {
		if (page->keys[i].action == action)
			return true;
	}
	return false;
}

/* The characters of a row, one string a column; "" behind a wide one. */
static void
lay_span(char (*cells)[8], int columns, const struct page_span *span)
{
	const char *at = span->text;
	const char *next;
	int column = span->column;
	int width;

	while (*at != '\0' && column < columns) {
		next = next_char(at, &width);
		if (width > 0) {
			snprintf(cells[column], sizeof(cells[column]), "%.*s",
				(int)(next - at), at);
		}
		if (width == 2 && column + 1 < columns)
			cells[column + 1][0] = '\0';
		column += width;
		at = next;
	}
}

static void
add_row(struct buf *dst, const struct page *page, int row, unsigned skip)
{
	char(*cells)[8] = mem_new((size_t)page->columns, sizeof(*cells));
	size_t i;
	int column;

	for (column = 0; column < page->columns; column++)
		strcpy(cells[column], " ");
	for (i = 0; i < page->span_count; i++) {
		if (page->spans[i].row == row &&
			(skip & 1U << page->spans[i].role) == 0)
			lay_span(cells, page->columns, &page->spans[i]);
	}
	for (column = 0; column < page->columns; column++)
		buf_add_text(dst, cells[column]);
	free(cells);
}

void
page_row_text(struct buf *dst, const struct page *page, int row,
	unsigned skip)
{
	size_t from = dst->len;

	add_row(dst, page, row, skip);
	while (dst->len > from && dst->data[dst->len - 1] == ' ')
		dst->len--;
	dst->data[dst->len] = '\0';
}

void
page_text(struct buf *dst, const struct page *page)
{
	int row;

	for (row = 0; row < page->rows; row++) {
		add_row(dst, page, row, 0);
		buf_add_text(dst, "\n");
	}
}

struct digest
page_digest(const struct page *page)
{
	struct buf text = {0};
	struct digest digest;

	page_text(&text, page);
	digest = digest_of(text.data, text.len);
	buf_clear(&text);
	return digest;
}
