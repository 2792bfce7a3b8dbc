/*
 * Pages on a terminal, with ncurses. The only file that knows curses and the
 * only one that reads keys from it.
 */
#include <curses.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "renderer.h"

/* Last: its names are macros, "columns" among them. */
#include <term.h>

#define ESCAPE_WAIT_MS 200

struct curses {
	struct renderer renderer;
	SCREEN *screen;
	int in;
	chtype roles[ROLE_COUNT];
};

static const struct {
	int code;
	enum action action;
} codes[] = {
	{KEY_ENTER, ACTION_ENTER},
	{KEY_UP, ACTION_UP},
	{KEY_DOWN, ACTION_DOWN},
	{KEY_LEFT, ACTION_LEFT},
	{KEY_RIGHT, ACTION_RIGHT},
	{KEY_PPAGE, ACTION_PAGE_UP},
	{KEY_NPAGE, ACTION_PAGE_DOWN},
	{KEY_BACKSPACE, ACTION_ERASE},
	{KEY_BTAB, ACTION_TAB},
};

static const struct {
	unsigned strength;
	attr_t attribute;
} strengths[] = {
	{THEME_BOLD, A_BOLD},
	{THEME_DIM, A_DIM},
	{THEME_REVERSE, A_REVERSE},
	{THEME_UNDERLINE, A_UNDERLINE},
};

/* Of the first eight many terminals show bold ones brighter, black as grey; of
 * the 256 they don't. */
static const struct {
	short few;
	short many;
} inks[] = {
	[THEME_BLACK] = {COLOR_BLACK, 16}, [THEME_RED] = {COLOR_RED, 160},
	[THEME_GREEN] = {COLOR_GREEN, 28}, [THEME_YELLOW] = {COLOR_YELLOW, 220},
	[THEME_BLUE] = {COLOR_BLUE, 26}, [THEME_MAGENTA] = {COLOR_MAGENTA, 127},
	[THEME_CYAN] = {COLOR_CYAN, 44}, [THEME_WHITE] = {COLOR_WHITE, 231},
};

/* Where the theme brings its own paper; else the terminal's colours count. */
static bool
has_many(const struct theme *theme)
{
	return theme->paper != THEME_AS_IS && COLORS >= 256;
}

static short
ink_of(const struct theme *theme, enum theme_color color)
{
	if (color == THEME_AS_IS)
		return -1;
	return has_many(theme) ? inks[color].many : inks[color].few;
}

static chtype
attributes_of(unsigned strength)
{
	chtype attributes = A_NORMAL;
	size_t i;

	for (i = 0; i < sizeof(strengths) / sizeof(strengths[0]); i++) {
		if (strength & strengths[i].strength)
			attributes |= (chtype)strengths[i].attribute;
	}
	return attributes;
}

/* Underlined instead. */
static unsigned
not_bold(unsigned strength)
{
	return strength & THEME_BOLD ? (strength & ~(unsigned)THEME_BOLD) |
		THEME_UNDERLINE : strength;
}

static void
set_looks(struct curses *curses, const struct theme *theme, bool color)
{
	size_t i;

	color = color && theme->color && has_colors() && start_color() == OK &&
		use_default_colors() == OK;
	for (i = 0; i < ROLE_COUNT; i++) {
		const struct theme_look *look = &theme->looks[i];
		enum theme_color ink = look->ink != THEME_AS_IS ? look->ink :
			theme->ink;

		curses->roles[i] = attributes_of(look->strength);
		if (!color || (ink == THEME_AS_IS &&
			theme->paper == THEME_AS_IS))
			continue;
		if (ink == THEME_BLACK && !has_many(theme))
			curses->roles[i] = attributes_of(not_bold(
				look->strength));
		init_pair((short)(i + 1), ink_of(theme, ink),
			ink_of(theme, theme->paper));
		curses->roles[i] |= (chtype)COLOR_PAIR((int)i + 1);
	}
	if (color && theme->paper != THEME_AS_IS)
		bkgdset(' ' | curses->roles[ROLE_PLAIN]);
}

static void
set_modes(void)
{
	raw(); /* Ctrl-C, Ctrl-Z, Ctrl-S arrive as keys */
	noecho();
	nonl();
	keypad(stdscr, TRUE);
	nodelay(stdscr, TRUE);
	set_escdelay(ESCAPE_WAIT_MS);
}

/* Whether the terminal of TERM is known and can place the cursor: a dumb one
 * cannot, though newterm() takes it. */
static bool
places_cursor(int fd)
{
	int found;
	bool places;

	if (setupterm(NULL, fd, &found) != OK || cur_term == NULL)
		return false;
	places = cursor_address != NULL && *cursor_address != '\0';
	del_curterm(cur_term);
	return places;
}

static enum status
start(struct renderer **dst, const struct renderer_place *place,
	struct err *err)
{
	struct curses *curses;
	SCREEN *screen = NULL;

	if (places_cursor(fileno(place->out)))
		screen = newterm(NULL, place->out, place->in);
	if (screen == NULL)
		return err_set(err, STATUS_FILE,
			"this terminal is unknown (TERM) or cannot place the "
			"cursor");
	set_term(screen);
	curses = mem_new(1, sizeof(*curses));
	curses->renderer.ops = &render_curses;
	curses->screen = screen;
	curses->in = fileno(place->in);
	set_modes();
	set_looks(curses, place->theme != NULL ? place->theme :
		theme_find(NULL), place->color);
	*dst = &curses->renderer;
	return STATUS_OK;
}

