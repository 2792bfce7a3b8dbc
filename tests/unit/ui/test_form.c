#include "w_form.h"

#include <string.h>

#include "support/test.h"

static enum form_result
type(struct form *form, const char *text)
{
	enum form_result result = FORM_IGNORED;

	for (; *text != '\0'; text++) {
		struct input input = input_of((unsigned char)*text);

		result = form_input(form, &input);
	}
	return result;
}

static enum form_result
press(struct form *form, enum action action)
{
	struct input input = {.kind = INPUT_ACTION, .action = action};

	return form_input(form, &input);
}

static void
set_up(void)
{
	static bool done;
	struct err err;
	bool locked;

	if (!done)
		CU_ASSERT_EQUAL(secret_setup(&locked, &err), STATUS_OK);
	done = true;
}

static void
test_parts(void)
{
	struct form form;

	set_up();
	form_init(&form);
	CU_ASSERT_EQUAL(type(&form, "\n"), FORM_DONE);
	CU_ASSERT_EQUAL(type(&form, "x"), FORM_IGNORED);
	form_add_person(&form, true, true);
	CU_ASSERT_EQUAL(type(&form, "\n"), FORM_EMPTY);
	CU_ASSERT_EQUAL(type(&form, "b.s\n"), FORM_TAKEN);
	CU_ASSERT_STRING_EQUAL(form_text(&form, FORM_INITIALS), "BS");
	CU_ASSERT_EQUAL(type(&form, "4711"), FORM_TAKEN);
	CU_ASSERT_EQUAL(press(&form, ACTION_ERASE), FORM_TAKEN);
	CU_ASSERT_EQUAL(form_pin(&form, 0)->len, 3);
	CU_ASSERT_EQUAL(type(&form, "2\n"), FORM_DONE);
	CU_ASSERT_STRING_EQUAL(form_pin(&form, 0)->text, "4712");
	CU_ASSERT_PTR_NULL(form_pin(&form, 1));
	form_again(&form);
	CU_ASSERT_EQUAL(form_pin(&form, 0)->len, 0);
	CU_ASSERT_EQUAL(form.at, 0);
	CU_ASSERT_EQUAL(type(&form, "q"), FORM_TAKEN);
	CU_ASSERT_STRING_EQUAL(form_text(&form, FORM_INITIALS), "Q");
	form_reset(&form);
	CU_ASSERT_EQUAL(form.count, 0);
}

/* What does not fit is said before it is taken. */
static void
test_cut(void)
{
	struct form form;

	form_init(&form);
	form_add(&form, FORM_TEXT, "last four")->max = 4;
	CU_ASSERT_EQUAL(type(&form, "BB51464417\n"), FORM_CUT);
	CU_ASSERT_STRING_EQUAL(form_text(&form, FORM_TEXT), "BB51");
	CU_ASSERT_EQUAL(type(&form, "4417\n"), FORM_DONE);
	CU_ASSERT_STRING_EQUAL(form_text(&form, FORM_TEXT), "4417");
	form_reset(&form);
	form_add(&form, FORM_TEXT, "last four")->max = 4;
	CU_ASSERT_EQUAL(type(&form, "44171\n"), FORM_CUT);
	CU_ASSERT_EQUAL(type(&form, "\n"), FORM_DONE);
	CU_ASSERT_STRING_EQUAL(form_text(&form, FORM_TEXT), "4417");
	form_reset(&form);
}

static void
test_choice(void)
{
	struct form form;

	form_init(&form);
	form_add(&form, FORM_CHOICE, "who")->choices = 16;
	press(&form, ACTION_UP);
	CU_ASSERT_EQUAL(form.parts[0].choice, 15);
	press(&form, ACTION_DOWN);
	CU_ASSERT_EQUAL(form.parts[0].choice, 0);
	type(&form, "1");
	type(&form, "2");
	CU_ASSERT_EQUAL(form.parts[0].choice, 11);
	type(&form, "7");
	CU_ASSERT_EQUAL(form.parts[0].choice, 6);
	CU_ASSERT_EQUAL(type(&form, "x"), FORM_IGNORED);
	CU_ASSERT_EQUAL(type(&form, "\n"), FORM_DONE);
	form_reset(&form);
}

static void
test_pin_as_initials(void)
{
	struct form form;

	set_up();
	form_init(&form);
	form_add_person(&form, true, true);
	type(&form, "2718");
	CU_ASSERT_STRING_EQUAL(form_text(&form, FORM_INITIALS), "");
	type(&form, "b2s2");
	CU_ASSERT_STRING_EQUAL(form_text(&form, FORM_INITIALS), "BS2");
	form_again(&form);
	type(&form, "7");
	CU_ASSERT_STRING_EQUAL(form_text(&form, FORM_INITIALS), "BS2");
	form_reset(&form);
}

/* A PIN shows that something was typed, not how much. */
static void
test_hidden(void)
{
	struct page page;
	struct buf one = {0}, eight = {0};
	struct form form;

	set_up();
	form_init(&form);
	form_add(&form, FORM_PIN, "PIN");
	type(&form, "1");
	page_init(&page, 24, 80, true);
	form_draw(&page, 5, 10, &form, 0, 4);
	CU_ASSERT_TRUE(page.secret);
	page_text(&one, &page);
	page_clear(&page);
	type(&form, "2345678");
	page_init(&page, 24, 80, true);
	form_draw(&page, 5, 10, &form, 0, 4);
	CU_ASSERT_EQUAL(page.focus_column, 18);
	page_text(&eight, &page);
	CU_ASSERT_STRING_EQUAL(buf_text(&one), buf_text(&eight));
	CU_ASSERT_PTR_NOT_NULL(strstr(buf_text(&one), "> [hidden]"));
	page_clear(&page);
	buf_clear(&one);
	buf_clear(&eight);
	form_reset(&form);
}

/* Longer than its place: the end stays in view, and the cursor with it. */
static void
test_long(void)
{
	struct page page;
	struct buf text = {0};
	struct form form;

	form_init(&form);
	form_add(&form, FORM_TEXT, "why");
	type(&form, "abcdefgh");
	page_init(&page, 24, 80, true);
	form_draw(&page, 0, 2, &form, 0, 5);
	page_row_text(&text, &page, 0, 0);
	CU_ASSERT_STRING_EQUAL(buf_text(&text), "> defgh");
	CU_ASSERT_EQUAL(page.focus_column, 7);
	press(&form, ACTION_ERASE_ALL);
	CU_ASSERT_STRING_EQUAL(form_text(&form, FORM_TEXT), "");
	page_clear(&page);
	buf_clear(&text);
	form_reset(&form);
}

/* One letter beyond ASCII is one letter, typed and erased. */
static void
test_utf8(void)
{
	struct input input = {.kind = INPUT_CHAR, .character = 0xe9};
	struct form form;

	form_init(&form);
	form_add(&form, FORM_TEXT, "words");
	form_input(&form, &input);
	CU_ASSERT_STRING_EQUAL(form_text(&form, FORM_TEXT), "\xc3\xa9");
	press(&form, ACTION_ERASE);
	CU_ASSERT_STRING_EQUAL(form_text(&form, FORM_TEXT), "");
	form_reset(&form);
}

static const CU_TestInfo tests[] = {
	{"part after part", test_parts},
	{"more than fits", test_cut},
	{"choices", test_choice},
	{"a PIN among initials does not show", test_pin_as_initials},
	{"a hidden PIN", test_hidden},
	{"long text", test_long},
	{"letters beyond ASCII", test_utf8},
	CU_TEST_INFO_NULL,
};

const struct test_suite suite_form = {"ui/form", tests};
