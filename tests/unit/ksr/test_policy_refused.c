#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "document.h"
#include "support/test.h"

extern const struct test_suite suite_policy_refused;

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
	{"<cycle ", "<cycle/><cycle ",
		"element cycle: its attributes are none"},
	{"<cycle ", "<cycle min=\"P20D\" max=\"P20D\"/>\n<cycle ",
		"<cycle> stands on line 6 already"},
	{"<ksk ", "<request/><ksk ", "<request> stands on line"},
	{"<response ", "<answer ", "answer"},
	{"<ksk ", "text<ksk ", "policy"},
	{" number=\"8\"", "",
		"here or in one of the 1 further elements algorithm"},
	{" ttl=\"3600\"", "",
		"element response: its attributes are publish-safety "},
	{SLOT1, "<slot sign=\"ksk-b\"/>", "further elements slot"},
	{"<ksk ", "<ksk colour=\"red\" ", "colour"},
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
	{" sizes=\"2048\"", "", "algorithm 8 (RSASHA256) has no sizes; RSA"},
	{" exponents=\"65537\"/>", "/>",
		"algorithm 8 (RSASHA256) has no exponents; RSA needs"},
	{"number=\"13\"", "number=\"10\"", "algorithm 10 (RSASHA512) has no "
		"sizes"},
	{"number=\"13\"", "number=\"13\" exponents=\"3\"",
		"algorithm 13 (ECDSAP256SHA256) has exponents; only RSA"},
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
	{"<algorithm number=\"8\" sizes=\"2048\" exponents=\"65537\"/>\n"
		"    <algorithm number=\"13\"/>", "",
		"request has no <algorithm>"},
	{"max-response=\"4096\"", "max-response=\"511\"",
		"max-response is 511, allowed are 512 to 65535"},
	{"name=\"ksk-b\"", "name=\"ksk-a\"", "KSK name ksk-a stands on line"},
	{"name=\"ksk-b\"", "name=\"ksk b\"", "KSK name \"ksk b\": allowed"},
	{"label=\"ksk-b\" ", "",
		"here or in one of the 1 further elements ksk"},
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
	{"valid-until=\"2031", "valid-until=\"2028",
		"KSK ksk-a: valid-until is not after valid-from"},
	{"sign-from=\"2029", "sign-from=\"2028",
		"KSK ksk-b: sign-from lies outside"},
	{"valid-until=\"2031", "sign-from=\"2031-01-01T00:00:00Z\" "
		"valid-until=\"2031", "KSK ksk-a: sign-from lies outside"},
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
	{SLOT1, "<slot n=\"+1\" sign=\"ksk-b\"/>", "n has \"+1\""},
	{SLOT1, "<slot n=\"1-+1\" sign=\"ksk-b\"/>", "n has \"1-+1\""},
	{SLOT1, "<slot n=\"1,2\" sign=\"ksk-b\"/>", "n has \"1,2\""},
	{SLOT1, "<slot n=\"\" sign=\"ksk-b\"/>", "n is empty"},
	{SLOT2, "<slot n=\"2\" publish=\"ksk-a ksk-b\" revoke=\"ksk-a\"",
		"ksk-a is published and revoked in one slot"},
	{SIGN2, "sign=\"ksk-b\"", "ksk-a is revoked but does not sign"},
	{SIGN2, "sign=\"ksk-a\"", "nothing signs but revoked KSKs"},
	{"</policy>", "<signing gate=\"operator\"/></policy>",
		"gate is \"operator\", allowed is \"ceremony\""},
	{"</policy>", "<signing gate=\"ceremony\"/><signing "
		"gate=\"ceremony\"/></policy>",
		"<signing> stands on line"},
	{"<policy ", "<!DOCTYPE policy><policy ", "document type"},
};

