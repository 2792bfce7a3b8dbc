/*
 * Words read aloud against words on the screen: blanks where the machine
 * picked, typed by the one who listens.
 */
#include <stdio.h>
#include <string.h>

#include "ceremony/people.h"
#include "ceremony/readback.h"
#include "layout.h"
#include "screens.h"
#include "w_people.h"
#include "w_value.h"
#include "w_words.h"

#define BLANK_COLUMN 36
#define VERDICT_COLUMN 48
#define BLANK_WIDTH 8

static const struct {
	const char *state;
	size_t words;
} sources[] = {
	[WORDS_NONE] = {"", 4},
	[WORDS_KSR] = {"KSR, SHA-256 in words", 32},
	[WORDS_SKR] = {"SKR, SHA-256 in words", 32},
	[WORDS_SCRIPT] = {"script, first four words", 4},
	[WORDS_COVER] = {"four words of each", 4},
	[WORDS_RECORD] = {"record, first four words", 4},
	[WORDS_FINAL] = {"record, SHA-256 in words", 32},
};

static const struct session_step *
step_now(const struct view *view)
{
	return &view->session->steps[view->session->step];
}

static bool
types_blank(const struct view *view)
{
	return view->awaited.what == AWAITED_VALUE &&
		view->awaited.field == SESSION_BLANK;
}

/* All words stand there until their reader is done. */
static bool
is_read_first(const struct view *view)
{
	return view->awaited.what == AWAITED_DONE &&
		readback_of_record(session_current(view->session)->words);
}

static enum words_mark
mark(const void *context, size_t index)
{
	const struct view *view = context;
	const struct session_step *now = step_now(view);
	const struct session_value *value;
	size_t i;

	if (is_read_first(view))
		return WORDS_SHOWN;
	for (i = 0; i < now->blank_count; i++) {
		if (now->blanks[i] != index)
			continue;
		value = session_value(view->session, view->session->step, i,
			SESSION_BLANK);
		if (value != NULL && value->settled)
			return WORDS_SHOWN;
		return types_blank(view) && view->awaited.row == i ?
			WORDS_THIS_ONE : WORDS_BLANK;
	}
	return WORDS_SHOWN;
}

static void
grid_of(struct words_grid *dst, const struct view *view)
{
	const struct session_step *now = step_now(view);
	enum words_source source = session_current(view->session)->words;

	memset(dst, 0, sizeof(*dst));
	dst->digests = now->digests;
	dst->count = now->digest_count;
	dst->words = sources[source].words;
	dst->labels = source == WORDS_COVER ? readback_covers : NULL;
	dst->mark = mark;
	dst->context = view;
}

static void
draw_hint(const struct view *view, struct page *page, int row, int column,
	size_t index)
{
	const char *typed = form_text(&view->form, FORM_TEXT);
	const char *word = *typed == '\0' ? NULL :
		words_of_typed(typed, index % DIGEST_LEN);

	if (word != NULL)
		page_format(page, row, column, ROLE_HINT, "Enter takes %s",
			word);
	else if (*typed == '\0' && view->awaited.mismatches > 0)
		page_put(page, row, column, ROLE_HINT,
			"not that word: listen, type again");
	else
		page_put(page, row, column, ROLE_HINT,
			"six letters are always enough");
}

