#include "ceremony/fold.h"

#include <stdlib.h>
#include <string.h>

#include "ceremony/addendum.h"
#include "ceremony/carry.h"
#include "ceremony/fields.h"
#include "ceremony/steps.h"

static const json_t *
find_input(const struct event *event, const char *name)
{
	const json_t *inputs = json_object_get(event->fields, "inputs");
	size_t i;

	for (i = 0; i < json_array_size(inputs); i++) {
		const json_t *input = json_array_get(inputs, i);
		const char *found =
			json_string_value(json_object_get(input, "name"));

		if (found != NULL && strcmp(found, name) == 0)
			return input;
	}
	return NULL;
}

/* Line 1 says what the ceremony was opened over; a resume finds the same. */
static enum status
compare_input(const struct session_input *input, const struct event *event,
	struct err *err)
{
	const json_t *given = find_input(event, input->name);
	struct digest digest;
	const char *hex;

	if (given == NULL) {
		if (!input->there)
			return STATUS_OK;
		return fold_refuse(event, err,
			"in/%s was not there when the ceremony was opened",
			input->name);
	}
	hex = json_string_value(json_object_get(given, "sha256"));
	if (!input->there)
		return fold_refuse(event, err, "in/%s is missing",
			input->name);
	if (hex == NULL || !digest_parse(&digest, hex) ||
		!digest_equal(&digest, &input->sha256))
		return fold_refuse(event, err,
			"in/%s has changed since the ceremony was opened: its "
			"SHA-256 differs", input->name);
	return STATUS_OK;
}

enum status
fold_start(struct session *session, const struct event *event, struct err *err)
{
	const json_t *program = json_object_get(event->fields, "program");
	enum status status = STATUS_OK;
	const char *hex;
	size_t i;

	if (session->state == SESSION_CLOSED)
		return addendum_begin(session, event, err);
	if (fields_number(event, "v") != 1)
		return fold_refuse(event, err, "the record's v is not 1");
	for (i = 0; status == STATUS_OK && i < SESSION_FILES; i++)
		status = compare_input(&session->inputs[i], event, err);
	if (status == STATUS_OK)
		status = session_parse(session, err);
	if (status == STATUS_OK)
		status = carry_fold(session, event, err);
	if (status == STATUS_OK)
		status = fold_saved_names(session, event, err);
	if (status != STATUS_OK)
		return status;
	fields_keep(&session->program,
		json_string_value(json_object_get(program, "name")));
	fields_keep(&session->version,
		json_string_value(json_object_get(program, "version")));
	hex = json_string_value(json_object_get(program, "sha256"));
	if (hex == NULL || !digest_parse(&session->program_sha256, hex))
		return fold_refuse(event, err, "no SHA-256 of the program");
	fold_boot(session, event);
	session->rehearsal = fields_flag(event, "rehearsal");
	session->offset_s = json_integer_value(
		json_object_get(event->fields, "offset"));
	session->started_utc = session->last_utc;
	session->state = SESSION_RUNNING;
	return STATUS_OK;
}

/* A loss of power takes people from their seats and the HSM off the line; a
 * gate is for the minutes in which it was opened. */
enum status
fold_resume(struct session *session, const struct event *event,
	struct err *err)
{
	struct session_resumed *resumed = &session->resumed;
	const json_t *torn = json_object_get(event->fields, "torn");
	size_t i;

	if (fold_saved_names(session, event, err) != STATUS_OK)
		return err->status;
	resumed->times++;
	resumed->events = fields_number(event, "events");
	resumed->on_paper = session->on_paper;
	session->on_paper = false;
	resumed->after_suspend = session->state == SESSION_SUSPENDED;
	resumed->stopped_utc = fields_utc(event, "stopped");
	fields_keep(&resumed->torn, json_string_value(torn));
	session->state = SESSION_RUNNING;
	session->rest_later = false;
	for (i = 0; i < session->ceremony.person_count; i++) {
		struct session_person *person = &session->people[i];

		person->again = person->seated || person->again;
		person->seated = false;
		person->wrong_pins = 0;
	}
	fold_boot(session, event);
	fold_jump(session, event);
	session->hsm.lost = session->hsm.open || session->hsm.lost;
	session->hsm.open = false;
	session->command.running = false;
	fold_jobs_unknown(session);
	session->gate.planned = false;
	fold_empty_gate(session, "the console was started again");
	fold_last(session, "resumed");
	return STATUS_OK;
}

static bool
may_close(const struct session *session)
{
	return !session->objection.open && !session->pause.on &&
		session_open_exception(session) == NULL &&
		session_current(session) != NULL &&
		session->steps[session->step].complete &&
		steps_next(session, session->step + 1) >=
			session->script.step_count;
}

enum status
fold_close(struct session *session, const struct event *event, struct err *err)
{
	const struct session_exception *unfinished =
		session_unfinished(session);

	if (unfinished != NULL && !fields_flag(event, "aborted"))
		return fold_refuse(event, err, "SE-%u lacks %s",
			unfinished->number,
			session_exception_lacks(unfinished));
	if (fields_flag(event, "aborted") && !session_to_abort(session))
		return fold_refuse(event, err, "nobody decided to abort");
	if (!fields_flag(event, "aborted") && !may_close(session))
		return fold_refuse(event, err,
			"closes what is not complete, or held up");
	session->state = fields_flag(event, "aborted") ? SESSION_ABORTED
						       : SESSION_CLOSED;
	fold_last(session, session->addendum ? "addendum closed" :
		"record closed");
	return STATUS_OK;
}
