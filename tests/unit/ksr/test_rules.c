#include "ksr/rules.h"

#include <stdio.h>
#include <string.h>

#include "break.h"

extern const struct test_suite suite_rules;

static void
sample_passes(void)
{
	struct sample sample;

	sample_init(&sample);
	sample_run(&sample);
	CU_ASSERT_EQUAL(sample.count, 21);
	CU_ASSERT_TRUE(sample_only(&sample, NULL, NULL));
	sample_answer(&sample);
	sample_run_response(&sample);
	CU_ASSERT_EQUAL(sample.count, 6);
	CU_ASSERT_TRUE(sample_only(&sample, NULL, NULL));
	sample_clear(&sample);
}

/* A response that lies about is not the plan. */
static void
request_is_planned(void)
{
	struct sample sample;

	sample_init(&sample);
	sample_answer(&sample);
	sample.response.bundles[4].keys[1].dnskey.flags = DNSKEY_REVOKED_KSK;
	sample_run(&sample);
	CU_ASSERT_TRUE(sample_only(&sample, NULL, NULL));
	sample_clear(&sample);
}

static void
found_by_name(void)
{
	CU_ASSERT_EQUAL(rule_count, 24);
	CU_ASSERT_PTR_EQUAL(rule_find("KSR-SYNTAX"), &rules[0]);
	CU_ASSERT_PTR_EQUAL(rule_find("SKR-MATCH"), &rules[23]);
	CU_ASSERT_PTR_NULL(rule_find("KSR-syntax"));
	CU_ASSERT_STRING_EQUAL(rule_group_name(RULE_TIMING), "timing");
}

/* Off shows what the verdict would have been. */
static void
off_keeps_the_verdict(void)
{
	const struct rule_result *result;
	struct sample sample;

	sample_init_policy(&sample, "</request>", "<off rule=\"KSR-ID\" "
		"reason=\"answered again\"/><off rule=\"SKR-SIZE\" "
		"reason=\"why not\"/></request>");
	break_text(&sample.request.id, sample.previous.id);
	sample_run(&sample);
	result = sample_result(&sample, "KSR-ID");
	CU_ASSERT_TRUE(result->off);
	CU_ASSERT_EQUAL(result->verdict, VERDICT_FAIL);
	CU_ASSERT_STRING_EQUAL(result->off_reason, "answered again");
	CU_ASSERT_PTR_NOT_NULL(strstr(result->reason, "the previous SKR's"));
	CU_ASSERT_STRING_EQUAL(rule_result_word(result), "OFF");
	result = sample_result(&sample, "SKR-SIZE");
	CU_ASSERT_TRUE(result->off);
	CU_ASSERT_EQUAL(result->verdict, VERDICT_PASS);
	CU_ASSERT_EQUAL(rules_verdict(sample.results, sample.count),
		VERDICT_PASS);
	sample_clear(&sample);
}

/* A policy struct that says so does not switch those off that never are. */
static void
never_off(void)
{
	static const char *const names[] = {"KSR-SYNTAX", "KSR-BUNDLE-UNIQUE",
		"SKR-VERIFY", "SKR-ANCHOR", "SKR-MATCH"};
	static char reason[] = "reason";
	struct policy_off off = {.reason = reason};
	struct rule_result *results;
	struct sample sample;
	size_t i, j;

	sample_init(&sample);
	sample_answer(&sample);
	sample.policy.off = &off;
	sample.policy.off_count = 1;
	for (i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
		off.rule = (char *)(uintptr_t)names[i];
		if (rule_find(names[i])->of_response)
			sample_run_response(&sample);
		else
			sample_run(&sample);
		CU_ASSERT_FALSE(sample_result(&sample, names[i])->off);
		results = sample.results;
		for (j = 0; results[j].rule != rule_find(names[i]); j++)
			continue;
		results[j].off = true;
		CU_ASSERT_EQUAL(rules_verdict(results, sample.count),
			VERDICT_FAIL);
	}
	sample.policy.off = NULL;
	sample.policy.off_count = 0;
	sample_clear(&sample);
}

