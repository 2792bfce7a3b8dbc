/* What is typed before the voices, voices for the plan, and the opening. */
#include "ceremony/moves.h"

#include <string.h>

#include "ceremony/gate.h"
#include "ceremony/off.h"
#include "ceremony/people.h"
#include "ceremony/room.h"
#include "ceremony/values.h"

#define COUNTED_MAX 16

/* May the gate hear anybody now, and is it about what the page showed? What is
 * shown anew only now has been seen by nobody. */
static enum status
check_plan(struct room *room, const char *refusal, struct err *err)
{
	const struct session_gate *gate = &room->session->gate;
	struct session_gate before = *gate;
	uint64_t events = room->session->event_count;
	enum status status;

	if (refusal != NULL)
		return err_set(err, STATUS_STOPPED, "the gate stays shut: %s",
			refusal);
	status = gate_renew(room, err);
	if (status != STATUS_OK || room->session->event_count == events)
		return status;
	if (!before.planned)
		return err_set(err, STATUS_STOPPED,
			"the plan was not on the screen yet; it is now: look "
			"at it, then confirm");
	if (!digest_equal(&before.plan, &gate->plan))
		return err_set(err, STATUS_STOPPED,
			"the plan has changed; what was typed here is gone, "
			"everybody confirms anew");
	return err_set(err, STATUS_STOPPED, "what the gate shows has changed; "
		"look at it, then confirm");
}

static enum status
post_off_word(struct room *room, const struct awaited *awaited,
	const char *text, enum verdict verdict, struct err *err)
{
	const struct session *session = room->session;
	const struct session_value *before = session_value(session,
		session->step, awaited->row, SESSION_OFF);
	json_t *fields = fields_new(session);

	fields_add_number(fields, "row", awaited->row);
	fields_add(fields, "field", OFF_FIELD);
	fields_add(fields, "rule",
		session_off_rule(session, awaited->row)->name);
	fields_add(fields, "value", text);
	fields_add(fields, "verdict", verdict_word(verdict));
	fields_add_person(fields, session, awaited->person);
	fields_add_number(fields, "attempt",
		before != NULL ? before->attempts + 1U : 1U);
	return room_post(room, "value", fields, err);
}

/* The value is on the disk; a wrong one is said. */
static enum status
take_off_word(struct room *room, const struct awaited *awaited,
	const char *text, struct err *err)
{
	const struct session *session = room->session;
	enum verdict verdict = values_judge(session, session->step,
		awaited->row, SESSION_OFF, text);
	enum status status = post_off_word(room, awaited, text, verdict, err);

	if (status == STATUS_OK && verdict != VERDICT_PASS)
		return err_set(err, STATUS_RULE,
			"\"%.30s\" is not the last word of %s; type what "
			"stands behind its last hyphen", text,
			session_off_rule(session, awaited->row)->name);
	return status;
}

enum status
move_off_word(struct room *room, const char *text, struct err *err)
{
	struct awaited awaited;
	enum status status = room_awaits(&awaited, room, AWAITED_OFF_WORD, err);

	if (status == STATUS_OK)
		status = values_check(room->session, awaited.step, awaited.row,
			SESSION_OFF, text, err);
	if (status == STATUS_OK)
		status = check_plan(room, gate_unready(room->session), err);
	if (status == STATUS_OK)
		status = take_off_word(room, &awaited, text, err);
	if (status == STATUS_OK)
		status = room_settle(room, err);
	return status;
}

static enum status
check_voice(size_t *person, struct room *room, const struct awaited *awaited,
	const char *wanted, const struct seal *typed, struct err *err)
{
	const struct session *session = room->session;
	const struct session_gate *gate = &session->gate;
	size_t counted[COUNTED_MAX], i;
	struct seal seal = *typed;

	for (i = 0; i < gate->voice_count && i < COUNTED_MAX; i++)
		counted[i] = gate->voices[i].person;
	seal.wanted = wanted;
	seal.counted = counted;
	seal.count = i;
	return seal_check(person, room, awaited, &seal, err);
}

static enum status
post_voice(struct room *room, size_t person, const char *wanted,
	const char *page, struct err *err)
{
	const struct session *session = room->session;
	struct digest hash = digest_of(page, strlen(page));
	json_t *fields = fields_new(session);

	fields_add(fields, "for", wanted);
	fields_add_person(fields, session, person);
	fields_add(fields, "level", "PIN");
	fields_add(fields, "keyboard", "shared");
	fields_add_digest(fields, "plan", &session->gate.plan);
	fields_add_digest(fields, "page", &hash);
	fields_add_page(fields, "text", page);
	return room_post(room, "confirm", fields, err);
}

enum status
move_voice(struct room *room, const char *initials, const struct secret *pin,
	const char *page, struct err *err)
{
	const struct session *session = room->session;
	struct seal seal = { .initials = initials, .pin = pin };
	struct awaited awaited;
	size_t person;
	char wanted[8];
	enum status status = room_awaits(&awaited, room, AWAITED_VOICE, err);

	if (status == STATUS_OK)
		status = check_plan(room, session_gate_refusal(room->session),
			err);
	if (status != STATUS_OK)
		return status;
	people_voice_role(wanted, session, session->step);
	seal.actor = people_actor(session, session->step);
	status = check_voice(&person, room, &awaited, wanted, &seal, err);
	if (status == STATUS_OK)
		status = post_voice(room, person, wanted, page, err);
	if (status == STATUS_OK)
		status = room_settle(room, err);
	return status;
}

/* The rules at a new reading of the clock; only then it is open. */
static enum status
open_gate(struct room *room, size_t person, struct err *err)
{
	struct action_result result = { VERDICT_NONE, "" };
	enum status status = gate_run_rules(room, &result, err);

	if (status == STATUS_OK)
		status = room_post_action(room, "open-gate", person,
			result.verdict, result.text, err);
	if (status == STATUS_OK && result.verdict != VERDICT_PASS)
		return err_set(err, STATUS_RULE,
			"the gate stays shut, the rules now say: %s",
			result.text);
	return status;
}

enum status
move_open_gate(struct room *room, const char *initials,
	const struct secret *pin, const char *page, struct err *err)
{
	struct seal seal = { .initials = initials, .pin = pin,
		.actor = SESSION_NOBODY };
	struct awaited awaited;
	size_t person;
	enum status status =
		room_awaits(&awaited, room, AWAITED_OPEN_GATE, err);

	if (status == STATUS_OK)
		status = check_plan(room, session_gate_refusal(room->session),
			err);
	if (status == STATUS_OK)
		status = check_voice(&person, room, &awaited, awaited.role,
			&seal, err);
	if (status == STATUS_OK)
		status = post_voice(room, person, awaited.role, page, err);
	if (status == STATUS_OK)
		status = open_gate(room, person, err);
	if (status == STATUS_OK)
		status = room_settle(room, err);
	return status;
}
