/* A second file that chains to the last line of a closed record. */
#include "record/follow.h"

#include <stdlib.h>
#include <string.h>

#include "faults.h"
#include "support/test.h"

extern const struct test_suite suite_addendum;

static struct digest
close_record(const char *dir)
{
	struct record_tail tail = {0};
	struct record *record = NULL;
	struct digest last;
	struct err err;

	make_record(dir, 3);
	CU_ASSERT_EQUAL_FATAL(record_open(&record, dir, &tail, NULL, NULL,
		&err), STATUS_OK);
	CU_ASSERT_EQUAL(record_append(record, "close", NULL, &err), STATUS_OK);
	last = record_digest(record);
	record_close(record);
	return last;
}

static struct record *
begin(const char *dir, const struct record_file *file)
{
	struct record *record = NULL;
	struct err err;

	CU_ASSERT_EQUAL_FATAL(record_create_file(&record, dir, file, 0, &err),
		STATUS_OK);
	CU_ASSERT_EQUAL(record_append(record, "start", NULL, &err), STATUS_OK);
	return record;
}

static void
chains_to_the_close(void)
{
	const char *dir = test_temp_dir();
	struct digest last = close_record(dir), other = {{1}};
	struct record_file file = record_addendum(&last);
	struct record_file wrong = record_addendum(&other);
	struct bytes before = read_whole(dir, RECORD_FILE), now;
	struct seen seen = {0};
	struct record *record;
	char hex[DIGEST_HEX_SIZE];
	size_t tail = 1;
	struct err err;

	CU_ASSERT_FALSE(record_has_addendum(dir));
	record = begin(dir, &file);
	CU_ASSERT_STRING_EQUAL(record_name(record), "addendum.jsonl");
	CU_ASSERT_TRUE(record_has_addendum(dir));
	CU_ASSERT_EQUAL(record_append(record, "close", NULL, &err), STATUS_OK);
	CU_ASSERT_EQUAL(record_append(record, "print", NULL, &err),
		STATUS_INPUT);
	record_close(record);
	now = read_whole(dir, "addendum.jsonl");
	digest_format(hex, &last);
	CU_ASSERT_PTR_NOT_NULL(memmem(now.data, now.len, hex, strlen(hex)));
	bytes_clear(&now);
	CU_ASSERT_EQUAL(record_read_file(dir, &file, see_event, &seen, &tail,
		&err), STATUS_OK);
	CU_ASSERT_EQUAL(seen.events, 2);
	CU_ASSERT_EQUAL(tail, 0);
	CU_ASSERT_EQUAL(record_read_file(dir, &wrong, see_event, &seen, &tail,
		&err), STATUS_INPUT);
	CU_ASSERT_PTR_NOT_NULL(strstr(err.text, "addendum.jsonl:1: \"prev\""));
	now = read_whole(dir, RECORD_FILE);
	CU_ASSERT_TRUE(bytes_equal(&before, &now));
	bytes_clear(&now);
	bytes_clear(&before);
}

/* Lock, torn tail and a file that is there already: as a record's. */
static void
is_kept_as_a_record_is(void)
{
	const char *dir = test_temp_dir();
	struct digest last = close_record(dir);
	struct record_file file = record_addendum(&last);
	struct record_tail tail = {0};
	struct seen seen = {0};
	struct record *record = begin(dir, &file), *second = NULL;
	struct bytes whole;
	char *path;
	FILE *torn;
	struct err err;

	CU_ASSERT_EQUAL(record_open_file(&second, dir, &file, &tail, NULL,
		NULL, &err), STATUS_FILE);
	CU_ASSERT_EQUAL(record_open(&second, dir, &tail, NULL, NULL, &err),
		STATUS_FILE);
	record_close(record);
	CU_ASSERT_EQUAL(record_create_file(&second, dir, &file, 0, &err),
		STATUS_FILE);
	CU_ASSERT_PTR_NOT_NULL(strstr(err.text, "addendum.jsonl"));
	whole = read_whole(dir, "addendum.jsonl");
	path = mem_format("%s/addendum.jsonl", dir);
	torn = fopen(path, "a");
	if (torn == NULL || fputs("{\"n\":2,", torn) == EOF ||
		fclose(torn) != 0)
		abort();
	CU_ASSERT_EQUAL_FATAL(record_open_file(&record, dir, &file, &tail,
		see_event, &seen, &err), STATUS_OK);
	CU_ASSERT_STRING_EQUAL(tail.saved_as, "torn-1");
	CU_ASSERT_EQUAL(seen.events, 1);
	CU_ASSERT_EQUAL(record_append(record, "close", NULL, &err), STATUS_OK);
	CU_ASSERT_EQUAL(seen.events, 2);
	record_close(record);
	bytes_clear(&whole);
	free(tail.saved_as);
	free(path);
}

static void
is_followed(void)
{
	const char *dir = test_temp_dir();
	struct digest last = close_record(dir);
	struct record_file file = record_addendum(&last);
	struct follow *follow;
	struct seen seen = {0};
	struct record *record = begin(dir, &file);
	struct err err;

	follow = follow_new(dir, &file);
	CU_ASSERT_EQUAL(follow_more(follow, see_event, &seen, &err),
		STATUS_OK);
	CU_ASSERT_EQUAL(seen.events, 1);
	CU_ASSERT_EQUAL(record_append(record, "close", NULL, &err), STATUS_OK);
	CU_ASSERT_EQUAL(follow_more(follow, see_event, &seen, &err),
		STATUS_OK);
	CU_ASSERT_EQUAL(seen.events, 2);
	record_close(record);
	follow_free(follow);
}

static const CU_TestInfo tests[] = {
	{"chains to the close", chains_to_the_close},
	{"is kept as a record is", is_kept_as_a_record_is},
	{"is followed", is_followed},
	CU_TEST_INFO_NULL,
};

const struct test_suite suite_addendum = {"record/addendum", tests};
