/*
 * The printer: which queue, what was sent and what became of it, once more.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "ceremony/printer.h"
#include "layout.h"
#include "screens.h"

#define CHOICE_COLUMN 14
#define NAME_WIDTH 24
#define PRINT_WIDTH 18
#define STATE_COLUMN 46
#define QUEUES_MAX 5 /* that are offered */
#define AGAIN_MAX 4

enum { PART_CHOICE, PART_COPIES };

/* Choices are the queues, then "without", then the last printouts. */
static size_t
queues_of(const struct session_printing *printing)
{
	return printing->queue_count < QUEUES_MAX ? printing->queue_count :
		QUEUES_MAX;
}

static size_t
again_of(const struct session_printing *printing)
{
	return printing->print_count < AGAIN_MAX ? printing->print_count :
		AGAIN_MAX;
}

/* The printout of a choice, newest first. */
static size_t
print_of(const struct session_printing *printing, size_t choice)
{
	return printing->print_count - 1 -
		(choice - queues_of(printing) - 1);
}

void
s_printer_form(const struct view *view, struct form *form)
{
	const struct session_printing *printing = &view->session->printing;
	size_t first = queues_of(printing) + 1, i;
	struct form_part *part;

	if (view->mode != VIEW_HELD ||
		view->session->state != SESSION_RUNNING)
		return;
	part = form_add(form, FORM_CHOICE, "what to do");
	part->choices = first + again_of(printing);
	if (printing->decided && again_of(printing) > 0)
		part->choice = first;
	part = form_add(form, FORM_TEXT, "copies");
	part->max = 2;
	part->needed = true;
	for (i = first; i < first + AGAIN_MAX; i++)
		part->asked_for |= 1U << i;
	form_propose(part, "1");
}

/* "1 (*) laser", or without a form the label alone. */
static void
draw_choice(const struct view *view, struct page *page, int row, size_t choice,
	const char *label)
{
	if (view->form.count > 0)
		form_draw_choice(page, row, CHOICE_COLUMN, &view->form,
			PART_CHOICE, choice, label);
	else
		page_put(page, row, CHOICE_COLUMN, ROLE_PLAIN, label);
}

static int
draw_queues(const struct view *view, struct page *page, int row)
{
	const struct session_printing *printing = &view->session->printing;
	size_t i;

	page_put(page, row, LAYOUT_EDGE, ROLE_PLAIN, "Name");
	for (i = 0; i < queues_of(printing); i++, row++) {
		const struct session_queue *queue = &printing->queues[i];
		char name[NAME_WIDTH + 1];

		snprintf(name, sizeof(name), "%.*s",
			(int)page_cut(queue->name, NAME_WIDTH), queue->name);
		draw_choice(view, page, row, i, name);
		page_format(page, row, STATE_COLUMN, ROLE_PLAIN, "%.*s",
			(int)page_cut(queue->state, LAYOUT_END - STATE_COLUMN),
			queue->state);
	}
	draw_choice(view, page, row, i, "go on without a printer");
	return row + 1;
}

/* "18:41  annotated-script-1": its name without what all of them have. */
static void
say_print(char *dst, size_t size, const struct session_print *print)
{
	static const char rehearsal[] = "REHEARSAL-", ending[] = ".txt";
	const char *name = file_base_name(print->file);
	size_t len;
	char time[32];

	if (strncmp(name, rehearsal, sizeof(rehearsal) - 1) == 0)
		name += sizeof(rehearsal) - 1;
	len = strlen(name);
	if (len >= sizeof(ending) && strcmp(name + len - sizeof(ending) + 1,
		ending) == 0)
		len -= sizeof(ending) - 1;
	snprintf(dst, size, "%s  %.*s", layout_time(time, print->at_utc),
		len < PRINT_WIDTH ? (int)len : PRINT_WIDTH, name);
}

/* "printed 18:41", "on its way since 19:30". */
static void
say_job(char *dst, size_t size, const struct session_print *print)
{
	static const char *const states[] = {
		[JOB_NONE] = "not sent",
		[JOB_RUNS] = "on its way since",
		[JOB_PRINTED] = "printed",
		[JOB_WAITS] = "waits:",
		[JOB_FAILED] = "FAIL:",
		[JOB_UNKNOWN] = "end unknown:",
	};
	char time[32];

	if (print->state == JOB_RUNS || print->state == JOB_PRINTED)
		snprintf(dst, size, "%s %s", states[print->state],
			layout_time(time, print->state == JOB_RUNS ?
				print->since_utc : print->ended_utc));
	else
		snprintf(dst, size, "%s%s%s", states[print->state],
			print->how != NULL ? " " : "",
			print->how != NULL ? print->how : "");
}

