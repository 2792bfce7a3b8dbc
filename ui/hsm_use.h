/*
 * The HSM of check and sign: opened by its profile, one token, one login, the
 * policy's KSKs looked for.
 */
#ifndef UI_HSM_USE_H
#define UI_HSM_USE_H

#include "hsm/hsm.h"
#include "inputs.h"
#include "sign/plan.h"

struct hsm_use {
	struct hsm *hsm;
	struct hsm_token chosen;
	struct plan_keys keys;
};

/* Opens the module and logs in on the one token that fits; the HSM PIN comes
 * from --pin-file, else from the terminal. The caller closes, also after a
 * failure. */
enum status
hsm_use_open(struct hsm_use *dst, const struct inputs *inputs,
	const struct options *options, struct err *err) MUST_CHECK;

void
hsm_use_close(struct hsm_use *use);

#endif
