/*
 * addendum DIR: what was held after the close, typed from the IW's copy.
 */
#ifndef UI_CMD_ADDENDUM_H
#define UI_CMD_ADDENDUM_H

#include "options.h"

enum status
cmd_addendum(const struct options *options, struct err *err) MUST_CHECK;

#endif
