#include "ceremony/ceremony.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "support/test.h"

extern const struct test_suite suite_ceremony;

static enum status
parse_text(struct ceremony *dst, const char *text, struct err *err)
{
	const struct xml_source source = {"c.xml", (const uint8_t *)text,
		strlen(text), 0};

	return ceremony_parse(dst, &source, err);
}

/* The shipped rehearsal; the caller clears. */
static struct ceremony
load_rehearsal(void)
{
	struct ceremony ceremony = {0};
	struct bytes bytes = {NULL, 0};
	struct err err;
	char *path = test_data("/../scripts/rehearsal.xml");
	enum status status = file_read(&bytes, path, XML_MAX_SIZE, &err);
	const struct xml_source source = {"rehearsal.xml", bytes.data,
		bytes.len, 0};

	if (status == STATUS_OK)
		status = ceremony_parse(&ceremony, &source, &err);
	if (status != STATUS_OK) {
		fprintf(stderr, "%s\n", err.text);
		abort();
	}
	bytes_clear(&bytes);
	free(path);
	return ceremony;
}

static struct script
load_script(void)
{
	struct script script = {0};
	struct err err;
	char *path = test_data("/../scripts/sign-ksr.xml");

	if (script_load(&script, NULL, path, &err) != STATUS_OK)
		abort();
	free(path);
	return script;
}

static void
has_the_roster(void)
{
	struct ceremony ceremony = load_rehearsal();
	size_t i, confirm = 0;

	CU_ASSERT_EQUAL(ceremony.person_count, 16);
	for (i = 0; i < ceremony.person_count; i++)
		confirm += ceremony.persons[i].confirms ? 1 : 0;
	CU_ASSERT_EQUAL(confirm, 9);
	i = ceremony_find_person(&ceremony, 0, "CO");
	CU_ASSERT_STRING_EQUAL(ceremony.persons[i].name, "Gus Exemplar");
	i = ceremony_find_person(&ceremony, i + 1, "CO");
	CU_ASSERT_STRING_EQUAL(ceremony.persons[i].name, "Dee Specimen");
	CU_ASSERT_EQUAL(ceremony_find_person(&ceremony, 0, "CO7"), 16);
	CU_ASSERT_TRUE(ceremony.paper_on_screen);
	ceremony_clear(&ceremony);
}

static void
fits_the_shipped_script(void)
{
	struct ceremony ceremony = load_rehearsal();
	struct script script = load_script();
	struct err err = {STATUS_OK, ""};

	CU_ASSERT_EQUAL(ceremony_check(&ceremony, &script, &err), STATUS_OK);
	CU_ASSERT_STRING_EQUAL(err.text, "");
	script_clear(&script);
	ceremony_clear(&ceremony);
}

static void
counts_rows(void)
{
	struct ceremony ceremony = load_rehearsal();
	struct script script = load_script();
	const struct step *cards = script_find_step(&script, "card-bag");
	const struct step *bags = script_find_step(&script, "bags-open");
	char label[60];

	CU_ASSERT_EQUAL(ceremony_row_count(&ceremony, cards), 4);
	ceremony_row_label(label, sizeof(label), &ceremony, cards, 1);
	CU_ASSERT_STRING_EQUAL(label, "CO3  Dee Specimen");
	CU_ASSERT_EQUAL(ceremony_row_person(&ceremony, cards, 3), 8);
	CU_ASSERT_EQUAL(ceremony_row_person(&ceremony, cards, 4), 16);
	CU_ASSERT_EQUAL(ceremony_row_count(&ceremony, bags), 4);
	ceremony_row_label(label, sizeof(label), &ceremony, bags, 0);
	CU_ASSERT_STRING_EQUAL(label, "Laptop");
	CU_ASSERT_EQUAL(ceremony_row_count(&ceremony,
		script_find_step(&script, "door-list")), 16);
	CU_ASSERT_EQUAL(ceremony_row_count(&ceremony,
		script_find_step(&script, "sign-in")), 9);
	CU_ASSERT_EQUAL(ceremony_row_count(&ceremony,
		script_find_step(&script, "gate")), 1);
	script_clear(&script);
	ceremony_clear(&ceremony);
}

static const char *
expected(const struct ceremony *ceremony, const struct script *script,
	const char *id, size_t row, size_t field)
{
	const struct step *step = script_find_step(script, id);

	return ceremony_expected_value(ceremony, step, row,
		&step->fields[field]);
}

