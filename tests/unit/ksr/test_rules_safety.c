#include "break.h"

extern const struct test_suite suite_rules_safety;

#define DAY INT64_C(86400)

static void
declared_publish(struct sample *sample)
{
	sample->request.zsk.publish_safety_s = 20 * DAY;
}

static void
declared_retire(struct sample *sample)
{
	sample->request.zsk.retire_safety_s = 20 * DAY;
}

static void
our_publish(struct sample *sample)
{
	sample->policy.publish_safety_s = 20 * DAY;
}

static void
our_retire(struct sample *sample)
{
	sample->policy.retire_safety_s = 20 * DAY;
}

/* KSK B signs beside A in the slot in which it first appears. */
static void
sudden_ksk(struct sample *sample)
{
	sample->input.schema = sample_schema(sample, "sudden");
}

static const struct broken broken[] = {
	{"KSR-POLICY-SAFETY", "(zsk-2) signs in bundle 1 and is missing in "
		"bundle 8 of the previous SKR", declared_publish},
	{"KSR-POLICY-SAFETY", "(zsk-1) signs in bundle 9 of the previous SKR "
		"and is missing in bundle 2", declared_retire},
	{"KSR-POLICY-SAFETY", "publish safety 20 days", our_publish},
	{"KSR-POLICY-SAFETY", "retire safety 20 days", our_retire},
	{"KSR-POLICY-SAFETY", "(ksk-b) signs in bundle 2 and is missing in "
		"bundle 1, which is shown before it", sudden_ksk},
};

static void
each_alone(void)
{
	BREAK_EACH(broken);
}

static void
says_with(struct sample *sample, int64_t publish_s, int64_t retire_s,
	enum verdict verdict)
{
	sample->policy.publish_safety_s = publish_s;
	sample->policy.retire_safety_s = retire_s;
	sample_run(sample);
	CU_ASSERT_TRUE(break_says(sample, "KSR-POLICY-SAFETY", verdict, ""));
}

/* The current ZSK is shown for eleven days before slot 1, the outgoing one for
 * ten days after the previous SKR's last. */
static void
windows_to_the_second(void)
{
	struct sample sample;

	sample_init(&sample);
	sample.request.zsk.publish_safety_s = 0;
	sample.request.zsk.retire_safety_s = 0;
	says_with(&sample, 11 * DAY, 10 * DAY, VERDICT_PASS);
	says_with(&sample, 11 * DAY + 1, 10 * DAY, VERDICT_FAIL);
	says_with(&sample, 11 * DAY, 10 * DAY + 1, VERDICT_FAIL);
	says_with(&sample, 0, 0, VERDICT_PASS);
	sample_clear(&sample);
}

/* What the zone showed before the previous SKR is not known. */
static void
beyond_history(void)
{
	struct sample sample;

	sample_init(&sample);
	says_with(&sample, 91 * DAY, 0, VERDICT_FAIL);
	CU_ASSERT_TRUE(break_says(&sample, "KSR-POLICY-SAFETY", VERDICT_FAIL,
		"bundle 1: the publish safety of 91 days reaches back further "
		"than the previous SKR, 90 days"));
	sample_clear(&sample);
}

/* A ZSK that neither neighbour has is not active; where both neighbours are
 * smaller sets, what either of them has is. */
static void
which_are_active(void)
{
	struct sample sample;

	sample_init(&sample);
	sample_add_key(&sample.request.bundles[4], &sample.zsks[3], 1);
	sample_run(&sample);
	CU_ASSERT_TRUE(break_says(&sample, "KSR-POLICY-SAFETY", VERDICT_PASS,
		""));
	sample_set_key(&sample.request.bundles[5].keys[0], &sample.zsks[3]);
	sample_run(&sample);
	CU_ASSERT_TRUE(break_says(&sample, "KSR-POLICY-SAFETY", VERDICT_FAIL,
		"(zsk-4) signs in bundle 5 and is missing in bundle 4"));
	sample_clear(&sample);
}

/* An equal set is no smaller neighbour: the ZSK that comes with it is not
 * active in either. */
static void
equal_neighbours(void)
{
	struct sample sample;

	sample_init(&sample);
	sample_add_key(&sample.request.bundles[4], &sample.zsks[3], 1);
	sample_add_key(&sample.request.bundles[5], &sample.zsks[3], 1);
	sample_run(&sample);
	CU_ASSERT_TRUE(break_says(&sample, "KSR-POLICY-SAFETY", VERDICT_PASS,
		""));
	sample_clear(&sample);
}

