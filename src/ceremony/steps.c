#include "ceremony/steps.h"

#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "ceremony/paper.h"

#define DAY_S 86400

void
steps_forget_values(struct session_step *state)
{
	size_t i;

	for (i = 0; i < state->value_count; i++) {
		free(state->values[i].text);
		free(state->values[i].why);
		free(state->values[i].before);
	}
	free(state->values);
	state->values = NULL;
	state->value_count = 0;
}

void
steps_clear(struct session_step *state)
{
	steps_forget_values(state);
	free(state->answers);
	free(state->blanks);
	free(state->act.text);
	free(state->drives);
	*state = (struct session_step){ .act.person = SESSION_NOBODY };
}

void
steps_reset(struct session_step *state)
{
	unsigned opened = state->opened;
	bool ever_skipped = state->ever_skipped;

	steps_clear(state);
	state->opened = opened;
	state->ever_skipped = ever_skipped;
}

bool
steps_is(const struct step *step, const char *action)
{
	return step != NULL && step->action != NULL &&
		strcmp(step->action->name, action) == 0;
}

const char *
steps_expected(const struct step *step)
{
	size_t i;

	for (i = 0; i < step->say_count; i++) {
		if (step->says[i].see)
			return step->says[i].text;
	}
	return step->say_count > 0 ? step->says[0].text : step->title;
}

bool
steps_on_screen(const struct session *session, size_t step)
{
	if (session->ceremony.paper_on_screen)
		return true;
	return session->script.steps[step].held == HELD_SCREEN;
}

size_t
steps_next(const struct session *session, size_t from)
{
	while (from < session->script.step_count &&
		!steps_on_screen(session, from))
		from++;
	return from;
}

bool
steps_role(char dst[8], const char *roles, size_t n)
{
	const char *start;
	size_t len;

	do {
		roles = roles != NULL ? text_next_word(roles, &start, &len)
				      : NULL;
		if (roles == NULL)
			return false;
	} while (n-- > 0);
	if (len > 7)
		len = 7;
	memcpy(dst, start, len);
	dst[len] = '\0';
	return true;
}

size_t
steps_role_count(const char *roles)
{
	char role[8];
	size_t n = 0;

	while (steps_role(role, roles, n))
		n++;
	return n;
}

bool
steps_all_signed_in(const struct session *session)
{
	size_t i;

	if (session->rest_later)
		return true;
	for (i = 0; i < session->ceremony.person_count; i++) {
		if (session->ceremony.persons[i].confirms &&
			!session->people[i].signed_in)
			return false;
	}
	return true;
}

bool
steps_acted(const struct session *session, size_t step)
{
	const struct session_step *state = &session->steps[step];

	return state->act.yes || state->gone_on ||
		steps_is(&session->script.steps[step], "carry-in");
}

bool
steps_unsettled(size_t *row, size_t *field, const struct session *session,
	size_t step)
{
	size_t n;

	for (n = 0; session_place(row, field, session, step, n); n++) {
		const struct session_value *value =
			session_value(session, step, *row, *field);

		if (value == NULL || !value->settled)
			return true;
	}
	return false;
}

bool
steps_values_settled(const struct session *session, size_t step)
{
	size_t paper, row, field;

	return session->steps[step].gone_on ||
		(!paper_unsettled(&paper, &row, &field, session, step) &&
			!steps_unsettled(&row, &field, session, step));
}

/* hh:mm as the time that is nearest to when the hold was begun. */
static int64_t
nearest(const char *text, int64_t begun_utc)
{
	int64_t hold_utc = begun_utc - begun_utc % DAY_S +
		strtol(text, NULL, 10) * 3600 + strtol(text + 3, NULL, 10) * 60;

	if (hold_utc - begun_utc > DAY_S / 2)
		hold_utc -= DAY_S;
	if (begun_utc - hold_utc > DAY_S / 2)
		hold_utc += DAY_S;
	return hold_utc;
}

int64_t
session_hold_utc(const struct session *session, size_t step)
{
	const struct step *what = &session->script.steps[step];
	const struct session_act *act = &session->steps[step].act;
	const struct session_value *value;

	if (!act->yes)
		return 0;
	if (what->wait_field == NULL)
		return what->wait_minutes == 0 ? 0 :
			act->at_utc + what->wait_minutes * INT64_C(60);
	value = session_value(session, step, 0,
		script_field_index(what, what->wait_field));
	return value == NULL ? 0 : nearest(value->text, act->at_utc);
}

bool
steps_waited(const struct session *session, size_t step)
{
	const struct session_step *state = &session->steps[step];

	return state->gone_on || state->waited ||
		session_hold_utc(session, step) == 0;
}

bool
steps_answered(const struct session *session, size_t step)
{
	return session->steps[step].answer_count >=
		steps_role_count(session->script.steps[step].answers);
}

static bool
shown(const struct session *session, size_t step)
{
	const struct step *what = &session->script.steps[step];
	const struct session_step *state = &session->steps[step];

	if (state->gone_on)
		return true;
	if (what->words != WORDS_NONE && !state->words_shown)
		return false;
	return !steps_is(what, "check-request") || state->rules_seen;
}

bool
steps_finished(const struct session *session, size_t step)
{
	const struct step *what = &session->script.steps[step];

	if (session->steps[step].opened == 0)
		return false;
	if (steps_is(what, "sign-in"))
		return steps_all_signed_in(session);
	if (steps_is(what, "open-gate"))
		return session->gate.open && session->gate.step == step;
	return steps_acted(session, step) && shown(session, step) &&
		steps_waited(session, step) && steps_answered(session, step) &&
		steps_values_settled(session, step);
}
