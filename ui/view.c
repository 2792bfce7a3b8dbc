#include "view.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "ceremony/drill.h"
#include "who.h"
#include "layout.h"
#include "screens.h"
#include "w_side.h"

void
view_init(struct view *view, struct room *room, const struct session *session)
{
	memset(view, 0, sizeof(*view));
	view->room = room;
	view->session = session;
	view->dir = room != NULL ? room->dir : NULL;
	view->rows = PAGE_ROWS;
	view->columns = PAGE_COLUMNS;
	view->greeted = session != NULL && session->addendum;
	view->screen = SCREEN_COUNT;
	view->kept_screen = SCREEN_COUNT;
	form_init(&view->form);
}

void
view_clear(struct view *view)
{
	form_reset(&view->form);
	form_reset(&view->kept);
	free(view->text);
	view->text = NULL;
}

static const struct {
	const char *action;
	enum screen_id before; /* the actor's Enter */
	enum screen_id after;
} action_screens[] = {
	{"sign-in", SCREEN_SIGN_IN, SCREEN_SIGN_IN},
	{"check-request", SCREEN_STEP, SCREEN_PREFLIGHT},
	{"open-gate", SCREEN_GATE, SCREEN_GATE},
	{"sign", SCREEN_STEP, SCREEN_RESULT},
};

static bool
a_rule_failed(const struct session *session)
{
	size_t i;

	for (i = 0; i < session->rule_count; i++) {
		if (!session->rules[i].off &&
			session->rules[i].verdict == VERDICT_FAIL)
			return true;
	}
	return false;
}

/* Done with success; a request that failed by a rule is looked at, too. */
static bool
shows_after(const struct session *session, const struct session_step *now,
	enum screen_id after)
{
	return now->act.yes || (after == SCREEN_PREFLIGHT &&
		now->act.verdict == VERDICT_FAIL && a_rule_failed(session));
}

static enum screen_id
screen_of_step(const struct view *view, const struct step *step)
{
	const struct session_step *now = &view->session->steps[
		view->session->step];
	size_t i;

	if (view->busy && step->action != NULL &&
		strcmp(step->action->name, "sign") == 0)
		return SCREEN_SIGNING;
	for (i = 0; step->action != NULL && i < sizeof(action_screens) /
		sizeof(action_screens[0]); i++) {
		if (strcmp(action_screens[i].action, step->action->name) == 0)
			return shows_after(view->session, now,
				action_screens[i].after) ?
				action_screens[i].after :
				action_screens[i].before;
	}
	if (step->kind == STEP_READBACK && now->words_shown)
		return SCREEN_READBACK;
	return SCREEN_STEP;
}

enum screen_id
view_screen(const struct view *view)
{
	const struct session *session = view->session;
	const struct step *step = session_current(session);
	struct awaited awaited;

	if (view->overlay_count > 0)
		return view->overlays[view->overlay_count - 1];
	if (session->step == SESSION_NOBODY && view->mode != VIEW_HELD)
		return SCREEN_START;
	if (session->state != SESSION_RUNNING || step == NULL)
		return view->ended ? SCREEN_DEBRIEF : SCREEN_END;
	if (!view->greeted) {
		return session->resumed.times > 0 ? SCREEN_RESUME :
			SCREEN_START;
	}
	session_awaited(&awaited, session);
	switch (awaited.what) {
	case AWAITED_SIGN_IN_AGAIN:
		return SCREEN_SIGN_IN;
	case AWAITED_WITHDRAWAL:
		return SCREEN_OBJECTION;
	case AWAITED_DECISION:
		return SCREEN_EXCEPTION;
	case AWAITED_REST:
		return SCREEN_FINISH;
	case AWAITED_DRIVE:
		return SCREEN_LOST;
	case AWAITED_RETURN:
		return SCREEN_RETURN;
	default:
		break;
	}
	if (drill_card(session) != NULL)
		return SCREEN_CARD;
	if (awaited.what == AWAITED_SIGN_IN)
		return SCREEN_SIGN_IN;
	return awaited.what == AWAITED_HSM_PIN ? SCREEN_STEP :
		screen_of_step(view, step);
}

static bool
same_place(const struct awaited *a, const struct awaited *b)
{
	return a->what == b->what && a->person == b->person &&
		a->step == b->step && a->row == b->row &&
		a->field == b->field && a->mismatches == b->mismatches;
}

/* What was typed below a screen that lies over it is kept. */
static void
keep_form(struct view *view)
{
	form_reset(&view->kept);
	view->kept = view->form;
	view->kept_screen = view->screen;
	form_init(&view->form);
}

static bool
take_kept_form(struct view *view, enum screen_id screen,
	const struct awaited *awaited)
{
	bool same = screen == view->kept_screen &&
		same_place(awaited, &view->awaited);

	if (!same) {
		form_reset(&view->kept);
		return false;
	}
	view->form = view->kept;
	form_init(&view->kept);
	return true;
}

static void
change_form(struct view *view, enum screen_id screen,
	const struct awaited *awaited)
{
	bool from_overlay = view->screen < SCREEN_COUNT &&
		screens[view->screen].overlay;
	bool to_overlay = screens[screen].overlay;
	bool kept;

	if (to_overlay && !from_overlay && view->screen < SCREEN_COUNT)
		keep_form(view);
	form_reset(&view->form);
	kept = from_overlay && !to_overlay &&
		take_kept_form(view, screen, awaited);
	view->screen = screen;
	if (!to_overlay)
		view->awaited = *awaited;
	if (kept)
		return;
	if (!to_overlay)
		view->chosen = awaited->person;
	if (screens[screen].form != NULL)
		screens[screen].form(view, &view->form);
}

