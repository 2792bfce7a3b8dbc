/*
 * rehearse [CEREMONY.xml]: a ceremony over training material, marked as such.
 */
#ifndef UI_CMD_REHEARSE_H
#define UI_CMD_REHEARSE_H

#include "options.h"

enum status
cmd_rehearse(const struct options *options, struct err *err) MUST_CHECK;

#endif
