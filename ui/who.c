#include "who.h"

#include <stdio.h>
#include <string.h>

#include "base/file.h"
#include "base/text.h"
#include "ceremony/handover.h"
#include "ceremony/people.h"
#include "layout.h"

#define AWAITED_WIDTH (PAGE_COLUMNS - 11) /* behind the word */
#define CEREMONY_WIDTH 29 /* left of REHEARSAL */

static bool
is_among(const size_t *persons, size_t count, size_t person)
{
	size_t i;

	for (i = 0; i < count; i++) {
		if (persons[i] == person)
			return true;
	}
	return false;
}

size_t
who_fill(size_t *dst, size_t max, const struct session *session,
	const char *roles, const size_t *taken, size_t taken_count)
{
	const struct ceremony *ceremony = &session->ceremony;
	const char *start;
	size_t count = 0;
	size_t len;

	while (count < max &&
		(roles = text_next_word(roles, &start, &len)) != NULL) {
		char role[16];
		size_t person = 0;

		snprintf(role, sizeof(role), "%.*s", (int)len, start);
		if (count < taken_count) {
			dst[count] = taken[count];
			count++;
			continue;
		}
		do
			person = ceremony_find_person(ceremony, person, role);
		while (is_among(dst, count, person) && ++person > 0);
		dst[count++] = person < ceremony->person_count ? person :
			SESSION_NOBODY;
	}
	return count;
}

static const char *
keyboard(const struct session *session, size_t person)
{
	const struct person *who;

	if (person >= session->ceremony.person_count)
		return "";
	who = session_person(session, person);
	return strcmp(who->role, "CA") == 0 ? ", laptop keyboard" :
		", witness keyboard";
}

/* The part of the form that has the focus, in words. */
static const char *
part_words(const struct view *view, const char *otherwise)
{
	const struct form_part *part = form_focus(&view->form);

	return part == NULL ? otherwise : part->label;
}

/* Of what is awaited its row's name may be short: it stands in the table. */
static void
cut_row(char *row, int room)
{
	size_t len;

	if (page_width(row) <= room)
		return;
	len = page_cut(row, room > 2 ? room - 2 : 0);
	while (len > 0 && row[len - 1] == ' ')
		len--;
	snprintf(row + len, FRAME_TEXT - len, "..");
}

static void
say_value(struct frame *dst, const struct view *view)
{
	const struct awaited *awaited = &view->awaited;
	const struct step *step = &view->session->script.steps[awaited->step];
	char label[FRAME_TEXT];
	char row[FRAME_TEXT] = "";
	char place[32];
	const char *again = "";
	bool carried = awaited->step != view->session->step;

	layout_lower_first(label, sizeof(label),
		session_field(view->session, awaited->step,
			awaited->field)->label);
	if (awaited->field < step->field_count)
		ceremony_row_name(row, sizeof(row), &view->session->ceremony,
			step, awaited->row);
	/* In a table there is no place beside the field for it. */
	if (row[0] != '\0' && awaited->mismatches > 0)
		again = ": not as expected";
	snprintf(place, sizeof(place), "%s: %.7s%s", keyboard(view->session,
		awaited->person), carried ? step->number : "",
		carried ? " " : "");
	cut_row(row, AWAITED_WIDTH - page_width(dst->person) -
		page_width(place) - page_width(label) - page_width(again) - 2);
	snprintf(dst->thing, sizeof(dst->thing), "%s%.50s%s%.50s%s", place,
		row, *row == '\0' ? "" : ", ", label, again);
}

static void
say_blank(struct frame *dst, const struct view *view)
{
	const struct session *session = view->session;
	const struct awaited *awaited = &view->awaited;
	const struct step *step = &session->script.steps[awaited->step];
	const struct session_step *now = &session->steps[awaited->step];
	size_t reader = people_actor(session, awaited->step);
	char typist[64];

	people_name(typist, sizeof(typist), session, awaited->person);
	people_name(dst->person, sizeof(dst->person), session, reader);
	if (step->words == WORDS_KSR || step->words == WORDS_SKR)
		snprintf(dst->thing, sizeof(dst->thing),
			" reads line %zu from %s; %s types",
			now->blanks[awaited->row] % DIGEST_LEN / 4 + 1,
			step->words == WORDS_KSR ? "own paper" : "the slip",
			typist);
	else
		snprintf(dst->thing, sizeof(dst->thing),
			" reads the words; %s types", typist);
}

static void
say_rules(struct frame *dst, const struct view *view)
{
	const struct session *session = view->session;
	char person[64];

	people_name(person, sizeof(person), session,
		people_next_answer(session, session->step));
	snprintf(dst->thing, sizeof(dst->thing),
		" reads the verdicts aloud; then %s answers", person);
}

