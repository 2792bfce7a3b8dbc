/*
 * Waiting for the HSM: what is awaited and since when. No time-out ends it;
 * people give up, and are told what that costs.
 */
#include <stdio.h>

#include "base/clock.h"
#include "base/utc.h"
#include "layout.h"
#include "screens.h"

#define QUIET_MS 1000 /* a shorter wait needs no screen */
#define VALUE_COLUMN 14
#define VALUE_WIDTH 64

static int64_t
waited_ms(const struct hsm_wait *wait)
{
	return clock_mono_ms() - wait->since_mono_ms;
}

bool
wait_begin(struct view *view, const struct hsm_wait *hsm)
{
	struct view_wait *wait = &view->wait;
	int64_t waited = waited_ms(hsm);
	bool late = waited / 1000 >= hsm->usual_s;
	bool same = wait->on && wait->hsm.since_mono_ms == hsm->since_mono_ms;

	if (waited < QUIET_MS || (same && wait->late == late))
		return false;
	if (!same) {
		wait->asked = false;
		wait->declined = false;
		wait->since_utc = view->now_utc - waited / 1000;
	}
	wait->on = true;
	wait->late = late;
	wait->hsm = *hsm;
	return true;
}

static bool
signs(const struct view *view)
{
	return view->wait.hsm.call == HSM_SIGN &&
		view->session->signing.made < view->session->signing.total;
}

void
wait_words(char *dst, size_t size, const struct view *view)
{
	const struct session_signing *signing = &view->session->signing;

	if (signs(view))
		snprintf(dst, size, "signature %zu of %zu", signing->made + 1,
			signing->total);
	else
		snprintf(dst, size, "%s",
			hsm_call_words(view->wait.hsm.call));
}

static int
put_row(struct page *page, int row, const char *label, const char *value)
{
	page_put(page, row, LAYOUT_EDGE, ROLE_PLAIN, label);
	return row + layout_paragraph(page, row, VALUE_COLUMN, VALUE_WIDTH, 4,
		ROLE_PLAIN, value);
}

static int
put_token(const struct session *session, struct page *page, int row)
{
	char text[FRAME_TEXT];

	snprintf(text, sizeof(text), "%s, serial %s", session->hsm.label,
		session->hsm.serial);
	return session->hsm.serial[0] == '\0' ? row :
		put_row(page, row, "Token", text);
}

static int
put_hint(const struct view *view, struct page *page, int row)
{
	const struct hsm_profile *profile = &view->session->profile;

	if (view->wait.hsm.call != HSM_LOGIN || profile->login_hint == NULL)
		return row;
	return put_row(page, row, "At the HSM", profile->login_hint);
}

static int
put_awaited(const struct view *view, struct page *page, int row)
{
	char words[FRAME_TEXT / 2];
	char text[FRAME_TEXT];

	wait_words(words, sizeof(words), view);
	snprintf(text, sizeof(text), "%s, attempt %u", words,
		view->session->signing.attempt);
	return put_row(page, row, "Awaited", signs(view) ? text : words);
}

#define AGAIN "the HSM PIN, and the cards where the HSM wants them, are needed "

static const char *
cost_words(const struct view *view)
{
	if (signs(view))
		return "Giving up ends the HSM's process. The login is lost: "
			AGAIN "again. Nothing that is recorded is lost, and "
			"nothing that was signed in this attempt is used.";
	if (view->session->hsm.open)
		return "Giving up ends the HSM's process. The login is lost: "
			AGAIN "again. Nothing that is recorded is lost.";
	return "Giving up ends the HSM's process. There is no login yet: "
		AGAIN "again. Nothing that is recorded is lost.";
}

/* Blank rows are left out where the hint is long. */
static void
put_choice(const struct view *view, struct page *page, int row)
{
	static const char objection[] = "OBJECTION: no further signature; it "
		"is taken down once the HSM answers or is given up.";
	const struct view_wait *wait = &view->wait;
	const char *cost = cost_words(view);
	int rows = layout_rows(cost, LAYOUT_WIDTH) +
		(wait->objected ? layout_rows(objection, LAYOUT_WIDTH) : 0) +
		(wait->asked || wait->declined ? 1 : 0);
	int gap = row + rows + 3 <= layout_bottom(page) ? 1 : 0;

	row += gap + layout_paragraph(page, row + gap, LAYOUT_EDGE,
		LAYOUT_WIDTH, 4, ROLE_PLAIN, cost);
	if (wait->objected)
		row += gap + layout_paragraph(page, row + gap, LAYOUT_EDGE,
			LAYOUT_WIDTH, 2, ROLE_STRONG, objection);
	if (wait->asked) {
		page_put(page, row + gap, VALUE_COLUMN, ROLE_STRONG,
			"Give up now?  Enter gives up, Esc waits on.");
		page_focus(page, row + gap, VALUE_COLUMN - 2, VALUE_COLUMN);
	} else if (wait->declined) {
		page_put(page, row + gap, VALUE_COLUMN, ROLE_PLAIN,
			"Not given up: the wait goes on.");
	}
}

static void
offer_keys(const struct view_wait *wait, struct page *page)
{
	if (wait->asked) {
		page_key(page, ACTION_ENTER, "give up");
		page_key(page, ACTION_BACK, "Wait on");
	} else {
		page_key(page, ACTION_SECOND, "Give up");
		if (!wait->objected)
			page_key(page, ACTION_OBJECTION, NULL);
	}
}

void
s_wait_draw(struct view *view, struct page *page)
{
	const struct session *session = view->session;
	const struct step *step = session_current(session);
	const struct view_wait *wait = &view->wait;
	char text[FRAME_TEXT];
	char since[UTC_SIZE];
	int row = LAYOUT_BODY;

	utc_format(since, wait->since_utc);
	frame_title(page, step == NULL ? "" : step->number,
		"Waiting for the HSM", wait->late ? "longer than usual" : "");
	row = put_awaited(view, page, row);
	row = put_row(page, row, "Since", since);
	snprintf(text, sizeof(text), "%u s at most, says the HSM profile; no "
		"time-out ends this wait", wait->hsm.usual_s);
	row = put_row(page, row, "Usual", text);
	row = put_token(session, page, row);
	row = put_hint(view, page, row);
	put_choice(view, page, row);
	offer_keys(wait, page);
}

/* Nothing else is taken while the machine waits: what people type here they
 * type for a screen that they do not see. */
void
wait_input(struct view *view, const struct input *input)
{
	struct view_wait *wait = &view->wait;

	if (input->kind == INPUT_END || input->kind == INPUT_STOP) {
		wait->given_up = true;
	} else if (input->kind != INPUT_ACTION || !wait->on) {
		return;
	} else if (input->action == ACTION_SECOND) {
		wait->asked = true;
	} else if (input->action == ACTION_BACK) {
		wait->declined |= wait->asked;
		wait->asked = false;
	} else if (input->action == ACTION_ENTER && wait->asked) {
		wait->given_up = true;
	} else if (input->action == ACTION_OBJECTION) {
		wait->objected = true;
		view->room->halt = true;
	}
}

void
wait_end(struct view *view)
{
	bool objected = view->wait.objected;

	view->wait = (struct view_wait){0};
	if (objected && view->session->state == SESSION_RUNNING &&
		!view->session->objection.open)
		view_push(view, SCREEN_OBJECT);
}
