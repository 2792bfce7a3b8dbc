/*
 * All acts and steps: planned against real time, answered, skipped, where the
 * room is now.
 */
#include <stdio.h>

#include "ceremony/paper.h"
#include "ceremony/steps.h"
#include "layout.h"
#include "screens.h"

#define TITLE_WIDTH 44
#define PLAN_COLUMN 54
#define REAL_COLUMN 61
#define STATE_COLUMN 69

const char *
s_outline_state(const struct session *session, size_t step)
{
	const struct session_step *now = &session->steps[step];
	size_t i;

	if (now->skipped)
		return "skipped";
	if (step == session->step)
		return "now";
	if (now->ever_skipped)
		return "SK, done";
	for (i = 0; i < session->exception_count; i++) {
		if (session->exceptions[i].step == step)
			return "done, SE";
	}
	if (paper_step(session, step))
		return steps_values_settled(session, step) ? "carried in" :
			script_held_word(session->script.steps[step].held);
	return now->complete ? "done" : "";
}

static void
draw_step(const struct session *session, struct page *page, int row,
	size_t number)
{
	const struct step *step = &session->script.steps[number];
	const struct session_step *now = &session->steps[number];
	bool current = number == session->step;
	enum page_role role = current ? ROLE_STRONG :
		number < session->step ? ROLE_DIM : ROLE_PLAIN;
	char plan[32];
	char real[32];

	page_put(page, row, LAYOUT_EDGE + 1, role, step->number);
	page_format(page, row, LAYOUT_TEXT, role, "%.*s",
		(int)page_cut(step->title, TITLE_WIDTH), step->title);
	page_put(page, row, PLAN_COLUMN, role, layout_hours(plan,
		script_minutes_before(&session->script, number)));
	if (now->opened > 0)
		page_put(page, row, REAL_COLUMN, role, layout_hours(real,
			(now->opened_utc - session->started_utc) / 60));
	page_put(page, row, STATE_COLUMN, role, s_outline_state(session, number));
	if (current)
		page_focus(page, row, 1, LAYOUT_EDGE + 1);
}

static void
draw_act(const struct session *session, struct page *page, int row, size_t act)
{
	page_format(page, row, LAYOUT_EDGE, ROLE_TITLE, "Act %u  %s",
		session->script.acts[act].number,
		session->script.acts[act].title);
}

/* Lines: each act's title, then its steps. */
static size_t
line_of_step(const struct session *session, size_t step)
{
	if (step >= session->script.step_count)
		step = session->script.step_count - 1;
	return step + session->script.steps[step].act + 1;
}

void
s_outline_draw(struct view *view, struct page *page)
{
	const struct session *session = view->session;
	const struct script *script = &session->script;
	size_t rows = (size_t)(layout_bottom(page) - LAYOUT_BODY);
	size_t total = script->step_count + script->act_count;
	size_t line;
	size_t act;

	if (view->tab == 0) {
		view->tab = 1;
		line = line_of_step(session, session->step);
		view->top = line > rows / 2 ? line - rows / 2 : 0;
	}
	view_scroll(view, ACTION_NONE, total, rows);
	frame_title(page, "", script->title, "");
	page_put(page, LAYOUT_TITLE, PLAN_COLUMN, ROLE_DIM,
		"plan   began   state");
	for (act = 0, line = 0; act < script->act_count; act++) {
		size_t i;

		if (line >= view->top && line < view->top + rows)
			draw_act(session, page, LAYOUT_BODY +
				(int)(line - view->top), act);
		line++;
		for (i = 0; i < script->acts[act].count; i++, line++) {
			if (line >= view->top && line < view->top + rows)
				draw_step(session, page, LAYOUT_BODY +
					(int)(line - view->top),
					script->acts[act].first + i);
		}
	}
	page_key(page, ACTION_UP, "Down line");
	page_key(page, ACTION_PAGE_UP, "PgDn page");
	page_key(page, ACTION_BACK, NULL);
	page_key(page, ACTION_HELP, NULL);
}

bool
s_outline_key(struct view *view, enum action action)
{
	const struct script *script = &view->session->script;
	size_t rows = (size_t)(view->rows - FRAME_BELOW - LAYOUT_BODY);

	return view_scroll(view, action,
		script->step_count + script->act_count, rows);
}
