/*
 * Pages against golden ones: the mock-ups of the room, and what lies beside
 * them.
 */
#include "screen/scene.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/text.h"
#include "ceremony/drill.h"

static void
press(struct scene *scene, enum action action)
{
	struct input input = {.kind = INPUT_ACTION, .action = action};

	view_input(&scene->view, &input);
}

/* A: a value is being typed. */
static void
test_step(void)
{
	struct scene scene;

	NEEDS_FILES(&scene);
	scene_seat(&scene, 9, "18:17");
	scene_at(&scene, "hsm-bag", "18:36");
	scene_done(&scene, "18:36");
	scene_value(&scene, 0, 0, "yes", VERDICT_PASS);
	scene_value(&scene, 0, 1, "4417", VERDICT_PASS);
	scene_frame(&scene, "18:37", 131, "2.11 bag number PASS, 18:37");
	scene_type(&scene, "20");
	CU_ASSERT_TRUE(scene_golden(&scene, "a-step"));
	scene_value(&scene, 0, 2, "2083", VERDICT_FAIL);
	scene_value(&scene, 0, 2, "2083", VERDICT_FAIL);
	scene_frame(&scene, "18:38", 133, "2.11 serial FAIL, 18:38");
	CU_ASSERT_TRUE(scene_golden(&scene, "a-mismatch"));
	scene_close(&scene);
}

/* The same serial, as the last ceremony knows it: nothing is amended. */
static void
test_carried(void)
{
	struct session_former *former;
	struct session_carried *serial;
	struct scene scene;

	NEEDS_FILES(&scene);
	scene_seat(&scene, 9, "18:17");
	scene_at(&scene, "hsm-bag", "18:36");
	scene_done(&scene, "18:36");
	former = &scene.session->former;
	former->number = 27;
	serial = mem_append(&former->carried, &former->count, sizeof(*serial));
	*serial = (struct session_carried){scene.session->step, 0, 2,
		mem_string("K2093"), "4.2"};
	scene_value(&scene, 0, 0, "yes", VERDICT_PASS);
	scene_value(&scene, 0, 1, "4417", VERDICT_PASS);
	scene_value(&scene, 0, 2, "2083", VERDICT_FAIL);
	scene_value(&scene, 0, 2, "2083", VERDICT_FAIL);
	scene_frame(&scene, "18:38", 133, "2.11 serial FAIL, 18:38");
	CU_ASSERT_TRUE(scene_golden(&scene, "carried"));
	scene_close(&scene);
}

/* B: the sixth of nine signs in. */
static void
test_sign_in(void)
{
	struct scene scene;

	NEEDS_FILES(&scene);
	scene_seat(&scene, 5, "18:17");
	scene_at(&scene, "sign-in", "18:16");
	scene_frame(&scene, "18:21", 113, "RZM signed in, 18:20");
	scene_type(&scene, "\n4711\n");
	CU_ASSERT_TRUE(scene_golden(&scene, "b-sign-in"));
	scene_close(&scene);
}

/* D1: the second of three blanks. */
static void
test_readback(void)
{
	struct scene scene;
	struct session_step *now;
	static const size_t blanks[] = {10, 16, 27};
	size_t i;

	NEEDS_FILES(&scene);
	scene_seat(&scene, 9, "18:17");
	scene_at(&scene, "ksr-words", "19:10");
	scene_done(&scene, "19:11");
	now = &scene.session->steps[scene.session->step];
	now->words_shown = true;
	now->digests[0] = scene.session->inputs[SESSION_KSR].sha256;
	now->digest_count = 1;
	for (i = 0; i < 3; i++)
		*(size_t *)mem_append(&now->blanks, &now->blank_count,
			sizeof(size_t)) = blanks[i];
	scene_value(&scene, 0, SESSION_BLANK, "bison", VERDICT_PASS);
	scene_frame(&scene, "19:13", 176, "3.7 first blank PASS, 19:12");
	scene_type(&scene, "guidan");
	CU_ASSERT_TRUE(scene_golden(&scene, "d1-readback"));
	scene.view.mode = VIEW_WATCHED;
	scene.view.big = true;
	CU_ASSERT_TRUE(scene_golden(&scene, "big-words"));
	scene_close(&scene);
}

