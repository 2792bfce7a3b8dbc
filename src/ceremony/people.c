#include "ceremony/people.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "ceremony/steps.h"

#define BESIDES_MAX 32

static bool
is_besides(size_t person, const size_t *besides, size_t count)
{
	size_t i;

	for (i = 0; i < count; i++) {
		if (besides[i] == person)
			return true;
	}
	return false;
}

size_t
people_for_role(const struct session *session, const char *role,
	const size_t *besides, size_t count)
{
	size_t found = SESSION_NOBODY, i;

	for (i = 0; i < session->ceremony.person_count; i++) {
		const struct person *person = &session->ceremony.persons[i];

		if (!script_role_fits(role, person->role) ||
			is_besides(i, besides, count))
			continue;
		if (session->people[i].seated)
			return i;
		if (found == SESSION_NOBODY || (session->people[found].left &&
				!session->people[i].left))
			found = i;
	}
	return found;
}

static bool
fits_any(const char *roles, const char *role)
{
	char word[8];
	size_t n;

	for (n = 0; steps_role(word, roles, n); n++) {
		if (script_role_fits(word, role))
			return true;
	}
	return false;
}

/* "all" and "each" act: somebody has to remain who can answer. */
size_t
people_actor(const struct session *session, size_t step)
{
	const struct step *what = &session->script.steps[step];
	size_t besides[BESIDES_MAX], count = 0, person, i;
	char role[8];

	if (!steps_role(role, what->acts, 0))
		return SESSION_NOBODY;
	for (i = 0; i < session->ceremony.person_count && count < BESIDES_MAX;
		i++) {
		if (fits_any(what->answers, session->ceremony.persons[i].role))
			besides[count++] = i;
	}
	person = people_for_role(session, role, besides, count);
	if (person == SESSION_NOBODY)
		person = people_for_role(session, role, NULL, 0);
	return person;
}

static size_t
counted(size_t besides[BESIDES_MAX], const struct session *session,
	size_t step, bool answers)
{
	const struct session_step *state = &session->steps[step];
	size_t count = 0, i;

	besides[count++] = state->act.person != SESSION_NOBODY ?
		state->act.person : people_actor(session, step);
	for (i = 0; answers && i < state->answer_count; i++) {
		if (count < BESIDES_MAX)
			besides[count++] = state->answers[i].person;
	}
	return count;
}

/* types is the script's word or the first answerer; only where that is no
 * answerer may it be the actor. */
size_t
people_typist(const struct session *session, size_t step)
{
	const struct step *what = &session->script.steps[step];
	size_t besides[BESIDES_MAX], count = 0;
	char role[8];

	if (!steps_role(role, what->types, 0) &&
		!steps_role(role, what->answers, 0))
		return people_actor(session, step);
	if (fits_any(what->answers, role))
		count = counted(besides, session, step, false);
	return people_for_role(session, role, besides, count);
}

void
people_answer_role(char dst[8], const struct session *session, size_t step)
{
	if (!steps_role(dst, session->script.steps[step].answers,
		    session->steps[step].answer_count))
		dst[0] = '\0';
}

size_t
people_next_answer(const struct session *session, size_t step)
{
	size_t besides[BESIDES_MAX], count;
	char role[8];

	people_answer_role(role, session, step);
	count = counted(besides, session, step, true);
	return people_for_role(session, role, besides, count);
}

void
people_voice_role(char dst[8], const struct session *session, size_t step)
{
	if (!steps_role(dst, session->script.steps[step].voices,
		    session->gate.voice_count))
		dst[0] = '\0';
}

size_t
people_next_voice(const struct session *session, size_t step)
{
	size_t besides[BESIDES_MAX], count = 0, i;
	char role[8];

	people_voice_role(role, session, step);
	besides[count++] = people_actor(session, step);
	for (i = 0; i < session->gate.voice_count && count < BESIDES_MAX; i++)
		besides[count++] = session->gate.voices[i].person;
	return people_for_role(session, role, besides, count);
}

