/*
 * Every fault of the table: it is injected, the room sees what the table says,
 * and it is in the record when it was noticed and what was decided.
 */
#include "screen/stage.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "autoplay.h"
#include "base/file.h"
#include "ceremony/drill.h"
#include "ceremony/unchanged.h"

#define KEYS_MAX 12000
#define SHOWN 40 /* characters of a card's first line */
#define FAULTS_MAX 64

/* In the order in which the program calls the HSM, the first behind: the fault
 * injected last is met first. */
static const char *const hsm_order[] = {"F22", "F20", "F23"};

/* A login that fails for the second time opens an exception by itself: each is
 * seen alone. */
static const char *const alone[] = {"F17", "F18", "F19"};

/* Not seen on a page of this program's; tests/term/scenario.sh sees them. */
static const char *const elsewhere[] = {"F11", "F20-slow"};

#define COUNT(list) (sizeof(list) / sizeof((list)[0]))

static bool
is_in(const char *const *list, size_t count, const char *name)
{
	size_t i;

	for (i = 0; i < count; i++) {
		if (strcmp(list[i], name) == 0)
			return true;
	}
	return false;
}

/* Those that a rehearsal gets over: all but what ends it. */
static void
list_all(const char *dst[FAULTS_MAX])
{
	size_t count = 0;
	size_t i;

	for (i = 0; i < COUNT(hsm_order); i++)
		dst[count++] = hsm_order[i];
	for (i = 0; i < drill_fault_count; i++) {
		const struct drill_fault *row = &drill_faults[i];

		if (row->usual != DECISION_ABORT &&
			!is_in(hsm_order, COUNT(hsm_order), row->name) &&
			!is_in(alone, COUNT(alone), row->name) &&
			!is_in(elsewhere, COUNT(elsewhere), row->name))
			dst[count++] = row->name;
	}
	CU_ASSERT_FATAL(count < FAULTS_MAX);
	dst[count] = NULL;
}

static bool
is_shown(const char *page, const struct drill_fault *row)
{
	char wanted[SHOWN + 1];

	snprintf(wanted, sizeof(wanted), "%s", row->sees);
	return strstr(page, wanted) != NULL;
}

/* Marks what the page shows of the faults that were injected and last. */
static void
look(bool *seen, const struct session *session, const char *page)
{
	size_t i;

	for (i = 0; i < session->fault_count; i++) {
		const struct drill_fault *row =
			drill_find(session->faults[i].name);

		CU_ASSERT_PTR_NOT_NULL_FATAL(row);
		seen[row - drill_faults] |= is_shown(page, row);
	}
}

static void
play(struct stage *stage, bool *seen)
{
	struct autoplay_watch watch = {0};
	struct err err = {STATUS_OK, ""};
	unsigned presses = 0;
	struct input input;

	while (!stage->view.leaving && presses++ < KEYS_MAX &&
		err.status == STATUS_OK) {
		const char *page = stage_page(stage);

		/* The debrief says what the record says. */
		if (stage->view.screen != SCREEN_DEBRIEF)
			look(seen, stage->room->session, page);
		autoplay_next(&input, &stage->view);
		view_input(&stage->view, &input);
		stage->view.busy = false;
		view_sync(&stage->view);
		(void)!autoplay_watch(&watch, &stage->view, true, &err);
	}
	CU_ASSERT_STRING_EQUAL(err.text, "");
	CU_ASSERT_TRUE(presses < KEYS_MAX);
}

/* Everything about one fault that the session knows in the end. */
static void
check_fault(const struct stage *stage, const bool *seen, const char *name)
{
	const struct session *session = stage->room->session;
	const struct drill_fault *row = drill_find(name);
	const struct session_fault *fault = NULL;
	bool right;
	size_t i;

	for (i = 0; i < session->fault_count; i++) {
		if (strcmp(session->faults[i].name, name) == 0)
			fault = &session->faults[i];
	}
	right = fault != NULL && seen[row - drill_faults] &&
		fault->noticed != NULL && !fault->up &&
		drill_is_over(session, fault) &&
		(row->usual == DECISION_NONE ||
			(fault->exception < session->exception_count &&
				session->exceptions[fault->exception].decision
				== row->usual));
	if (!right)
		printf("\n    %s: injected %d, seen %d, noticed %s, decided "
			"%s\n", name, fault != NULL, seen[row - drill_faults],
			fault == NULL || fault->noticed == NULL ? "no" :
			fault->noticed, fault != NULL && fault->exception <
			session->exception_count ? session_decision_word(
			session->exceptions[fault->exception].decision) : "no");
	CU_ASSERT_TRUE(right);
}

static void
test_all(void)
{
	const char *names[FAULTS_MAX];
	bool seen[FAULTS_MAX] = {false};
	struct stage stage;
	size_t i;

	list_all(names);
	if (!stage_open_drill(&stage, names))
		SKIP("no SoftHSM here");
	play(&stage, seen);
	for (i = 0; names[i] != NULL; i++)
		check_fault(&stage, seen, names[i]);
	CU_ASSERT_EQUAL(stage.room->session->state, SESSION_CLOSED);
	CU_ASSERT_TRUE(stage.room->session->skr.written);
	stage_close(&stage);
}

