#include "w_side.h"

#include <stdio.h>

#include "base/utc.h"
#include "layout.h"
#include "screens.h"

#define COLUMN (PAGE_COLUMNS + 2)
#define WIDTH_LEAST 36
#define OUTLINE_LEAST 8
#define NAME_COLUMN (COLUMN + 5)
#define STATE_WIDTH 9

/* Rows of the column, from top to below bottom. */
struct side {
	const struct view *view;
	struct page *page;
	int top;
	int bottom;
	int width;
};

bool
side_fits(const struct page *page)
{
	return page->columns >= COLUMN + WIDTH_LEAST;
}

static void
draw_rule(struct page *page)
{
	int row;

	for (row = LAYOUT_TITLE - 1; row < layout_bottom(page); row++)
		page_put(page, row, PAGE_COLUMNS, ROLE_RULE,
			page->ascii ? "|" : "\xe2\x94\x82");
}

/* A title and so many rows below it, where there is room for both and for what
 * comes above: their first row, 0 without room. */
static int
take_rows(struct side *side, const char *title, size_t rows)
{
	int needed = (int)rows + 2;

	if (rows == 0 || side->bottom - needed - side->top < OUTLINE_LEAST)
		return 0;
	side->bottom -= needed;
	page_put(side->page, side->bottom + 1, COLUMN, ROLE_TITLE, title);
	return side->bottom + 2;
}

static const char *
slot_state(const struct session *session, size_t slot)
{
	const struct session_signing *signing = &session->signing;

	if (session->skr.written)
		return "signed";
	if (signing->attempt == 0)
		return "asked for";
	return slot < signing->made ? "signed" : slot == signing->made ?
		"next" : "to sign";
}

static void
draw_slots(struct side *side)
{
	const struct session *session = side->view->session;
	const struct ksr *request = &session->request;
	int row = take_rows(side, "Slots", request->bundle_count);
	size_t i;

	for (i = 0; row > 0 && i < request->bundle_count; i++) {
		char from[UTC_SIZE];
		char to[UTC_SIZE];

		utc_format_date(from, request->bundles[i].inception_utc);
		utc_format_date(to, request->bundles[i].expiration_utc);
		page_format(side->page, row, COLUMN, ROLE_PLAIN, "%zu", i + 1);
		page_format(side->page, row, COLUMN + 3, ROLE_PLAIN, "%s to %s",
			from, to);
		page_put(side->page, row++, COLUMN + 28, ROLE_PLAIN,
			slot_state(session, i));
	}
}

static void
draw_person(const struct side *side, int row, size_t person)
{
	const struct session *session = side->view->session;
	const struct session_person *now = &session->people[person];
	const struct person *who = session_person(session, person);
	enum page_role role = now->seated ? ROLE_PLAIN : ROLE_DIM;
	int state = COLUMN + side->width - STATE_WIDTH;
	char time[32];

	page_put(side->page, row, COLUMN, role, who->role);
	page_format(side->page, row, NAME_COLUMN, role, "%.*s",
		(int)page_cut(who->name, state - NAME_COLUMN - 1), who->name);
	if (now->seated)
		page_format(side->page, row, state, role, "in %s",
			layout_time(time, now->since_utc));
	else
		page_put(side->page, row, state, role, "not in");
}

/* Those with a voice. */
static void
draw_people(struct side *side)
{
	const struct session *session = side->view->session;
	size_t count = 0;
	size_t i;
	int row;

	for (i = 0; i < session->ceremony.person_count; i++)
		count += session_person(session, i)->confirms ? 1 : 0;
	row = take_rows(side, "People", count);
	for (i = 0; row > 0 && i < session->ceremony.person_count; i++) {
		if (session_person(session, i)->confirms)
			draw_person(side, row++, i);
	}
}

static void
draw_step(const struct side *side, int row, size_t number)
{
	const struct session *session = side->view->session;
	const struct step *step = &session->script.steps[number];
	bool current = number == session->step;
	enum page_role role = current ? ROLE_STRONG :
		number < session->step ? ROLE_DIM : ROLE_PLAIN;
	int state = COLUMN + side->width - STATE_WIDTH;

	page_put(side->page, row, COLUMN, role, step->number);
	page_format(side->page, row, NAME_COLUMN + 1, role, "%.*s",
		(int)page_cut(step->title, state - NAME_COLUMN - 2),
		step->title);
	page_put(side->page, row, state, role,
		s_outline_state(session, number));
}

/* What is left of the column, the current step in its first third. */
static void
draw_outline(const struct side *side)
{
	const struct session *session = side->view->session;
	size_t rows = (size_t)(side->bottom - side->top);
	size_t count = session->script.step_count;
	size_t first = session->step > rows / 3 ? session->step - rows / 3 : 0;
	size_t i;

	if (count > rows && first > count - rows)
		first = count - rows;
	if (count <= rows)
		first = 0;
	for (i = 0; i < rows && first + i < count; i++)
		draw_step(side, side->top + (int)i, first + i);
}

void
side_draw(const struct view *view, struct page *page)
{
	struct side side = {
		.view = view,
		.page = page,
		.top = LAYOUT_BODY,
		.bottom = layout_bottom(page),
		.width = page->columns - 1 - COLUMN,
	};

	if (view->session->step == SESSION_NOBODY)
		return;
	draw_rule(page);
	page_put(page, LAYOUT_TITLE, COLUMN, ROLE_TITLE, "Script");
	draw_people(&side);
	draw_slots(&side);
	draw_outline(&side);
}
