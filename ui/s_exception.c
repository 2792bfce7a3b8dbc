/*
 * Exceptions: what happened and a decision now, the IW agrees; the rest before
 * the record is closed.
 */
#include <stdio.h>
#include <stdlib.h>

#include "ceremony/steps.h"
#include "layout.h"
#include "screens.h"
#include "w_agreed.h"

#define VALUE_COLUMN 14
#define VALUE_WIDTH (LAYOUT_END - VALUE_COLUMN)
#define LINE_WIDTH 62 /* of what is typed */
#define TAKE_COLUMN 33
#define FOR_COLUMN 56
#define THING_WIDTH 13
#define BODY_ROWS 14
#define TEXT_MAX 200

/* Parts of the decision's form. */
enum { PART_DECISION, PART_TAKE, PART_FOR, PART_BECAUSE, PART_HEARD,
	PART_SEAL };

void
s_except_form(const struct view *view, struct form *form)
{
	(void)view;
	form_add(form, FORM_TEXT, "what happened")->max = TEXT_MAX;
}

/* A paragraph behind a label; returns the row below it. */
static int
draw_labelled(struct page *page, int row, const char *label,
	enum page_role role, const char *text)
{
	page_put(page, row, LAYOUT_EDGE, ROLE_PLAIN, label);
	return row + layout_paragraph(page, row, VALUE_COLUMN, VALUE_WIDTH, 2,
		role, text);
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
	row = 1 + draw_labelled(page, LAYOUT_BODY, "Expected", ROLE_PLAIN,
		steps_expected(step));
	page_put(page, row, LAYOUT_EDGE, ROLE_PLAIN, "Happened");
	if (view->form.count > 0)
		form_draw(page, row, VALUE_COLUMN, &view->form, 0, LINE_WIDTH);
	layout_paragraph(page, row + 2, VALUE_COLUMN, LINE_WIDTH, 3,
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
	{DECISION_SUBSTITUTE, "substitute"},
	{DECISION_GO_ON, "go on        as it is, because"},
	{DECISION_SKIP, "skip         this step; it stays marked as skipped"},
	{DECISION_SUSPEND, "suspend      stop here, resume later"},
	{DECISION_ABORT, "abort        end the ceremony; nothing more is "
		"signed"},
};

#define DECISIONS (sizeof(decisions) / sizeof(decisions[0]))
#define SUBSTITUTES (1U << 1) /* its row */

static struct form_part *
add_text(struct form *form, const char *label, unsigned asked_for)
{
	struct form_part *part = form_add(form, FORM_TEXT, label);

	part->max = TEXT_MAX;
	part->needed = false;
	part->asked_for = asked_for;
	return part;
}

static void
add_heard(struct form *form)
{
	struct form_part *part = form_add(form, FORM_PEOPLE,
		"who heard it, roles or initials");

	part->max = TEXT_MAX;
	part->needed = false;
}

void
s_exception_form(const struct view *view, struct form *form)
{
	form_add(form, FORM_CHOICE, "the decision")->choices = DECISIONS;
	add_text(form, "what is taken", SUBSTITUTES)->max = 60;
	add_text(form, "for what", SUBSTITUTES)->max = 60;
	add_text(form, "because", ~SUBSTITUTES);
	add_heard(form);
	agreed_add(view, form);
}

static void
draw_decisions(const struct view *view, struct page *page, int row)
{
	size_t i;

	page_put(page, row, LAYOUT_EDGE, ROLE_PLAIN, "Decision");
	for (i = 0; i < DECISIONS; i++)
		form_draw_choice(page, row + (int)i, VALUE_COLUMN, &view->form,
			PART_DECISION, i, decisions[i].label);
	page_put(page, row + 1, TAKE_COLUMN, ROLE_PLAIN, "take");
	page_put(page, row + 1, FOR_COLUMN, ROLE_PLAIN, "for");
	if (view->form.count <= PART_FOR || !form_asks(&view->form, PART_TAKE))
		return;
	form_draw(page, row + 1, TAKE_COLUMN + 7, &view->form, PART_TAKE,
		THING_WIDTH);
	form_draw(page, row + 1, FOR_COLUMN + 6, &view->form, PART_FOR,
		THING_WIDTH);
}

/* Because, heard, agreed: of the decision, and of what was left short. */
static void
draw_words(const struct view *view, struct page *page, int row, size_t because)
{
	page_put(page, row, LAYOUT_EDGE, ROLE_PLAIN, "Because");
	page_put(page, row + 1, LAYOUT_EDGE, ROLE_PLAIN, "Heard");
	if (view->form.count <= because + 1)
		return;
	if (form_asks(&view->form, because))
		form_draw(page, row, VALUE_COLUMN, &view->form, because,
			LINE_WIDTH);
	form_draw(page, row + 1, VALUE_COLUMN, &view->form, because + 1, 30);
	agreed_draw(view, page, row + 2, because + 2);
}

static void
offer_keys(struct page *page, bool later)
{
	page_key(page, ACTION_ENTER, "take");
	page_key(page, ACTION_UP, "Down choose");
	if (later)
		page_key(page, ACTION_SECOND, "Finish later");
	page_key(page, ACTION_OBJECTION, NULL);
	page_key(page, ACTION_HELP, NULL);
	page_key(page, ACTION_MORE, NULL);
}

void
s_exception_draw(struct view *view, struct page *page)
{
	const struct session *session = view->session;
	const struct session_exception *now = session_open_exception(session);
	int rows = layout_rows(now->expected, VALUE_WIDTH);
	int row = LAYOUT_BODY;
	char title[64];

	snprintf(title, sizeof(title), "Exception SE-%u   at step %s",
		now->number, session->script.steps[now->step].number);
	frame_title(page, "", title,
		"the ceremony waits here; nothing is lost");
	row = draw_labelled(page, row, "Expected", ROLE_PLAIN, now->expected);
	row += rows < 2;
	row = draw_labelled(page, row, "Happened", ROLE_STRONG, now->happened);
	if (row + (int)DECISIONS + 4 <= LAYOUT_BODY + BODY_ROWS)
		row++;
	draw_decisions(view, page, row);
	draw_words(view, page, row + (int)DECISIONS, PART_BECAUSE);
	offer_keys(page, true);
}

/* A substitution's reason is what is taken for what. */
static char *
reason_of(const struct form *form)
{
	const struct form_part *parts = form->parts;

	if (!form_asks(form, PART_TAKE))
		return mem_string(parts[PART_BECAUSE].text);
	if (parts[PART_TAKE].text[0] == '\0' || parts[PART_FOR].text[0] == '\0')
		return mem_string("");
	return mem_format("%s for %s", parts[PART_TAKE].text,
		parts[PART_FOR].text);
}

void
s_exception_enter(struct view *view)
{
	const struct form *form = &view->form;
	char *reason = reason_of(form);
	struct err err;

	view_moved(view, move_decide(view->room,
		decisions[form->parts[PART_DECISION].choice].decision, reason,
		form_text(form, FORM_PEOPLE), form_text(form, FORM_INITIALS),
		form_pin(form, 0), &err), &err);
	free(reason);
}

bool
s_exception_key(struct view *view, enum action action)
{
	if (action != ACTION_SECOND)
		return false;
	if (!form_skip_to(&view->form, FORM_INITIALS))
		s_exception_enter(view);
	return true;
}

void
s_finish_form(const struct view *view, struct form *form)
{
	const struct session_exception *now =
		&view->session->exceptions[view->awaited.row];

	form_propose(add_text(form, "because", 0), now->reason);
	add_heard(form);
	agreed_add(view, form);
}

void
s_finish_draw(struct view *view, struct page *page)
{
	const struct session *session = view->session;
	const struct session_exception *now =
		&session->exceptions[view->awaited.row];
	int row = LAYOUT_BODY;
	char title[64];
	char time[32];

	snprintf(title, sizeof(title), "Exception SE-%u   at step %s, %s",
		now->number, session->script.steps[now->step].number,
		layout_time(time, now->at_utc));
	frame_title(page, "", title, "left short; finished now");
	row = 1 + draw_labelled(page, row, "Expected", ROLE_PLAIN,
		now->expected);
	row = 1 + draw_labelled(page, row, "Happened", ROLE_STRONG,
		now->happened);
	page_put(page, row, LAYOUT_EDGE, ROLE_PLAIN, "Decision");
	page_put(page, row, VALUE_COLUMN, ROLE_STRONG,
		session_decision_word(now->decision));
	draw_words(view, page, row + 2, 0);
	layout_paragraph(page, row + 6, VALUE_COLUMN, LINE_WIDTH, 2,
		ROLE_PLAIN, "Read it aloud. The record is not closed while an "
		"exception lacks its reason or who heard it.");
	offer_keys(page, false);
}

void
s_finish_enter(struct view *view)
{
	const struct form *form = &view->form;
	struct err err;

	view_moved(view, move_finish(view->room, form->parts[0].text,
		form_text(form, FORM_PEOPLE), form_text(form, FORM_INITIALS),
		form_pin(form, 0), &err), &err);
}
