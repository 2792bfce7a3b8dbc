/*
 * The frame: rows 1 to 3 and the last four, the same on every screen
 * (room.md section 4). Only the body changes from step to step.
 */
#ifndef UI_FRAME_H
#define UI_FRAME_H

#include <stdint.h>

#include "page.h"

#define FRAME_BELOW 4 /* rows below the body */
#define FRAME_ACTS 9
#define FRAME_TEXT 160

struct frame {
	char ceremony[FRAME_TEXT]; /* "KSK CEREMONY 28  West  normal" */
	bool rehearsal;
	int64_t now_utc;
	const char *acts[FRAME_ACTS]; /* short names */
	size_t act_count;
	size_t act; /* the present one; act_count: none */
	char progress[FRAME_TEXT]; /* "step 24 of 60   1:37, plan 1:31" */
	char person[FRAME_TEXT]; /* who is awaited: "IW Ben Sample" */
	char thing[FRAME_TEXT]; /* ", witness keyboard: initials" */
	bool saved;
	char mode[FRAME_TEXT]; /* "REPLAY  event 131 of 250"; "" in a ceremony */
	char events[FRAME_TEXT]; /* "131 events in ksk-28" */
	char last[FRAME_TEXT]; /* "last: 2.11 bag number PASS, 18:37" */
};

/* Draws rows 1 to 3 and the last four but the keys. */
void
frame_draw(struct page *page, const struct frame *frame);

/* Draws the last row from the page's keys; when the screen has offered all. */
void
frame_draw_keys(struct page *page);

/* Offers what every step has: exception, objection, perhaps the outline, help,
 * more. */
void
frame_offer_usual(struct page *page, bool outline);

/* Row 5: number and title in capitals, state at the right. */
void
frame_title(struct page *page, const char *number, const char *title,
	const char *state);

#endif
