/*
 * Pages against golden ones: what stops a ceremony, and people who change.
 */
#include "screen/scene.h"

#include <stdio.h>

static void
press(struct scene *scene, enum action action)
{
	struct input input = {.kind = INPUT_ACTION, .action = action};

	view_input(&scene->view, &input);
}

/* E: decided by the CA, agreed by the IW. */
static void
test_exception(void)
{
	struct scene scene;
	struct session_exception *exception;

	NEEDS_FILES(&scene);
	scene_seat(&scene, 9, "18:17");
	scene_at(&scene, "hsm-ready", "18:47");
	exception = mem_append(&scene.session->exceptions,
		&scene.session->exception_count, sizeof(*exception));
	exception->number = 1;
	exception->step = scene.session->step;
	exception->open = true;
	exception->expected = mem_string("The HSM reads CO4's card and takes "
		"its PIN.");
	exception->happened = mem_string("Card of CO4 not read, three tries, "
		"wiped once. HSM shows card error. Card set aside in view.");
	exception->agreed = SESSION_NOBODY;
	scene_frame(&scene, "18:52", 151, "SE-1 opened by CA, 18:50");
	CU_ASSERT_TRUE(scene_golden(&scene, "e-exception"));
	scene_type(&scene, "2\nCO6 card\nCO4 card\nCA HT\nbs");
	CU_ASSERT_TRUE(scene_golden(&scene, "e-substitute"));
	scene_close(&scene);
}

/* Left short: what it lacks is asked for before the close. */
static void
test_finish(void)
{
	struct session_exception *exception;
	struct scene scene;

	NEEDS_FILES(&scene);
	scene_seat(&scene, 9, "18:17");
	scene_at(&scene, "exceptions", "20:25");
	exception = mem_append(&scene.session->exceptions,
		&scene.session->exception_count, sizeof(*exception));
	exception->number = 1;
	exception->step = 28;
	exception->expected = mem_string("The HSM reads CO4's card and takes "
		"its PIN.");
	exception->happened = mem_string("Card of CO4 not read, three tries.");
	exception->decision = DECISION_SUBSTITUTE;
	exception->reason = mem_string("CO6 card for CO4 card");
	exception->at_utc = scene_time("18:50");
	scene.session->steps[22].ever_skipped = true;
	scene.session->steps[23].ever_skipped = true;
	scene.session->steps[23].skipped = true;
	scene_frame(&scene, "20:26", 231, "4.4 IW answered, 20:25");
	CU_ASSERT_TRUE(scene_golden(&scene, "e-finish"));
	scene.session->step = 24;
	press(&scene, ACTION_OUTLINE);
	CU_ASSERT_TRUE(scene_golden(&scene, "outline-skipped"));
	press(&scene, ACTION_BACK);
	scene.session->state = SESSION_CLOSED;
	scene_frame(&scene, "20:40", 251, "record closed, 20:39");
	CU_ASSERT_TRUE(scene_golden(&scene, "end"));
	scene_close(&scene);
}

static void
test_objection(void)
{
	struct scene scene;
	struct session_objection *objection;

	NEEDS_FILES(&scene);
	objection = &scene.session->objection;
	scene_seat(&scene, 9, "18:17");
	scene_at(&scene, "gate", "19:18");
	objection->open = true;
	objection->person = 6;
	objection->name = mem_string("CO3 Dee Specimen");
	objection->words = mem_string("line 4 was not what I heard");
	objection->step = scene.session->step;
	objection->at_utc = scene_time("19:19");
	scene_frame(&scene, "19:20", 184, "objection of CO3, 19:19");
	CU_ASSERT_TRUE(scene_golden(&scene, "objection"));
	press(&scene, ACTION_OBJECTION);
	scene_type(&scene, "17\nRae Proxy\nI hear");
	CU_ASSERT_TRUE(scene_golden(&scene, "object-remote"));
	scene_close(&scene);
}

/* Who comes late, who goes, a role that changes hands, a break. */
static void
test_change(void)
{
	struct session_pause *pause;
	struct scene scene;

	NEEDS_FILES(&scene);
	pause = &scene.session->pause;
	scene_seat(&scene, 7, "18:17");
	scene_at(&scene, "break", "19:45");
	scene_frame(&scene, "19:46", 220, "3.16 IW answered, 19:45");
	press(&scene, ACTION_CHANGE);
	scene_type(&scene, "3");
	CU_ASSERT_TRUE(scene_golden(&scene, "change"));
	scene_type(&scene, "\n1\n");
	CU_ASSERT_TRUE(scene_golden(&scene, "hand-over"));
	scene_type(&scene, "3\n");
	scene_type(&scene, "has to leave at 20:00\nAE\n1234");
	CU_ASSERT_TRUE(scene_golden(&scene, "hand-over-signs"));
	scene.view.overlay_count = 0;
	view_sync(&scene.view);
	press(&scene, ACTION_CHANGE);
	scene_type(&scene, "4\nCO1 SA\n19:");
	CU_ASSERT_TRUE(scene_golden(&scene, "break"));
	scene.view.overlay_count = 0;
	pause->on = true;
	pause->staying = mem_string("CO1 Gus Exemplar, SA Lou Stand-In");
	snprintf(pause->back, sizeof(pause->back), "20:00");
	pause->since_utc = scene_time("19:46");
	scene_frame(&scene, "19:58", 221, "3.17 break until 20:00, 19:46");
	scene_type(&scene, "AE\n12");
	CU_ASSERT_TRUE(scene_golden(&scene, "return"));
	pause->ca_back = true;
	scene_frame(&scene, "19:59", 222, "3.17 CA is back, 19:58");
	CU_ASSERT_TRUE(scene_golden(&scene, "return-iw"));
	scene_close(&scene);
}

/* What was typed before, the latest first, and what is right. */
static void
test_correct(void)
{
	struct scene scene;

	NEEDS_FILES(&scene);
	scene_seat(&scene, 9, "18:17");
	scene_at(&scene, "hsm-bag", "18:36");
	scene_done(&scene, "18:36");
	scene_value(&scene, 0, 0, "yes", VERDICT_PASS);
	scene_value(&scene, 0, 1, "4417", VERDICT_PASS);
	scene_frame(&scene, "18:37", 131, "2.11 bag number PASS, 18:37");
	press(&scene, ACTION_AMEND);
	scene_type(&scene, "1\n4471\nread in the wrong order\nBS");
	CU_ASSERT_TRUE(scene_golden(&scene, "correct"));
	scene_close(&scene);
}

static const CU_TestInfo tests[] = {
	{"E, exception", test_exception},
	{"an exception is finished, a skipped step shows", test_finish},
	{"objection", test_objection},
	{"a mistyped value", test_correct},
	{"people change, and a break", test_change},
	CU_TEST_INFO_NULL,
};

const struct test_suite suite_stops = {"screen/stops", tests};
