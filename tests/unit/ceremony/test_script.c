#include "ceremony/script.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "base/text.h"
#include "support/test.h"

extern const struct test_suite suite_script;

#define SHIPPED "/../scripts/sign-ksr.xml"

/* The shipped script; the caller clears. */
static struct script
load_shipped(struct buf *flat)
{
	struct script script = {0};
	struct err err;
	char *path = test_data(SHIPPED);

	if (script_load(&script, flat, path, &err) != STATUS_OK) {
		fprintf(stderr, "%s\n", err.text);
		abort();
	}
	free(path);
	return script;
}

static void
has_the_sixty_steps(void)
{
	static const struct {
		size_t steps;
		unsigned minutes;
	} acts[] = {{13, 49}, {14, 49}, {17, 64}, {12, 63}, {4, 23}};
	struct script script = load_shipped(NULL);
	size_t i;

	CU_ASSERT_EQUAL(script.step_count, 60);
	CU_ASSERT_EQUAL_FATAL(script.act_count, 5);
	for (i = 0; i < 5; i++) {
		const struct act *act = &script.acts[i];
		size_t end = act->first + act->count;

		CU_ASSERT_EQUAL(act->count, acts[i].steps);
		CU_ASSERT_EQUAL(script_minutes_before(&script, end),
			script_minutes_before(&script, act->first) +
				acts[i].minutes);
	}
	CU_ASSERT_EQUAL(script_minutes_before(&script, 60), 4 * 60 + 8);
	script_clear(&script);
}

static void
numbers_are_computed(void)
{
	struct script script = load_shipped(NULL);
	const struct step *sign = script_find_step(&script, "sign");

	CU_ASSERT_PTR_NOT_NULL_FATAL(sign);
	CU_ASSERT_STRING_EQUAL(sign->number, "3.10");
	CU_ASSERT_EQUAL(script_step_index(&script, sign), 36);
	CU_ASSERT_STRING_EQUAL(sign->action->name, "sign");
	CU_ASSERT_PTR_NULL(script_find_step(&script, "no-such-step"));
	script_clear(&script);
}

static void
says_who_types(void)
{
	struct script script = load_shipped(NULL);
	const struct step *words = script_find_step(&script, "ksr-words");
	const struct step *gate = script_find_step(&script, "gate");

	CU_ASSERT_STRING_EQUAL(words->types, "CO");
	CU_ASSERT_EQUAL(words->words, WORDS_KSR);
	CU_ASSERT_EQUAL(words->blanks, 3);
	CU_ASSERT_STRING_EQUAL(gate->types, "IW");
	CU_ASSERT_STRING_EQUAL(gate->voices, "IW RZM CO CO CO");
	CU_ASSERT_EQUAL(gate->level, LEVEL_PIN);
	script_clear(&script);
}

/* Lines that text fills when it is wrapped at width. */
static size_t
wrapped_lines(const char *text, size_t width)
{
	size_t lines = 1, used = 0, len;
	const char *start;

	while ((text = text_next_word(text, &start, &len)) != NULL) {
		if (used > 0 && used + 1 + len > width) {
			lines++;
			used = 0;
		}
		used += (used > 0 ? 1 : 0) + len;
	}
	return lines;
}

/* Rows 7 to 20 of the screen: paragraphs with a blank row after each, fields,
 * a blank row, Done and Answered, a blank row, Next. */
static size_t
step_rows(const struct step *step)
{
	size_t i, rows = 0, len;
	const char *rest = step->answers, *start;

	for (i = 0; i < step->say_count; i++)
		rows += wrapped_lines(step->says[i].text, 70) + 1;
	if (step->field_count > 0 && step->rows == ROWS_NONE)
		rows += step->field_count + 1;
	while ((rest = text_next_word(rest, &start, &len)) != NULL)
		rows++;
	return rows + 1 + 1 + 1;
}

static void
each_step_fits_the_screen(void)
{
	struct script script = load_shipped(NULL);
	size_t i;

	for (i = 0; i < script.step_count; i++) {
		const struct step *step = &script.steps[i];

		if (strlen(step->title) > 44 || step_rows(step) > 14)
			fprintf(stderr, "%s %s: %zu rows\n", step->number,
				step->title, step_rows(step));
		CU_ASSERT(strlen(step->title) <= 44);
		CU_ASSERT(step_rows(step) <= 14);
		CU_ASSERT(text_is_ascii(step->title));
	}
	script_clear(&script);
}

