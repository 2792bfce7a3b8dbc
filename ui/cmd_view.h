/*
 * watch and replay: looking at a ceremony's directory.
 */
#ifndef UI_CMD_VIEW_H
#define UI_CMD_VIEW_H

#include "options.h"

enum status
cmd_watch(const struct options *options, struct err *err) MUST_CHECK;

enum status
cmd_replay(const struct options *options, struct err *err) MUST_CHECK;

#endif
