/* Signing in. */
#include "ceremony/moves.h"

#include <ctype.h>
#include <stdio.h>
#include <string.h>

#include "ceremony/people.h"
#include "ceremony/room.h"

/* First letters of the first and the last word of a name. */
static void
first_letters(char dst[SESSION_INITIALS_SIZE], const char *name)
{
	const char *last = strrchr(name, ' ');
	const char *first = name + strcspn(name,
		"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz");

	last = last != NULL ? last + 1 : first;
	dst[0] = isalpha((unsigned char)*first) && (*first & 0x80) == 0 ?
		(char)toupper((unsigned char)*first) : 'X';
	dst[1] = isalpha((unsigned char)*last) && (*last & 0x80) == 0 ?
		(char)toupper((unsigned char)*last) : 'X';
	dst[2] = '\0';
}

void
move_propose_initials(char dst[SESSION_INITIALS_SIZE],
	const struct session *session, size_t person)
{
	size_t owner;
	char digit;

	if (session->people[person].initials[0] != '\0') {
		memcpy(dst, session->people[person].initials,
			SESSION_INITIALS_SIZE);
		return;
	}
	first_letters(dst, session->ceremony.persons[person].name);
	for (digit = '2'; digit <= '9'; digit++) {
		owner = people_of_initials(session, dst);
		if (owner == SESSION_NOBODY || owner == person)
			return;
		dst[2] = digit;
		dst[3] = '\0';
	}
}

static enum status
check_initials(char dst[SESSION_INITIALS_SIZE], const struct session *session,
	size_t person, const char *initials, struct err *err)
{
	char other[SESSION_INITIALS_SIZE], name[120];
	size_t owner;

	if (initials == NULL || !people_initials(dst, initials))
		return err_set(err, STATUS_USAGE,
			"initials are two letters, perhaps a third letter or "
			"a digit");
	move_propose_initials(other, session, person);
	if (session->people[person].signed_in && strcmp(other, dst) != 0)
		return err_set(err, STATUS_RULE,
			"signing in again takes the same initials: %s", other);
	owner = people_of_initials(session, dst);
	if (owner == SESSION_NOBODY || owner == person)
		return STATUS_OK;
	people_name(name, sizeof(name), session, owner);
	return err_set(err, STATUS_RULE,
		"%s are the initials of %s; take %s", dst, name, other);
}

/* Whoever confirms, from the sign-in step on, once; again after a resume. */
static enum status
check_person(const struct session *session, size_t person, struct err *err)
{
	const struct person *who = session_person(session, person);
	char name[120];

	if (session->state != SESSION_RUNNING || !session->sign_in_open)
		return err_set(err, STATUS_RULE,
			"the sign-in has not been opened");
	people_name(name, sizeof(name), session, person);
	if (who == NULL || !who->confirms)
		return err_set(err, STATUS_RULE,
			"%s has nothing to confirm and takes no PIN", name);
	if (session->people[person].seated)
		return err_set(err, STATUS_RULE, "%s has signed in already",
			name);
	return STATUS_OK;
}

static enum status
check_order(const struct session *session, size_t person, struct err *err)
{
	size_t first = people_again(session);
	const char *role;
	char name[120];

	if (first == SESSION_NOBODY || first == person)
		return STATUS_OK;
	role = session->ceremony.persons[first].role;
	if (strcmp(role, "CA") != 0 && strcmp(role, "IW") != 0)
		return STATUS_OK;
	people_name(name, sizeof(name), session, first);
	return err_set(err, STATUS_RULE, "%s signs in again first", name);
}

static enum status
set_pin(struct room *room, size_t person, const struct secret *pin,
	const struct secret *again, struct err *err)
{
	if (pin == NULL || again == NULL || !pins_format_right(pin))
		return err_set(err, STATUS_USAGE,
			"a PIN for today is 4 to 8 digits");
	if (!secret_equal(pin, again))
		return err_set(err, STATUS_USAGE,
			"the two PINs differ; type both again");
	if (!pins_known(room->pins, person))
		return pins_set(room->pins, person, pin, err);
	/* Nobody else comes back in their name. */
	if (!pins_check(room->pins, person, pin))
		return err_set(err, STATUS_RULE,
			"this is not the PIN for today that was set before; if "
			"it is forgotten: suspend, and all sign in anew");
	return STATUS_OK;
}

static enum status
post_sign_in(struct room *room, size_t person, const char *initials,
	struct err *err)
{
	json_t *fields = fields_new(room->session);

	fields_add_person(fields, room->session, person);
	fields_add(fields, "initials", initials);
	fields_add(fields, "level", "PIN");
	if (room->session->people[person].signed_in)
		fields_add_flag(fields, "again", true);
	return room_post(room, "sign-in", fields, err);
}

enum status
move_sign_in(struct room *room, size_t person, const char *initials,
	const struct secret *pin, const struct secret *again, struct err *err)
{
	char folded[SESSION_INITIALS_SIZE];
	enum status status = check_person(room->session, person, err);

	if (status == STATUS_OK)
		status = check_order(room->session, person, err);
	if (status == STATUS_OK)
		status = check_initials(folded, room->session, person, initials,
			err);
	if (status == STATUS_OK)
		status = set_pin(room, person, pin, again, err);
	if (status == STATUS_OK)
		status = post_sign_in(room, person, folded, err);
	if (status == STATUS_OK)
		status = room_settle(room, err);
	return status;
}

/* Before anything is signed the quorum is needed; afterwards CA and IW finish
 * what is left, those who have gone home need not come back. */
static enum status
check_rest(const struct session *session, struct err *err)
{
	size_t ca = people_for_role(session, "CA", NULL, 0);
	size_t iw = people_for_role(session, "IW", NULL, 0);

	if (session_quorum(session))
		return STATUS_OK;
	if (!session->skr.written)
		return err_set(err, STATUS_RULE,
			"CA, IW and all voices of the gate sign in before the "
			"rest may come later");
	if (ca == SESSION_NOBODY || iw == SESSION_NOBODY ||
		!session->people[ca].seated || !session->people[iw].seated)
		return err_set(err, STATUS_RULE,
			"CA and IW sign in before the rest may come later");
	return STATUS_OK;
}

enum status
move_sign_in_rest(struct room *room, struct err *err)
{
	struct awaited awaited;
	enum status status;

	session_awaited(&awaited, room->session);
	if (awaited.what != AWAITED_SIGN_IN &&
		awaited.what != AWAITED_SIGN_IN_AGAIN)
		return err_set(err, STATUS_RULE, "no sign-in is awaited");
	if (check_rest(room->session, err) != STATUS_OK)
		return err->status;
	status = room_post_action(room, "rest-later",
		people_for_role(room->session, "CA", NULL, 0), VERDICT_NONE,
		NULL, err);
	if (status == STATUS_OK)
		status = room_settle(room, err);
	return status;
}
