/*
 * lint: documents before the day. Policies, HSM profiles, scripts; a ceremony
 * file with all that it names, and whether its people can complete its script.
 */
#ifndef UI_CMD_LINT_H
#define UI_CMD_LINT_H

#include "options.h"

/* STATUS_INPUT at the first document that is wrong; STATUS_RULE where the
 * people cannot complete the script. */
enum status
cmd_lint(const struct options *options, struct err *err) MUST_CHECK;

#endif
