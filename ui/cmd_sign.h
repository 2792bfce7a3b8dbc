/*
 * sign KSR SKR: signs without a ceremony, UNWITNESSED. All that can fail
 * without the HSM is found before the operator is asked; all that can fail
 * before the first signature, before the first signature.
 */
#ifndef UI_CMD_SIGN_H
#define UI_CMD_SIGN_H

#include "options.h"

enum status
cmd_sign(const struct options *options, struct err *err) MUST_CHECK;

#endif
