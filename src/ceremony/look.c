/* What the machine sees by itself between two moves of people. */
#include "ceremony/moves.h"

#include <stdlib.h>

#include "base/utc.h"
#include "ceremony/kinds.h"
#include "ceremony/log_line.h"
#include "ceremony/printer.h"
#include "ceremony/saved.h"

#define MS_OF_S INT64_C(1000)
#define SELDOM_MS 60000
#define OFTEN_MS 1000
#define JUMP_MS 2000 /* events are dated in whole seconds */

int64_t
room_clock_jump(const struct room *room)
{
	const struct session *session = room->session;
	int64_t passed_ms = clock_mono_ms() - session->last_mono_ms;
	int64_t jump_ms = (record_now_utc(room->record) - session->last_utc) *
		MS_OF_S - passed_ms;

	if (llabs(jump_ms) < JUMP_MS)
		return 0;
	return (jump_ms + (jump_ms < 0 ? -1 : 1) * MS_OF_S / 2) / MS_OF_S;
}

/* Told once each: the event's own time is what the next look starts from. */
static enum status
look_at_clock(struct room *room, struct err *err)
{
	int64_t jump_s = room_clock_jump(room);
	char reading[UTC_SIZE];
	json_t *fields;

	if (jump_s == 0)
		return STATUS_OK;
	utc_format(reading, record_now_utc(room->record));
	fields = fields_new(room->session);
	fields_add(fields, "what", "jump");
	fields_add_integer(fields, "jump", jump_s);
	fields_add(fields, "reading", reading);
	return room_post(room, "clock", fields, err);
}

static const struct kind *
current_kind(const struct session *session)
{
	const struct step *step = session_current(session);

	return session->state == SESSION_RUNNING && step != NULL ?
		kind_of(step) : NULL;
}

int
room_look_ms(const struct room *room)
{
	const struct kind *kind = current_kind(room->session);

	return printer_busy(room) || (kind != NULL && kind->look != NULL) ?
		OFTEN_MS : SELDOM_MS;
}

enum status
room_look(struct room *room, struct err *err)
{
	const struct kind *kind = current_kind(room->session);
	enum status status;

	if (kind == NULL)
		return STATUS_OK;
	status = saved_look(room, err);
	if (status == STATUS_OK)
		status = look_at_clock(room, err);
	if (status == STATUS_OK)
		status = log_line_look(room, err);
	if (status == STATUS_OK)
		status = printer_look(room, err);
	if (status == STATUS_OK && kind->look != NULL)
		status = kind->look(room, err);
	return status;
}
