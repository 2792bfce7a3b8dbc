#include "w_kind.h"

#include <stdio.h>
#include <string.h>

#include "base/text.h"
#include "base/utc.h"
#include "ceremony/kinds.h"
#include "ceremony/people.h"
#include "ceremony/steps.h"
#include "layout.h"

#define VALUE_COLUMN 36
#define VERDICT_COLUMN 48

void
kind_draw_jump(const struct view *view, struct page *page, int row)
{
	const struct session_clock *clock = &view->session->clock;
	char words[KIND_CLOCK_WORDS], time[32];

	kind_clock_words(words, clock->jump_s);
	page_format(page, row, LAYOUT_TEXT, ROLE_STRONG, "The computer's clock "
		"was set %s at %s; this is recorded.", words,
		layout_time(time, clock->jumped_utc));
}

static int
clock_rows(const struct view *view)
{
	static const int rows[] = {
		[VERDICT_NONE] = 1, [VERDICT_PASS] = 3, [VERDICT_FAIL] = 4,
	};

	return rows[view->session->clock.verdict];
}

static void
draw_limit(const struct view *view, struct page *page, int row)
{
	page_put(page, row, LAYOUT_TEXT, ROLE_PLAIN, "Allowed");
	page_format(page, row, VALUE_COLUMN, ROLE_PLAIN,
		"%u s either way, zone UTC",
		view->session->ceremony.clock_limit_s);
}

/* The reading stays hidden until the mark. */
static void
draw_clock(const struct view *view, struct page *page, int row)
{
	const struct session_clock *clock = &view->session->clock;
	char words[KIND_CLOCK_WORDS], reading[UTC_SIZE];
	bool pass = clock->verdict == VERDICT_PASS;
	int end;

	draw_limit(view, page, row++);
	if (clock->verdict == VERDICT_NONE)
		return;
	kind_clock_words(words, clock->ahead_s);
	utc_format(reading, clock->computer_utc);
	page_put(page, row, LAYOUT_TEXT, ROLE_PLAIN, "Computer's clock");
	page_format(page, row++, VALUE_COLUMN, ROLE_PLAIN, "%s, zone %s%s",
		reading, clock->zone, clock->other_zone ? ", not UTC" : "");
	page_put(page, row, LAYOUT_TEXT, ROLE_PLAIN, "Difference");
	end = page_put(page, row, VALUE_COLUMN, ROLE_PLAIN, words) + 2;
	page_put(page, row++, end > VERDICT_COLUMN ? end : VERDICT_COLUMN,
		pass ? ROLE_PASS : ROLE_FAIL, verdict_word(clock->verdict));
	if (!pass)
		page_put(page, row, LAYOUT_TEXT, ROLE_STRONG, "Set the "
			"computer's clock and compare again; or F3: an "
			"exception.");
}

static int
device_rows(const struct view *view)
{
	const struct session *session = view->session;

	if (session_current(session)->drive == NULL)
		return 0;
	return session->rehearsal && view->awaited.what == AWAITED_DONE ? 2 : 1;
}

static void
draw_device(const struct view *view, struct page *page, int row)
{
	const struct step *step = session_current(view->session);
	int column;

	page_put(page, row, LAYOUT_TEXT, ROLE_PLAIN, "Drive");
	column = page_format(page, row, VALUE_COLUMN, ROLE_STRONG, "%s %s",
		step->drive, step->drive_gone ? "comes out" : "goes in");
	if (step->stay != NULL)
		page_format(page, row, column, ROLE_STRONG, "; these stay: %s",
			step->stay);
	if (device_rows(view) > 1)
		page_put(page, row + 1, LAYOUT_TEXT, ROLE_HINT, "A rehearsal "
			"has drives of its own; Enter moves this one.");
}

static int
hold_rows(const struct view *view)
{
	const struct session *session = view->session;
	const struct step *step = session_current(session);

	return (step->stay != NULL ? 1 : 0) + (step->wait_minutes > 0 ||
		session_hold_utc(session, session->step) != 0 ? 1 : 0);
}

