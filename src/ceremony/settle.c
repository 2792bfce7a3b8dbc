/* The machine's own moves between two of people. */
#include <stdlib.h>

#include "ceremony/drill.h"
#include "ceremony/gate.h"
#include "ceremony/kinds.h"
#include "ceremony/people.h"
#include "ceremony/readback.h"
#include "ceremony/steps.h"
#include "ceremony/token.h"
#include "ceremony/written.h"

static enum status
open_step(struct room *room, size_t index, struct err *err)
{
	const struct step *step = &room->session->script.steps[index];
	json_t *fields = json_object();

	fields_add(fields, "step", step->id);
	fields_add(fields, "number", step->number);
	fields_add(fields, "state", "open");
	if (room->session->steps[index].opened > 0)
		fields_add_flag(fields, "again", true);
	return room_post(room, "step", fields, err);
}

/* The numbers of the steps that were skipped at some time. */
static void
add_skipped(json_t *fields, const struct session *session)
{
	json_t *skipped = json_array();
	size_t i;

	for (i = 0; i < session->script.step_count; i++) {
		if (session->steps[i].ever_skipped)
			json_array_append_new(skipped, json_string(
				session->script.steps[i].number));
	}
	if (json_array_size(skipped) > 0)
		json_object_set(fields, "skipped", skipped);
	json_decref(skipped);
}

static enum status
close_record(struct room *room, bool aborted, struct err *err)
{
	const struct session *session = room->session;
	json_t *fields = fields_new(session);

	fields_add_number(fields, "exceptions", session->exception_count);
	add_skipped(fields, session);
	fields_add_number(fields, "objections", session->objection.count);
	fields_add_flag(fields, "aborted", aborted);
	fields_add_flag(fields, "signed", session->skr.written);
	return room_post(room, "close", fields, err);
}

/* What holds up a ceremony before its first step does it at the first step. */
static bool
held(const struct session *session)
{
	if (session->step == SESSION_NOBODY)
		return false;
	return session->objection.open || session->pause.on ||
		session->saved.lost ||
		session_open_exception(session) != NULL ||
		people_again(session) != SESSION_NOBODY || session->hsm.lost;
}

/* One machine move, or none: *moved says which. */
typedef enum status machine_move(struct room *room, bool *moved,
	struct err *err);

/* A signing that was skipped leaves no SKR under its name. */
static enum status
move_unverified(struct room *room, bool *moved, struct err *err)
{
	const struct session *session = room->session;

	if (!steps_is(session_current(session), "sign") ||
		!session->steps[session->step].skipped)
		return STATUS_OK;
	return written_disown(room, moved, err);
}

/* What cannot be moved, on a full disk, holds up no abort; it is said. */
static enum status
abort_all(struct room *room, struct err *err)
{
	bool moved = false;
	struct err left;
	enum status disowned = written_disown(room, &moved, &left);

	if (close_record(room, true, err) != STATUS_OK)
		return err->status;
	if (disowned != STATUS_OK)
		*err = left;
	return disowned;
}

static enum status
move_onward(struct room *room, bool *moved, struct err *err)
{
	const struct session *session = room->session;
	size_t next = session->step;

	if (next == SESSION_NOBODY)
		next = steps_next(session, 0);
	else if (session->steps[next].complete)
		next = steps_next(session, next + 1);
	else if (!session->steps[next].again)
		return STATUS_OK;
	if (next >= session->script.step_count &&
		session_unfinished(session) != NULL)
		return STATUS_OK;
	*moved = true;
	if (next >= session->script.step_count)
		return close_record(room, false, err);
	return open_step(room, next, err);
}

/* Signing that stopped half-way, or was not begun before the gate was lost,
 * goes back to the gate; not where everything lies on the drive. */
static enum status
move_back_to_gate(struct room *room, bool *moved, struct err *err)
{
	const struct session *session = room->session;
	const struct session_step *state = &session->steps[session->step];

	if (!steps_is(session_current(session), "sign") || state->act.yes ||
		session->gate.open || session->gate.step == SESSION_NOBODY ||
		session->steps[session->gate.step].skipped ||
		written_waits(room))
		return STATUS_OK;
	*moved = true;
	return open_step(room, session->gate.step, err);
}

/* What nobody has on paper is read from the screen, before any of it is
 * hidden. */
static enum status
move_words(struct room *room, bool *moved, struct err *err)
{
	const struct session *session = room->session;
	const struct session_step *state = &session->steps[session->step];
	enum words_source words = session_current(session)->words;

	if (words == WORDS_NONE || state->words_shown ||
		(!state->act.yes && !readback_of_record(words)))
		return STATUS_OK;
	*moved = true;
	return readback_show(room, err);
}

/* A plan that cannot be computed now is told to the first voice. */
static enum status
move_plan(struct room *room, bool *moved, struct err *err)
{
	const struct session *session = room->session;
	uint64_t before = session->event_count;
	struct err reason;

	(void)moved;
	if (!steps_is(session_current(session), "open-gate") ||
		session->gate.planned)
		return STATUS_OK;
	if (gate_renew(room, &reason) == STATUS_OK ||
		session->event_count > before || reason.status != STATUS_FILE)
		return STATUS_OK;
	*err = reason;
	return err->status;
}

/* A hold whose time has come already asks at once. */
static enum status
move_waited(struct room *room, bool *moved, struct err *err)
{
	(void)moved;
	if (session_current(room->session)->kind != STEP_HOLD)
		return STATUS_OK;
	return kind_hold_look(room, err);
}

enum status
room_settle(struct room *room, struct err *err)
{
	static machine_move *const moves[] = { move_unverified, move_onward,
		move_back_to_gate, move_words, move_plan, move_waited };
	const struct session *session = room->session;
	enum status status = STATUS_OK;
	size_t i = 0;

	while (status == STATUS_OK && session->state == SESSION_RUNNING &&
		i < sizeof(moves) / sizeof(moves[0])) {
		bool moved = false;

		if (session_to_abort(session))
			return abort_all(room, err);
		if (held(session))
			break;
		status = moves[i](room, &moved, err);
		i = moved ? 0 : i + 1;
	}
	if (status == STATUS_OK)
		status = drill_settle(room, err);
	if (status == STATUS_OK)
		token_expect(room);
	return status;
}
