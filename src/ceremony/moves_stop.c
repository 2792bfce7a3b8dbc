/* What stops the ceremony: objections, exceptions, suspension, abort. */
#include "ceremony/moves.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "ceremony/people.h"
#include "ceremony/room.h"
#include "ceremony/steps.h"
#include "ceremony/values.h"

static enum status
running(const struct room *room, struct err *err)
{
	if (room->session->state == SESSION_RUNNING)
		return STATUS_OK;
	return err_set(err, STATUS_RULE, "the ceremony is not running");
}

static bool
blank(const char *text)
{
	return text[strspn(text, " ")] == '\0';
}

static enum status
post_words(struct room *room, const char *event, size_t person,
	const char *words, struct err *err)
{
	json_t *fields = fields_new(room->session);

	fields_add_person(fields, room->session, person);
	fields_add(fields, "words", words);
	return room_post(room, event, fields, err);
}

enum status
move_object(struct room *room, size_t person, const char *words,
	struct err *err)
{
	enum status status = running(room, err);

	if (status != STATUS_OK)
		return status;
	if (session_person(room->session, person) == NULL)
		return err_set(err, STATUS_USAGE, "say who objects");
	if (room->session->objection.open)
		return err_set(err, STATUS_RULE,
			"an objection is open already; nothing is signed");
	return post_words(room, "objection", person, words, err);
}

/* Somebody else's initials record nothing, not even a wrong PIN. */
static enum status
check_withdrawer(size_t *person, struct room *room,
	const struct awaited *awaited, const struct seal *seal,
	struct err *err)
{
	const struct session *session = room->session;
	size_t typed = seal->initials == NULL ? SESSION_NOBODY :
		people_of_initials(session, seal->initials);
	char name[120], other[120];

	if (!awaited->initials || typed == awaited->person ||
		typed == SESSION_NOBODY)
		return seal_check(person, room, awaited, seal, err);
	people_name(name, sizeof(name), session, awaited->person);
	people_name(other, sizeof(other), session, typed);
	return err_set(err, STATUS_RULE, "these are the initials of %s; %s "
		"takes the objection back, nobody else", other, name);
}

static enum status
post_withdraw(struct room *room, const struct awaited *awaited,
	const char *words, struct err *err)
{
	const struct session *session = room->session;
	json_t *fields = fields_new(session);
	char name[120];

	fields_add_person(fields, session, awaited->person);
	if (awaited->person != session->objection.person) {
		people_name(name, sizeof(name), session,
			session->objection.person);
		fields_add(fields, "for", name);
	}
	fields_add(fields, "words", words);
	fields_add(fields, "level", awaited->pin ? "PIN" : "key");
	if (!awaited->pin)
		fields_add_flag(fields, "before-sign-in", true);
	return room_post(room, "withdraw", fields, err);
}

enum status
move_withdraw(struct room *room, const char *words, const char *initials,
	const struct secret *pin, struct err *err)
{
	struct awaited awaited;
	struct seal seal = { .initials = initials, .pin = pin,
		.actor = SESSION_NOBODY };
	size_t person;
	enum status status =
		room_awaits(&awaited, room, AWAITED_WITHDRAWAL, err);

	if (status != STATUS_OK)
		return status;
	seal.wanted = awaited.role;
	status = check_withdrawer(&person, room, &awaited, &seal, err);
	if (status == STATUS_OK)
		status = post_withdraw(room, &awaited, words, err);
	if (status == STATUS_OK)
		status = room_settle(room, err);
	return status;
}

/* What the last ceremony knows, where that is awaited: "bag number TR1234 from
 * ceremony 27, step 4.2". The caller frees; NULL elsewhere. */
static char *
expected_before(const struct session *session)
{
	const struct session_carried *carried;
	struct awaited awaited;
	char place[120];

	session_awaited(&awaited, session);
	if (awaited.what != AWAITED_VALUE)
		return NULL;
	carried = session_carried(session, awaited.step, awaited.row,
		awaited.field);
	if (carried == NULL)
		return NULL;
	values_place_name(place, sizeof(place), session, awaited.step,
		awaited.row, awaited.field);
	return mem_format("%s: %s from ceremony %u, step %s", place,
		carried->value, session->former.number, carried->from);
}

/* What should have happened, as the script says it. */
static const char *
expected_text(const struct step *step)
{
	size_t i;

	for (i = 0; i < step->say_count; i++) {
		if (step->says[i].see)
			return step->says[i].text;
	}
	return step->say_count > 0 ? step->says[0].text : step->title;
}

