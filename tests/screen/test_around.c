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

static const CU_TestInfo tests[] = {
	{"views that only look", test_views},
	{"beside a step", test_wide},
	{"what is awaited in a long row", test_awaited},
	CU_TEST_INFO_NULL,
};

const struct test_suite suite_around = {"screen/around", tests};
