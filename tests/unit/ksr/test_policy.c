#include "ksr/policy.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/utc.h"
#include "document.h"
#include "support/test.h"

extern const struct test_suite suite_policy;

#define DAY_S 86400

static void
parse_data(struct policy *dst, const char *name)
{
	char *text = document_load(name);
	struct err err;

	if (document_policy(dst, text, &err) != STATUS_OK)
		printf("\n    %s: %s\n", name, err.text);
	else
		CU_PASS("parsed");
	free(text);
	CU_ASSERT_PTR_NOT_NULL_FATAL(dst->zone);
}

static void
keeps_limits(void)
{
	struct policy policy = {0};

	parse_data(&policy, "policy-example.xml");
	CU_ASSERT_STRING_EQUAL(policy.zone, "example.");
	CU_ASSERT_EQUAL(policy.zone_name.labels, 1);
	CU_ASSERT_EQUAL(policy.max_size, XML_MAX_SIZE);
	CU_ASSERT_EQUAL(policy.bundles, 3);
	CU_ASSERT_EQUAL(policy.slot_keys[0], 2);
	CU_ASSERT_EQUAL(policy.slot_keys[1], 1);
	CU_ASSERT_EQUAL(policy.distinct_keys, 3);
	CU_ASSERT(policy.cycle.set && policy.interval.set);
	CU_ASSERT(policy.validity.set && policy.overlap.set);
	CU_ASSERT_EQUAL(policy.cycle.max_s, 20 * DAY_S);
	CU_ASSERT_EQUAL(policy.overlap.min_s, 9 * DAY_S);
	CU_ASSERT_EQUAL(policy.overlap.max_s, 16 * DAY_S);
	CU_ASSERT_EQUAL(policy.horizon_s, 180 * DAY_S);
	CU_ASSERT_EQUAL(policy.publish_safety_s, 10 * DAY_S);
	CU_ASSERT_EQUAL(policy.retire_safety_s, 10 * DAY_S);
	CU_ASSERT_EQUAL(policy.algorithm_count, 2);
	CU_ASSERT_EQUAL(policy.algorithms[0].sizes[0], 2048);
	CU_ASSERT_EQUAL(policy.algorithms[0].exponents[0], 65537);
	CU_ASSERT_EQUAL(policy.algorithms[1].number, 13);
	CU_ASSERT_EQUAL(policy.algorithms[1].size_count, 1);
	CU_ASSERT_EQUAL(policy.algorithms[1].sizes[0], 256);
	CU_ASSERT_FALSE(policy.gate_ceremony);
	policy_clear(&policy);
}

static void
keeps_the_response(void)
{
	struct policy policy = {0};

	parse_data(&policy, "policy-example.xml");
	CU_ASSERT_EQUAL(policy.ttl, 3600);
	CU_ASSERT_EQUAL(policy.response_publish_s, 0);
	CU_ASSERT_EQUAL(policy.response_retire_s, 28 * DAY_S);
	CU_ASSERT_EQUAL(policy.response_min_validity_s, 21 * DAY_S);
	CU_ASSERT_EQUAL(policy.response_max_validity_s, 21 * DAY_S);
	CU_ASSERT_EQUAL(policy.response_min_overlap_s, 9 * DAY_S);
	CU_ASSERT_EQUAL(policy.response_max_overlap_s, 16 * DAY_S);
	CU_ASSERT_EQUAL(policy.max_response, 4096);
	policy_clear(&policy);
}

