#include "cmd_resume.h"

#include <stdlib.h>

#include "ceremony/moves.h"
#include "hold.h"

enum status
cmd_resume(const struct options *options, struct err *err)
{
	const char *dir = options->args[0];
	struct room *room;
	char *mirror = NULL;
	enum status status;

	status = hold_check_autoplay(options, err);
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
