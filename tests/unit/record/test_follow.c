/* Another process writes; this one only looks. */
#include "record/follow.h"

#include <string.h>

#include "faults.h"
#include "support/test.h"

extern const struct test_suite suite_follow;

static unsigned
more(struct follow *follow, struct seen *seen)
{
	unsigned before = seen->events;
	struct err err;

	CU_ASSERT_EQUAL(follow_more(follow, see_event, seen, &err), STATUS_OK);
	return seen->events - before;
}

static void
sees_what_is_appended(void)
{
	const char *dir = test_temp_dir();
	struct record_tail tail = {0};
	struct record *record = NULL;
	struct follow *follow;
	struct seen seen = {0};
	struct err err;

	make_record(dir, 3);
	follow = follow_new(dir, NULL);
	CU_ASSERT_EQUAL(more(follow, &seen), 3);
	CU_ASSERT_EQUAL(more(follow, &seen), 0);
	CU_ASSERT_EQUAL_FATAL(record_open(&record, dir, &tail, NULL, NULL,
		&err), STATUS_OK);
	CU_ASSERT_EQUAL(record_append(record, "print", NULL, &err), STATUS_OK);
	CU_ASSERT_EQUAL(more(follow, &seen), 1);
	CU_ASSERT_EQUAL(record_append(record, "print", NULL, &err), STATUS_OK);
	CU_ASSERT_EQUAL(record_append(record, "close", NULL, &err), STATUS_OK);
	CU_ASSERT_EQUAL(more(follow, &seen), 2);
	CU_ASSERT_STRING_EQUAL(seen.last, "close");
	record_close(record);
	follow_free(follow);
}

/* A line that is being written is no event and no error. */
static void
waits_for_the_whole_line(void)
{
	const char *dir = test_temp_dir();
	struct bytes whole;
	struct follow *follow;
	struct seen seen = {0};

	make_record(dir, 4);
	whole = read_whole(dir, RECORD_FILE);
	put_record(dir, whole.data, whole.len - 20);
	follow = follow_new(dir, NULL);
	CU_ASSERT_EQUAL(more(follow, &seen), 3);
	put_record(dir, whole.data, whole.len - 1);
	CU_ASSERT_EQUAL(more(follow, &seen), 0);
	put_record(dir, whole.data, whole.len);
	CU_ASSERT_EQUAL(more(follow, &seen), 1);
	bytes_clear(&whole);
	follow_free(follow);
}

/* Taken back by a power cut, edited, gone. */
static void
says_that_it_is_another(void)
{
	const char *dir = test_temp_dir();
	struct bytes whole;
	struct follow *follow;
	struct seen seen = {0};
	struct err err;

	make_record(dir, 4);
	whole = read_whole(dir, RECORD_FILE);
	follow = follow_new(dir, NULL);
	CU_ASSERT_EQUAL(more(follow, &seen), 4);
	put_record(dir, whole.data, whole.len - 20);
	CU_ASSERT_EQUAL(follow_more(follow, see_event, &seen, &err),
		STATUS_INPUT);
	CU_ASSERT_PTR_NOT_NULL(strstr(err.text, "event 4 is another or gone"));
	put_record(dir, whole.data, whole.len);
	CU_ASSERT_EQUAL(more(follow, &seen), 0);
	whole.data[whole.len - 10] ^= 1;
	put_record(dir, whole.data, whole.len);
	CU_ASSERT_EQUAL(follow_more(follow, see_event, &seen, &err),
		STATUS_INPUT);
	CU_ASSERT_EQUAL(seen.events, 4);
	put_record(dir, "", 0);
	CU_ASSERT_EQUAL(follow_more(follow, see_event, &seen, &err),
		STATUS_INPUT);
	bytes_clear(&whole);
	follow_free(follow);
}

static const CU_TestInfo tests[] = {
	{"sees what is appended", sees_what_is_appended},
	{"waits for the whole line", waits_for_the_whole_line},
	{"says that it is another", says_that_it_is_another},
	CU_TEST_INFO_NULL,
};

const struct test_suite suite_follow = {"record/follow", tests};