static void
say_decision(struct frame *dst, const struct view *view)
{
	const struct form_part *part = form_focus(&view->form);
	char person[64];

	if (part != NULL && (part->kind == FORM_INITIALS ||
		part->kind == FORM_PIN)) {
		snprintf(dst->thing, sizeof(dst->thing), "%s: agrees, %s",
			keyboard(view->session, view->awaited.person),
			part->label);
		return;
	}
	people_name(dst->person, sizeof(dst->person), view->session,
		people_for_role(view->session, "CA", NULL, 0));
	if (part != NULL && part->kind != FORM_CHOICE) {
		snprintf(dst->thing, sizeof(dst->thing), ": %s", part->label);
		return;
	}
	people_name(person, sizeof(person), view->session,
		people_for_role(view->session, "IW", NULL, 0));
	snprintf(dst->thing, sizeof(dst->thing),
		" chooses; then %s agrees%s", person,
		view->awaited.pin ? ", own PIN" : "");
}

static void
say_rest(struct frame *dst, const struct view *view)
{
	const struct session_exception *exception =
		&view->session->exceptions[view->awaited.row];

	snprintf(dst->thing, sizeof(dst->thing),
		": finishes SE-%u, which lacks %s", exception->number,
		session_exception_lacks(exception));
}

static void
say_simple(struct frame *dst, const struct view *view, const char *words)
{
	snprintf(dst->thing, sizeof(dst->thing), "%s: %s",
		keyboard(view->session, view->awaited.person), words);
}

static void
say_hold(struct frame *dst, const struct view *view)
{
	const struct session *session = view->session;
	char time[32];

	snprintf(dst->person, sizeof(dst->person), "nobody");
	snprintf(dst->thing, sizeof(dst->thing), ": it goes on at %s",
		layout_time(time, session_hold_utc(session, session->step)));
}

static void
say_awaited(struct frame *dst, const struct view *view)
{
	switch (view->awaited.what) {
	case AWAITED_NOBODY:
		snprintf(dst->thing, sizeof(dst->thing), ": %s",
			view->session->state == SESSION_RUNNING ?
			"the machine works" : "this console is done");
		break;
	case AWAITED_WITHDRAWAL:
		snprintf(dst->thing, sizeof(dst->thing),
			" alone takes the objection back, or it stands");
		break;
	case AWAITED_DECISION:
	case AWAITED_DRIVE:
		say_decision(dst, view);
		break;
	case AWAITED_TIME:
		say_hold(dst, view);
		break;
	case AWAITED_REST:
		say_rest(dst, view);
		break;
	case AWAITED_RULES:
		say_rules(dst, view);
		break;
	case AWAITED_VALUE:
		if (view->awaited.field == SESSION_BLANK)
			say_blank(dst, view);
		else
			say_value(dst, view);
		break;
	case AWAITED_DONE:
		snprintf(dst->thing, sizeof(dst->thing), "%s",
			", laptop keyboard: reads, does it, then Enter");
		break;
	case AWAITED_OFF_WORD:
		say_simple(dst, view, "last word of a rule that is off");
		break;
	case AWAITED_VOICE:
		say_simple(dst, view, view->form.at == 0 ?
			"initials, then own PIN" :
			"own PIN, for exactly this plan");
		break;
	case AWAITED_HSM_PIN:
		say_simple(dst, view, view->awaited.pin ?
			"HSM PIN (not the PIN for today)" :
			"Enter; the login is at the HSM");
		break;
	default:
		say_simple(dst, view, part_words(view,
			"Enter, once seen and heard"));
		break;
	}
}

/* Screens whose own question goes before the session's. */
static const struct {
	enum screen_id screen;
	const char *role; /* "": anybody */
	const char *thing; /* NULL: the part that has the focus */
} own[] = {
	{SCREEN_START, "CA", "reads this aloud, then Enter"},
	{SCREEN_RESUME, "CA", "reads this aloud, then Enter"},
	{SCREEN_CARD, "CA", "reads the card aloud, then F3, F4"},
	{SCREEN_OBJECT, "", NULL},
	{SCREEN_EXCEPT, "CA", NULL},
	{SCREEN_AMEND, "IW", NULL},
	{SCREEN_CORRECT, "IW", NULL},
	{SCREEN_LEAVE, "CA", NULL},
	{SCREEN_CHANGE, "CA", NULL},
	{SCREEN_ARRIVE, "", NULL},
	{SCREEN_DEPART, "IW", NULL},
	{SCREEN_HAND_OVER, "", NULL},
	{SCREEN_BREAK, "CA", NULL},
	{SCREEN_COMMAND, "CA", NULL},
	{SCREEN_PRINTER, "CA", NULL},
	{SCREEN_PAPER, "CA", NULL},
};

static void
say_own(struct frame *dst, const struct view *view, const char *role,
	const char *thing)
{
	size_t person = people_for_role(view->session, role, NULL, 0);

	if (*role == '\0')
		snprintf(dst->person, sizeof(dst->person), "anybody");
	else
		people_name(dst->person, sizeof(dst->person), view->session,
			person);
	snprintf(dst->thing, sizeof(dst->thing), "%s: %s",
		*role == '\0' ? ", either keyboard" :
		keyboard(view->session, person),
		thing == NULL ? part_words(view, "Enter") : thing);
}

static void
say_wait(struct frame *dst, const struct view *view)
{
	const struct view_wait *wait = &view->wait;
	char words[FRAME_TEXT / 2];
	char time[32];

	wait_words(words, sizeof(words), view);
	snprintf(dst->person, sizeof(dst->person), "the HSM");
	snprintf(dst->thing, sizeof(dst->thing), ": %s, since %s%s", words,
		layout_time(time, wait->since_utc),
		wait->late ? ", longer than usual" : "");
}