/* The record's words are on no paper: none is hidden before they are read. */
static void
test_words_to_read(void)
{
	struct scene scene;
	struct session_step *now;

	NEEDS_FILES(&scene);
	scene_seat(&scene, 9, "18:17");
	scene_at(&scene, "close-record", "20:30");
	now = &scene.session->steps[scene.session->step];
	now->words_shown = true;
	now->digests[0] = scene.session->inputs[SESSION_KSR].sha256;
	now->digest_count = 1;
	*(size_t *)mem_append(&now->blanks, &now->blank_count,
		sizeof(size_t)) = 10;
	scene_frame(&scene, "20:31", 280, "4.5 IW answered, 20:30");
	CU_ASSERT_TRUE(scene_golden(&scene, "close-read"));
	scene_done(&scene, "20:33");
	scene_frame(&scene, "20:33", 282, "4.6 CA done, 20:33");
	CU_ASSERT_TRUE(scene_golden(&scene, "close-heard"));
	scene_close(&scene);
}

/* F: signed, written, verified; the IW's initials are awaited. */
static void
test_result(void)
{
	struct scene scene;
	struct session_skr *skr;

	NEEDS_FILES(&scene);
	skr = &scene.session->skr;
	scene_seat(&scene, 9, "18:17");
	scene_at(&scene, "sign", "19:22");
	scene_done(&scene, "19:22");
	scene.session->signing.attempt = 1;
	scene.session->signing.made = 9;
	scene.session->signing.total = 9;
	skr->written = true;
	skr->file = mem_string("out/REHEARSAL-skr-root-2017-q2-0.xml");
	skr->size = 20412;
	skr->verify = VERDICT_PASS;
	skr->anchor = VERDICT_PASS;
	skr->match = VERDICT_PASS;
	scene_words(&skr->sha256, "village newsletter suspense paragon "
		"tonic atmosphere uproot confidence chatter midsummer orca "
		"positive button politeness puppy torpedo upset barbecue "
		"dwelling underfoot keyboard stupendous kiwi typewriter "
		"lockup corrosion breakup businessman indoors company "
		"bookshelf paragraph");
	scene_frame(&scene, "19:23", 204, "written file verified, 19:23");
	CU_ASSERT_TRUE(scene_golden(&scene, "f-result"));
	scene_close(&scene);
}

/* While it signs nobody is awaited, and each slot shows. */
static void
test_signing(void)
{
	struct scene scene;

	NEEDS_FILES(&scene);
	scene_seat(&scene, 9, "18:17");
	scene_at(&scene, "sign", "19:22");
	scene.session->signing.attempt = 1;
	scene.session->signing.made = 5;
	scene.session->signing.total = 9;
	scene_frame(&scene, "19:22", 195, "3.10 done, 19:22");
	scene.view.busy = true;
	CU_ASSERT_TRUE(scene_golden(&scene, "signing"));
	scene_close(&scene);
}

static void
test_resume(void)
{
	struct scene scene;
	struct session_resumed *resumed;

	NEEDS_FILES(&scene);
	resumed = &scene.session->resumed;
	scene_at(&scene, "gate", "19:18");
	scene.session->gate.step = scene.session->step;
	resumed->times = 1;
	resumed->events = 183;
	resumed->stopped_utc = scene_time("19:20");
	scene.view.greeted = false;
	scene_frame(&scene, "19:31", 184, "resumed, 19:31");
	CU_ASSERT_TRUE(scene_golden(&scene, "resume"));
	scene_close(&scene);
}

/* What lies over a step. */
static void
test_overlays(void)
{
	static const struct {
		enum action action;
		const char *name;
	} overlays[] = {
		{ACTION_HELP, "help"}, {ACTION_OUTLINE, "outline"},
		{ACTION_PEOPLE, "people"}, {ACTION_MORE, "more"},
		{ACTION_LEAVE, "leave"}, {ACTION_OBJECTION, "object"},
		{ACTION_EXCEPTION, "except"}, {ACTION_COMMAND, "command"},
	};
	struct scene scene;
	size_t i;

	NEEDS_FILES(&scene);
	scene_seat(&scene, 9, "18:17");
	scene_at(&scene, "ksr-drive", "18:58");
	scene_frame(&scene, "18:59", 160, "3.4 IW answered, 18:58");
	for (i = 0; i < sizeof(overlays) / sizeof(overlays[0]); i++) {
		press(&scene, overlays[i].action);
		CU_ASSERT_TRUE(scene_golden(&scene, overlays[i].name));
		press(&scene, ACTION_BACK);
		CU_ASSERT_EQUAL(scene.view.overlay_count, 0);
	}
	scene_close(&scene);
}

