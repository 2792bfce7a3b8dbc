#include "frame.h"

#include <ctype.h>
#include <stdio.h>
#include <string.h>

#include "base/utc.h"
#include "layout.h"

#define REHEARSAL_BAR "*** REHEARSAL ***"
#define REHEARSAL_RULE " REHEARSAL: nothing here is real "
#define LABEL_COLUMN 1
#define TEXT_COLUMN 11
#define LAST_COLUMN 44
#define KEY_GAP 3

static void
fill(struct page *page, int row, int columns, enum page_role role,
	const char *mark)
{
	struct buf text = {0};

	while (columns-- > 0)
		buf_add_text(&text, mark);
	page_put(page, row, 0, role, buf_text(&text));
	buf_clear(&text);
}

/* Dashes, or a line where the terminal has one. */
static void
draw_rule(struct page *page, int row)
{
	fill(page, row, page->columns, ROLE_RULE, page->ascii ? "-" :
		"\xe2\x94\x80");
}

static void
put_middle(struct page *page, int row, enum page_role role, const char *text)
{
	page_put(page, row, (page->columns - (int)strlen(text)) / 2, role,
		text);
}

static void
draw_ceremony(struct page *page, const struct frame *frame)
{
	char date[UTC_SIZE];
	char time[UTC_SIZE];
	char text[3 * UTC_SIZE];

	fill(page, 0, page->columns, ROLE_BAR, " ");
	page_put(page, 0, LABEL_COLUMN, ROLE_BAR, frame->ceremony);
	if (frame->rehearsal)
		put_middle(page, 0, ROLE_BAR_REHEARSAL, REHEARSAL_BAR);
	utc_format_date(date, frame->now_utc);
	utc_format_time(time, frame->now_utc);
	snprintf(text, sizeof(text), "%s %s UTC", date, time);
	page_put_right(page, 0, page->columns - 1, ROLE_BAR, text);
}

static void
draw_acts(struct page *page, const struct frame *frame)
{
	char name[FRAME_TEXT];
	int column = 0;
	size_t i;

	for (i = 0; i < frame->act_count; i++) {
		bool now = i == frame->act;

		if (now)
			layout_capitals(name, sizeof(name), frame->acts[i]);
		else
			snprintf(name, sizeof(name), "%s", frame->acts[i]);
		page_format(page, 1, column, now ? ROLE_STRONG : ROLE_PLAIN,
			now ? "[%zu %s]" : " %zu %s ", i + 1, name);
		column += 4 + (int)strlen(name);
	}
	page_put_right(page, 1, page->columns - 1, ROLE_PLAIN,
		frame->progress);
}

/* Where it is longer than the row, its verdict and time stay. */
static void
put_last(struct page *page, int row, int column, const char *last)
{
	int room = page->columns - column;
	const char *end = last + strlen(last);
	unsigned blanks = 0;

	if (page_width(last) <= room) {
		page_put(page, row, column, ROLE_PLAIN, last);
		return;
	}
	while (end > last && blanks < 2)
		blanks += *--end == ' ';
	room -= 2 + page_width(end);
	page_format(page, row, column, ROLE_PLAIN, "%.*s..%s",
		(int)page_cut(last, room > 0 ? room : 0), last, end);
}

static void
draw_below(struct page *page, const struct frame *frame)
{
	int row = page->rows - FRAME_BELOW;
	int column;
	int last;

	draw_rule(page, row);
	if (frame->rehearsal)
		put_middle(page, row, ROLE_REHEARSAL, REHEARSAL_RULE);
	page_put(page, row + 1, LABEL_COLUMN, ROLE_PLAIN, "AWAITED");
	column = page_put(page, row + 1, TEXT_COLUMN, ROLE_STRONG,
		frame->person);
	page_put(page, row + 1, column, ROLE_PLAIN, frame->thing);
	page_put(page, row + 2, LABEL_COLUMN,
		frame->saved ? ROLE_PLAIN : ROLE_FAIL,
		frame->saved ? "SAVED" : "NOT SAVED");
	column = page_put(page, row + 2, TEXT_COLUMN, ROLE_PLAIN,
		frame->events);
	last = page->columns - page_width(frame->last);
	if (last > LAST_COLUMN)
		last = LAST_COLUMN;
	if (column + 2 < last)
		column = last - 2;
	put_last(page, row + 2, column + 2, frame->last);
}

void
frame_draw(struct page *page, const struct frame *frame)
{
	draw_ceremony(page, frame);
	draw_acts(page, frame);
	draw_rule(page, 2);
	if (frame->mode[0] != '\0')
		put_middle(page, 2, ROLE_STRONG, frame->mode);
	draw_below(page, frame);
}

/* Puts one key and returns the column behind it; the same when there is no
 * room. */
static int
put_key(struct page *page, int column, const char *name, const char *label)
{
	int end = page->columns - 1; /* the last cell is never written */

	if (column + (int)(strlen(name) + strlen(label)) + 1 > end)
		return column;
	return page_format(page, page->rows - 1, column, ROLE_BAR, "%s %s",
		name, label);
}

/* The letter twins, for terminals without F-keys. */
static void
draw_letters(struct page *page)
{
	int column = LABEL_COLUMN + 2;
	size_t i;

	for (i = 0; i < key_count; i++) {
		char name[2] = {(char)toupper((unsigned char)keys[i].letter),
			'\0'};

		if (keys[i].letter != 0)
			column = 2 + put_key(page, column, name, keys[i].label);
	}
	page_focus(page, page->rows - 1, 0, LABEL_COLUMN);
}

void
frame_draw_keys(struct page *page)
{
	int column = LABEL_COLUMN;
	size_t i;

	fill(page, page->rows - 1, page->columns - 1, ROLE_BAR, " ");
	if (page->letters) {
		draw_letters(page);
		return;
	}
	for (i = 0; i < page->key_count; i++) {
		const struct page_key *key = &page->keys[i];
		int end = put_key(page, column,
			key_of_action(key->action)->name, key->label);

		if (end == column)
			break;
		column = end + KEY_GAP;
	}
}

void
frame_offer_usual(struct page *page, bool outline)
{
	page_key(page, ACTION_EXCEPTION, NULL);
	page_key(page, ACTION_OBJECTION, NULL);
	if (outline)
		page_key(page, ACTION_OUTLINE, NULL);
	page_key(page, ACTION_HELP, NULL);
	page_key(page, ACTION_MORE, NULL);
}

void
frame_title(struct page *page, const char *number, const char *title,
	const char *state)
{
	char capitals[FRAME_TEXT];

	layout_capitals(capitals, sizeof(capitals), title);
	page_format(page, LAYOUT_TITLE, LAYOUT_EDGE, ROLE_TITLE, "%-*s%s",
		*number == '\0' ? 0 : LAYOUT_TEXT - LAYOUT_EDGE, number,
		capitals);
	page_put_right(page, LAYOUT_TITLE, LAYOUT_END, ROLE_PLAIN, state);
}
