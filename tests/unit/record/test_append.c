#include "record/record.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/file.h"
#include "faults.h"
#include "support/test.h"

extern const struct test_suite suite_append;

/* A new record with its start event. */
static struct record *
begin(const char *dir, int64_t offset_s)
{
	struct record *record = NULL;
	struct err err;

	faults = (struct faults){0};
	if (record_create(&record, dir, offset_s, &err) != STATUS_OK ||
		record_append(record, "start", start_fields(offset_s), &err) !=
			STATUS_OK) {
		fprintf(stderr, "%s\n", err.text);
		abort();
	}
	return record;
}

static enum status
append(struct record *record, const char *name, struct err *err)
{
	return record_append(record, name, json_pack("{s:s}", "a", "b"), err);
}

static size_t
size_of(const char *dir)
{
	struct bytes bytes = read_whole(dir, RECORD_FILE);
	size_t len = bytes.len;

	bytes_clear(&bytes);
	return len;
}

static void
writes_the_common_fields_around(void)
{
	const char *dir = test_temp_dir();
	struct record *record = begin(dir, 0);
	struct digest start = record_digest(record);
	struct err err;
	char hex[DIGEST_HEX_SIZE], *end;
	struct bytes bytes;
	const char *line;

	CU_ASSERT_EQUAL(record_append(record, "value", json_pack(
		"{s:s,s:s}", "z", "caf\xc3\xa9", "a", "\t"), &err), STATUS_OK);
	CU_ASSERT_EQUAL(record_count(record), 2);
	bytes = read_whole(dir, RECORD_FILE);
	end = mem_format("%.*s", (int)bytes.len, (const char *)bytes.data);
	line = strchr(end, '\n') + 1;
	CU_ASSERT_EQUAL(strncmp(line, "{\"n\":2,\"utc\":\"2", 15), 0);
	digest_format(hex, &start);
	CU_ASSERT_PTR_NOT_NULL(strstr(line, ",\"event\":\"value\","
		"\"z\":\"caf\\u00E9\",\"a\":\"\\t\",\"prev\":\""));
	CU_ASSERT_PTR_NOT_NULL(strstr(line, hex));
	CU_ASSERT_PTR_NOT_NULL(strstr(line, "\"mono\":"));
	CU_ASSERT_STRING_EQUAL(strrchr(line, '"'), "\"}\n");
	free(end);
	bytes_clear(&bytes);
	record_close(record);
}

static void
is_on_disk_before_it_counts(void)
{
	const char *dir = test_temp_dir();
	struct record *record = begin(dir, 0);
	struct seen seen = {0};
	struct err err;

	record_set_visitor(record, see_event, &seen);
	faults.fsyncs = 0;
	CU_ASSERT_EQUAL(append(record, "print", &err), STATUS_OK);
	CU_ASSERT_EQUAL(faults.fsyncs, 1);
	CU_ASSERT_EQUAL(seen.events, 1);
	CU_ASSERT_EQUAL(seen.number, 2);
	CU_ASSERT_STRING_EQUAL(seen.last, "print");
	faults.fsync_errno = EIO;
	CU_ASSERT_EQUAL(append(record, "print", &err), STATUS_FILE);
	CU_ASSERT_EQUAL(seen.events, 1);
	record_close(record);
	faults = (struct faults){0};
}

static void
failed_fsync_is_never_retried(void)
{
	const char *dir = test_temp_dir();
	struct record *record = begin(dir, 0);
	struct err err;

	faults.fsync_errno = EIO;
	CU_ASSERT_EQUAL(append(record, "print", &err), STATUS_FILE);
	CU_ASSERT_PTR_NOT_NULL(strstr(err.text, "brought to the disk"));
	faults = (struct faults){0};
	CU_ASSERT_EQUAL(append(record, "print", &err), STATUS_FILE);
	CU_ASSERT_PTR_NOT_NULL(strstr(err.text, "writing failed before"));
	CU_ASSERT_EQUAL(append(record, "close", &err), STATUS_FILE);
	CU_ASSERT_EQUAL(faults.fsyncs, 0);
	record_close(record);
}

static void
failed_write_latches_too(void)
{
	const char *dir = test_temp_dir();
	struct record *record = begin(dir, 0);
	struct err err;

	faults.write_errno = EIO;
	faults.write_room = 10;
	CU_ASSERT_EQUAL(append(record, "print", &err), STATUS_FILE);
	CU_ASSERT_PTR_NOT_NULL(strstr(err.text, strerror(EIO)));
	faults = (struct faults){0};
	CU_ASSERT_EQUAL(append(record, "print", &err), STATUS_FILE);
	record_close(record);
}

