/*
 * Signing in: initials and a PIN for today, one person after the other. The
 * same screen after a resume, and in both cases Tab jumps to who is there.
 */
#include <stdio.h>
#include <string.h>

#include "layout.h"
#include "screens.h"
#include "w_people.h"

#define NAME_COLUMN 8
#define INITIALS_COLUMN 26
#define SINCE_COLUMN 36
#define RIGHT_COLUMN 45
#define TYPED_COLUMN 64
#define HEAD_ROWS 1
#define BELOW_ROWS 4 /* quorum, door list, answer */

static bool
signs_in_now(const struct view *view)
{
	return view->awaited.what == AWAITED_SIGN_IN ||
		view->awaited.what == AWAITED_SIGN_IN_AGAIN;
}

void
s_sign_in_form(const struct view *view, struct form *form)
{
	char initials[SESSION_INITIALS_SIZE];

	if (!signs_in_now(view)) {
		s_step_form(view, form);
		return;
	}
	move_propose_initials(initials, view->session, view->chosen);
	form_propose(form_add(form, FORM_INITIALS, "initials"), initials);
	form_add(form, FORM_PIN, "PIN for today");
	form_add(form, FORM_PIN, "PIN for today, once more");
}

static void
draw_person(const struct view *view, struct page *page, int row, size_t person)
{
	const struct person *who = session_person(view->session, person);
	const struct session_person *now = &view->session->people[person];
	bool chosen = signs_in_now(view) && person == view->chosen;
	char time[32];

	page_put(page, row, LAYOUT_EDGE, ROLE_PLAIN, who->role);
	page_format(page, row, NAME_COLUMN, chosen ? ROLE_STRONG : ROLE_PLAIN,
		"%.*s", (int)page_cut(who->name, 17), who->name);
	page_put(page, row, INITIALS_COLUMN, ROLE_PLAIN,
		now->initials[0] != '\0' ? now->initials : "--");
	if (now->seated)
		page_put(page, row, SINCE_COLUMN, ROLE_PLAIN,
			layout_time(time, now->since_utc));
	else if (chosen)
		page_put(page, row, SINCE_COLUMN, ROLE_STRONG, "now");
	else if (now->again)
		page_put(page, row, SINCE_COLUMN, ROLE_PLAIN, "again");
}

static void
draw_typing(const struct view *view, struct page *page, int row)
{
	static const char *const labels[] = {"Initials", "PIN for today",
		"The same again"};
	static const char *const advice[] = {
		"4 to 8 digits, for today only.",
		"Cameras film your hands: use",
		"no PIN that opens anything else."};
	const struct person *who;
	int i;

	if (!signs_in_now(view) || view->form.count < 3)
		return;
	who = session_person(view->session, view->chosen);
	page_format(page, row, RIGHT_COLUMN, ROLE_STRONG, "%s  %s", who->role,
		who->name);
	for (i = 0; i < 3; i++) {
		page_put(page, row + 2 + i, RIGHT_COLUMN, ROLE_PLAIN,
			labels[i]);
		form_draw(page, row + 2 + i, TYPED_COLUMN, &view->form,
			(size_t)i, i == 0 ? 3 : 4);
		page_put(page, row + 6 + i, RIGHT_COLUMN, ROLE_PLAIN,
			advice[i]);
	}
}

/* Those who confirm, of a role or of all, on the list or seated. */
static size_t
count_people(const struct session *session, const char *role, bool seated)
{
	size_t count = 0;
	size_t i;

	for (i = 0; i < session->ceremony.person_count; i++) {
		const struct person *who = session_person(session, i);

		count += who->confirms &&
			(session->people[i].seated || !seated) &&
			script_role_fits(role, who->role);
	}
	return count;
}

static void
draw_quorum(const struct session *session, struct page *page, int row)
{
	bool quorum = session_quorum(session);
	int column = page_format(page, row, 14, ROLE_PLAIN,
		"%zu crypto officers needed, %zu are here, %zu signed in",
		session_quorum_of(session, "CO"),
		count_people(session, "CO", false),
		count_people(session, "CO", true));

	page_put(page, row, LAYOUT_EDGE, ROLE_PLAIN, "Quorum");
	page_put(page, row, column + 3, quorum ? ROLE_PASS : ROLE_PLAIN,
		quorum ? "PASS" : "not yet");
}

