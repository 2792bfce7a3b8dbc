#include "w_words.h"

#include <string.h>

#include "support/test.h"

static enum words_mark
second_is_blank(const void *context, size_t index)
{
	(void)context;
	return index == 1 ? WORDS_BLANK : WORDS_SHOWN;
}

/* What is masked is masked in words and in hex. */
static void
test_grid(void)
{
	struct digest digest = {{0x70, 0x75, 0x06, 0x9c}};
	struct words_grid grid = {
		.digests = &digest, .count = 1, .words = 32,
		.mark = second_is_blank,
	};
	struct buf text = {0};
	struct page page;

	page_init(&page, 24, 80, true);
	CU_ASSERT_EQUAL(words_draw(&page, 0, &grid), 8);
	page_row_text(&text, &page, 0, 0);
	CU_ASSERT_STRING_EQUAL(buf_text(&text), "    1    guidance       "
		"[ blank ]      afflict        October        70..069c");
	page_clear(&page);
	buf_clear(&text);
}

static void
test_typed(void)
{
	CU_ASSERT_STRING_EQUAL(words_of_typed("guidan", 0), "guidance");
	CU_ASSERT_STRING_EQUAL(words_of_typed("GUIDANCE", 2), "guidance");
	CU_ASSERT_PTR_NULL(words_of_typed("guidance", 1));
	CU_ASSERT_PTR_NULL(words_of_typed("aardwolf", 0));
	CU_ASSERT_TRUE(words_begins("s", 0));
	CU_ASSERT_FALSE(words_begins("guidance", 1));
}

static const CU_TestInfo tests[] = {
	{"the grid, with a blank", test_grid},
	{"what was typed", test_typed},
	CU_TEST_INFO_NULL,
};

const struct test_suite suite_words = {"ui/words", tests};
