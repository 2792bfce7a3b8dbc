/*
 * Pages against golden ones: going on by paper, a shell command, the record on
 * two drives.
 */
#include "screen/scene.h"

#include <stdio.h>
#include <stdlib.h>

static void
press(struct scene *scene, enum action action)
{
	struct input input = {.kind = INPUT_ACTION, .action = action};

	view_input(&scene->view, &input);
}

static void
add_exception(struct session *session)
{
	struct session_exception *one = mem_append(&session->exceptions,
		&session->exception_count, sizeof(*one));

	one->number = 1;
	one->step = 30;
	one->decision = DECISION_GO_ON;
	one->reason = mem_string("seen by all");
	one->heard = mem_string("CA Ada Example");
	one->expected = mem_string("Three cards.");
	one->happened = mem_string("A card was read at the second try.");
}

/* At the gate, two voices given; with everything that a page may hold. */
static void
set_gate(struct session *session)
{
	struct session_gate *gate = &session->gate;
	size_t i;

	gate->step = session->step;
	gate->planned = true;
	scene_words(&gate->plan, "village newsletter suspense paragon");
	for (i = 5; i < 7; i++) {
		struct session_voice *voice = mem_append(&gate->voices,
			&gate->voice_count, sizeof(*voice));

		voice->person = i;
		voice->plan = gate->plan;
	}
	session->hsm.open = true;
	snprintf(session->hsm.serial, sizeof(session->hsm.serial), "9F310C77");
	scene_words(&session->last_digest, "tonic atmosphere uproot confidence");
}

/* One exception decided before. */
static struct session *
at_gate(struct scene *scene)
{
	scene_seat(scene, 9, "18:17");
	scene_at(scene, "gate", "19:18");
	set_gate(scene->session);
	add_exception(scene->session);
	return scene->session;
}

static void
test_paper(void)
{
	struct session *session;
	struct scene scene;

	NEEDS_FILES(&scene);
	session = at_gate(&scene);
	session->policy.gate_ceremony = false;
	scene_frame(&scene, "19:20", 184, "3.9 CO3 confirmed, 19:19");
	press(&scene, ACTION_PAPER);
	CU_ASSERT_TRUE(scene_golden(&scene, "by-paper"));
	press(&scene, ACTION_SECOND);
	CU_ASSERT_TRUE(scene_golden(&scene, "by-paper-question"));
	scene_type(&scene, "2\nBS\n47");
	CU_ASSERT_TRUE(scene_golden(&scene, "by-paper-leave"));
	press(&scene, ACTION_BACK);
	CU_ASSERT_EQUAL(scene.view.overlay_count, 0);
	scene_close(&scene);
}

/* The fullest page that is: refused by the policy, a clock of a rehearsal, an
 * attempt that failed. Nothing of its command is cut. */
static void
test_paper_full(void)
{
	struct session *session;
	struct scene scene;

	NEEDS_FILES(&scene);
	session = at_gate(&scene);
	session->offset_s = -300000000;
	session->last_utc = scene_time("19:19");
	session->signing.attempt = 1;
	session->signing.made = 4;
	session->signing.total = 9;
	session->steps[20].ever_skipped = true;
	scene_frame(&scene, "19:20", 184, "3.9 CO3 confirmed, 19:19");
	press(&scene, ACTION_PAPER);
	CU_ASSERT_TRUE(scene_golden(&scene, "by-paper-full"));
	scene_close(&scene);
}

/* No command where an SKR is there. */
static void
test_paper_signed(void)
{
	struct session *session;
	struct scene scene;

	NEEDS_FILES(&scene);
	session = scene.session;
	scene_seat(&scene, 9, "18:17");
	scene_at(&scene, "skr-copy", "19:40");
	session->signing.attempt = 1;
	session->skr.written = true;
	session->skr.file = mem_string("out/REHEARSAL-skr-root-2017-q2-0.xml");
	scene_words(&session->skr.sha256, "village newsletter suspense paragon");
	scene_frame(&scene, "19:41", 211, "3.12 IW answered, 19:39");
	press(&scene, ACTION_PAPER);
	CU_ASSERT_TRUE(scene_golden(&scene, "by-paper-signed"));
	scene_close(&scene);
}

static void
test_resume_paper(void)
{
	struct session_resumed *resumed;
	struct scene scene;

	NEEDS_FILES(&scene);
	resumed = &scene.session->resumed;
	scene_at(&scene, "gate", "19:18");
	resumed->times = 1;
	resumed->events = 184;
	resumed->stopped_utc = scene_time("19:20");
	resumed->after_suspend = true;
	resumed->on_paper = true;
	scene.view.greeted = false;
	scene_frame(&scene, "20:31", 185, "resumed, 20:31");
	CU_ASSERT_TRUE(scene_golden(&scene, "resume-by-paper"));
	scene_close(&scene);
}