/* Those that a person at the HSM would see, from the login to the SKR. */
static void
test_alone(void)
{
	size_t i;

	for (i = 0; i < COUNT(alone); i++) {
		const char *names[] = {alone[i], NULL};
		bool seen[FAULTS_MAX] = {false};
		struct stage stage;

		if (!stage_open_drill(&stage, names))
			SKIP("no SoftHSM here");
		play(&stage, seen);
		check_fault(&stage, seen, names[0]);
		CU_ASSERT_TRUE(stage.room->session->skr.written);
		stage_close(&stage);
	}
}

/* Each by itself: the request cannot be signed. */
static void
test_ending(void)
{
	size_t i;

	for (i = 0; i < drill_fault_count; i++) {
		const char *names[] = {drill_faults[i].name, NULL};
		bool seen[FAULTS_MAX] = {false};
		struct stage stage;

		if (drill_faults[i].usual != DECISION_ABORT)
			continue;
		if (!stage_open_drill(&stage, names))
			SKIP("no SoftHSM here");
		play(&stage, seen);
		check_fault(&stage, seen, names[0]);
		CU_ASSERT_EQUAL(stage.room->session->state, SESSION_ABORTED);
		CU_ASSERT_FALSE(stage.room->session->skr.written);
		stage_close(&stage);
	}
}

static bool
has_changed(const struct room *room)
{
	struct err ignored;

	return unchanged_inputs(room, &ignored) != STATUS_OK;
}

/* In another process, which is gone at once while the file is another one. */
static void
play_and_vanish(struct stage *stage)
{
	unsigned presses = 0;
	struct input input;

	while (!has_changed(stage->room) && presses++ < KEYS_MAX) {
		autoplay_next(&input, &stage->view);
		view_input(&stage->view, &input);
		stage->view.busy = false;
		view_sync(&stage->view);
	}
	_exit(presses < KEYS_MAX ? 0 : 1);
}

/* What a fault had changed is put back before it is read, and changed again. */
static void
test_killed(void)
{
	const char *names[] = {"F29", NULL};
	struct stage stage;
	struct room *room;
	struct err err = {STATUS_OK, ""};
	int status = 1;
	pid_t child;

	if (!stage_open_drill(&stage, names))
		SKIP("no SoftHSM here");
	child = fork();
	if (child == 0)
		play_and_vanish(&stage);
	CU_ASSERT_EQUAL(waitpid(child, &status, 0), child);
	CU_ASSERT_EQUAL(status, 0);
	CU_ASSERT_TRUE(file_exists("rehearsal/kept-F29"));
	stage_close(&stage);
	CU_ASSERT_EQUAL(room_resume(&room, ".", "test", &err), STATUS_OK);
	CU_ASSERT_STRING_EQUAL_FATAL(err.text, "");
	CU_ASSERT_EQUAL(room->session->fault_count, 1);
	CU_ASSERT_TRUE(has_changed(room));
	room_free(room);
	CU_ASSERT_FALSE(file_exists("rehearsal/kept-F29"));
	CU_ASSERT_EQUAL(room_resume(&room, ".", "test", &err), STATUS_OK);
	room_free(room);
}

/* Enter says nothing of the fault; an objection does. */
static void
test_put_down(void)
{
	const char *names[] = {"F1", "F2", NULL};
	struct stage stage;
	const struct session *session;

	if (!stage_open_drill(&stage, names))
		SKIP("no SoftHSM here");
	session = stage.room->session;
	CU_ASSERT_TRUE(stage_play_until(&stage, "TRAINING CARD", KEYS_MAX));
	CU_ASSERT_TRUE(stage_shows(&stage, "The lock's dial turns"));
	stage_type(&stage, "\n");
	CU_ASSERT_TRUE(stage_shows(&stage, "OPEN THE CREDENTIAL SAFE"));
	CU_ASSERT_PTR_NULL(drill_card(session));
	CU_ASSERT_PTR_NULL(session->faults[0].noticed);
	CU_ASSERT_TRUE(stage_play_until(&stage, "TRAINING CARD", KEYS_MAX));
	stage_press(&stage, ACTION_OBJECTION);
	stage_type(&stage, "\nwhose key is that?\n");
	CU_ASSERT_PTR_NULL(drill_card(session));
	CU_ASSERT_STRING_EQUAL_FATAL(session->faults[1].noticed,
		"objection: whose key is that?");
	CU_ASSERT_FALSE(drill_is_over(session, &session->faults[1]));
	CU_ASSERT_PTR_NULL(session->faults[0].noticed);
	CU_ASSERT_TRUE(stage_shows(&stage, "OBJECTION"));
	stage_type(&stage, "settled\n");
	CU_ASSERT_TRUE(drill_is_over(session, &session->faults[1]));
	stage_close(&stage);
}

static const CU_TestInfo tests[] = {
	{"all that a rehearsal gets over, in one", test_all},
	{"logins that fail, each by itself", test_alone},
	{"what ends it, each by itself", test_ending},
	{"a card is put down, or objected to", test_put_down},
	{"killed while a file is another one", test_killed},
	CU_TEST_INFO_NULL,
};

const struct test_suite suite_drill = {"screen/drill", tests};
