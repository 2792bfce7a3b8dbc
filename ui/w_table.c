#include "w_table.h"

#include <stdio.h>

#include "layout.h"
#include "w_value.h"

#define BOTH_ROWS 4
#define COLUMN_GAP 3
#define VERDICT_WIDTH 5 /* " PASS" */
#define VERDICT_GAP 12
#define TABLE_FIELDS 8
#define LABEL_MAX 24

struct table {
	const struct view *view;
	const struct session *session;
	const struct step *step;
	size_t count;	/* rows of the table */
	size_t current; /* row */
	int first;	/* column of the first field */
	int columns[TABLE_FIELDS + 1]; /* of each field, and the end */
};

/* The widest row label, at most LABEL_MAX. */
static int
label_width(const struct table *table)
{
	char text[FRAME_TEXT];
	int widest = 0;
	size_t i;

	for (i = 0; i < table->count; i++) {
		ceremony_row_label(text, sizeof(text),
			&table->session->ceremony, table->step, i);
		if (page_width(text) > widest)
			widest = page_width(text);
	}
	return widest < LABEL_MAX ? widest : LABEL_MAX;
}

static int
wanted_width(const struct field *field)
{
	int value = value_width(field) + VERDICT_WIDTH;
	int label = page_width(field->label);

	return (value > label ? value : label) + COLUMN_GAP;
}

static size_t
field_count(const struct step *step)
{
	return step->field_count < TABLE_FIELDS ? step->field_count :
		TABLE_FIELDS;
}

/* Each field has what it wants, or its share of what there is. */
static void
share_columns(struct table *table)
{
	int there = LAYOUT_END + 1 - table->first;
	int wanted = 0;
	int column = table->first;
	size_t i;

	for (i = 0; i < field_count(table->step); i++)
		wanted += wanted_width(&table->step->fields[i]);
	for (i = 0; i < field_count(table->step); i++) {
		int width = wanted_width(&table->step->fields[i]);

		table->columns[i] = column;
		column += wanted > there ? width * there / wanted : width;
	}
	table->columns[i] = column;
}

static void
table_of(struct table *dst, const struct view *view)
{
	const struct session *session = view->session;

	dst->view = view;
	dst->session = session;
	dst->step = session_current(session);
	dst->count = ceremony_row_count(&session->ceremony, dst->step);
	dst->current = 0;
	if (view->awaited.what == AWAITED_VALUE)
		dst->current = view->awaited.row;
	else if (session->steps[session->step].act.yes)
		dst->current = dst->count;
	dst->first = LAYOUT_TEXT + label_width(dst) + COLUMN_GAP;
	share_columns(dst);
}

int
table_rows(const struct view *view)
{
	struct table table;

	table_of(&table, view);
	return (int)table.count + 1 + (value_shows_both(view) ? BOTH_ROWS : 0);
}

static void
draw_head(const struct table *table, struct page *page, int row)
{
	char place[64];
	size_t i;

	for (i = 0; i < field_count(table->step); i++) {
		const char *label = table->step->fields[i].label;
		int width = table->columns[i + 1] - table->columns[i] - 1;

		page_format(page, row, table->columns[i], ROLE_DIM, "%.*s",
			(int)page_cut(label, width), label);
	}
	if (table->current < table->count) {
		snprintf(place, sizeof(place), "row %zu of %zu",
			table->current + 1, table->count);
		page_put(page, row, LAYOUT_TEXT, ROLE_DIM, place);
	}
}

/* Never cut without a sign of it. */
static void
put_value(struct page *page, int row, int column, int room, const char *text)
{
	if (page_width(text) <= room)
		page_put(page, row, column, ROLE_PLAIN, text);
	else
		page_format(page, row, column, ROLE_PLAIN, "%.*s..",
			(int)page_cut(text, room - 2), text);
}

/* What was typed first and differed has left a mark behind. */
static void
draw_field(const struct table *table, struct page *page, int row, size_t field)
{
	int column = table->columns[field];
	int room = table->columns[field + 1] - column - 1;
	int width = value_width(&table->step->fields[field]);

	if (width > room)
		width = room;
	form_draw(page, row, column, &table->view->form, 0, width);
	if (table->view->awaited.mismatches > 0 &&
		width + VERDICT_WIDTH <= room)
		page_put(page, row, column + width + 1, ROLE_FAIL,
			verdict_word(VERDICT_FAIL));
}

static void
draw_cell(const struct table *table, struct page *page, int row, size_t line,
	size_t field)
{
	const struct view *view = table->view;
	const struct session_value *value = session_value(table->session,
		table->session->step, line, field);
	int column = table->columns[field];
	int room = table->columns[field + 1] - column - 1;

	if (view->awaited.what == AWAITED_VALUE && view->awaited.row == line &&
		view->awaited.field == field && view->form.count > 0) {
		draw_field(table, page, row, field);
		return;
	}
	if (value == NULL || !value->settled)
		return;
	/* The place left of the next field is its mark's. */
	if (value->verdict != VERDICT_NONE)
		room -= VERDICT_WIDTH + 1;
	put_value(page, row, column, room, value->text);
	if (value->verdict == VERDICT_NONE)
		return;
	page_put(page, row, column + 1 + (room < VERDICT_GAP - 1 ? room :
		VERDICT_GAP - 1), value->verdict == VERDICT_PASS ? ROLE_PASS :
		ROLE_FAIL, verdict_word(value->verdict));
}

static void
draw_line(const struct table *table, struct page *page, int row, size_t line)
{
	char label[FRAME_TEXT];
	size_t i;

	ceremony_row_label(label, sizeof(label), &table->session->ceremony,
		table->step, line);
	page_format(page, row, LAYOUT_TEXT, line == table->current ?
		ROLE_STRONG : line < table->current ? ROLE_DIM : ROLE_PLAIN,
		"%.*s", (int)page_cut(label, 24), label);
	for (i = 0; i < field_count(table->step); i++)
		draw_cell(table, page, row, line, i);
}

/* The first row to be shown so that the current one is in view. */
static size_t
first_line(const struct table *table, size_t rows)
{
	size_t first = table->current > rows / 2 ? table->current - rows / 2 :
		0;

	if (first + rows > table->count)
		first = table->count - rows;
	return first;
}

int
table_draw(const struct view *view, struct page *page, int row, int rows)
{
	struct table table;
	int used = 1;
	size_t fits;
	size_t line;
	size_t first;

	table_of(&table, view);
	if (value_shows_both(view))
		rows -= BOTH_ROWS;
	fits = rows > 2 ? (size_t)rows - 1 : 1;
	draw_head(&table, page, row);
	if (fits > table.count)
		fits = table.count;
	first = first_line(&table, fits);
	if (first > 0) {
		char done[64];

		snprintf(done, sizeof(done), "%zu done above", first);
		page_put_right(page, row - 1, LAYOUT_END, ROLE_DIM, done);
	}
	for (line = first; line < first + fits; line++) {
		draw_line(&table, page, row + used++, line);
		if (value_shows_both(view) && line == table.current) {
			value_draw_both(view, page, row + used, table.first);
			used += BOTH_ROWS;
		}
	}
	return used;
}