static void
keeps_ksks(void)
{
	struct policy policy = {0};
	const struct policy_ksk *ksk;

	parse_data(&policy, "policy-example.xml");
	CU_ASSERT_EQUAL_FATAL(policy.ksk_count, 2);
	ksk = policy_find_ksk(&policy, "ksk-b");
	CU_ASSERT_PTR_NOT_NULL_FATAL(ksk);
	CU_ASSERT_STRING_EQUAL(ksk->label, "ksk-b");
	CU_ASSERT_EQUAL(ksk->bits, 2048);
	CU_ASSERT_EQUAL(ksk->exponent, 65537);
	CU_ASSERT_EQUAL(ksk->valid_until_utc, UTC_MAX);
	CU_ASSERT_EQUAL(ksk->sign_from_utc, 1885507200);
	CU_ASSERT_EQUAL(ksk->dnskey.flags, DNSKEY_KSK);
	CU_ASSERT_EQUAL(dnskey_tag(&ksk->dnskey), ksk->tag);
	CU_ASSERT_EQUAL(policy.ksks[0].sign_from_utc, 0);
	CU_ASSERT_EQUAL(policy.ksks[0].valid_until_utc, 1924992000);
	CU_ASSERT_PTR_NULL(policy_find_ksk(&policy, "ksk-c"));
	policy_clear(&policy);
}

/* A key is known by its DS, revoked or not; another one is not. */
static void
matches_by_ds(void)
{
	struct policy policy = {0};
	struct dnskey key = {0};

	parse_data(&policy, "policy-example.xml");
	dnskey_copy(&key, &policy.ksks[1].dnskey);
	CU_ASSERT_PTR_EQUAL(policy_match_ds(&policy, &key), &policy.ksks[1]);
	key.flags = DNSKEY_REVOKED_KSK;
	CU_ASSERT_PTR_EQUAL(policy_match_ds(&policy, &key), &policy.ksks[1]);
	key.public_key.data[9] ^= 1;
	CU_ASSERT_PTR_NULL(policy_match_ds(&policy, &key));
	dnskey_clear(&key);
	policy_clear(&policy);
}

static void
keeps_schemas(void)
{
	const struct policy_schema *schema;
	struct policy policy = {0};
	struct err err;

	parse_data(&policy, "policy-example.xml");
	CU_ASSERT_EQUAL_FATAL(policy_find_schema(&schema, &policy, "revoke",
		&err), STATUS_OK);
	CU_ASSERT_EQUAL(schema->slots, 3);
	CU_ASSERT_EQUAL(policy_use(&policy, schema, 0, 0), KSK_PUBLISH);
	CU_ASSERT_EQUAL(policy_use(&policy, schema, 0, 1),
		KSK_PUBLISH | KSK_SIGN);
	CU_ASSERT_EQUAL(policy_use(&policy, schema, 1, 0),
		KSK_REVOKE | KSK_SIGN);
	CU_ASSERT_EQUAL(policy_use(&policy, schema, 2, 0), KSK_ABSENT);
	CU_ASSERT_EQUAL(policy_use(&policy, schema, 3, 1), KSK_ABSENT);
	CU_ASSERT_EQUAL(policy_use(&policy, schema, 1, 2), KSK_ABSENT);
	CU_ASSERT_EQUAL_FATAL(policy_find_schema(&schema, &policy, "normal",
		&err), STATUS_OK);
	CU_ASSERT_EQUAL(policy_use(&policy, schema, 1, 1),
		KSK_PUBLISH | KSK_SIGN);
	policy_clear(&policy);
}

static void
names_the_schemas_there_are(void)
{
	const struct policy_schema *schema;
	struct policy policy = {0};
	struct err err;

	parse_data(&policy, "policy-example.xml");
	CU_ASSERT_EQUAL(policy_find_schema(&schema, &policy, NULL, &err),
		STATUS_USAGE);
	CU_ASSERT_STRING_EQUAL(err.text, "the policy has several schemas, "
		"name one of: revoke normal");
	CU_ASSERT_EQUAL(policy_find_schema(&schema, &policy, "roll", &err),
		STATUS_USAGE);
	CU_ASSERT_STRING_EQUAL(err.text, "schema \"roll\" is not in the "
		"policy, which has: revoke normal");
	policy_clear(&policy);
}

static void
takes_the_only_schema(void)
{
	const struct policy_schema *schema;
	struct policy policy = {0};
	struct err err;

	parse_data(&policy, "policy-golden.xml");
	CU_ASSERT_EQUAL_FATAL(policy_find_schema(&schema, &policy, NULL, &err),
		STATUS_OK);
	CU_ASSERT_STRING_EQUAL(schema->name, "normal");
	CU_ASSERT_EQUAL(policy.max_response, 1452);
	CU_ASSERT_EQUAL(policy.overlap.min_s, 5 * DAY_S - 1);
	CU_ASSERT_EQUAL(policy.off_count, 8);
	CU_ASSERT_STRING_EQUAL(policy_off_reason(&policy, "KSR-ID"),
		"there is no previous SKR");
	CU_ASSERT_PTR_NULL(policy_off_reason(&policy, "KSR-DOMAIN"));
	policy_clear(&policy);
}

