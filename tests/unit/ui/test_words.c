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

static void
test_place(void)
{
	static const char *const labels[] = {"program", "script"};
	struct words_grid grid = {.words = 32};
	char place[64];

	words_place(place, sizeof(place), &grid, 10);
	CU_ASSERT_STRING_EQUAL(place, "line 3, third word");
	grid.words = 4;
	words_place(place, sizeof(place), &grid, 1);
	CU_ASSERT_STRING_EQUAL(place, "second word");
	grid.labels = labels;
	words_place(place, sizeof(place), &grid, 35);
	CU_ASSERT_STRING_EQUAL(place, "script, fourth word");
}

static const CU_TestInfo tests[] = {
	{"the grid, with a blank", test_grid},
	{"what was typed", test_typed},
	{"places in words", test_place},
	CU_TEST_INFO_NULL,
};

const struct test_suite suite_words = {"ui/words", tests};
