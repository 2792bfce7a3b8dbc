/*
 * The curses renderer, in-process: no terminal, only two pipes and TERM.
 */
#include <curses.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "frame.h"
#include "renderer.h"
#include "support/test.h"

struct place {
	struct renderer *renderer;
	struct renderer_place files;
	int keys; /* where keys are written */
};

static bool
open_place(struct place *dst, const char *term)
{
	struct err err;
	int ends[2];

	setenv("TERM", term, 1);
	setenv("LINES", "24", 1);
	setenv("COLUMNS", "80", 1);
	if (pipe(ends) != 0)
		abort();
	dst->keys = ends[1];
	dst->files.in = fdopen(ends[0], "r");
	dst->files.out = fopen("/dev/null", "w");
	dst->files.ascii = true;
	return render_curses.start(&dst->renderer, &dst->files, &err) ==
		STATUS_OK;
}

static void
close_place(struct place *place, bool started)
{
	if (started)
		render_curses.stop(place->renderer);
	fclose(place->files.in);
	fclose(place->files.out);
	close(place->keys);
}

static void
test_unable(void)
{
	struct place place = {0};

	CU_ASSERT_FALSE(open_place(&place, "dumb"));
	close_place(&place, false);
	CU_ASSERT_FALSE(open_place(&place, "no-such-terminal"));
	close_place(&place, false);
}

static void
test_draw(void)
{
	struct frame frame = {.rehearsal = true, .saved = true};
	struct place place = {0};
	struct page page;
	int row, column;

	CU_ASSERT_TRUE_FATAL(open_place(&place, "vt100"));
	render_curses.size(place.renderer, &row, &column);
	CU_ASSERT_EQUAL(row, 24);
	CU_ASSERT_EQUAL(column, 80);
	page_init(&page, 24, 80, true);
	frame_draw(&page, &frame);
	page_key(&page, ACTION_ENTER, NULL);
	frame_draw_keys(&page);
	page_put(&page, 9, 36, ROLE_INPUT, "20__");
	page_focus(&page, 9, 34, 38);
	render_curses.draw(place.renderer, &page);
	getyx(stdscr, row, column);
	CU_ASSERT_EQUAL(row, 9);
	CU_ASSERT_EQUAL(column, 38);
	CU_ASSERT_EQUAL(mvinch(9, 34) & A_CHARTEXT, '>');
	CU_ASSERT_TRUE((mvinch(0, 79) & A_REVERSE) != 0);
	CU_ASSERT_TRUE((mvinch(23, 78) & A_REVERSE) != 0);
	CU_ASSERT_EQUAL(mvinch(23, 79) & A_CHARTEXT, ' ');
	CU_ASSERT_TRUE((mvinch(23, 79) & A_REVERSE) == 0);
	CU_ASSERT_TRUE((mvinch(5, 40) & A_REVERSE) == 0);
	page_clear(&page);
	close_place(&place, true);
}

/* The role's cell of a page on a terminal of so many colours. */
static chtype
shown(const char *term, const char *theme, enum page_role role, int *ink,
	int *paper)
{
	struct place place = {.files = {.color = true,
		.theme = theme_find(theme)}};
	struct page page;
	short fore = -2;
	short back = -2;
	chtype cell;

	CU_ASSERT_TRUE_FATAL(open_place(&place, term));
	page_init(&page, 24, 80, true);
	page_put(&page, 5, 5, role, "X");
	render_curses.draw(place.renderer, &page);
	cell = mvinch(5, 5);
	pair_content((short)PAIR_NUMBER((int)cell), &fore, &back);
	*ink = fore;
	*paper = back;
	page_clear(&page);
	close_place(&place, true);
	return cell;
}

