#include <stdio.h>
#include <string.h>

#include "break.h"

extern const struct test_suite suite_rules_plan;

#define TWO_EXPONENTS "exponents=\"65537 115799\""

/* Makes the twin the incoming ZSK. */
static void
bring_twin(struct sample *sample)
{
	struct ksr_bundle *bundle = &sample->request.bundles[8];
	const struct make_key *twin = &sample->zsks[4];
	struct ksr_policy *zsk = &sample->request.zsk;
	struct ksr_algorithm *declared = mem_append(&zsk->algorithms,
		&zsk->algorithm_count, sizeof(*declared));

	*declared = zsk->algorithms[0];
	declared->exponent = 115799;
	break_text(&bundle->signatures[1].id, twin->id);
	sample_set_key(&bundle->keys[1], twin);
	bundle->signatures[1].tag = bundle->keys[1].tag;
	sample_sign(sample, &sample->request);
}

/* A ZSK has the tag that the KSK will have when it is revoked. */
static void
twin_collides(void)
{
	struct sample sample;

	sample_init_policy(&sample, "exponents=\"65537\"", TWO_EXPONENTS);
	bring_twin(&sample);
	sample_run(&sample);
	CU_ASSERT_TRUE(sample_only(&sample, "KEY-TAGS", "bundle 9: key 37000 "
		"(zsk-5) and KSK 36872 (ksk-a) revoked share key tag 37000"));
	sample.input.previous = NULL;
	sample_run(&sample);
	CU_ASSERT_TRUE(break_says(&sample, "KEY-TAGS", VERDICT_FAIL,
		"revoked share key tag 37000"));
	sample_clear(&sample);
}

static void
revoked_set_collides(void)
{
	struct sample sample;
	struct ksr_bundle *bundle;

	sample_init(&sample);
	sample_answer(&sample);
	bundle = &sample.response.bundles[8];
	sample_set_key(&bundle->keys[1], &sample.zsks[4]);
	sample_run_response(&sample);
	CU_ASSERT_TRUE(break_says(&sample, "KEY-TAGS", VERDICT_FAIL,
		"share key tag 37000"));
	sample_clear(&sample);
}

/* Even flags, so no KSK's, and a bit of the key that give it this tag. */
static void
force_tag(struct ksr_key *key, uint16_t tag)
{
	unsigned tries;

	for (tries = 0; tries < 65536; tries++) {
		if (tries == 32768)
			break_bit(&key->dnskey.public_key, 1);
		key->dnskey.flags = (uint16_t)(2 * tries);
		if (dnskey_tag(&key->dnskey) == tag)
			return;
	}
	CU_FAIL("no flags give that tag");
}

/* With the policy's tag alone the twin's is 128 more; at the end of the range,
 * where the checksum may carry, one more counts as well. */
static void
tag_arithmetic(void)
{
	static const struct {
		uint16_t ksk, zsk;
		enum verdict verdict;
	} rows[] = {
		{1000, 1000, VERDICT_FAIL},
		{1000, 1128, VERDICT_FAIL},
		{1000, 1129, VERDICT_PASS},
		{100, 229, VERDICT_FAIL},
		{65500, 92, VERDICT_FAIL},
		{65500, 93, VERDICT_FAIL},
		{65500, 94, VERDICT_PASS},
	};
	struct sample sample;
	size_t i;

	sample_init(&sample);
	sample.input.previous = NULL;
	for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		sample.policy.ksks[0].tag = rows[i].ksk;
		force_tag(&sample.request.bundles[4].keys[0], rows[i].zsk);
		sample_run(&sample);
		CU_ASSERT_TRUE(break_says(&sample, "KEY-TAGS",
			rows[i].verdict, ""));
	}
	sample_clear(&sample);
}

/* The plan's size is the answer's, and the bound counts to the byte. */
static void
size_to_the_byte(void)
{
	struct sample sample;
	char planned[RULE_REASON_SIZE];
	size_t size = 0;

	sample_init(&sample);
	sample_set_quarter(&sample, 5, "rolled", "revoke");
	sample_run(&sample);
	strcpy(planned, sample_result(&sample, "SKR-SIZE")->reason);
	CU_ASSERT_EQUAL(sscanf(planned, "at most %zu bytes", &size), 1);
	sample_answer(&sample);
	sample_run_response(&sample);
	CU_ASSERT_TRUE(break_says(&sample, "SKR-SIZE", VERDICT_PASS, planned));
	sample.policy.max_response = size;
	sample_run(&sample);
	CU_ASSERT_TRUE(sample_only(&sample, NULL, NULL));
	sample.policy.max_response = size - 1;
	sample_run(&sample);
	CU_ASSERT_TRUE(sample_only(&sample, "SKR-SIZE", "the DNSKEY response "
		"has"));
	sample_run_response(&sample);
	CU_ASSERT_TRUE(sample_only(&sample, "SKR-SIZE", "the DNSKEY response "
		"has"));
	sample_clear(&sample);
}