/* Only the named rule is asked again. */
static void
one_again(void)
{
	struct sample sample;

	sample_init(&sample);
	sample.input.hsm = NULL;
	sample_run(&sample);
	CU_ASSERT_EQUAL(rules_verdict(sample.results, sample.count),
		VERDICT_NONE);
	sample.input.hsm = sample.hsm;
	break_text(&sample.request.id, sample.previous.id);
	rules_run_again(sample.results, sample.count, "HSM-KEYS",
		&sample.input);
	CU_ASSERT_TRUE(sample_only(&sample, NULL, NULL));
	sample.hsm[0].verdict = VERDICT_FAIL;
	rules_run_again(sample.results, sample.count, "HSM-KEYS",
		&sample.input);
	CU_ASSERT_EQUAL(sample_result(&sample, "HSM-KEYS")->verdict,
		VERDICT_FAIL);
	CU_ASSERT_EQUAL(rules_verdict(sample.results, sample.count),
		VERDICT_FAIL);
	rules_run_again(sample.results, sample.count, "KSR-ID",
		&sample.input);
	CU_ASSERT_EQUAL(sample_result(&sample, "KSR-ID")->verdict,
		VERDICT_FAIL);
	sample_clear(&sample);
}

/* Anything but each rule once, judged, is no PASS. */
static void
verdict_needs_all(void)
{
	struct rule_result none[24] = {0};
	struct rule_result kept;
	struct sample sample;

	sample_init(&sample);
	sample_run(&sample);
	CU_ASSERT_EQUAL(rules_verdict(none, 0), VERDICT_NONE);
	CU_ASSERT_EQUAL(rules_verdict(none, 21), VERDICT_NONE);
	CU_ASSERT_EQUAL(rules_verdict(sample.results, 20), VERDICT_NONE);
	CU_ASSERT_EQUAL(rules_verdict(sample.results, 6), VERDICT_NONE);
	sample.results[21] = sample.results[0];
	sample.results[21].rule = rule_find("SKR-MATCH");
	CU_ASSERT_EQUAL(rules_verdict(sample.results, 22), VERDICT_NONE);
	kept = sample.results[3];
	sample.results[3] = sample.results[4];
	CU_ASSERT_EQUAL(rules_verdict(sample.results, 21), VERDICT_NONE);
	sample.results[3] = kept;
	CU_ASSERT_EQUAL(rules_verdict(sample.results, 21), VERDICT_PASS);
	sample.results[3].verdict = VERDICT_NONE;
	CU_ASSERT_EQUAL(rules_verdict(sample.results, 21), VERDICT_NONE);
	sample.results[5].verdict = VERDICT_FAIL;
	CU_ASSERT_EQUAL(rules_verdict(sample.results, 21), VERDICT_FAIL);
	sample_clear(&sample);
}

static void
all_none(const struct sample *sample)
{
	size_t i;

	for (i = 0; i < sample->count; i++) {
		CU_ASSERT_EQUAL(sample->results[i].verdict, VERDICT_NONE);
		CU_ASSERT_NOT_EQUAL(sample->results[i].reason[0], '\0');
	}
	CU_ASSERT_EQUAL(rules_verdict(sample->results, sample->count),
		VERDICT_NONE);
}

static void
nothing_to_judge(void)
{
	struct sample sample;

	sample_init(&sample);
	sample_answer(&sample);
	sample.input.request = NULL;
	sample_run(&sample);
	all_none(&sample);
	sample.input.request = &sample.request;
	sample.input.policy = NULL;
	sample_run(&sample);
	all_none(&sample);
	sample_run_response(&sample);
	all_none(&sample);
	sample.input.policy = &sample.policy;
	sample.input.response = NULL;
	sample_run_response(&sample);
	all_none(&sample);
	sample_clear(&sample);
}

/* Without a KSR verify says OFF; after signing that is no verdict. */
static void
match_without_request(void)
{
	const struct rule_result *result;
	struct sample sample;

	sample_init(&sample);
	sample_answer(&sample);
	sample.input.request = NULL;
	sample.input.verify = true;
	sample_run_response(&sample);
	result = sample_result(&sample, "SKR-MATCH");
	CU_ASSERT_TRUE(result->off);
	CU_ASSERT_EQUAL(result->verdict, VERDICT_NONE);
	CU_ASSERT_STRING_EQUAL(result->off_reason, "no KSR given");
	CU_ASSERT_EQUAL(rules_verdict(sample.results, sample.count),
		VERDICT_PASS);
	sample.input.verify = false;
	sample_run_response(&sample);
	CU_ASSERT_FALSE(sample_result(&sample, "SKR-MATCH")->off);
	CU_ASSERT_EQUAL(rules_verdict(sample.results, sample.count),
		VERDICT_NONE);
	sample_clear(&sample);
}

