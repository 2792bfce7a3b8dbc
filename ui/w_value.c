#include "w_value.h"

#include <stdio.h>
#include <string.h>

#include "base/text.h"
#include "ceremony/paper.h"
#include "ceremony/values.h"
#include "layout.h"

#define VALUE_COLUMN 36
#define VERDICT_GAP 12
#define NOTE_GAP 7
#define BOTH_ROWS 4
#define BOTH_WIDTH 40
#define BOTH_BEFORE 10 /* the first difference, where not all fits */

static const struct {
	int width;
	const char *hint;
} kinds[] = {
	[FIELD_TEXT] = {24, ""},
	[FIELD_NUMBER] = {6, "digits"},
	[FIELD_TIME] = {5, "hh:mm, UTC, from the room clock"},
	[FIELD_DATE] = {10, "yyyy-mm-dd"},
	[FIELD_YES] = {3, "yes or no"},
	[FIELD_LAST4] = {4, "the last four"},
	[FIELD_WHOLE] = {16, "the whole of it, read back"},
	[FIELD_WORDS] = {40, "words, one blank between"},
	[FIELD_CHOICE] = {16, "number or words"},
	[FIELD_MARK] = {8, "hh:mm:ss or hh:mm"},
};

int
value_width(const struct field *field)
{
	return field->width > 0 ? (int)field->width : kinds[field->kind].width;
}

void
value_add_part(struct form *form, const struct field *field)
{
	struct form_part *part = form_add(form, FORM_TEXT, field->label);

	part->max = 80;
	part->needed = !field->optional;
}

/* Where it is whole, or what matters of it. */
static const char *
fitting(const char *hint, const char *shorter, int room)
{
	return page_width(hint) <= room ? hint : shorter;
}

const char *
value_hint(const struct view *view, int room)
{
	const struct awaited *awaited = &view->awaited;
	const struct field *field = session_field(view->session, awaited->step,
		awaited->field);

	if (awaited->field == PAPER_NOTE)
		return "as written, or nothing";
	if (field->kind == FIELD_MARK || field->kind == FIELD_CHOICE)
		return kinds[field->kind].hint;
	if (view->session->script.steps[awaited->step].kind == STEP_COMPARE)
		return awaited->mismatches > 0 ? "they differ" :
			"as it stands there";
	if (awaited->mismatches > 1)
		return "not as expected, again";
	if (awaited->mismatches == 1)
		return fitting("not as expected: type again",
			"not as expected", room);
	if (field->kind == FIELD_YES)
		return kinds[field->kind].hint;
	if (session_expected(view->session, awaited->step, awaited->row,
		awaited->field) != NULL)
		return fitting("the expected value stays hidden",
			"it stays hidden", room);
	return kinds[field->kind].hint;
}

const char *
value_compared(const struct field *field, const char *expected)
{
	size_t len = strlen(expected);

	if (field->kind == FIELD_LAST4 && len > 4)
		return expected + len - 4;
	return expected;
}

static bool
is_focus(const struct view *view, size_t row, size_t field)
{
	return view->awaited.what == AWAITED_VALUE &&
		view->awaited.step == view->session->step &&
		view->awaited.row == row && view->awaited.field == field &&
		view->form.count > 0;
}

bool
value_may_amend(const struct view *view)
{
	return value_shows_both(view) && !value_is_carried(view) &&
		view->awaited.mismatches >= SESSION_AMENDS_FROM;
}

/* Of two that are compared neither is hidden. */
bool
value_shows_both(const struct view *view)
{
	const struct awaited *awaited = &view->awaited;
	const struct step *step = &view->session->script.steps[awaited->step];

	return awaited->what == AWAITED_VALUE &&
		awaited->field != SESSION_BLANK && awaited->mismatches >=
			(step->kind == STEP_COMPARE ? 1 : SESSION_AMENDS_FROM) &&
		session_expected(view->session, awaited->step, awaited->row,
			awaited->field) != NULL;
}

bool
value_is_carried(const struct view *view)
{
	const struct awaited *awaited = &view->awaited;

	return session_carried(view->session, awaited->step, awaited->row,
		awaited->field) != NULL;
}

int
value_rows(const struct view *view)
{
	const struct step *step = session_current(view->session);

	return (int)step->field_count + (value_shows_both(view) &&
		view->awaited.step == view->session->step ? BOTH_ROWS : 0);
}

static int
value_column(const struct step *step)
{
	int column = VALUE_COLUMN;
	size_t i;

	for (i = 0; i < step->field_count; i++) {
		int end = LAYOUT_TEXT + page_width(step->fields[i].label) + 3;

		if (end > column && end < 56)
			column = end;
	}
	return column;
}

