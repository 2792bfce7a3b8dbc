#include "ceremony/fold.h"

#include <stdio.h>
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
	if (person != SESSION_NOBODY) {
		session->people[person].wrong_pins++;
		session->people[person].wrong_utc = session->last_utc;
	}
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

/* Only these change what is known of the log. */
static void
fold_log(struct session *session, const struct event *event)
{
	struct session_log *log = &session->log;
	const char *state = fields_text(event, "state");
	bool stop = strcmp(state, "stop") == 0;
	bool start = strcmp(state, "start") == 0;

	fold_last(session, "HSM log, %s %.50s", state,
		fields_text(event, "text"));
	log->arrived = !start &&
		(log->arrived || strcmp(state, "first line") == 0);
	if (start || stop || strcmp(state, "again") == 0) {
		log->running = !stop;
		fields_keep(&log->file, fields_text(event, "file"));
	}
	if (!stop)
		return;
	snprintf(log->lines, sizeof(log->lines), "%llu",
		(unsigned long long)fields_number(event, "lines"));
	snprintf(log->hash, sizeof(log->hash), "%.8s",
		fields_text(event, "sha256"));
}

/* What was found of drives; one that is wrong, or is gone again, takes the
 * step back to its actor. */
enum status
fold_device(struct session *session, const struct event *event, struct err *err)
{
	enum verdict verdict = fields_verdict(event);
	const char *what = fields_text(event, "what");
	struct session_step *state;
	enum status status;

	if (strcmp(what, "saved") == 0)
		return fold_saved(session, event, err);
	if (strcmp(what, "copy") == 0)
		return fold_copy(session, event, err);
	status = fold_current(&state, session, event, err);
	if (status != STATUS_OK)
		return status;
	if (strcmp(what, "log") == 0) {
		fold_log(session, event);
		return STATUS_OK;
	}
	fields_keep(&state->drives, fields_text(event, "drives"));
	if (state->act.yes && verdict != VERDICT_FAIL)
		return STATUS_OK;
	state->act.verdict = verdict;
	fields_keep(&state->act.text, fields_text(event, "text"));
	if (verdict == VERDICT_FAIL) {
		state->act.yes = false;
		state->answer_count = 0;
	}
	fold_last(session, "drive %s%s%s", fields_text(event, "drive"),
		verdict != VERDICT_NONE ? " " : "",
		verdict != VERDICT_NONE ? verdict_word(verdict) : " seen");
	return STATUS_OK;
}

/* An HSM that was lost says nothing about the request. */
static void
checked(struct session *session, const struct event *event, size_t person)
{
	built_in(session, event, person);
	if (!session->hsm.lost)
		session->rules_verdict = fields_verdict(event);
}

/* Everybody whom the script names, and who opens; each was looked at when it
 * was heard. */
static bool
all_heard(const struct session *session)
{
	const struct step *step = session_current(session);

	return session->gate.voice_count ==
		steps_role_count(step->voices) + 1U;
}

static void
gate_opened(struct session *session, const struct event *event, size_t person)
{
	size_t row;

	checked(session, event, person);
	session->gate.open = fields_verdict(event) == VERDICT_PASS &&
		person != SESSION_NOBODY && fold_has_voice(session, person) &&
		!off_next(&row, session) && all_heard(session);
	if (!session->gate.open)
		fold_empty_gate(session, fields_text(event, "text"));
}

static void
signed_all(struct session *session, const struct event *event, size_t person)
{
	struct session_act *act = &session->steps[session->step].act;

	built_in(session, event, person);
	act->yes = act->yes && session->signing.finished;
	if (act->yes)
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
	if (status == STATUS_OK && strcmp(name, "command") == 0)
		return fold_command(session, event, err);
	if (status != STATUS_OK)
		return status;
	for (i = 0; i < ACTIONS; i++) {
		if (strcmp(actions[i].name, name) == 0)
			break;
	}
	if (strcmp(name, "hand-over") != 0 &&
		(i == ACTIONS || !actions[i].any_step) &&
		!steps_is(session_current(session), name))
		return fold_refuse(event, err,
			"\"%.40s\" is no action of this step", name);
	if (strcmp(name, "hand-over") == 0)
		return fold_hand_over(session, event, err);
	if (i < ACTIONS)
		actions[i].apply(session, event, person);
	else
		built_in(session, event, person);
	return STATUS_OK;
}