enum status
move_exception(struct room *room, const char *happened, struct err *err)
{
	const struct session *session = room->session;
	char *before;
	json_t *fields;
	enum status status = running(room, err);

	if (status != STATUS_OK)
		return status;
	if (session_open_exception(session) != NULL)
		return err_set(err, STATUS_RULE,
			"an exception is open; it is decided first");
	if (blank(happened))
		return err_set(err, STATUS_USAGE, "say what happened");
	fields = fields_new(session);
	fields_add_number(fields, "exception", session->exception_count + 1U);
	fields_add(fields, "state", "open");
	before = expected_before(session);
	fields_add(fields, "expected", before != NULL ? before :
		expected_text(session_current(session)));
	free(before);
	fields_add(fields, "happened", happened);
	return room_post(room, "exception", fields, err);
}

/* Some steps are what makes a ceremony: they are not gone past. */
static enum status
check_decision(const struct session *session, enum session_decision decision,
	const char *reason, struct err *err)
{
	const struct step *step = session_current(session);
	bool sign_in = steps_is(step, "sign-in");
	bool gate = steps_is(step, "open-gate") || steps_is(step, "sign");

	if (decision <= DECISION_NONE || decision >= DECISION_COUNT)
		return err_set(err, STATUS_USAGE, "choose a decision");
	if (decision == DECISION_GO_ON && (sign_in || gate))
		return err_set(err, STATUS_RULE,
			"nobody goes on past %s as it is", step->title);
	if (decision == DECISION_SKIP && sign_in)
		return err_set(err, STATUS_RULE,
			"the sign-in cannot be skipped");
	if ((decision == DECISION_GO_ON || decision == DECISION_SKIP) &&
		blank(reason))
		return err_set(err, STATUS_USAGE, "say why");
	return STATUS_OK;
}

static enum status
post_decision(struct room *room, enum session_decision decision,
	const char *reason, size_t witness, struct err *err)
{
	const struct session *session = room->session;
	json_t *fields = fields_new(session);

	fields_add_number(fields, "exception",
		session_open_exception(session)->number);
	fields_add(fields, "state", "closed");
	fields_add(fields, "decision", session_decision_word(decision));
	fields_add(fields, "reason", reason);
	fields_add(fields, "decided", "CA");
	fields_add_person(fields, session, witness);
	fields_add_flag(fields, "agreed", true);
	fields_add(fields, "level", people_signed_in(session) ? "PIN" : "key");
	return room_post(room, "exception", fields, err);
}

/* The decision itself, past the question what is awaited. */
static enum status
decide(struct room *room, enum session_decision decision, const char *reason,
	const char *initials, const struct secret *pin, struct err *err)
{
	size_t witness;
	enum status status = check_decision(room->session, decision, reason,
		err);

	if (status == STATUS_OK)
		status = seal_of_witness(&witness, room, initials, pin, err);
	if (status == STATUS_OK)
		status = post_decision(room, decision, reason, witness, err);
	if (status == STATUS_OK)
		status = room_settle(room, err);
	return status;
}

enum status
move_decide(struct room *room, enum session_decision decision,
	const char *reason, const char *initials, const struct secret *pin,
	struct err *err)
{
	struct awaited awaited;
	enum status status = room_awaits(&awaited, room, AWAITED_DECISION, err);

	if (status != STATUS_OK)
		return status;
	return decide(room, decision, reason != NULL ? reason : "", initials,
		pin, err);
}

enum status
move_suspend(struct room *room, const char *why, struct err *err)
{
	const struct session *session = room->session;
	json_t *fields;
	enum status status = running(room, err);

	if (status != STATUS_OK)
		return status;
	fields = fields_new(session);
	fields_add(fields, "state", "suspended");
	fields_add_person(fields, session,
		people_for_role(session, "CA", NULL, 0));
	fields_add(fields, "why", why);
	return room_post(room, "break", fields, err);
}

enum status
move_abort(struct room *room, const char *why, const char *initials,
	const struct secret *pin, struct err *err)
{
	enum status status = running(room, err);

	if (status == STATUS_OK &&
		session_open_exception(room->session) == NULL)
		status = move_exception(room, why, err);
	if (status == STATUS_OK)
		status = decide(room, DECISION_ABORT, why, initials, pin, err);
	return status;
}