static void
draw_stay(const struct view *view, struct page *page, int row)
{
	const struct session *session = view->session;
	const char *rest = session_current(session)->stay, *start;
	const char *separator = "";
	int column = VALUE_COLUMN;
	char role[8], name[64];
	size_t len;

	page_put(page, row, LAYOUT_TEXT, ROLE_PLAIN, "Stay in the room");
	while ((rest = text_next_word(rest, &start, &len)) != NULL) {
		snprintf(role, sizeof(role), "%.*s", (int)len, start);
		people_name(name, sizeof(name), session,
			people_for_role(session, role, NULL, 0));
		column = page_format(page, row, column, ROLE_STRONG, "%s%s",
			separator, name);
		separator = ", ";
	}
}

static void
draw_hold(const struct view *view, struct page *page, int row)
{
	const struct session *session = view->session;
	const struct step *step = session_current(session);
	int64_t end_utc = session_hold_utc(session, session->step);
	char time[32];

	if (step->stay != NULL)
		draw_stay(view, page, row++);
	if (hold_rows(view) == (step->stay != NULL ? 1 : 0))
		return;
	page_put(page, row, LAYOUT_TEXT, ROLE_PLAIN, "Goes on");
	if (end_utc == 0)
		page_format(page, row, VALUE_COLUMN, ROLE_STRONG,
			"%u minutes from then on", step->wait_minutes);
	else
		page_format(page, row, VALUE_COLUMN, ROLE_STRONG, "at %s%s",
			layout_time(time, end_utc),
			session->steps[session->step].waited ?
			", the time has come" : ", not before");
}

static int
choice_rows(const struct view *view)
{
	return (int)session_current(view->session)->fields[0].answer_count;
}

static void
draw_choice(const struct view *view, struct page *page, int row)
{
	const struct session *session = view->session;
	const struct field *field = &session_current(session)->fields[0];
	const struct session_value *value = session_value(session,
		session->step, 0, 0);
	size_t i;

	for (i = 0; i < field->answer_count; i++) {
		bool taken = value != NULL && value->settled &&
			strcmp(value->text, field->answers[i]) == 0;

		page_format(page, row + (int)i, LAYOUT_TEXT, taken ?
			ROLE_STRONG : ROLE_PLAIN, "%zu  (%c)  %.60s", i + 1,
			taken ? '*' : ' ', field->answers[i]);
	}
}

bool
kind_prints(const struct step *step)
{
	return step->action != NULL &&
		strncmp(step->action->name, "print-", 6) == 0;
}

bool
kind_asks_printer(const struct view *view)
{
	const struct session_printing *printing = &view->session->printing;

	return steps_is(session_current(view->session), "print-test") &&
		printing->queue_count > 0 && !printing->decided;
}

static int
action_rows(const struct view *view)
{
	return kind_prints(session_current(view->session));
}

static const char *
state_of(const struct session_printing *printing)
{
	size_t i;

	for (i = 0; i < printing->queue_count; i++) {
		if (strcmp(printing->queues[i].name, printing->queue) == 0)
			return printing->queues[i].state;
	}
	return "gone from CUPS";
}

static void
draw_action(const struct view *view, struct page *page, int row)
{
	const struct session_printing *printing = &view->session->printing;

	page_put(page, row, LAYOUT_TEXT, ROLE_PLAIN, "Goes to");
	if (printing->queue != NULL)
		page_format(page, row, VALUE_COLUMN, ROLE_STRONG,
			"%.20s, %.18s", printing->queue, state_of(printing));
	else if (kind_asks_printer(view))
		page_put(page, row, VALUE_COLUMN, ROLE_STRONG,
			"Enter asks which printer, or none");
	else
		page_put(page, row, VALUE_COLUMN, ROLE_PLAIN,
			"print/ as text; no printer");
}

static const struct {
	int (*rows)(const struct view *view);
	void (*draw)(const struct view *view, struct page *page, int row);
} kinds[] = {
	[STEP_ACTION] = {action_rows, draw_action},
	[STEP_CLOCK] = {clock_rows, draw_clock},
	[STEP_DEVICE] = {device_rows, draw_device},
	[STEP_HOLD] = {hold_rows, draw_hold},
	[STEP_CHOICE] = {choice_rows, draw_choice},
	[STEP_COMPARE] = {NULL, NULL},
};

int
kind_rows(const struct view *view)
{
	const struct step *step = session_current(view->session);

	return kinds[step->kind].rows == NULL ? 0 :
		kinds[step->kind].rows(view);
}

void
kind_draw(const struct view *view, struct page *page, int row)
{
	const struct step *step = session_current(view->session);

	if (kind_rows(view) > 0)
		kinds[step->kind].draw(view, page, row);
}
