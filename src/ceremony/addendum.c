#include "ceremony/addendum.h"

#include <stdlib.h>
#include <string.h>

#include "base/words.h"
#include "ceremony/fields.h"
#include "ceremony/fold.h"
#include "ceremony/people.h"
#include "ceremony/steps.h"

#define STEP_ID "addendum"

static void
add_say(struct step *step, bool see, const char *role, char *text)
{
	struct say *say = mem_append(&step->says, &step->say_count,
		sizeof(*say));

	*say = (struct say){see, mem_string(role), text};
}

static void
add_field(struct step *step)
{
	struct field *field = mem_append(&step->fields, &step->field_count,
		sizeof(*field));

	*field = (struct field){
		.id = mem_string("initialled"),
		.label = mem_string("All initialled"),
		.kind = FIELD_YES,
		.expected = mem_string("yes"),
	};
}

void
addendum_add_step(struct script *script, const struct digest *record)
{
	const uint8_t *bytes = record->bytes;
	struct act *act = &script->acts[script->act_count - 1];
	struct step *step = mem_append(&script->steps, &script->step_count,
		sizeof(*step));

	*step = (struct step){
		.id = mem_string(STEP_ID),
		.number = "A",
		.act = script->act_count - 1,
		.title = mem_string("Addendum: after the close"),
		.kind = STEP_TABLE,
		.level = LEVEL_PIN,
		.held = HELD_SCREEN,
		.acts = mem_string("each"),
		.answers = mem_string("IW CA"),
		.types = mem_string("IW"),
		.action = script_action_find("carry-in"),
	};
	act->count++;
	add_say(step, false, "IW", mem_string("Type what you wrote after the "
		"record was closed, as written."));
	add_say(step, true, "CA", mem_format("The record ends in: %s %s %s "
		"%s.", words_of(bytes[0], 0), words_of(bytes[1], 1),
		words_of(bytes[2], 2), words_of(bytes[3], 3)));
	add_field(step);
}

static void
add_step(struct session *session)
{
	size_t count = session->script.step_count;
	struct session_step *steps = mem_new(count + 1, sizeof(*steps));

	memcpy(steps, session->steps, count * sizeof(*steps));
	steps_clear(&steps[count]);
	free(session->steps);
	session->steps = steps;
	addendum_add_step(&session->script, &session->last_digest);
}

static enum status
check_begin(const struct session *session, const struct event *event,
	struct err *err)
{
	struct digest record;

	if (fields_number(event, "v") != 1)
		return fold_refuse(event, err, "the addendum's v is not 1");
	if (!fields_digest(&record, event, "record") ||
		!digest_equal(&record, &session->last_digest))
		return fold_refuse(event, err,
			"the addendum is another record's: this one does not "
			"end in its digest");
	if (fields_flag(event, "rehearsal") != session->rehearsal)
		return fold_refuse(event, err, "a rehearsal's addendum is one "
			"too, and no other is");
	return STATUS_OK;
}

/* Nobody has to come back but CA and IW. */
static void
send_home(struct session *session)
{
	size_t i;

	for (i = 0; i < session->ceremony.person_count; i++) {
		struct session_person *person = &session->people[i];

		person->seated = false;
		person->again = false;
		person->wrong_pins = 0;
	}
	for (i = 0; i < 2; i++) {
		size_t person = people_for_role(session,
			i == 0 ? "CA" : "IW", NULL, 0);

		if (person != SESSION_NOBODY)
			session->people[person].again =
				session->people[person].signed_in;
	}
}

enum status
addendum_begin(struct session *session, const struct event *event,
	struct err *err)
{
	enum status status = check_begin(session, event, err);

	if (status != STATUS_OK)
		return status;
	add_step(session);
	send_home(session);
	fold_boot(session, event);
	fold_saved_forget(session);
	fold_jobs_unknown(session);
	free(session->resumed.torn);
	session->resumed = (struct session_resumed){0};
	session->log.running = false;
	session->hsm.open = false;
	session->hsm.lost = false;
	session->addendum = true;
	session->state = SESSION_RUNNING;
	fold_last(session, "addendum begun");
	return STATUS_OK;
}

enum status
addendum_read(struct session *session, const char *dir, size_t *tail_bytes,
	struct err *err)
{
	struct record_file file = record_addendum(&session->last_digest);

	*tail_bytes = 0;
	if (session->state != SESSION_CLOSED || !record_has_addendum(dir))
		return STATUS_OK;
	return record_read_file(dir, &file, session_visit, session, tail_bytes,
		err);
}
