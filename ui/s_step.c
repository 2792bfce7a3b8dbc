#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "ceremony/steps.h"
#include "layout.h"
#include "screens.h"
#include "w_kind.h"
#include "w_off.h"
#include "w_paper.h"
#include "w_people.h"
#include "w_table.h"
#include "w_value.h"

#define HINT_ROWS 4
#define TABLE_LEAST 4

/* How the body of a step is divided. */
struct division {
	int says;   /* rows of text */
	int fields; /* rows of values */
	int people;
	int next;   /* 0 or 1 */
	int gaps;   /* blank rows between the four */
};

static bool
is_table(const struct step *step)
{
	return step->rows != ROWS_NONE && step->field_count > 0;
}

static int
draw_says(struct page *page, const struct step *step, int row, int rows)
{
	int used = 0;
	size_t i;

	for (i = 0; i < step->say_count; i++) {
		const struct say *say = &step->says[i];

		int gap = i > 0 && (say->see != step->says[i - 1].see ||
			strcmp(say->role, step->says[i - 1].role) != 0);

		if (used + gap >= rows)
			break;
		used += gap;
		if (page != NULL) {
			page_put(page, row + used, LAYOUT_EDGE, ROLE_PLAIN,
				say->role);
			layout_paragraph(page, row + used, LAYOUT_TEXT,
				LAYOUT_WIDTH, rows - used, ROLE_PLAIN,
				say->text);
		}
		used += layout_rows(say->text, LAYOUT_WIDTH);
	}
	return used < rows ? used : rows;
}

/* The gate was reached, and what was signed behind it does not count. */
static bool
gate_follows(const struct session *session)
{
	const struct session_signing *signing = &session->signing;

	return session->gate.step != SESSION_NOBODY &&
		session->step >= session->gate.step && !session->skr.written &&
		(signing->attempt == 0 || signing->made < signing->total);
}

static const char *
lost_words(const struct session *session)
{
	if (!session->hsm.lost)
		return "";
	return gate_follows(session) ? "The login to the HSM is lost and is "
		"given again now. Then the gate follows: each of its voices "
		"is asked for anew." :
		"The login to the HSM is lost and is given again now.";
}

static const char *
hint_words(const struct view *view)
{
	const char *hint = view->session->profile.login_hint;

	return hint != NULL ? hint : "Cards and HSM PIN are given at the HSM "
		"itself; Enter asks it for the login.";
}

static int
hsm_pin_rows(const struct view *view)
{
	int lost = layout_rows(lost_words(view->session), LAYOUT_WIDTH);
	int hint = layout_rows(hint_words(view), LAYOUT_WIDTH);

	if (view->awaited.what != AWAITED_HSM_PIN)
		return 0;
	if (view->awaited.pin)
		return lost + (view->training_pin[0] != '\0' ? 2 : 1);
	return lost + (hint < HINT_ROWS ? hint : HINT_ROWS);
}

/* Of the step's own fields. */
static int
own_rows(const struct view *view)
{
	if (paper_is_typed(view))
		return 0;
	return is_table(session_current(view->session)) ? table_rows(view) :
		value_rows(view);
}

static int
fields_least(const struct view *view)
{
	if (paper_rows(view) > 0)
		return paper_rows_least(view) + own_rows(view);
	return is_table(session_current(view->session)) ? TABLE_LEAST :
		INT_MAX;
}

/* Nothing scrolls: blank rows go first, then what comes next, then the end of
 * what an action said, the rows of a table around the current one, at last the
 * end of the text. */
static void
divide(struct division *dst, const struct view *view, int rows)
{
	const struct step *step = session_current(view->session);
	int over;

	dst->says = draw_says(NULL, step, 0, 100);
	dst->fields = own_rows(view) + hsm_pin_rows(view) + kind_rows(view) +
		paper_rows(view);
	dst->people = people_rows(view);
	dst->next = 1;
	dst->gaps = dst->fields > 0 ? 3 : 2;
	over = dst->says + dst->fields + dst->people + dst->next + dst->gaps -
		rows;
	while (over > 0 && dst->gaps > 1) {
		dst->gaps--;
		over--;
	}
	if (over > 0) {
		dst->next = 0;
		over--;
	}
	while (over > 0 && dst->people > people_rows_least(view)) {
		dst->people--;
		over--;
	}
	while (over > 0 && dst->fields > fields_least(view)) {
		dst->fields--;
		over--;
	}
	if (over > 0)
		dst->says -= over;
}