static void
knows_what_is_expected(void)
{
	struct ceremony ceremony = load_rehearsal();
	struct script script = load_script();

	CU_ASSERT_STRING_EQUAL(expected(&ceremony, &script, "hsm-bag", 0, 0),
		"yes");
	CU_ASSERT_STRING_EQUAL(expected(&ceremony, &script, "hsm-bag", 0, 2),
		"K2093");
	CU_ASSERT_STRING_EQUAL(expected(&ceremony, &script, "card-bag", 2, 0),
		"TR51460074");
	CU_ASSERT_PTR_NULL(expected(&ceremony, &script, "hsm-connect", 0, 0));
	ceremony.token_serial = mem_string("9f310c77");
	CU_ASSERT_STRING_EQUAL(expected(&ceremony, &script, "hsm-connect", 0,
		0), "9f310c77");
	CU_ASSERT_PTR_NULL(expected(&ceremony, &script, "ksr-drive", 0, 1));
	ceremony_set_input(&ceremony, "ksr.xml", "ksr-a.xml", NULL);
	ceremony_set_input(&ceremony, "ksr.xml", "ksr-b.xml", NULL);
	CU_ASSERT_EQUAL(ceremony.input_count, 1);
	CU_ASSERT_STRING_EQUAL(expected(&ceremony, &script, "ksr-drive", 0, 1),
		"ksr-b.xml");
	ceremony_set_expected(&ceremony, "hsm-bag", 0, "whole", "no");
	CU_ASSERT_STRING_EQUAL(expected(&ceremony, &script, "hsm-bag", 0, 0),
		"no");
	script_clear(&script);
	ceremony_clear(&ceremony);
}

static void
written_is_read_again(void)
{
	struct ceremony ceremony = load_rehearsal(), read = {0};
	struct buf first = {0}, second = {0};
	const struct digest sha256 = digest_of("x", 1);
	struct err err;

	ceremony.number = 28;
	ceremony_set_input(&ceremony, "ksr.xml", "a&b<\">.xml", &sha256);
	ceremony_write(&first, &ceremony);
	CU_ASSERT_EQUAL_FATAL(parse_text(&read, buf_text(&first), &err),
		STATUS_OK);
	CU_ASSERT_EQUAL(read.number, 28);
	CU_ASSERT_STRING_EQUAL(ceremony_find_input(&read, "ksr.xml")->from,
		"a&b<\">.xml");
	CU_ASSERT_TRUE(ceremony_find_input(&read, "ksr.xml")->known);
	ceremony_write(&second, &read);
	CU_ASSERT_STRING_EQUAL(buf_text(&first), buf_text(&second));
	ceremony_clear(&ceremony);
	ceremony_clear(&read);
	buf_clear(&first);
	buf_clear(&second);
}

#define DATED(date) \
	"<ceremony number=\"1\" site=\"S\" mode=\"normal\" date=\"" date \
	"\" quarter=\"Q\" script=\"s\" policy=\"p\" profile=\"h\" " \
	"schema=\"n\"><token label=\"T\"/>\n"
#define HEAD DATED("2017-02-20")
#define CA "<person role=\"CA\" name=\"Ada Example\" confirms=\"yes\"/>\n"

static void
refused(const char *text, const char *reason)
{
	struct ceremony ceremony = {0};
	struct err err = {STATUS_OK, ""};

	CU_ASSERT_EQUAL(parse_text(&ceremony, text, &err), STATUS_INPUT);
	if (strstr(err.text, reason) == NULL)
		fprintf(stderr, "\"%s\" is not in \"%s\"\n", reason, err.text);
	CU_ASSERT_PTR_NOT_NULL(strstr(err.text, reason));
	CU_ASSERT_PTR_NULL(ceremony.persons);
}

static void
wrong_documents_are_refused(void)
{
	refused(HEAD CA CA "</ceremony>",
		"c.xml:3: role \"CA\" is there twice");
	refused(HEAD CA "<person role=\"IW\" name=\"Ada Example\" "
		"confirms=\"yes\"/></ceremony>", "the same name");
	refused(HEAD "<person role=\"CO\" name=\"A\" confirms=\"yes\"/>"
		"</ceremony>", "CO1 to CO7");
	refused(HEAD "<person role=\"QB\" name=\"A\" confirms=\"yes\"/>"
		"</ceremony>",
		"c.xml:2: role: \"QB\" is not known; allowed: CA");
	refused(HEAD "<person role=\"CA\" name=\"A\" confirms=\"1\"/>"
		"</ceremony>", "confirms: \"1\" is not known; allowed: no yes");
	refused(DATED("2017-02-30") CA "</ceremony>", "date: \"2017-02-30\"");
	refused(HEAD CA "<input name=\"x.xml\" from=\"y\"/></ceremony>",
		"name: \"x.xml\" is not known; allowed: ksr.xml previous-skr");
	refused(HEAD CA "<input name=\"ksr.xml\" from=\"y\" sha256=\"00\"/>"
		"</ceremony>", "64 hex digits");
	refused(HEAD CA "<list name=\"a\"><row label=\"x\"/></list>"
		"<list name=\"a\"><row label=\"x\"/></list></ceremony>",
		"list \"a\" is there twice");
	refused(HEAD CA
		"<expected step=\"a\" row=\"0\" field=\"f\" value=\"1\"/>"
		"<expected step=\"a\" row=\"0\" field=\"f\" value=\"2\"/>"
		"</ceremony>", "twice");
	refused(HEAD CA "<surprise/></ceremony>", "surprise");
}

