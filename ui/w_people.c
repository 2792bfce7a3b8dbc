#include "w_people.h"

#include <stdio.h>

#include "who.h"
#include "base/text.h"
#include "ceremony/people.h"
#include "ceremony/steps.h"
#include "layout.h"

#define FOCUS_COLUMN 17
#define ROLE_COLUMN 19
#define NAME_COLUMN 24
#define WHEN_COLUMN 40
#define TEXT_COLUMN 48
#define TEXT_ROWS 2 /* where there is no room for all of it */
#define ANSWERS_MAX 8

static const struct session_step *
step_now(const struct view *view)
{
	return &view->session->steps[view->session->step];
}

static bool
has_text(const struct view *view)
{
	const struct session_act *act = &step_now(view)->act;

	return act->text != NULL && act->text[0] != '\0';
}

static size_t
count_words(const char *list)
{
	const char *start;
	size_t len;
	size_t count = 0;

	while ((list = text_next_word(list, &start, &len)) != NULL)
		count++;
	return count;
}

/* What was done on paper has its people there. */
static bool
has_done(const struct view *view)
{
	return !steps_is(session_current(view->session), "carry-in");
}

static int
lines(const struct view *view)
{
	return has_done(view) + (int)count_words(
		session_current(view->session)->answers);
}

static int
text_rows(const struct view *view)
{
	return has_text(view) ? layout_rows(step_now(view)->act.text,
		LAYOUT_END - NAME_COLUMN) : 0;
}

int
people_rows(const struct view *view)
{
	return lines(view) + text_rows(view);
}

int
people_rows_least(const struct view *view)
{
	int rows = text_rows(view);

	return lines(view) + (rows < TEXT_ROWS ? rows : TEXT_ROWS);
}

static void
draw_person(const struct view *view, struct page *page, int row, size_t person)
{
	const struct person *who;

	if (person >= view->session->ceremony.person_count)
		return;
	who = session_person(view->session, person);
	page_put(page, row, ROLE_COLUMN, ROLE_PLAIN, who->role);
	page_format(page, row, NAME_COLUMN, ROLE_PLAIN, "%.*s",
		(int)page_cut(who->name, WHEN_COLUMN - NAME_COLUMN - 1),
		who->name);
}

static int
draw_done(const struct view *view, struct page *page, int row, int rows)
{
	const struct session_act *act = &step_now(view)->act;
	bool focus = view->awaited.what == AWAITED_DONE;
	size_t person = act->yes ? act->person : focus ?
		view->awaited.person : people_actor(view->session,
		view->session->step);
	char time[32];

	page_put(page, row, LAYOUT_TEXT, ROLE_PLAIN, "Done");
	draw_person(view, page, row, person);
	if (act->yes) {
		page_put(page, row, WHEN_COLUMN, ROLE_PLAIN,
			layout_time(time, act->at_utc));
	} else if (focus && !page->letters) {
		page_focus(page, row, FOCUS_COLUMN, ROLE_COLUMN);
	} else if (step_now(view)->gone_on) {
		page_put(page, row, WHEN_COLUMN, ROLE_PLAIN,
			"not done; an exception says why");
	}
	if (!has_text(view))
		return 1;
	if (act->verdict != VERDICT_NONE) {
		page_put(page, row + 1, ROLE_COLUMN,
			act->verdict == VERDICT_PASS ? ROLE_PASS : ROLE_FAIL,
			verdict_word(act->verdict));
	}
	return 1 + layout_paragraph(page, row + 1, NAME_COLUMN,
		LAYOUT_END - NAME_COLUMN, rows, ROLE_PLAIN, act->text);
}

static const char *
level_words(const struct session_answer *answer)
{
	static const char *const words[] = {
		[LEVEL_KEY] = "key", [LEVEL_VALUE] = "value",
		[LEVEL_PIN] = "PIN right",
	};

	return answer->before_sign_in ? "before sign-in" :
		words[answer->level];
}

/* What the awaited person types, from column on. */
static void
draw_typing(const struct view *view, struct page *page, int row, int column)
{
	size_t i;

	for (i = 0; i < view->form.count; i++) {
		const struct form_part *part = &view->form.parts[i];
		const char *label = part->kind == FORM_PIN ? "PIN" : "initials";

		column = page_put(page, row, column, ROLE_HINT, label) + 3;
		column = form_draw(page, row, column, &view->form, i, 4) + 2;
	}
}

