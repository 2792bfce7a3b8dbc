/*
 * A role changes person: who takes it and why, then those who sign.
 */
#include <stdio.h>

#include "ceremony/handover.h"
#include "ceremony/people.h"
#include "layout.h"
#include "screens.h"
#include "w_choice.h"

#define SIGN_COLUMN 44

/* view->tab is 1 once it is known who signs. */
enum { PART_TAKER };

void
s_hand_over_form(const struct view *view, struct form *form)
{
	size_t signers[HANDOVER_SIGNERS], count, i;

	if (view->tab == 0) {
		form_add(form, FORM_CHOICE, "who takes the role")->choices =
			view->session->ceremony.person_count;
		return;
	}
	form_add(form, FORM_TEXT, "why")->max = 100;
	count = handover_signers(signers, view->session, view->person,
		view->taker);
	for (i = 0; i < count; i++)
		form_add_person(form, true, true);
}

static void
draw_signers(const struct view *view, struct page *page, int row)
{
	size_t signers[HANDOVER_SIGNERS], i;
	size_t count = handover_signers(signers, view->session, view->person,
		view->taker);

	page_put(page, row, LAYOUT_EDGE, ROLE_PLAIN, "Because");
	form_draw(page, row, 14, &view->form, 0, 62);
	for (i = 0; i < count && 2 * i + 2 < view->form.count; i++) {
		char name[FRAME_TEXT];
		int line = row + 2 + (int)i;
		int column = SIGN_COLUMN;

		people_name(name, sizeof(name), view->session, signers[i]);
		page_put(page, line, LAYOUT_EDGE, ROLE_PLAIN, "Signs");
		page_put(page, line, 14, ROLE_PLAIN, name);
		page_put(page, line, column, ROLE_PLAIN, "initials");
		column = form_draw(page, line, column + 11, &view->form,
			2 * i + 1, 4) + 3;
		page_put(page, line, column, ROLE_PLAIN, "PIN");
		form_draw(page, line, column + 6, &view->form, 2 * i + 2, 4);
	}
	if (count < 2)
		page_put(page, row + 2, LAYOUT_EDGE, ROLE_FAIL,
			"Nobody who is signed in can sign for this.");
	layout_paragraph(page, row + 7, LAYOUT_EDGE, LAYOUT_END - LAYOUT_EDGE,
		3, ROLE_PLAIN, "Say aloud what the new one must know: the "
		"step, open exceptions, what lies where. The voices of a gate are "
		"given anew.");
}

void
s_hand_over_draw(struct view *view, struct page *page)
{
	const struct person *who = session_person(view->session, view->person);
	char taker[FRAME_TEXT] = "whom?", line[2 * FRAME_TEXT];
	int row = LAYOUT_BODY;

	if (view->tab == 1)
		people_name(taker, sizeof(taker), view->session, view->taker);
	frame_title(page, "", "A role changes hands", "both sign");
	snprintf(line, sizeof(line), "%.8s goes from %.40s to %.50s",
		who->role, who->name, taker);
	page_put(page, row, LAYOUT_EDGE, ROLE_STRONG, line);
	row += 2;
	if (view->tab == 0 && view->form.count > 0)
		choice_draw_people(view, page, row, layout_bottom(page) - row,
			PART_TAKER);
	if (view->tab == 1 && view->form.count > 0)
		draw_signers(view, page, row);
	page_key(page, ACTION_ENTER, "next");
	page_key(page, ACTION_UP, "Down choose");
	page_key(page, ACTION_BACK, NULL);
	page_key(page, ACTION_OBJECTION, NULL);
	page_key(page, ACTION_HELP, NULL);
}

static void
ask_signers(struct view *view)
{
	size_t taker = view->form.parts[PART_TAKER].choice;
	struct err err;

	if (handover_check(view->session, view->person, taker, &err) !=
		STATUS_OK) {
		view_say(view, "%s", err.text);
		return;
	}
	view->taker = taker;
	view->tab = 1;
	form_reset(&view->form);
	s_hand_over_form(view, &view->form);
}

void
s_hand_over_enter(struct view *view)
{
	struct change_seal seals[HANDOVER_SIGNERS];
	const struct form *form = &view->form;
	struct err err;
	enum status status;
	size_t count = 0;

	if (view->tab == 0) {
		ask_signers(view);
		return;
	}
	for (; 2 * count + 2 < form->count; count++) {
		seals[count].initials = form->parts[2 * count + 1].text;
		seals[count].pin = &form->parts[2 * count + 2].secret;
	}
	status = move_hand_over(view->room, view->person, view->taker,
		form->parts[0].text, seals, count, &err);
	view_moved(view, status, &err);
	if (status == STATUS_OK)
		view->overlay_count = 0;
}
