/* Seals and answers: whose initials, whose PIN. */
#include "ceremony/room.h"

#include <stdio.h>
#include <string.h>

#include "ceremony/people.h"
#include "ceremony/steps.h"

#define NAME_SIZE 120

static enum status
of_initials(size_t *person, const struct session *session,
	const char *initials, struct err *err)
{
	char folded[SESSION_INITIALS_SIZE];

	if (!people_initials(folded, initials))
		return err_set(err, STATUS_RULE,
			"initials are two letters, perhaps a third letter or "
			"a digit");
	*person = people_of_initials(session, folded);
	if (*person == SESSION_NOBODY)
		return err_set(err, STATUS_RULE,
			"nobody has signed in with the initials %s", folded);
	return STATUS_OK;
}

static enum status
check_role(const struct session *session, size_t person, const char *wanted,
	struct err *err)
{
	const struct person *who = session_person(session, person);
	char name[NAME_SIZE];

	people_name(name, sizeof(name), session, person);
	if (!script_role_fits(wanted, who->role))
		return err_set(err, STATUS_RULE,
			"these are the initials of %s; the %s is awaited", name,
			wanted);
	if (!session->people[person].seated)
		return err_set(err, STATUS_RULE, "%s has to sign in first",
			name);
	return STATUS_OK;
}

/* The actor is never the confirmer, by person and by role; nobody counts
 * twice. */
static enum status
check_distinct(const struct session *session, size_t person,
	const struct seal *seal, struct err *err)
{
	const struct person *actor = session_person(session, seal->actor);
	const struct person *who = session_person(session, person);
	char name[NAME_SIZE];
	size_t i;

	people_name(name, sizeof(name), session, person);
	if (person == seal->actor ||
		(actor != NULL && strcmp(actor->role, who->role) == 0))
		return err_set(err, STATUS_RULE,
			"%s did this step and cannot confirm it", name);
	for (i = 0; i < seal->count; i++) {
		if (seal->counted[i] == person)
			return err_set(err, STATUS_RULE,
				"%s has confirmed already; nobody counts twice",
				name);
	}
	return STATUS_OK;
}

#define FREE_PINS 2 /* wrong ones in a row that cost no time */
#define DOUBLINGS_MAX 6

/* Each further one costs twice the time of the one before: 8 seconds to 64. */
static int64_t
seconds_to_wait(const struct room *room, size_t person)
{
	const struct session_person *who = &room->session->people[person];
	unsigned doublings = who->wrong_pins < DOUBLINGS_MAX ?
		who->wrong_pins : DOUBLINGS_MAX;
	int64_t until_utc;

	if (who->wrong_pins <= FREE_PINS)
		return 0;
	until_utc = who->wrong_utc + ((int64_t)1 << doublings);
	return until_utc - record_now_utc(room->record);
}

/* A wrong PIN is counted and recorded; it costs time, and nothing else. */
static enum status
check_pin(struct room *room, size_t person, const struct secret *pin,
	struct err *err)
{
	char name[NAME_SIZE];
	enum status status;

	people_name(name, sizeof(name), room->session, person);
	if (seconds_to_wait(room, person) > 0)
		return err_set(err, STATUS_RULE, "%u PINs of %s were wrong in "
			"a row: wait %lld seconds, then try again",
			room->session->people[person].wrong_pins, name,
			(long long)seconds_to_wait(room, person));
	if (pin != NULL && pins_check(room->pins, person, pin))
		return STATUS_OK;
	status = room_post_action(room, "wrong-pin", person, VERDICT_FAIL, NULL,
		err);
	if (status != STATUS_OK)
		return status;
	return err_set(err, STATUS_RULE,
		"that is not the PIN for today of %s (%u wrong in a row); "
		"try again", name, room->session->people[person].wrong_pins);
}

enum status
seal_check(size_t *person, struct room *room, const struct awaited *awaited,
	const struct seal *seal, struct err *err)
{
	const struct session *session = room->session;
	enum status status = STATUS_OK;

	*person = awaited->person;
	if (awaited->initials && seal->initials == NULL)
		return err_set(err, STATUS_RULE, "initials are awaited");
	if (awaited->initials)
		status = of_initials(person, session, seal->initials, err);
	else if (awaited->person == SESSION_NOBODY)
		return err_set(err, STATUS_RULE,
			"nobody is here who can answer as %s", seal->wanted);
	if (status == STATUS_OK &&
		(awaited->initials || session->people[*person].signed_in))
		status = check_role(session, *person, seal->wanted, err);
	if (status == STATUS_OK)
		status = check_distinct(session, *person, seal, err);
	if (status == STATUS_OK && awaited->pin)
		status = check_pin(room, *person, seal->pin, err);
	return status;
}

enum status
seal_of_witness(size_t *person, struct room *room, const char *initials,
	const struct secret *pin, struct err *err)
{
	bool signed_in = people_signed_in(room->session);
	struct awaited awaited = {
		.person = people_for_role(room->session, "IW", NULL, 0),
		.initials = signed_in,
		.pin = signed_in,
	};
	struct seal seal = {
		.wanted = "IW",
		.initials = initials,
		.pin = pin,
		.actor = SESSION_NOBODY,
	};

	return seal_check(person, room, &awaited, &seal, err);
}
