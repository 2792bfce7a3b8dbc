#include "autoplay.h"

#include <stdio.h>
#include <string.h>

#include "base/utc.h"
#include "base/words.h"
#include "ceremony/drill.h"
#include "ceremony/paper.h"
#include "screens.h"

#define TARGET_SIZE 128
#define KEYS_MAX (TARGET_SIZE + 32) /* the longest text, and around it */
#define FAILURES_MAX 3
#define MARK_S 5

static void
press(struct input *dst, enum action action)
{
	dst->kind = INPUT_ACTION;
	dst->action = action;
}

/* Digits for today: each person's own, the same after a resume. */
static void
say_pin(char *dst, size_t size, size_t person)
{
	snprintf(dst, size, "%04u", 1234U + 37U * (unsigned)(person % 100));
}

/* What somebody would type where nothing is expected. */
static void
say_plausible(char *dst, size_t size, const struct view *view,
	const struct field *field)
{
	int64_t room_utc = view->now_utc - drill_ahead_s(view->session);
	char text[UTC_SIZE];

	switch (field->kind) {
	case FIELD_NUMBER:
		snprintf(dst, size, "%zu", view->awaited.row + 12);
		break;
	case FIELD_TIME:
		utc_format_time(text, room_utc);
		snprintf(dst, size, "%s", text);
		break;
	case FIELD_DATE:
		utc_format_date(text, room_utc);
		snprintf(dst, size, "%s", text);
		break;
	case FIELD_CHOICE:
		snprintf(dst, size, "1");
		break;
	case FIELD_MARK: /* time to type it in */
		utc_format(text, room_utc - room_utc % MARK_S);
		snprintf(dst, size, "%.8s", text + sizeof("2017-04-01"));
		break;
	case FIELD_YES:
		snprintf(dst, size, "yes");
		break;
	case FIELD_LAST4:
		snprintf(dst, size, "%04zu", view->awaited.row + 4417);
		break;
	case FIELD_WHOLE:
		snprintf(dst, size, "TR5146%04zu", view->awaited.row + 5501);
		break;
	default:
		snprintf(dst, size, "as seen");
		break;
	}
}

static void
say_value(char *dst, size_t size, const struct view *view)
{
	const struct awaited *awaited = &view->awaited;
	const char *expected = session_expected(view->session, awaited->step,
		awaited->row, awaited->field);

	if (expected != NULL)
		snprintf(dst, size, "%s", expected);
	else if (awaited->field == PAPER_NOTE)
		dst[0] = '\0';
	else
		say_plausible(dst, size, view, session_field(view->session,
			awaited->step, awaited->field));
}

/* A word as it is heard: of the document itself, not of what is expected;
 * six letters are enough. */
static void
say_word(char *dst, size_t size, const struct view *view)
{
	const struct session_step *now = &view->session->steps[
		view->awaited.step];
	size_t index = now->blanks[view->awaited.row];
	size_t offset = index % DIGEST_LEN;
	uint8_t byte = now->digests[index / DIGEST_LEN].bytes[offset];

	snprintf(dst, size, "%.6s", words_of(byte, offset));
}

static void
say_initials(char *dst, size_t size, const struct view *view)
{
	char proposed[SESSION_INITIALS_SIZE];
	size_t person = view->screen == SCREEN_SIGN_IN ? view->chosen :
		view->awaited.person;

	if (person >= view->session->ceremony.person_count)
		return;
	if (view->session->people[person].initials[0] != '\0') {
		snprintf(dst, size, "%s",
			view->session->people[person].initials);
		return;
	}
	move_propose_initials(proposed, view->session, person);
	snprintf(dst, size, "%s", proposed);
}

/* The fault that no exception was made of yet; refused: something was. */
static const struct session_fault *
unsaid_fault(const struct view *view, bool refused)
{
	const struct session *session = view->session;

	if (session->state != SESSION_RUNNING || !view->greeted ||
		session->objection.open ||
		session_open_exception(session) != NULL ||
		view->awaited.what == AWAITED_SIGN_IN_AGAIN)
		return NULL;
	return drill_waits(session, refused);
}

bool
autoplay_opened(const struct view *view)
{
	return view->overlay_count > 0 && view->screen == SCREEN_EXCEPT &&
		unsaid_fault(view, true) != NULL;
}

static void
say_text(char *dst, size_t size, const struct view *view,
	const struct form_part *part)
{
	if (autoplay_opened(view))
		snprintf(dst, size, "not as it should be: %.80s",
			drill_words(unsaid_fault(view, true)));
	else if (view->awaited.what != AWAITED_VALUE &&
		view->awaited.what != AWAITED_OFF_WORD)
		snprintf(dst, size, "%.100s", part->proposed ? part->text :
			part->kind == FORM_PEOPLE ? "CA" : "settled");
	else if (view->awaited.field == SESSION_BLANK)
		say_word(dst, size, view);
	else
		say_value(dst, size, view);
}

/* The whole text of the part that has the focus. */
static void
say_part(char *dst, size_t size, const struct view *view,
	const struct form_part *part)
{
	size_t person = view->screen == SCREEN_SIGN_IN ? view->chosen :
		view->awaited.person;

	dst[0] = '\0';
	if (part->kind == FORM_INITIALS)
		say_initials(dst, size, view);
	else if (part->kind == FORM_TEXT || part->kind == FORM_PEOPLE)
		say_text(dst, size, view, part);
	else if (part->kind == FORM_PIN &&
		view->awaited.what == AWAITED_HSM_PIN)
		snprintf(dst, size, "%s", view->training_pin);
	else if (part->kind == FORM_PIN)
		say_pin(dst, size, person);
}

