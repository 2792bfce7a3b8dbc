#include <stddef.h>

#include "ceremony/off.h"
#include "ceremony/paper.h"
#include "ceremony/people.h"
#include "ceremony/session.h"
#include "ceremony/steps.h"

/* The roles as words that live as long as the program. */
static const char *
role_word(const struct session *session, size_t person)
{
	const struct person *who = session_person(session, person);

	return who != NULL ? who->role : "";
}

static void
await(struct awaited *dst, const struct session *session,
	enum awaited_what what, size_t person)
{
	dst->what = what;
	dst->person = person;
	dst->role = role_word(session, person);
}

/* The objector with initials and own PIN; for one who is not seated or not on
 * the list the IW, with the IW's own; before those have signed in an Enter. */
static void
await_withdrawal(struct awaited *dst, const struct session *session)
{
	size_t person = session->objection.person;
	size_t witness = people_for_role(session, "IW", NULL, 0);

	if (person == SESSION_NOBODY || (!session->people[person].seated &&
			witness != SESSION_NOBODY &&
			session->people[witness].signed_in))
		person = witness;
	await(dst, session, AWAITED_WITHDRAWAL, person);
	dst->row = session->objection.count - session->waiting_count;
	dst->initials = person != SESSION_NOBODY &&
		session->people[person].signed_in;
	dst->pin = dst->initials;
}

/* Answers that stop the machine: initials and, for a seated person, PIN. */
static void
await_seal(struct awaited *dst, const struct session *session,
	enum awaited_what what, size_t person)
{
	bool signed_in = people_signed_in(session);

	await(dst, session, what, person);
	dst->initials = signed_in;
	dst->pin = signed_in;
}

/* Before any step: what holds the whole ceremony. */
static bool
await_hold(struct awaited *dst, const struct session *session)
{
	size_t again = people_again(session);

	if (again != SESSION_NOBODY) {
		await(dst, session, AWAITED_SIGN_IN_AGAIN, again);
		dst->initials = true;
		dst->pin = true;
	} else if (session->pause.on) {
		await_seal(dst, session, AWAITED_RETURN,
			people_for_role(session, session->pause.ca_back ?
				"IW" : "CA", NULL, 0));
	} else if (session->saved.lost) {
		await_seal(dst, session, AWAITED_DRIVE,
			people_for_role(session, "IW", NULL, 0));
	} else if (session->objection.open) {
		await_withdrawal(dst, session);
	} else if (session_open_exception(session) != NULL) {
		await_seal(dst, session, AWAITED_DECISION,
			people_for_role(session, "IW", NULL, 0));
	} else if (session->hsm.lost) {
		await(dst, session, AWAITED_HSM_PIN,
			people_for_role(session, "CA", NULL, 0));
		dst->pin = session->profile.login == HSM_LOGIN_PIN;
	} else {
		return false;
	}
	return true;
}

static void
await_sign_in(struct awaited *dst, const struct session *session)
{
	size_t i;

	for (i = 0; i < session->ceremony.person_count; i++) {
		if (!session->ceremony.persons[i].confirms ||
			session->people[i].signed_in)
			continue;
		await(dst, session, AWAITED_SIGN_IN, i);
		dst->initials = true;
		dst->pin = true;
		return;
	}
}

/* Before the voices: the IW, for each rule that is off. */
static bool
await_off_word(struct awaited *dst, const struct session *session)
{
	const struct session_value *value;

	if (!off_next(&dst->row, session))
		return false;
	await(dst, session, AWAITED_OFF_WORD,
		people_for_role(session, "IW", NULL, 0));
	dst->field = SESSION_OFF;
	value = session_value(session, session->step, dst->row, SESSION_OFF);
	dst->mismatches = value != NULL ? value->mismatches : 0;
	return true;
}

static void
await_gate(struct awaited *dst, const struct session *session)
{
	char role[8];

	if (await_off_word(dst, session))
		return;
	people_voice_role(role, session, session->step);
	if (role[0] != '\0')
		await(dst, session, AWAITED_VOICE,
			people_next_voice(session, session->step));
	else
		await(dst, session, AWAITED_OPEN_GATE,
			people_actor(session, session->step));
	dst->initials = true;
	dst->pin = true;
}

static void
await_act(struct awaited *dst, const struct session *session)
{
	bool token = steps_is(session_current(session), "open-token");

	await(dst, session, token ? AWAITED_HSM_PIN : AWAITED_DONE,
		people_actor(session, session->step));
	dst->pin = token && session->profile.login == HSM_LOGIN_PIN;
}

static bool
await_value(struct awaited *dst, const struct session *session)
{
	const struct session_value *value;
	size_t step = session->step, row, field;

	if (session->steps[step].gone_on ||
		(!paper_unsettled(&step, &row, &field, session, step) &&
			!steps_unsettled(&row, &field, session, step)))
		return false;
	await(dst, session, AWAITED_VALUE,
		people_typist(session, session->step));
	dst->step = step;
	dst->row = row;
	dst->field = field;
	value = session_value(session, step, row, field);
	dst->mismatches = value != NULL ? value->mismatches : 0;
	return true;
}

static void
await_answer(struct awaited *dst, const struct session *session)
{
	enum step_level level = session_current(session)->level;
	bool signed_in = people_signed_in(session);

	await(dst, session, AWAITED_ANSWER,
		people_next_answer(session, session->step));
	dst->initials = signed_in && level != LEVEL_VALUE;
	dst->pin = signed_in && level == LEVEL_PIN;
}

/* Where what was left short is finished: where exceptions are read aloud, and
 * before the record is closed. */
static bool
finishes_here(const struct session *session)
{
	const struct step *step = session_current(session);

	return steps_is(step, "read-exceptions") ||
		steps_is(step, "close-record") ||
		(session->steps[session->step].complete &&
			steps_next(session, session->step + 1) >=
				session->script.step_count);
}

static bool
await_rest(struct awaited *dst, const struct session *session)
{
	const struct session_exception *unfinished =
		session_unfinished(session);

	if (unfinished == NULL || !finishes_here(session))
		return false;
	await_seal(dst, session, AWAITED_REST,
		people_for_role(session, "IW", NULL, 0));
	dst->row = unfinished->number - 1;
	return true;
}

static void
await_step(struct awaited *dst, const struct session *session)
{
	const struct step *step = session_current(session);
	const struct session_step *state = &session->steps[session->step];

	if (await_rest(dst, session) || state->complete || state->again)
		return;
	if (steps_is(step, "sign-in")) {
		await_sign_in(dst, session);
	} else if (steps_is(step, "open-gate")) {
		await_gate(dst, session);
	} else if (!steps_acted(session, session->step)) {
		await_act(dst, session);
	} else if (steps_is(step, "check-request") && !state->rules_seen &&
		!state->gone_on) {
		await(dst, session, AWAITED_RULES,
			people_actor(session, session->step));
	} else if (await_value(dst, session)) {
		return;
	} else if (!steps_waited(session, session->step)) {
		await(dst, session, AWAITED_TIME, SESSION_NOBODY);
	} else {
		await_answer(dst, session);
	}
}

void
session_awaited(struct awaited *dst, const struct session *session)
{
	*dst = (struct awaited){
		.role = "",
		.person = SESSION_NOBODY,
		.step = session->step,
		.field = SESSION_BLANK,
	};
	if (session->state != SESSION_RUNNING ||
		session_current(session) == NULL)
		return;
	if (!await_hold(dst, session))
		await_step(dst, session);
}
