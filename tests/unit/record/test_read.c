#include "record/record.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "faults.h"
#include "support/test.h"

extern const struct test_suite suite_read;

static void
visits_in_order_without_lock(void)
{
	const char *dir = test_temp_dir();
	struct record *record = NULL;
	struct record_tail found = {NULL, 0};
	struct seen seen = {0};
	struct err err;
	size_t tail = 9;

	make_record(dir, 5);
	CU_ASSERT_EQUAL_FATAL(record_open(&record, dir, &found, NULL, NULL,
		&err), STATUS_OK);
	CU_ASSERT_EQUAL(record_read(dir, see_event, &seen, &tail, &err),
		STATUS_OK);
	CU_ASSERT_EQUAL(seen.events, 5);
	CU_ASSERT_EQUAL(seen.number, 5);
	CU_ASSERT_EQUAL(tail, 0);
	record_close(record);
}

/* Where line n (from 1) begins. */
static size_t
line_start(const struct bytes *bytes, unsigned n)
{
	size_t i = 0;

	while (--n > 0)
		i = (size_t)((uint8_t *)memchr(bytes->data + i, '\n',
			bytes->len - i) - bytes->data) + 1;
	return i;
}

static void
any_changed_byte_is_found(void)
{
	const char *dir = test_temp_dir();
	struct bytes bytes;
	struct err err;
	size_t i, tail, end, missed = 0;

	make_record(dir, 4);
	bytes = read_whole(dir, RECORD_FILE);
	/* The last line's own bytes are vouched for by the digest that is
	 * read aloud only. */
	end = line_start(&bytes, 4);
	for (i = 0; i < end; i++) {
		bytes.data[i] ^= 1;
		put_record(dir, bytes.data, bytes.len);
		if (record_read(dir, NULL, NULL, &tail, &err) != STATUS_INPUT)
			missed++;
		bytes.data[i] ^= 1;
	}
	CU_ASSERT_EQUAL(missed, 0);
	bytes_clear(&bytes);
}

/* Replaces record by first lines of it and text; the reason is named. */
static void
broken(const char *format, const char *reason)
{
	const char *dir = test_temp_dir();
	struct bytes bytes;
	struct digest prev;
	char hex[DIGEST_HEX_SIZE], *text;
	struct buf lines = {0};
	struct err err = {STATUS_OK, ""};
	size_t tail;

	make_record(dir, 2);
	bytes = read_whole(dir, RECORD_FILE);
	prev = digest_of(bytes.data + line_start(&bytes, 2),
		bytes.len - line_start(&bytes, 2));
	digest_format(hex, &prev);
	buf_add(&lines, bytes.data, bytes.len);
	while ((text = strchr(format, '%')) != NULL) {
		buf_add(&lines, format, (size_t)(text - format));
		buf_add_text(&lines, hex);
		format = text + 1;
	}
	buf_add_text(&lines, format);
	put_record(dir, lines.data, lines.len);
	CU_ASSERT_EQUAL(record_read(dir, NULL, NULL, &tail, &err),
		STATUS_INPUT);
	if (strstr(err.text, reason) == NULL)
		fprintf(stderr, "\"%s\" is not in \"%s\"\n", reason, err.text);
	CU_ASSERT_PTR_NOT_NULL(strstr(err.text, reason));
	CU_ASSERT_PTR_NOT_NULL(strstr(err.text, RECORD_FILE ":3: "));
	buf_clear(&lines);
	bytes_clear(&bytes);
}

#define WHEN "\"utc\":\"2017-02-20T00:00:00Z\",\"mono\":1,"

static void
wrong_lines_are_named(void)
{
	broken("{\"n\":4," WHEN "\"event\":\"print\",\"prev\":\"%\"}\n",
		"\"n\" is not 3");
	broken("{\"n\":\"3\"," WHEN "\"event\":\"print\",\"prev\":\"%\"}\n",
		"\"n\" is not 3");
	broken("{\"n\":3,\"n\":3," WHEN "\"event\":\"print\",\"prev\":\"%\"}\n",
		"duplicate");
	broken("{\"n\":3," WHEN "\"event\":\"print\",\"a\":{\"b\":1,\"b\":2},"
		"\"prev\":\"%\"}\n", "duplicate");
	broken("{\"n\":3," WHEN "\"event\":\"party\",\"prev\":\"%\"}\n",
		"unknown event \"party\"");
	broken("{\"n\":3," WHEN "\"event\":\"start\",\"prev\":\"%\"}\n",
		"event 1 is \"start\"");
	broken("{\"n\":3," WHEN "\"event\":\"print\",\"prev\":\"0%\"}\n",
		"\"prev\" is not");
	broken("{\"n\":3," WHEN "\"event\":\"print\"}\n", "\"prev\" is not");
	broken("{\"n\":3,\"utc\":\"2017-02-20\",\"mono\":1,"
		"\"event\":\"print\",\"prev\":\"%\"}\n", "\"utc\"");
	broken("{\"n\":3,\"utc\":\"2017-02-20T00:00:00Z\",\"mono\":1.5,"
		"\"event\":\"print\",\"prev\":\"%\"}\n", "\"mono\"");
	broken("[3]\n", "not a JSON object");
	broken("\n", "not JSON");
	broken("{\"n\":3," WHEN "\"event\":\"print\",\"a\":\"caf\xc3\xa9\","
		"\"prev\":\"%\"}\n", "not printable ASCII");
}