static void
test_command(void)
{
	struct session_command *command;
	struct scene scene;

	NEEDS_FILES(&scene);
	command = &scene.session->command;
	scene_seat(&scene, 9, "18:17");
	scene_at(&scene, "ksr-drive", "18:58");
	command->count = 1;
	command->running = true;
	command->text = mem_string("lsblk -o NAME,LABEL,SIZE; dmesg | tail "
		"-n 3; a command so long that a second row is needed for it");
	scene_frame(&scene, "18:59", 160, "3.5 command 1 begins, 18:59");
	CU_ASSERT_TRUE(command_runs(&scene.view, 812, 1000));
	CU_ASSERT_FALSE(command_runs(&scene.view, 900, 1000000));
	CU_ASSERT_TRUE(scene_golden(&scene, "command-running"));
	scene.view.command.on = false;
	command->running = false;
	command->how = mem_string("exit 3");
	command->file = mem_string("logs/command-1.txt");
	command->bytes = 812;
	command->output = mem_string("NAME LABEL SIZE\nsda  KSR   8G\n"
		"sdb  HSMFD 8G\na<1b>[2Jb\nfifth\nsixth, the last that is "
		"kept in the record of what came\n");
	scene_words(&command->sha256, "village newsletter suspense paragon");
	press(&scene, ACTION_COMMAND);
	scene.view.tab = 1;
	form_reset(&scene.view.form);
	CU_ASSERT_TRUE(scene_golden(&scene, "command-result"));
	free(command->file);
	command->file = mem_string("");
	free(command->output);
	command->output = NULL;
	CU_ASSERT_TRUE(scene_golden(&scene, "command-unsaved"));
	scene_close(&scene);
}

/* The names are directories' where two have the same last part: as they are,
 * never in capitals. */
static void
test_not_saved(void)
{
	struct session_saved *saved;
	struct scene scene;

	NEEDS_FILES(&scene);
	saved = &scene.session->saved;
	scene_seat(&scene, 9, "18:17");
	scene_at(&scene, "gate", "19:18");
	saved->first = mem_string("a/ksk-28");
	saved->lost_name = mem_string("b/ksk-28");
	saved->why = mem_string("/media/b/ksk-28/record.jsonl cannot be "
		"written: No space left on device");
	saved->lost = true;
	saved->lost_utc = scene_time("19:19");
	scene_frame(&scene, "19:20", 184, "b/ksk-28 is lost, 19:19");
	CU_ASSERT_TRUE(scene_golden(&scene, "not-saved"));
	scene_type(&scene, "1\nwe copy it at the end\nCA RZM\nBS\n47");
	CU_ASSERT_TRUE(scene_golden(&scene, "not-saved-alone"));
	press(&scene, ACTION_BACK);
	scene_type(&scene, "2\nSPARE");
	CU_ASSERT_TRUE(scene_golden(&scene, "not-saved-second"));
	scene_close(&scene);
}

static void
add_copy(struct session *session, const char *drive, const char *wrong)
{
	struct session_copy *copy = mem_append(&session->copies,
		&session->copy_count, sizeof(*copy));

	copy->drive = mem_string(drive);
	copy->verdict = wrong == NULL ? VERDICT_PASS : VERDICT_FAIL;
	copy->files = 24;
	copy->text = wrong == NULL ? NULL : mem_string(wrong);
	copy->at_utc = scene_time("20:12");
}

static void
test_copies(void)
{
	struct session *session;
	struct scene scene;

	NEEDS_FILES(&scene);
	session = scene.session;
	scene_seat(&scene, 9, "18:17");
	scene_at(&scene, "skr-copy", "20:10");
	scene_frame(&scene, "20:13", 240, "copy on SPARE FAIL, 20:12");
	press(&scene, ACTION_COPIES);
	CU_ASSERT_TRUE(scene_golden(&scene, "copies-none"));
	session->saved.first = mem_string("HSMFD");
	session->saved.second = mem_string("SPARE");
	add_copy(session, "HSMFD", NULL);
	add_copy(session, "SPARE", "/media/SPARE/ksk-28/out/skr.xml does not "
		"read back as it was written; the drive is not to be trusted");
	CU_ASSERT_TRUE(scene_golden(&scene, "copies"));
	scene_close(&scene);
}

static const CU_TestInfo tests[] = {
	{"going on by paper", test_paper},
	{"going on by paper, the fullest page", test_paper_full},
	{"going on by paper behind the signing", test_paper_signed},
	{"resumed behind paper", test_resume_paper},
	{"a shell command runs, has ended", test_command},
	{"NOT SAVED on one of two drives", test_not_saved},
	{"copies", test_copies},
	CU_TEST_INFO_NULL,
};

const struct test_suite suite_beside = {"screen/beside", tests};
