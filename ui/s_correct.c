/*
 * A value that was mistyped, in this step or an earlier one: old, new, why.
 */
#include <stdio.h>

#include "ceremony/correction.h"
#include "ceremony/values.h"
#include "layout.h"
#include "screens.h"
#include "w_agreed.h"

#define VALUE_COLUMN 14
#define LINE_WIDTH 62
#define CHOICES 7 /* rows */

enum { PART_WHICH, PART_VALUE, PART_WHY, PART_SEAL };

void
s_correct_form(const struct view *view, struct form *form)
{
	form_add(form, FORM_CHOICE, "which value was mistyped")->choices =
		correction_count(view->session);
	form_add(form, FORM_TEXT, "what is right")->max = 80;
	form_add(form, FORM_TEXT, "because")->max = 200;
	agreed_add(view, form);
}

/* The latest first, those around the chosen one. */
static void
draw_choices(const struct view *view, struct page *page, int row)
{
	const struct session *session = view->session;
	const struct form_part *which = &view->form.parts[PART_WHICH];
	size_t first = which->choice / CHOICES * CHOICES;
	size_t i;

	for (i = first; i < which->choices && i < first + CHOICES; i++) {
		char line[FRAME_TEXT], name[120];
		struct correction place;

		if (!correction_find(&place, session, i))
			return;
		values_place_name(name, sizeof(name), session, place.step,
			place.value->row, place.value->field);
		snprintf(line, sizeof(line), "%-5s %-36.36s %.20s",
			session->script.steps[place.step].number, name,
			place.value->text);
		form_draw_choice(page, row + (int)(i - first), VALUE_COLUMN - 6,
			&view->form, PART_WHICH, i, line);
	}
}

void
s_correct_draw(struct view *view, struct page *page)
{
	int row = LAYOUT_BODY;

	frame_title(page, "", "A value was mistyped",
		"both values stay in the record");
	page_key(page, ACTION_ENTER, "take");
	page_key(page, ACTION_UP, "Down choose");
	page_key(page, ACTION_BACK, NULL);
	page_key(page, ACTION_OBJECTION, NULL);
	page_key(page, ACTION_HELP, NULL);
	if (view->form.count < PART_SEAL)
		return;
	draw_choices(view, page, row);
	row += CHOICES + 1;
	page_put(page, row, LAYOUT_EDGE, ROLE_PLAIN, "Is right");
	form_draw(page, row, VALUE_COLUMN, &view->form, PART_VALUE, LINE_WIDTH);
	page_put(page, row + 1, LAYOUT_EDGE, ROLE_PLAIN, "Because");
	form_draw(page, row + 1, VALUE_COLUMN, &view->form, PART_WHY,
		LINE_WIDTH);
	agreed_draw(view, page, row + 2, PART_SEAL);
}

void
s_correct_enter(struct view *view)
{
	const struct form_part *parts = view->form.parts;
	struct err err;
	enum status status = move_correct(view->room, parts[PART_WHICH].choice,
		parts[PART_VALUE].text, parts[PART_WHY].text,
		form_text(&view->form, FORM_INITIALS),
		form_pin(&view->form, 0), &err);

	view_moved(view, status, &err);
	if (status == STATUS_OK)
		view->overlay_count = 0;
}
