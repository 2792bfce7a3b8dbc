/*
 * A whole rehearsal, in this process, key by key; what must hold on every
 * page is looked at on every page.
 */
#include "screen/stage.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "autoplay.h"

#define ROW (PAGE_COLUMNS + 1)
#define KEYS_MAX 6000

/* SCREEN_DUMP=FILE keeps every page that looks new, for reading. */
static void
dump(const char *page)
{
	static char *before;
	const char *path = getenv("SCREEN_DUMP");
	FILE *file;

	if (path == NULL || (before != NULL && strcmp(before, page) == 0))
		return;
	file = fopen(path, "a");
	if (file == NULL)
		return;
	fprintf(file, "%s\n", page);
	fclose(file);
	free(before);
	before = mem_string(page);
}

static size_t
count_focus(const char *page)
{
	size_t count = 0;
	size_t i;

	for (i = 1; page[i] != '\0'; i++) {
		if (page[i] == '>' && page[i - 1] != '<')
			count++;
	}
	return count;
}

static bool
has_rehearsal(const char *page)
{
	return strncmp(page + 31, "*** REHEARSAL ***", 17) == 0 &&
		strncmp(page + 20 * ROW + 23,
			" REHEARSAL: nothing here is real ", 33) == 0;
}

static bool
is_framed(const char *page)
{
	const char *awaited = page + 21 * ROW;
	const char *last = page + 23 * ROW;

	return strlen(page) == 24 * ROW &&
		strncmp(awaited, " AWAITED   ", 11) == 0 &&
		awaited[11] != ' ' && last[79] == ' ' &&
		strspn(page + 2 * ROW, "-") == PAGE_COLUMNS &&
		strspn(page + 3 * ROW, " ") == PAGE_COLUMNS;
}

static void
play_whole(const char *const *off)
{
	struct stage stage;
	struct input input;
	unsigned presses = 0;
	unsigned bad = 0;

	if (!stage_open_off(&stage, off))
		SKIP("no SoftHSM here");
	while (!stage.view.leaving && presses++ < KEYS_MAX && bad == 0) {
		const char *page = stage_page(&stage);

		dump(page);
		if (!is_framed(page) || !has_rehearsal(page) ||
			count_focus(page) > 1) {
			printf("\n%s\n", page);
			bad++;
		}
		autoplay_next(&input, &stage.view);
		view_input(&stage.view, &input);
		stage.view.busy = false;
		view_sync(&stage.view);
	}
	CU_ASSERT_EQUAL(bad, 0);
	CU_ASSERT_TRUE(stage.view.leaving);
	CU_ASSERT_EQUAL(stage.room->session->state, SESSION_CLOSED);
	CU_ASSERT_TRUE(stage.room->session->skr.written);
	stage_close(&stage);
}

static void
test_whole(void)
{
	play_whole(NULL);
}

static void
test_rules_off(void)
{
	static const char *const off[] = {"KSR-BUNDLE-CYCLE-DURATION",
		"KSR-CHAIN-KEYS", "HSM-KEYS", NULL};

	play_whole(off);
}

static const CU_TestInfo tests[] = {
	{"a rehearsal from the first key to the last", test_whole},
	{"the same with rules off", test_rules_off},
	CU_TEST_INFO_NULL,
};

const struct test_suite suite_play = {"screen/play", tests};
