/*
 * Amendments: a value that differs is taken as it is, because.
 */
#include "layout.h"
#include "screens.h"
#include "w_agreed.h"
#include "w_value.h"

#define VALUE_COLUMN 14

void
s_amend_form(const struct view *view, struct form *form)
{
	form_add(form, FORM_TEXT, "because")->max = 200;
	agreed_add(view, form);
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
		session_field(session, awaited.step, awaited.field)->label);
	value_draw_both(view, page, LAYOUT_BODY + 2, 24);
	page_put(page, LAYOUT_BODY + 5, LAYOUT_EDGE, ROLE_PLAIN, "Because");
	if (view->form.count > 0) {
		form_draw(page, LAYOUT_BODY + 7, VALUE_COLUMN, &view->form, 0,
			62);
		agreed_draw(view, page, LAYOUT_BODY + 9, 1);
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
