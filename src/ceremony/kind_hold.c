/* Nothing to do but wait. */
#include "base/utc.h"
#include "ceremony/kinds.h"

enum status
kind_hold_look(struct room *room, struct err *err)
{
	const struct session *session = room->session;
	int64_t now_utc = record_now_utc(room->record);
	char reading[UTC_SIZE];
	struct awaited awaited;
	json_t *fields;

	session_awaited(&awaited, session);
	if (awaited.what != AWAITED_TIME ||
		now_utc < session_hold_utc(session, session->step))
		return STATUS_OK;
	utc_format(reading, now_utc);
	fields = fields_new(session);
	fields_add(fields, "what", "waited");
	fields_add(fields, "reading", reading);
	return room_post(room, "clock", fields, err);
}

enum status
move_wait(struct room *room, struct err *err)
{
	const struct session *session = room->session;
	char end[UTC_SIZE];
	struct awaited awaited;
	enum status status = room_look(room, err);

	if (status != STATUS_OK)
		return status;
	session_awaited(&awaited, session);
	if (awaited.what != AWAITED_TIME)
		return STATUS_OK;
	utc_format_time(end, session_hold_utc(session, session->step));
	return err_set(err, STATUS_RULE, "it goes on at %s; nothing is asked "
		"before, and Enter does nothing until then", end);
}
