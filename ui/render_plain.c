/*
 * Pages as lines, for screen readers, serial lines and logs: what is new is
 * written, never painted over. A typed line is text and Enter; a line that
 * begins with "/" is a key's word.
 */
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <termios.h>
#include <unistd.h>

#include "frame.h"
#include "layout.h"
#include "renderer.h"

#define LINE_SIZE 1024
#define ROWS 60 /* nothing needs to be left out */
#define MODE_ROW 2 /* a rule, or what kind of view it is */

struct plain {
	struct renderer renderer;
	FILE *out;
	int in;
	/* The page as drawn last, row by row, and what was written of it. */
	char *rows[ROWS];
	char *title;
	char *awaited;
	char *saved;
	char *keys; /* that work now, as words */
	char *said_keys;
	bool typing;
	bool secret;
	/* The line being handed out as keys. */
	char line[LINE_SIZE];
	size_t len;
	size_t at;
	bool whole; /* an Enter is behind it */
	bool prompted; /* nothing was written behind the prompt */
	bool ended;
};

static enum status
start(struct renderer **dst, const struct renderer_place *place,
	struct err *err)
{
	struct plain *plain = mem_new(1, sizeof(*plain));

	(void)err;
	plain->renderer.ops = &render_plain;
	plain->out = place->out;
	plain->in = fileno(place->in);
	*dst = &plain->renderer;
	return STATUS_OK;
}

static void
size(const struct renderer *renderer, int *rows, int *columns)
{
	(void)renderer;
	*rows = ROWS;
	*columns = PAGE_COLUMNS;
}

static char *
row_text(const struct page *page, int row)
{
	struct buf text = {0};

	page_row_text(&text, page, row, PAGE_TYPING);
	return buf_take_text(&text);
}

static bool
was_there(char *const *rows, const char *text)
{
	int row;

	for (row = 0; row < ROWS; row++) {
		if (rows[row] != NULL && strcmp(rows[row], text) == 0)
			return true;
	}
	return false;
}

/* Replaces *dst by text; true when it was another. */
static bool
replace(char **dst, char *text)
{
	bool other = *dst == NULL || strcmp(*dst, text) != 0;

	free(*dst);
	*dst = text;
	return other;
}

static void
write_line(struct plain *plain, const char *text)
{
	fprintf(plain->out, "%s\n", text);
	plain->prompted = false;
}

static void
write_body(struct plain *plain, char *const *before, bool all)
{
	int row;

	for (row = LAYOUT_TITLE; row < ROWS - FRAME_BELOW; row++) {
		const char *text = plain->rows[row];

		if (*text != '\0' && (all || !was_there(before, text)))
			write_line(plain, text);
	}
}

/* A new screen or step: its head, then all of it. */
static void
write_head(struct plain *plain)
{
	write_line(plain, "");
	write_line(plain, plain->rows[0]);
	write_line(plain, plain->rows[1]);
	if (strchr(plain->rows[MODE_ROW], ':') != NULL)
		write_line(plain, plain->rows[MODE_ROW]);
}

/* "Enter next   /exception   /second Amend" */
static char *
keys_text(const struct page *page)
{
	struct buf text = {0};
	size_t i;

	buf_add_text(&text, " KEYS      ");
	for (i = 0; i < page->key_count; i++) {
		const struct key *key = key_of_action(page->keys[i].action);

		if (key->action == ACTION_ENTER)
			buf_add_format(&text, "Enter %s", page->keys[i].label);
		else
			buf_add_format(&text, "   /%s", key->word);
		if (key->action == ACTION_SECOND)
			buf_add_format(&text, " %s", page->keys[i].label);
	}
	return buf_take_text(&text);
}

static void
draw(struct renderer *renderer, const struct page *page)
{
	struct plain *plain = (struct plain *)renderer;
	char *before[ROWS];
	bool other;
	int row;

	plain->typing = page->typing;
	plain->secret = page->secret;
	if (plain->at < plain->len || plain->whole)
		return; /* the line is not at its end yet */
	replace(&plain->keys, keys_text(page));
	memcpy(before, plain->rows, sizeof(before));
	for (row = 0; row < ROWS; row++)
		plain->rows[row] = row_text(page, row);
	other = replace(&plain->title, row_text(page, LAYOUT_TITLE));
	if (other)
		write_head(plain);
	write_body(plain, before, other);
	if (replace(&plain->saved, row_text(page, ROWS - 2)))
		write_line(plain, plain->saved);
	if (replace(&plain->awaited, row_text(page, ROWS - 3)) || other)
		write_line(plain, plain->awaited);
	for (row = 0; row < ROWS; row++)
		free(before[row]);
	fflush(plain->out);
}

static void
set_echo(const struct plain *plain, bool on)
{
	struct termios mode;

	if (tcgetattr(plain->in, &mode) != 0)
		return;
	if (on)
		mode.c_lflag |= ECHO;
	else
		mode.c_lflag &= ~(tcflag_t)ECHO;
	mode.c_lflag |= ECHONL;
	tcsetattr(plain->in, TCSANOW, &mode);
}

static void
forget_line(struct plain *plain)
{
	explicit_bzero(plain->line, sizeof(plain->line));
	plain->len = 0;
	plain->at = 0;
}

