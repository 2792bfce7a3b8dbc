/*
 * People change in the middle of a ceremony: who comes late, who goes; the
 * other two have screens of their own.
 */
#include <stdio.h>

#include "ceremony/people.h"
#include "layout.h"
#include "screens.h"
#include "w_choice.h"

#define TYPED_COLUMN 32

static const struct {
	const char *label;
	enum screen_id screen;
} changes[] = {
	{"comes late, and signs in", SCREEN_ARRIVE},
	{"leaves", SCREEN_DEPART},
	{"hands the role over", SCREEN_HAND_OVER},
	{"a break for all; two stay", SCREEN_BREAK},
};

#define CHANGES (sizeof(changes) / sizeof(changes[0]))
#define OF_ONE 7U /* the first three are about a person */

enum { PART_WHAT, PART_WHO };

void
s_change_form(const struct view *view, struct form *form)
{
	struct form_part *who;

	form_add(form, FORM_CHOICE, "what changes")->choices = CHANGES;
	who = form_add(form, FORM_CHOICE, "who it is");
	who->choices = view->session->ceremony.person_count;
	who->asked_for = OF_ONE;
}

void
s_change_draw(struct view *view, struct page *page)
{
	int row = LAYOUT_BODY;
	size_t i;

	frame_title(page, "", "People change", "it goes into the record");
	if (view->form.count > PART_WHO) {
		for (i = 0; i < CHANGES; i++)
			form_draw_choice(page, row + (int)i, LAYOUT_TEXT,
				&view->form, PART_WHAT, i, changes[i].label);
		row += (int)CHANGES + 1;
		if (form_asks(&view->form, PART_WHO))
			choice_draw_people(view, page, row,
				layout_bottom(page) - row, PART_WHO);
	}
	page_key(page, ACTION_ENTER, "next");
	page_key(page, ACTION_UP, "Down choose");
	page_key(page, ACTION_BACK, NULL);
	page_key(page, ACTION_OBJECTION, NULL);
	page_key(page, ACTION_HELP, NULL);
}

void
s_change_enter(struct view *view)
{
	view->person = view->form.parts[PART_WHO].choice;
	view_push(view, changes[view->form.parts[PART_WHAT].choice].screen);
}

static void
draw_head(const struct view *view, struct page *page, const char *title,
	const char *state)
{
	char name[FRAME_TEXT];

	frame_title(page, "", title, state);
	people_name(name, sizeof(name), view->session, view->person);
	page_put(page, LAYOUT_BODY, LAYOUT_TEXT, ROLE_STRONG, name);
	page_key(page, ACTION_ENTER, "take");
	page_key(page, ACTION_BACK, NULL);
	page_key(page, ACTION_OBJECTION, NULL);
	page_key(page, ACTION_HELP, NULL);
}

static void
close_overlays(struct view *view, enum status status, const struct err *err)
{
	view_moved(view, status, err);
	if (status == STATUS_OK)
		view->overlay_count = 0;
}

void
s_arrive_form(const struct view *view, struct form *form)
{
	char initials[SESSION_INITIALS_SIZE];

	move_propose_initials(initials, view->session, view->person);
	form_propose(form_add(form, FORM_INITIALS, "initials"), initials);
	form_add(form, FORM_PIN, "PIN for today");
	form_add(form, FORM_PIN, "PIN for today, once more");
}

void
s_arrive_draw(struct view *view, struct page *page)
{
	static const char *const labels[] = {"Initials", "PIN for today",
		"The same again"};
	int row = LAYOUT_BODY + 2;
	size_t i;

	draw_head(view, page, "Comes late, and signs in",
		"own PIN, for today only");
	for (i = 0; i < view->form.count && i < 3; i++) {
		page_put(page, row, LAYOUT_TEXT, ROLE_PLAIN, labels[i]);
		form_draw(page, row++, TYPED_COLUMN, &view->form, i, 4);
	}
	layout_paragraph(page, row + 1, LAYOUT_TEXT, LAYOUT_WIDTH, 2,
		ROLE_PLAIN, "4 to 8 digits. Cameras film your hands: use no "
		"PIN that opens anything else.");
}

void
s_arrive_enter(struct view *view)
{
	struct err err;

	close_overlays(view, move_sign_in(view->room, view->person,
		form_text(&view->form, FORM_INITIALS),
		form_pin(&view->form, 0), form_pin(&view->form, 1), &err),
		&err);
}

void
s_depart_form(const struct view *view, struct form *form)
{
	struct form_part *why;

	(void)view;
	why = form_add(form, FORM_TEXT, "why, or nothing");
	why->needed = false;
	why->max = 100;
}

void
s_depart_draw(struct view *view, struct page *page)
{
	draw_head(view, page, "Leaves", "two stay to the end");
	page_put(page, LAYOUT_BODY + 2, LAYOUT_TEXT, ROLE_PLAIN,
		"Why, or nothing");
	if (view->form.count > 0)
		form_draw(page, LAYOUT_BODY + 2, TYPED_COLUMN, &view->form, 0,
			44);
	layout_paragraph(page, LAYOUT_BODY + 4, LAYOUT_TEXT, LAYOUT_WIDTH, 3,
		ROLE_PLAIN, "Who leaves is not asked any more. A role that "
		"nobody else has is handed over, before or afterwards; who "
		"comes back signs in again.");
}

void
s_depart_enter(struct view *view)
{
	struct err err;

	close_overlays(view, move_leave(view->room, view->person,
		form_text(&view->form, FORM_TEXT), &err), &err);
}
