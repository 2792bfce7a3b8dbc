/*
 * Pages of the kinds of steps that show more than fields.
 */
#include "screen/scene.h"

#include <stdio.h>
#include <string.h>

extern const struct test_suite suite_kinds;

static void
compare_clocks(struct scene *scene, int64_t ahead_s, enum verdict verdict)
{
	struct session_clock *clock = &scene->session->clock;

	clock->verdict = verdict;
	clock->ahead_s = ahead_s;
	clock->computer_utc = scene_time("18:31") + ahead_s;
	snprintf(clock->zone, sizeof(clock->zone), "UTC");
}

/* The mark is being typed; then the clocks differ; then they do not. */
static void
test_clock(void)
{
	struct scene scene;

	NEEDS_FILES(&scene);
	scene_seat(&scene, 9, "18:17");
	scene_at(&scene, "clock-compare", "18:29");
	scene_done(&scene, "18:29");
	scene_value(&scene, 0, 0, "2017-02-20", VERDICT_NONE);
	scene_frame(&scene, "18:30", 122, "2.9 room date typed, 18:30");
	scene_type(&scene, "18:31");
	CU_ASSERT_TRUE(scene_golden(&scene, "clock"));
	scene_value(&scene, 0, 1, "18:31", VERDICT_FAIL);
	scene.session->steps[scene.session->step].values[0].settled = false;
	compare_clocks(&scene, -70, VERDICT_FAIL);
	scene_frame(&scene, "18:30", 123, "2.9 room time FAIL, 18:30");
	CU_ASSERT_TRUE(scene_golden(&scene, "clock-fail"));
	scene_value(&scene, 0, 0, "2017-02-20", VERDICT_NONE);
	scene_value(&scene, 0, 1, "18:31:04", VERDICT_PASS);
	compare_clocks(&scene, 4, VERDICT_PASS);
	scene.session->clock.jump_s = 74;
	scene.session->clock.jumped_utc = scene_time("18:30");
	scene.session->clock.jumped_step = scene.session->step;
	scene_frame(&scene, "18:31", 125, "2.9 room time PASS, 18:31");
	CU_ASSERT_TRUE(scene_golden(&scene, "clock-pass"));
	scene_close(&scene);
}

static const CU_TestInfo tests[] = {
	{"two clocks are compared", test_clock},
	CU_TEST_INFO_NULL,
};

const struct test_suite suite_kinds = {"screen/kinds", tests};
