/*
 * Holding a ceremony: the directory, the console, what is written when the
 * console is left.
 */
#ifndef UI_HOLD_H
#define UI_HOLD_H

#include "console.h"
#include "options.h"

struct room;

/* A new directory becomes the working directory: an HSM profile's relative
 * paths and the room's "." are both it. It is made when it is not there. */
enum status
hold_enter_new(const char *dir, struct err *err) MUST_CHECK;

/* The same for one that was begun. */
enum status
hold_enter(const char *dir, struct err *err) MUST_CHECK;

/* The second directory's absolute path in new memory, NULL where mirror is; made
 * where it is not there, and empty where begun is false. Before the working
 * directory changes. */
enum status
hold_find_mirror(char **dst, const char *mirror, bool begun, struct err *err)
	MUST_CHECK;

/* Before anything is added to the record of the first argument: a ceremony is
 * played by nobody. */
enum status
hold_check_autoplay(const struct options *options, struct err *err) MUST_CHECK;

/* How the options want the console to look. */
struct console_options
hold_console(const struct options *options);

/* Runs the console over the room, which it frees; then writes record.txt and,
 * after the close, MANIFEST.sha256, and says where things are. dir is what the
 * operator calls the directory. */
enum status
hold_room(struct room *room, const char *dir, const struct options *options,
	struct err *err) MUST_CHECK;

#endif
