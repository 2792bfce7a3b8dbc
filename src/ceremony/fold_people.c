#include "ceremony/fold.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "ceremony/fields.h"
#include "ceremony/paper.h"
#include "ceremony/people.h"
#include "ceremony/steps.h"

enum status
fold_sign_in(struct session *session, const struct event *event,
	struct err *err)
{
	struct session_person *person;
	char initials[SESSION_INITIALS_SIZE];
	size_t index, owner;
	enum status status = fold_person(&index, session, event, err);

	if (status != STATUS_OK)
		return status;
	if (!people_initials(initials, fields_text(event, "initials")))
		return fold_refuse(event, err, "no initials");
	if (strcmp(fields_text(event, "level"), "PIN") != 0)
		return fold_refuse(event, err, "goes with a PIN");
	owner = people_of_initials(session, initials);
	if (owner != SESSION_NOBODY && owner != index)
		return fold_refuse(event, err, "initials %s are taken",
			initials);
	person = &session->people[index];
	memcpy(person->initials, initials, sizeof(initials));
	person->signed_in = true;
	person->seated = true;
	person->again = false;
	person->left = false;
	person->wrong_pins = 0;
	person->since_utc = session->last_utc;
	fold_last(session, "%s signed in", fields_text(event, "role"));
	return STATUS_OK;
}

enum status
fold_sign_out(struct session *session, const struct event *event,
	struct err *err)
{
	size_t person;
	enum status status = fold_person(&person, session, event, err);

	if (status != STATUS_OK)
		return status;
	session->people[person].seated = false;
	session->people[person].again = false;
	session->people[person].left = true;
	if (fold_has_voice(session, person))
		fold_empty_gate(session, "somebody who had confirmed has left");
	fold_last(session, "%s has left", fields_text(event, "role"));
	return STATUS_OK;
}

static void
open_exception(struct session *session, const struct event *event)
{
	struct session_exception *exception =
		mem_append(&session->exceptions, &session->exception_count,
			sizeof(*exception));

	exception->number = (unsigned)session->exception_count;
	exception->step = session->step;
	exception->open = true;
	exception->machine = fields_flag(event, "machine");
	exception->agreed = SESSION_NOBODY;
	exception->at_utc = session->last_utc;
	fields_keep(&exception->expected, fields_text(event, "expected"));
	fields_keep(&exception->happened, fields_text(event, "happened"));
	fold_last(session, "SE-%u opened", exception->number);
}

static enum session_decision
decision_of(const char *word)
{
	int i;

	for (i = DECISION_REPEAT; i < DECISION_COUNT; i++) {
		if (strcmp(session_decision_word((enum session_decision)i),
			    word) == 0)
			return (enum session_decision)i;
	}
	return DECISION_NONE;
}

/* Written on paper at a step before; why, and who heard it, comes later. */
static enum status
carry_exception(struct session *session, const struct event *event,
	struct err *err)
{
	struct session_exception *exception;
	size_t step;
	enum status status;

	if (session_open_exception(session) != NULL)
		return fold_refuse(event, err, "one exception is open already");
	status = fold_carried(&step, session, event, err);
	if (status != STATUS_OK)
		return status;
	open_exception(session, event);
	exception = &session->exceptions[session->exception_count - 1];
	exception->step = step;
	exception->open = false;
	exception->carried = true;
	exception->decision = DECISION_GO_ON;
	fields_keep(&exception->reason, "");
	fields_keep(&exception->heard, "");
	fold_last(session, "SE-%u carried in", exception->number);
	return STATUS_OK;
}

/* What was carried in and differs stands as it is; the next is typed. */
static bool
stands(struct session *session)
{
	size_t step, row, field, i;
	struct session_step *state;

	if (!paper_unsettled(&step, &row, &field, session, session->step))
		return false;
	state = &session->steps[step];
	for (i = 0; i < state->value_count; i++) {
		if (state->values[i].row != row ||
			state->values[i].field != field)
			continue;
		state->values[i].settled = true;
		return true;
	}
	return false;
}

/* What a decision does; an abort is done by the close that follows. */
static void
decide(struct session *session, enum session_decision decision)
{
	struct session_step *state = &session->steps[session->step];

	if (decision == DECISION_REPEAT) {
		steps_reset(state);
		state->again = true;
	}
	if (decision == DECISION_GO_ON && !stands(session))
		state->gone_on = true;
	if (decision == DECISION_SKIP) {
		state->skipped = true;
		state->ever_skipped = true;
	}
	if (decision == DECISION_SUSPEND)
		session->state = SESSION_SUSPENDED;
}

void
fold_exception_words(struct session_exception *exception, const struct session *session,
	const struct event *event)
{
	exception->agreed = fields_person(session, event);
	fields_keep(&exception->reason, fields_text(event, "reason"));
	fields_keep(&exception->heard, fields_text(event, "heard"));
}

/* The rest of one that was left short. */
static enum status
finish_exception(struct session *session, const struct event *event,
	struct err *err)
{
	uint64_t number = fields_number(event, "exception");
	struct session_exception *exception;