/* The next letter of target, Enter behind the last. */
static void
type_on(struct input *dst, const struct form_part *part, const char *target)
{
	size_t typed = part->kind == FORM_PIN ? part->secret.len :
		part->proposed ? 0 : strlen(part->text);

	if (part->proposed && strcmp(part->text, target) == 0) {
		press(dst, ACTION_ENTER);
	} else if (part->kind != FORM_PIN &&
		strncmp(part->text, target, typed) != 0) {
		press(dst, ACTION_ERASE_ALL);
	} else if (typed < strlen(target)) {
		dst->kind = INPUT_CHAR;
		dst->character = (unsigned char)target[typed];
	} else {
		press(dst, ACTION_ENTER);
	}
}

/* The decision that the fault mostly leads to: the first, or the last. */
static void
choose(struct input *dst, const struct view *view,
	const struct form_part *part)
{
	const struct session *session = view->session;
	bool abort = view->screen == SCREEN_EXCEPTION &&
		drill_usual(session) == DECISION_ABORT;

	press(dst, abort && part->choice + 1 < part->choices ? ACTION_DOWN :
		ACTION_ENTER);
}

void
autoplay_next(struct input *dst, const struct view *view)
{
	const struct form_part *part = form_focus(&view->form);
	char target[TARGET_SIZE];

	memset(dst, 0, sizeof(*dst));
	if (view->keys || (view->overlay_count > 0 && !autoplay_opened(view))) {
		press(dst, ACTION_BACK);
		return;
	}
	if (view->overlay_count == 0 &&
		unsaid_fault(view, view->message[0] != '\0') != NULL) {
		press(dst, ACTION_EXCEPTION);
		return;
	}
	if (view->awaited.what == AWAITED_RULES &&
		view->screen == SCREEN_PREFLIGHT) {
		press(dst, ACTION_TAB);
		return;
	}
	if (part == NULL) {
		press(dst, ACTION_ENTER);
		return;
	}
	if (part->kind == FORM_CHOICE) {
		choose(dst, view, part);
		return;
	}
	say_part(target, sizeof(target), view, part);
	type_on(dst, part, target);
	explicit_bzero(target, sizeof(target));
}

static size_t
complete_steps(const struct session *session)
{
	size_t count = 0;
	size_t i;

	for (i = 0; i < session->script.step_count; i++)
		count += session->steps[i].complete;
	return count;
}

static bool
same_awaited(const struct autoplay_watch *watch, const struct view *view)
{
	const struct awaited *a = &watch->awaited;
	const struct awaited *b = &view->awaited;

	return watch->screen == view->screen && a->what == b->what &&
		a->person == b->person && a->step == b->step &&
		a->row == b->row && a->field == b->field;
}

/* A fault of the rehearsal lasts: what fails is what was to fail. */
static bool
is_meant(const struct session *session)
{
	return drill_waits(session, true) != NULL ||
		(drill_usual(session) != DECISION_NONE &&
			(session_open_exception(session) != NULL ||
				session->state != SESSION_RUNNING));
}

/* What the key before has made fail: said on the screen, or in the events that
 * it wrote. NULL: nothing. */
static const char *
failure(const struct autoplay_watch *watch, const struct view *view)
{
	const struct session *session = view->session;
	const struct session_step *step;

	if (is_meant(session))
		return NULL;
	if (view->message[0] != '\0')
		return view->message;
	if (same_awaited(watch, view) &&
		view->awaited.mismatches > watch->awaited.mismatches)
		return "what it types is not what is expected";
	if (session->event_count == watch->events ||
		watch->step >= session->script.step_count)
		return NULL;
	if (session->gate.emptied > watch->emptied)
		return session->gate.emptied_why;
	step = &session->steps[watch->step];
	return step->act.verdict == VERDICT_FAIL && !step->gone_on ?
		step->act.text : NULL;
}

static void
note_state(struct autoplay_watch *watch, const struct view *view)
{
	const struct session *session = view->session;
	size_t complete = complete_steps(session);

	if (complete > watch->complete) {
		watch->complete = complete;
		watch->failures = 0;
	}
	if (!same_awaited(watch, view))
		watch->keys = 0;
	watch->awaited = view->awaited;
	watch->screen = view->screen;
	watch->step = session->step;
	watch->events = session->event_count;
	watch->emptied = session->gate.emptied;
}

enum status
autoplay_watch(struct autoplay_watch *watch, const struct view *view,
	bool played, struct err *err)
{
	const char *why = played ? failure(watch, view) : NULL;

	watch->failures += why != NULL;
	if (watch->failures == FAILURES_MAX)
		return err_set(err, STATUS_STOPPED, "the player does not get "
			"on, it failed %d times: %s", FAILURES_MAX, why);
	note_state(watch, view);
	watch->keys += played;
	if (watch->keys < KEYS_MAX)
		return STATUS_OK;
	return err_set(err, STATUS_STOPPED, "the player does not get on, %d "
		"keys do nothing on the screen \"%s\"", KEYS_MAX,
		screens[view->screen].name);
}
