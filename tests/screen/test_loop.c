/*
 * The console's loop over a renderer of its own: when what was typed counts.
 */
#include "screen/stage.h"

#include <stdlib.h>
#include <string.h>

#include "console.h"
#include "renderer.h"

#define KEYS_MAX 8

/* Somebody who typed ahead, and answers the moment that a page is there. */
struct hasty {
	struct renderer renderer;
	char typed[KEYS_MAX]; /* keys that wait */
	char *page; /* the last one */
	size_t pages;
};

static void
size(const struct renderer *renderer, int *rows, int *columns)
{
	(void)renderer;
	*rows = PAGE_ROWS;
	*columns = PAGE_COLUMNS;
}

static void
draw(struct renderer *renderer, const struct page *page)
{
	struct hasty *hasty = (struct hasty *)renderer;
	struct buf text = {0};

	page_text(&text, page);
	free(hasty->page);
	hasty->page = buf_take_text(&text);
	if (hasty->pages++ == 0)
		strcat(hasty->typed, "\n");
}

static void
read_key(struct renderer *renderer, struct input *dst, int timeout_ms)
{
	struct hasty *hasty = (struct hasty *)renderer;

	(void)timeout_ms;
	memset(dst, 0, sizeof(*dst));
	dst->kind = INPUT_STOP;
	if (hasty->typed[0] == '\0')
		return;
	*dst = input_of((unsigned char)hasty->typed[0]);
	memmove(hasty->typed, hasty->typed + 1, KEYS_MAX - 1);
}

static void
flush(struct renderer *renderer)
{
	struct hasty *hasty = (struct hasty *)renderer;

	hasty->typed[0] = '\0';
}

static void
do_nothing(struct renderer *renderer)
{
	(void)renderer;
}

static const struct renderer_ops hasty_ops = {
	.name = "hasty",
	.size = size,
	.draw = draw,
	.read = read_key,
	.flush = flush,
	.pause = do_nothing,
	.repaint = do_nothing,
	.stop = do_nothing,
};

static void
test_hasty(void)
{
	const struct console_options options = {.plain = true};
	struct hasty hasty = {.renderer = {&hasty_ops}, .typed = "q"};
	struct stage stage;
	struct err err;

	if (!stage_open(&stage))
		SKIP("no SoftHSM here");
	CU_ASSERT_EQUAL(console_hold(stage.room, &hasty.renderer, &options,
		&err), STATUS_STOPPED);
	CU_ASSERT_EQUAL(hasty.pages, 2);
	CU_ASSERT_PTR_NOT_NULL(strstr(hasty.page, "\n  1.1 "));
	free(hasty.page);
	stage_close(&stage);
}

static const CU_TestInfo tests[] = {
	{"typed ahead: dropped; typed at what is seen: taken", test_hasty},
	CU_TEST_INFO_NULL,
};

const struct test_suite suite_loop = {"screen/loop", tests};
