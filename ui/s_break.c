/*
 * A break: two stay, and the CA and the IW come back with their PINs.
 */
#include "ceremony/people.h"
#include "layout.h"
#include "screens.h"

#define VALUE_COLUMN 20

enum { PART_STAYING, PART_BACK };

void
s_break_form(const struct view *view, struct form *form)
{
	(void)view;
	form_add(form, FORM_PEOPLE, "who stays, roles or initials")->max = 60;
	form_add(form, FORM_TEXT, "when it goes on, hh:mm UTC")->max = 5;
}

void
s_break_draw(struct view *view, struct page *page)
{
	int row = LAYOUT_BODY;

	frame_title(page, "", "A break", "two stay with the equipment");
	page_put(page, row, LAYOUT_EDGE, ROLE_PLAIN, "Who stays");
	page_put(page, row + 2, LAYOUT_EDGE, ROLE_PLAIN, "Back at, UTC");
	if (view->form.count > PART_BACK) {
		form_draw(page, row, VALUE_COLUMN, &view->form, PART_STAYING,
			40);
		form_draw(page, row + 2, VALUE_COLUMN, &view->form, PART_BACK,
			5);
	}
	layout_paragraph(page, row + 4, LAYOUT_EDGE, LAYOUT_END - LAYOUT_EDGE,
		3, ROLE_PLAIN, "Roles or initials of at least two, one blank "
		"between. Until the CA and the IW come back with their PINs "
		"no step goes on.");
	page_key(page, ACTION_ENTER, "next");
	page_key(page, ACTION_BACK, NULL);
	page_key(page, ACTION_OBJECTION, NULL);
	page_key(page, ACTION_HELP, NULL);
}

void
s_break_enter(struct view *view)
{
	const struct form_part *parts = view->form.parts;
	struct err err;
	enum status status = move_break(view->room, parts[PART_STAYING].text,
		parts[PART_BACK].text, &err);

	view_moved(view, status, &err);
	if (status == STATUS_OK)
		view->overlay_count = 0;
}

void
s_return_form(const struct view *view, struct form *form)
{
	form_add_person(form, view->awaited.initials, view->awaited.pin);
}

/* One of the two who come back, from where column is. */
static void
draw_person(const struct view *view, struct page *page, int row,
	const char *role, bool back)
{
	size_t person = people_for_role(view->session, role, NULL, 0);
	bool now = person == view->awaited.person;
	char name[FRAME_TEXT];
	int column = 44;
	size_t i;

	people_name(name, sizeof(name), view->session, person);
	page_put(page, row, LAYOUT_EDGE, ROLE_PLAIN, "Comes back");
	page_put(page, row, VALUE_COLUMN, now ? ROLE_STRONG : ROLE_PLAIN, name);
	if (!now)
		page_put(page, row, column, ROLE_PLAIN, back ? "is back" :
			"awaited");
	for (i = 0; now && i < view->form.count; i++) {
		page_put(page, row, column, ROLE_PLAIN, i == 0 ? "initials" :
			"PIN");
		column = form_draw(page, row, column + 11, &view->form, i, 4) +
			3;
	}
	if (now && view->form.count == 0 && !page->letters) {
		page_put(page, row, column, ROLE_HINT, "Enter");
		page_focus(page, row, VALUE_COLUMN - 2, VALUE_COLUMN);
	}
}

void
s_return_draw(struct view *view, struct page *page)
{
	const struct session_pause *pause = &view->session->pause;
	int row = LAYOUT_BODY;
	char time[32];

	frame_title(page, "", "Break", "nobody touches anything");
	page_put(page, row, LAYOUT_EDGE, ROLE_PLAIN, "Since");
	page_put(page, row++, VALUE_COLUMN, ROLE_STRONG,
		layout_time(time, pause->since_utc));
	page_put(page, row, LAYOUT_EDGE, ROLE_PLAIN, "Back at, UTC");
	page_put(page, row++, VALUE_COLUMN, ROLE_STRONG, pause->back);
	page_put(page, row, LAYOUT_EDGE, ROLE_PLAIN, "Stay");
	row += 1 + layout_paragraph(page, row, VALUE_COLUMN,
		LAYOUT_END - VALUE_COLUMN, 4, ROLE_STRONG, pause->staying);
	draw_person(view, page, row, "CA", pause->ca_back);
	draw_person(view, page, row + 1, "IW", false);
	layout_paragraph(page, row + 3, LAYOUT_EDGE, LAYOUT_END - LAYOUT_EDGE,
		2, ROLE_PLAIN, "The IW has heard from those who stayed that "
		"they were here all the time.");
	page_key(page, ACTION_ENTER, "is back");
	page_key(page, ACTION_OBJECTION, NULL);
	page_key(page, ACTION_OUTLINE, NULL);
	page_key(page, ACTION_LEAVE, NULL);
	page_key(page, ACTION_HELP, NULL);
	page_key(page, ACTION_MORE, NULL);
}

void
s_return_enter(struct view *view)
{
	struct err err;

	view_moved(view, move_return(view->room,
		form_text(&view->form, FORM_INITIALS),
		form_pin(&view->form, 0), &err), &err);
}
