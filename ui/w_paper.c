#include "w_paper.h"

#include <stdio.h>

#include "ceremony/paper.h"
#include "ceremony/steps.h"
#include "ceremony/values.h"
#include "layout.h"
#include "w_value.h"

#define TITLE_COLUMN 14
#define TITLE_WIDTH 38
#define TIME_COLUMN 54
#define TYPED_COLUMN 61
#define EXCEPTION_COLUMN 73
#define PLACE_WIDTH 34
#define VALUE_COLUMN 36
#define BOTH_ROWS 4

static size_t
row_count(const struct session *session)
{
	size_t step, n = 0;

	while (paper_carried(&step, session, session->step, n))
		n++;
	return n;
}

/* The row whose step is awaited; behind the last when all are typed. */
static size_t
current_row(const struct view *view)
{
	const struct session *session = view->session;
	size_t step, n;

	for (n = 0; paper_carried(&step, session, session->step, n); n++) {
		if (view->awaited.what == AWAITED_VALUE &&
			view->awaited.step == step)
			break;
	}
	return n;
}

bool
paper_is_typed(const struct view *view)
{
	return current_row(view) < row_count(view->session);
}

static int
focus_rows(const struct view *view)
{
	if (!paper_is_typed(view))
		return 0;
	return value_shows_both(view) ? 1 + BOTH_ROWS : 1;
}

int
paper_rows(const struct view *view)
{
	size_t count = row_count(view->session);

	return count == 0 ? 0 : (int)count + 1 + focus_rows(view);
}

int
paper_rows_least(const struct view *view)
{
	return row_count(view->session) == 0 ? 0 : 2 + focus_rows(view);
}

static void
draw_typed(const struct session *session, struct page *page, int row,
	size_t step, enum page_role role)
{
	const struct session_step *state = &session->steps[step];
	size_t typed = 0, differ = 0, i;

	for (i = 0; i < state->value_count; i++) {
		typed += state->values[i].settled;
		differ += state->values[i].verdict == VERDICT_FAIL;
	}
	page_format(page, row, TYPED_COLUMN, role, "%zu/%zu", typed,
		session_places(session, step));
	if (differ > 0)
		page_put(page, row, TYPED_COLUMN + 6, ROLE_FAIL, "FAIL");
}

static void
draw_exception(const struct session *session, struct page *page, int row,
	size_t step, enum page_role role)
{
	const struct session_exception *exception =
		paper_exception(session, step);
	const struct session_value *note = session_value(session, step, 0,
		PAPER_NOTE);

	if (exception != NULL)
		page_format(page, row, EXCEPTION_COLUMN, ROLE_STRONG, "SE-%u",
			exception->number);
	else if (note != NULL && note->settled)
		page_put(page, row, EXCEPTION_COLUMN, role, "none");
}

static void
draw_line(const struct view *view, struct page *page, int row, size_t line)
{
	const struct session *session = view->session;
	size_t current = current_row(view), step;
	enum page_role role = line == current ? ROLE_STRONG :
		line < current ? ROLE_DIM : ROLE_PLAIN;
	const struct session_value *time;

	if (!paper_carried(&step, session, session->step, line))
		return;
	time = session_value(session, step, 0, PAPER_TIME);
	page_put(page, row, LAYOUT_TEXT, role,
		session->script.steps[step].number);
	page_format(page, row, TITLE_COLUMN, role, "%.*s", (int)page_cut(
		session->script.steps[step].title, TITLE_WIDTH),
		session->script.steps[step].title);
	if (time != NULL)
		page_put(page, row, TIME_COLUMN, role, time->text);
	draw_typed(session, page, row, step, role);
	draw_exception(session, page, row, step, role);
}

static void
draw_focus(const struct view *view, struct page *page, int row)
{
	const struct awaited *awaited = &view->awaited;
	const struct field *field = session_field(view->session, awaited->step,
		awaited->field);
	char place[FRAME_TEXT];
	const char *hint;
	int end, column = TITLE_COLUMN;

	values_place_name(place, sizeof(place), view->session, awaited->step,
		awaited->row, awaited->field);
	column = page_format(page, row, column, ROLE_PLAIN, "%.*s",
		(int)page_cut(place, PLACE_WIDTH), place) + 3;
	if (view->form.count == 0)
		return;
	end = form_draw(page, row, column, &view->form, 0, value_width(field));
	hint = value_hint(view, LAYOUT_END - end - 2);
	if (end + 2 < LAYOUT_END)
		page_format(page, row, end + 2, ROLE_HINT, "%.*s",
			(int)page_cut(hint, LAYOUT_END - end - 2), hint);
	if (!value_shows_both(view))
		return;
	value_draw_both(view, page, row + 1, VALUE_COLUMN);
	page_put(page, row + BOTH_ROWS, LAYOUT_TEXT, ROLE_PLAIN,
		value_choices(view));
}

void
paper_draw(const struct view *view, struct page *page, int row, int rows)
{
	size_t count = row_count(view->session), current = current_row(view);
	int used = 1;
	size_t shown = (size_t)(rows - 1 - focus_rows(view));
	size_t first = current > shown / 2 ? current - shown / 2 : 0, line;

	if (shown > count)
		shown = count;
	if (first + shown > count)
		first = count - shown;
	page_format(page, row, LAYOUT_TEXT, ROLE_DIM, "row %zu of %zu",
		current < count ? current + 1 : count, count);
	page_put(page, row, TIME_COLUMN, ROLE_DIM, "time   typed       SE");
	for (line = first; line < first + shown; line++) {
		draw_line(view, page, row + used++, line);
		if (line != current)
			continue;
		draw_focus(view, page, row + used);
		used += focus_rows(view);
	}
}