static void
draw_settled(const struct session *session, struct page *page, int row,
	int column, const struct field *field,
	const struct session_value *value)
{
	const struct session_carried *carried = session_carried(session,
		session->step, 0, value->field);
	const char *whole = carried != NULL ? carried->value :
		ceremony_expected_value(&session->ceremony,
			session_current(session), 0, field);
	int end = page_put(page, row, column, ROLE_PLAIN, value->text) + 2;

	column += VERDICT_GAP;
	if (end > column)
		column = end;
	if (value->verdict != VERDICT_NONE) {
		page_put(page, row, column, value->verdict == VERDICT_PASS ?
			ROLE_PASS : ROLE_FAIL, verdict_word(value->verdict));
	}
	column += NOTE_GAP;
	if (value->before != NULL) {
		page_format(page, row, column, ROLE_PLAIN, "was %s: %s",
			value->before, value->why);
	} else if (value->why != NULL) {
		page_format(page, row, column, ROLE_PLAIN, "amended: %s",
			value->why);
	} else if (carried != NULL) {
		page_format(page, row, column, ROLE_PLAIN,
			"%s, as in ceremony %u", whole,
			session->former.number);
	} else if (field->kind == FIELD_LAST4 && whole != NULL) {
		const char *since = field->from == FROM_NOTHING ||
			field->from == FROM_PREVIOUS ?
			", as last time" : ", as known";

		page_format(page, row, column, ROLE_PLAIN, "%s%s", whole,
			column + page_width(whole) + page_width(since) <
			PAGE_COLUMNS ? since : "");
	}
}

/* Never cut without a sign of it. */
static void
draw_shown(struct page *page, int row, int column, const char *text)
{
	int room = LAYOUT_END - column;
	bool whole = page_width(text) <= room;

	page_format(page, row, column, ROLE_STRONG, "%.*s%s",
		(int)page_cut(text, whole ? room : room - 2), text,
		whole ? "" : "..");
}

static void
draw_field(const struct view *view, struct page *page, int row, int column,
	size_t number)
{
	const struct session *session = view->session;
	const struct field *field =
		&session_current(session)->fields[number];
	const struct session_value *value = session_value(session,
		session->step, 0, number);
	int end;

	page_put(page, row, LAYOUT_TEXT, ROLE_PLAIN, field->label);
	if (number < values_shown(session, session_current(session))) {
		draw_shown(page, row, column, ceremony_expected_value(
			&session->ceremony, session_current(session), 0,
			field));
		return;
	}
	if (is_focus(view, 0, number)) {
		end = form_draw(page, row, column, &view->form, 0,
			value_width(field));
		column += VERDICT_GAP;
		if (end + 2 > column)
			column = end + 2;
		page_put(page, row, column, ROLE_HINT, value_hint(view,
			LAYOUT_END + 1 - column));
	} else if (value != NULL && value->settled) {
		draw_settled(session, page, row, column, field, value);
	} else {
		page_format(page, row, column, ROLE_PLAIN, "%.*s",
			value_width(field),
			"________________________________________");
	}
}

static bool
differs(const char *typed, const char *expected, size_t i)
{
	return i >= strlen(typed) || i >= strlen(expected) ||
		text_fold(typed[i]) != text_fold(expected[i]);
}

static size_t
first_difference(const char *typed, const char *expected)
{
	size_t i = 0;

	while (!differs(typed, expected, i))
		i++;
	return i;
}

static void
draw_part(struct page *page, int row, int column, const char *text, size_t from)
{
	if (from < strlen(text))
		page_format(page, row, column, ROLE_PLAIN, "%.*s", BOTH_WIDTH,
			text + from);
}

void
value_draw_both(const struct view *view, struct page *page, int row,
	int column)
{
	const struct session *session = view->session;
	const struct awaited *awaited = &view->awaited;
	const struct field *field = session_field(session, awaited->step,
		awaited->field);
	const char *typed = session_value(session, awaited->step, awaited->row,
		awaited->field)->text;
	const char *expected = value_compared(field, session_expected(session,
		awaited->step, awaited->row, awaited->field));
	const struct session_carried *carried = session_carried(session,
		awaited->step, awaited->row, awaited->field);
	size_t longer = strlen(typed) > strlen(expected) ? strlen(typed) :
		strlen(expected);
	size_t first = first_difference(typed, expected), i;
	size_t from = longer > BOTH_WIDTH && first > BOTH_BEFORE ?
		first - BOTH_BEFORE : 0;

	page_put(page, row, column - 10, ROLE_FAIL, "typed");
	draw_part(page, row, column, typed, from);
	page_put(page, row + 1, column - 10, ROLE_FAIL, "expected");
	draw_part(page, row + 1, column, expected, from);
	if (carried != NULL)
		page_format(page, row + 1, column + page_width(expected) + 2,
			ROLE_PLAIN, "from ceremony %u, step %s",
			session->former.number, carried->from);
	for (i = from; i < longer && i < from + BOTH_WIDTH; i++) {
		if (differs(typed, expected, i))
			page_put(page, row + 2, column + (int)(i - from),
				ROLE_FAIL, "^");
	}
	page_format(page, row + 2, LAYOUT_TEXT, ROLE_FAIL, "character %zu",
		first + 1);
}

const char *
value_choices(const struct view *view)
{
	if (value_is_carried(view))
		return "Type it again; or F3: it is not as last time, an "
			"exception.";
	return value_may_amend(view) ?
		"Type it again; or F8: it is so, because; or F3: exception." :
		"Type it again; or F3: exception.";
}

int
value_draw(const struct view *view, struct page *page, int row, int rows)
{
	const struct step *step = session_current(view->session);
	int column = value_column(step);
	int used = 0;
	size_t i;

	for (i = 0; i < step->field_count && used < rows; i++) {
		draw_field(view, page, row + used++, column, i);
		if (value_shows_both(view) && view->awaited.field == i &&
			view->awaited.step == view->session->step) {
			value_draw_both(view, page, row + used, column);
			used += BOTH_ROWS;
			page_put(page, row + used - 1, LAYOUT_TEXT, ROLE_PLAIN,
				value_choices(view));
		}
	}
	return used;
}
