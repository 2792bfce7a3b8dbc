#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "frame.h"
#include "renderer.h"
#include "support/test.h"

struct place {
	struct renderer *renderer;
	struct renderer_place files;
	char *text;
	size_t len;
};

static void
open_place(struct place *dst, const char *lines)
{
	struct err err;
	int ends[2];

	memset(dst, 0, sizeof(*dst));
	if (pipe(ends) != 0 || write(ends[1], lines, strlen(lines)) < 0)
		abort();
	close(ends[1]);
	dst->files.in = fdopen(ends[0], "r");
	dst->files.out = open_memstream(&dst->text, &dst->len);
	if (render_plain.start(&dst->renderer, &dst->files, &err) != STATUS_OK)
		abort();
}

static void
close_place(struct place *place)
{
	render_plain.stop(place->renderer);
	fclose(place->files.in);
	fclose(place->files.out);
	free(place->text);
}

static void
draw(struct place *place, const char *value, const char *typed, bool typing)
{
	struct frame frame = {.saved = true, .person = "IW", .thing = ": bag"};
	struct page page;
	int rows, columns;

	render_plain.size(place->renderer, &rows, &columns);
	page_init(&page, rows, columns, true);
	frame_draw(&page, &frame);
	frame_title(&page, "2.11", "The HSM leaves its bag", "");
	page_put(&page, 8, 8, ROLE_PLAIN, "Bag uncut");
	page_put(&page, 8, 36, ROLE_PLAIN, value);
	page_put(&page, 9, 8, ROLE_PLAIN, "Bag number");
	page_put(&page, 9, 36, ROLE_INPUT, typed);
	page.typing = typing;
	render_plain.draw(place->renderer, &page);
	page_clear(&page);
}

static size_t
count(const char *text, const char *part)
{
	size_t found = 0;

	while ((text = strstr(text, part)) != NULL) {
		found++;
		text++;
	}
	return found;
}

/* What is new is written, once; letters typed are no news. */
static void
test_draw(void)
{
	struct place place;

	open_place(&place, "");
	draw(&place, "", "", true);
	CU_ASSERT_EQUAL(count(place.text, "THE HSM LEAVES"), 1);
	CU_ASSERT_EQUAL(count(place.text, "Bag number"), 1);
	draw(&place, "", "44", true);
	draw(&place, "", "4417", true);
	CU_ASSERT_EQUAL(count(place.text, "Bag number"), 1);
	CU_ASSERT_EQUAL(count(place.text, "4417"), 0);
	draw(&place, "yes", "", true);
	CU_ASSERT_EQUAL(count(place.text, "Bag uncut"), 2);
	CU_ASSERT_EQUAL(count(place.text, "THE HSM LEAVES"), 1);
	CU_ASSERT_EQUAL(count(place.text, "AWAITED   IW: bag"), 1);
	close_place(&place);
}

static void
read_one(struct place *place, struct input *input)
{
	memset(input, 0, sizeof(*input));
	render_plain.read(place->renderer, input, 1000);
}

static void
test_lines(void)
{
	struct place place;
	struct input input;

	open_place(&place, "4\xc3\xa9\n/objection\n/nonsense\n");
	draw(&place, "", "", true);
	read_one(&place, &input);
	CU_ASSERT_EQUAL(input.character, '4');
	read_one(&place, &input);
	CU_ASSERT_EQUAL(input.character, 0xe9);
	read_one(&place, &input);
	CU_ASSERT_EQUAL(input.action, ACTION_ENTER);
	read_one(&place, &input);
	CU_ASSERT_EQUAL(input.action, ACTION_OBJECTION);
	read_one(&place, &input);
	CU_ASSERT_EQUAL(input.action, ACTION_NONE);
	fflush(place.files.out);
	CU_ASSERT_PTR_NOT_NULL(strstr(place.text, "/objection /outline"));
	read_one(&place, &input);
	CU_ASSERT_EQUAL(input.kind, INPUT_END);
	close_place(&place);
}

/* Where nothing is typed, a typed line is no Enter by accident. */
static void
test_no_field(void)
{
	struct place place;
	struct input input;

	open_place(&place, "no, wait\n?\n\n");
	draw(&place, "", "", false);
	read_one(&place, &input);
	CU_ASSERT_EQUAL(input.kind, INPUT_NONE);
	CU_ASSERT_EQUAL(input.action, ACTION_NONE);
	read_one(&place, &input);
	CU_ASSERT_EQUAL(input.action, ACTION_HELP);
	read_one(&place, &input);
	CU_ASSERT_EQUAL(input.action, ACTION_ENTER);
	close_place(&place);
}

/* What was being typed when the keyboard went away was not answered. */
static void
test_end(void)
{
	struct place place;
	struct input input;

	open_place(&place, "4417");
	draw(&place, "", "", true);
	read_one(&place, &input);
	CU_ASSERT_EQUAL(input.kind, INPUT_END);
	read_one(&place, &input);
	CU_ASSERT_EQUAL(input.kind, INPUT_END);
	close_place(&place);
}

static const CU_TestInfo tests[] = {
	{"only what is new", test_draw},
	{"lines as keys", test_lines},
	{"lines where nothing is typed", test_no_field},
	{"a line without its end", test_end},
	CU_TEST_INFO_NULL,
};

const struct test_suite suite_plain = {"ui/plain", tests};
