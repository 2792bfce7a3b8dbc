#include "base/buf.h"

#include <stdlib.h>
#include <string.h>

#include "support/test.h"

extern const struct test_suite suite_buf;

static void
starts_empty(void)
{
	struct buf buf = {0};

	CU_ASSERT_STRING_EQUAL(buf_text(&buf), "");
	CU_ASSERT_EQUAL(buf.len, 0);
	buf_clear(&buf);
}

static void
writes_network_order(void)
{
	struct buf buf = {0};

	buf_add_u16(&buf, 0x0102);
	buf_add_u32(&buf, 0x03040506);
	CU_ASSERT_EQUAL(buf.len, 6);
	CU_ASSERT_EQUAL(memcmp(buf.data, "\1\2\3\4\5\6", 6), 0);
	buf_clear(&buf);
}

static void
grows_and_hands_over(void)
{
	struct buf buf = {0};
	char *text;
	int i;

	for (i = 0; i < 1000; i++)
		buf_add_format(&buf, "%d,", i % 10);
	text = buf_take_text(&buf);
	CU_ASSERT_EQUAL(strlen(text), 2000);
	CU_ASSERT_EQUAL(buf.len, 0);
	free(text);
}

static const CU_TestInfo tests[] = {
	{"starts empty", starts_empty},
	{"writes network order", writes_network_order},
	{"grows and hands over", grows_and_hands_over},
	CU_TEST_INFO_NULL,
};

const struct test_suite suite_buf = {"base/buf", tests};
