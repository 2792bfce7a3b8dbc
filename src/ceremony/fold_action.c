#include "ceremony/fold.h"

#include <string.h>

#include "ceremony/fields.h"
#include "ceremony/off.h"
#include "ceremony/steps.h"

/* The actor's Enter; where the step has a built-in action, that one's own
 * event says whether it is done. */
static void
done(struct session *session, const struct event *event, size_t person)
{
	struct session_step *state = &session->steps[session->step];

	(void)event;
	state->act.person = person;
	state->act.at_utc = session->last_utc;
	state->act.yes = session_current(session)->action == NULL;
	fold_last(session, "done");
}

static void
wrong_pin(struct session *session, const struct event *event, size_t person)
{
	if (person != SESSION_NOBODY)
		session->people[person].wrong_pins++;
	fold_last(session, "wrong PIN of %s", fields_text(event, "role"));
}

static void
rest_later(struct session *session, const struct event *event, size_t person)
{
	(void)event;
	(void)person;
	session->rest_later = true;
	fold_last(session, "the rest signs in later");
}

static void
note(struct session *session, const struct event *event, size_t person)
{
	(void)person;
	fold_last(session, "%s", fields_text(event, "text"));
}

static void
built_in(struct session *session, const struct event *event, size_t person)
{
	struct session_step *state = &session->steps[session->step];

	if (person != SESSION_NOBODY)
		state->act.person = person;
	state->act.at_utc = session->last_utc;
	state->act.verdict = fields_verdict(event);
	state->act.yes = state->act.verdict == VERDICT_PASS;
	fields_keep(&state->act.text, fields_text(event, "text"));
	fold_last(session, "%s %s", fields_text(event, "action"),
		verdict_word(state->act.verdict));
}

/* An HSM that was lost says nothing about the request. */
static void
checked(struct session *session, const struct event *event, size_t person)
{
	built_in(session, event, person);
	if (!session->hsm.lost)
		session->rules_verdict = fields_verdict(event);
}

static void
gate_opened(struct session *session, const struct event *event, size_t person)
{
	size_t row;

	checked(session, event, person);
	session->gate.open = fields_verdict(event) == VERDICT_PASS &&
		!off_next(&row, session);
	if (!session->gate.open)
		fold_empty_gate(session, fields_text(event, "text"));
}

static void
signed_all(struct session *session, const struct event *event, size_t person)
{
	built_in(session, event, person);
	if (session->steps[session->step].act.yes)
		return;
	fold_empty_gate(session, "");
	fields_keep(&session->gate.emptied_why, fields_text(event, "text"));
	session->gate.emptied += session->gate.emptied == 0;
	session->signing.finished = false;
	session->skr.written = false;
}

/* Actions whose event does more than built_in; of any step, or only of the
 * step that has this built-in action. */
static const struct {
	const char *name;
	bool any_step;
	void (*apply)(struct session *session, const struct event *event,
		size_t person);
} actions[] = {
	{ "done", true, done },
	{ "wrong-pin", true, wrong_pin },
	{ "rest-later", true, rest_later },
	{ "aside", true, note },
	{ "check-request", false, checked },
	{ "open-gate", false, gate_opened },
	{ "sign", false, signed_all },
};

#define ACTIONS (sizeof(actions) / sizeof(actions[0]))

enum status
fold_action(struct session *session, const struct event *event, struct err *err)
{
	const char *name = fields_text(event, "action");
	size_t person = fields_person(session, event), i;
	struct session_step *state;
	enum status status = fold_current(&state, session, event, err);

	if (status == STATUS_OK && strcmp(name, "fault") == 0)
		return fold_fault(session, event, err);
	if (status != STATUS_OK)
		return status;
	for (i = 0; i < ACTIONS; i++) {
		if (strcmp(actions[i].name, name) == 0)
			break;
	}
	if ((i == ACTIONS || !actions[i].any_step) &&
		!steps_is(session_current(session), name))
		return fold_refuse(event, err,
			"\"%.40s\" is no action of this step", name);
	if (i < ACTIONS)
		actions[i].apply(session, event, person);
	else
		built_in(session, event, person);
	return STATUS_OK;
}
