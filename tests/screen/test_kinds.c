/*
 * Pages of the kinds of steps that show more than fields.
 */
#include "screen/scene.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "ceremony/paper.h"
#include "ceremony/steps.h"

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

static void
find_drives(struct scene *scene, enum verdict verdict, const char *text)
{
	struct session_act *act =
		&scene->session->steps[scene->session->step].act;

	act->verdict = verdict;
	free(act->text);
	act->text = mem_string(text);
}

/* Which drive goes where; then the wrong one was pulled. */
static void
test_drive(void)
{
	struct scene scene;
	struct step *step;

	NEEDS_FILES(&scene);
	scene_seat(&scene, 9, "18:17");
	scene_at(&scene, "skr-copy", "19:30");
	step = &scene.session->script.steps[scene.session->step];
	step->stay = mem_string("HSMFD SPARE");
	find_drives(&scene, VERDICT_NONE, "in now: HSMFD KSR SPARE");
	scene_frame(&scene, "19:31", 226, "3.13 drive KSR seen, 19:30");
	CU_ASSERT_TRUE(scene_golden(&scene, "drive"));
	find_drives(&scene, VERDICT_FAIL, "drive HSMFD is out and must stay "
		"in: put it back, then Enter; in now: KSR SPARE");
	scene_frame(&scene, "19:32", 227, "3.13 drive KSR FAIL, 19:32");
	CU_ASSERT_TRUE(scene_golden(&scene, "drive-fail"));
	scene_close(&scene);
}

/* Nothing is asked before the time has come; then it is. */
static void
test_hold(void)
{
	struct scene scene;
	struct step *step;

	NEEDS_FILES(&scene);
	scene_seat(&scene, 9, "18:17");
	scene_at(&scene, "break", "19:42");
	step = &scene.session->script.steps[scene.session->step];
	step->stay = mem_string("IW CO3");
	scene_done(&scene, "19:43");
	scene_value(&scene, 0, 0, "IW and CO3", VERDICT_NONE);
	scene_value(&scene, 0, 1, "20:00", VERDICT_NONE);
	scene_frame(&scene, "19:44", 260, "3.17 back at typed, 19:44");
	CU_ASSERT_TRUE(scene_golden(&scene, "hold"));
	scene.session->steps[scene.session->step].waited = true;
	scene_frame(&scene, "20:00", 261, "3.17 the time has come, 20:00");
	CU_ASSERT_TRUE(scene_golden(&scene, "hold-over"));
	scene_close(&scene);
}

static void
test_choice(void)
{
	static const char *const answers[] = {"ready", "self-test", "error"};
	struct scene scene;
	struct step *step;
	struct field *field;
	size_t i;

	NEEDS_FILES(&scene);
	scene_seat(&scene, 9, "18:17");
	scene_at(&scene, "hsm-on", "18:40");
	step = &scene.session->script.steps[scene.session->step];
	step->kind = STEP_CHOICE;
	field = &step->fields[0];
	field->kind = FIELD_CHOICE;
	for (i = 0; i < 3; i++)
		*(char **)mem_append(&field->answers, &field->answer_count,
			sizeof(char *)) = mem_string(answers[i]);
	scene_done(&scene, "18:40");
	scene_frame(&scene, "18:41", 140, "2.13 done, 18:40");
	scene_type(&scene, "2");
	CU_ASSERT_TRUE(scene_golden(&scene, "choice"));
	scene_value(&scene, 0, 0, "self-test", VERDICT_NONE);
	scene_frame(&scene, "18:41", 141, "2.13 state typed, 18:41");
	CU_ASSERT_TRUE(scene_golden(&scene, "choice-taken"));
	scene_close(&scene);
}

#define HASH "69adba6e40ff234318f8eb52db49be3f31353eb7ad87ce87f3a291f743126a"

/* Longer than a row: the first difference is in sight. */
static void
test_compare(void)
{
	struct scene scene;
	struct step *step;

	NEEDS_FILES(&scene);
	scene_seat(&scene, 9, "18:17");
	scene_at(&scene, "hsm-log", "18:40");
	step = &scene.session->script.steps[scene.session->step];
	step->kind = STEP_COMPARE;
	step->fields[1].kind = FIELD_TEXT;
	ceremony_set_expected(&scene.session->ceremony, "hsm-log", 0, "port",
		HASH "71");
	scene_done(&scene, "18:40");
	scene_value(&scene, 0, 1, HASH "17", VERDICT_FAIL);
	scene_frame(&scene, "18:41", 140, "2.12 first line FAIL, 18:41");
	CU_ASSERT_TRUE(scene_golden(&scene, "compare"));
	scene_close(&scene);
}

/* Everything of the paper step as it stands there; what differs twice is not
 * settled. */
