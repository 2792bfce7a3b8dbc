/*
 * Signing a plan: one C_Sign a signature, each verified in software with the
 * policy's key before it counts.
 */
#ifndef SIGN_SIGN_H
#define SIGN_SIGN_H

#include "sign/plan.h"

struct authorization; /* made in sign/authorize.h only */

void
authorization_free(struct authorization *authorization);

/* Uses it up, whatever the answer: STATUS_STOPPED unless it was fresh and is
 * for this digest. sign_plan does this. */
enum status
authorization_use(struct authorization *authorization,
	const struct digest *plan, struct err *err) MUST_CHECK;

/* Called after each verified signature, before the next is made; anything but
 * STATUS_OK stops signing. */
struct sign_listener {
	enum status (*signed_one)(void *context, const struct plan *plan,
		size_t index, const struct bytes *signature, struct err *err);
	void *context;
};

/* Fills the signatures of plan->response. Refuses an authorization that is used
 * or for another digest (STATUS_STOPPED); it is used up whatever happens. */
enum status
sign_plan(struct plan *plan, struct authorization *authorization,
	struct hsm *hsm, const struct plan_keys *keys,
	const struct sign_listener *listener, struct err *err) MUST_CHECK;

/* Re-reads the written file and runs the response's rules on it; results as
 * rules_run_response. STATUS_RULE unless all PASS or off. skr_sha256 may be
 * NULL. */
enum status
sign_verify_file(struct rule_result *results, size_t *count,
	struct digest *skr_sha256, const char *path,
	const struct rule_input *input, struct err *err) MUST_CHECK;

#endif