/* One byte; false at the end of the input. */
static bool
take_byte(struct plain *plain, char *byte)
{
	ssize_t got;

	do
		got = read(plain->in, byte, 1);
	while (got < 0 && errno == EINTR);
	return got == 1;
}

/* Reads until the line ends; 0: later, -1: a signal. */
static int
read_line(struct plain *plain, int timeout_ms)
{
	int ready;
	char byte;

	while ((ready = renderer_wait(plain->in, timeout_ms)) == 1) {
		if (!take_byte(plain, &byte)) {
			plain->ended = true;
			return 1;
		}
		if (byte == '\n')
			return 1;
		if (byte != '\r' && plain->len + 1 < sizeof(plain->line))
			plain->line[plain->len++] = byte;
	}
	return ready;
}

/* What was typed stands in the log, where no terminal has shown it. */
static void
echo_line(const struct plain *plain)
{
	if (isatty(plain->in))
		return;
	fprintf(plain->out, "%s\n", plain->secret ? "[hidden]" : plain->line);
}

static void
say_words(const struct plain *plain)
{
	size_t i;

	fputs("Lines that begin with / are keys:", plain->out);
	for (i = 0; i < key_count; i++) {
		if (keys[i].help != NULL)
			fprintf(plain->out, " /%s", keys[i].word);
	}
	fputs("\n", plain->out);
}

/* A line that is a key, or no answer here; false: it is text. */
static bool
take_word(struct plain *plain, struct input *dst)
{
	const char *line = plain->line;

	if (line[0] == '/') {
		dst->kind = INPUT_ACTION;
		dst->action = key_of_word(line + 1);
		if (dst->action == ACTION_NONE)
			say_words(plain);
		return true;
	}
	if (plain->typing || line[0] == '\0')
		return false;
	if (line[1] == '\0' && key_of_letter(line[0]) != ACTION_NONE) {
		dst->kind = INPUT_ACTION;
		dst->action = key_of_letter(line[0]);
		return true;
	}
	fputs("Nothing is typed here: an empty line is Enter.\n", plain->out);
	say_words(plain);
	return true;
}

/* The next character of the line, then its Enter. */
static void
hand_out(struct plain *plain, struct input *dst)
{
	unsigned char c;
	int more;

	if (plain->at >= plain->len) {
		dst->kind = INPUT_ACTION;
		dst->action = ACTION_ENTER;
		plain->whole = false;
		forget_line(plain);
		return;
	}
	c = (unsigned char)plain->line[plain->at++];
	more = c >= 0xf0 ? 3 : c >= 0xe0 ? 2 : c >= 0xc0 ? 1 : 0;
	dst->kind = INPUT_CHAR;
	dst->character = more > 0 ? c & (0x3fU >> more) : c;
	while (more-- > 0 && plain->at < plain->len)
		dst->character = dst->character << 6 |
			((unsigned char)plain->line[plain->at++] & 0x3f);
	if (dst->character < 0x20)
		dst->kind = INPUT_NONE;
}

/* Once, however often nothing has come. */
static void
prompt(struct plain *plain)
{
	if (plain->keys != NULL && replace(&plain->said_keys,
		mem_string(plain->keys)))
		write_line(plain, plain->keys);
	if (plain->prompted)
		return;
	fputs("> ", plain->out);
	fflush(plain->out);
	plain->prompted = true;
}

static void
read_input(struct renderer *renderer, struct input *dst, int timeout_ms)
{
	struct plain *plain = (struct plain *)renderer;
	int ready;

	if (renderer_take_signal(dst))
		return;
	if (plain->whole) {
		hand_out(plain, dst);
		return;
	}
	if (plain->len == 0)
		prompt(plain);
	set_echo(plain, !plain->secret);
	ready = read_line(plain, timeout_ms);
	set_echo(plain, true);
	if (ready == -1)
		renderer_take_signal(dst);
	if (ready != 1)
		return;
	if (plain->ended) { /* a line without its end is no answer */
		forget_line(plain);
		dst->kind = INPUT_END;
		return;
	}
	plain->line[plain->len] = '\0';
	plain->prompted = false;
	echo_line(plain);
	if (take_word(plain, dst)) {
		forget_line(plain);
		return;
	}
	plain->whole = true;
	hand_out(plain, dst);
}

static void
flush_lines(struct renderer *renderer)
{
	const struct plain *plain = (const struct plain *)renderer;

	if (isatty(plain->in))
		tcflush(plain->in, TCIFLUSH);
}

static void
do_nothing(struct renderer *renderer)
{
	(void)renderer;
}

static void
stop(struct renderer *renderer)
{
	struct plain *plain = (struct plain *)renderer;
	int row;

	for (row = 0; row < ROWS; row++)
		free(plain->rows[row]);
	free(plain->title);
	free(plain->awaited);
	free(plain->saved);
	free(plain->keys);
	free(plain->said_keys);
	forget_line(plain);
	fflush(plain->out);
	free(plain);
}

const struct renderer_ops render_plain = {
	.name = "plain",
	.start = start,
	.size = size,
	.draw = draw,
	.read = read_input,
	.flush = flush_lines,
	.pause = do_nothing,
	.repaint = do_nothing,
	.stop = stop,
};
