/*
 * Text laid out on a page: paragraphs, and numbers and times as the room
 * reads them.
 */
#ifndef UI_LAYOUT_H
#define UI_LAYOUT_H

#include <stdint.h>

#include "page.h"

/* Where things stand on every screen (room.md section 4). */
enum {
	LAYOUT_EDGE = 2,   /* numbers, roles, labels at the left */
	LAYOUT_TEXT = 8,   /* text */
	LAYOUT_WIDTH = 70, /* of text */
	LAYOUT_END = 78,   /* behind the last column of the body */
	LAYOUT_TITLE = 4,  /* row */
	LAYOUT_BODY = 6,   /* first row below the title */
};

/* The body's last row plus one. */
int
layout_bottom(const struct page *page);

/* Puts text wrapped at blanks; at most rows rows, of which the last ends with
 * ".." where more was to come; returns rows used. */
int
layout_paragraph(struct page *page, int row, int column, int width, int rows,
	enum page_role role, const char *text);

/* Rows that a paragraph takes. */
int
layout_rows(const char *text, int width);

/* "18:37" of a time. */
const char *
layout_time(char dst[32], int64_t utc);

/* "2:11" of minutes. */
const char *
layout_hours(char dst[32], int64_t minutes);

/* Upper case, ASCII letters only. */
void
layout_capitals(char *dst, size_t size, const char *text);

/* First letter in lower case unless the word has more capitals. */
void
layout_lower_first(char *dst, size_t size, const char *text);

#endif
