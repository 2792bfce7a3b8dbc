/* Moves on the current step: done, HSM PIN, answers. */
#include "ceremony/moves.h"

#include <string.h>

#include "ceremony/kinds.h"
#include "ceremony/people.h"
#include "ceremony/saved.h"
#include "ceremony/steps.h"
#include "ceremony/token.h"
#include "ceremony/unchanged.h"

#define COUNTED_MAX 16
#define HSM_TRIES 2 /* of the HSM PIN, then people decide */

/* The action's events, then its own with verdict and text. */
static enum status
run_action(struct room *room, size_t person, struct err *err)
{
	const struct step *step = session_current(room->session);
	action_run *run =
		step->action != NULL ? action_find(step->action->name) : NULL;
	struct action_result result = { VERDICT_NONE, "" };
	enum status status;

	if (run == NULL)
		return STATUS_OK;
	status = run(room, &result, err);
	if (status == STATUS_OK)
		status = saved_copy(room, err);
	if (status == STATUS_OK)
		status = room_post_action(room, step->action->name, person,
			result.verdict, result.text, err);
	return status;
}

/* Words of a response, or a copy of it, are of the file as it lies there. */
static enum status
check_response(const struct room *room, struct err *err)
{
	const struct step *step = session_current(room->session);

	if (step->words != WORDS_SKR && step->kind != STEP_DEVICE)
		return STATUS_OK;
	return unchanged_skr(room, err);
}

static enum status
check_done(struct room *room, struct err *err)
{
	const struct kind *kind = kind_of(session_current(room->session));

	return kind->done != NULL ? kind->done(room, err) : STATUS_OK;
}

enum status
move_done(struct room *room, struct err *err)
{
	struct awaited awaited;
	enum status status = room_awaits(&awaited, room, AWAITED_DONE, err);

	if (status == STATUS_OK)
		status = check_response(room, err);
	if (status == STATUS_OK)
		status = check_done(room, err);
	if (status == STATUS_OK)
		status = room_post_action(room, "done", awaited.person,
			VERDICT_NONE, NULL, err);
	if (status == STATUS_OK)
		status = run_action(room, awaited.person, err);
	if (status == STATUS_OK)
		status = room_settle(room, err);
	return status;
}

static bool
tries_are_used(const struct session *session)
{
	return session->hsm.refused >= HSM_TRIES &&
		session_open_exception(session) == NULL;
}

/* Most tokens lock at the third: each try behind the second is decided. */
static enum status
stop_tries(struct room *room, struct err *err)
{
	const struct session *session = room->session;
	json_t *fields;

	if (!tries_are_used(session))
		return STATUS_OK;
	fields = fields_new(session);
	fields_add_number(fields, "exception", session->exception_count + 1U);
	fields_add(fields, "state", "open");
	fields_add_flag(fields, "machine", true);
	fields_add(fields, "expected", "the HSM takes the HSM PIN");
	fields_add(fields, "happened", "the login failed again. If the HSM "
		"PIN was wrong, one more wrong one may lock the token. Each "
		"further try is decided: repeat is one try");
	return room_post(room, "exception", fields, err);
}

/* Where it is the step's own action the result completes it; elsewhere it only
 * brings back what was there. */
static enum status
open_token(struct room *room, const struct awaited *awaited,
	const struct secret *pin, struct err *err)
{
	const struct session *session = room->session;
	bool own = steps_is(session_current(session), "open-token") &&
		!steps_acted(session, session->step);
	struct action_result result = { VERDICT_NONE, "" };
	enum status status = STATUS_OK;

	if (own)
		status = room_post_action(room, "done", awaited->person,
			VERDICT_NONE, NULL, err);
	if (status == STATUS_OK)
		status = token_open(room, pin, &result, err);
	if (status == STATUS_OK && own)
		return room_post_action(room, "open-token", awaited->person,
			result.verdict, result.text, err);
	if (status == STATUS_OK && result.verdict != VERDICT_PASS)
		return err_set(err, STATUS_HSM, "%s", result.text);
	return status;
}

