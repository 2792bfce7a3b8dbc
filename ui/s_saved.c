/*
 * One of two drives is lost; and the copies of the ceremony's directory.
 */
#include <stdio.h>

#include "layout.h"
#include "screens.h"
#include "w_agreed.h"

#define VALUE_COLUMN 14
#define VALUE_WIDTH (LAYOUT_END - VALUE_COLUMN)
#define LINE_WIDTH 62
#define TEXT_MAX 200

enum { PART_CHOICE, PART_REASON, PART_HEARD, PART_DIR, PART_SEAL };

#define ALONE (1U << 0)
#define SECOND (1U << 1)

static void
add_part(struct form *form, enum form_kind kind, const char *label,
	unsigned asked_for, bool needed)
{
	struct form_part *part = form_add(form, kind, label);

	part->max = TEXT_MAX;
	part->needed = needed;
	part->asked_for = asked_for;
}

void
s_lost_form(const struct view *view, struct form *form)
{
	form_add(form, FORM_CHOICE, "the decision")->choices = 2;
	add_part(form, FORM_TEXT, "because", ALONE, true);
	add_part(form, FORM_PEOPLE, "who heard it, roles or initials", ALONE,
		false);
	add_part(form, FORM_TEXT, "the new drive's label or directory", SECOND,
		true);
	agreed_add(view, form);
}

static void
draw_decision(const struct view *view, struct page *page, int row)
{
	const struct form *form = &view->form;

	page_put(page, row, LAYOUT_EDGE, ROLE_PLAIN, "Decision");
	if (form->count <= PART_DIR)
		return;
	form_draw_choice(page, row, VALUE_COLUMN, form, PART_CHOICE, 0,
		"go on with one drive; this is an exception by itself");
	form_draw_choice(page, row + 1, VALUE_COLUMN, form, PART_CHOICE, 1,
		"a new second drive: all is copied there and compared");
	if (form_asks(form, PART_REASON)) {
		page_put(page, row + 3, LAYOUT_EDGE, ROLE_PLAIN, "Because");
		form_draw(page, row + 3, VALUE_COLUMN, form, PART_REASON,
			LINE_WIDTH);
		page_put(page, row + 4, LAYOUT_EDGE, ROLE_PLAIN, "Heard");
		form_draw(page, row + 4, VALUE_COLUMN, form, PART_HEARD, 30);
	} else {
		page_put(page, row + 3, LAYOUT_EDGE, ROLE_PLAIN, "Drive");
		form_draw(page, row + 3, VALUE_COLUMN, form, PART_DIR,
			LINE_WIDTH);
	}
	agreed_draw(view, page, row + 5, PART_SEAL);
}

void
s_lost_draw(struct view *view, struct page *page)
{
	const struct session_saved *saved = &view->session->saved;
	int row = LAYOUT_BODY;
	char time[32];

	frame_title(page, "", "NOT SAVED on one drive",
		"nothing is lost; nothing goes on");
	page_put(page, row, LAYOUT_EDGE, ROLE_PLAIN, "Lost");
	page_format(page, row++, VALUE_COLUMN, ROLE_STRONG, "%.40s, since %s",
		saved->lost_name, layout_time(time, saved->lost_utc));
	row += layout_paragraph(page, row, VALUE_COLUMN, VALUE_WIDTH, 3,
		ROLE_STRONG, saved->why);
	page_put(page, row, LAYOUT_EDGE, ROLE_PLAIN, "Saved");
	page_format(page, row++, VALUE_COLUMN, ROLE_PLAIN,
		"all %llu events, this loss too, on %.40s",
		(unsigned long long)view->session->event_count, saved->first);
	page_put(page, row, LAYOUT_EDGE, ROLE_PLAIN, "To do");
	row += layout_paragraph(page, row, VALUE_COLUMN, VALUE_WIDTH, 2,
		ROLE_PLAIN, "Leave both drives as they are. Nothing is written "
		"to the lost one any more. CA decides, IW agrees.");
	draw_decision(view, page, row + 1);
	page_key(page, ACTION_ENTER, "take");
	page_key(page, ACTION_UP, "Down choose");
	page_key(page, ACTION_OBJECTION, NULL);
	page_key(page, ACTION_HELP, NULL);
	page_key(page, ACTION_MORE, NULL);
}

void
s_lost_enter(struct view *view)
{
	const struct form *form = &view->form;
	const struct secret *pin = form_pin(form, 0);
	const char *initials = form_text(form, FORM_INITIALS);
	struct err err;

	if (form->parts[PART_CHOICE].choice == 0)
		view_moved(view, move_alone(view->room,
			form->parts[PART_REASON].text,
			form->parts[PART_HEARD].text, initials, pin, &err),
			&err);
	else
		view_moved(view, move_second_drive(view->room,
			form->parts[PART_DIR].text, initials, pin, &err), &err);
}

static int
draw_copy(struct page *page, int row, const struct session_copy *copy)
{
	bool good = copy->verdict == VERDICT_PASS;
	char time[32];

	page_format(page, row, LAYOUT_EDGE, ROLE_STRONG, "%.*s",
		(int)page_cut(copy->drive, 20), copy->drive);
	page_put(page, row, 24, good ? ROLE_PASS : ROLE_FAIL,
		verdict_word(copy->verdict));
	page_put(page, row, 30, ROLE_PLAIN, layout_time(time, copy->at_utc));
	if (good)
		page_format(page, row, 37, ROLE_PLAIN,
			"%zu files", copy->files);
	if (copy->text == NULL || copy->text[0] == '\0')
		return 1;
	return layout_paragraph(page, row, 37, LAYOUT_END - 37, 4, ROLE_STRONG,
		copy->text);
}

void
s_copies_draw(struct view *view, struct page *page)
{
	const struct session *session = view->session;
	const struct session_saved *saved = &session->saved;
	int row = LAYOUT_BODY;
	size_t i;

	frame_title(page, "", "Copies", "written, read back, SHA-256 compared");
	if (saved->second != NULL)
		page_format(page, row, LAYOUT_EDGE, ROLE_PLAIN, "Each event "
			"is on %.24s and on %.24s before it counts.",
			saved->first, saved->second);
	else
		page_put(page, row, LAYOUT_EDGE, ROLE_PLAIN,
			"Each event is on one drive before it counts.");
	row += 2;
	for (i = 0; i < session->copy_count && row < layout_bottom(page) - 2;
		i++)
		row += draw_copy(page, row, &session->copies[i]);
	if (session->copy_count == 0)
		page_put(page, row, LAYOUT_EDGE, ROLE_PLAIN,
			"Nothing was copied to another drive yet.");
	page_key(page, ACTION_ENTER, "back");
	page_key(page, ACTION_HELP, NULL);
}
