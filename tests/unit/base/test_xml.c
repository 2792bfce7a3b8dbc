#include "base/xml.h"

#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/grammars.h"
#include "support/test.h"

extern const struct test_suite suite_xml;

static enum status
parse(const char *text, size_t len, struct err *err)
{
	struct xml_source source = {"a.xml", (const uint8_t *)text, len, 0};
	struct xml_doc *doc = NULL;
	enum status status = xml_parse(&doc, &source, "ksr", err);

	xml_free(doc);
	return status;
}

/* Refused for exactly this reason. */
static const struct refusal {
	const char *text;
	const char *reason;
} refusals[] = {
	{"", "a.xml: the file is empty"},
	{"plain", "a.xml:1: Start tag expected, '<' not found"},
	{"<KSR>\n<a></KSR>", "a.xml:2: Opening and ending tag mismatch: a "
			     "line 2 and KSR"},
	{"<KSR/>\n<KSR/>", "a.xml:2: Extra content at the end of the document"},
	{"<KSR a='1' a='2'/>", "a.xml:1: Attribute a redefined"},
	{"<KSR>&lol;</KSR>", "a.xml:1: Entity 'lol' not defined"},
	{"<KSR>\n\xff</KSR>", "a.xml:2: byte 0xff is not UTF-8 text"},
	{"\xff\xfe<", "a.xml:1: byte 0xff is not UTF-8 text"},
	{"<?xml version='1.0' encoding='ISO-8859-1'?><KSR/>",
		"a.xml:1: the encoding must be UTF-8"},
	{"<!DOCTYPE KSR><KSR/>",
		"a.xml:1: a document type (DOCTYPE) is not allowed"},
	{"<!DOCTYPE KSR SYSTEM 'file:///etc/passwd'><KSR/>",
		"a.xml:1: a document type (DOCTYPE) is not allowed"},
	{"\n<!DOCTYPE KSR [<!ENTITY a 'b'>]><KSR>&a;</KSR>",
		"a.xml:2: a document type (DOCTYPE) is not allowed"},
	{"<?xml-stylesheet href='a'?><KSR/>",
		"a.xml:1: a processing instruction is not allowed"},
};

static void
refuses_with_one_reason(void)
{
	size_t i;

	for (i = 0; i < sizeof(refusals) / sizeof(refusals[0]); i++) {
		const char *text = refusals[i].text;
		struct err err = {0};

		CU_ASSERT_EQUAL(parse(text, strlen(text), &err), STATUS_INPUT);
		CU_ASSERT_STRING_EQUAL(err.text, refusals[i].reason);
	}
}

static void
reads_every_embedded_grammar(void)
{
	struct xml_source source = {"a.xml", (const uint8_t *)"<none/>", 7, 0};
	struct err err = {0};
	size_t i;

	CU_ASSERT_EQUAL(grammar_count, 5);
	for (i = 0; i < grammar_count; i++) {
		struct xml_doc *doc = NULL;

		CU_ASSERT_EQUAL(xml_parse(&doc, &source, grammars[i].name,
			&err), STATUS_INPUT);
		CU_ASSERT_PTR_NULL(doc);
	}
	CU_ASSERT_EQUAL(parse("<none/>", 7, &err), STATUS_INPUT);
	CU_ASSERT_PTR_NOT_NULL(strstr(err.text, "none"));
}

static const CU_TestInfo tests[] = {
	{"refuses with one reason", refuses_with_one_reason},
	{"reads every embedded grammar", reads_every_embedded_grammar},
	CU_TEST_INFO_NULL,
};

const struct test_suite suite_xml = {"base/xml", tests};