/* Long or hostile texts of a file never reach a screen as they are. */
static void
reasons_are_clean(void)
{
	char id[300];
	struct sample sample;
	const char *reason;

	sample_init(&sample);
	memset(id, 'x', sizeof(id));
	id[sizeof(id) - 1] = '\0';
	id[1] = '\033';
	id[2] = '\n';
	break_text(&sample.request.id, id);
	break_text(&sample.previous.id, id);
	break_text(&sample.request.domain, id);
	sample_run(&sample);
	reason = sample_result(&sample, "KSR-ID")->reason;
	CU_ASSERT_PTR_NULL(strchr(reason, '\033'));
	CU_ASSERT_PTR_NULL(strchr(reason, '\n'));
	CU_ASSERT_PTR_NOT_NULL(strstr(reason, "xxxxx..xxxxxxxxxxxx"));
	reason = sample_result(&sample, "KSR-DOMAIN")->reason;
	CU_ASSERT_PTR_NULL(strchr(reason, '\033'));
	sample_clear(&sample);
}

/* All are run, one failure hides nothing. */
static void
all_run(void)
{
	struct sample sample;

	sample_init(&sample);
	sample.request.zsk.max_validity_s++;
	break_text(&sample.request.id, sample.previous.id);
	sample.policy.max_response = 512;
	sample_run(&sample);
	CU_ASSERT_EQUAL(sample.count, 21);
	CU_ASSERT_TRUE(break_says(&sample, "KSR-ID", VERDICT_FAIL, ""));
	CU_ASSERT_TRUE(break_says(&sample, "KSR-POLICY-SIG-VALIDITY",
		VERDICT_FAIL, ""));
	CU_ASSERT_TRUE(break_says(&sample, "SKR-SIZE", VERDICT_FAIL,
		"(and 8 more)"));
	sample_clear(&sample);
}

/* A set of thousands of keys is refused, not verified key by key. */
static void
hostile_sets(void)
{
	struct sample sample;
	struct ksr_bundle *bundle;
	char id[32];
	int i;

	sample_init(&sample);
	bundle = &sample.request.bundles[8];
	for (i = 0; i < 3000; i++) {
		snprintf(id, sizeof(id), "key %d", i);
		break_text(&sample_add_key(bundle, &sample.zsks[3], 1)->id, id);
		bundle->keys[bundle->key_count - 1].dnskey.public_key
			.data[100] = (uint8_t)i;
		break_text(&sample_copy_signature(bundle)->id, id);
	}
	sample_run(&sample);
	CU_ASSERT_TRUE(break_says(&sample, "KSR-BUNDLE-POP", VERDICT_FAIL,
		"the set has 3002 keys"));
	CU_ASSERT_TRUE(break_says(&sample, "KSR-POLICY-SAFETY", VERDICT_FAIL,
		"bundle 9 has 3002 keys"));
	CU_ASSERT_TRUE(break_says(&sample, "KSR-POLICY-KEYS", VERDICT_FAIL,
		"bundle 9: 258 distinct keys"));
	sample_clear(&sample);
}

static const CU_TestInfo tests[] = {
	{"the sample passes every rule", sample_passes},
	{"a request is judged by its plan", request_is_planned},
	{"rules are found by name", found_by_name},
	{"off keeps what the verdict would be", off_keeps_the_verdict},
	{"some are never off", never_off},
	{"one rule again", one_again},
	{"a verdict needs all rules", verdict_needs_all},
	{"nothing to judge is no verdict", nothing_to_judge},
	{"SKR-MATCH without a KSR", match_without_request},
	{"reasons are clean", reasons_are_clean},
	{"all rules are run", all_run},
	{"hostile sets", hostile_sets},
	CU_TEST_INFO_NULL,
};

const struct test_suite suite_rules = {"ksr/rules", tests};