/* Black letters stay black where bold ones would be shown grey. */
static void
test_themes(void)
{
	int ink;
	int paper;

	CU_ASSERT_TRUE(shown("xterm-256color", "light", ROLE_STRONG, &ink,
		&paper) & A_BOLD);
	CU_ASSERT_EQUAL(ink, 16);
	CU_ASSERT_EQUAL(paper, 231);
	CU_ASSERT_EQUAL(shown("xterm", "light", ROLE_STRONG, &ink, &paper) &
		(A_BOLD | A_UNDERLINE), A_UNDERLINE);
	CU_ASSERT_EQUAL(ink, COLOR_BLACK);
	shown("xterm-256color", "dark", ROLE_FAIL, &ink, &paper);
	CU_ASSERT_EQUAL(ink, 160);
	CU_ASSERT_EQUAL(paper, 16);
	CU_ASSERT_FALSE(shown("xterm-256color", "projector", ROLE_HINT, &ink,
		&paper) & A_DIM);
	CU_ASSERT_EQUAL(PAIR_NUMBER((int)shown("xterm-256color", "mono",
		ROLE_FAIL, &ink, &paper)), 0);
	CU_ASSERT_EQUAL(PAIR_NUMBER((int)shown("vt100", "dark", ROLE_FAIL,
		&ink, &paper)), 0);
	CU_ASSERT_PTR_NULL(theme_find("sepia"));
	CU_ASSERT_STRING_EQUAL(theme_find(NULL)->name, "terminal");
}

static enum action
read_one(struct place *place, const char *bytes, uint32_t *character)
{
	struct input input;

	if (write(place->keys, bytes, strlen(bytes)) < 0)
		abort();
	render_curses.read(place->renderer, &input, 1000);
	*character = input.kind == INPUT_CHAR ? input.character : 0;
	return input.action;
}

static void
test_read(void)
{
	struct place place = {0};
	struct input input;
	uint32_t c;

	CU_ASSERT_TRUE_FATAL(open_place(&place, "vt100"));
	CU_ASSERT_EQUAL(read_one(&place, "g", &c), ACTION_NONE);
	CU_ASSERT_EQUAL(c, 'g');
	CU_ASSERT_EQUAL(read_one(&place, "\r", &c), ACTION_ENTER);
	CU_ASSERT_EQUAL(read_one(&place, "\x03", &c), ACTION_LEAVE);
	CU_ASSERT_EQUAL(read_one(&place, "\x1a", &c), ACTION_PAUSE);
	CU_ASSERT_EQUAL(read_one(&place, "\x13", &c), ACTION_NONE);
	CU_ASSERT_EQUAL(read_one(&place, "\x7f", &c), ACTION_ERASE);
	CU_ASSERT_EQUAL(read_one(&place, "\x1bOR", &c), ACTION_EXCEPTION);
	CU_ASSERT_EQUAL(read_one(&place, "\x1bOA", &c), ACTION_UP);
	CU_ASSERT_EQUAL(read_one(&place, "\x1b", &c), ACTION_BACK);
	CU_ASSERT_EQUAL(read_one(&place, "\x1b[15~", &c), ACTION_OUTLINE);
	CU_ASSERT_EQUAL(read_one(&place, "\x1b[99;5~", &c), ACTION_NONE);
	CU_ASSERT_EQUAL(c, 0);
	CU_ASSERT_EQUAL(read_one(&place, "\x1bo", &c), ACTION_OBJECTION);
	render_curses.read(place.renderer, &input, 0);
	CU_ASSERT_EQUAL(input.kind, INPUT_NONE);
	close(place.keys);
	render_curses.read(place.renderer, &input, 1000);
	CU_ASSERT_EQUAL(input.kind, INPUT_END);
	place.keys = open("/dev/null", O_WRONLY);
	close_place(&place, true);
}

static const CU_TestInfo tests[] = {
	{"terminals that cannot place the cursor", test_unable},
	{"text, attributes, the cursor, the last cell", test_draw},
	{"themes", test_themes},
	{"keys", test_read},
	CU_TEST_INFO_NULL,
};

const struct test_suite suite_curses = {"ui/curses", tests};
