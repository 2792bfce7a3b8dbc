#include "page.h"

#include <locale.h>
#include <string.h>

#include "frame.h"
#include "layout.h"
#include "support/test.h"

static struct page page;

static const char *
row(int number)
{
	static struct buf text;

	text.len = 0;
	buf_add_text(&text, "");
	page_row_text(&text, &page, number, 0);
	return buf_text(&text);
}

static void
test_put(void)
{
	page_init(&page, PAGE_ROWS, PAGE_COLUMNS, true);
	CU_ASSERT_EQUAL(page_put(&page, 3, 2, ROLE_PLAIN, "bag"), 5);
	page_put_right(&page, 3, 78, ROLE_PLAIN, "PASS");
	CU_ASSERT_STRING_EQUAL(row(3), "  bag"
		"                                                         "
		"            PASS");
	page_put(&page, 4, 78, ROLE_PLAIN, "cut here");
	CU_ASSERT_EQUAL(strlen(row(4)), 80);
	page_put(&page, 24, 0, ROLE_PLAIN, "below");
	page_put(&page, -1, 0, ROLE_PLAIN, "above");
	CU_ASSERT_EQUAL(page.span_count, 3);
	page_put(&page, 3, 2, ROLE_PLAIN, "BAG");
	CU_ASSERT_EQUAL(strncmp(row(3), "  BAG ", 6), 0);
	page_clear(&page);
}

/* Nothing from outside reaches a terminal as it is. */
static void
test_clean(void)
{
	page_init(&page, PAGE_ROWS, PAGE_COLUMNS, true);
	page_put(&page, 0, 0, ROLE_PLAIN, "a\x1b[2Jb");
	page_put(&page, 1, 0, ROLE_PLAIN, "caf\xc3\xa9");
	CU_ASSERT_STRING_EQUAL(row(0), "a<1b>[2Jb");
	CU_ASSERT_STRING_EQUAL(row(1), "caf<U+00E9>");
	page_clear(&page);
	page_init(&page, PAGE_ROWS, PAGE_COLUMNS, false);
	CU_ASSERT_EQUAL(page_put(&page, 1, 0, ROLE_PLAIN, "caf\xc3\xa9"), 4);
	CU_ASSERT_STRING_EQUAL(row(1), "caf\xc3\xa9");
	page_put(&page, 2, 0, ROLE_PLAIN, "a\xe2\x80\xae" "b");
	CU_ASSERT_STRING_EQUAL(row(2), "a<U+202E>b");
	page_clear(&page);
}

static void
test_text(void)
{
	struct buf text = {0};
	struct digest first, second;

	page_init(&page, PAGE_ROWS, PAGE_COLUMNS, true);
	page_text(&text, &page);
	CU_ASSERT_EQUAL(text.len, 24 * 81);
	first = page_digest(&page);
	page_put(&page, 23, 78, ROLE_PLAIN, ".");
	second = page_digest(&page);
	CU_ASSERT_FALSE(digest_equal(&first, &second));
	buf_clear(&text);
	page_clear(&page);
}

/* What is typed is left out where only the rest is wanted. */
static void
test_typing(void)
{
	struct buf text = {0};

	page_init(&page, PAGE_ROWS, PAGE_COLUMNS, true);
	page_put(&page, 5, 0, ROLE_PLAIN, "Serial");
	page_put(&page, 5, 10, ROLE_INPUT, "20__");
	page_focus(&page, 5, 8, 12);
	CU_ASSERT_STRING_EQUAL(row(5), "Serial  > 20__");
	page_row_text(&text, &page, 5, PAGE_TYPING);
	CU_ASSERT_STRING_EQUAL(buf_text(&text), "Serial");
	buf_clear(&text);
	page_clear(&page);
}

static void
test_paragraph(void)
{
	static const char text[] = "Turn the bag under the camera, all sides.";

	page_init(&page, PAGE_ROWS, PAGE_COLUMNS, true);
	CU_ASSERT_EQUAL(layout_rows(text, 20), 3);
	CU_ASSERT_EQUAL(layout_rows("", 20), 0);
	CU_ASSERT_EQUAL(layout_rows("abcdefghij", 4), 3);
	CU_ASSERT_EQUAL(layout_paragraph(&page, 0, 8, 20, 9, ROLE_PLAIN, text),
		3);
	CU_ASSERT_STRING_EQUAL(row(0), "        Turn the bag under");
	CU_ASSERT_STRING_EQUAL(row(2), "        sides.");
	CU_ASSERT_EQUAL(layout_paragraph(&page, 5, 8, 20, 2, ROLE_PLAIN, text),
		2);
	page_clear(&page);
}

/* Rows 1 and 21 say it, on every width; nothing says it in a real one. */
static void
test_rehearsal(void)
{
	struct frame frame = {.rehearsal = true, .saved = true};

	page_init(&page, 40, 132, true);
	frame_draw(&page, &frame);
	CU_ASSERT_PTR_NOT_NULL(strstr(row(0), "*** REHEARSAL ***"));
	CU_ASSERT_PTR_NOT_NULL(strstr(row(36), "REHEARSAL: nothing here is"));
	page_clear(&page);
	page_init(&page, PAGE_ROWS, PAGE_COLUMNS, true);
	frame.rehearsal = false;
	frame.saved = false;
	frame_draw(&page, &frame);
	CU_ASSERT_PTR_NULL(strstr(row(0), "REHEARSAL"));
	CU_ASSERT_PTR_NULL(strstr(row(20), "REHEARSAL"));
	CU_ASSERT_PTR_NOT_NULL(strstr(row(22), "NOT SAVED"));
	page_clear(&page);
}

/* Whatever is too long for the row, the verdict and the time stand there. */
static void
test_saved(void)
{
	struct frame frame = {.saved = true,
		.events = "1131 events in rehearsal-202611",
		.last = "last: 1.1 Running, Recorder PASS, 09:26"};

	page_init(&page, PAGE_ROWS, PAGE_COLUMNS, true);
	frame_draw(&page, &frame);
	CU_ASSERT_STRING_EQUAL(row(22), " SAVED     1131 events in "
		"rehearsal-202611  last: 1.1 Running, Rec.. PASS, 09:26");
	page_clear(&page);
	frame.events[4] = '\0';
	page_init(&page, PAGE_ROWS, PAGE_COLUMNS, true);
	frame_draw(&page, &frame);
	CU_ASSERT_PTR_NOT_NULL(strstr(row(22), frame.last));
	page_clear(&page);
}

/* The last cell is never written; keys that do not fit are left out whole. */
static void
test_last_row(void)
{
	size_t i;

	page_init(&page, PAGE_ROWS, PAGE_COLUMNS, true);
	for (i = 0; i < 10; i++)
		page_key(&page, ACTION_OBJECTION, NULL);
	frame_draw_keys(&page);
	CU_ASSERT_TRUE(strlen(row(23)) < 80);
	CU_ASSERT_STRING_EQUAL(row(23) + 61, "F4 Objection");
	for (i = 0; i < page.span_count; i++)
		CU_ASSERT_TRUE(page.spans[i].column + page.spans[i].width < 80);
	page_clear(&page);
}

static const CU_TestInfo tests[] = {
	{"text put on a page", test_put},
	{"text from outside", test_clean},
	{"a page as text, and its digest", test_text},
	{"without what is being typed", test_typing},
	{"paragraphs", test_paragraph},
	{"REHEARSAL twice", test_rehearsal},
	{"the row of what is saved", test_saved},
	{"the last row", test_last_row},
	CU_TEST_INFO_NULL,
};

const struct test_suite suite_page = {"ui/page", tests};
