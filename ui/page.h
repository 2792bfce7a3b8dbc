/*
 * A page: what the room sees, as a value. Rows of spans, each with a role that
 * says what the text is, a focus, and the keys that work now. Screens draw
 * pages, renderers show them, tests read them as text.
 *
 * Rows and columns count from 0; room.md counts from 1.
 */
#ifndef UI_PAGE_H
#define UI_PAGE_H

#include <stdbool.h>

#include "base/buf.h"
#include "base/digest.h"
#include "keys.h"

#define PAGE_ROWS 24 /* the least, and what is hashed */
#define PAGE_COLUMNS 80
#define PAGE_KEYS_MAX 10
#define PAGE_LABEL_SIZE 24

enum page_role {
	ROLE_PLAIN,
	ROLE_TITLE,
	ROLE_STRONG,
	ROLE_DIM,
	ROLE_BAR, /* rows 1 and 24 */
	ROLE_RULE,
	ROLE_PASS,
	ROLE_FAIL,
	ROLE_OFF,
	ROLE_REHEARSAL,
	ROLE_BAR_REHEARSAL,
	ROLE_FOCUS, /* the one ">" */
	ROLE_INPUT, /* what is being typed */
	ROLE_HINT,  /* about what is being typed */
	ROLE_COUNT,
};

struct page_span {
	int row;
	int column;
	int width; /* columns */
	enum page_role role;
	char *text;
};

struct page_key {
	enum action action;
	char label[PAGE_LABEL_SIZE];
};

struct page {
	int rows;
	int columns;
	bool ascii;
	bool secret; /* the focused field hides what is typed */
	bool typing; /* the focus takes text */
	bool letters; /* letters are keys now: the focus is on the last row */
	struct page_span *spans; /* later ones lie over earlier ones */
	size_t span_count;
	int focus_row; /* where the hardware cursor stands; -1: nowhere */
	int focus_column;
	struct page_key keys[PAGE_KEYS_MAX];
	size_t key_count;
};

/* An empty page; ascii shows everything beyond it as <U+00E9>. The caller
 * clears. */
void
page_init(struct page *page, int rows, int columns, bool ascii);

void
page_clear(struct page *page);

/* Puts sanitised text, cut at the page's right edge; returns the column
 * behind it. */
int
page_put(struct page *page, int row, int column, enum page_role role,
	const char *text);

int
page_format(struct page *page, int row, int column, enum page_role role,
	const char *format, ...) PRINTF_LIKE(5, 6);

/* Puts text so that it ends before column end. */
void
page_put_right(struct page *page, int row, int end, enum page_role role,
	const char *text);

/* The ">" at column, the cursor at cursor_column of the same row. */
void
page_focus(struct page *page, int row, int column, int cursor_column);

/* Offers a key on the footer; label NULL: the table's. */
void
page_key(struct page *page, enum action action, const char *label);

bool
page_offers(const struct page *page, enum action action);

/* Roles that change with each key: the focus, what is typed, hints. */
#define PAGE_TYPING \
	((1U << ROLE_FOCUS) | (1U << ROLE_INPUT) | (1U << ROLE_HINT))

/* Adds one row as text without trailing blanks; leaves a set of roles out. */
void
page_row_text(struct buf *dst, const struct page *page, int row,
	unsigned skip);

/* Adds all rows, each padded to the page's width and ended by a newline. */
void
page_text(struct buf *dst, const struct page *page);

struct digest
page_digest(const struct page *page);

/* Columns that text takes on a terminal. */
int
page_width(const char *text);

/* Bytes of the first columns columns of text. */
size_t
page_cut(const char *text, int columns);

#endif
