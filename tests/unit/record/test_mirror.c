#include "record/record.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/file.h"
#include "faults.h"
#include "support/test.h"

extern const struct test_suite suite_mirror;

/* A record of one event in dir, and in mirror. */
static struct record *
begin(const char *dir, const char *mirror)
{
	struct record *record = NULL;
	struct err err;

	faults = (struct faults){0};
	if (record_create(&record, dir, 0, &err) != STATUS_OK ||
		record_append(record, "start", start_fields(0), &err) !=
			STATUS_OK ||
		record_mirror(record, mirror, &err) != STATUS_OK) {
		fprintf(stderr, "%s\n", err.text);
		abort();
	}
	return record;
}

static bool
same(const char *dir, const char *mirror)
{
	struct bytes a = read_whole(dir, RECORD_FILE);
	struct bytes b = read_whole(mirror, RECORD_FILE);
	bool equal = a.len == b.len && memcmp(a.data, b.data, a.len) == 0;

	bytes_clear(&a);
	bytes_clear(&b);
	return equal;
}

static void
is_on_both_before_it_counts(void)
{
	char *dir = mem_string(test_temp_dir());
	char *mirror = mem_string(test_temp_dir());
	struct record *record = begin(dir, mirror);
	struct record_loss loss;
	struct err err;

	CU_ASSERT_TRUE(same(dir, mirror));
	faults.fsyncs = 0;
	CU_ASSERT_EQUAL(record_append(record, "print", NULL, &err), STATUS_OK);
	CU_ASSERT_EQUAL(faults.fsyncs, 2);
	CU_ASSERT_TRUE(same(dir, mirror));
	CU_ASSERT_FALSE(record_take_loss(&loss, record));
	record_close(record);
	free(mirror);
	free(dir);
}

/* A file that is gone is never written again; the event counts. */
static void
goes_on_in_the_other(void)
{
	char *dir = mem_string(test_temp_dir());
	char *mirror = mem_string(test_temp_dir());
	char *path = file_join(dir, RECORD_FILE);
	struct record *record = begin(dir, mirror);
	struct record_loss loss;
	struct err err;

	CU_ASSERT_EQUAL(unlink(path), 0);
	CU_ASSERT_EQUAL(record_append(record, "print", NULL, &err), STATUS_OK);
	CU_ASSERT_EQUAL(record_count(record), 2);
	CU_ASSERT_TRUE_FATAL(record_take_loss(&loss, record));
	CU_ASSERT_STRING_EQUAL(loss.dir, dir);
	CU_ASSERT_PTR_NOT_NULL(strstr(loss.why.text, "no longer there"));
	CU_ASSERT_STRING_EQUAL(record_dir(record, 0), mirror);
	CU_ASSERT_PTR_NULL(record_dir(record, 1));
	CU_ASSERT_FALSE(file_exists(path));
	free(loss.dir);
	CU_ASSERT_FALSE(record_take_loss(&loss, record));
	record_close(record);
	free(path);
	free(mirror);
	free(dir);
}

static void
stops_when_both_fail(void)
{
	char *dir = mem_string(test_temp_dir());
	char *mirror = mem_string(test_temp_dir());
	struct record *record = begin(dir, mirror);
	struct err err;

	faults.fsync_errno = EIO;
	CU_ASSERT_EQUAL(record_append(record, "print", NULL, &err),
		STATUS_FILE);
	faults = (struct faults){0};
	CU_ASSERT_EQUAL(record_append(record, "print", NULL, &err),
		STATUS_FILE);
	CU_ASSERT_EQUAL(faults.fsyncs, 0);
	record_close(record);
	free(mirror);
	free(dir);
}

static void
refuses_another_record(void)
{
	char *dir = mem_string(test_temp_dir());
	char *mirror = mem_string(test_temp_dir());
	struct err err;

	make_record(dir, 3);
	make_record(mirror, 3);
	put_record(mirror, "{}\n", 3);
	CU_ASSERT_NOT_EQUAL(record_level(dir, mirror, &err), STATUS_OK);
	free(mirror);
	free(dir);
}

static const CU_TestInfo tests[] = {
	{"is on both before it counts", is_on_both_before_it_counts},
	{"goes on in the other", goes_on_in_the_other},
	{"stops when both fail", stops_when_both_fail},
	{"refuses another record", refuses_another_record},
	CU_TEST_INFO_NULL,
};

const struct test_suite suite_mirror = {"record/mirror", tests};
