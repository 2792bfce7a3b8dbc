/*
 * The HSM of check and sign: opened by its profile, one token, one login, the
 * policy's KSKs looked for.
 */
#ifndef UI_TOKEN_H
#define UI_TOKEN_H

#include "hsm/hsm.h"
#include "inputs.h"
#include "sign/plan.h"

struct token {
	struct hsm *hsm;
	struct hsm_token chosen;
	struct plan_keys keys;
};

/* Opens the module and logs in on the one token that fits; the HSM PIN comes
 * from --pin-file, else from the terminal. The caller closes, also after a
 * failure. */
enum status
token_open(struct token *dst, const struct inputs *inputs,
	const struct options *options, struct err *err) MUST_CHECK;

void
token_close(struct token *token);

#endif