static void
size(const struct renderer *renderer, int *rows, int *width)
{
	(void)renderer;
	getmaxyx(stdscr, *rows, *width);
}

static void
draw(struct renderer *renderer, const struct page *page)
{
	struct curses *curses = (struct curses *)renderer;
	size_t i;

	erase();
	for (i = 0; i < page->span_count; i++) {
		const struct page_span *span = &page->spans[i];

		attrset((int)curses->roles[span->role]);
		mvaddstr(span->row, span->column, span->text);
	}
	attrset(A_NORMAL);
	if (page->focus_row >= 0)
		move(page->focus_row, page->focus_column);
	else
		move(page->rows - 1, 0);
	refresh();
}

static void
of_code(struct input *dst, int code)
{
	size_t i;

	dst->kind = INPUT_ACTION;
	if (code == KEY_RESIZE)
		dst->kind = INPUT_RESIZE;
	for (i = 0; i < sizeof(codes) / sizeof(codes[0]); i++) {
		if (codes[i].code == code)
			dst->action = codes[i].action;
	}
	if (code >= KEY_F(1) && code <= KEY_F(12))
		dst->action = key_of_function(code - KEY_F0);
}

/* F-keys as other terminals send them, where TERM is not quite right. */
static const struct {
	const char *bytes; /* behind Esc */
	int function;
} sequences[] = {
	{"OQ", 2}, {"OR", 3}, {"OS", 4}, {"[12~", 2}, {"[13~", 3},
	{"[14~", 4}, {"[15~", 5}, {"[19~", 8}, {"[20~", 9}, {"[[B", 2},
	{"[[C", 3}, {"[[D", 4}, {"[[E", 5},
};

/* Esc alone, or a sequence that curses did not know: never typed text. */
static void
of_escape(struct input *dst)
{
	char bytes[12] = "";
	size_t len = 0;
	wint_t next;
	size_t i;

	while (len + 1 < sizeof(bytes) && get_wch(&next) == OK &&
		next < 0x7f) {
		bytes[len++] = (char)next;
		if (next >= '@' && next != '[' && (next != 'O' || len > 1))
			break;
	}
	if (len == 0) {
		dst->action = ACTION_BACK;
		return;
	}
	if (len == 1 && bytes[0] != '[' && bytes[0] != 'O') {
		dst->action = key_of_letter(bytes[0]); /* Alt and a letter */
		return;
	}
	for (i = 0; i < sizeof(sequences) / sizeof(sequences[0]); i++) {
		if (strcmp(bytes, sequences[i].bytes) == 0)
			dst->action = key_of_function(sequences[i].function);
	}
}

static void
of_character(struct input *dst, wint_t character)
{
	dst->kind = INPUT_ACTION;
	if (character == 0x1b)
		of_escape(dst);
	else if (character == '\r' || character == '\n')
		dst->action = ACTION_ENTER;
	else if (character == '\t')
		dst->action = ACTION_TAB;
	else if (character == 0x7f)
		dst->action = ACTION_ERASE;
	else if (character < 0x20)
		dst->action = key_of_control((char)(character + 0x40));
	else {
		dst->kind = INPUT_CHAR;
		dst->character = (uint32_t)character;
	}
}

/* False when no key is there. */
static bool
take_key(struct input *dst)
{
	wint_t character;
	int what = get_wch(&character);

	if (what == ERR)
		return false;
	if (what == KEY_CODE_YES)
		of_code(dst, (int)character);
	else
		of_character(dst, character);
	return true;
}

/* Readable, without a key: nobody is at the other end. */
static bool
is_gone(const struct curses *curses)
{
	struct pollfd place = {.fd = curses->in, .events = POLLIN};

	return poll(&place, 1, 0) == 1 &&
		(place.revents & (POLLHUP | POLLERR | POLLNVAL)) != 0;
}

static void
read_key(struct renderer *renderer, struct input *dst, int timeout_ms)
{
	struct curses *curses = (struct curses *)renderer;
	int ready;

	memset(dst, 0, sizeof(*dst));
	while (!renderer_take_signal(dst) && !take_key(dst)) {
		ready = renderer_wait(curses->in, timeout_ms);
		if (ready == 0)
			return;
		if (ready == 1 && !take_key(dst)) {
			dst->kind = is_gone(curses) ? INPUT_END : INPUT_NONE;
			return;
		}
		if (ready == 1)
			return;
	}
}

static void
flush_keys(struct renderer *renderer)
{
	(void)renderer;
	flushinp();
}

static void
pause_job(struct renderer *renderer)
{
	struct sigaction plain = {.sa_handler = SIG_DFL};
	struct sigaction before;

	(void)renderer;
	endwin();
	sigaction(SIGTSTP, &plain, &before);
	kill(0, SIGTSTP);
	sigaction(SIGTSTP, &before, NULL);
	refresh();
}

static void
repaint(struct renderer *renderer)
{
	(void)renderer;
	clearok(curscr, TRUE);
}

static void
stop(struct renderer *renderer)
{
	struct curses *curses = (struct curses *)renderer;

	move(getmaxy(stdscr) - 1, 0);
	refresh();
	endwin();
	delscreen(curses->screen);
	free(curses);
}

const struct renderer_ops render_curses = {
	.name = "curses",
	.start = start,
	.size = size,
	.draw = draw,
	.read = read_key,
	.flush = flush_keys,
	.pause = pause_job,
	.repaint = repaint,
	.stop = stop,
};