static void
full_disk_leaves_room_to_close(void)
{
	const char *dir = test_temp_dir();
	struct record *record = begin(dir, 0);
	size_t before = size_of(dir);
	struct err err;
	char *reserve = file_join(dir, "reserve");

	CU_ASSERT_TRUE(file_exists(reserve));
	faults.write_errno = ENOSPC;
	faults.write_room = 10;
	CU_ASSERT_EQUAL(append(record, "print", &err), STATUS_FILE);
	CU_ASSERT_PTR_NOT_NULL(strstr(err.text, "the disk is full"));
	CU_ASSERT_PTR_NOT_NULL(strstr(err.text,
		"did not happen; leave, make room, then resume"));
	CU_ASSERT_FALSE(file_exists(reserve));
	CU_ASSERT_EQUAL(size_of(dir), before);
	faults = (struct faults){0};
	CU_ASSERT_EQUAL(append(record, "print", &err), STATUS_FILE);
	CU_ASSERT_PTR_NOT_NULL(strstr(err.text, "\"print\" is not taken"));
	CU_ASSERT_EQUAL(append(record, "exception", &err), STATUS_OK);
	CU_ASSERT_EQUAL(append(record, "close", &err), STATUS_OK);
	CU_ASSERT_EQUAL(record_count(record), 3);
	record_close(record);
	free(reserve);
}

static void
full_without_reserve_stops(void)
{
	const char *dir = test_temp_dir();
	struct record *record = begin(dir, 0);
	struct err err;

	faults.write_errno = ENOSPC;
	CU_ASSERT_EQUAL(append(record, "print", &err), STATUS_FILE);
	CU_ASSERT_EQUAL(append(record, "close", &err), STATUS_FILE);
	CU_ASSERT_PTR_NOT_NULL(strstr(err.text, "go on by paper"));
	faults = (struct faults){0};
	CU_ASSERT_EQUAL(append(record, "close", &err), STATUS_FILE);
	record_close(record);
}

/* The reserve was given up, and there is no room for a new one. */
static void
goes_on_without_a_reserve(void)
{
	const char *dir = test_temp_dir();
	struct record *record = begin(dir, 0);
	struct record_tail tail = {NULL, 0};
	struct err err;
	char *reserve = file_join(dir, "reserve");

	CU_ASSERT_TRUE(record_has_reserve(record));
	record_close(record);
	CU_ASSERT_EQUAL(unlink(reserve), 0);
	faults.write_errno = ENOSPC;
	faults.write_room = 5000;
	CU_ASSERT_EQUAL_FATAL(record_open(&record, dir, &tail, NULL, NULL,
		&err), STATUS_OK);
	CU_ASSERT_FALSE(record_has_reserve(record));
	CU_ASSERT_FALSE(file_exists(reserve));
	faults.write_room = 1000;
	CU_ASSERT_EQUAL(append(record, "resume", &err), STATUS_OK);
	faults.write_room = 0;
	CU_ASSERT_EQUAL(append(record, "print", &err), STATUS_FILE);
	CU_ASSERT_PTR_NOT_NULL(strstr(err.text, "make room and resume"));
	faults = (struct faults){0};
	record_close(record);
	free(reserve);
}

/* What is no authority does not take the room for the close. */
static void
keeps_the_room_of_the_reserve(void)
{
	const char *dir = test_temp_dir();
	char *reserve = file_join(dir, "reserve");

	make_record(dir, 2);
	faults.disk_free = 65536;
	CU_ASSERT_TRUE(record_leaves_room(dir, 20000));
	CU_ASSERT_FALSE(record_leaves_room(dir, 70000));
	CU_ASSERT_EQUAL(unlink(reserve), 0);
	CU_ASSERT_FALSE(record_leaves_room(dir, 20000));
	faults.disk_free = 0;
	CU_ASSERT_TRUE(record_leaves_room(dir, 20000));
	free(reserve);
}