void
view_sync(struct view *view)
{
	enum screen_id screen;
	struct awaited awaited;
	bool moved;

	session_awaited(&awaited, view->session);
	if (view->room != NULL)
		view->dir = view->room->dir;
	/* A lost drive is a curtain: it lies over all. */
	if (awaited.what == AWAITED_DRIVE &&
		view->awaited.what != AWAITED_DRIVE)
		view->overlay_count = 0;
	screen = view_screen(view);
	moved = screen != view->screen || (screen == SCREEN_PRINTER &&
		view->printing != view->session->printing.changes);
	view->printing = view->session->printing.changes;
	if (!moved && (screens[screen].overlay ||
		same_place(&awaited, &view->awaited)))
		return;
	if (moved || awaited.step != view->awaited.step) {
		view->tab = 0;
		view->top = 0;
	}
	free(view->text);
	view->text = NULL;
	view->keys = false;
	view->fresh = true;
	change_form(view, screen, &awaited);
}

void
view_push(struct view *view, enum screen_id screen)
{
	size_t i;

	for (i = 0; i < view->overlay_count; i++) {
		if (view->overlays[i] == screen) {
			view->overlay_count = i + 1;
			return;
		}
	}
	if (view->overlay_count == VIEW_OVERLAYS)
		view->overlay_count--;
	view->overlays[view->overlay_count++] = screen;
}

void
view_pop(struct view *view)
{
	if (view->overlay_count > 0)
		view->overlay_count--;
}

static void
draw_curtain(struct page *page, const struct session *session)
{
	page_format(page, 0, 0, ROLE_STRONG, "%d x %d is too small.",
		page->columns, page->rows);
	page_put(page, 1, 0, ROLE_PLAIN, "Make it 80 x 24 or larger:");
	page_put(page, 2, 0, ROLE_PLAIN, "smaller letters, larger window.");
	page_put(page, 3, 0, ROLE_PLAIN, "Nothing is lost; no key works.");
	if (session->rehearsal)
		page_put(page, 4, 0, ROLE_REHEARSAL, "REHEARSAL");
	page->focus_row = 0;
	page->focus_column = 0;
}

/* A refusal lies over the body's last row. */
static void
draw_message(const struct view *view, struct page *page)
{
	int rows = layout_rows(view->message, LAYOUT_WIDTH);
	int row;
	int i;

	if (rows == 0)
		return;
	if (rows > 4)
		rows = 4;
	row = layout_bottom(page) - rows;
	for (i = 0; i < rows; i++) {
		page_format(page, row + i, 0, ROLE_PLAIN, "%*s", PAGE_COLUMNS,
			"");
	}
	page_put(page, row, LAYOUT_EDGE, ROLE_FAIL, "Note");
	layout_paragraph(page, row, LAYOUT_TEXT, LAYOUT_WIDTH, rows,
		ROLE_STRONG, view->message);
}

bool
view_too_small(const struct view *view)
{
	return view->rows < PAGE_ROWS || view->columns < PAGE_COLUMNS;
}

void
view_draw(struct page *dst, struct view *view)
{
	enum screen_id screen = view->wait.on ? SCREEN_WAIT :
		view->command.on ? SCREEN_RUNNING :
		view->busy ? view_screen(view) : view->screen;
	struct frame frame;

	page_init(dst, view->rows, view->columns, view->ascii);
	if (view_too_small(view)) {
		draw_curtain(dst, view->session);
		return;
	}
	if (view->big && !screens[screen].overlay) {
		s_big_draw(view, dst);
		return;
	}
	dst->letters = view->keys;
	who_frame(&frame, view);
	frame_draw(dst, &frame);
	screens[screen].draw(view, dst);
	if (side_fits(dst))
		side_draw(view, dst);
	if (view->mode != VIEW_HELD)
		view_only_keys(view, dst);
	draw_message(view, dst);
	frame_draw_keys(dst);
}

char *
view_page(struct view *view)
{
	struct view fixed = *view; /* the secrets are only read */
	struct buf text = {0};
	struct page page;

	fixed.rows = PAGE_ROWS;
	fixed.columns = PAGE_COLUMNS;
	fixed.ascii = true;
	fixed.message[0] = '\0';
	fixed.text = NULL;
	view_draw(&page, &fixed);
	page_text(&text, &page);
	page_clear(&page);
	return buf_take_text(&text);
}

void
view_say(struct view *view, const char *format, ...)
{
	va_list args;

	va_start(args, format);
	vsnprintf(view->message, sizeof(view->message), format, args);
	va_end(args);
}

void
view_moved(struct view *view, enum status status, const struct err *err)
{
	if (status == STATUS_OK)
		return;
	view_say(view, "%s", err->text);
	form_again(&view->form);
	if (status == STATUS_FILE)
		view->failed = status;
}

bool
view_scroll(struct view *view, enum action action, size_t total, size_t rows)
{
	size_t last = total > rows ? total - rows : 0;
	bool known = true;

	switch (action) {
	case ACTION_UP:
		view->top -= view->top > 0 ? 1 : 0;
		break;
	case ACTION_DOWN:
		view->top++;
		break;
	case ACTION_PAGE_UP:
		view->top -= view->top < rows ? view->top : rows;
		break;
	case ACTION_PAGE_DOWN:
		view->top += rows;
		break;
	default:
		known = false;
		break;
	}
	if (view->top > last)
		view->top = last;
	return known;
}
