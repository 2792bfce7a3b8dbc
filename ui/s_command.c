/*
 * One shell command: typed by the CA, agreed by the IW; then how it ended.
 */
#include <stdio.h>

#include "base/clock.h"
#include "layout.h"
#include "screens.h"
#include "w_agreed.h"

#define VALUE_COLUMN 14
#define VALUE_WIDTH (LAYOUT_END - VALUE_COLUMN)
#define LINE_WIDTH 62
#define COMMAND_MAX 200
#define OUTPUT_ROWS 6

enum { PART_COMMAND, PART_SEAL };

/* view->tab is 1 once a command has ended. */
void
s_command_form(const struct view *view, struct form *form)
{
	if (view->tab == 1)
		return;
	form_add(form, FORM_TEXT, "the command")->max = COMMAND_MAX;
	agreed_add(view, form);
}

static int
draw_labelled(struct page *page, int row, const char *label, const char *text,
	enum page_role role)
{
	page_put(page, row, LAYOUT_EDGE, ROLE_PLAIN, label);
	return row + layout_paragraph(page, row, VALUE_COLUMN, VALUE_WIDTH, 4,
		role, text);
}

static void
draw_question(const struct view *view, struct page *page)
{
	char title[64];
	int row = LAYOUT_BODY;

	snprintf(title, sizeof(title), "One shell command, SE-%zu",
		view->session->exception_count + 1);
	frame_title(page, "", title, "an exception by itself");
	page_put(page, row, LAYOUT_EDGE, ROLE_PLAIN, "Command");
	if (view->form.count > PART_COMMAND)
		form_draw(page, row, VALUE_COLUMN, &view->form, PART_COMMAND,
			LINE_WIDTH);
	agreed_draw(view, page, row + 4, PART_SEAL);
	layout_paragraph(page, row + 6, VALUE_COLUMN, LINE_WIDTH, 6,
		ROLE_PLAIN, "Read it aloud first. /bin/sh runs it in the "
		"ceremony's folder, with no keyboard, for ten minutes at "
		"most; what it writes is kept in logs/. Whoever has confirmed "
		"a plan confirms anew. The exception is open before it runs "
		"and is decided behind it.");
	page_key(page, ACTION_ENTER, "next");
	page_key(page, ACTION_BACK, NULL);
	page_key(page, ACTION_OBJECTION, NULL);
	page_key(page, ACTION_HELP, NULL);
}

static int
draw_output(struct page *page, int row, const char *text)
{
	int used = 0;

	page_put(page, row, LAYOUT_EDGE, ROLE_PLAIN, "It wrote");
	while (text != NULL && *text != '\0' && used < OUTPUT_ROWS) {
		const char *end = text;

		while (*end != '\0' && *end != '\n')
			end++;
		page_format(page, row + used++, VALUE_COLUMN, ROLE_PLAIN,
			"%.*s", end - text < VALUE_WIDTH ? (int)(end - text) :
			VALUE_WIDTH, text);
		text = *end == '\n' ? end + 1 : end;
	}
	if (used == 0)
		page_put(page, row, VALUE_COLUMN, ROLE_PLAIN, "nothing");
	return row + (used > 0 ? used : 1);
}

static void
draw_result(const struct view *view, struct page *page)
{
	const struct session_command *command = &view->session->command;
	char hex[DIGEST_HEX_SIZE], text[FRAME_TEXT], title[64];
	int row = LAYOUT_BODY;

	digest_format(hex, &command->sha256);
	snprintf(title, sizeof(title), "Command %u has ended", command->count);
	frame_title(page, "", title, "the exception is decided next");
	row = draw_labelled(page, row, "Command", command->text, ROLE_PLAIN);
	row = draw_labelled(page, row, "Ended", command->how, ROLE_STRONG);
	snprintf(text, sizeof(text), "%llu bytes %s%s",
		(unsigned long long)command->bytes, command->file[0] == '\0' ?
		"that could not be saved" : "in ", command->file);
	row = draw_labelled(page, row, "Output", text, ROLE_PLAIN);
	row = draw_labelled(page, row, "SHA-256", hex, ROLE_PLAIN);
	row = draw_output(page, row, command->output);
	page_put(page, row + 1, VALUE_COLUMN, ROLE_PLAIN,
		"CA: Enter goes to the exception.");
	page_focus(page, row + 1, VALUE_COLUMN - 2, VALUE_COLUMN);
	page_key(page, ACTION_ENTER, "decide");
	page_key(page, ACTION_OBJECTION, NULL);
	page_key(page, ACTION_HELP, NULL);
}

void
s_command_draw(struct view *view, struct page *page)
{
	if (view->tab == 1)
		draw_result(view, page);
	else
		draw_question(view, page);
}

void
s_command_enter(struct view *view)
{
	struct err err;
	enum status status;

	if (view->tab == 1) {
		view->overlay_count = 0;
		return;
	}
	status = move_command(view->room, view->form.parts[PART_COMMAND].text,
		form_text(&view->form, FORM_INITIALS),
		form_pin(&view->form, 0), &err);
	view_moved(view, status, &err);
	if (status != STATUS_OK)
		return;
	view->tab = 1;
	form_reset(&view->form);
}

/* While it runs. */
void
s_running_draw(struct view *view, struct page *page)
{
	const struct view_command *now = &view->command;
	char text[FRAME_TEXT], time[32], title[64];
	int row = LAYOUT_BODY;

	snprintf(title, sizeof(title), "Command %u is running",
		view->session->command.count);
	frame_title(page, "", title, "ten minutes at most");
	row = draw_labelled(page, row, "Command", view->session->command.text,
		ROLE_PLAIN);
	snprintf(text, sizeof(text), "%s, for %lld s",
		layout_time(time, now->since_utc),
		(long long)(now->shown_ms - now->since_ms) / 1000);
	row = draw_labelled(page, row, "Since", text, ROLE_PLAIN);
	snprintf(text, sizeof(text), "%zu bytes so far", now->bytes);
	row = draw_labelled(page, row, "Output", text, ROLE_PLAIN);
	page_put(page, row + 1, VALUE_COLUMN, ROLE_STRONG,
		"Esc stops it and all that it has started.");
	page_focus(page, row + 1, VALUE_COLUMN - 2, VALUE_COLUMN);
	page_key(page, ACTION_BACK, "Stop it");
}

bool
command_runs(struct view *view, size_t bytes, int64_t every_ms)
{
	struct view_command *now = &view->command;
	int64_t mono_ms = clock_mono_ms();
	bool first = !now->on;

	if (first)
		*now = (struct view_command){.on = true, .since_ms = mono_ms,
			.since_utc = view->now_utc};
	if (!first && mono_ms - now->shown_ms < every_ms)
		return false;
	now->bytes = bytes;
	now->shown_ms = mono_ms;
	return true;
}

void
command_input(struct view *view, const struct input *input)
{
	if (input->kind == INPUT_END || input->kind == INPUT_STOP ||
		(input->kind == INPUT_ACTION && input->action == ACTION_BACK))
		view->command.stopped = true;
}
