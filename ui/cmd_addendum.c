#include "cmd_addendum.h"

#include "ceremony/moves.h"
#include "hold.h"

enum status
cmd_addendum(const struct options *options, struct err *err)
{
	const struct room_start start = {
		.program = PACKAGE_NAME,
		.version = PACKAGE_VERSION,
	};
	const char *dir = options->args[0];
	struct room *room;
	enum status status = hold_check_autoplay(options, err);

	if (status == STATUS_OK)
		status = hold_enter(dir, err);
	if (status == STATUS_OK)
		status = room_open_addendum(&room, ".", &start, err);
	if (status == STATUS_OK)
		status = hold_room(room, dir, options, err);
	return status;
}
