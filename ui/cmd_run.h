/*
 * run CEREMONY.xml --dir DIR: a real ceremony.
 */
#ifndef UI_CMD_RUN_H
#define UI_CMD_RUN_H

#include "options.h"

enum status
cmd_run(const struct options *options, struct err *err) MUST_CHECK;

#endif
