/*
 * Exceptions: two lines now, five decisions, the IW agrees. And amendments:
 * a value taken as it is, because.
 */
#include <stdio.h>

#include "ceremony/people.h"
#include "layout.h"
#include "screens.h"
#include "w_value.h"

#define VALUE_COLUMN 14

/* What the IW types to agree: nothing before anybody has signed in. */
static void
add_witness(const struct view *view, struct form *form)
{
	bool signed_in = people_signed_in(view->session);

	form_add_person(form, signed_in, signed_in);
}

static void
draw_witness(const struct view *view, struct page *page, int row, size_t first)
{
	int column = 26;
	size_t i;

	page_put(page, row, LAYOUT_EDGE, ROLE_PLAIN, "Agreed");
	page_put(page, row, VALUE_COLUMN, ROLE_PLAIN, "IW");
	if (first >= view->form.count)
		page_put(page, row, VALUE_COLUMN + 4, ROLE_PLAIN,
			"by the last Enter: nobody has signed in yet");
	for (i = first; i < view->form.count; i++) {
		page_put(page, row, column - 9, ROLE_PLAIN,
			view->form.parts[i].kind == FORM_PIN ? "PIN" :
			"initials");
		column = 12 + form_draw(page, row, column + 2, &view->form, i,
			4);
	}
}

void
s_except_form(const struct view *view, struct form *form)
{
	(void)view;
	form_add(form, FORM_TEXT, "what happened")->max = 200;
}

/* Returns the row behind the blank line below it. */
static int
draw_expected(struct page *page, int row, const char *expected)
{
	page_put(page, row, LAYOUT_EDGE, ROLE_PLAIN, "Expected");
	return 1 + row + layout_paragraph(page, row, VALUE_COLUMN,
		LAYOUT_END - VALUE_COLUMN, 2, ROLE_PLAIN, expected);
}

void
s_except_draw(struct view *view, struct page *page)
{
	const struct session *session = view->session;
	const struct step *step = session_current(session);
	char title[64];
	int row;

	snprintf(title, sizeof(title), "Exception SE-%zu   at step %s",
		session->exception_count + 1, step->number);
	frame_title(page, "", title, "nothing is lost");
	row = draw_expected(page, LAYOUT_BODY, step->say_count > 0 ?
		step->says[0].text : step->title);
	page_put(page, row, LAYOUT_EDGE, ROLE_PLAIN, "Happened");
	if (view->form.count > 0)
		form_draw(page, row, VALUE_COLUMN, &view->form, 0, 62);
	layout_paragraph(page, row + 2, VALUE_COLUMN, 62, 3,
		ROLE_PLAIN, "In a few words, what everybody in the room saw. "
		"Enter puts it into the record; the decision comes next.");
	page_key(page, ACTION_ENTER, "next");
	page_key(page, ACTION_BACK, NULL);
	page_key(page, ACTION_OBJECTION, NULL);
	page_key(page, ACTION_HELP, NULL);
}

void
s_except_enter(struct view *view)
{
	struct err err;
	enum status status = move_exception(view->room,
		form_text(&view->form, FORM_TEXT), &err);

	view_moved(view, status, &err);
	if (status == STATUS_OK)
		view->overlay_count = 0;
}

static const struct {
	enum session_decision decision;
	const char *label;
} decisions[] = {
	{DECISION_REPEAT, "repeat       this step from its start"},
	{DECISION_GO_ON, "go on        as it is, because"},
	{DECISION_SKIP, "skip         this step; it stays marked as skipped"},
	{DECISION_SUSPEND, "suspend      stop here, resume later"},
	{DECISION_ABORT, "abort        end the ceremony; nothing more is "
		"signed"},
};

#define DECISIONS (sizeof(decisions) / sizeof(decisions[0]))

void
s_exception_form(const struct view *view, struct form *form)
{
	form_add(form, FORM_CHOICE, "the decision")->choices = DECISIONS;
	form_add(form, FORM_TEXT, "because")->max = 200;
	add_witness(view, form);
}

void
s_exception_draw(struct view *view, struct page *page)
{
	const struct session *session = view->session;
	const struct session_exception *now = session_open_exception(session);
	int row = LAYOUT_BODY;
	char title[64];
	size_t i;

	snprintf(title, sizeof(title), "Exception SE-%u   at step %s",
		now->number, session->script.steps[now->step].number);
	frame_title(page, "", title,
		"the ceremony waits here; nothing is lost");
	row = draw_expected(page, row, now->expected == NULL ? "" :
		now->expected);
	page_put(page, row, LAYOUT_EDGE, ROLE_PLAIN, "Happened");
	row += 1 + layout_paragraph(page, row, VALUE_COLUMN,
		LAYOUT_END - VALUE_COLUMN, 2, ROLE_STRONG,
		now->happened == NULL ? "" : now->happened);
	page_put(page, row, LAYOUT_EDGE, ROLE_PLAIN, "Decision");
	for (i = 0; i < DECISIONS; i++)
		form_draw_choice(page, row + (int)i, VALUE_COLUMN, &view->form,
			0, i, decisions[i].label);
	row += (int)DECISIONS + 1;
	page_put(page, row, LAYOUT_EDGE, ROLE_PLAIN, "Because");
	if (view->form.count > 1) {
		form_draw(page, row, VALUE_COLUMN, &view->form, 1, 62);
		draw_witness(view, page, row + 1, 2);
	}
	page_key(page, ACTION_ENTER, "take");
	page_key(page, ACTION_UP, "Down choose");
	page_key(page, ACTION_OBJECTION, NULL);
	page_key(page, ACTION_HELP, NULL);
	page_key(page, ACTION_MORE, NULL);
}

void
s_exception_enter(struct view *view)
{
	struct err err;

	view_moved(view, move_decide(view->room,
		decisions[view->form.parts[0].choice].decision,
		form_text(&view->form, FORM_TEXT),
		form_text(&view->form, FORM_INITIALS),
		form_pin(&view->form, 0), &err), &err);
}

void
s_amend_form(const struct view *view, struct form *form)
{
	form_add(form, FORM_TEXT, "because")->max = 200;
	add_witness(view, form);
}

void
s_amend_draw(struct view *view, struct page *page)
{
	const struct session *session = view->session;
	const struct step *step = session_current(session);
	struct awaited awaited;

	session_awaited(&awaited, session);
	frame_title(page, step->number, "It is so, because",
		"both values stay in the record");
	if (awaited.what != AWAITED_VALUE || awaited.field == SESSION_BLANK)
		return;
	page_put(page, LAYOUT_BODY, LAYOUT_EDGE, ROLE_STRONG,
		step->fields[awaited.field].label);
	value_draw_both(view, page, LAYOUT_BODY + 2, 24);
	page_put(page, LAYOUT_BODY + 5, LAYOUT_EDGE, ROLE_PLAIN, "Because");
	if (view->form.count > 0) {
		form_draw(page, LAYOUT_BODY + 7, VALUE_COLUMN, &view->form, 0,
			62);
		draw_witness(view, page, LAYOUT_BODY + 9, 1);
	}
	page_key(page, ACTION_ENTER, "take");
	page_key(page, ACTION_BACK, NULL);
	page_key(page, ACTION_OBJECTION, NULL);
	page_key(page, ACTION_HELP, NULL);
}

void
s_amend_enter(struct view *view)
{
	struct err err;
	enum status status = move_amend(view->room,
		form_text(&view->form, FORM_TEXT),
		form_text(&view->form, FORM_INITIALS),
		form_pin(&view->form, 0), &err);

	view_moved(view, status, &err);
	if (status == STATUS_OK)
		view_pop(view);
}
