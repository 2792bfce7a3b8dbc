/* Exceptions: opened by anybody, decided by the CA, agreed by the IW, and
 * finished before the record is closed; the abort is one of them. */
#include "ceremony/moves.h"

#include <stdlib.h>
#include <string.h>

#include "ceremony/named.h"
#include "ceremony/people.h"
#include "ceremony/room.h"
#include "ceremony/steps.h"
#include "ceremony/values.h"

static bool
blank(const char *text)
{
	return text == NULL || text[strspn(text, " ")] == '\0';
}

static enum status
running(const struct room *room, struct err *err)
{
	if (room->session->state == SESSION_RUNNING)
		return STATUS_OK;
	return err_set(err, STATUS_RULE, "the ceremony is not running");
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
		steps_expected(session_current(session)));
	free(before);
	fields_add(fields, "happened", happened);
	return room_post(room, "exception", fields, err);
}

/* Decisions that are none without a reason; what the room is asked for. */
static const char *const reasons[DECISION_COUNT] = {
	[DECISION_SUBSTITUTE] = "say what is taken, and for what",
	[DECISION_GO_ON] = "say why",
	[DECISION_SKIP] = "say why",
	[DECISION_ABORT] = "say why",
};

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
	if (reasons[decision] != NULL && blank(reason))
		return err_set(err, STATUS_USAGE, "%s", reasons[decision]);
	return STATUS_OK;
}

void
room_add_agreed(json_t *fields, const struct session *session,
	const char *reason, const struct named *heard, size_t witness)
{
	char *names = named_text(heard, session);

	fields_add(fields, "reason", reason != NULL ? reason : "");
	fields_add(fields, "heard", names);
	fields_add_person(fields, session, witness);
	fields_add_flag(fields, "agreed", true);
	fields_add(fields, "level", people_signed_in(session) ? "PIN" : "key");
	free(names);
}

static enum status
post_decision(struct room *room, enum session_decision decision,
	const char *reason, const struct named *heard, size_t witness,
	struct err *err)
{
	const struct session *session = room->session;
	json_t *fields = fields_new(session);

	fields_add_number(fields, "exception",
		session_open_exception(session)->number);
	fields_add(fields, "state", "closed");
	fields_add(fields, "decision", session_decision_word(decision));
	fields_add(fields, "decided", "CA");
	room_add_agreed(fields, session, reason, heard, witness);
	return room_post(room, "exception", fields, err);
}

/* The decision itself, past the question what is awaited. */
static enum status
decide(struct room *room, enum session_decision decision, const char *reason,
	const char *heard, const char *initials, const struct secret *pin,
	struct err *err)
{
	const struct session *session = room->session;
	struct named named;
	size_t witness;
	enum status status = check_decision(session, decision, reason, err);

	if (status == STATUS_OK)
		status = named_parse(&named, session,
			heard != NULL ? heard : "", err);
	if (status == STATUS_OK)
		status = seal_of_witness(&witness, room, initials, pin, err);
	if (status == STATUS_OK)
		status = post_decision(room, decision, reason, &named, witness,
			err);
	if (status == STATUS_OK)
		status = room_settle(room, err);
	return status;
}

enum status
move_decide(struct room *room, enum session_decision decision,
	const char *reason, const char *heard, const char *initials,
	const struct secret *pin, struct err *err)
{
	struct awaited awaited;
	enum status status = room_awaits(&awaited, room, AWAITED_DECISION, err);

	if (status != STATUS_OK)
		return status;
	return decide(room, decision, reason, heard, initials, pin, err);
}

/* Who agrees does not stand for those who heard it. */
static enum status
check_rest(const char *reason, const struct named *heard, size_t witness,
	struct err *err)
{
	if (blank(reason))
		return err_set(err, STATUS_USAGE, "say why");
	if (heard->count == 0 ||
		(heard->count == 1 && heard->persons[0] == witness))
		return err_set(err, STATUS_USAGE,
			"say who heard it, besides the IW who agrees");
	return STATUS_OK;
}

enum status
move_finish(struct room *room, const char *reason, const char *heard,
	const char *initials, const struct secret *pin, struct err *err)
{
	const struct session *session = room->session;
	struct awaited awaited;
	struct named named;
	size_t witness;
	json_t *fields;
	enum status status = room_awaits(&awaited, room, AWAITED_REST, err);

	if (status == STATUS_OK)
		status = named_parse(&named, session, heard, err);
	if (status == STATUS_OK)
		status = check_rest(reason, &named, awaited.person, err);
	if (status == STATUS_OK)
		status = seal_of_witness(&witness, room, initials, pin, err);
	if (status != STATUS_OK)
		return status;
	fields = fields_new(session);
	fields_add_number(fields, "exception", awaited.row + 1U);
	fields_add(fields, "state", "finished");
	room_add_agreed(fields, session, reason, &named, witness);
	status = room_post(room, "exception", fields, err);
	if (status == STATUS_OK)
		status = room_settle(room, err);
	return status;
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
		status = decide(room, DECISION_ABORT, why, NULL, initials, pin,
			err);
	return status;
}
