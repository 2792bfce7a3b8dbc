#include "report/phrase.h"

#include <stdio.h>
#include <string.h>

#include "report/phrase_table.h"
#include "support/test.h"

extern const struct test_suite suite_phrase;

/* The event of this name with the fields of this JSON reads so. */
static void
reads(const char *name, const char *json, const char *wanted)
{
	const struct phrase_names names = {"The title", "The place"};
	struct event event = {7, name, json_loads(json, 0, NULL), {{0}}};
	struct buf text = {0};

	CU_ASSERT_PTR_NOT_NULL_FATAL(event.fields);
	phrase_add(&text, &event, &names);
	if (strcmp(buf_text(&text), wanted) != 0)
		fprintf(stderr, "\nfound  %s\nwanted %s\n", buf_text(&text),
			wanted);
	CU_ASSERT_STRING_EQUAL(buf_text(&text), wanted);
	buf_clear(&text);
	json_decref(event.fields);
}

static void
fields_become_words(void)
{
	reads("sign-in", "{\"role\":\"IW\",\"person\":\"Ben Sample\","
		"\"initials\":\"BS\"}", "IW Ben Sample signs in as BS.");
	reads("sign-in", "{\"role\":\"IW\",\"person\":\"Ben Sample\","
		"\"initials\":\"BS\",\"level\":\"PIN\",\"again\":true}",
		"IW Ben Sample signs in again as BS, level PIN.");
	reads("step", "{\"step\":\"a\",\"number\":\"2.11\",\"state\":\"open\"}",
		"STEP 2.11  The title");
	reads("step", "{\"step\":\"a\",\"number\":\"2.11\",\"state\":\"odd\"}",
		"STEP 2.11  The title (state odd)");
	reads("confirm", "{\"for\":\"CO\",\"role\":\"CO1\",\"person\":\"G\","
		"\"level\":\"key\"}", "CO1 G confirms as CO, level key.");
	reads("confirm", "{\"for\":\"IW\",\"role\":\"IW\",\"person\":\"B\","
		"\"level\":\"key\"}", "IW B confirms, level key.");
	reads("value", "{\"row\":0,\"field\":\"bag\",\"value\":\"4417\","
		"\"verdict\":\"PASS\",\"attempt\":2}",
		"The place: \"4417\" PASS, attempt 2.");
	reads("value", "{\"row\":1,\"field\":\"OFF\",\"rule\":\"KEY-TAGS\","
		"\"value\":\"KEY\",\"verdict\":\"FAIL\",\"role\":\"IW\","
		"\"person\":\"B\",\"attempt\":1}", "OFF KEY-TAGS, its last "
		"word: \"KEY\" FAIL, attempt 1, typed by IW B.");
}

static void
sentences_differ_by_a_field(void)
{
	reads("exception", "{\"exception\":2,\"state\":\"open\","
		"\"expected\":\"A.\",\"happened\":\"B.\"}",
		"EXCEPTION SE-2. Expected: A. Happened: B.");
	reads("exception", "{\"exception\":2,\"state\":\"closed\","
		"\"decision\":\"go on\"}", "EXCEPTION SE-2 closed: go on.");
	reads("show", "{\"what\":\"digest\"}", "Shown: digest.");
	reads("hsm", "{\"what\":\"logout\"}", "HSM: logged out.");
}

static void
nothing_is_left_out(void)
{
	reads("clock", "{\"n\":1,\"prev\":\"x\",\"step\":\"s\","
		"\"reading\":\"12:00\",\"drift\":-3,\"odd\":false}",
		"The clock reads 12:00. (drift -3, odd no)");
	reads("skr.written", "{\"file\":\"out/a\",\"size\":9,\"sha256\":\"ab\","
		"\"verdicts\":{\"SKR-VERIFY\":\"PASS\","
		"\"SKR-MATCH\":\"FAIL\"}}",
		"WRITTEN out/a, 9 bytes, SHA-256 ab. SKR-VERIFY PASS, "
		"SKR-MATCH FAIL.");
	reads("surprise", "{\"a\":[1,\"b\",null]}", "Event. (a 1 b nothing)");
	reads("start", "{\"ceremony\":3,\"rehearsal\":true,\"offset\":0,"
		"\"program\":{\"name\":\"p\",\"version\":\"1\"},\"inputs\":"
		"[{\"name\":\"a\"},{\"name\":\"b\",\"size\":4}]}",
		"REHEARSAL: nothing here is real. The record of ceremony 3 "
		"begins, made by p 1. Documents: name a; name b, size 4.");
}

static void
foreign_text_is_made_safe(void)
{
	reads("objection", "{\"role\":\"EW\",\"person\":\"Oz Fake\","
		"\"words\":\"caf\xc3\xa9 \\u202e\\u001b[31m\"}",
		"OBJECTION by EW Oz Fake: caf<U+00E9> <U+202E><1b>[31m. The "
		"gates are shut.");
}

/* The engine trusts the table: braces and brackets match and do not nest. */
static void
table_is_well_formed(void)
{
	size_t i;

	for (i = 0; i < phrase_count; i++) {
		const char *c = phrases[i].text;
		int braces = 0, brackets = 0;
		bool sound = true;

		for (; *c != '\0' && sound; c++) {
			braces += (*c == '{') - (*c == '}');
			brackets += (*c == '[') - (*c == ']');
			sound = braces >= 0 && braces <= 1 && brackets >= 0 &&
				brackets <= 1 && !(*c == ']' && braces != 0);
		}
		CU_ASSERT(sound && braces == 0 && brackets == 0);
		CU_ASSERT_TRUE(record_knows(phrases[i].event));
	}
}

static const CU_TestInfo tests[] = {
	{"fields become words", fields_become_words},
	{"sentences differ by a field", sentences_differ_by_a_field},
	{"nothing is left out", nothing_is_left_out},
	{"foreign text is made safe", foreign_text_is_made_safe},
	{"table is well formed", table_is_well_formed},
	CU_TEST_INFO_NULL,
};

const struct test_suite suite_phrase = {"report/phrase", tests};