static void
draw_awaited(const struct view *view, struct page *page, int row)
{
	page_put(page, row, WHEN_COLUMN, view->form.count > 0 ? ROLE_PLAIN :
		ROLE_HINT, view->form.count > 0 ? "" : "Enter, once seen");
	if (view->form.count > 0)
		draw_typing(view, page, row, WHEN_COLUMN);
	else if (!page->letters)
		page_focus(page, row, FOCUS_COLUMN, ROLE_COLUMN);
}

static void
draw_answer(const struct view *view, struct page *page, int row, size_t number,
	size_t person)
{
	const struct session_step *now = step_now(view);
	char time[32];

	page_put(page, row, LAYOUT_TEXT, ROLE_PLAIN, "Answered");
	draw_person(view, page, row, person);
	if (number < now->answer_count) {
		page_format(page, row, WHEN_COLUMN, ROLE_PLAIN, "%s   %s",
			layout_time(time, now->answers[number].at_utc),
			level_words(&now->answers[number]));
	} else if (number == now->answer_count) {
		if (view->awaited.what == AWAITED_ANSWER)
			draw_awaited(view, page, row);
		else
			page_put(page, row, WHEN_COLUMN, ROLE_PLAIN, "awaited");
	}
}

void
people_draw(const struct view *view, struct page *page, int row, int rows)
{
	const struct session_step *now = step_now(view);
	size_t persons[ANSWERS_MAX];
	size_t taken[ANSWERS_MAX];
	size_t known = 0;
	size_t count;
	size_t i;

	for (i = 0; i < now->answer_count && i < ANSWERS_MAX; i++)
		taken[known++] = now->answers[i].person;
	if (view->awaited.what == AWAITED_ANSWER && known < ANSWERS_MAX)
		taken[known++] = view->awaited.person;
	count = who_fill(persons, ANSWERS_MAX, view->session,
		session_current(view->session)->answers, taken, known);
	if (has_done(view))
		row += draw_done(view, page, row, rows - lines(view));
	for (i = 0; i < count; i++)
		draw_answer(view, page, row + (int)i, i, persons[i]);
}

void
people_draw_answer(const struct view *view, struct page *page, int row,
	const char *when)
{
	const struct form *form = &view->form;
	const struct person *who;
	int column;

	if (view->awaited.what != AWAITED_ANSWER)
		return;
	who = session_person(view->session, view->awaited.person);
	page_put(page, row, LAYOUT_EDGE, ROLE_PLAIN, "Answer");
	column = page_put(page, row, 12, ROLE_PLAIN, who->role) + 2;
	if (form->count == 0) {
		if (!page->letters)
			page_focus(page, row, 10, 12);
		page_format(page, row, column, ROLE_HINT, "Enter   %s", when);
		return;
	}
	column = form_draw_marked(page, row, column, 10, form, 0, 4);
	if (form->count == 1) {
		page_format(page, row, column + 3, ROLE_HINT, "initials, %s",
			when);
		return;
	}
	column = page_put(page, row, column + 2, ROLE_PLAIN, "PIN") + 3;
	form_draw(page, row, column, form, 1, 4);
}

void
people_state(char *dst, size_t size, const struct view *view)
{
	static const char *const ways[] = {
		[LEVEL_KEY] = "answers with initials",
		[LEVEL_VALUE] = "answers by typing",
		[LEVEL_PIN] = "answers with own PIN",
	};
	const struct step *step = session_current(view->session);
	const char *way = ways[step->level];

	if (step->level == LEVEL_KEY && !view->session->sign_in_open)
		way = step->field_count > 0 ? ways[LEVEL_VALUE] :
			"answers with Enter";
	if (step->level == LEVEL_VALUE && step->field_count == 0 &&
		step->words == WORDS_NONE)
		way = "answers with Enter";
	if (count_words(step->answers) == 1)
		snprintf(dst, size, "the %s %s", step->answers, way);
	else
		snprintf(dst, size, "%s answer", step->answers);
}
