#include <string.h>

#include "break.h"

extern const struct test_suite suite_rules_chain;

#define DAY INT64_C(86400)

static struct ksr_bundle *
previous_bundle(struct sample *sample, size_t index)
{
	return &sample->previous.bundles[index];
}

static void
other_domain(struct sample *sample)
{
	break_text(&sample->previous.domain, "example.");
}

static void
too_few(struct sample *sample)
{
	ksr_bundle_clear(previous_bundle(sample, 0));
	memmove(previous_bundle(sample, 0), previous_bundle(sample, 1),
		8 * sizeof(struct ksr_bundle));
	sample->previous.bundle_count = 8;
}

static void
bad_signature(struct sample *sample)
{
	break_bit(&previous_bundle(sample, 2)->signatures[0].data, 0);
}

static void
other_window(struct sample *sample)
{
	previous_bundle(sample, 2)->signatures[0].expiration_utc++;
	sample_sign(sample, &sample->previous);
}

static void
no_signature(struct sample *sample)
{
	sample_drop_signatures(previous_bundle(sample, 2));
}

static void
not_in_order(struct sample *sample)
{
	struct ksr_bundle *bundle = previous_bundle(sample, 3);

	bundle->expiration_utc = previous_bundle(sample, 2)->expiration_utc;
	bundle->signatures[0].expiration_utc = bundle->expiration_utc;
	sample_sign(sample, &sample->previous);
}

static void
zsk_renamed(struct sample *sample)
{
	break_text(&previous_bundle(sample, 8)->keys[0].id, "other");
}

static void
zsk_other_ttl(struct sample *sample)
{
	previous_bundle(sample, 8)->keys[0].ttl--;
}

static void
zsk_other_tag(struct sample *sample)
{
	previous_bundle(sample, 8)->keys[0].tag++;
}

static void
zsk_dropped(struct sample *sample)
{
	sample_add_key(previous_bundle(sample, 8), &sample->zsks[3],
		sample->policy.ttl);
	sample_sign(sample, &sample->previous);
}

static void
end_previous(struct sample *sample, int64_t by_s)
{
	struct ksr_bundle *last = previous_bundle(sample, 8);

	last->expiration_utc += by_s;
	last->signatures[0].expiration_utc = last->expiration_utc;
	sample_sign(sample, &sample->previous);
}

static void
ends_late(struct sample *sample)
{
	end_previous(sample, 7 * DAY);
}

static void
ends_early(struct sample *sample)
{
	end_previous(sample, -1 * DAY - 1);
}

static const struct broken broken[] = {
	{"KSR-CHAIN-KEYS", "domain is example.", other_domain},
	{"KSR-CHAIN-KEYS", "has 8 bundles, the policy's number is 9", too_few},
	{"KSR-CHAIN-KEYS", "bundle 3 of the previous SKR: the signature by "
		"key", bad_signature},
	{"KSR-CHAIN-KEYS", "bundle 3 of the previous SKR: signature by key",
		other_window},
	{"KSR-CHAIN-KEYS", "no good signature by an unrevoked KSK",
		no_signature},
	{"KSR-CHAIN-KEYS", "bundle 4 of the previous SKR: Expiration",
		not_in_order},
	{"KSR-CHAIN-KEYS", "the previous SKR's last bundle has ZSK other",
		zsk_renamed},
	{"KSR-CHAIN-KEYS", "TTL 172799", zsk_other_ttl},
	{"KSR-CHAIN-KEYS", "the previous SKR's last bundle has ZSK zsk-1",
		zsk_other_tag},
	{"KSR-CHAIN-KEYS", "ZSK zsk-4", zsk_dropped},
	{"KSR-CHAIN-OVERLAP", "overlap 17 days, declared is 9 days to 16",
		ends_late},
	{"KSR-CHAIN-OVERLAP", "overlap 8 days", ends_early},
};

static void
each_alone(void)
{
	BREAK_EACH(broken);
}

static void
overlap_to_the_second(void)
{
	static const struct {
		int64_t by_s;
		enum verdict verdict;
	} rows[] = {
		{6 * DAY, VERDICT_PASS},
		{6 * DAY + 1, VERDICT_FAIL},
		{-1 * DAY, VERDICT_PASS},
		{-1 * DAY - 1, VERDICT_FAIL},
	};
	struct sample sample;
	size_t i;

	for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		sample_init(&sample);
		end_previous(&sample, rows[i].by_s);
		sample_run(&sample);
		CU_ASSERT_TRUE(break_says(&sample, "KSR-CHAIN-OVERLAP",
			rows[i].verdict, ""));
		sample_clear(&sample);
	}
}

