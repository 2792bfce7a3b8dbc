/*
 * A whole rehearsal, in this process, key by key; what must hold on every
 * page is looked at on every page.
 */
#include "screen/stage.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "autoplay.h"
#include "base/file.h"

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
press(struct stage *stage)
{
	struct input input;

	stage_page(stage); /* counts the tabs */
	autoplay_next(&input, &stage->view);
	view_input(&stage->view, &input);
	stage->view.busy = false;
	view_sync(&stage->view);
}

static void
play_whole(const char *const *off)
{
	struct autoplay_watch watch = {0};
	struct stage stage;
	struct err err = {STATUS_OK, ""};
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
		press(&stage);
		bad += autoplay_watch(&watch, &stage.view, true, &err) !=
			STATUS_OK;
	}
	CU_ASSERT_EQUAL(bad, 0);
	CU_ASSERT_STRING_EQUAL(err.text, "");
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

/* Plays on until the watch says why it does not go on; how many keys. */
static unsigned
play_until_stuck(struct stage *stage, struct err *err)
{
	struct autoplay_watch watch = {0};
	unsigned presses = 0;

	while (autoplay_watch(&watch, &stage->view, true, err) == STATUS_OK &&
		presses++ < KEYS_MAX)
		press(stage);
	return presses;
}

static void
stuck(struct stage *stage, unsigned presses, const char *why)
{
	struct err err = {STATUS_OK, ""};

	CU_ASSERT_TRUE(play_until_stuck(stage, &err) < presses);
	CU_ASSERT_EQUAL(err.status, STATUS_STOPPED);
	if (strstr(err.text, why) == NULL)
		printf("\n    said: %s\n", err.text);
	CU_ASSERT_PTR_NOT_NULL(strstr(err.text, why));
}

/* An action that fails again and again, each time with events of its own. */
static void
test_failing(void)
{
	struct stage stage;

	if (!stage_open(&stage))
		SKIP("no SoftHSM here");
	CU_ASSERT_TRUE(stage_play_until(&stage, "3.3 ", KEYS_MAX));
	snprintf(stage.view.training_pin, sizeof(stage.view.training_pin),
		"000000");
	stuck(&stage, 60, "it failed 3 times: C_Login: CKR_PIN_INCORRECT");
	CU_ASSERT_EQUAL(stage.room->session->exception_count, 2);
	stage_close(&stage);
	if (!stage_open(&stage))
		SKIP("no SoftHSM here");
	CU_ASSERT_TRUE(stage_play_until(&stage, "3.6 ", KEYS_MAX));
	stage.room->session->policy.horizon_s = 1;
	stuck(&stage, 6, "it failed 3 times: 20 PASS, 1 FAIL, 0 OFF");
	stage_close(&stage);
}

/* The gate is passed each time, and signing fails behind it. */
static void
test_failing_behind(void)
{
	struct stage stage;
	char *path;
	struct err err;

	if (!stage_open(&stage))
		SKIP("no SoftHSM here");
	CU_ASSERT_TRUE(stage_play_until(&stage, "3.9 ", KEYS_MAX));
	path = session_skr_name(stage.room->session);
	CU_ASSERT_EQUAL(file_create(path, "older", 5, &err), STATUS_OK);
	free(path);
	stuck(&stage, 300, "it failed 3 times: not begun: ");
	stage_close(&stage);
}

/* Plays until so many voices are there; false, and said, when it gave up. */
static bool
play_voices(struct stage *stage, struct autoplay_watch *watch, size_t voices)
{
	unsigned presses = 0;
	struct err err;

	while (stage->room->session->gate.voice_count != voices &&
		presses++ < 1000) {
		press(stage);
		if (autoplay_watch(watch, &stage->view, true, &err) ==
			STATUS_OK)
			continue;
		printf("\n    said: %s\n", err.text);
		return false;
	}
	return presses < 1000;
}

/* What was mended is forgotten: two failures here and two there. */
static void
test_mended(void)
{
	struct autoplay_watch watch = {0};
	struct stage stage;
	struct session *session;
	struct err err;
	unsigned i;

	if (!stage_open(&stage))
		SKIP("no SoftHSM here");
	session = stage.room->session;
	CU_ASSERT_TRUE(stage_play_until(&stage, "3.6 ", KEYS_MAX));
	session->policy.horizon_s = 1;
	for (i = 0; i < 3; i++) {
		CU_ASSERT_EQUAL(autoplay_watch(&watch, &stage.view, i > 0,
			&err), STATUS_OK);
		CU_ASSERT_EQUAL(watch.failures, i);
		if (i < 2)
			press(&stage);
	}
	session->policy.horizon_s = 180 * 86400;
	CU_ASSERT_TRUE(play_voices(&stage, &watch, 1));
	for (i = 0; i < 2; i++) {
		CU_ASSERT_EQUAL(watch.failures, i);
		session->policy.sha256.bytes[0] ^= 1;
		CU_ASSERT_TRUE(play_voices(&stage, &watch, 0));
		CU_ASSERT_TRUE(play_voices(&stage, &watch, 1));
	}
	CU_ASSERT_TRUE(play_voices(&stage, &watch, 6));
	CU_ASSERT_EQUAL(watch.failures, 0);
	stage_close(&stage);
}

/* Keys that do nothing; those of a watching person do not count. */
static void
test_idle(void)
{
	struct autoplay_watch watch = {0};
	struct stage stage;
	struct err err;
	unsigned i;

	if (!stage_open(&stage))
		SKIP("no SoftHSM here");
	stage.view.columns = 79;
	for (i = 0; i < 1000; i++)
		CU_ASSERT_EQUAL(autoplay_watch(&watch, &stage.view, false,
			&err), STATUS_OK);
	stuck(&stage, 200, "keys do nothing on the screen \"start\"");
	stage_close(&stage);
}

static const CU_TestInfo tests[] = {
	{"a rehearsal from the first key to the last", test_whole},
	{"the same with rules off", test_rules_off},
	{"a player whose action fails gives up", test_failing},
	{"a player whose gate leads nowhere gives up", test_failing_behind},
	{"a player whose action is mended goes on", test_mended},
	{"a player whose keys do nothing gives up", test_idle},
	CU_TEST_INFO_NULL,
};

const struct test_suite suite_play = {"screen/play", tests};