static void
refuses_with_reasons(void)
{
	char *text = document_load("policy-example.xml");
	struct policy policy;
	struct err err;
	size_t i;

	for (i = 0; i < sizeof(refused) / sizeof(refused[0]); i++) {
		char *changed = document_replace(text, refused[i].from,
			refused[i].to);
		enum status status = document_policy(&policy, changed, &err);

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

/* Spellings and limits that are allowed still. */
static const struct change legal[] = {
	{"<cycle min=\"P20D\"", "<cycle min=\" P20D\n\"", NULL},
	{"<cycle min=\"P20D\"", "<cycle min=\"PT480H\"", NULL},
	{"count=\"3\"", "count=\" 03 \"", NULL},
	{"keys=\"2 1 2\"", "keys=\"\t3 01  2 \"", NULL},
	{"distinct-keys=\"3\"", "distinct-keys=\"5\"", NULL},
	{"distinct-keys=\"3\"", "distinct-keys=\"2\"", NULL},
	{"valid-from=\"2029-01-01T00:00:00Z\"",
		"valid-from=\"2029-10-01T00:00:00+00:00\"", NULL},
	{"number=\"13\"", "number=\"13\" sizes=\"256 384\"", NULL},
	{"<request>", "<request max-size=\"67108864\">", NULL},
	{"max-response=\"4096\"", "max-response=\"512\"", NULL},
	{" max-response=\"4096\"", "", NULL},
	{SLOT1, "<slot n=\"1-1\" sign=\"ksk-b\"/>", NULL},
	{"</policy>", "<signing gate=\"ceremony\"/></policy>", NULL},
};

static void
takes_what_is_legal(void)
{
	char *text = document_load("policy-example.xml");
	struct policy policy;
	struct err err;
	size_t i;

	for (i = 0; i < sizeof(legal) / sizeof(legal[0]); i++) {
		char *changed = document_replace(text, legal[i].from,
			legal[i].to);
		enum status status = document_policy(&policy, changed, &err);

		CU_ASSERT_EQUAL(status, STATUS_OK);
		if (status == STATUS_OK)
			policy_clear(&policy);
		else
			printf("\n    %s: %s\n", legal[i].to, err.text);
		free(changed);
	}
	free(text);
}

static void
refuse_more(const struct buf *more, const char *message)
{
	char *text = document_load("policy-example.xml");
	struct policy policy;
	struct err err;
	char *changed;

	changed = document_replace(text, "</policy>", buf_text(more));
	CU_ASSERT_EQUAL(document_policy(&policy, changed, &err), STATUS_INPUT);
	CU_ASSERT(document_message(&err, message));
	free(changed);
	free(text);
}

static void
bounds_the_inventory(void)
{
	struct buf schemas = {0};
	struct buf ksks = {0};
	int i;

	for (i = 0; i < 63; i++) {
		buf_add_format(&schemas, "<schema name='s%d'><slot n='1-3' "
			"sign='ksk-b'/></schema>", i);
		buf_add_format(&ksks, "<ksk name='k%d' label='k%d' tag='1' "
			"algorithm='8' size='2048' exponent='3' "
			"valid-from='2029-01-01T00:00:00Z' "
			"ds-sha256='%064d'/>", i, i, i);
	}
	buf_add_text(&schemas, "</policy>");
	buf_add_text(&ksks, "</policy>");
	refuse_more(&schemas, "more than 64 schemas");
	refuse_more(&ksks, "more than 32 KSKs");
	buf_clear(&schemas);
	buf_clear(&ksks);
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
	CU_ASSERT_EQUAL(document_policy(&policy, text, &err), STATUS_INPUT);
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

	CU_ASSERT_EQUAL(document_policy(&policy, changed, &err), STATUS_INPUT);
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
	CU_ASSERT_EQUAL(document_policy(&policy, changed, &err), STATUS_INPUT);
	CU_ASSERT(document_message(&err, "the policy has no <ksk>"));
	free(changed);
	free(text);
}

static const CU_TestInfo tests[] = {
	{"refuses with reasons", refuses_with_reasons},
	{"takes what is legal", takes_what_is_legal},
	{"bounds the inventory", bounds_the_inventory},
	{"compares DS", compares_ds},
	{"refuses one key twice", refuses_one_key_twice},
	{"needs a KSK", needs_a_ksk},
	CU_TEST_INFO_NULL,
};

const struct test_suite suite_policy_refused = {"ksr/policy refused", tests};
