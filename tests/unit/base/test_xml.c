#include "base/xml.h"

#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/file.h"
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
	/* What stands inside is not even read. */
	{"<!DOCTYPE KSR [<!ENTITY",
		"a.xml:1: a document type (DOCTYPE) is not allowed"},
	{"<KSR xmlns='urn:x'/>", "a.xml:1: a namespace is not allowed"},
	{"<KSR xmlns:a='urn:x'/>", "a.xml:1: a namespace is not allowed"},
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

	CU_ASSERT_EQUAL(grammar_count, 6);
	for (i = 0; i < grammar_count; i++) {
		struct xml_doc *doc = NULL;

		CU_ASSERT_EQUAL(xml_parse(&doc, &source, grammars[i].name,
			&err), STATUS_INPUT);
		CU_ASSERT_PTR_NULL(doc);
	}
	CU_ASSERT_EQUAL(parse("<none/>", 7, &err), STATUS_INPUT);
	CU_ASSERT_PTR_NOT_NULL(strstr(err.text, "none"));
}

/* head, piece count times, tail. */
static enum status
parse_repeated(const char *head, const char *piece, size_t count,
	const char *tail, struct err *err)
{
	struct buf text = {0};
	enum status status;

	buf_add_text(&text, head);
	while (count-- > 0)
		buf_add_text(&text, piece);
	buf_add_text(&text, tail);
	status = parse((const char *)text.data, text.len, err);
	buf_clear(&text);
	return status;
}

#define NINE "<a/><a/><a/><a/><a/><a/><a/><a/><a/>"

/* Each bound is met by the last document that passes it: that one is refused
 * by the grammar, the next by the bound. */
static const struct bound {
	const char *head, *piece, *tail;
	size_t most;
	const char *reason;
} bounds[] = {
	{"", "<KSR>", "<", 32, "nested too deeply"},
	{"<KSR>", "<a/>", "</KSR>", 4000, "too many elements side by side"},
	/* 3 nodes and 2857 times 21 are 60000. */
	{"<KSR a='' b=''>", "<b><a/>" NINE NINE "<a/></b>", "</KSR>", 2857,
		"too many elements and attributes"},
	{"<KSR a='' b=''>", "<b c=''>" NINE NINE "<a/></b>", "</KSR>", 2857,
		"too many elements and attributes"},
	{"<KSR a=\"", "=", "\"/>", 999, "more than 1000 attributes"},
	{"<KSR a=\"", "&lt;", "\"/>", 4000, "more than 4000 references"},
	{"<KSR/>", " ", "", XML_MAX_SIZE - 6, "at most 1048576 are read"},
};

static void
keeps_its_bounds(void)
{
	size_t i;

	for (i = 0; i < sizeof(bounds) / sizeof(bounds[0]); i++) {
		const struct bound *bound = &bounds[i];
		struct err err = {0};

		CU_ASSERT_EQUAL(parse_repeated(bound->head, bound->piece,
			bound->most, bound->tail, &err), STATUS_INPUT);
		CU_ASSERT_PTR_NULL(strstr(err.text, bound->reason));
		CU_ASSERT_EQUAL(parse_repeated(bound->head, bound->piece,
			bound->most + 1, bound->tail, &err), STATUS_INPUT);
		CU_ASSERT_PTR_NOT_NULL(strstr(err.text, bound->reason));
	}
}

static struct xml_doc *
parse_profile(const char *text, struct err *err)
{
	struct xml_source source = {"p.xml", (const uint8_t *)text,
		strlen(text), 0};
	struct xml_doc *doc = NULL;

	if (xml_parse(&doc, &source, "profile", err) != STATUS_OK)
		return NULL;
	return doc;
}

static const char profile[] =
	"\xef\xbb\xbf<hsm-profile name='a &lt;&#xe9;&amp;&gt;'>\r\n"
	"<!-- one --><module path=\"/x\"/>\n\n"
	"  <login kind=''/><sign hash='host'/>\n"
	"</hsm-profile>\n<!-- end -->";

static void
walks_elements_only(void)
{
	static const char *const names[] = {"module", "login", "sign"};
	struct err err = {0};
	struct xml_doc *doc = parse_profile(profile, &err);
	const struct xml_node *root, *node;
	size_t i = 0;

	CU_ASSERT_PTR_NOT_NULL_FATAL(doc);
	root = xml_root(doc);
	CU_ASSERT_STRING_EQUAL(xml_name(root), "hsm-profile");
	CU_ASSERT_TRUE(xml_is(root, "hsm-profile"));
	CU_ASSERT_FALSE(xml_is(root, "hsm-profil"));
	for (node = xml_first(root); node != NULL; node = xml_next(node), i++)
		CU_ASSERT_STRING_EQUAL(xml_name(node), names[i]);
	CU_ASSERT_EQUAL(i, 3);
	CU_ASSERT_EQUAL(xml_line(xml_child(root, "module")), 2);
	CU_ASSERT_EQUAL(xml_line(xml_child(root, "sign")), 4);
	CU_ASSERT_PTR_NULL(xml_child(root, "token"));
	CU_ASSERT_PTR_NULL(xml_first(xml_child(root, "sign")));
	xml_free(doc);
	xml_free(NULL);
}