/* The HSM lets the room wait: no key but two, and what giving up costs. */
static void
test_wait(void)
{
	struct hsm_wait wait = {.call = HSM_LOGIN, .usual_s = 900};
	struct input key = {.kind = INPUT_ACTION, .action = ACTION_ENTER};
	struct scene scene;

	NEEDS_FILES(&scene);
	scene_seat(&scene, 9, "18:17");
	scene_at(&scene, "hsm-connect", "18:59");
	scene_frame(&scene, "19:01", 160, "3.2 HSM ready, 18:59");
	scene.session->profile.login_hint =
		mem_string("Present three of the seven iKeys, each with its "
			   "PIN, on the HSM's touch screen.");
	wait.since_mono_ms = clock_mono_ms();
	CU_ASSERT_FALSE(wait_begin(&scene.view, &wait));
	wait.since_mono_ms -= 60000;
	CU_ASSERT_TRUE(wait_begin(&scene.view, &wait));
	CU_ASSERT_FALSE(wait_begin(&scene.view, &wait));
	wait_input(&scene.view, &key);
	CU_ASSERT_FALSE(scene.view.wait.given_up);
	CU_ASSERT_TRUE(scene_golden(&scene, "wait"));
	wait.usual_s = 50;
	CU_ASSERT_TRUE(wait_begin(&scene.view, &wait));
	key.action = ACTION_SECOND;
	wait_input(&scene.view, &key);
	CU_ASSERT_TRUE(scene_golden(&scene, "wait-late"));
	key.action = ACTION_BACK;
	wait_input(&scene.view, &key);
	CU_ASSERT_TRUE(scene_golden(&scene, "wait-on"));
	key.action = ACTION_ENTER;
	wait_input(&scene.view, &key);
	CU_ASSERT_FALSE(scene.view.wait.given_up);
	key.action = ACTION_SECOND;
	wait_input(&scene.view, &key);
	key.action = ACTION_ENTER;
	wait_input(&scene.view, &key);
	CU_ASSERT_TRUE(scene.view.wait.given_up);
	wait_end(&scene.view);
	CU_ASSERT_FALSE(scene.view.wait.on);
	scene_close(&scene);
}

/* Given up in the middle of signing: what failed, what to do, and the PIN. */
static void
test_lost(void)
{
	struct session_act *act;
	struct session *session;
	struct scene scene;

	NEEDS_FILES(&scene);
	session = scene.session;
	scene_seat(&scene, 9, "18:17");
	scene_at(&scene, "gate", "19:18");
	session->gate.step = session->step;
	scene_at(&scene, "sign", "19:22");
	session->hsm.lost = true;
	session->signing.attempt = 1;
	session->signing.made = 4;
	session->signing.total = 9;
	act = &session->steps[session->step].act;
	act->verdict = VERDICT_FAIL;
	act->text = mem_string("the attempt failed: slot 5, KSK training-ksk: "
		"given up after 122 s of waiting for a signature of the HSM; "
		"the login is lost: HSM PIN and cards are needed again");
	snprintf(scene.view.training_pin, sizeof(scene.view.training_pin),
		"692884");
	scene_frame(&scene, "19:25", 202, "3.10 sign FAIL, 19:24");
	CU_ASSERT_TRUE(scene_golden(&scene, "lost"));
	scene_close(&scene);
}

/* The longest hint that is shown whole, where the login is asked for. */
static void
test_protected_path(void)
{
	struct hsm_profile *profile;
	struct scene scene;

	NEEDS_FILES(&scene);
	profile = &scene.session->profile;
	profile->login = HSM_LOGIN_PROTECTED_PATH;
	profile->login_hint = mem_string("Press LOGIN on the HSM's touch "
		"screen. Three of the seven crypto officers then present their "
		"iKeys, one after the other, each with its PIN; the HSM waits "
		"120 seconds for each. When it says ACCEPTED press OK, and "
		"leave the last iKey in.");
	scene_seat(&scene, 9, "18:17");
	scene_at(&scene, "hsm-connect", "18:59");
	scene_frame(&scene, "19:00", 160, "3.2 HSM ready, 18:59");
	CU_ASSERT_TRUE(scene_golden(&scene, "protected-path"));
	scene_close(&scene);
}

/* A long table: done rows become a count, the current one stays in view. */
static void
test_table(void)
{
	struct scene scene;
	size_t row;

	NEEDS_FILES(&scene);
	scene_at(&scene, "door-list", "17:03");
	scene_done(&scene, "17:04");
	for (row = 0; row < 9; row++) {
		scene_value(&scene, row, 0, "yes", VERDICT_NONE);
		scene_value(&scene, row, 1, "no", VERDICT_NONE);
	}
	scene_frame(&scene, "17:06", 31, "1.2 first time, 17:06");
	CU_ASSERT_TRUE(scene_golden(&scene, "table"));
	scene.view.rows = 40;
	scene.view.columns = 120;
	CU_ASSERT_TRUE(scene_golden(&scene, "table-120x40"));
	scene.view.rows = 10;
	scene.view.columns = 60;
	CU_ASSERT_TRUE(scene_golden(&scene, "too-small"));
	scene.view.rows = 24;
	scene.view.columns = 80;
	scene_at(&scene, "card-boxes", "17:20");
	scene_done(&scene, "17:20");
	scene_value(&scene, 0, 0, "1072", VERDICT_FAIL);
	scene_frame(&scene, "17:21", 60, "1.9 box FAIL, 17:21");
	CU_ASSERT_TRUE(scene_golden(&scene, "table-mismatch"));
	scene_close(&scene);
}

