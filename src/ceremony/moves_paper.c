/* The console is left, and the room finishes on paper. */
#include "ceremony/moves.h"

#include <stdio.h>

#include "ceremony/actions.h"
#include "ceremony/people.h"
#include "ceremony/room.h"

static enum status
check_running(const struct room *room, struct err *err)
{
	if (room->session->state == SESSION_RUNNING)
		return STATUS_OK;
	return err_set(err, STATUS_RULE, "the ceremony is not running");
}

/* Without the sheet nobody leaves by it. */
static enum status
print(struct room *room, struct action_result *result, struct err *err)
{
	enum status status = action_print_paper(room, result, err);

	if (status == STATUS_OK && result->verdict != VERDICT_PASS)
		status = err_set(err, STATUS_RULE, "the page is not written: "
			"%.400s", result->text);
	return status;
}

enum status
move_print_paper(struct room *room, char *said, size_t size, struct err *err)
{
	struct action_result result;
	enum status status = check_running(room, err);

	if (status == STATUS_OK)
		status = print(room, &result, err);
	if (status == STATUS_OK)
		snprintf(said, size, "%s", result.text);
	return status;
}

static enum status
post_left(struct room *room, size_t witness, struct err *err)
{
	const struct session *session = room->session;
	json_t *fields = fields_new(session);

	fields_add(fields, "state", "suspended");
	fields_add_flag(fields, "paper", true);
	fields_add(fields, "why", "to finish on paper");
	fields_add(fields, "decided", "CA");
	fields_add_person(fields, session, witness);
	fields_add_flag(fields, "agreed", true);
	fields_add(fields, "level", people_signed_in(session) ? "PIN" : "key");
	return room_post(room, "break", fields, err);
}

enum status
move_leave_for_paper(struct room *room, const char *initials,
	const struct secret *pin, struct err *err)
{
	struct action_result result;
	size_t witness;
	enum status status = check_running(room, err);

	if (status == STATUS_OK)
		status = seal_of_witness(&witness, room, initials, pin, err);
	if (status == STATUS_OK)
		status = print(room, &result, err);
	if (status == STATUS_OK)
		status = post_left(room, witness, err);
	return status;
}