static int
draw_prints(const struct view *view, struct page *page, int row)
{
	const struct session_printing *printing = &view->session->printing;
	size_t first = queues_of(printing) + 1, i;

	if (printing->print_count == 0) {
		page_put(page, row, LAYOUT_EDGE, ROLE_DIM,
			"Nothing was printed yet.");
		return row + 1;
	}
	page_put(page, row, LAYOUT_EDGE, ROLE_PLAIN, "Again");
	for (i = first; i < first + again_of(printing); i++, row++) {
		const struct session_print *print =
			&printing->prints[print_of(printing, i)];
		char name[FRAME_TEXT], how[FRAME_TEXT];

		say_print(name, sizeof(name), print);
		draw_choice(view, page, row, i, name);
		say_job(how, sizeof(how), print);
		page_format(page, row, STATE_COLUMN,
			print->state == JOB_FAILED ? ROLE_FAIL : ROLE_PLAIN,
			"%.*s", (int)page_cut(how, LAYOUT_END - STATE_COLUMN),
			how);
	}
	return row;
}

/* In full, of the printout that is chosen. */
static void
draw_ended(const struct view *view, struct page *page, int row)
{
	const struct session_printing *printing = &view->session->printing;
	const struct session_print *print = &printing->prints[print_of(
		printing, view->form.parts[PART_CHOICE].choice)];

	if (print->how == NULL)
		return;
	page_put(page, row, LAYOUT_EDGE, ROLE_PLAIN, "Ended");
	layout_paragraph(page, row, CHOICE_COLUMN, LAYOUT_END - CHOICE_COLUMN,
		layout_bottom(page) - row, ROLE_PLAIN, print->how);
}

static void
draw_named(const struct view *view, struct page *page, int row)
{
	const struct session_printing *printing = &view->session->printing;

	page_put(page, row, LAYOUT_EDGE, ROLE_PLAIN, "Queue");
	if (printing->queue != NULL)
		page_format(page, row, CHOICE_COLUMN, ROLE_STRONG, "%.*s",
			(int)page_cut(printing->queue, NAME_WIDTH),
			printing->queue);
	else
		page_put(page, row, CHOICE_COLUMN, ROLE_STRONG,
			printing->decided ? "none: it goes on without" :
			"none is named yet");
	if (printing->queue_count == 0)
		page_put(page, row, STATE_COLUMN, ROLE_PLAIN,
			"CUPS on this computer names none");
	page_put(page, row + 1, CHOICE_COLUMN, ROLE_PLAIN,
		"Each printout lies in print/ as text, whatever becomes of "
		"it.");
}

void
s_printer_draw(struct view *view, struct page *page)
{
	int row = LAYOUT_BODY;

	frame_title(page, "", "Printer", "printing may follow later");
	draw_named(view, page, row);
	row = draw_queues(view, page, row + 3);
	row = draw_prints(view, page, row + 1);
	if (view->form.count > 0 && form_asks(&view->form, PART_COPIES)) {
		page_put(page, row, LAYOUT_EDGE, ROLE_PLAIN, "Copies");
		form_draw(page, row, CHOICE_COLUMN, &view->form, PART_COPIES,
			2);
		draw_ended(view, page, row + 1);
	}
	page_key(page, ACTION_ENTER, view->form.count > 0 ? "take" : "back");
	if (view->form.count > 0)
		page_key(page, ACTION_UP, "Down choose");
	page_key(page, ACTION_BACK, NULL);
	page_key(page, ACTION_HELP, NULL);
}

static void
name_queue(struct view *view, const char *queue)
{
	struct err err;
	enum status status = move_printer(view->room, queue, &err);

	view_moved(view, status, &err);
	if (status == STATUS_OK)
		view_pop(view);
}

static void
print_again(struct view *view, size_t print)
{
	unsigned copies = (unsigned)strtoul(
		view->form.parts[PART_COPIES].text, NULL, 10);
	struct err err;

	view_moved(view, move_print_again(view->room, print, copies, &err),
		&err);
	form_again(&view->form);
}

void
s_printer_enter(struct view *view)
{
	const struct session_printing *printing = &view->session->printing;
	size_t choice;

	if (view->form.count == 0) {
		view_pop(view);
		return;
	}
	choice = view->form.parts[PART_CHOICE].choice;
	if (choice > queues_of(printing))
		print_again(view, print_of(printing, choice));
	else
		name_queue(view, choice < queues_of(printing) ?
			printing->queues[choice].name : NULL);
}