static void
draw_hsm_pin(const struct view *view, struct page *page, int row)
{
	row += layout_paragraph(page, row, LAYOUT_TEXT, LAYOUT_WIDTH, 2,
		ROLE_STRONG, lost_words(view->session));
	if (!view->awaited.pin) {
		layout_paragraph(page, row, LAYOUT_TEXT, LAYOUT_WIDTH,
			HINT_ROWS, ROLE_STRONG, hint_words(view));
		return;
	}
	page_put(page, row, LAYOUT_TEXT, ROLE_PLAIN, "HSM PIN");
	form_draw(page, row, 36, &view->form, 0, 8);
	if (view->session->hsm.refused > 0)
		page_put(page, row, 46, ROLE_FAIL, "if refused, you decide");
	if (view->training_pin[0] == '\0')
		return;
	page_format(page, row + 1, LAYOUT_TEXT, ROLE_PLAIN,
		"The training token's PIN is %s; it stands in "
		"rehearsal/hsm-pin.", view->training_pin);
}

static void
draw_next(const struct view *view, struct page *page)
{
	const struct session *session = view->session;
	const struct step *next;

	if (steps_next(session, session->step + 1) >=
		session->script.step_count)
		return;
	next = &session->script.steps[steps_next(session, session->step + 1)];
	page_put(page, layout_bottom(page) - 1, LAYOUT_EDGE, ROLE_PLAIN,
		"Next");
	page_format(page, layout_bottom(page) - 1, LAYOUT_TEXT, ROLE_PLAIN,
		"%-5s %s", next->number, next->title);
}

/* How many print jobs are on their way, and the last of them. */
static size_t
jobs_of(const struct session_print **dst, const struct session *session)
{
	const struct session_printing *printing = &session->printing;
	size_t count = 0, i;

	for (i = 0; i < printing->print_count; i++) {
		if (printing->prints[i].state != JOB_RUNS)
			continue;
		*dst = &printing->prints[i];
		count++;
	}
	return count;
}

static void
draw_job(const struct session_print *job, struct page *page, size_t more)
{
	char rest[32] = "", time[32];

	if (more > 0)
		snprintf(rest, sizeof(rest), ", %zu more", more);
	page_format(page, LAYOUT_TITLE + 1, LAYOUT_TEXT, ROLE_DIM,
		"printing since %s: %.36s on %.24s%s",
		layout_time(time, job->since_utc), file_base_name(job->file),
		job->queue, rest);
}

/* Row 6: that the computer's clock was set; else, dim, what was started and
 * still runs: print jobs, whose end is known, then what takes as long as the
 * script says. */
static void
draw_background(const struct view *view, struct page *page)
{
	const struct session *session = view->session;
	const struct session_print *job = NULL;
	size_t i = session->step, jobs;
	char time[32];

	if (session->clock.jumped_step == session->step) {
		kind_draw_jump(view, page, LAYOUT_TITLE + 1);
		return;
	}
	jobs = jobs_of(&job, session);
	if (jobs > 0) {
		draw_job(job, page, jobs - 1);
		return;
	}
	while (i-- > 0) {
		const struct step *step = &session->script.steps[i];
		const struct session_act *act = &session->steps[i].act;

		if (step->background == 0 || kind_prints(step) ||
			!act->yes || act->at_utc +
			step->background * 60 <= view->now_utc)
			continue;
		page_format(page, LAYOUT_TITLE + 1, LAYOUT_TEXT, ROLE_DIM,
			"running since %s: %s %s",
			layout_time(time, act->at_utc), step->number,
			step->title);
		return;
	}
}

static void
offer_keys(const struct view *view, struct page *page)
{
	bool both = value_shows_both(view);
	bool amends = value_may_amend(view);
	const char *enter = view->awaited.what == AWAITED_DONE ? "done  " :
		view->awaited.what == AWAITED_ANSWER ? "answer" : "next  ";

	page_key(page, ACTION_ENTER, both ? "again" : enter);
	if (amends)
		page_key(page, ACTION_SECOND, "Amend");
	else if (kind_prints(session_current(view->session)))
		page_key(page, ACTION_SECOND, "Printer");
	frame_offer_usual(page, !both);
}

