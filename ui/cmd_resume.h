/*
 * resume DIR: goes on with a ceremony that was stopped, at the same step.
 */
#ifndef UI_CMD_RESUME_H
#define UI_CMD_RESUME_H

#include "options.h"

enum status
cmd_resume(const struct options *options, struct err *err) MUST_CHECK;

#endif
