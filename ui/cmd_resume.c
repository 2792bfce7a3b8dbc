#include "cmd_resume.h"

#include <jansson.h>
#include <string.h>

#include "ceremony/moves.h"
#include "hold.h"
#include "record/record.h"

/* The first line says what the record is of. */
static enum status
note_rehearsal(void *rehearsal, const struct event *event, struct err *err)
{
	(void)err;
	if (strcmp(event->name, "start") == 0)
		*(bool *)rehearsal = json_is_true(json_object_get(event->fields,
			"rehearsal"));
	return STATUS_OK;
}

/* Before anything is appended. A record that cannot be read is refused by the
 * resume itself, in its words. */
static enum status
check_player(const struct options *options, struct err *err)
{
	bool rehearsal = false;
	size_t tail;
	struct err unread;

	if (options->autoplay == AUTOPLAY_OFF)
		return STATUS_OK;
	if (record_read(".", note_rehearsal, &rehearsal, &tail, &unread) !=
			STATUS_OK || rehearsal)
		return STATUS_OK;
	return err_set(err, STATUS_USAGE,
		"--autoplay is for rehearsals; the record does not say that "
		"this is one");
}

enum status
cmd_resume(const struct options *options, struct err *err)
{
	const char *dir = options->args[0];
	struct room *room;
	enum status status;

	status = hold_enter(dir, err);
	if (status == STATUS_OK)
		status = check_player(options, err);
	if (status == STATUS_OK)
		status = room_resume(&room, ".", PACKAGE_VERSION, err);
	if (status != STATUS_OK)
		return status;
	return hold_room(room, dir, options, err);
}