#define TWO(role, name) \
	HEAD CA "<person role=\"" role "\" name=\"" name "\" " \
	"confirms=\"yes\"/></ceremony>"
#define ONE(name) \
	HEAD "<person role=\"CA\" name=\"" name "\" confirms=\"yes\"/>\n" \
	"</ceremony>"

/* However it is written, nobody is two people. */
static void
one_person_is_not_two(void)
{
	static const char same[] = "c.xml:3: CA \"Ada Example\" and IW \"";
	struct ceremony ceremony = {0};
	struct err err;

	refused(TWO("IW", "Ada Example"), same);
	refused(TWO("IW", "ada EXAMPLE"), same);
	refused(TWO("IW", "  Ada   Example "), same);
	refused(TWO("IW", "Ada&#9;&#10;Example"), same);
	refused(TWO("AUD", "ADA  Example"), "CA \"Ada Example\" and AUD "
		"\"ADA Example\" have the same name, but for case and blanks");
	refused(TWO("IW", "Ada\u00a0Example"),
		"c.xml:3: the name of IW holds U+00A0, which cannot be seen");
	refused(TWO("IW", "Ada Ex&#x200b;ample"), "holds U+200B");
	refused(ONE("Ada Example&#x202E;"),
		"c.xml:2: the name of CA holds U+202E");
	refused(ONE("A\u00adda"), "holds U+00AD");
	refused(ONE("Ada\ufeff"), "holds U+FEFF");
	CU_ASSERT_EQUAL_FATAL(parse_text(&ceremony, TWO("IW", "Ada Examples"),
		&err), STATUS_OK);
	CU_ASSERT_EQUAL(ceremony.person_count, 2);
	ceremony_clear(&ceremony);
	CU_ASSERT_EQUAL_FATAL(parse_text(&ceremony, ONE("\u00c4da  \u0141o"),
		&err), STATUS_OK);
	CU_ASSERT_STRING_EQUAL(ceremony.persons[0].name,
		"\u00c4da \u0141o");
	ceremony_clear(&ceremony);
}

/* The rehearsal does not fit the script after spoil; the reason is named. */
static void
does_not_fit(void (*spoil)(struct ceremony *), const char *reason)
{
	struct ceremony ceremony = load_rehearsal();
	struct script script = load_script();
	struct err err = {STATUS_OK, ""};

	spoil(&ceremony);
	CU_ASSERT_EQUAL(ceremony_check(&ceremony, &script, &err),
		STATUS_INPUT);
	if (strstr(err.text, reason) == NULL)
		fprintf(stderr, "\"%s\" is not in \"%s\"\n", reason, err.text);
	CU_ASSERT_PTR_NOT_NULL(strstr(err.text, reason));
	script_clear(&script);
	ceremony_clear(&ceremony);
}

static void
lose_officers(struct ceremony *ceremony)
{
	ceremony->persons[7].confirms = false;
	ceremony->persons[8].confirms = false;
}

static void
lose_list(struct ceremony *ceremony)
{
	ceremony->lists[0].name[0] = 'x';
}

static void
expect_row(struct ceremony *ceremony)
{
	ceremony_set_expected(ceremony, "card-bag", 4, "bag", "TR1234");
}

static void
expect_field(struct ceremony *ceremony)
{
	ceremony_set_expected(ceremony, "card-bag", 0, "bags", "TR1234");
}

static void
expect_step(struct ceremony *ceremony)
{
	ceremony_set_expected(ceremony, "card-bags", 0, "bag", "TR1234");
}

static void
expect_short(struct ceremony *ceremony)
{
	ceremony_set_expected(ceremony, "card-bag", 0, "bag", "TR1");
}

static void
what_is_missing_is_named(void)
{
	does_not_fit(lose_officers, "step 3.9 \"gate\": answers needs 3 CO "
		"with confirms=\"yes\", the ceremony file has 2");
	does_not_fit(lose_list, "step 1.1 \"cameras\": its table has no rows");
	does_not_fit(expect_row, "row 4 of step \"card-bag\"; allowed: 0 to 3");
	does_not_fit(expect_field, "has no field \"bags\"");
	does_not_fit(expect_step, "the script has no step \"card-bags\"");
	does_not_fit(expect_short, "four characters or more");
}

static const CU_TestInfo tests[] = {
	{"has the roster", has_the_roster},
	{"fits the shipped script", fits_the_shipped_script},
	{"counts rows", counts_rows},
	{"knows what is expected", knows_what_is_expected},
	{"written is read again", written_is_read_again},
	{"wrong documents are refused", wrong_documents_are_refused},
	{"one person is not two", one_person_is_not_two},
	{"what is missing is named", what_is_missing_is_named},
	CU_TEST_INFO_NULL,
};

const struct test_suite suite_ceremony = {"ceremony/ceremony", tests};
