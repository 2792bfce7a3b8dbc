#include "cmd_resume.h"

#include "ceremony/moves.h"
#include "hold.h"

enum status
cmd_resume(const struct options *options, struct err *err)
{
	const char *dir = options->args[0];
	struct room *room;
	enum status status;

	status = hold_enter(dir, err);
	if (status == STATUS_OK)
		status = room_resume(&room, ".", PACKAGE_VERSION, err);
	if (status != STATUS_OK)
		return status;
	if (options->autoplay != AUTOPLAY_OFF && !room->session->rehearsal) {
		room_free(room);
		return err_set(err, STATUS_USAGE,
			"--autoplay is for rehearsals; the record says that "
			"this is a ceremony");
	}
	return hold_room(room, dir, options, err);
}