/* The page without its line breaks and runs of blanks. */
static char *
flow(struct scene *scene)
{
	struct buf rows = {0}, words = {0};
	const char *start, *at;
	struct page page;
	size_t len;

	view_draw(&page, &scene->view);
	page_text(&rows, &page);
	page_clear(&page);
	for (at = buf_text(&rows); *at != '\0'; at++) {
		if (*at == '\n')
			rows.data[at - buf_text(&rows)] = ' ';
	}
	at = buf_text(&rows);
	while ((at = text_next_word(at, &start, &len)) != NULL) {
		buf_add(&words, start, len);
		buf_add_text(&words, " ");
	}
	buf_clear(&rows);
	return buf_take_text(&words);
}

/* Nothing that is read aloud is ever cut: the end of each text is there. */
static void
test_fits(void)
{
	struct scene scene;
	size_t i, say;

	NEEDS_FILES(&scene);
	scene_seat(&scene, 9, "18:17");
	for (i = 0; i < scene.session->script.step_count; i++) {
		const struct step *step = &scene.session->script.steps[i];
		char *text;

		scene_at(&scene, step->id, "18:30");
		scene_frame(&scene, "18:31", 99, "");
		text = flow(&scene);
		for (say = 0; say < step->say_count &&
			scene.view.screen == SCREEN_STEP; say++) {
			const char *end = step->says[say].text +
				strlen(step->says[say].text) - 12;

			CU_ASSERT_PTR_NOT_NULL(strstr(text, end));
			if (strstr(text, end) == NULL)
				printf("\n%s: %s\n", step->id, end);
		}
		free(text);
	}
	scene_close(&scene);
}

static struct session_fault *
add_fault(struct scene *scene, const char *name, const char *time)
{
	struct session *session = scene->session;
	struct session_fault *fault = mem_append(&session->faults,
		&session->fault_count, sizeof(*fault));

	fault->name = mem_string(name);
	fault->step = session->step;
	fault->at_utc = scene_time(time);
	fault->exception = SESSION_NOBODY;
	return fault;
}

/* A fault that only a card can show, and what is said of it in the end. */
static void
test_drill(void)
{
	struct scene scene;
	struct session_fault *fault;

	NEEDS_FILES(&scene);
	scene_seat(&scene, 9, "18:17");
	scene_at(&scene, "skr-copy", "19:40");
	fault = add_fault(&scene, "F13", "19:40");
	fault->card = mem_string(drill_find("F13")->sees);
	fault->up = true;
	scene_frame(&scene, "19:40", 211, "3.12 IW answered, 19:39");
	CU_ASSERT_TRUE(scene_golden(&scene, "card"));
	fault->up = false;
	fault->noticed = mem_string("objection: that is not my drive");
	fault->noticed_utc = scene_time("19:42");
	fault->noticed_step = fault->step;
	fault->objection = 1;
	scene.session->objection.count = 1;
	add_fault(&scene, "F35", "19:41");
	scene.session->state = SESSION_ABORTED;
	scene.view.ended = true;
	scene_frame(&scene, "19:45", 214, "record closed, 19:44");
	CU_ASSERT_TRUE(scene_golden(&scene, "debrief"));
	scene_close(&scene);
}

static const CU_TestInfo tests[] = {
	{"A, the step, and a value that differs twice", test_step},
	{"a value of the last ceremony", test_carried},
	{"B, sign-in", test_sign_in},
	{"D1, readback", test_readback},
	{"F, result", test_result},
	{"signing", test_signing},
	{"waiting for the HSM", test_wait},
	{"the HSM is lost", test_lost},
	{"the login is given at the HSM", test_protected_path},
	{"resume", test_resume},
	{"what lies over a step", test_overlays},
	{"the record's words, read and hidden", test_words_to_read},
	{"every step's text is there in full", test_fits},
	{"a drill: the card, the debrief", test_drill},
	{"a long table, a large terminal, a small one", test_table},
	CU_TEST_INFO_NULL,
};

const struct test_suite suite_golden = {"screen/golden", tests};