/* The one of those who sign a hand-over whose part has the focus. */
static void
say_signer(struct frame *dst, const struct view *view)
{
	size_t signers[HANDOVER_SIGNERS];
	size_t count = handover_signers(signers, view->session, view->person,
		view->taker);
	size_t at = view->form.at > 0 ? (view->form.at - 1) / 2 : 0;
	size_t person = at < count ? signers[at] : SESSION_NOBODY;

	people_name(dst->person, sizeof(dst->person), view->session, person);
	snprintf(dst->thing, sizeof(dst->thing), "%s: %s",
		keyboard(view->session, person), part_words(view, "Enter"));
}

static bool
say_screen(struct frame *dst, const struct view *view)
{
	size_t i;

	if (view->failed != STATUS_OK) {
		say_own(dst, view, "CA", "Enter leaves; resume goes on");
		return true;
	}
	if (view->wait.on) {
		say_wait(dst, view);
		return true;
	}
	if (view->command.on) {
		snprintf(dst->person, sizeof(dst->person), "the command");
		snprintf(dst->thing, sizeof(dst->thing),
			": it runs; the CA stops it with Esc");
		return true;
	}
	if (view->busy) {
		snprintf(dst->person, sizeof(dst->person), "nobody");
		snprintf(dst->thing, sizeof(dst->thing),
			": the machine works");
		return true;
	}
	if (view->screen == SCREEN_HAND_OVER && view->tab == 1) {
		say_signer(dst, view);
		return true;
	}
	for (i = 0; i < sizeof(own) / sizeof(own[0]); i++) {
		if (own[i].screen == view->screen) {
			say_own(dst, view, own[i].role, own[i].thing);
			return true;
		}
	}
	return false;
}

static void
fill_progress(struct frame *dst, const struct view *view)
{
	const struct session *session = view->session;
	size_t count = session->script.step_count;
	size_t step = session->step < count ? session->step : count;
	char spent[32];
	char plan[32];
	size_t i;

	for (i = 0; i < session->script.act_count && i < FRAME_ACTS; i++) {
		dst->acts[i] = session->script.acts[i].name;
		dst->act_count++;
	}
	dst->act = step < count ? session->script.steps[step].act :
		dst->act_count;
	layout_hours(spent, (view->now_utc - session->started_utc) / 60);
	layout_hours(plan, script_minutes_before(&session->script, step));
	snprintf(dst->progress, sizeof(dst->progress),
		"step %zu of %zu   %s, plan %s", step < count ? step + 1 : step,
		count, spent, plan);
}

static void
say_saved(struct frame *dst, const struct view *view)
{
	const struct session_saved *saved = &view->session->saved;
	unsigned long long count = view->session->event_count;

	if (saved->lost)
		snprintf(dst->events, sizeof(dst->events),
			"on %.12s; %llu events on %.12s", saved->lost_name,
			count, saved->first);
	else if (saved->second != NULL)
		snprintf(dst->events, sizeof(dst->events),
			"%llu events on %.12s and %.12s", count, saved->first,
			saved->second);
	else if (saved->first != NULL)
		snprintf(dst->events, sizeof(dst->events),
			"%llu events on %.12s alone", count, saved->first);
	else
		snprintf(dst->events, sizeof(dst->events),
			"%llu events in %.16s", count, view->dir == NULL ?
			"DIR" : file_base_name(view->dir));
}

void
who_frame(struct frame *dst, const struct view *view)
{
	const struct session *session = view->session;

	memset(dst, 0, sizeof(*dst));
	snprintf(dst->ceremony, sizeof(dst->ceremony),
		"KSK CEREMONY %u  %.20s  %.12s", session->ceremony.number,
		session->ceremony.site, session->ceremony.mode);
	if (page_width(dst->ceremony) > CEREMONY_WIDTH)
		memmove(dst->ceremony, dst->ceremony + 4,
			strlen(dst->ceremony + 4) + 1);
	dst->rehearsal = session->rehearsal;
	if (view->mode == VIEW_WATCHED)
		snprintf(dst->mode, sizeof(dst->mode),
			" WATCHING: no key does anything to the ceremony ");
	if (view->mode == VIEW_REPLAYED)
		snprintf(dst->mode, sizeof(dst->mode),
			" REPLAY: event %llu of %llu ",
			(unsigned long long)session->event_count,
			(unsigned long long)view->replay_total);
	dst->now_utc = view->now_utc;
	fill_progress(dst, view);
	people_name(dst->person, sizeof(dst->person), session,
		view->screen == SCREEN_SIGN_IN ? view->chosen :
		view->awaited.person);
	if (!say_screen(dst, view))
		say_awaited(dst, view);
	dst->saved = view->failed == STATUS_OK && !session->saved.lost;
	say_saved(dst, view);
	if (session->last[0] != '\0') {
		snprintf(dst->last, sizeof(dst->last), "last: %.150s",
			session->last);
	}
}