/* What is carried in, then the step's own fields. */
static void
draw_fields(const struct view *view, struct page *page, int row, int rows)
{
	int papers = paper_rows(view) > 0 ? rows - own_rows(view) : 0;

	if (papers > 0)
		paper_draw(view, page, row, papers);
	if (paper_is_typed(view))
		return;
	if (is_table(session_current(view->session)))
		table_draw(view, page, row + papers, rows - papers);
	else
		value_draw(view, page, row + papers, rows - papers);
}

void
s_step_draw(struct view *view, struct page *page)
{
	const struct step *step = session_current(view->session);
	struct division parts;
	char state[FRAME_TEXT];
	int row = LAYOUT_BODY;
	bool gap;

	people_state(state, sizeof(state), view);
	frame_title(page, step->number, step->title, state);
	draw_background(view, page);
	divide(&parts, view, layout_bottom(page) - LAYOUT_BODY);
	gap = parts.gaps > 1 || parts.fields == 0;
	row += draw_says(page, step, row, parts.says);
	if (parts.fields > 0)
		row++;
	if (view->awaited.what == AWAITED_HSM_PIN)
		draw_hsm_pin(view, page, row);
	row += hsm_pin_rows(view);
	parts.fields -= hsm_pin_rows(view) + kind_rows(view);
	draw_fields(view, page, row, parts.fields);
	row += parts.fields;
	kind_draw(view, page, row);
	row += kind_rows(view) + (gap ? 1 : 0);
	people_draw(view, page, row, parts.people);
	if (parts.next > 0)
		draw_next(view, page);
	offer_keys(view, page);
}

void
s_step_form(const struct view *view, struct form *form)
{
	const struct awaited *awaited = &view->awaited;

	switch (awaited->what) {
	case AWAITED_VALUE:
		if (awaited->field == SESSION_BLANK)
			form_add(form, FORM_TEXT, "the word")->max = 20;
		else
			value_add_part(form, session_field(view->session,
				awaited->step, awaited->field));
		break;
	case AWAITED_ANSWER:
	case AWAITED_VOICE:
	case AWAITED_OPEN_GATE:
		form_add_person(form, awaited->initials, awaited->pin);
		break;
	case AWAITED_OFF_WORD:
		off_add_part(form);
		break;
	case AWAITED_HSM_PIN:
		if (awaited->pin)
			form_add(form, FORM_PIN, "HSM PIN");
		break;
	default:
		break;
	}
}

typedef enum status confirm_move(struct room *room, const char *initials,
	const struct secret *pin, const char *page, struct err *err);

static void
confirm(struct view *view, confirm_move *move)
{
	char *page = view_page(view);
	struct err err;

	view_moved(view, move(view->room, form_text(&view->form,
		FORM_INITIALS), form_pin(&view->form, 0), page, &err), &err);
	free(page);
}

void
s_step_enter(struct view *view)
{
	const struct awaited *awaited = &view->awaited;
	struct err err;

	switch (awaited->what) {
	case AWAITED_DONE:
		if (kind_asks_printer(view)) {
			view_push(view, SCREEN_PRINTER);
			break;
		}
		view_moved(view, move_done(view->room, &err), &err);
		break;
	case AWAITED_TIME:
		view_moved(view, move_wait(view->room, &err), &err);
		break;
	case AWAITED_VALUE:
		view_moved(view, move_value(view->room, awaited->row,
			awaited->field, form_text(&view->form, FORM_TEXT),
			&err), &err);
		break;
	case AWAITED_OFF_WORD:
		view_moved(view, move_off_word(view->room,
			form_text(&view->form, FORM_TEXT), &err), &err);
		break;
	case AWAITED_HSM_PIN:
		view_moved(view, move_hsm_pin(view->room,
			awaited->pin ? form_pin(&view->form, 0) : NULL, &err),
			&err);
		break;
	case AWAITED_ANSWER:
		confirm(view, move_answer);
		break;
	case AWAITED_VOICE:
		confirm(view, move_voice);
		break;
	case AWAITED_OPEN_GATE:
		confirm(view, move_open_gate);
		break;
	default:
		break;
	}
}

bool
s_step_key(struct view *view, enum action action)
{
	bool amends = value_may_amend(view);

	if (action != ACTION_SECOND ||
		!(amends || kind_prints(session_current(view->session))))
		return false;
	view_push(view, amends ? SCREEN_AMEND : SCREEN_PRINTER);
	return true;
}
