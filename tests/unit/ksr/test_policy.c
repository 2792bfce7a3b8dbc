#include "ksr/policy.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/utc.h"
#include "document.h"
#include "support/test.h"

extern const struct test_suite suite_policy;

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))
#define DAY_S 86400

static enum status
parse(struct policy *dst, const char *text, struct err *err)
{
	struct xml_source source = document_source(text);

	return policy_parse(dst, &source, err);
}

static void
parse_data(struct policy *dst, const char *name)
{
	char *text = document_load(name);
	struct err err;

	if (parse(dst, text, &err) != STATUS_OK)
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
	CU_ASSERT_EQUAL(policy.algorithms[1].size_count, 0);
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

#define OFF "<off rule=\"SKR-REVOKE\" "
#define SLOT1 "<slot n=\"1\" publish=\"ksk-a ksk-b\" sign=\"ksk-b\"/>"
#define SLOT2 "<slot n=\"2\" publish=\"ksk-b\" revoke=\"ksk-a\""
#define SIGN2 "sign=\"ksk-a ksk-b\""

static const struct change refused[] = {
	{"zone=\"example.\"", "zone=\"a..b\"", "zone: "},
	{"<cycle min=\"P20D\" max=\"P20D\"/>", "",
		"request has no <cycle>; a rule is left out by <off>"},
	{"<safety publish=\"P10D\" retire=\"P10D\"/>", "",
		"request has no <safety>"},
	{"<cycle min=\"P20D\"", "<cycle min=\"P21D\"",
		"cycle: the minimum lies above the maximum"},
	{"<cycle min=\"P20D\"", "<cycle min=\"20 days\"", "min: "},
	{"<cycle min=\"P20D\"", "<cycle min=\"P1M\"", "min: "},
	{"<cycle ", "<cycle/><cycle ", "cycle"},
	{"<cycle ", "<circle ", "circle"},
	{"min-overlap=\"P9D\"", "min-overlap=\"P17D\"",
		"response overlap: the minimum lies above"},
	{"min-validity=\"P21D\"", "min-validity=\"P22D\"",
		"response validity: the minimum lies above"},
	{"count=\"3\"", "count=\"0\"", "count is 0, allowed are 1 to 100"},
	{"count=\"3\"", "count=\"101\"", "count is 101"},
	{"count=\"3\"", "count=\"4\"", "keys lists 3 slots, count is 4"},
	{"keys=\"2 1 2\"", "keys=\"2 x 2\"", "keys is \"x\""},
	{"keys=\"2 1 2\"", "keys=\"2 0 2\"", "keys is 0, allowed are 1"},
	{"keys=\"2 1 2\"", "keys=\" \"", "keys is empty"},
	{"distinct-keys=\"3\"", "distinct-keys=\"6\"",
		"distinct-keys is 6, all slots hold 5 together"},
	{"distinct-keys=\"3\"", "distinct-keys=\"1\"",
		"slot 1 has 2 keys, more than the 1 distinct-keys"},
	{"<request>", "<request max-size=\"67108865\">", "max-size is"},
	{"<request>", "<request max-size=\"12\">", "max-size is 12, allowed"},
	{"number=\"13\"", "number=\"8\"", "algorithm 8 stands here twice"},
	{"number=\"13\"", "number=\"5\"", "algorithm 5 (RSASHA1) is never"},
	{"number=\"13\"", "number=\"1\"", "algorithm 1 (RSAMD5) is never"},
	{"number=\"13\"", "number=\"99\"", "algorithm 99 is unknown; allowed"},
	{"number=\"13\"", "number=\"13\" sizes=\"\"", "sizes is empty"},
	{"number=\"13\"", "number=\"13\" sizes=\"256 -1\"", "sizes is \"-1\""},
	{OFF, "<off rule=\"KSR-EVERYTHING\" ",
		"rule \"KSR-EVERYTHING\" is unknown; allowed are KSR-DOMAIN"},
	{OFF, "<off rule=\"SKR-VERIFY\" ", "SKR-VERIFY can never be off"},
	{OFF, "<off rule=\"KSR-SYNTAX\" ", "KSR-SYNTAX can never be off"},
	{OFF, "<off rule=\"SKR-REVOKE\" reason=\"x\"/>" OFF,
		"SKR-REVOKE is off twice"},
	{"reason=\"three slots are shorter than 30 days\"", "reason=\"  \"",
		"SKR-REVOKE is off without a reason"},
	{"reason=\"three slots are shorter than 30 days\"", "reason=\"\"",
		"reason is empty"},
	{"ttl=\"3600\"", "ttl=\"2147483648\"", "ttl is 2147483648"},
	{"max-response=\"4096\"", "max-response=\"511\"",
		"max-response is 511, allowed are 512 to 65535"},
	{"name=\"ksk-b\"", "name=\"ksk-a\"", "KSK name ksk-a stands on line"},
	{"name=\"ksk-b\"", "name=\"ksk b\"", "KSK name \"ksk b\": allowed"},
	{"label=\"ksk-b\"", "label=\"ksk-a\"", "KSK label ksk-a is that of"},
	{"tag=\"", "tag=\"9", "tag is 9"},
	{"tag=\"", "tag=\"1\" label2=\"", "label2"},
	{"algorithm=\"8\" size=\"2048\"", "algorithm=\"7\" size=\"2048\"",
		"algorithm 7 (RSASHA1-NSEC3-SHA1) is never allowed"},
	{"algorithm=\"8\" size=\"2048\"", "algorithm=\"13\" size=\"256\"",
		"does not sign with algorithm 13 (ECDSAP256SHA256) yet"},
	{"algorithm=\"8\" size=\"2048\"", "algorithm=\"10\" size=\"2048\"",
		"the key tag of public-key is"},
	{"size=\"2048\"\n", "size=\"1024\"\n",
		"public-key has 2048 bits and exponent 65537, size and"},
	{"exponent=\"65537\" valid", "exponent=\"3\" valid",
		"size and exponent say 2048 and 3"},
	{"exponent=\"65537\" valid", "valid",
		"KSK ksk-a: an RSA key needs its exponent"},
	{"ds-sha256=\"", "ds-sha256=\"0", "allowed are 64 hex digits"},
	{"valid-until=\"2031", "valid-until=\"2027",
		"KSK ksk-a: valid-until is not after valid-from"},
	{"sign-from=\"2029", "sign-from=\"2028",
		"KSK ksk-b: sign-from lies outside"},
	{"valid-from=\"2028-01-01T00:00:00Z\"", "valid-from=\"2028-01-01\"",
		"valid-from: time \"2028-01-01\""},
	{"public-key=\"AwEAA", "public-key=\"AwEAB", "public-key"},
	{"public-key=\"AwEAA", "public-key=\"", "public-key: "},
	{"public-key=\"AwEAA", "public-key=\"!", "public-key: "},
	{"<schema name=\"normal\">", "<schema name=\"revoke\">",
		"schema name revoke stands on line"},
	{"<schema name=\"normal\">", "<schema name=\"a b\">",
		"schema name \"a b\": allowed"},
	{SLOT1, "", "schema revoke has no slot 1; it needs 1 to 3"},
	{SLOT1, SLOT1 SLOT1, "schema revoke gives slot 1 twice"},
	{SLOT1, "<slot n=\"1\" publish=\"ksk-c\" sign=\"ksk-b\"/>",
		"publish: KSK \"ksk-c\" is unknown; there are ksk-a ksk-b"},
	{SLOT1, "<slot n=\"1\" publish=\"ksk-a\"/>",
		"nothing signs but revoked KSKs"},
	{SLOT1, "<slot n=\"1\" sign=\"ksk-b ksk-b\"/>",
		"sign names ksk-b twice"},
	{SLOT1, "<slot n=\"0\" sign=\"ksk-b\"/>", "n has \"0\", allowed"},
	{SLOT1, "<slot n=\"1-4\" sign=\"ksk-b\"/>", "n has \"1-4\", allowed"},
	{SLOT1, "<slot n=\"1-\" sign=\"ksk-b\"/>", "n has \"1-\", allowed"},
	{SLOT1, "<slot n=\"2-1\" sign=\"ksk-b\"/>", "n has \"2-1\""},
	{SLOT1, "<slot n=\"-1\" sign=\"ksk-b\"/>", "n has \"-1\""},
	{SLOT1, "<slot n=\"99999999999999999999\" sign=\"ksk-b\"/>", "n has"},
	{SLOT1, "<slot n=\"1,2\" sign=\"ksk-b\"/>", "n has \"1,2\""},
	{SLOT1, "<slot n=\"\" sign=\"ksk-b\"/>", "n is empty"},
	{SLOT2, "<slot n=\"2\" publish=\"ksk-a ksk-b\" revoke=\"ksk-a\"",
		"ksk-a is published and revoked in one slot"},
	{SIGN2, "sign=\"ksk-b\"", "ksk-a is revoked but does not sign"},
	{SIGN2, "sign=\"ksk-a\"", "nothing signs but revoked KSKs"},
	{"</policy>", "<signing gate=\"operator\"/></policy>",
		"gate is \"operator\", allowed is \"ceremony\""},
	{"</policy>", "<signing gate=\"ceremony\"/><signing "
		"gate=\"ceremony\"/></policy>", "signing"},
	{"<policy ", "<!DOCTYPE policy><policy ", "document type"},
};

static void
refuses_with_reasons(void)
{
	char *text = document_load("policy-example.xml");
	struct policy policy;
	struct err err;
	size_t i;

	for (i = 0; i < COUNT(refused); i++) {
		char *changed = document_replace(text, refused[i].from,
			refused[i].to);
		enum status status = parse(&policy, changed, &err);

		CU_ASSERT_EQUAL(status, STATUS_INPUT);
		if (status == STATUS_OK) {
			printf("\n    taken: %s\n", refused[i].to);
			policy_clear(&policy);
		} else {
			CU_ASSERT(document_message(&err, refused[i].message));
		}
		free(changed);
	}
	free(text);
}

/* A DS that is not that of the public key. */
static void
compares_ds(void)
{
	char *text = document_load("policy-example.xml");
	char *digit = strstr(text, "ds-sha256=\"");
	struct policy policy;
	struct err err;

	CU_ASSERT_PTR_NOT_NULL_FATAL(digit);
	digit += strlen("ds-sha256=\"");
	*digit = *digit == '0' ? '1' : '0';
	CU_ASSERT_EQUAL(parse(&policy, text, &err), STATUS_INPUT);
	CU_ASSERT(document_message(&err, "ds-sha256 says otherwise"));
	free(text);
}

/* The same key under two names, told by its DS where no key is given. */
static void
refuses_one_key_twice(void)
{
	char *text = document_load("policy-golden.xml");
	char *changed = document_replace(text, "<schema ",
		"<ksk name='again' label='again' tag='1' algorithm='8' "
		"size='2048' exponent='3' valid-from='2009-01-01T00:00:00Z' "
		"ds-sha256='F40FACFD24EBF0BA0665356B13A568631BB46D01D7C079D65"
		"CECD4286057B2F0'/><schema ");
	struct policy policy;
	struct err err;

	CU_ASSERT_EQUAL(parse(&policy, changed, &err), STATUS_INPUT);
	CU_ASSERT(document_message(&err,
		"KSK again has the ds-sha256 of ksk1 (line 3"));
	free(changed);
	free(text);
}

static void
needs_a_ksk(void)
{
	char *text = document_load("policy-example.xml");
	char *end = strstr(text, "<ksk ");
	struct policy policy;
	struct err err;
	char *changed;

	CU_ASSERT_PTR_NOT_NULL_FATAL(end);
	*end = '\0';
	changed = mem_format("%s</policy>", text);
	CU_ASSERT_EQUAL(parse(&policy, changed, &err), STATUS_INPUT);
	CU_ASSERT(document_message(&err, "the policy has no <ksk>"));
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

	CU_ASSERT_EQUAL_FATAL(parse(&policy, text, &err), STATUS_OK);
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

	CU_ASSERT_EQUAL_FATAL(parse(&policy, text, &err), STATUS_OK);
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

	CU_ASSERT_EQUAL_FATAL(parse(&policy, text, &err), STATUS_OK);
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
	{"refuses with reasons", refuses_with_reasons},
	{"compares DS", compares_ds},
	{"refuses one key twice", refuses_one_key_twice},
	{"needs a KSK", needs_a_ksk},
	{"ships the root policy", ships_the_root_policy},
	{"ships the policy of 2017", ships_the_policy_of_2017},
	{"ships a rehearsal policy", ships_a_rehearsal_policy},
	CU_TEST_INFO_NULL,
};

const struct test_suite suite_policy = {"ksr/policy", tests};