static void
flattened_is_a_fixed_point(void)
{
	struct buf flat = {0}, again = {0};
	struct script script = load_shipped(&flat), read = {0};
	const struct xml_source source = {"script.xml", flat.data, flat.len, 0};
	struct err err;

	CU_ASSERT_PTR_NULL(strstr(buf_text(&flat), "<use"));
	CU_ASSERT_EQUAL_FATAL(script_parse(&read, &source, &err), STATUS_OK);
	script_write(&again, &read);
	CU_ASSERT_STRING_EQUAL(buf_text(&flat), buf_text(&again));
	CU_ASSERT(digest_equal(&script.sha256, &read.sha256));
	script_clear(&script);
	script_clear(&read);
	buf_clear(&flat);
	buf_clear(&again);
}

#define STEP(attributes, inside) \
	"<script name=\"t\" title=\"T\"><act n=\"1\" title=\"A\" short=\"A\">" \
	"\n<step id=\"a\" title=\"T\" minutes=\"1\" " attributes ">" \
	"<say role=\"CA\">Do it.</say>" inside "</step></act></script>"
#define PEOPLE "acts=\"CA\" answers=\"IW\" "
#define LOOK "kind=\"confirm\" level=\"key\" held=\"screen\" "
#define KIND(name) "kind=\"" name "\" level=\"key\" held=\"screen\" "
#define DEVICE KIND("device")
#define HOLD KIND("hold")
#define FIELD(id, kind, more) \
	"<field id=\"" id "\" label=\"F\" kind=\"" kind "\" " more "/>"
#define CHOICE(id, more) FIELD(id, "choice", more)
#define TEXT(id, more) FIELD(id, "text", more)

static void
refused(const char *text, const char *reason)
{
	const struct xml_source source = {"t.xml", (const uint8_t *)text,
		strlen(text), 0};
	struct script script = {0};
	struct err err = {STATUS_OK, ""};

	CU_ASSERT_EQUAL(script_parse(&script, &source, &err), STATUS_INPUT);
	if (strstr(err.text, reason) == NULL)
		fprintf(stderr, "\"%s\" is not in \"%s\"\n", reason, err.text);
	CU_ASSERT_PTR_NOT_NULL(strstr(err.text, reason));
	CU_ASSERT_PTR_NULL(script.steps);
}

static void
reads_a_small_script(void)
{
	static const char text[] = STEP(PEOPLE LOOK, "<see role=\"IW\">\n a"
		"\t&lt;b&gt;  \xe2\x80\xae\n</see>");
	const struct xml_source source = {"t.xml", (const uint8_t *)text,
		strlen(text), 0};
	struct script script = {0};
	struct err err;

	CU_ASSERT_EQUAL_FATAL(script_parse(&script, &source, &err), STATUS_OK);
	CU_ASSERT_EQUAL(script.steps[0].line, 2);
	CU_ASSERT_TRUE(script.steps[0].says[1].see);
	CU_ASSERT_STRING_EQUAL(script.steps[0].says[1].text, "a <b> <U+202E>");
	script_clear(&script);
}

static void
unknown_words_are_refused(void)
{
	refused(STEP(PEOPLE "kind=\"confrim\" level=\"key\" held=\"screen\"",
		""), "t.xml:2: kind: \"confrim\" is not known; allowed: "
		"confirm value table readback action clock device hold choice "
		"compare");
	refused(STEP(PEOPLE "kind=\"confirm\" level=\"pin\" held=\"screen\"",
		""), "level: \"pin\" is not known; allowed: key value PIN");
	refused(STEP(PEOPLE "kind=\"confirm\" level=\"key\" held=\"air\"", ""),
		"held: \"air\" is not known; allowed: screen paper after");
	refused(STEP("acts=\"CA\" answers=\"IW CO8\" " LOOK, ""),
		"answers: \"CO8\" is not known; allowed: CA IW SSC1");
	refused(STEP("acts=\"BOSS\" answers=\"IW\" " LOOK, ""),
		"acts: \"BOSS\" is not known");
	refused(STEP(PEOPLE LOOK "types=\"ME\"", ""), "types: \"ME\"");
	refused(STEP(PEOPLE LOOK "action=\"singe\"", ""),
		"t.xml:2: action: \"singe\" is not known; allowed: sign-in");
	refused(STEP(PEOPLE LOOK "rows=\"lists\"", ""), "rows: \"lists\"");
	refused(STEP(PEOPLE LOOK "words=\"kskr\"", ""),
		"words: \"kskr\" is not known; allowed: none ksr skr");
	refused(STEP(PEOPLE LOOK, "<see role=\"ME\">x</see>"),
		"role: \"ME\" is not known");
	refused(STEP(PEOPLE LOOK, "<field id=\"f\" label=\"F\" kind=\"int\"/>"),
		"kind: \"int\" is not known; allowed: text number time");
	refused(STEP(PEOPLE LOOK, "<field id=\"f\" label=\"F\" "
		"kind=\"text\" from=\"previous\"/>"), "without at");
	refused(STEP(PEOPLE LOOK, "<field id=\"f\" label=\"F\" "
		"kind=\"text\" at=\"bags/bag\"/>"),
		"at without from=\"previous\"");
	refused(STEP(PEOPLE LOOK, "<field id=\"f\" label=\"F\" "
		"kind=\"text\" from=\"previous\" at=\"bags/\"/>"),
		"at: \"bags/\"");
	refused(STEP(PEOPLE LOOK "colour=\"red\"", ""), "colour");
}