/* A good signature by a KSK that the policy does not know, or by a revoked
 * one, is not enough. */
static void
trusts_the_policy_only(void)
{
	struct sample sample;

	sample_init(&sample);
	sample.policy.ksks[0].ds.bytes[31] ^= 1;
	sample_run(&sample);
	CU_ASSERT_TRUE(break_says(&sample, "KSR-CHAIN-KEYS", VERDICT_FAIL,
		"bundle 1 of the previous SKR: no good signature"));
	sample.policy.ksks[0].ds.bytes[31] ^= 1;
	sample_set_quarter(&sample, 3, "revoke", "after");
	sample.policy.ksks[1].ds.bytes[31] ^= 1;
	sample_run(&sample);
	CU_ASSERT_TRUE(break_says(&sample, "KSR-CHAIN-KEYS", VERDICT_FAIL,
		"(and 8 more)"));
	sample_clear(&sample);
}

/* Every ZSK of the request's first set was in the last one published. */
static void
both_ways(void)
{
	struct sample sample;

	sample_init(&sample);
	break_text(&sample.request.bundles[0].keys[0].id, "new");
	break_text(&sample.request.bundles[0].signatures[0].id, "new");
	sample_run(&sample);
	CU_ASSERT_TRUE(break_says(&sample, "KSR-CHAIN-KEYS", VERDICT_FAIL,
		"(and 1 more)"));
	sample_clear(&sample);
}

static bool
needs_previous(const char *rule)
{
	static const char *const names[] = {"KSR-ID", "KSR-BUNDLE-UNIQUE",
		"KSR-POLICY-SAFETY", "KSR-CHAIN-KEYS", "KSR-CHAIN-OVERLAP",
		"SKR-REVOKE"};
	size_t i;

	for (i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
		if (strcmp(names[i], rule) == 0)
			return true;
	}
	return false;
}

static void
without_previous(void)
{
	const struct rule_result *result;
	struct sample sample;
	size_t i;

	sample_init(&sample);
	sample_set_quarter(&sample, 0, NULL, "normal");
	sample_run(&sample);
	for (i = 0; i < sample.count; i++) {
		result = &sample.results[i];
		CU_ASSERT_EQUAL(result->verdict,
			needs_previous(result->rule->name) ? VERDICT_FAIL :
				VERDICT_PASS);
	}
	CU_ASSERT_TRUE(break_says(&sample, "SKR-REVOKE", VERDICT_FAIL,
		"no previous SKR: since when"));
	sample_clear(&sample);
}

/* With KSR-CHAIN-KEYS off the second half of KSR-BUNDLE-UNIQUE is not judged;
 * the first always is, and the second where there is a previous SKR. */
static void
unique_with_chain_off(void)
{
	struct sample sample;

	sample_init_policy(&sample, "</request>", "<off rule=\"KSR-CHAIN-KEYS\""
		" reason=\"the first of its kind\"/></request>");
	break_text(&sample.request.bundles[6].id,
		sample.previous.bundles[4].id);
	sample_run(&sample);
	CU_ASSERT_TRUE(break_says(&sample, "KSR-BUNDLE-UNIQUE", VERDICT_FAIL,
		"of the previous SKR"));
	sample.input.previous = NULL;
	sample_run(&sample);
	CU_ASSERT_TRUE(break_says(&sample, "KSR-BUNDLE-UNIQUE", VERDICT_PASS,
		"first half PASS"));
	break_text(&sample.request.bundles[6].id,
		sample.request.bundles[5].id);
	sample_run(&sample);
	CU_ASSERT_TRUE(break_says(&sample, "KSR-BUNDLE-UNIQUE", VERDICT_FAIL,
		"bundles 6 and 7"));
	sample_clear(&sample);
}

static const CU_TestInfo tests[] = {
	{"each fails alone", each_alone},
	{"overlap to the second", overlap_to_the_second},
	{"only KSKs of the policy count", trusts_the_policy_only},
	{"ZSK sets agree both ways", both_ways},
	{"without a previous SKR", without_previous},
	{"bundle ids with KSR-CHAIN-KEYS off", unique_with_chain_off},
	CU_TEST_INFO_NULL,
};

const struct test_suite suite_rules_chain = {"ksr/rules_chain", tests};
