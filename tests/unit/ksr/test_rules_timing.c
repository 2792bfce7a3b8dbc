#include <stddef.h>

#include "break.h"

extern const struct test_suite suite_rules_timing;

#define DAY INT64_C(86400)

/* Bundle i begins so much later and is valid for 21 days, as before. */
static void
move_bundle(struct sample *sample, size_t i, int64_t by_s)
{
	sample->request.bundles[i].inception_utc += by_s;
	sample->request.bundles[i].expiration_utc += by_s;
}

/* From slot 2 on nine and a half days apart: each step is allowed, their sum
 * is not. */
static void
short_cycle(struct sample *sample)
{
	size_t i;

	for (i = 2; i < 9; i++)
		move_bundle(sample, i, -(int64_t)(i - 1) * DAY / 2);
}

static void
uneven_steps(struct sample *sample)
{
	move_bundle(sample, 4, 2 * DAY);
}

static void
overlap_below_declared(struct sample *sample)
{
	sample->request.zsk.max_overlap_s = 11 * DAY - 1;
}

static void
validity_above_ours(struct sample *sample)
{
	sample->request.zsk.max_validity_s = 21 * DAY + 1;
}

/* Both declared bounds count, not only ours. */
static void
validity_below_declared(struct sample *sample)
{
	sample->policy.validity.max_s = 30 * DAY;
	sample->request.zsk.min_validity_s = 22 * DAY;
	sample->request.zsk.max_validity_s = 22 * DAY;
}

static void
beyond_horizon(struct sample *sample)
{
	sample->input.now_utc -= 100 * DAY;
}

static void
already_expired(struct sample *sample)
{
	sample->input.now_utc += 60 * DAY + 2 * DAY;
}

static const struct broken broken[] = {
	{"KSR-BUNDLE-CYCLE-DURATION", "is 76 days 12:00:00, allowed is 79 days",
		short_cycle},
	{"KSR-POLICY-BUNDLE-INTERVALS", "bundle 4 to that of 5 is 12 days",
		uneven_steps},
	{"KSR-POLICY-SIG-OVERLAP", "bundles 1 and 2: overlap 11 days, declared",
		overlap_below_declared},
	{"KSR-POLICY-SIG-VALIDITY", "the declared validity is 21 days to",
		validity_above_ours},
	{"KSR-POLICY-SIG-VALIDITY", "bundle 1: validity 21 days, declared",
		validity_below_declared},
	{"KSR-POLICY-SIG-HORIZON", "allowed is 180 days", beyond_horizon},
	{"KSR-POLICY-SIG-HORIZON", "bundle 1: Expiration", already_expired},
};

static void
each_alone(void)
{
	BREAK_EACH(broken);
}

/* Values of the sample: cycle 80 days, steps 10, validity 21, overlap 11, to
 * the previous SKR 10. A bound that is met to the second, and the direction in
 * which one second more breaks it. */
#define OURS(member) false, offsetof(struct policy, member)
#define DECLARED(member) true, offsetof(struct ksr, zsk.member)

