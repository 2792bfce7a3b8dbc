#include "cmd_view.h"

#include <locale.h>

#include "hold.h"
#include "viewer.h"

static struct viewer_options
viewer_of(const struct options *options)
{
	struct viewer_options viewer = {
		.console = hold_console(options),
		.big = options->big,
	};

	setlocale(LC_ALL, "");
	return viewer;
}

enum status
cmd_watch(const struct options *options, struct err *err)
{
	struct viewer_options viewer = viewer_of(options);

	return viewer_watch(options->args[0], &viewer, err);
}

enum status
cmd_replay(const struct options *options, struct err *err)
{
	struct viewer_options viewer = viewer_of(options);

	return viewer_replay(options->args[0], &viewer, err);
}
