/* The room in which an addendum is typed: no HSM, nobody but CA and IW. */
#include <stdlib.h>

#include "base/clock.h"
#include "ceremony/paper.h"
#include "ceremony/room.h"

/* What there is to be added. */
static bool
has_more(const struct session *session)
{
	const struct script *script = &session->script;
	size_t i;

	for (i = session->step; i < script->step_count; i++) {
		if (paper_step(session, i))
			return true;
	}
	return false;
}

static enum status
check_record(const struct session *session, size_t tail, struct err *err)
{
	if (session->state == SESSION_ABORTED)
		return err_set(err, STATUS_USAGE, "this ceremony was aborted: "
			"what came after stands in no script");
	if (session->state != SESSION_CLOSED)
		return err_set(err, STATUS_USAGE, "this ceremony's record is "
			"not closed; `resume` goes on with it");
	if (tail > 0)
		return err_set(err, STATUS_INPUT,
			"%zu bytes stand behind the record's close", tail);
	if (has_more(session))
		return STATUS_OK;
	return err_set(err, STATUS_USAGE, "no step was held after the close: "
		"there is nothing to add");
}

static enum status
post_start(struct room *room, const struct room_start *start, struct err *err)
{
	const struct session *session = room->session;
	char boot[CLOCK_BOOT_ID_SIZE];
	json_t *program = NULL, *fields;
	enum status status = room_program(&program, start, err);

	if (status != STATUS_OK)
		return status;
	clock_boot_id(boot);
	fields = json_object();
	fields_add_number(fields, "v", 1);
	fields_add(fields, "what", "addendum");
	json_object_set_new(fields, "program", program);
	fields_add_flag(fields, "rehearsal", session->rehearsal);
	fields_add_integer(fields, "offset", session->offset_s);
	fields_add(fields, "boot", boot);
	fields_add_number(fields, "ceremony", session->ceremony.number);
	fields_add_digest(fields, "record", &session->last_digest);
	fields_add_number(fields, "events", session->event_count);
	return room_post(room, "start", fields, err);
}

static enum status
begin(struct room *room, const struct record_file *file,
	const struct room_start *start, struct err *err)
{
	enum status status = record_create_file(&room->record, room->dir, file,
		room->session->offset_s, err);

	if (status != STATUS_OK)
		return status;
	record_set_visitor(room->record, session_visit, room->session);
	return post_start(room, start, err);
}

static enum status
go_on(struct room *room, const struct record_file *file,
	const struct room_start *start, struct err *err)
{
	struct record_tail tail = {0};
	enum status status = record_open_file(&room->record, room->dir, file,
		&tail, session_visit, room->session, err);

	if (status == STATUS_OK && room->session->state == SESSION_CLOSED)
		status = err_set(err, STATUS_USAGE, "the addendum is closed, "
			"too; a closed record is never added to");
	if (status == STATUS_OK)
		status = room_post_resume(room, &tail, start->version, err);
	free(tail.saved_as);
	return status;
}

static enum status
open_addendum(struct room *room, const struct room_start *start,
	struct err *err)
{
	struct record_file file;
	size_t tail = 0;
	enum status status = record_read(room->dir, session_visit,
		room->session, &tail, err);

	if (status == STATUS_OK)
		status = check_record(room->session, tail, err);
	if (status != STATUS_OK)
		return status;
	file = record_addendum(&room->session->last_digest);
	status = record_has_addendum(room->dir) ?
		go_on(room, &file, start, err) :
		begin(room, &file, start, err);
	if (status == STATUS_OK)
		status = pins_new(&room->pins,
			room->session->ceremony.person_count, err);
	return status == STATUS_OK ? room_settle(room, err) : status;
}

enum status
room_open_addendum(struct room **dst, const char *dir,
	const struct room_start *start, struct err *err)
{
	struct room *room;
	enum status status = room_make(&room, dir, err);

	if (status != STATUS_OK)
		return status;
	status = open_addendum(room, start, err);
	if (status == STATUS_OK)
		*dst = room;
	else
		room_free(room);
	return status;
}
