#include "cmd_resume.h"

#include <stdlib.h>
#include <string.h>

#include "ceremony/moves.h"
#include "hold.h"

/* Line 1 says what it is. */
static enum status
see_start(void *context, const struct event *event, struct err *err)
{
	bool *rehearsal = context;

	(void)err;
	if (strcmp(event->name, "start") == 0)
		*rehearsal = json_is_true(
			json_object_get(event->fields, "rehearsal"));
	return STATUS_OK;
}

/* Before anything is added to the record. */
static enum status
check_autoplay(const struct options *options, struct err *err)
{
	bool rehearsal = false;
	size_t tail;
	enum status status;

	if (options->autoplay == AUTOPLAY_OFF)
		return STATUS_OK;
	status = record_read(options->args[0], see_start, &rehearsal, &tail, err);
	if (status == STATUS_OK && !rehearsal)
		status = err_set(err, STATUS_USAGE,
			"--autoplay is for rehearsals; the record says that "
			"this is a ceremony");
	return status;
}

enum status
cmd_resume(const struct options *options, struct err *err)
{
	const char *dir = options->args[0];
	struct room *room;
	char *mirror = NULL;
	enum status status;

	status = check_autoplay(options, err);
	if (status == STATUS_OK)
		status = hold_find_mirror(&mirror, options->mirror, true, err);
	if (status == STATUS_OK)
		status = hold_enter(dir, err);
	if (status == STATUS_OK)
		status = room_resume_both(&room, ".", mirror,
			PACKAGE_VERSION, err);
	if (status == STATUS_OK)
		status = hold_room(room, dir, options, err);
	free(mirror);
	return status;
}
