/* People who go, roles that change hands, breaks. */
#include "ceremony/moves.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/utc.h"
#include "ceremony/handover.h"
#include "ceremony/named.h"
#include "ceremony/people.h"
#include "ceremony/room.h"
#include "ceremony/steps.h"

#define STAY_LEAST 2 /* with the equipment, at any time */
#define NAME_SIZE 120

static enum status
running(const struct room *room, struct err *err)
{
	if (room->session->state == SESSION_RUNNING)
		return STATUS_OK;
	return err_set(err, STATUS_RULE, "the ceremony is not running");
}

static size_t
count_here(const struct session *session)
{
	size_t count = 0, i;

	for (i = 0; i < session->ceremony.person_count; i++)
		count += !session->people[i].left;
	return count;
}

enum status
move_leave(struct room *room, size_t person, const char *why, struct err *err)
{
	const struct session *session = room->session;
	char name[NAME_SIZE];
	json_t *fields;

	if (running(room, err) != STATUS_OK)
		return err->status;
	if (session_person(session, person) == NULL)
		return err_set(err, STATUS_USAGE, "say who leaves");
	people_name(name, sizeof(name), session, person);
	if (session->people[person].left)
		return err_set(err, STATUS_RULE, "%s has left already", name);
	if (count_here(session) <= STAY_LEAST)
		return err_set(err, STATUS_RULE,
			"two stay to the end; %s is one of the last two", name);
	fields = fields_new(session);
	fields_add_person(fields, session, person);
	fields_add(fields, "why", why);
	if (room_post(room, "sign-out", fields, err) != STATUS_OK)
		return err->status;
	return room_settle(room, err);
}

/* Each of the signers, in order, with own initials and PIN. */
static enum status
check_signers(struct room *room, const size_t *signers, size_t count,
	const struct change_seal *seals, size_t seal_count, struct err *err)
{
	const struct session *session = room->session;
	const struct awaited awaited = { .initials = true, .pin = true };
	char wanted[NAME_SIZE], found[NAME_SIZE];
	size_t i, person;

	if (count < 2)
		return err_set(err, STATUS_RULE,
			"two sign a hand-over, and only %zu of those who could "
			"are signed in", count);
	for (i = 0; i < count; i++) {
		const struct seal seal = {
			.wanted = "all",
			.initials = i < seal_count ? seals[i].initials : NULL,
			.pin = i < seal_count ? seals[i].pin : NULL,
			.actor = SESSION_NOBODY,
		};

		person = seal.initials == NULL ? signers[i] :
			people_of_initials(session, seal.initials);
		people_name(wanted, sizeof(wanted), session, signers[i]);
		people_name(found, sizeof(found), session, person);
		if (person != SESSION_NOBODY && person != signers[i])
			return err_set(err, STATUS_RULE, "these are the "
				"initials of %s; %s signs here", found, wanted);
		if (seal_check(&person, room, &awaited, &seal, err) !=
			STATUS_OK)
			return err_prefix(err, "%s", wanted);
	}
	return STATUS_OK;
}

static enum status
post_hand_over(struct room *room, size_t from, size_t to, const char *why,
	const struct named *signers, struct err *err)
{
	const struct session *session = room->session;
	const struct person *old = session_person(session, from);
	json_t *fields = fields_new(session);
	char *signed_by = named_text(signers, session);

	fields_add(fields, "action", "hand-over");
	fields_add_person(fields, session, to);
	fields_add(fields, "takes", old->role);
	fields_add(fields, "from", old->name);
	fields_add(fields, "why", why);
	fields_add(fields, "signed", signed_by);
	fields_add(fields, "level", "PIN");
	free(signed_by);
	return room_post(room, "action", fields, err);
}

enum status
move_hand_over(struct room *room, size_t from, size_t to, const char *why,
	const struct change_seal *seals, size_t count, struct err *err)
{
	struct named signers;
	enum status status = running(room, err);

	if (status == STATUS_OK)
		status = handover_check(room->session, from, to, err);
	if (status == STATUS_OK && why[strspn(why, " ")] == '\0')
		status = err_set(err, STATUS_USAGE, "say why");
	if (status != STATUS_OK)
		return status;
	signers.count = handover_signers(signers.persons, room->session, from,
		to);
	status = check_signers(room, signers.persons, signers.count, seals,
		count, err);
	if (status == STATUS_OK)
		status = post_hand_over(room, from, to, why, &signers, err);
	if (status == STATUS_OK)
		status = room_settle(room, err);
	return status;
}

static size_t
step_of_action(const struct session *session, const char *action)
{
	size_t i;

	for (i = 0; i < session->script.step_count; i++) {
		if (steps_is(&session->script.steps[i], action))
			break;
	}
	return i;
}

/* From the check of the request until the HSM is stood down nobody walks
 * away. */
static enum status
check_break(const struct session *session, const struct named *staying,
	const char *back, struct err *err)
{
	char whole[UTC_SIZE];
	int64_t utc;

	if (session->pause.on || session_open_exception(session) != NULL)
		return err_set(err, STATUS_RULE, "%s", session->pause.on ?
			"the break has begun already" :
			"an exception is open; it is decided first");
	if (session->step >= step_of_action(session, "check-request") &&
		session->step <= step_of_action(session, "close-token"))
		return err_set(err, STATUS_RULE, "no break from the check of "
			"the request until the HSM is stood down; if it must "
			"be, suspend by an exception");
	if (staying->count < STAY_LEAST)
		return err_set(err, STATUS_USAGE,
			"two stay with the equipment: say who");
	snprintf(whole, sizeof(whole), "2000-01-01T%.5s:00Z", back);
	if (strlen(back) != 5 || utc_parse(&utc, whole, err) != STATUS_OK)
		return err_set(err, STATUS_USAGE,
			"say when it goes on, as hh:mm, UTC");
	return STATUS_OK;
}

enum status
move_break(struct room *room, const char *staying, const char *back,
	struct err *err)
{
	const struct session *session = room->session;
	struct named named;
	json_t *fields;
	char *names;
	enum status status = running(room, err);

	if (status == STATUS_OK)
		status = named_parse(&named, session, staying, err);
	if (status == STATUS_OK)
		status = check_break(session, &named, back, err);
	if (status != STATUS_OK)
		return status;
	names = named_text(&named, session);
	fields = fields_new(session);
	fields_add(fields, "state", "begin");
	fields_add_person(fields, session,
		people_for_role(session, "CA", NULL, 0));
	fields_add(fields, "staying", names);
	fields_add(fields, "back", back);
	free(names);
	return room_post(room, "break", fields, err);
}

enum status
move_return(struct room *room, const char *initials, const struct secret *pin,
	struct err *err)
{
	const struct session *session = room->session;
	struct awaited awaited;
	struct seal seal = { .initials = initials, .pin = pin,
		.actor = SESSION_NOBODY };
	size_t person;
	json_t *fields;
	enum status status = room_awaits(&awaited, room, AWAITED_RETURN, err);

	if (status != STATUS_OK)
		return status;
	seal.wanted = session->pause.ca_back ? "IW" : "CA";
	status = seal_check(&person, room, &awaited, &seal, err);
	if (status != STATUS_OK)
		return status;
	fields = fields_new(session);
	fields_add(fields, "state", session->pause.ca_back ? "end" : "return");
	fields_add_person(fields, session, person);
	fields_add(fields, "level", awaited.pin ? "PIN" : "key");
	status = room_post(room, "break", fields, err);
	if (status == STATUS_OK)
		status = room_settle(room, err);
	return status;
}
