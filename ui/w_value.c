#include "w_value.h"

#include <stdio.h>
#include <string.h>

#include "layout.h"

#define VALUE_COLUMN 36
#define VERDICT_GAP 12
#define NOTE_GAP 7
#define BOTH_ROWS 4

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

const char *
value_hint(const struct view *view)
{
	const struct awaited *awaited = &view->awaited;
	const struct field *field = &view->session->script.steps[
		awaited->step].fields[awaited->field];

	if (awaited->mismatches > 1)
		return "not as expected, again";
	if (awaited->mismatches == 1)
		return "not as expected: type again";
	if (field->kind == FIELD_YES)
		return kinds[field->kind].hint;
	if (session_expected(view->session, awaited->step, awaited->row,
		awaited->field) != NULL)
		return "the expected value stays hidden";
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
		view->awaited.row == row && view->awaited.field == field &&
		view->form.count > 0;
}

static bool
shows_both(const struct view *view)
{
	return view->awaited.what == AWAITED_VALUE &&
		view->awaited.field != SESSION_BLANK &&
		view->awaited.mismatches >= 2;
}

int
value_rows(const struct view *view)
{
	const struct step *step = session_current(view->session);

	return (int)step->field_count + (shows_both(view) ? BOTH_ROWS : 0);
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
	const char *whole = ceremony_expected_value(&session->ceremony,
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
	} else if (field->kind == FIELD_LAST4 && whole != NULL) {
		page_format(page, row, column, ROLE_PLAIN, "%s, as %s", whole,
			field->from == FROM_NOTHING ? "last time" : "known");
	}
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
	if (is_focus(view, 0, number)) {
		end = form_draw(page, row, column, &view->form, 0,
			value_width(field));
		column += VERDICT_GAP;
		page_put(page, row, end + 2 > column ? end + 2 : column,
			ROLE_HINT, value_hint(view));
	} else if (value != NULL && value->settled) {
		draw_settled(session, page, row, column, field, value);
	} else {
		page_format(page, row, column, ROLE_DIM, "%.*s",
			value_width(field),
			"________________________________________");
	}
}

void
value_draw_both(const struct view *view, struct page *page, int row,
	int column)
{
	const struct session *session = view->session;
	const struct awaited *awaited = &view->awaited;
	const struct field *field = &session_current(session)->fields[
		awaited->field];
	const char *typed = session_value(session, awaited->step, awaited->row,
		awaited->field)->text;
	const char *expected = value_compared(field, session_expected(session,
		awaited->step, awaited->row, awaited->field));
	size_t longer = strlen(typed) > strlen(expected) ? strlen(typed) :
		strlen(expected);
	size_t i;

	page_put(page, row, column - 10, ROLE_FAIL, "typed");
	page_put(page, row, column, ROLE_PLAIN, typed);
	page_put(page, row + 1, column - 10, ROLE_FAIL, "expected");
	page_put(page, row + 1, column, ROLE_PLAIN, expected);
	for (i = 0; i < longer; i++) {
		if (i >= strlen(typed) || i >= strlen(expected) ||
			typed[i] != expected[i])
			page_put(page, row + 2, column + (int)i, ROLE_FAIL,
				"^");
	}
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
		if (shows_both(view) && view->awaited.field == i) {
			value_draw_both(view, page, row + used, column);
			used += BOTH_ROWS;
			page_put(page, row + used - 1, LAYOUT_TEXT, ROLE_PLAIN,
				"Type it again; or F8: it is so, because; or "
				"F3: exception.");
		}
	}
	return used;
}
