#include "break.h"

extern const struct test_suite suite_rules_revoke;

/* A KSK's whole life over eight quarters: B comes, signs, A is revoked and
 * goes. Every rule passes in each, for the request and for the answer. */
static void
life_of_a_ksk(void)
{
	static const char *const schemas[] = {"normal", "introduce", "hold",
		"roll", "rolled", "revoke", "after", "after"};
	struct sample sample;
	int i;

	sample_init(&sample);
	for (i = 1; i < 8; i++) {
		sample_set_quarter(&sample, i, schemas[i - 1], schemas[i]);
		sample_run(&sample);
		CU_ASSERT_TRUE(sample_only(&sample, NULL, NULL));
		sample_answer(&sample);
		sample_run_response(&sample);
		CU_ASSERT_TRUE(sample_only(&sample, NULL, NULL));
		sample.input.verify = true;
		sample.input.previous = NULL;
		sample.input.schema = NULL;
		sample_run_response(&sample);
		CU_ASSERT_TRUE(sample_only(&sample, NULL, NULL));
	}
	sample_clear(&sample);
}

/* A quarter after another, and what only SKR-REVOKE says of it; NULL: it
 * passes. */
static const struct quarter {
	const char *previous;
	const char *schema;
	const char *part;
} quarters[] = {
	{"rolled", "revoke-short", "bundle 4: KSK 36872 (ksk-a) is gone 20 "
		"days after it was revoked"},
	{"rolled", "revoke-three", NULL},
	{"rolled", "return", "bundle 7: KSK 36872 (ksk-a) returns unrevoked "
		"after it was revoked (and 2 more)"},
	{"revoke", "rolled", "bundle 1: KSK 36872 (ksk-a) returns"},
	{"revoke-last", "after", "bundle 1: KSK 36872 (ksk-a) is gone 11 days"},
	{"revoke-last", "revoke-on", NULL},
	{"rolled", "after", "bundle 1: KSK 36872 (ksk-a) was published before "
		"and vanishes"},
	{"normal", "after-20-days", "(ksk-b) is the sole signer, published for "
		"20 days; allowed is from 30 days on (RFC 5011 2.4.1)"},
	{"normal", "after-30-days", NULL},
	{"introduce", "rolled", NULL},
	{"double", "rolled", NULL},
};

static void
between_quarters(void)
{
	struct sample sample;
	bool as_wanted;
	size_t i;

	sample_init(&sample);
	for (i = 0; i < sizeof(quarters) / sizeof(quarters[0]); i++) {
		sample_set_quarter(&sample, 5, quarters[i].previous,
			quarters[i].schema);
		sample_run(&sample);
		as_wanted = sample_only(&sample, quarters[i].part == NULL ?
			NULL : "SKR-REVOKE", quarters[i].part);
		CU_ASSERT_TRUE(as_wanted);
		sample_answer(&sample);
		sample_run_response(&sample);
		as_wanted = sample_only(&sample, quarters[i].part == NULL ?
			NULL : "SKR-REVOKE", quarters[i].part);
		CU_ASSERT_TRUE(as_wanted);
	}
	sample_clear(&sample);
}

/* Thirty days to the second: the third slot begins one second early. */
static void
thirty_days(void)
{
	struct sample sample;

	sample_init(&sample);
	sample_set_quarter(&sample, 5, "rolled", "revoke-three");
	sample.request.bundles[4].inception_utc--;
	sample_run(&sample);
	CU_ASSERT_TRUE(break_says(&sample, "SKR-REVOKE", VERDICT_FAIL,
		"bundle 5: KSK 36872 (ksk-a) is gone 29 days 23:59:59"));
	sample_set_quarter(&sample, 5, "normal", "after-30-days");
	sample.request.bundles[3].inception_utc--;
	sample_run(&sample);
	CU_ASSERT_TRUE(break_says(&sample, "SKR-REVOKE", VERDICT_FAIL,
		"bundle 4: KSK"));
	sample_clear(&sample);
}

/* RFC 5011 2.1: a revocation that the key does not sign itself is none. */
static void
revoked_signs(void)
{
	struct sample sample;
	uint8_t *use;

	sample_init(&sample);
	sample_set_quarter(&sample, 5, "rolled", "revoke");
	use = &sample_schema(&sample, "revoke")->uses[4 * SAMPLE_KSKS];
	*use = KSK_REVOKE;
	sample_run(&sample);
	CU_ASSERT_TRUE(sample_only(&sample, "SKR-REVOKE",
		"bundle 5: KSK 36872 (ksk-a) is revoked and does not sign"));
	*use = KSK_REVOKE | KSK_SIGN | KSK_PUBLISH;
	sample_run(&sample);
	CU_ASSERT_TRUE(sample_only(&sample, "SKR-REVOKE",
		"revoked and unrevoked at once"));
	sample_clear(&sample);
}