static void
lines_behind_a_nul_are_not_torn(void)
{
	const char *dir = test_temp_dir();
	struct bytes bytes;
	struct err err;
	size_t tail;

	make_record(dir, 4);
	bytes = read_whole(dir, RECORD_FILE);
	bytes.data[line_start(&bytes, 2) + 20] = '\0';
	put_record(dir, bytes.data, bytes.len);
	CU_ASSERT_EQUAL(record_read(dir, NULL, NULL, &tail, &err),
		STATUS_INPUT);
	CU_ASSERT_PTR_NOT_NULL(strstr(err.text, RECORD_FILE ":2: "));
	bytes_clear(&bytes);
}

static void
nothing_follows_the_close(void)
{
	const char *dir = test_temp_dir();
	struct record *record = NULL;
	struct record_tail found = {NULL, 0};
	struct seen seen = {0};
	struct err err;
	size_t tail;

	make_record(dir, 1);
	CU_ASSERT_EQUAL_FATAL(record_open(&record, dir, &found, NULL, NULL,
		&err), STATUS_OK);
	CU_ASSERT_EQUAL(record_append(record, "close", NULL, &err), STATUS_OK);
	record_close(record);
	CU_ASSERT_EQUAL(record_read(dir, see_event, &seen, &tail, &err),
		STATUS_OK);
	CU_ASSERT_STRING_EQUAL(seen.last, "close");
	CU_ASSERT_EQUAL_FATAL(record_open(&record, dir, &found, NULL, NULL,
		&err), STATUS_OK);
	CU_ASSERT_EQUAL(record_append(record, "print", NULL, &err),
		STATUS_INPUT);
	record_close(record);
}

static void
says_how_long_the_tail_is(void)
{
	const char *dir = test_temp_dir();
	struct bytes bytes;
	struct seen seen = {0};
	struct err err;
	size_t tail = 0;

	make_record(dir, 3);
	bytes = read_whole(dir, RECORD_FILE);
	put_record(dir, bytes.data, bytes.len - 5);
	CU_ASSERT_EQUAL(record_read(dir, see_event, &seen, &tail, &err),
		STATUS_OK);
	CU_ASSERT_EQUAL(seen.events, 2);
	CU_ASSERT_EQUAL(tail, bytes.len - 5 - line_start(&bytes, 3));
	bytes_clear(&bytes);
}

static void
vocabulary_is_fixed(void)
{
	CU_ASSERT_TRUE(record_knows("start"));
	CU_ASSERT_TRUE(record_knows("sign.signature"));
	CU_ASSERT_TRUE(record_knows("close"));
	CU_ASSERT_FALSE(record_knows("sign"));
	CU_ASSERT_FALSE(record_knows(""));
}

static void
memory_file_systems_are_known(void)
{
	CU_ASSERT_TRUE(record_on_memory_fs("/dev/shm"));
	CU_ASSERT_FALSE(record_on_memory_fs("/proc"));
	CU_ASSERT_FALSE(record_on_memory_fs("/no/such/folder"));
}

static const CU_TestInfo tests[] = {
	{"visits in order without lock", visits_in_order_without_lock},
	{"any changed byte is found", any_changed_byte_is_found},
	{"wrong lines are named", wrong_lines_are_named},
	{"lines behind a nul are not torn", lines_behind_a_nul_are_not_torn},
	{"nothing follows the close", nothing_follows_the_close},
	{"says how long the tail is", says_how_long_the_tail_is},
	{"vocabulary is fixed", vocabulary_is_fixed},
	{"memory file systems are known", memory_file_systems_are_known},
	CU_TEST_INFO_NULL,
};

const struct test_suite suite_read = {"record/read", tests};
