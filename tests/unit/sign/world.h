/*
 * All that signing needs: the example policy and KSR of tests/data, with the
 * fake HSM's keys as its two KSKs.
 */
#ifndef TESTS_UNIT_SIGN_WORLD_H
#define TESTS_UNIT_SIGN_WORLD_H

#include "unit/sign/fake.h"
#include "sign/plan.h"

struct world {
	struct policy policy;
	const struct policy_schema *schema; /* "revoke" */
	struct ksr request;
	struct fake fake;
	struct plan_keys keys;
	struct plan plan;
};

void
world_begin(struct world *world);

void
world_end(struct world *world);

void
world_use(struct world *world, const char *schema);

/* Finds the keys; a failure ends the test. */
void
world_find(struct world *world);

/* Finds the keys and makes the plan; a failure ends the test. */
void
world_plan(struct world *world);

/* Makes the plan anew. */
enum status
world_make(struct world *world, struct err *err);

#endif
