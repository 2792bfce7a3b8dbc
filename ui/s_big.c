/*
 * What the far end of the room must read: the step, who is awaited, and words
 * where words are read aloud.
 */
#include <stdio.h>
#include <string.h>

#include "base/utc.h"
#include "base/words.h"
#include "layout.h"
#include "screens.h"
#include "w_big.h"
#include "who.h"

#define WORDS 4
#define MARGIN 2

/* Which four words of which digest are before the room, or NULL. */
static const struct digest *
words_now(size_t *first, const struct view *view)
{
	const struct session *session = view->session;
	const struct step *step = session_current(session);
	const struct session_step *now;

	*first = 0;
	if (step == NULL)
		return session->state == SESSION_CLOSED ?
			&session->last_digest : NULL;
	now = &session->steps[session->step];
	if (step->action != NULL &&
		strcmp(step->action->name, "open-gate") == 0)
		return session->gate.planned ? &session->gate.plan : NULL;
	if (!now->words_shown)
		return NULL;
	if (view->awaited.what == AWAITED_VALUE &&
		view->awaited.field == SESSION_BLANK) {
		*first = now->blanks[view->awaited.row] / WORDS * WORDS;
		return &now->digests[*first / DIGEST_LEN];
	}
	return &now->digests[0];
}

/* A blank that was not answered yet stays one. */
static bool
is_blank(const struct view *view, size_t index)
{
	const struct session *session = view->session;
	const struct session_step *now;
	const struct session_value *value;
	size_t i;

	if (session_current(session) == NULL ||
		view->awaited.what == AWAITED_DONE)
		return false;
	now = &session->steps[session->step];
	for (i = 0; i < now->blank_count; i++) {
		value = session_value(session, session->step, i, SESSION_BLANK);
		if (now->blanks[i] == index)
			return value == NULL || !value->settled;
	}
	return false;
}

static void
draw_words(const struct view *view, struct page *page, int row,
	const struct digest *digest, size_t first)
{
	/* Where there is no room for a gap they take turns in weight. */
	int gap = page->rows > WORDS * (BIG_ROWS + 1) + 3;
	size_t i;

	for (i = 0; i < WORDS && row + BIG_ROWS < page->rows; i++) {
		size_t word = first % DIGEST_LEN + i;
		const char *text = words_of(digest->bytes[word], word);

		if (is_blank(view, first + i))
			big_put(page, row, MARGIN, ROLE_DIM, "-----");
		else if (big_width(text) + MARGIN > page->columns)
			page_put(page, row + 2, MARGIN, ROLE_STRONG, text);
		else
			big_put(page, row, MARGIN, i % 2 == 0 ? ROLE_STRONG :
				ROLE_PLAIN, text);
		row += BIG_ROWS + gap;
	}
}

static void
draw_bars(const struct frame *frame, struct page *page)
{
	char time[UTC_SIZE];

	utc_format_time(time, frame->now_utc);
	page_put(page, 0, MARGIN, ROLE_PLAIN, frame->ceremony);
	if (frame->rehearsal)
		page_put(page, 0, 38, ROLE_REHEARSAL, "*** REHEARSAL ***");
	page_format(page, 0, 68, ROLE_PLAIN, "%s UTC", time);
	page_format(page, page->rows - 1, MARGIN, ROLE_STRONG, "%s%s",
		frame->person, frame->thing);
}

static void
draw_step(const struct view *view, const struct frame *frame,
	struct page *page, int row)
{
	const struct step *step = session_current(view->session);
	char role[16] = "";

	if (step != NULL)
		big_put(page, row, MARGIN, ROLE_STRONG, step->number);
	else
		big_put(page, row, MARGIN, ROLE_STRONG, "END");
	if (step != NULL)
		layout_paragraph(page, row + BIG_ROWS + 1, MARGIN, 76, 3,
			ROLE_TITLE, step->title);
	sscanf(frame->person, "%15s", role);
	if (view->awaited.what != AWAITED_NOBODY)
		big_put(page, row + BIG_ROWS + 4, MARGIN, ROLE_PLAIN, role);
}

void
s_big_draw(const struct view *view, struct page *page)
{
	const struct step *step = session_current(view->session);
	const struct digest *digest;
	struct frame frame;
	size_t first;

	who_frame(&frame, view);
	draw_bars(&frame, page);
	digest = words_now(&first, view);
	if (digest == NULL) {
		draw_step(view, &frame, page, 3);
		return;
	}
	page_format(page, 1, MARGIN, ROLE_TITLE, "%s  %s",
		step != NULL ? step->number : "",
		step != NULL ? step->title : "The record is closed");
	draw_words(view, page, 2, digest, first);
}
