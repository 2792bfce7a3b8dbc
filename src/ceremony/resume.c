/* Going on after a loss of power or a suspension. */
#include "ceremony/moves.h"

#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/utc.h"
#include "ceremony/drill.h"
#include "ceremony/room.h"
#include "ceremony/saved.h"
#include "ceremony/unchanged.h"

static enum status
check_state(const struct session *session, struct err *err)
{
	char date[UTC_SIZE];

	utc_format(date, session->last_utc);
	switch (session->state) {
	case SESSION_EMPTY:
		return err_set(err, STATUS_INPUT,
			"the record holds no event; there is nothing to "
			"resume");
	case SESSION_CLOSED:
		return err_set(err, STATUS_USAGE,
			"this ceremony was closed at %s; a closed record is "
			"never added to", date);
	case SESSION_ABORTED:
		return err_set(err, STATUS_USAGE,
			"this ceremony was aborted at %s; begin a new one",
			date);
	case SESSION_RUNNING:
	case SESSION_SUSPENDED:
		break;
	}
	return STATUS_OK;
}

enum status
room_post_resume(struct room *room, const struct record_tail *tail,
	const char *version, struct err *err)
{
	const struct session *session = room->session;
	char boot[CLOCK_BOOT_ID_SIZE], stopped[UTC_SIZE];
	json_t *fields = fields_new(session);

	clock_boot_id(boot);
	utc_format(stopped, session->last_utc);
	fields_add(fields, "boot", boot);
	if (strcmp(boot, session->boot) == 0 && room_clock_jump(room) != 0)
		fields_add_integer(fields, "jump", room_clock_jump(room));
	fields_add(fields, "version", version);
	fields_add(fields, "stopped", stopped);
	fields_add_number(fields, "events", session->event_count);
	if (tail->saved_as != NULL) {
		fields_add(fields, "torn", tail->saved_as);
		fields_add_number(fields, "torn-bytes", tail->bytes);
	}
	saved_add_names(fields, room);
	return room_post(room, "resume", fields, err);
}

static enum status
go_on(struct room *room, const char *mirror, const char *version,
	struct err *err)
{
	struct record_tail tail = { 0 };
	enum status status = mirror != NULL ?
		record_level(room->dir, mirror, err) : STATUS_OK;

	if (status == STATUS_OK)
		status = record_open(&room->record, room->dir, &tail,
			session_visit, room->session, err);
	if (status != STATUS_OK)
		return status;
	record_set_visitor(room->record, session_visit, room->session);
	status = check_state(room->session, err);
	drill_leave(room);
	if (status == STATUS_OK)
		status = unchanged_skr(room, err);
	if (status == STATUS_OK)
		status = saved_begin(room, mirror, err);
	if (status == STATUS_OK)
		status = room_furnish(room, err);
	if (status == STATUS_OK)
		status = room_post_resume(room, &tail, version, err);
	if (status == STATUS_OK)
		status = saved_copy(room, err);
	if (status == STATUS_OK)
		status = room_settle(room, err);
	free(tail.saved_as);
	return status;
}

enum status
room_resume(struct room **dst, const char *dir, const char *version,
	struct err *err)
{
	return room_resume_both(dst, dir, NULL, version, err);
}

enum status
room_resume_both(struct room **dst, const char *dir, const char *mirror,
	const char *version, struct err *err)
{
	struct room *room;
	enum status status = drill_mend(dir, err);

	if (status == STATUS_OK)
		status = room_make(&room, dir, err);
	if (status != STATUS_OK)
		return status;
	status = go_on(room, mirror, version, err);
	if (status == STATUS_OK)
		*dst = room;
	else
		room_free(room);
	return status;
}
