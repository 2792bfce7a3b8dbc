/*
 * An objection: anybody, no reason asked. It takes the whole screen until the
 * objector takes it back.
 */
#include <stdio.h>

#include "ceremony/people.h"
#include "layout.h"
#include "screens.h"
#include "w_choice.h"

#define BELOW_ROWS 5 /* blank, name, words, words typed, what it does */
#define NAME_COLUMN 34

enum { PART_WHO, PART_NAME, PART_WORDS };

/* The last choice is somebody who is not on the list. */
void
s_object_form(const struct view *view, struct form *form)
{
	size_t people = view->session->ceremony.person_count;
	struct form_part *name;

	form_add(form, FORM_CHOICE, "who objects")->choices =
		people < 31 ? people + 1 : people;
	name = form_add(form, FORM_TEXT, "their name");
	name->max = 60;
	name->asked_for = people < 31 ? 1U << people : 1U << 31;
	form_add(form, FORM_TEXT, "in their words, or nothing")->needed =
		false;
}

void
s_object_draw(struct view *view, struct page *page)
{
	int below = layout_bottom(page) - BELOW_ROWS;

	frame_title(page, "", "Objection", "no reason is asked");
	if (view->form.count > PART_WORDS) {
		choice_draw_people(view, page, LAYOUT_BODY,
			below - LAYOUT_BODY, PART_WHO);
		if (form_asks(&view->form, PART_NAME)) {
			page_put(page, below + 1, LAYOUT_TEXT, ROLE_PLAIN,
				"Their name, remote or not:");
			form_draw(page, below + 1, NAME_COLUMN + 3, &view->form,
				PART_NAME, 38);
		}
		form_draw(page, below + 3, LAYOUT_TEXT, &view->form, PART_WORDS,
			68);
	}
	page_put(page, below + 2, LAYOUT_TEXT, ROLE_PLAIN,
		"In their words, or nothing:");
	page_put(page, below + 4, LAYOUT_TEXT, ROLE_PLAIN,
		"It shuts the gate at once and goes into the record.");
	page_key(page, ACTION_ENTER, "next");
	page_key(page, ACTION_UP, "Down choose");
	page_key(page, ACTION_BACK, NULL);
	page_key(page, ACTION_HELP, NULL);
}

void
s_object_enter(struct view *view)
{
	const struct form_part *parts = view->form.parts;
	size_t person = parts[PART_WHO].choice;
	struct err err;
	enum status status;

	if (person < view->session->ceremony.person_count)
		status = move_object(view->room, person, parts[PART_WORDS].text,
			&err);
	else
		status = move_object_remote(view->room, parts[PART_NAME].text,
			parts[PART_WORDS].text, &err);
	view_moved(view, status, &err);
	if (status == STATUS_OK)
		view->overlay_count = 0;
}

void
s_objection_form(const struct view *view, struct form *form)
{
	form_add(form, FORM_TEXT, "how it was settled")->max = 200;
	form_add_person(form, view->awaited.initials, view->awaited.pin);
}

/* Initials and PIN of the one who takes it back. */
static void
draw_withdrawer(const struct view *view, struct page *page, int row)
{
	static const int columns[] = {30, 46};
	const struct person *who = session_person(view->session,
		view->awaited.person);
	size_t i;

	if (view->form.count < 2) {
		page_put(page, row, LAYOUT_TEXT, ROLE_PLAIN,
			"By the last Enter: no PIN has been chosen yet.");
		return;
	}
	page_format(page, row, LAYOUT_TEXT, ROLE_PLAIN, "%.8s initials, PIN",
		who->role);
	for (i = 1; i < view->form.count && i < 3; i++)
		form_draw(page, row, columns[i - 1], &view->form, i, 4);
}

void
s_objection_draw(struct view *view, struct page *page)
{
	const struct session_objection *objection = &view->session->objection;
	const char *words = objection->words;
	int row = LAYOUT_BODY;
	int column;
	char person[FRAME_TEXT];
	char time[32];

	frame_title(page, "", "Objection", "the gate is SHUT");
	page_put_right(page, LAYOUT_TITLE, LAYOUT_END, ROLE_FAIL, "SHUT");
	page_put(page, row, LAYOUT_EDGE, ROLE_PLAIN, "Who");
	column = page_put(page, row, 12, ROLE_STRONG, objection->name);
	if (view->session->waiting_count > 0)
		page_format(page, row, column + 3, ROLE_FAIL,
			"and %zu more behind it",
			view->session->waiting_count);
	row++;
	page_put(page, row, LAYOUT_EDGE, ROLE_PLAIN, "When");
	page_format(page, row++, 12, ROLE_PLAIN, "%s, at step %s",
		layout_time(time, objection->at_utc),
		objection->step < view->session->script.step_count ?
		view->session->script.steps[objection->step].number : "");
	page_put(page, row, LAYOUT_EDGE, ROLE_PLAIN, "Words");
	row += 1 + layout_paragraph(page, row, 12, LAYOUT_END - 12, 3,
		ROLE_STRONG, words == NULL || *words == '\0' ?
		"none; none are asked for" : words);
	row += 1 + layout_paragraph(page, row, LAYOUT_EDGE, LAYOUT_END -
		LAYOUT_EDGE, 3, ROLE_PLAIN, "Nothing is signed while it "
		"stands, and the voices of the gate are gone. No step goes "
		"on. Talk, look, read the outline and the record; leave and "
		"help work.");
	people_name(person, sizeof(person), view->session,
		view->awaited.person);
	page_format(page, row++, LAYOUT_EDGE, ROLE_PLAIN,
		view->awaited.person == objection->person ?
		"Only %.40s takes it back. How was it settled?" :
		"Only %.30s takes it back for them. How was it settled?",
		person);
	if (view->form.count > 0) {
		form_draw(page, row, LAYOUT_TEXT, &view->form, 0, 68);
		draw_withdrawer(view, page, row + 2);
	}
	page_key(page, ACTION_ENTER, "withdraw");
	page_key(page, ACTION_OBJECTION, "One more");
	page_key(page, ACTION_OUTLINE, NULL);
	page_key(page, ACTION_LEAVE, NULL);
	page_key(page, ACTION_HELP, NULL);
	page_key(page, ACTION_MORE, NULL);
}

void
s_objection_enter(struct view *view)
{
	struct err err;

	view_moved(view, move_withdraw(view->room,
		form_text(&view->form, FORM_TEXT),
		form_text(&view->form, FORM_INITIALS),
		form_pin(&view->form, 0), &err), &err);
}