/* The program may have been ended between the last try and the stop. */
static enum status
check_tries(struct room *room, struct err *err)
{
	if (!tries_are_used(room->session))
		return STATUS_OK;
	if (stop_tries(room, err) != STATUS_OK)
		return err->status;
	return err_set(err, STATUS_RULE,
		"not tried: %d logins failed before; decide first", HSM_TRIES);
}

enum status
move_hsm_pin(struct room *room, const struct secret *pin, struct err *err)
{
	struct awaited awaited;
	struct err stop;
	enum status status = room_awaits(&awaited, room, AWAITED_HSM_PIN, err);

	if (status == STATUS_OK && awaited.pin &&
		(pin == NULL || pin->len == 0))
		return err_set(err, STATUS_USAGE, "the HSM PIN is empty");
	if (status == STATUS_OK)
		status = check_tries(room, err);
	if (status == STATUS_OK)
		status = open_token(room, &awaited, pin, err);
	if ((status == STATUS_OK || status == STATUS_HSM) &&
		stop_tries(room, &stop) != STATUS_OK) {
		*err = stop;
		return err->status;
	}
	if (status == STATUS_OK)
		status = room_settle(room, err);
	return status;
}

static size_t
answered_by(size_t counted[COUNTED_MAX], const struct session_step *state)
{
	size_t i;

	for (i = 0; i < state->answer_count && i < COUNTED_MAX; i++)
		counted[i] = state->answers[i].person;
	return i;
}

static enum status
post_answer(struct room *room, const struct awaited *awaited, size_t person,
	const char *wanted, const char *page, struct err *err)
{
	const struct session *session = room->session;
	const struct step *step = session_current(session);
	bool signed_in = people_signed_in(session);
	struct digest hash = digest_of(page, strlen(page));
	json_t *fields = fields_new(session);

	fields_add(fields, "for", wanted);
	fields_add_person(fields, session, person);
	fields_add(fields, "level", awaited->pin ? "PIN"
			: awaited->initials ? "key"
			: script_level_word(step->level == LEVEL_PIN ?
				LEVEL_KEY : step->level));
	fields_add(fields, "keyboard", "shared");
	if (!signed_in)
		fields_add_flag(fields, "before-sign-in", true);
	fields_add_digest(fields, "page", &hash);
	if (steps_is(step, "sign"))
		fields_add_page(fields, "text", page);
	return room_post(room, "confirm", fields, err);
}

enum status
move_answer(struct room *room, const char *initials, const struct secret *pin,
	const char *page, struct err *err)
{
	const struct session *session = room->session;
	size_t counted[COUNTED_MAX], person;
	struct seal seal = { .initials = initials, .pin = pin,
		.counted = counted };
	const struct session_step *state;
	struct awaited awaited;
	char wanted[8];
	enum status status = room_awaits(&awaited, room, AWAITED_ANSWER, err);

	if (status != STATUS_OK)
		return status;
	state = &session->steps[session->step];
	people_answer_role(wanted, session, session->step);
	seal.wanted = wanted;
	seal.actor = state->act.person;
	seal.count = answered_by(counted, state);
	status = seal_check(&person, room, &awaited, &seal, err);
	if (status == STATUS_OK)
		status = post_answer(room, &awaited, person, wanted, page, err);
	if (status == STATUS_OK)
		status = room_settle(room, err);
	return status;
}

enum status
move_rules_seen(struct room *room, const char *page, struct err *err)
{
	struct awaited awaited;
	struct digest hash = digest_of(page, strlen(page));
	json_t *fields;
	enum status status = room_awaits(&awaited, room, AWAITED_RULES, err);

	if (status != STATUS_OK)
		return status;
	fields = fields_new(room->session);
	fields_add(fields, "what", "preflight-rules");
	fields_add_digest(fields, "page", &hash);
	status = room_post(room, "show", fields, err);
	if (status == STATUS_OK)
		status = room_settle(room, err);
	return status;
}