/* Neighbours are of the same file: the outgoing ZSK of slot 1 is not active
 * because the previous SKR's last set has it alone. */
static void
neighbours_of_one_file(void)
{
	struct sample sample;

	sample_init(&sample);
	sample_set_key(&sample.previous.bundles[8].keys[1], &sample.zsks[0]);
	sample.request.zsk.publish_safety_s = 0;
	says_with(&sample, 0, 10 * DAY, VERDICT_PASS);
	sample_clear(&sample);
}

/* What was published already is not this request's matter. */
static void
past_is_past(void)
{
	struct sample sample;

	sample_init(&sample);
	sample_set_key(&sample.previous.bundles[4].keys[0], &sample.zsks[3]);
	sample_run(&sample);
	CU_ASSERT_TRUE(break_says(&sample, "KSR-POLICY-SAFETY", VERDICT_PASS,
		""));
	sample_clear(&sample);
}

/* Even where nothing is asked of the time before. */
static void
needs_a_previous(void)
{
	struct sample sample;

	sample_init(&sample);
	sample.input.previous = NULL;
	sample.request.zsk.publish_safety_s = 0;
	sample.request.zsk.retire_safety_s = 0;
	says_with(&sample, 0, 0, VERDICT_FAIL);
	sample_clear(&sample);
}

/* Where no neighbour is smaller, all are active: a swap shows at once. */
static void
all_active(void)
{
	struct sample sample;

	sample_init(&sample);
	sample_set_key(&sample.request.bundles[4].keys[0], &sample.zsks[3]);
	sample_run(&sample);
	CU_ASSERT_TRUE(break_says(&sample, "KSR-POLICY-SAFETY", VERDICT_FAIL,
		"(zsk-2) signs in bundle 4 and is missing in bundle 5, which "
		"is shown after it"));
	sample_clear(&sample);
}

/* A signing KSK may be revoked afterwards, but not gone. */
static void
ksk_afterwards(void)
{
	struct sample sample;

	sample_init(&sample);
	sample_set_quarter(&sample, 3, "hold", "rolled");
	sample_run(&sample);
	CU_ASSERT_TRUE(sample_only(&sample, NULL, NULL));
	sample.input.schema = sample_schema(&sample, "revoke-on");
	sample_run(&sample);
	CU_ASSERT_TRUE(sample_only(&sample, "SKR-REVOKE", "is gone 20 days"));
	sample.input.schema = sample_schema(&sample, "after");
	sample_run(&sample);
	CU_ASSERT_TRUE(break_says(&sample, "KSR-POLICY-SAFETY", VERDICT_FAIL,
		"(ksk-a) signs in bundle 9 of the previous SKR and is missing "
		"in bundle 1"));
	sample_clear(&sample);
}

/* As 385 before it signs unrevoked it does not count as published. */
static void
revoked_before(void)
{
	struct sample sample;

	sample_init(&sample);
	sample_set_quarter(&sample, 3, "revoke-last", "hold");
	sample_run(&sample);
	CU_ASSERT_TRUE(break_says(&sample, "KSR-POLICY-SAFETY", VERDICT_FAIL,
		"(ksk-a) signs in bundle 1 and is missing in bundle 9"));
	sample_clear(&sample);
}

static void
needs_a_schema(void)
{
	struct sample sample;

	sample_init(&sample);
	sample.input.schema = NULL;
	sample_run(&sample);
	CU_ASSERT_TRUE(break_says(&sample, "KSR-POLICY-SAFETY", VERDICT_FAIL,
		"9 bundles, and a schema of 0 slots"));
	sample_clear(&sample);
}

static const CU_TestInfo tests[] = {
	{"each fails alone", each_alone},
	{"windows to the second", windows_to_the_second},
	{"windows before all history", beyond_history},
	{"which ZSKs are active", which_are_active},
	{"equal neighbours", equal_neighbours},
	{"neighbours of one file", neighbours_of_one_file},
	{"the past is past", past_is_past},
	{"needs a previous SKR", needs_a_previous},
	{"all are active", all_active},
	{"KSKs afterwards", ksk_afterwards},
	{"KSKs revoked before", revoked_before},
	{"needs a schema", needs_a_schema},
	CU_TEST_INFO_NULL,
};

const struct test_suite suite_rules_safety = {"ksr/rules_safety", tests};