static void
refuses_what_cannot_be(void)
{
	const char *dir = test_temp_dir();
	struct record *record = begin(dir, 0);
	struct err err;
	char *big = mem_new(RECORD_LINE_MAX + 1, 1);

	CU_ASSERT_EQUAL(append(record, "stat", &err), STATUS_INPUT);
	CU_ASSERT_PTR_NOT_NULL(strstr(err.text, "unknown event \"stat\""));
	CU_ASSERT_EQUAL(append(record, "start", &err), STATUS_INPUT);
	CU_ASSERT_EQUAL(record_append(record, "print",
		json_pack("{s:i}", "n", 7), &err), STATUS_USAGE);
	memset(big, 'x', RECORD_LINE_MAX);
	CU_ASSERT_EQUAL(record_append(record, "print",
		json_pack("{s:s}", "a", big), &err), STATUS_INPUT);
	CU_ASSERT_PTR_NOT_NULL(strstr(err.text, "65536"));
	free(big);
	CU_ASSERT_EQUAL(record_count(record), 1);
	CU_ASSERT_EQUAL(record_append(record, "close", NULL, &err), STATUS_OK);
	CU_ASSERT_EQUAL(append(record, "print", &err), STATUS_INPUT);
	CU_ASSERT_PTR_NOT_NULL(strstr(err.text, "the record is closed"));
	record_close(record);
}

static void
longest_line_is_taken(void)
{
	const char *dir = test_temp_dir();
	struct record *record = begin(dir, 0);
	size_t before = size_of(dir), common;
	struct err err;
	char *text;

	CU_ASSERT_EQUAL(record_append(record, "print",
		json_pack("{s:s}", "a", ""), &err), STATUS_OK);
	common = size_of(dir) - before;
	/* One less: the boot clock may grow by a digit in between. */
	text = mem_new(RECORD_LINE_MAX - common, 1);
	memset(text, 'x', RECORD_LINE_MAX - common - 1);
	CU_ASSERT_EQUAL(record_append(record, "print",
		json_pack("{s:s}", "a", text), &err), STATUS_OK);
	free(text);
	record_close(record);
}

static void
first_event_is_the_start(void)
{
	struct record *record = NULL;
	struct err err;

	CU_ASSERT_EQUAL_FATAL(record_create(&record, test_temp_dir(), 0, &err),
		STATUS_OK);
	CU_ASSERT_EQUAL(append(record, "print", &err), STATUS_INPUT);
	CU_ASSERT_PTR_NOT_NULL(strstr(err.text, "event 1 is \"start\""));
	record_close(record);
}

static void
never_overwrites(void)
{
	const char *dir = test_temp_dir();
	struct record *record = NULL;
	struct err err;
	size_t before;

	make_record(dir, 3);
	before = size_of(dir);
	CU_ASSERT_EQUAL(record_create(&record, dir, 0, &err), STATUS_FILE);
	CU_ASSERT_PTR_NULL(record);
	CU_ASSERT_EQUAL(size_of(dir), before);
}

static void
one_process_holds_it(void)
{
	const char *dir = test_temp_dir();
	struct record *record = begin(dir, 0), *second = NULL;
	struct record_tail tail = {NULL, 0};
	struct err err;

	CU_ASSERT_EQUAL(record_open(&second, dir, &tail, NULL, NULL, &err),
		STATUS_FILE);
	CU_ASSERT_PTR_NOT_NULL(strstr(err.text, "another process"));
	record_close(record);
	CU_ASSERT_EQUAL(record_open(&second, dir, &tail, NULL, NULL, &err),
		STATUS_OK);
	record_close(second);
}

static void
holds_it_without_the_lock_file(void)
{
	const char *dir = test_temp_dir();
	struct record *record = begin(dir, 0), *second = NULL;
	struct record_tail tail = {NULL, 0};
	struct err err;
	char *lock = file_join(dir, "lock");

	CU_ASSERT_EQUAL(unlink(lock), 0);
	CU_ASSERT_EQUAL(record_open(&second, dir, &tail, NULL, NULL, &err),
		STATUS_FILE);
	CU_ASSERT_PTR_NOT_NULL(strstr(err.text, "another process holds"));
	CU_ASSERT_EQUAL(append(record, "print", &err), STATUS_OK);
	record_close(record);
	free(lock);
}

static void
notices_another_hand(void)
{
	const char *dir = test_temp_dir();
	struct record *record = begin(dir, 0);
	char *path = file_join(dir, RECORD_FILE);
	FILE *file = fopen(path, "a");
	struct err err;

	CU_ASSERT_PTR_NOT_NULL_FATAL(file);
	fputs("x", file);
	fclose(file);
	CU_ASSERT_EQUAL(append(record, "print", &err), STATUS_FILE);
	CU_ASSERT_PTR_NOT_NULL(strstr(err.text, "somebody else"));
	CU_ASSERT_EQUAL(append(record, "print", &err), STATUS_FILE);
	CU_ASSERT_PTR_NOT_NULL(strstr(err.text, "writing failed before"));
	record_close(record);
	free(path);
}