	if (number < 1 || number > session->exception_count ||
		session->exceptions[number - 1].open)
		return fold_refuse(event, err,
			"no exception of this number was decided");
	if (fold_witness(session, event, err) != STATUS_OK)
		return err->status;
	exception = &session->exceptions[number - 1];
	fold_exception_words(exception, session, event);
	fold_last(session, "SE-%u finished", exception->number);
	return STATUS_OK;
}

enum status
fold_exception(struct session *session, const struct event *event,
	struct err *err)
{
	bool open = strcmp(fields_text(event, "state"), "open") == 0;
	const struct session_exception *current =
		session_open_exception(session);
	struct session_exception *exception;
	struct session_step *state;
	enum status status = fold_current(&state, session, event, err);

	if (status != STATUS_OK)
		return status;
	if (strcmp(fields_text(event, "state"), "finished") == 0)
		return finish_exception(session, event, err);
	if (strcmp(fields_text(event, "state"), "one drive") == 0)
		return fold_alone(session, event, err);
	if (strcmp(fields_text(event, "state"), "carried") == 0)
		return carry_exception(session, event, err);
	if (open == (current != NULL))
		return fold_refuse(event, err,
			open ? "one exception is open already"
			     : "no exception is open");
	if (open) {
		open_exception(session, event);
		return STATUS_OK;
	}
	if (fold_witness(session, event, err) != STATUS_OK)
		return err->status;
	exception = &session->exceptions[current->number - 1];
	exception->open = false;
	exception->decision = decision_of(fields_text(event, "decision"));
	fold_exception_words(exception, session, event);
	decide(session, exception->decision);
	if (session->hsm.refused > 1)
		session->hsm.refused = 1;
	fold_last(session, "SE-%u: %s", exception->number,
		session_decision_word(exception->decision));
	return STATUS_OK;
}

/* "CO3 Dee Specimen"; of somebody who is not on the list as it was typed. */
static enum status
find_objector(size_t *person, char *name, size_t size,
	const struct session *session, const struct event *event,
	struct err *err)
{
	const char *role = fields_text(event, "role");
	const char *typed = fields_text(event, "person");

	*person = SESSION_NOBODY;
	if (strcmp(role, SESSION_REMOTE) != 0 || typed[0] == '\0') {
		if (fold_person(person, session, event, err) != STATUS_OK)
			return err->status;
		people_name(name, size, session, *person);
		return STATUS_OK;
	}
	snprintf(name, size, "%s %s", role, typed);
	return STATUS_OK;
}

static void
raise_objection(struct session_objection *dst, const struct session *session,
	const struct event *event, size_t person, const char *name)
{
	dst->open = true;
	dst->person = person;
	dst->step = session->step;
	dst->at_utc = session->last_utc;
	fields_keep(&dst->name, name);
	fields_keep(&dst->words, fields_text(event, "words"));
}

enum status
fold_objection(struct session *session, const struct event *event,
	struct err *err)
{
	struct session_objection *objection = &session->objection;
	size_t person;
	char name[120];
	enum status status = find_objector(&person, name, sizeof(name), session,
		event, err);

	if (status != STATUS_OK)
		return status;
	if (people_objects(session, name))
		return fold_refuse(event, err,
			"this person's objection is open already");
	session->objection.count++;
	if (objection->open)
		objection = mem_append(&session->waiting,
			&session->waiting_count, sizeof(*objection));
	raise_objection(objection, session, event, person, name);
	fold_empty_gate(session, "an objection was raised");
	fold_last(session, "objection of %s", fields_text(event, "role"));
	return STATUS_OK;
}

/* By the objector, or by the IW who says for whom. */
static bool
may_withdraw(const struct session *session, const struct event *event,
	size_t person)
{
	const struct session_objection *objection = &session->objection;

	if (!objection->open || objection->person == person)
		return objection->open;
	return strcmp(session->ceremony.persons[person].role, "IW") == 0 &&
		strcmp(fields_text(event, "for"), objection->name) == 0;
}

/* The next one stands then, if there is one. */
static void
take_back(struct session *session)
{
	struct session_objection *objection = &session->objection;
	unsigned count = objection->count;

	objection->open = false;
	if (session->waiting_count == 0)
		return;
	free(objection->name);
	free(objection->words);
	*objection = session->waiting[0];
	objection->count = count;
	session->waiting_count--;
	memmove(session->waiting, session->waiting + 1,
		session->waiting_count * sizeof(*session->waiting));
}

enum status
fold_withdraw(struct session *session, const struct event *event,
	struct err *err)
{
	size_t person;
	enum status status = fold_person(&person, session, event, err);

	if (status != STATUS_OK)
		return status;
	if (!may_withdraw(session, event, person))
		return fold_refuse(event, err,
			"no objection of this person is open");
	status = fold_sealed(session, event, err);
	if (status != STATUS_OK)
		return status;
	take_back(session);
	fold_last(session, "objection withdrawn");
	return STATUS_OK;
}
