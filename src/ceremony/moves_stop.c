/* What stops the ceremony: objections, suspension. */
#include "ceremony/moves.h"

#include <stdio.h>
#include <string.h>

#include "base/text.h"
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

static enum status
post_objection(struct room *room, json_t *fields, const char *words,
	struct err *err)
{
	fields_add(fields, "words", words);
	return room_post(room, "objection", fields, err);
}

static enum status
check_objector(const struct room *room, const char *name, struct err *err)
{
	if (!people_objects(room->session, name))
		return STATUS_OK;
	return err_set(err, STATUS_RULE,
		"the objection of %s is open already; nothing is signed", name);
}

enum status
move_object(struct room *room, size_t person, const char *words,
	struct err *err)
{
	const struct session *session = room->session;
	char name[120];
	json_t *fields;

	if (running(room, err) != STATUS_OK)
		return err->status;
	if (session_person(session, person) == NULL)
		return err_set(err, STATUS_USAGE, "say who objects");
	people_name(name, sizeof(name), session, person);
	if (check_objector(room, name, err) != STATUS_OK)
		return err->status;
	fields = fields_new(session);
	fields_add_person(fields, session, person);
	return post_objection(room, fields, words, err);
}

enum status
move_object_remote(struct room *room, const char *name, const char *words,
	struct err *err)
{
	char clean[100], whole[120];
	json_t *fields;

	if (running(room, err) != STATUS_OK)
		return err->status;
	text_clean(clean, sizeof(clean), name);
	if (clean[strspn(clean, " ")] == '\0')
		return err_set(err, STATUS_USAGE,
			"say who objects, by name or as they are called");
	snprintf(whole, sizeof(whole), "%s %s", SESSION_REMOTE, clean);
	if (check_objector(room, whole, err) != STATUS_OK)
		return err->status;
	fields = fields_new(room->session);
	fields_add(fields, "role", SESSION_REMOTE);
	fields_add(fields, "person", clean);
	return post_objection(room, fields, words, err);
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

	fields_add_person(fields, session, awaited->person);
	if (awaited->person != session->objection.person)
		fields_add(fields, "for", session->objection.name);
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