static void
draw_blank(const struct view *view, struct page *page, int row, size_t number)
{
	const struct session_step *now = step_now(view);
	const struct session_value *value = session_value(view->session,
		view->session->step, number, SESSION_BLANK);
	char place[64];
	int end;

	readback_place(place, sizeof(place),
		session_current(view->session)->words, now->blanks[number]);
	page_put(page, row, LAYOUT_TEXT, ROLE_PLAIN, place);
	if (types_blank(view) && view->awaited.row == number &&
		view->form.count > 0) {
		end = form_draw(page, row, BLANK_COLUMN, &view->form, 0,
			BLANK_WIDTH);
		end = end + 2 > VERDICT_COLUMN ? end + 2 : VERDICT_COLUMN;
		draw_hint(view, page, row, end, now->blanks[number]);
	} else if (value != NULL && value->settled) {
		page_put(page, row, BLANK_COLUMN, ROLE_PLAIN, value->text);
		page_put(page, row, VERDICT_COLUMN, value->verdict ==
			VERDICT_PASS ? ROLE_PASS : ROLE_FAIL,
			verdict_word(value->verdict));
	} else {
		page_put(page, row, BLANK_COLUMN, ROLE_DIM, "________");
	}
}

static int
draw_blanks(const struct view *view, struct page *page, int row)
{
	const struct session_step *now = step_now(view);
	size_t person = types_blank(view) ? view->awaited.person :
		people_typist(view->session, view->session->step);
	char typist[64];
	size_t i;

	if (now->blank_count == 0 || is_read_first(view))
		return 0;
	people_name(typist, sizeof(typist), view->session, person);
	page_format(page, row, LAYOUT_EDGE, ROLE_PLAIN,
		"%s types what is heard:", typist);
	for (i = 0; i < now->blank_count; i++)
		draw_blank(view, page, row + 1 + (int)i, i);
	return 1 + (int)now->blank_count;
}

/* What is read and who listens, where there is room for it. */
static int
draw_says(const struct view *view, struct page *page, int row, int rows)
{
	const struct step *step = session_current(view->session);
	int used = 0;
	size_t i;

	for (i = 0; i < step->say_count && used < rows; i++) {
		page_put(page, row + used, LAYOUT_EDGE, ROLE_STRONG,
			step->says[i].role);
		used += layout_paragraph(page, row + used, LAYOUT_TEXT,
			LAYOUT_WIDTH, rows - used, ROLE_PLAIN,
			step->says[i].text);
	}
	return used;
}

static void
offer_keys(const struct view *view, struct page *page)
{
	page_key(page, ACTION_ENTER,
		view->awaited.what == AWAITED_ANSWER ? "answer" : "next");
	frame_offer_usual(page, true);
}

void
s_readback_draw(struct view *view, struct page *page)
{
	const struct step *step = session_current(view->session);
	int bottom = layout_bottom(page);
	struct words_grid grid;
	int row = LAYOUT_BODY;
	int rest;

	frame_title(page, step->number, step->title,
		sources[step->words].state);
	grid_of(&grid, view);
	row += words_draw(page, row, &grid) + 1;
	rest = bottom - row - value_rows(view) - people_rows_least(view) - 1;
	if (!is_read_first(view))
		rest -= (int)step_now(view)->blank_count + 1;
	if (rest > 0)
		row += draw_says(view, page, row, rest) + 1;
	row -= step_now(view)->blank_count == 0 && rest > 0 ? 1 : 0;
	row += draw_blanks(view, page, row);
	row += value_draw(view, page, row, bottom - row);
	if (bottom - row > people_rows_least(view))
		people_draw(view, page, row + 1, people_rows_least(view));
	else
		people_draw_answer(view, page, bottom - 1,
			"when all words were right");
	offer_keys(view, page);
}

void
s_readback_enter(struct view *view)
{
	const char *typed;
	const char *word;
	size_t offset;
	struct err err;

	if (!types_blank(view)) {
		s_step_enter(view);
		return;
	}
	offset = step_now(view)->blanks[view->awaited.row] % DIGEST_LEN;
	typed = form_text(&view->form, FORM_TEXT);
	word = words_of_typed(typed, offset);
	if (word == NULL && words_begins(typed, offset)) {
		view_say(view, "\"%.20s\" begins several words of the list: "
			"one letter more", typed);
		return;
	}
	view_moved(view, move_value(view->room, view->awaited.row,
		SESSION_BLANK, word == NULL ? typed : word, &err), &err);
}