static void
hsm_not_found(struct sample *sample)
{
	sample->hsm[0].verdict = VERDICT_FAIL;
	strcpy(sample->hsm[0].reason, "the label is there twice");
}

static void
hsm_not_looked(struct sample *sample)
{
	memset(&sample->hsm[0], 0, sizeof(sample->hsm[0]));
}

static void
hsm_not_wanted(struct sample *sample)
{
	sample->hsm[0].wanted = false;
}

static const struct broken broken[] = {
	{"HSM-KEYS", "KSK 36872 (ksk-a): the label is there twice",
		hsm_not_found},
	{"HSM-KEYS", "was not looked for", hsm_not_looked},
	{"HSM-KEYS", "was not looked for", hsm_not_wanted},
};

static void
each_alone(void)
{
	BREAK_EACH(broken);
}

/* A KSK that the schema does not touch may be elsewhere; without an HSM there
 * is no verdict, and none over all. */
static void
hsm_looked_at(void)
{
	struct sample sample;

	sample_init(&sample);
	sample.hsm[1].verdict = VERDICT_FAIL;
	sample_run(&sample);
	CU_ASSERT_TRUE(sample_only(&sample, NULL, NULL));
	sample.input.schema = sample_schema(&sample, "introduce");
	sample_run(&sample);
	CU_ASSERT_TRUE(break_says(&sample, "HSM-KEYS", VERDICT_FAIL,
		"(ksk-b)"));
	sample.input.hsm = NULL;
	sample_run(&sample);
	CU_ASSERT_TRUE(break_says(&sample, "HSM-KEYS", VERDICT_NONE, "no HSM"));
	CU_ASSERT_EQUAL(rules_verdict(sample.results, sample.count),
		VERDICT_NONE);
	sample_clear(&sample);
}

static void
schema_fits(void)
{
	struct sample sample;

	sample_init(&sample);
	ksr_bundle_clear(&sample.request.bundles[8]);
	sample.request.bundle_count = 8;
	sample_run(&sample);
	CU_ASSERT_TRUE(break_says(&sample, "KEY-TAGS", VERDICT_FAIL,
		"8 bundles, and a schema of 9 slots"));
	CU_ASSERT_TRUE(break_says(&sample, "SKR-SIZE", VERDICT_FAIL,
		"8 bundles, and a schema of 9 slots"));
	CU_ASSERT_TRUE(break_says(&sample, "SKR-REVOKE", VERDICT_FAIL,
		"8 bundles, and a schema of 9 slots"));
	sample_clear(&sample);
}

/* The same tag under another algorithm is no collision. */
static void
other_algorithm(void)
{
	struct sample sample;
	struct ksr_key *key;

	sample_init(&sample);
	key = &sample.request.bundles[4].keys[0];
	force_tag(key, 37000);
	sample_run(&sample);
	CU_ASSERT_TRUE(break_says(&sample, "KEY-TAGS", VERDICT_FAIL, "37000"));
	key->dnskey.algorithm = 10;
	force_tag(key, 37000);
	sample_run(&sample);
	CU_ASSERT_TRUE(break_says(&sample, "KEY-TAGS", VERDICT_PASS, ""));
	sample_clear(&sample);
}

static const CU_TestInfo tests[] = {
	{"HSM-KEYS fails alone", each_alone},
	{"a revoked twin's tag", twin_collides},
	{"tags in a response", revoked_set_collides},
	{"tags without the key", tag_arithmetic},
	{"the same tag under another algorithm", other_algorithm},
	{"the size to the byte", size_to_the_byte},
	{"what the HSM was asked", hsm_looked_at},
	{"the schema fits", schema_fits},
	CU_TEST_INFO_NULL,
};

const struct test_suite suite_rules_plan = {"ksr/rules_plan", tests};