bool
people_initials(char dst[SESSION_INITIALS_SIZE], const char *text)
{
	size_t len = strlen(text), i;

	if (len < 2 || len >= SESSION_INITIALS_SIZE)
		return false;
	for (i = 0; i < len; i++) {
		unsigned char c = (unsigned char)text[i];

		if (c > '~' || (i < 2 ? !isalpha(c) : !isalnum(c)))
			return false;
		dst[i] = (char)toupper(c);
	}
	dst[len] = '\0';
	return true;
}

size_t
people_of_initials(const struct session *session, const char *initials)
{
	char folded[SESSION_INITIALS_SIZE];
	size_t i;

	if (!people_initials(folded, initials))
		return SESSION_NOBODY;
	for (i = 0; i < session->ceremony.person_count; i++) {
		if (strcmp(session->people[i].initials, folded) == 0)
			return i;
	}
	return SESSION_NOBODY;
}

bool
people_signed_in(const struct session *session)
{
	size_t i;

	for (i = 0; i < session->ceremony.person_count; i++) {
		if (session->people[i].signed_in)
			return true;
	}
	return false;
}

bool
people_objects(const struct session *session, const char *name)
{
	size_t i;

	if (session->objection.open &&
		strcmp(session->objection.name, name) == 0)
		return true;
	for (i = 0; i < session->waiting_count; i++) {
		if (strcmp(session->waiting[i].name, name) == 0)
			return true;
	}
	return false;
}

static size_t
again_of_role(const struct session *session, const char *role)
{
	size_t i;

	for (i = 0; i < session->ceremony.person_count; i++) {
		if (session->people[i].again &&
			(role == NULL ||
				strcmp(role, session->ceremony.persons[i]
						      .role) == 0))
			return i;
	}
	return SESSION_NOBODY;
}

size_t
people_again(const struct session *session)
{
	static const char *const order[] = { "CA", "IW", NULL };
	size_t person, i;

	for (i = 0; i < 3; i++) {
		person = again_of_role(session, order[i]);
		if (person != SESSION_NOBODY)
			return order[i] == NULL && session->rest_later ?
				SESSION_NOBODY : person;
	}
	return SESSION_NOBODY;
}

void
people_name(char *dst, size_t size, const struct session *session,
	size_t person)
{
	const struct person *who = session_person(session, person);

	if (who == NULL)
		snprintf(dst, size, "nobody");
	else
		snprintf(dst, size, "%s %s", who->role, who->name);
}

/* Somebody who is seated and not yet taken for that role. */
static bool
take_seated(const struct session *session, const char *role, bool *taken)
{
	size_t i;

	for (i = 0; i < session->ceremony.person_count; i++) {
		if (taken[i] || !session->people[i].seated ||
			!script_role_fits(role,
				session->ceremony.persons[i].role))
			continue;
		taken[i] = true;
		return true;
	}
	return false;
}

static bool
take_all(const struct session *session, const char *roles, bool *taken)
{
	char role[8];
	size_t n;

	for (n = 0; steps_role(role, roles, n); n++) {
		if (!take_seated(session, role, taken))
			return false;
	}
	return true;
}

size_t
session_quorum_of(const struct session *session, const char *role)
{
	size_t most = 0, i, n;
	char word[8];

	for (i = 0; i < session->script.step_count; i++) {
		const struct step *step = &session->script.steps[i];
		size_t count = 0;

		for (n = 0; steps_is(step, "open-gate") &&
			steps_role(word, step->voices, n); n++)
			count += strcmp(word, role) == 0;
		most = count > most ? count : most;
	}
	return most;
}

bool
session_quorum(const struct session *session)
{
	size_t count = session->ceremony.person_count, i;
	bool *taken = mem_new(count, sizeof(*taken));
	bool enough = true;

	for (i = 0; i < session->script.step_count; i++) {
		const struct step *step = &session->script.steps[i];

		if (!steps_is(step, "open-gate"))
			continue;
		memset(taken, 0, count * sizeof(*taken));
		enough = enough && take_all(session, step->voices, taken);
	}
	memset(taken, 0, count * sizeof(*taken));
	enough = enough && take_all(session, "CA IW", taken);
	free(taken);
	return enough;
}
