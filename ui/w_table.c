#include "w_table.h"

#include <stdio.h>

#include "layout.h"
#include "w_value.h"

#define BOTH_ROWS 4
#define COLUMN_GAP 3
#define VERDICT_WIDTH 5

struct table {
	const struct view *view;
	const struct session *session;
	const struct step *step;
	size_t count;	/* rows of the table */
	size_t current; /* row */
	int first;	/* column of the first field */
	int width;	/* of a field's column */
};

static void
table_of(struct table *dst, const struct view *view)
{
	const struct session *session = view->session;
	int label = 0;
	size_t i;

	dst->view = view;
	dst->session = session;
	dst->step = session_current(session);
	dst->count = ceremony_row_count(&session->ceremony, dst->step);
	dst->current = 0;
	if (view->awaited.what == AWAITED_VALUE)
		dst->current = view->awaited.row;
	else if (session->steps[session->step].act.yes)
		dst->current = dst->count;
	for (i = 0; i < dst->count; i++) {
		char text[FRAME_TEXT];

		ceremony_row_label(text, sizeof(text), &session->ceremony,
			dst->step, i);
		if (page_width(text) > label)
			label = page_width(text);
	}
	if (label > 24)
		label = 24;
	dst->first = LAYOUT_TEXT + label + COLUMN_GAP;
	dst->width = (LAYOUT_END - dst->first) /
		(int)(dst->step->field_count > 0 ? dst->step->field_count : 1);
}

static bool
shows_both(const struct view *view)
{
	return view->awaited.what == AWAITED_VALUE &&
		view->awaited.mismatches >= 2;
}

int
table_rows(const struct view *view)
{
	struct table table;

	table_of(&table, view);
	return (int)table.count + 1 + (shows_both(view) ? BOTH_ROWS : 0);
}

static void
draw_head(const struct table *table, struct page *page, int row)
{
	char place[64];
	size_t i;

	for (i = 0; i < table->step->field_count; i++) {
		const char *label = table->step->fields[i].label;

		page_format(page, row, table->first + (int)i * table->width,
			ROLE_DIM, "%.*s",
			(int)page_cut(label, table->width - 2), label);
	}
	if (table->current < table->count) {
		snprintf(place, sizeof(place), "row %zu of %zu",
			table->current + 1, table->count);
		page_put(page, row, LAYOUT_TEXT, ROLE_DIM, place);
	}
}

static void
draw_cell(const struct table *table, struct page *page, int row, size_t line,
	size_t field)
{
	const struct view *view = table->view;
	const struct session_value *value = session_value(table->session,
		table->session->step, line, field);
	int column = table->first + (int)field * table->width;
	int room = table->width - 2;

	if (view->awaited.what == AWAITED_VALUE && view->awaited.row == line &&
		view->awaited.field == field && view->form.count > 0) {
		int width = value_width(&table->step->fields[field]);

		form_draw(page, row, column, &view->form, 0,
			width < room ? width : room);
		return;
	}
	if (value == NULL || !value->settled)
		return;
	if (value->verdict != VERDICT_NONE) {
		page_put(page, row, column + room - VERDICT_WIDTH + 1,
			value->verdict == VERDICT_PASS ? ROLE_PASS : ROLE_FAIL,
			verdict_word(value->verdict));
		room -= VERDICT_WIDTH;
	}
	page_format(page, row, column, ROLE_PLAIN, "%.*s",
		(int)page_cut(value->text, room), value->text);
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
	for (i = 0; i < table->step->field_count; i++)
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
	if (shows_both(view))
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
		if (shows_both(view) && line == table.current) {
			value_draw_both(view, page, row + used, table.first);
			used += BOTH_ROWS;
		}
	}
	return used;
}