static void
clocks_have_one_mark(void)
{
	refused(STEP(PEOPLE "kind=\"clock\" level=\"key\" held=\"screen\"",
		"<field id=\"f\" label=\"F\" kind=\"time\"/>"),
		"t.xml:2: step \"a\": kind clock with 0 fields of kind mark; "
		"allowed: one, the last");
	refused(STEP(PEOPLE "kind=\"clock\" level=\"key\" held=\"screen\"",
		"<field id=\"f\" label=\"F\" kind=\"mark\"/>"
		"<field id=\"g\" label=\"G\" kind=\"date\"/>"),
		"kind clock with 1 fields of kind mark");
	refused(STEP(PEOPLE "kind=\"value\" level=\"key\" held=\"screen\"",
		"<field id=\"f\" label=\"F\" kind=\"mark\"/>"),
		"kind mark in a step of kind \"value\"; allowed: kind clock");
}

static void
kinds_have_their_own(void)
{
	refused(STEP(PEOPLE LOOK "drive=\"KSR\"", ""), "t.xml:2: step \"a\": "
		"drive in a step of kind \"confirm\"; allowed: kind device");
	refused(STEP(PEOPLE LOOK "wait=\"5\"", ""), "allowed: kind hold");
	refused(STEP(PEOPLE DEVICE "until=\"gone\"", ""), "without a drive");
	refused(STEP(PEOPLE DEVICE "drive=\"KSR\" until=\"out\"", ""),
		"until: \"out\" is not known; allowed: there gone");
	refused(STEP(PEOPLE DEVICE "drive=\"../etc\"", ""), "allowed: labels");
	refused(STEP(PEOPLE DEVICE "drive=\"A B\"", ""), "allowed: one label");
	refused(STEP(PEOPLE DEVICE "drive=\"KSR\" until=\"gone\" "
		"manifest=\"M\"", ""), "a drive that is gone");
	refused(STEP(PEOPLE KIND("choice"), CHOICE("f", "of=\"yes\"")),
		"field \"f\" with 1 answers in of; allowed: 2 to 9");
	refused(STEP(PEOPLE KIND("choice"), CHOICE("f", "of=\"a | A\"")),
		"of: \"A\"; allowed: words, each once");
	refused(STEP(PEOPLE KIND("choice"), CHOICE("f", "of=\"a | 2\"")),
		"no bare number");
	refused(STEP(PEOPLE KIND("choice"), CHOICE("f", "of=\"a|b\"")
		CHOICE("g", "of=\"a|b\"")), "kind choice; allowed: one field");
	refused(STEP(PEOPLE KIND("value"), TEXT("f", "of=\"a|b\"")),
		"none in others");
	refused(STEP(PEOPLE KIND("compare"), TEXT("f", "")), "kind compare; "
		"allowed: two fields of one kind");
	refused(STEP(PEOPLE KIND("compare"), TEXT("f", "")
		TEXT("g", "expected=\"x\"")), "the second without expected");
	refused(STEP(PEOPLE HOLD "wait=\"back\"", ""), "wait: \"back\"; "
		"allowed: minutes, or a field of this step");
	refused(STEP(PEOPLE HOLD "wait=\"15 minutes\"", ""), "t.xml:2");
	refused(STEP(PEOPLE HOLD "stay=\"IW XX\"", ""), "stay: \"XX\"");
}