static const struct edge {
	const char *rule;
	bool declared;
	size_t offset;
	int64_t value_s;
	int breaks;
} edges[] = {
	{"KSR-BUNDLE-CYCLE-DURATION", OURS(cycle.min_s), 80 * DAY, 1},
	{"KSR-BUNDLE-CYCLE-DURATION", OURS(cycle.max_s), 80 * DAY, -1},
	{"KSR-POLICY-BUNDLE-INTERVALS", OURS(interval.min_s), 10 * DAY, 1},
	{"KSR-POLICY-BUNDLE-INTERVALS", OURS(interval.max_s), 10 * DAY, -1},
	{"KSR-POLICY-SIG-OVERLAP", DECLARED(min_overlap_s), 11 * DAY, 1},
	{"KSR-POLICY-SIG-OVERLAP", DECLARED(max_overlap_s), 11 * DAY, -1},
	{"KSR-POLICY-SIG-OVERLAP", OURS(overlap.min_s), 9 * DAY, 1},
	{"KSR-POLICY-SIG-OVERLAP", OURS(overlap.max_s), 16 * DAY, -1},
	{"KSR-CHAIN-OVERLAP", OURS(overlap.min_s), 9 * DAY, 1},
	{"KSR-CHAIN-OVERLAP", OURS(overlap.max_s), 16 * DAY, -1},
	{"KSR-CHAIN-OVERLAP", DECLARED(min_overlap_s), 10 * DAY, 1},
	{"KSR-CHAIN-OVERLAP", DECLARED(max_overlap_s), 10 * DAY, -1},
	{"KSR-POLICY-SIG-VALIDITY", DECLARED(min_validity_s), 21 * DAY, 1},
	{"KSR-POLICY-SIG-VALIDITY", DECLARED(max_validity_s), 21 * DAY, -1},
	{"KSR-POLICY-SIG-VALIDITY", OURS(validity.min_s), 21 * DAY, 1},
	{"KSR-POLICY-SIG-VALIDITY", OURS(validity.max_s), 21 * DAY, -1},
	{"KSR-POLICY-SIG-HORIZON", OURS(horizon_s), 141 * DAY, -1},
};

static void
check_edge(const struct edge *edge)
{
	struct sample sample;
	int64_t *bound;

	sample_init(&sample);
	bound = (void *)((char *)(edge->declared ? (void *)&sample.request :
		(void *)&sample.policy) + edge->offset);
	*bound = edge->value_s;
	sample_run(&sample);
	CU_ASSERT_TRUE(break_says(&sample, edge->rule, VERDICT_PASS, ""));
	*bound += edge->breaks;
	sample_run(&sample);
	CU_ASSERT_TRUE(break_says(&sample, edge->rule, VERDICT_FAIL, ""));
	sample_clear(&sample);
}

static void
bounds_are_inclusive(void)
{
	size_t i;

	for (i = 0; i < sizeof(edges) / sizeof(edges[0]); i++)
		check_edge(&edges[i]);
}

/* Expiration must be after now, not at it. */
static void
expires_now(void)
{
	struct sample sample;

	sample_init(&sample);
	sample.input.now_utc = sample.request.bundles[0].expiration_utc;
	sample_run(&sample);
	CU_ASSERT_TRUE(break_says(&sample, "KSR-POLICY-SIG-HORIZON",
		VERDICT_FAIL, "is not after now"));
	sample.input.now_utc--;
	sample_run(&sample);
	CU_ASSERT_TRUE(break_says(&sample, "KSR-POLICY-SIG-HORIZON",
		VERDICT_PASS, ""));
	sample_clear(&sample);
}

/* A wider declaration does not help: it has to lie within ours. */
static void
declaring_widens_nothing(void)
{
	struct sample sample;

	sample_init(&sample);
	sample.request.zsk.max_overlap_s = 17 * DAY;
	sample_run(&sample);
	CU_ASSERT_TRUE(break_says(&sample, "KSR-POLICY-SIG-OVERLAP",
		VERDICT_FAIL, "the declared overlap is 9 days to 17 days, "
		"allowed is 9 days to 16 days"));
	CU_ASSERT_TRUE(break_says(&sample, "KSR-CHAIN-OVERLAP", VERDICT_FAIL,
		"the declared overlap"));
	sample.request.zsk.min_overlap_s = 17 * DAY;
	sample.request.zsk.max_overlap_s = 16 * DAY;
	sample_run(&sample);
	CU_ASSERT_TRUE(break_says(&sample, "KSR-POLICY-SIG-OVERLAP",
		VERDICT_FAIL, "is empty"));
	sample_clear(&sample);
}

static const CU_TestInfo tests[] = {
	{"each fails alone", each_alone},
	{"bounds are inclusive, to the second", bounds_are_inclusive},
	{"an Expiration at now is too late", expires_now},
	{"declaring widens nothing", declaring_widens_nothing},
	CU_TEST_INFO_NULL,
};

const struct test_suite suite_rules_timing = {"ksr/rules_timing", tests};
