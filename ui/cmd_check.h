/*
 * check KSR: every rule of a request before signing, then its bundles. With
 * --hsm also what the HSM holds.
 */
#ifndef UI_CMD_CHECK_H
#define UI_CMD_CHECK_H

#include "options.h"

enum status
cmd_check(const struct options *options, struct err *err) MUST_CHECK;

#endif