static void
notices_another_file(void)
{
	const char *dir = test_temp_dir();
	struct record *record = begin(dir, 0);
	char *path = file_join(dir, RECORD_FILE);
	char *aside = file_join(dir, "aside");
	char *command = mem_format("cp '%s' '%s'", aside, path);
	struct err err;

	CU_ASSERT_EQUAL(rename(path, aside), 0);
	CU_ASSERT_EQUAL(system(command), 0);
	CU_ASSERT_EQUAL(append(record, "print", &err), STATUS_FILE);
	CU_ASSERT_PTR_NOT_NULL(strstr(err.text, "another file"));
	CU_ASSERT_EQUAL(unlink(path), 0);
	record_close(record);
	free(command);
	free(aside);
	free(path);
}

static void
rehearsal_time_is_offset(void)
{
	const char *dir = test_temp_dir();
	struct record *record = begin(dir, -100000000);
	struct record_tail tail = {NULL, 0};
	struct err err;
	int64_t then = clock_now_utc() - 100000000;

	CU_ASSERT(record_now_utc(record) - then < 60);
	CU_ASSERT(record_now_utc(record) >= then);
	record_close(record);
	CU_ASSERT_EQUAL_FATAL(record_open(&record, dir, &tail, NULL, NULL,
		&err), STATUS_OK);
	CU_ASSERT(record_now_utc(record) - then < 60);
	CU_ASSERT(record_now_utc(record) >= then);
	record_close(record);
}

static enum status
refuse(void *context, const struct event *event, struct err *err)
{
	(void)context;
	return err_set(err, STATUS_INPUT, "event %u is refused",
		(unsigned)event->number);
}

/* What never took effect is not in the way of what comes. */
static void
a_refused_line_is_taken_back(void)
{
	const char *dir = test_temp_dir();
	struct record_tail found = {NULL, 0};
	struct record *record = NULL;
	struct bytes before, after, aside;
	struct seen seen = {0};
	struct err err;

	make_record(dir, 3);
	before = read_whole(dir, RECORD_FILE);
	CU_ASSERT_EQUAL_FATAL(record_open(&record, dir, &found, NULL, NULL,
		&err), STATUS_OK);
	record_set_visitor(record, refuse, NULL);
	CU_ASSERT_EQUAL(record_append(record, "print", NULL, &err),
		STATUS_INPUT);
	CU_ASSERT_STRING_EQUAL(err.text, "event 4 is refused");
	after = read_whole(dir, RECORD_FILE);
	CU_ASSERT_TRUE(bytes_equal(&before, &after));
	aside = read_whole(dir, "torn-1");
	CU_ASSERT_TRUE(aside.len > 100);
	record_set_visitor(record, see_event, &seen);
	CU_ASSERT_EQUAL(record_append(record, "print", NULL, &err), STATUS_OK);
	CU_ASSERT_EQUAL(seen.number, 4);
	CU_ASSERT_EQUAL(record_count(record), 4);
	record_close(record);
	bytes_clear(&aside);
	bytes_clear(&after);
	bytes_clear(&before);
}

static const CU_TestInfo tests[] = {
	{"a refused line is taken back", a_refused_line_is_taken_back},
	{"writes the common fields around", writes_the_common_fields_around},
	{"is on disk before it counts", is_on_disk_before_it_counts},
	{"failed fsync is never retried", failed_fsync_is_never_retried},
	{"failed write latches too", failed_write_latches_too},
	{"full disk leaves room to close", full_disk_leaves_room_to_close},
	{"full without reserve stops", full_without_reserve_stops},
	{"goes on without a reserve", goes_on_without_a_reserve},
	{"keeps the room of the reserve", keeps_the_room_of_the_reserve},
	{"refuses what cannot be", refuses_what_cannot_be},
	{"longest line is taken", longest_line_is_taken},
	{"first event is the start", first_event_is_the_start},
	{"never overwrites", never_overwrites},
	{"one process holds it", one_process_holds_it},
	{"holds it without the lock file", holds_it_without_the_lock_file},
	{"notices another hand", notices_another_hand},
	{"notices another file", notices_another_file},
	{"rehearsal time is offset", rehearsal_time_is_offset},
	CU_TEST_INFO_NULL,
};

const struct test_suite suite_append = {"record/append", tests};