static void
reads_attributes(void)
{
	struct err err = {0};
	struct xml_doc *doc = parse_profile(profile, &err);
	const struct xml_node *root;

	CU_ASSERT_PTR_NOT_NULL_FATAL(doc);
	root = xml_root(doc);
	CU_ASSERT_STRING_EQUAL(xml_attribute(root, "name"), "a <\u00e9&>");
	CU_ASSERT_STRING_EQUAL(xml_attribute(xml_child(root, "login"), "kind"),
		"");
	CU_ASSERT_PTR_NULL(xml_attribute(root, "kind"));
	xml_free(doc);
}

/* A value written in every way that XML has. */
static void
reads_text_around_comments(void)
{
	static const char policy[] =
		"<KSR id='a' domain='.' serial='0'><Request><RequestPolicy>"
		"<ZSK><PublishSafety>\n P<!-- c -->1<![CDATA[0]]>&#68;\t"
		"</PublishSafety>";
	struct buf text = {0};
	char *example = test_data("data/ksr-example.xml");
	struct bytes file = {0};
	struct xml_source source = {.name = "k.xml"};
	struct xml_doc *doc = NULL;
	const struct xml_node *node;
	struct err err = {0};
	char *value;

	CU_ASSERT_EQUAL_FATAL(file_read(&file, example, XML_MAX_SIZE, &err),
		STATUS_OK);
	buf_add_text(&text, policy);
	buf_add_text(&text, strstr((const char *)file.data, "<RetireSafety>"));
	source.data = text.data;
	source.len = text.len;
	CU_ASSERT_EQUAL_FATAL(xml_parse(&doc, &source, "ksr", &err),
		STATUS_OK);
	node = xml_first(xml_first(xml_first(xml_first(xml_root(doc)))));
	CU_ASSERT_STRING_EQUAL(xml_name(node), "PublishSafety");
	value = xml_text(node);
	CU_ASSERT_STRING_EQUAL(value, "P10D");
	free(value);
	xml_free(doc);
	buf_clear(&text);
	bytes_clear(&file);
	free(example);
}

static void
says_where_it_fails(void)
{
	struct err err = {0};
	struct xml_doc *doc = parse_profile(profile, &err);

	CU_ASSERT_PTR_NOT_NULL_FATAL(doc);
	CU_ASSERT_EQUAL(xml_fail(xml_child(xml_root(doc), "sign"), &err,
		"hash is \"%s\"", "\x1b[2J"), STATUS_INPUT);
	CU_ASSERT_STRING_EQUAL(err.text, "p.xml:4: hash is \"<1b>[2J\"");
	CU_ASSERT_EQUAL(err.status, STATUS_INPUT);
	xml_free(doc);
	CU_ASSERT_PTR_NULL(parse_profile("<hsm-profile name='a'>\n<module/>"
					 "</hsm-profile>", &err));
	CU_ASSERT_EQUAL(strncmp(err.text, "p.xml:2: element module: ", 25), 0);
}

static enum status
number(uint64_t *dst, const char *text, uint64_t max)
{
	struct err err = {0};
	struct xml_doc *doc = parse_profile(profile, &err);
	enum status status = xml_number(dst, xml_root(doc), "keyTag", text,
		max, &err);

	CU_ASSERT(status == STATUS_OK ||
		strncmp(err.text, "p.xml:1: keyTag is ", 19) == 0);
	xml_free(doc);
	return status;
}

static void
reads_numbers(void)
{
	static const char *const wrong[] = {
		"", " ", "-1", "+1", "1.0", "0x10", "1 2", "1e3", "\u0661",
	};
	uint64_t value = 7;
	size_t i;

	CU_ASSERT_EQUAL(number(&value, "65536", 65535), STATUS_INPUT);
	CU_ASSERT_EQUAL(number(&value, "18446744073709551616", UINT64_MAX),
		STATUS_INPUT);
	CU_ASSERT_EQUAL(number(&value, "5", 4), STATUS_INPUT);
	for (i = 0; i < sizeof(wrong) / sizeof(wrong[0]); i++)
		CU_ASSERT_EQUAL(number(&value, wrong[i], 9999), STATUS_INPUT);
	CU_ASSERT_EQUAL(value, 7);
	CU_ASSERT_EQUAL(number(&value, "65535", 65535), STATUS_OK);
	CU_ASSERT_EQUAL(value, 65535);
	CU_ASSERT_EQUAL(number(&value, "\n 05017\t", 65535), STATUS_OK);
	CU_ASSERT_EQUAL(value, 5017);
	CU_ASSERT_EQUAL(number(&value, "18446744073709551615", UINT64_MAX),
		STATUS_OK);
	CU_ASSERT_EQUAL(value, UINT64_MAX);
	CU_ASSERT_EQUAL(number(&value, "000", 0), STATUS_OK);
	CU_ASSERT_EQUAL(value, 0);
}

static const CU_TestInfo tests[] = {
	{"refuses with one reason", refuses_with_one_reason},
	{"reads every embedded grammar", reads_every_embedded_grammar},
	{"keeps its bounds", keeps_its_bounds},
	{"walks elements only", walks_elements_only},
	{"reads attributes", reads_attributes},
	{"reads text around comments", reads_text_around_comments},
	{"says where it fails", says_where_it_fails},
	{"reads numbers", reads_numbers},
	CU_TEST_INFO_NULL,
};

const struct test_suite suite_xml = {"base/xml", tests};