/* A policy for verifying only has no schema. */
static void
says_that_there_is_no_schema(void)
{
	char *text = document_load("policy-golden.xml");
	char *end = strstr(text, "<schema ");
	const struct policy_schema *schema;
	struct policy policy;
	struct err err;
	char *changed;

	CU_ASSERT_PTR_NOT_NULL_FATAL(end);
	*end = '\0';
	changed = mem_format("%s</policy>", text);
	CU_ASSERT_EQUAL_FATAL(document_policy(&policy, changed, &err),
		STATUS_OK);
	CU_ASSERT_EQUAL(policy_find_schema(&schema, &policy, NULL, &err),
		STATUS_USAGE);
	CU_ASSERT_STRING_EQUAL(err.text, "the policy has no schema");
	policy_clear(&policy);
	free(changed);
	free(text);
}

static void
ships_the_root_policy(void)
{
	const struct policy_schema *schema;
	struct policy policy = {0};
	char *text = document_at("../policies/root.xml");
	struct err err;

	CU_ASSERT_EQUAL_FATAL(document_policy(&policy, text, &err), STATUS_OK);
	CU_ASSERT_EQUAL(policy.ksk_count, 3);
	CU_ASSERT_EQUAL(policy.ksks[2].dnskey.public_key.len, 260);
	CU_ASSERT(policy.gate_ceremony);
	CU_ASSERT_EQUAL(policy.schema_count, 5);
	CU_ASSERT_EQUAL_FATAL(policy_find_schema(&schema, &policy, "revoke",
		&err), STATUS_OK);
	CU_ASSERT_EQUAL(policy_use(&policy, schema, 7, 1),
		KSK_REVOKE | KSK_SIGN);
	CU_ASSERT_EQUAL(policy_use(&policy, schema, 8, 1), KSK_ABSENT);
	policy_clear(&policy);
	free(text);
}

static void
ships_the_policy_of_2017(void)
{
	const struct policy_schema *schema;
	struct policy policy = {0};
	char *text = document_at("../policies/root-2017.xml");
	struct err err;

	CU_ASSERT_EQUAL_FATAL(document_policy(&policy, text, &err), STATUS_OK);
	CU_ASSERT_EQUAL(policy_find_schema(&schema, &policy, NULL, &err),
		STATUS_OK);
	CU_ASSERT_EQUAL(policy.ksks[0].tag, 19036);
	policy_clear(&policy);
	free(text);
}

static void
ships_a_rehearsal_policy(void)
{
	char *text = document_at("../policies/rehearsal.xml");
	struct policy policy = {0};
	struct err err;

	CU_ASSERT_EQUAL_FATAL(document_policy(&policy, text, &err), STATUS_OK);
	CU_ASSERT_PTR_NOT_NULL(policy_find_ksk(&policy, "training-ksk"));
	CU_ASSERT(policy.gate_ceremony);
	policy_clear(&policy);
	free(text);
}

static const CU_TestInfo tests[] = {
	{"keeps limits", keeps_limits},
	{"keeps the response", keeps_the_response},
	{"keeps KSKs", keeps_ksks},
	{"matches by DS", matches_by_ds},
	{"keeps schemas", keeps_schemas},
	{"names the schemas there are", names_the_schemas_there_are},
	{"takes the only schema", takes_the_only_schema},
	{"says that there is no schema", says_that_there_is_no_schema},
	{"ships the root policy", ships_the_root_policy},
	{"ships the policy of 2017", ships_the_policy_of_2017},
	{"ships a rehearsal policy", ships_a_rehearsal_policy},
	CU_TEST_INFO_NULL,
};

const struct test_suite suite_policy = {"ksr/policy", tests};