static void
carry_in(struct scene *scene, size_t paper, const char *differs)
{
	struct session *session = scene->session;
	size_t table = session->step, row, field, n;

	for (n = 0; session_place(&row, &field, session, paper, n); n++) {
		const char *known = session_expected(session, paper, row,
			field);
		const char *text = field == PAPER_TIME ? "17:20" :
			field == PAPER_NOTE ? "" : known != NULL ? known :
			"as seen";

		session->step = paper;
		if (known != NULL && differs != NULL) {
			scene_value(scene, row, field, differs, VERDICT_FAIL);
			scene_value(scene, row, field, differs, VERDICT_FAIL);
			session->step = table;
			return;
		}
		scene_value(scene, row, field, text, known != NULL ?
			VERDICT_PASS : VERDICT_NONE);
		session->step = table;
	}
}

/* Of eighteen rows those around the current one; then the seals. */
static void
test_carry_in(void)
{
	struct scene scene;
	struct session_exception *exception;
	size_t i;

	NEEDS_FILES(&scene);
	scene.session->ceremony.paper_on_screen = false;
	scene_seat(&scene, 9, "18:17");
	scene_at(&scene, "carry-in", "18:22");
	scene_frame(&scene, "18:22", 121, "2.7 answered, 18:22");
	CU_ASSERT_TRUE(scene_golden(&scene, "carry-in"));
	for (i = 0; i < 8; i++)
		carry_in(&scene, i, NULL);
	exception = mem_append(&scene.session->exceptions,
		&scene.session->exception_count, sizeof(*exception));
	exception->number = 1;
	exception->step = 15;
	exception->carried = true;
	carry_in(&scene, 8, "1701");
	scene_frame(&scene, "18:26", 160, "2.8 1.9 Box FAIL, 18:26");
	scene_type(&scene, "10");
	CU_ASSERT_TRUE(scene_golden(&scene, "carry-in-fail"));
	for (i = 8; i < 18; i++) {
		steps_forget_values(&scene.session->steps[i]);
		carry_in(&scene, i, NULL);
	}
	scene_frame(&scene, "18:29", 200, "2.8 2.5 Exception, or none typed, "
		"18:29");
	CU_ASSERT_TRUE(scene_golden(&scene, "carry-in-typed"));
	scene_value(&scene, 0, 0, "yes", VERDICT_PASS);
	scene_frame(&scene, "18:30", 201, "2.8 All initialled PASS, 18:30");
	CU_ASSERT_TRUE(scene_golden(&scene, "carry-in-seal"));
	scene_close(&scene);
}

static void
happens(struct scene *scene, const char *name, const char *fields)
{
	struct event event = {
		.number = scene->session->event_count + 1,
		.name = name,
		.fields = json_loads(fields, 0, NULL),
	};
	struct err err = {STATUS_OK, ""};

	CU_ASSERT_EQUAL(session_apply(scene->session, &event, &err),
		STATUS_OK);
	CU_ASSERT_STRING_EQUAL(err.text, "");
	json_decref(event.fields);
}

#define ADDED "{\"v\":1,\"rehearsal\":true,\"utc\":" \
	"\"2017-02-20T22:40:00Z\",\"record\":\"%s\"}"

/* Behind the close: CA and IW sign in again; then the table. */
static void
test_addendum(void)
{
	struct scene scene;
	char hex[DIGEST_HEX_SIZE], *start;

	NEEDS_FILES(&scene);
	scene.session->ceremony.paper_on_screen = false;
	scene_seat(&scene, 9, "18:17");
	scene_at(&scene, "close-record", "20:30");
	scene.session->steps[scene.session->step].complete = true;
	scene.session->state = SESSION_CLOSED;
	scene_words(&scene.session->last_digest, "village newsletter suspense "
		"paragon");
	digest_format(hex, &scene.session->last_digest);
	start = mem_format(ADDED, hex);
	happens(&scene, "start", start);
	free(start);
	scene_frame(&scene, "22:40", 1, "addendum begun, 22:40");
	CU_ASSERT_TRUE(scene_golden(&scene, "addendum-sign-in"));
	happens(&scene, "sign-in", "{\"role\":\"CA\",\"person\":"
		"\"Ada Example\",\"initials\":\"AE\",\"level\":\"PIN\"}");
	happens(&scene, "sign-in", "{\"role\":\"IW\",\"person\":"
		"\"Ben Sample\",\"initials\":\"BS\",\"level\":\"PIN\"}");
	happens(&scene, "step", "{\"step\":\"addendum\"}");
	scene_frame(&scene, "22:42", 4, "IW signed in, 22:42");
	CU_ASSERT_TRUE(scene_golden(&scene, "addendum"));
	scene.session->state = SESSION_CLOSED;
	scene_frame(&scene, "22:50", 76, "A addendum closed, 22:50");
	CU_ASSERT_TRUE(scene_golden(&scene, "addendum-end"));
	scene_close(&scene);
}

static const CU_TestInfo tests[] = {
	{"two clocks are compared", test_clock},
	{"a drive is pulled", test_drive},
	{"a hold waits", test_hold},
	{"one of the answers", test_choice},
	{"two values differ", test_compare},
	{"carry-in", test_carry_in},
	{"addendum", test_addendum},
	CU_TEST_INFO_NULL,
};

const struct test_suite suite_kinds = {"screen/kinds", tests};
