#include "ceremony/fold.h"

#include <stdio.h>
#include <string.h>

#include "ceremony/fields.h"
#include "ceremony/off.h"
#include "ceremony/people.h"
#include "ceremony/steps.h"

/* What is not said is no confirmation. */
static enum status
read_level(enum step_level *dst, const struct event *event, struct err *err)
{
	const char *word = fields_text(event, "level");
	static const enum step_level levels[] = {LEVEL_KEY, LEVEL_VALUE,
		LEVEL_PIN};
	size_t i;

	for (i = 0; i < sizeof(levels) / sizeof(levels[0]); i++) {
		if (strcmp(word, script_level_word(levels[i])) != 0)
			continue;
		*dst = levels[i];
		return STATUS_OK;
	}
	return fold_refuse(event, err, "\"%.20s\" is no way to confirm", word);
}

bool
fold_has_voice(const struct session *session, size_t person)
{
	const struct session_gate *gate = &session->gate;
	size_t i;

	for (i = 0; i < gate->voice_count; i++) {
		if (gate->voices[i].person == person)
			return true;
	}
	return false;
}

/* The role whose voice comes next: behind the script's, once, who opens. */
static void
next_role(char dst[8], const struct session *session)
{
	const struct step *step = session_current(session);

	people_voice_role(dst, session, session->step);
	if (dst[0] == '\0' && session->gate.voice_count ==
			steps_role_count(step->voices))
		(void)steps_role(dst, step->acts, 0);
}

static enum status
check_voice(const struct session *session, const struct event *event,
	size_t person, const struct digest *plan, struct err *err)
{
	const struct session_gate *gate = &session->gate;
	char wanted[8];
	size_t row;

	if (!steps_is(session_current(session), "open-gate"))
		return fold_refuse(event, err, "no gate hears anybody here");
	if (off_next(&row, session))
		return fold_refuse(event, err, "the last word of %s, which is "
			"off, was not typed before",
			session_off_rule(session, row)->name);
	if (!gate->planned || !digest_equal(&gate->plan, plan))
		return fold_refuse(event, err,
			"is of another plan than the one shown");
	if (strcmp(fields_text(event, "level"), "PIN") != 0)
		return fold_refuse(event, err, "the gate hears PINs");
	next_role(wanted, session);
	if (!script_role_fits(wanted, fields_text(event, "role")) ||
		!session->people[person].seated || fold_has_voice(session, person))
		return fold_refuse(event, err,
			"is not the voice that the gate awaits");
	return STATUS_OK;
}

static enum status
add_voice(struct session *session, const struct event *event, size_t person,
	const struct digest *plan, struct err *err)
{
	struct session_gate *gate = &session->gate;
	struct session_voice *voice;
	char wanted[8];

	if (check_voice(session, event, person, plan, err) != STATUS_OK)
		return err->status;
	people_voice_role(wanted, session, session->step);
	voice = mem_append(&gate->voices, &gate->voice_count, sizeof(*voice));
	snprintf(voice->wanted, sizeof(voice->wanted), "%s",
		wanted[0] != '\0' ? wanted
				  : session->ceremony.persons[person].role);
	voice->person = person;
	voice->plan = *plan;
	voice->at_utc = session->last_utc;
	fold_last(session, "%s confirmed the plan", fields_text(event, "role"));
	return STATUS_OK;
}

static bool
has_answered(const struct session_step *state, size_t person)
{
	size_t i;

	for (i = 0; i < state->answer_count; i++) {
		if (state->answers[i].person == person)
			return true;
	}
	return false;
}

/* By person and by role. */
static bool
has_acted(const struct session *session, const struct session_step *state,
	size_t person)
{
	const struct person *actor =
		session_person(session, state->act.person);
	const struct person *who = session_person(session, person);

	return actor != NULL && strcmp(actor->role, who->role) == 0;
}

/* All else of the step stands, and who answers is awaited. */
static enum status
check_answer(const struct session *session, const struct event *event,
	size_t person, enum step_level level, struct err *err)
{
	const struct session_step *state = &session->steps[session->step];
	const struct session_person *seat = &session->people[person];
	char wanted[8];

	if (state->complete || !steps_acted(session, session->step) ||
		!steps_values_settled(session, session->step))
		return fold_refuse(event, err, "no answer is awaited yet");
	people_answer_role(wanted, session, session->step);
	if (!script_role_fits(wanted, fields_text(event, "role")) ||
		(seat->signed_in && !seat->seated) ||
		has_acted(session, state, person) ||
		has_answered(state, person))
		return fold_refuse(event, err,
			"is not the answer that the step awaits");
	if (session_current(session)->level == LEVEL_PIN &&
		seat->signed_in && level != LEVEL_PIN)
		return fold_refuse(event, err, "the step awaits a PIN");
	return STATUS_OK;
}

enum status
fold_confirm(struct session *session, const struct event *event,
	struct err *err)
{
	struct session_step *state;
	struct session_answer *answer;
	enum step_level level = LEVEL_KEY;
	struct digest plan;
	size_t person;
	enum status status = fold_current(&state, session, event, err);

	if (status == STATUS_OK)
		status = fold_person(&person, session, event, err);
	if (status != STATUS_OK)
		return status;
	session->people[person].wrong_pins = 0;
	if (fields_digest(&plan, event, "plan"))
		return add_voice(session, event, person, &plan, err);
	status = read_level(&level, event, err);
	if (status == STATUS_OK)
		status = check_answer(session, event, person, level, err);
	if (status != STATUS_OK)
		return status;
	answer = mem_append(&state->answers, &state->answer_count,
		sizeof(*answer));
	snprintf(answer->wanted, sizeof(answer->wanted), "%s",
		fields_text(event, "for"));
	answer->person = person;
	answer->level = level;
	answer->before_sign_in = fields_flag(event, "before-sign-in");
	answer->at_utc = session->last_utc;
	fold_last(session, "%s answered", fields_text(event, "role"));
	return STATUS_OK;
}
