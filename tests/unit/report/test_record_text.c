#include "report/report.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "base/text.h"
#include "ceremony/script.h"
#include "record/record.h"
#include "support/test.h"

extern const struct test_suite suite_record_text;

static void
must(enum status status, const struct err *err)
{
	if (status == STATUS_OK)
		return;
	fprintf(stderr, "%s\n", err->text);
	abort();
}

static void
append(struct record *record, const char *name, const char *json)
{
	struct err err;

	must(record_append(record, name, json_loads(json, 0, NULL), &err),
		&err);
}

/* in/ of the shipped rehearsal in dir. */
static void
put_documents(const char *dir)
{
	struct script script = {0};
	struct buf flat = {0};
	struct bytes ceremony = {NULL, 0};
	struct err err;
	char *in = file_join(dir, "in");
	char *from = test_data("/../scripts/sign-ksr.xml");
	char *to = file_join(in, "script.xml");

	must(file_make_dir(in, &err), &err);
	must(script_load(&script, &flat, from, &err), &err);
	must(file_create(to, flat.data, flat.len, &err), &err);
	free(from);
	free(to);
	from = test_data("/../scripts/rehearsal.xml");
	to = file_join(in, "ceremony.xml");
	must(file_read(&ceremony, from, XML_MAX_SIZE, &err), &err);
	must(file_create(to, ceremony.data, ceremony.len, &err), &err);
	free(from);
	free(to);
	free(in);
	script_clear(&script);
	buf_clear(&flat);
	bytes_clear(&ceremony);
}

#define HASH "\"01234567890123456789012345678901" \
	"23456789012345678901234567890123\""

static void
put_record(const char *dir)
{
	struct record *record = NULL;
	struct err err;

	must(record_create(&record, dir, 0, &err), &err);
	append(record, "start", "{\"a\":" HASH ",\"b\":" HASH ","
		"\"ceremony\":28,\"rehearsal\":true,"
		"\"program\":{\"name\":\"ksk-ceremony\",\"version\":\"0.1\","
		"\"sha256\":\"0123456789012345678901234567890123456789012345678"
		"901234567890123\"},\"inputs\":[]}");
	append(record, "step", "{\"step\":\"card-bag\",\"number\":\"3.1\"}");
	append(record, "value", "{\"step\":\"card-bag\",\"row\":1,\"field\":"
		"\"bag\",\"value\":\"0073\",\"verdict\":\"PASS\"}");
	append(record, "value", "{\"step\":\"ksr-words\",\"row\":2,\"field\":"
		"\"word\",\"value\":\"bison\",\"verdict\":\"PASS\"}");
	append(record, "confirm", "{\"step\":\"gate\",\"role\":\"IW\","
		"\"person\":\"Ben Sample\",\"level\":\"PIN\",\"text\":"
		"\"ROW 1  \\n  ROW 2\\n\"}");
	record_close(record);
}

static void
reads_as_a_log(void)
{
	const char *dir = test_temp_dir();
	struct buf text = {0};
	struct err err;
	const char *all, *line;

	put_documents(dir);
	put_record(dir);
	CU_ASSERT_EQUAL_FATAL(report_record_text(&text, dir, &err), STATUS_OK);
	all = buf_text(&text);
	CU_ASSERT_PTR_NOT_NULL(strstr(all,
		"STEP 3.1 Each card leaves its bag"));
	CU_ASSERT_PTR_NOT_NULL(strstr(all, " CO3 Dee Specimen, Bag: \"0073\" "
		"PASS."));
	CU_ASSERT_PTR_NOT_NULL(strstr(all, " word 3: \"bison\" PASS."));
	CU_ASSERT_PTR_NOT_NULL(strstr(all, "\n|ROW 1\n|  ROW 2\n"));
	CU_ASSERT_PTR_NOT_NULL(strstr(all, "    5 "));
	CU_ASSERT_PTR_NOT_NULL(strstr(all, "\n5 events.\n"));
	for (line = all; *line != '\0'; line += strcspn(line, "\n") + 1)
		CU_ASSERT(strcspn(line, "\n") <= 80);
	buf_clear(&text);
}

static void
needs_no_documents(void)
{
	const char *dir = test_temp_dir();
	struct buf text = {0};
	struct err err;

	put_record(dir);
	CU_ASSERT_EQUAL_FATAL(report_record_text(&text, dir, &err), STATUS_OK);
	CU_ASSERT_PTR_NOT_NULL(strstr(buf_text(&text), "STEP 3.1 card-bag"));
	CU_ASSERT_PTR_NOT_NULL(strstr(buf_text(&text), "bag 2: \"0073\""));
	buf_clear(&text);
}

static void
is_written_anew_each_time(void)
{
	const char *dir = test_temp_dir();
	struct bytes first = {NULL, 0}, second = {NULL, 0};
	struct err err;
	char *path = file_join(dir, REPORT_RECORD_FILE);

	put_record(dir);
	CU_ASSERT_EQUAL(report_write_record(dir, &err), STATUS_OK);
	must(file_read(&first, path, 1 << 20, &err), &err);
	CU_ASSERT_EQUAL(report_write_record(dir, &err), STATUS_OK);
	must(file_read(&second, path, 1 << 20, &err), &err);
	CU_ASSERT(first.len > 300);
	CU_ASSERT_TRUE(bytes_equal(&first, &second));
	bytes_clear(&first);
	bytes_clear(&second);
	free(path);
}

static void
broken_record_gives_no_text(void)
{
	const char *dir = test_temp_dir();
	struct buf text = {0};
	struct err err;
	char *path = file_join(dir, RECORD_FILE);

	must(file_create(path, "{}\n", 3, &err), &err);
	CU_ASSERT_EQUAL(report_record_text(&text, dir, &err), STATUS_INPUT);
	CU_ASSERT_EQUAL(text.len, 0);
	buf_clear(&text);
	free(path);
}

static const CU_TestInfo tests[] = {
	{"reads as a log", reads_as_a_log},
	{"needs no documents", needs_no_documents},
	{"is written anew each time", is_written_anew_each_time},
	{"broken record gives no text", broken_record_gives_no_text},
	CU_TEST_INFO_NULL,
};

const struct test_suite suite_record_text = {"report/record_text", tests};
