/*
 * What lies beside the ceremony: people, the rest of the keys, leaving.
 */
#include <stdio.h>
#include <string.h>

#include "ceremony/people.h"
#include "layout.h"
#include "screens.h"

static void
draw_person(const struct session *session, struct page *page, int row,
	int column, size_t person)
{
	const struct session_person *now = &session->people[person];
	const struct person *who = session_person(session, person);
	int gap = strlen(who->role) > 4 ? 8 : 5;
	char time[32];

	page_put(page, row, column, ROLE_PLAIN, who->role);
	page_format(page, row, column + gap, ROLE_PLAIN, "%.*s",
		(int)page_cut(who->name, 21 - gap), who->name);
	page_put(page, row, column + 22, ROLE_PLAIN, now->initials);
	if (now->seated)
		page_format(page, row, column + 26, ROLE_PLAIN, "seated %s",
			layout_time(time, now->since_utc));
	else
		page_put(page, row, column + 26, ROLE_DIM, now->left ? "left" :
			who->confirms ? "not seated" : "no voice");
}

/* Which officers make it: "quorum: yes, 3 of CO1 CO3 CO4". */
static void
say_quorum(char *dst, size_t size, const struct session *session)
{
	size_t i, used = (size_t)snprintf(dst, size, "quorum: %s, %zu of",
		session_quorum(session) ? "yes" : "not yet",
		session_quorum_of(session, "CO"));

	for (i = 0; i < session->ceremony.person_count && used < size; i++) {
		const char *role = session_person(session, i)->role;

		if (session->people[i].seated && script_role_fits("CO", role))
			used += (size_t)snprintf(dst + used, size - used,
				" %s", role);
	}
}

void
s_people_draw(struct view *view, struct page *page)
{
	const struct session *session = view->session;
	int rows = layout_bottom(page) - LAYOUT_BODY - 2;
	char quorum[FRAME_TEXT];
	size_t i;

	say_quorum(quorum, sizeof(quorum), session);
	frame_title(page, "", "People", quorum);
	for (i = 0; i < session->ceremony.person_count; i++)
		draw_person(session, page, LAYOUT_BODY + (int)i % rows,
			LAYOUT_EDGE + (int)i / rows * 39, i);
	page_put(page, layout_bottom(page) - 1, LAYOUT_EDGE, ROLE_PLAIN,
		"Seated: has signed in today with a PIN, and nothing has "
		"unseated since.");
	page_key(page, ACTION_ENTER, "back");
	if (view->mode == VIEW_HELD)
		page_key(page, ACTION_CHANGE, NULL);
	page_key(page, ACTION_HELP, NULL);
}

static const enum action more[] = {ACTION_RECORD, ACTION_PEOPLE,
	ACTION_CHANGE, ACTION_AMEND, ACTION_COMMAND, ACTION_PAPER,
	ACTION_COPIES, ACTION_PRINTER, ACTION_OUTLINE, ACTION_HELP,
	ACTION_LEAVE};

#define MORE_COUNT (sizeof(more) / sizeof(more[0]))

void
s_more_form(const struct view *view, struct form *form)
{
	(void)view;
	form_add(form, FORM_CHOICE, "what to open")->choices = MORE_COUNT;
}

void
s_more_draw(struct view *view, struct page *page)
{
	size_t i;

	frame_title(page, "", "More", "");
	for (i = 0; i < MORE_COUNT && view->form.count > 0; i++) {
		const struct key *key = key_of_action(more[i]);
		int row = LAYOUT_BODY + (int)i;

		form_draw_choice(page, row, LAYOUT_TEXT, &view->form, 0, i,
			key->label);
		page_put(page, row, 28, ROLE_PLAIN, key->help);
	}
	page_key(page, ACTION_ENTER, "open");
	page_key(page, ACTION_UP, "Down choose");
	page_key(page, ACTION_BACK, NULL);
	page_key(page, ACTION_HELP, NULL);
}

void
s_more_enter(struct view *view)
{
	struct input input = {
		.kind = INPUT_ACTION,
		.action = more[view->form.parts[0].choice],
	};

	view_pop(view);
	view_input(view, &input);
}

static const char *const leave_choices[] = {
	"go on      back to the ceremony",
	"suspend    stop here; resume goes on at this step",
	"abort      end the ceremony; nothing more is signed",
};

/* view->tab is 1 once abort was chosen. */
void
s_leave_form(const struct view *view, struct form *form)
{
	bool signed_in = people_signed_in(view->session);

	if (view->tab == 0) {
		form_add(form, FORM_CHOICE, "whether to leave")->choices = 3;
		return;
	}
	form_add(form, FORM_TEXT, "why the ceremony ends here")->max = 200;
	form_add_person(form, signed_in, signed_in);
}

static void
draw_abort(const struct view *view, struct page *page, int row)
{
	int column = 26;
	size_t i;

	page_put(page, row, LAYOUT_EDGE, ROLE_PLAIN, "Because");
	form_draw(page, row, 14, &view->form, 0, 62);
	page_put(page, row + 2, LAYOUT_EDGE, ROLE_PLAIN, "IW agrees");
	if (view->form.count == 1)
		page_put(page, row + 2, 14, ROLE_PLAIN,
			"by the last Enter: nobody has signed in yet");
	for (i = 1; i < view->form.count; i++) {
		page_put(page, row + 2, column - 12, ROLE_PLAIN,
			view->form.parts[i].kind == FORM_PIN ? "PIN" :
			"initials");
		column = 16 + form_draw(page, row + 2, column, &view->form, i,
			4);
	}
}

void
s_leave_draw(struct view *view, struct page *page)
{
	int row = LAYOUT_BODY;
	int i;

	frame_title(page, "", view->tab == 0 ? "Leave the console?" :
		"Abort the ceremony?", view->tab == 0 ? "nothing is lost" :
		"this cannot be taken back");
	if (view->tab == 1 && view->form.count > 0) {
		layout_paragraph(page, row, LAYOUT_TEXT, LAYOUT_WIDTH, 2,
			ROLE_STRONG, "The record is closed and cannot be "
			"resumed. Nothing more is signed.");
		draw_abort(view, page, row + 3);
	}
	for (i = 0; i < 3 && view->tab == 0 && view->form.count > 0; i++)
		form_draw_choice(page, row + 2 * i, LAYOUT_TEXT, &view->form, 0,
			(size_t)i, leave_choices[i]);
	page_key(page, ACTION_ENTER, "take");
	page_key(page, ACTION_UP, "Down choose");
	page_key(page, ACTION_BACK, NULL);
	page_key(page, ACTION_HELP, NULL);
}

static void
ask_for_abort(struct view *view)
{
	view->tab = 1;
	form_reset(&view->form);
	s_leave_form(view, &view->form);
}

void
s_leave_enter(struct view *view)
{
	struct err err;
	enum status status;

	if (view->tab == 0 && view->form.parts[0].choice == 0) {
		view_pop(view);
		return;
	}
	if (view->tab == 0 && view->form.parts[0].choice == 2) {
		ask_for_abort(view);
		return;
	}
	if (view->tab == 0) {
		status = move_suspend(view->room, "left at the console", &err);
	} else {
		status = move_abort(view->room,
			form_text(&view->form, FORM_TEXT),
			form_text(&view->form, FORM_INITIALS),
			form_pin(&view->form, 0), &err);
	}
	view_moved(view, status, &err);
	if (status == STATUS_OK)
		view->overlay_count = 0;
}
