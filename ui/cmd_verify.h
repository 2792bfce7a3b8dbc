/*
 * verify SKR: the rules of an answer; no HSM, no clock.
 */
#ifndef UI_CMD_VERIFY_H
#define UI_CMD_VERIFY_H

#include "options.h"

enum status
cmd_verify(const struct options *options, struct err *err) MUST_CHECK;

#endif
