/*
 * The HSM of check and sign: opened by its profile, one token, one login, the
 * policy's KSKs looked for.
 */
#ifndef UI_HSM_USE_H
#define UI_HSM_USE_H

#include "hsm/remote.h"
#include "inputs.h"
#include "sign/plan.h"

struct hsm_use {
	struct worker ahead; /* until the profile is known */
	int printed; /* a file in memory: what the HSM's software prints */
	struct hsm *hsm; /* NULL: not started */
	struct hsm_token chosen;
	struct plan_keys keys;
	/* What was said of a wait. */
	struct hsm_patience patience;
	int64_t said_mono_ms; /* of which wait */
	unsigned said;
};

/* Starts the HSM's process before anything is read; nothing where no profile
 * is named. dst must stay where it is. The caller closes, also after a
 * failure. */
enum status
hsm_use_begin(struct hsm_use *dst, const struct options *options,
	struct err *err) MUST_CHECK;

/* It loads the profile's module while the other inputs are read. */
enum status
hsm_use_start(struct hsm_use *dst, const struct inputs *inputs,
	struct err *err) MUST_CHECK;

/* Logs in on the one token that fits and looks for the keys; the HSM PIN comes
 * from --pin-file, else from the terminal. */
enum status
hsm_use_open(struct hsm_use *dst, const struct inputs *inputs,
	const struct options *options, struct err *err) MUST_CHECK;

/* Nothing more is asked of the HSM: it logs out meanwhile. */
void
hsm_use_dismiss(struct hsm_use *use);

void
hsm_use_close(struct hsm_use *use);

#endif