static void
draw_door_list(const struct session *session, struct page *page, int row)
{
	int column = 14;
	size_t i;

	page_put(page, row, LAYOUT_EDGE, ROLE_PLAIN, "Door list");
	for (i = 0; i < session->ceremony.person_count && column < 44; i++) {
		if (!session_person(session, i)->confirms)
			column = 1 + page_put(page, row, column, ROLE_PLAIN,
				session_person(session, i)->role);
	}
	page_put(page, row, column - 1, ROLE_PLAIN,
		": here, nothing to confirm, no PIN");
}

/* All who confirm, or those around the chosen one. */
static int
draw_people(const struct view *view, struct page *page, int row, int rows)
{
	const struct session *session = view->session;
	int seen = 0;
	int skip = 0;
	size_t i;

	for (i = 0; i < session->ceremony.person_count; i++) {
		if (!session_person(session, i)->confirms)
			continue;
		if (i == view->chosen && seen >= rows)
			skip = seen - rows + 1;
		seen++;
	}
	seen = 0;
	for (i = 0; i < session->ceremony.person_count; i++) {
		if (!session_person(session, i)->confirms)
			continue;
		if (seen >= skip && seen - skip < rows)
			draw_person(view, page, row + seen - skip, i);
		seen++;
	}
	return seen < rows ? seen : rows;
}

void
s_sign_in_draw(struct view *view, struct page *page)
{
	const struct session *session = view->session;
	const struct step *step = session_current(session);
	bool again = view->awaited.what == AWAITED_SIGN_IN_AGAIN;
	int bottom = layout_bottom(page);
	int row = LAYOUT_BODY;
	char state[64];

	snprintf(state, sizeof(state), "%zu of %zu signed in",
		count_people(session, "all", true), session->addendum ? 2 :
		count_people(session, "all", false));
	if (session->addendum)
		frame_title(page, "", "CA and IW sign in again", state);
	else
		frame_title(page, step->number, again ?
			"Everybody signs in again" : step->title, state);
	page_put(page, row, LAYOUT_EDGE, ROLE_DIM,
		"Role  Name              Initials  Signed in");
	row += HEAD_ROWS;
	draw_typing(view, page, row);
	row += draw_people(view, page, row, bottom - row - BELOW_ROWS) + 1;
	if (!session->addendum) {
		draw_quorum(session, page, row);
		draw_door_list(session, page, row + 1);
	}
	people_draw_answer(view, page, bottom - 1, "when all are in");
	page_key(page, ACTION_ENTER, "next");
	page_key(page, ACTION_TAB, "person");
	if (session_quorum(session) && signs_in_now(view))
		page_key(page, ACTION_SECOND, "Rest later");
	frame_offer_usual(page, false);
}

void
s_sign_in_enter(struct view *view)
{
	struct err err;

	if (!signs_in_now(view)) {
		s_step_enter(view);
		return;
	}
	view_moved(view, move_sign_in(view->room, view->chosen,
		form_text(&view->form, FORM_INITIALS),
		form_pin(&view->form, 0), form_pin(&view->form, 1), &err),
		&err);
}

/* The next who confirms and is not seated. */
static void
choose_next(struct view *view)
{
	const struct session *session = view->session;
	size_t count = session->ceremony.person_count;
	size_t i;

	for (i = 1; i <= count; i++) {
		size_t person = (view->chosen + i) % count;

		if (session_person(session, person)->confirms &&
			!session->people[person].seated) {
			view->chosen = person;
			break;
		}
	}
	form_reset(&view->form);
	s_sign_in_form(view, &view->form);
}

bool
s_sign_in_key(struct view *view, enum action action)
{
	struct err err;

	if (!signs_in_now(view))
		return false;
	if (action == ACTION_TAB || action == ACTION_DOWN) {
		choose_next(view);
		return true;
	}
	if (action != ACTION_SECOND)
		return false;
	view_moved(view, move_sign_in_rest(view->room, &err), &err);
	return true;
}
