#include "w_kind.h"

#include "base/utc.h"
#include "ceremony/kinds.h"
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

static const struct {
	int (*rows)(const struct view *view);
	void (*draw)(const struct view *view, struct page *page, int row);
} kinds[] = {
	[STEP_CLOCK] = {clock_rows, draw_clock},
	[STEP_HOLD] = {NULL, NULL},
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

	if (kinds[step->kind].draw != NULL)
		kinds[step->kind].draw(view, page, row);
}
