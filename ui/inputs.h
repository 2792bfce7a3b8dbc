/*
 * What check, sign and verify are given: policy, request, previous SKR,
 * answer, the HSM's profile. Each is read once, bounded by the policy.
 */
#ifndef UI_INPUTS_H
#define UI_INPUTS_H

#include "hsm/profile.h"
#include "ksr/rules.h"
#include "options.h"

struct inputs {
	struct policy policy;
	const struct policy_schema *schema; /* of policy; NULL: not chosen */
	struct ksr request;
	struct ksr previous;
	struct ksr response;
	struct hsm_profile profile;
	/* Which of them were read. */
	bool has_request, has_previous, has_response, has_profile;
	int64_t now_utc;
	bool clock_given; /* --at's, not this computer's */
};

/* Empty, but for --hsm's profile where one is named. The caller clears, also
 * after a failure. */
enum status
inputs_begin(struct inputs *dst, const struct options *options, struct err *err)
	MUST_CHECK;

/* After inputs_begin: --policy (needed), --previous-skr and --at. */
enum status
inputs_read(struct inputs *dst, const struct options *options, struct err *err)
	MUST_CHECK;

/* After inputs_read; path is --ksr's or an argument. */
enum status
inputs_read_request(struct inputs *dst, const char *path, struct err *err)
	MUST_CHECK;
enum status
inputs_read_response(struct inputs *dst, const char *path, struct err *err)
	MUST_CHECK;

/* --schema, or the policy's only one. */
enum status
inputs_choose_schema(struct inputs *dst, const struct options *options,
	struct err *err) MUST_CHECK;

/* What the rules look at; hsm may be NULL. */
struct rule_input
inputs_for_rules(const struct inputs *inputs, const struct rule_hsm *hsm);

void
inputs_clear(struct inputs *inputs);

#endif
