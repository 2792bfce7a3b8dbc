#include "record/reader.h"

#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/file.h"
#include "faults.h"
#include "record/journal.h"
#include "support/test.h"

extern const struct test_suite suite_reader;

#define LONG 24000 /* events: the file is longer than two pieces */
#define PIECE (1024 * 1024)

/* A record longer than what is read at once, written as one file. */
static struct bytes
long_record(const char *dir)
{
	struct buf text = {0};
	struct digest prev = {{0}};
	struct bytes bytes = {NULL, 0};
	char hex[DIGEST_HEX_SIZE];
	size_t i, from;

	for (i = 1; i <= LONG; i++) {
		from = text.len;
		digest_format(hex, &prev);
		buf_add_format(&text, "{\"n\":%zu,\"utc\":\"2017-02-20T00:00:00Z\","
			"\"mono\":1,\"event\":\"%s\",\"prev\":\"%s\"}\n", i,
			i == 1 ? "start" : "print", hex);
		prev = digest_of(text.data + from, text.len - from);
	}
	put_record(dir, text.data, text.len);
	bytes_set(&bytes, text.data, text.len);
	buf_clear(&text);
	CU_ASSERT_TRUE_FATAL(bytes.len > 2 * PIECE);
	return bytes;
}

static size_t
tail_of(const char *dir, unsigned events)
{
	struct seen seen = {0};
	struct err err;
	size_t tail = SIZE_MAX;

	CU_ASSERT_EQUAL(record_read(dir, see_event, &seen, &tail, &err),
		STATUS_OK);
	CU_ASSERT_EQUAL(seen.events, events);
	return tail;
}

static void
lines_across_pieces(void)
{
	const char *dir = test_temp_dir();
	struct bytes bytes = long_record(dir);

	CU_ASSERT_NOT_EQUAL(bytes.data[PIECE - 1], '\n');
	CU_ASSERT_EQUAL(tail_of(dir, LONG), 0);
	put_record(dir, bytes.data, bytes.len - 3);
	CU_ASSERT_TRUE(tail_of(dir, LONG - 1) > 100);
	bytes_clear(&bytes);
}

/* A file that ends where a piece does, and one byte to either side. */
static void
ends_of_pieces(void)
{
	const char *dir = test_temp_dir();
	struct bytes bytes = long_record(dir);
	size_t len, lines, i, start;

	for (len = PIECE - 1; len <= PIECE + 1; len++) {
		for (lines = start = i = 0; i < len; i++) {
			if (bytes.data[i] == '\n') {
				lines++;
				start = i + 1;
			}
		}
		put_record(dir, bytes.data, len);
		CU_ASSERT_EQUAL(tail_of(dir, (unsigned)lines), len - start);
	}
	bytes_clear(&bytes);
}

/* The power went: NULs behind the last line, more than one piece of them. */
static void
a_tail_longer_than_a_piece(void)
{
	const char *dir = test_temp_dir();
	struct bytes bytes = long_record(dir);
	struct buf torn = {0};
	char *nothing = mem_new(2 * PIECE, 1);

	buf_add(&torn, bytes.data, bytes.len);
	buf_add(&torn, nothing, 2 * PIECE);
	put_record(dir, torn.data, torn.len);
	CU_ASSERT_EQUAL(tail_of(dir, LONG), 2 * PIECE);
	free(nothing);
	buf_clear(&torn);
	bytes_clear(&bytes);
}

/* Lines of NULs longer than a piece are a torn tail only where no event follows
 * them. */
static void
an_event_far_behind_nuls(void)
{
	const char *dir = test_temp_dir();
	struct bytes bytes = long_record(dir);
	char *nothing = mem_new(2 * PIECE, 1);
	struct buf text = {0};
	struct err err;
	size_t tail;

	nothing[0] = nothing[PIECE] = '\n';
	buf_add(&text, bytes.data, bytes.len);
	buf_add(&text, nothing + 1, 2 * PIECE - 1);
	put_record(dir, text.data, text.len);
	CU_ASSERT_EQUAL(tail_of(dir, LONG), 2 * PIECE - 1);
	buf_add(&text, "\n", 1);
	buf_add(&text, bytes.data, bytes.len);
	put_record(dir, text.data, text.len);
	CU_ASSERT_EQUAL(record_read(dir, NULL, NULL, &tail, &err),
		STATUS_INPUT);
	CU_ASSERT_PTR_NOT_NULL(strstr(err.text, RECORD_FILE ":24001: "));
	free(nothing);
	buf_clear(&text);
	bytes_clear(&bytes);
}

static void
a_changed_byte_in_a_later_piece(void)
{
	const char *dir = test_temp_dir();
	struct bytes bytes = long_record(dir);
	struct err err;
	size_t tail;

	bytes.data[2 * PIECE - 9] ^= 1;
	put_record(dir, bytes.data, bytes.len);
	CU_ASSERT_EQUAL(record_read(dir, NULL, NULL, &tail, &err),
		STATUS_INPUT);
	CU_ASSERT_PTR_NOT_NULL(strstr(err.text, RECORD_FILE ":"));
	bytes_clear(&bytes);
}

static void
goes_on_behind_what_was_seen(void)
{
	const char *dir = test_temp_dir();
	struct bytes bytes = long_record(dir), tail = {NULL, 0};
	char *path = file_join(dir, RECORD_FILE);
	struct chain chain = chain_begin(&journal_file);
	struct seen seen = {0};
	struct err err;

	put_record(dir, bytes.data, PIECE + 5);
	CU_ASSERT_EQUAL(reader_follow(&chain, &tail, path, see_event, &seen,
		&err), STATUS_OK);
	put_record(dir, bytes.data, bytes.len);
	CU_ASSERT_EQUAL(reader_follow(&chain, &tail, path, see_event, &seen,
		&err), STATUS_OK);
	CU_ASSERT_EQUAL(seen.events, LONG);
	CU_ASSERT_EQUAL(tail.len, 0);
	put_record(dir, bytes.data, PIECE);
	CU_ASSERT_EQUAL(reader_follow(&chain, &tail, path, see_event, &seen,
		&err), STATUS_INPUT);
	CU_ASSERT_PTR_NOT_NULL(strstr(err.text, "another or gone"));
	free(path);
	bytes_clear(&tail);
	bytes_clear(&bytes);
}

static const CU_TestInfo tests[] = {
	{"lines across pieces", lines_across_pieces},
	{"ends of pieces", ends_of_pieces},
	{"a tail longer than a piece", a_tail_longer_than_a_piece},
	{"an event far behind nuls", an_event_far_behind_nuls},
	{"a changed byte in a later piece", a_changed_byte_in_a_later_piece},
	{"goes on behind what was seen", goes_on_behind_what_was_seen},
	CU_TEST_INFO_NULL,
};

const struct test_suite suite_reader = {"record/reader", tests};
