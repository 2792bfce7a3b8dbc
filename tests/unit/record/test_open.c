#include "record/record.h"

#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/file.h"
#include "faults.h"
#include "support/test.h"

extern const struct test_suite suite_open;

/* A record of three events with tail behind it, opened; dir as given. */
static struct record *
open_torn(const char *dir, const void *tail, size_t len,
	struct record_tail *found, struct seen *seen)
{
	struct bytes bytes;
	struct buf torn = {0};
	struct record *record = NULL;
	struct err err = {STATUS_OK, ""};

	faults = (struct faults){0};
	make_record(dir, 3);
	bytes = read_whole(dir, RECORD_FILE);
	buf_add(&torn, bytes.data, bytes.len);
	buf_add(&torn, tail, len);
	put_record(dir, torn.data, torn.len);
	CU_ASSERT_EQUAL_FATAL(record_open(&record, dir, found, see_event, seen,
		&err), STATUS_OK);
	CU_ASSERT_STRING_EQUAL(err.text, "");
	buf_clear(&torn);
	bytes_clear(&bytes);
	return record;
}

/* The tail is saved byte for byte, cut off, and the record goes on. */
static void
tail_is_cut(const void *tail, size_t len)
{
	const char *dir = test_temp_dir();
	struct record_tail found = {NULL, 0};
	struct seen seen = {0};
	struct record *record = open_torn(dir, tail, len, &found, &seen);
	struct bytes saved;
	size_t behind = 1;
	struct err err;

	CU_ASSERT_EQUAL(seen.events, 3);
	CU_ASSERT_EQUAL(found.bytes, len);
	CU_ASSERT_STRING_EQUAL_FATAL(found.saved_as, "torn-1");
	saved = read_whole(dir, "torn-1");
	CU_ASSERT_EQUAL(saved.len, len);
	CU_ASSERT_EQUAL(memcmp(saved.data, tail, len), 0);
	CU_ASSERT_EQUAL(record_append(record, "resume",
		json_pack("{s:s}", "torn", found.saved_as), &err), STATUS_OK);
	CU_ASSERT_EQUAL(seen.events, 4);
	record_close(record);
	seen = (struct seen){0};
	CU_ASSERT_EQUAL(record_read(dir, see_event, &seen, &behind, &err),
		STATUS_OK);
	CU_ASSERT_EQUAL(seen.events, 4);
	CU_ASSERT_EQUAL(behind, 0);
	free(found.saved_as);
	bytes_clear(&saved);
}

static void
part_of_a_line_is_cut(void)
{
	tail_is_cut("{\"n\":4,\"ut", 10);
	tail_is_cut("{", 1);
}

static void
nuls_after_a_power_cut_are_cut(void)
{
	static const char nuls[20000];
	static const char mixed[] = "{\"n\":4,\"u\0\0\0\0\0\0\0\0:12\"}\n";

	tail_is_cut(nuls, sizeof(nuls));
	tail_is_cut("\0\n", 2);
	tail_is_cut(mixed, sizeof(mixed) - 1);
}

static void
whole_record_has_no_tail(void)
{
	const char *dir = test_temp_dir();
	struct record_tail found = {NULL, 1};
	struct seen seen = {0};
	struct record *record = open_torn(dir, "", 0, &found, &seen);
	char *path = file_join(dir, "torn-1");

	CU_ASSERT_PTR_NULL(found.saved_as);
	CU_ASSERT_EQUAL(found.bytes, 0);
	CU_ASSERT_FALSE(file_exists(path));
	record_close(record);
	free(path);
}

static void
second_tail_has_its_own_name(void)
{
	const char *dir = test_temp_dir();
	struct record_tail found = {NULL, 0};
	struct seen seen = {0};
	struct record *record;
	struct bytes bytes;
	struct err err;

	record_close(open_torn(dir, "{\"n\"", 4, &found, &seen));
	free(found.saved_as);
	bytes = read_whole(dir, RECORD_FILE);
	bytes.data = realloc(bytes.data, bytes.len + 1);
	bytes.data[bytes.len++] = '{';
	put_record(dir, bytes.data, bytes.len);
	CU_ASSERT_EQUAL_FATAL(record_open(&record, dir, &found, NULL, NULL,
		&err), STATUS_OK);
	CU_ASSERT_STRING_EQUAL(found.saved_as, "torn-2");
	record_close(record);
	free(found.saved_as);
	bytes_clear(&bytes);
}

static void
nothing_begun_is_said(void)
{
	const char *dir = test_temp_dir();
	struct record_tail found = {NULL, 0};
	struct record *record = NULL;
	struct err err;

	faults = (struct faults){0};
	put_record(dir, "{\"n\":1,", 7);
	CU_ASSERT_EQUAL(record_open(&record, dir, &found, NULL, NULL, &err),
		STATUS_INPUT);
	CU_ASSERT_PTR_NOT_NULL(strstr(err.text, "holds no event"));
	CU_ASSERT_PTR_NULL(record);
	CU_ASSERT_EQUAL(record_open(&record, test_temp_dir(), &found, NULL,
		NULL, &err), STATUS_FILE);
}

static void
broken_record_is_not_touched(void)
{
	const char *dir = test_temp_dir();
	struct record_tail found = {NULL, 0};
	struct record *record = NULL;
	struct bytes bytes, after;
	struct err err;

	faults = (struct faults){0};
	make_record(dir, 3);
	bytes = read_whole(dir, RECORD_FILE);
	bytes.data[40] ^= 1;
	put_record(dir, bytes.data, bytes.len);
	CU_ASSERT_EQUAL(record_open(&record, dir, &found, NULL, NULL, &err),
		STATUS_INPUT);
	after = read_whole(dir, RECORD_FILE);
	CU_ASSERT_TRUE(bytes_equal(&bytes, &after));
	bytes_clear(&bytes);
	bytes_clear(&after);
}

static void
visitor_can_stop_it(void)
{
	const char *dir = test_temp_dir();
	struct seen seen = {0, "", 0, STATUS_USAGE};
	struct record_tail found = {NULL, 0};
	struct record *record = NULL;
	struct err err;

	faults = (struct faults){0};
	make_record(dir, 3);
	CU_ASSERT_EQUAL(record_open(&record, dir, &found, see_event, &seen,
		&err), STATUS_USAGE);
	CU_ASSERT_EQUAL(seen.events, 1);
	CU_ASSERT_STRING_EQUAL(err.text,
		"record.jsonl:1: the visitor says no");
}

static const CU_TestInfo tests[] = {
	{"part of a line is cut", part_of_a_line_is_cut},
	{"nuls after a power cut are cut", nuls_after_a_power_cut_are_cut},
	{"whole record has no tail", whole_record_has_no_tail},
	{"second tail has its own name", second_tail_has_its_own_name},
	{"nothing begun is said", nothing_begun_is_said},
	{"broken record is not touched", broken_record_is_not_touched},
	{"visitor can stop it", visitor_can_stop_it},
	CU_TEST_INFO_NULL,
};

const struct test_suite suite_open = {"record/open", tests};