static void
contradictions_are_refused(void)
{
	refused(STEP("acts=\"CA\" answers=\"IW CA\" " LOOK, ""),
		"CA acts and answers");
	refused(STEP(PEOPLE LOOK "words=\"ksr\"", ""), "kind readback");
	refused(STEP(PEOPLE LOOK "voices=\"IW\"", ""), "open-gate");
	refused(STEP(PEOPLE LOOK "action=\"open-gate\"", ""),
		"t.xml:2: step \"a\": open-gate with 0 voices; allowed: two");
	refused(STEP(PEOPLE LOOK "action=\"open-gate\" voices=\"IW\"", ""),
		"t.xml:2: step \"a\": open-gate with 1 voices; allowed: two");
	refused(STEP(PEOPLE "kind=\"readback\" level=\"key\" held=\"screen\"",
		""), "without words or fields");
	refused(STEP(PEOPLE "kind=\"readback\" level=\"key\" held=\"screen\" "
		"words=\"ksr\" blanks=\"33\"", ""), "33 blanks");
	refused(STEP(PEOPLE LOOK, "<field id=\"f\" label=\"F\" kind=\"text\"/>"
		"\n<field id=\"f\" label=\"F\" kind=\"text\"/>"),
		"t.xml:3: field id \"f\" is there twice");
	refused("<script name=\"t\" title=\"T\"><use module=\"m.xml\"/>"
		"</script>", "<use> in a flattened script");
	refused("<script name=\"t\" title=\"T\"><act n=\"2\" title=\"A\" "
		"short=\"A\"><step id=\"a\" title=\"T\" minutes=\"1\" " PEOPLE
		LOOK "><say role=\"CA\">x</say></step></act></script>",
		"act 2 after act 0");
}

static void
put_file(const char *dir, const char *name, const char *text)
{
	struct err err;
	char *path = file_join(dir, name);

	if (file_create(path, text, strlen(text), &err) != STATUS_OK) {
		fprintf(stderr, "%s\n", err.text);
		abort();
	}
	free(path);
}

/* Loads dir/s.xml, which must be refused for this reason. */
static void
load_refused(const char *dir, const char *reason)
{
	struct script script = {0};
	struct err err = {STATUS_OK, ""};
	char *path = file_join(dir, "s.xml");

	CU_ASSERT_NOT_EQUAL(script_load(&script, NULL, path, &err), STATUS_OK);
	if (strstr(err.text, reason) == NULL)
		fprintf(stderr, "\"%s\" is not in \"%s\"\n", reason, err.text);
	CU_ASSERT_PTR_NOT_NULL(strstr(err.text, reason));
	free(path);
}

static void
names_the_module_of_an_error(void)
{
	static const char module[] = "<module>\n<act n=\"1\" title=\"A\" "
		"short=\"A\">\n<step id=\"a\" title=\"T\" minutes=\"1\" "
		PEOPLE LOOK "><say role=\"CA\">x</say></step>\n</act></module>";
	const char *dir = test_temp_dir();

	put_file(dir, "m.xml", module);
	put_file(dir, "s.xml", "<script name=\"t\" title=\"T\">"
		"<use module=\"m.xml\"/><use module=\"n.xml\"/></script>");
	put_file(dir, "n.xml", module);
	load_refused(dir, "n.xml:3: id \"a\" is there twice, step 1.1 has it");
}

static void
modules_are_plain_and_one_deep(void)
{
	const char *dir = test_temp_dir();

	put_file(dir, "s.xml", "<script name=\"t\" title=\"T\">\n"
		"<use module=\"../m.xml\"/></script>");
	load_refused(dir, "s.xml:2: module: \"../m.xml\"; allowed: a plain");
	dir = test_temp_dir();
	put_file(dir, "s.xml", "<script name=\"t\" title=\"T\">"
		"<use module=\"s.xml\"/></script>");
	load_refused(dir, "s.xml:1: a script; allowed: a module");
	dir = test_temp_dir();
	put_file(dir, "s.xml", "<script name=\"t\" title=\"T\">"
		"<use module=\"m.xml\"/></script>");
	load_refused(dir, "m.xml");
}

static void
roles_fit(void)
{
	CU_ASSERT_TRUE(script_role_fits("CO", "CO7"));
	CU_ASSERT_TRUE(script_role_fits("each", "RZM"));
	CU_ASSERT_FALSE(script_role_fits("CA", "CA2"));
	CU_ASSERT_FALSE(script_role_fits("CO1", "CO2"));
	CU_ASSERT_FALSE(script_role_fits("CO", "CA"));
	CU_ASSERT_TRUE(script_role_known("RKSH"));
	CU_ASSERT_FALSE(script_role_known("co1"));
}

static const CU_TestInfo tests[] = {
	{"has the sixty steps", has_the_sixty_steps},
	{"numbers are computed", numbers_are_computed},
	{"says who types", says_who_types},
	{"each step fits the screen", each_step_fits_the_screen},
	{"flattened is a fixed point", flattened_is_a_fixed_point},
	{"reads a small script", reads_a_small_script},
	{"unknown words are refused", unknown_words_are_refused},
	{"clocks have one mark", clocks_have_one_mark},
	{"kinds have their own attributes", kinds_have_their_own},
	{"contradictions are refused", contradictions_are_refused},
	{"names the module of an error", names_the_module_of_an_error},
	{"modules are plain and one deep", modules_are_plain_and_one_deep},
	{"roles fit", roles_fit},
	CU_TEST_INFO_NULL,
};

const struct test_suite suite_script = {"ceremony/script", tests};