/* A KSK of the previous SKR that the policy does not know must not vanish
 * either. */
static void
unknown_ksk(void)
{
	struct sample sample;

	sample_init(&sample);
	sample_set_quarter(&sample, 5, "hold", "normal");
	sample.policy.ksks[1].ds.bytes[0] ^= 1;
	sample_run(&sample);
	CU_ASSERT_TRUE(sample_only(&sample, "SKR-REVOKE",
		"(ksk-b) was published before and vanishes"));
	sample_clear(&sample);
}

/* Its tag is the unrevoked one, though the file shows it revoked only. */
static void
unknown_revoked(void)
{
	struct sample sample;
	int i;

	sample_init(&sample);
	for (i = 0; i < 8; i++)
		sample_schema(&sample, "revoke-last")->uses[i * SAMPLE_KSKS] =
			KSK_ABSENT;
	sample_set_quarter(&sample, 5, "revoke-last", "after");
	sample.policy.ksks[0].ds.bytes[0] ^= 1;
	sample_run(&sample);
	CU_ASSERT_TRUE(break_says(&sample, "SKR-REVOKE", VERDICT_FAIL,
		"KSK 36872 (ksk-a) is gone"));
	sample_clear(&sample);
}

static void
time_runs_forwards(void)
{
	struct sample sample;

	sample_init(&sample);
	sample.request.bundles[5].inception_utc =
		sample.request.bundles[4].inception_utc;
	sample_run(&sample);
	CU_ASSERT_TRUE(break_says(&sample, "SKR-REVOKE", VERDICT_FAIL,
		"bundle 6 does not begin after"));
	sample_clear(&sample);
}

/* verify without history judges what begins inside the file, nothing else. */
static const struct quarter blind[] = {
	{NULL, "normal", NULL},
	{NULL, "rolled", NULL},
	{NULL, "revoke-on", NULL},
	{NULL, "roll", NULL},
	{NULL, "after-20-days", NULL},
	{NULL, "revoke-short", "(ksk-a) is gone 20 days after"},
	{NULL, "return", "returns unrevoked"},
};

static void
without_history(void)
{
	struct sample sample;
	size_t i;

	sample_init(&sample);
	for (i = 0; i < sizeof(blind) / sizeof(blind[0]); i++) {
		sample_set_quarter(&sample, 5, NULL, blind[i].schema);
		sample_answer(&sample);
		sample.input.verify = true;
		sample_run_response(&sample);
		CU_ASSERT_TRUE(sample_only(&sample, blind[i].part == NULL ?
			NULL : "SKR-REVOKE", blind[i].part));
		if (blind[i].part == NULL)
			CU_ASSERT_TRUE(break_says(&sample, "SKR-REVOKE",
				VERDICT_PASS, "before this file not judged"));
		sample.input.verify = false;
		sample_run_response(&sample);
		CU_ASSERT_TRUE(break_says(&sample, "SKR-REVOKE", VERDICT_FAIL,
			""));
	}
	sample_clear(&sample);
}

/* What comes and signs alone inside the file is judged even so. */
static void
comes_within_the_file(void)
{
	struct sample sample;
	uint8_t *uses;

	sample_init(&sample);
	sample_set_quarter(&sample, 5, NULL, "after-20-days");
	uses = sample_schema(&sample, "after-20-days")->uses;
	uses[1] = KSK_ABSENT;
	sample_answer(&sample);
	sample.input.verify = true;
	sample_run_response(&sample);
	CU_ASSERT_TRUE(sample_only(&sample, "SKR-REVOKE",
		"bundle 3: KSK"));
	sample_clear(&sample);
}

static const CU_TestInfo tests[] = {
	{"the life of a KSK", life_of_a_ksk},
	{"from one quarter to the next", between_quarters},
	{"thirty days to the second", thirty_days},
	{"a revoked KSK signs", revoked_signs},
	{"a KSK that the policy does not know", unknown_ksk},
	{"one that it knows no more, revoked", unknown_revoked},
	{"time runs forwards", time_runs_forwards},
	{"verify without history", without_history},
	{"a KSK that comes within the file", comes_within_the_file},
	CU_TEST_INFO_NULL,
};

const struct test_suite suite_rules_revoke = {"ksr/rules_revoke", tests};
