/*
 * What stands around a step: views that only look, wide terminals, the row of
 * what is awaited.
 */
#include "screen/scene.h"

#include <string.h>

/* What looks on: no key of the ceremony's is offered; the projector's letters. */
static void
test_views(void)
{
	struct scene scene;

	NEEDS_FILES(&scene);
	scene_seat(&scene, 9, "18:17");
	scene_at(&scene, "hsm-bag", "18:36");
	scene_frame(&scene, "18:37", 131, "2.11 bag number PASS, 18:37");
	scene.view.mode = VIEW_REPLAYED;
	scene.view.replay_total = 250;
	CU_ASSERT_TRUE(scene_golden(&scene, "replay"));
	scene.view.mode = VIEW_WATCHED;
	scene.view.big = true;
	CU_ASSERT_TRUE(scene_golden(&scene, "big-step"));
	scene_close(&scene);
}

/* What a wide terminal shows beside the step. */
static void
test_wide(void)
{
	struct session *session;
	struct scene scene;

	NEEDS_FILES(&scene);
	session = scene.session;
	scene_seat(&scene, 9, "18:17");
	scene_at(&scene, "sign", "19:22");
	session->signing.attempt = 1;
	session->signing.made = 4;
	session->signing.total = 9;
	scene.view.columns = 130;
	scene.view.rows = 44;
	scene_frame(&scene, "19:23", 200, "3.9 gate open, 19:22");
	CU_ASSERT_TRUE(scene_golden(&scene, "wide"));
	scene.view.rows = 24;
	CU_ASSERT_TRUE(scene_golden(&scene, "wide-low"));
	scene_close(&scene);
}

/* Where the row's name is longer than its place on the row of what is awaited,
 * the field's label stays. */
static void
test_awaited(void)
{
	struct scene scene;
	struct page page;
	struct buf text = {0};
	size_t i;

	NEEDS_FILES(&scene);
	scene_seat(&scene, 9, "18:17");
	for (i = 0; i < scene.session->script.step_count; i++) {
		const struct step *step = &scene.session->script.steps[i];

		scene_at(&scene, step->id, "18:30");
		scene_done(&scene, "18:31");
		scene_frame(&scene, "18:31", 99, "");
		if (scene.view.awaited.what != AWAITED_VALUE ||
			scene.view.awaited.field == SESSION_BLANK)
			continue;
		view_draw(&page, &scene.view);
		page_row_text(&text, &page, PAGE_ROWS - 3, 0);
		page_clear(&page);
		CU_ASSERT_PTR_NOT_NULL(strstr(buf_text(&text),
			step->fields[scene.view.awaited.field].label + 1));
		buf_clear(&text);
	}
	scene_close(&scene);
}

static void
add_queue(struct session_printing *printing, const char *name,
	const char *state)
{
	struct session_queue *queue = mem_append(&printing->queues,
		&printing->queue_count, sizeof(*queue));

	queue->name = mem_string(name);
	queue->state = mem_string(state);
	printing->changes++;
}

static void
add_print(struct session_printing *printing, const char *file,
	const char *time, enum session_job state, const char *how)
{
	struct session_print *print = mem_append(&printing->prints,
		&printing->print_count, sizeof(*print));

	print->file = mem_string(file);
	print->at_utc = scene_time(time);
	print->since_utc = scene_time(time);
	print->ended_utc = scene_time(time);
	print->state = state;
	print->job = ++printing->jobs;
	print->queue = mem_string("laser");
	print->how = how != NULL ? mem_string(how) : NULL;
	printing->changes++;
}

/* No queue; two of them, none named; one named, and what was sent. */
static void
test_printer(void)
{
	const struct input enter = {.kind = INPUT_ACTION,
		.action = ACTION_ENTER};
	const struct input down = {.kind = INPUT_ACTION,
		.action = ACTION_DOWN};
	const struct input again = {.kind = INPUT_ACTION,
		.action = ACTION_PRINTER};
	struct session_printing *printing;
	struct scene scene;

	NEEDS_FILES(&scene);
	printing = &scene.session->printing;
	scene_seat(&scene, 9, "18:17");
	scene_at(&scene, "test-page", "18:30");
	scene_frame(&scene, "18:31", 121, "2.9 IW answered, 18:30");
	CU_ASSERT_TRUE(scene_golden(&scene, "printer-none"));
	add_queue(printing, "laser", "idle");
	add_queue(printing, "inkjet_of_the_other_room", "stopped: out of ink");
	CU_ASSERT_TRUE(scene_golden(&scene, "printer-asked"));
	view_input(&scene.view, &enter);
	CU_ASSERT_TRUE(scene_golden(&scene, "printer-name"));
	view_input(&scene.view, &again);
	printing->queue = mem_string("laser");
	printing->decided = true;
	add_print(printing, "print/REHEARSAL-test-page-1.txt", "18:32",
		JOB_PRINTED, "printed");
	add_print(printing, "print/REHEARSAL-slip-1.txt", "19:30", JOB_WAITS,
		"the queue is stopped: out of paper");
	add_print(printing, "print/REHEARSAL-slip-2.txt", "19:31", JOB_FAILED,
		"no CUPS answers on this computer");
	add_print(printing, "print/REHEARSAL-slip-3.txt", "19:32", JOB_UNKNOWN,
		"nobody saw its end");
	add_print(printing, "print/REHEARSAL-slip-4.txt", "19:33", JOB_RUNS,
		NULL);
	scene_at(&scene, "skr-words", "19:33");
	scene_frame(&scene, "19:34", 220, "3.11 IW answered, 19:33");
	CU_ASSERT_TRUE(scene_golden(&scene, "printing"));
	view_input(&scene.view, &again);
	CU_ASSERT_TRUE(scene_golden(&scene, "printer"));
	view_input(&scene.view, &down);
	view_input(&scene.view, &enter);
	CU_ASSERT_TRUE(scene_golden(&scene, "printer-copies"));
	scene.view.mode = VIEW_WATCHED;
	form_reset(&scene.view.form);
	CU_ASSERT_TRUE(scene_golden(&scene, "printer-watched"));
	scene_close(&scene);
}

static const CU_TestInfo tests[] = {
	{"views that only look", test_views},
	{"beside a step", test_wide},
	{"what is awaited in a long row", test_awaited},
	{"the printer, and what is on its way", test_printer},
	CU_TEST_INFO_NULL,
};

const struct test_suite suite_around = {"screen/around", tests};
