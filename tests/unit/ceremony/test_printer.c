/* Printing: what becomes of a job, and that no step waits for it. */
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"
#include "ceremony/errand.h"
#include "ceremony/room.h"
#include "cups.h"
#include "hall.h"
#include "support/test.h"

extern const struct test_suite suite_printer;

#define STEP_MAX_MS 3000 /* nothing that takes a printer's time fits in */
#define PATIENCE_MS 60000

/* At the actor's Enter on the step that prints the test page. */
static struct room *
open_at_test_page(void)
{
	struct room *room = hall_open();

	hall_until(room, "test-page");
	room->print_program = test_print_program();
	return room;
}

static const struct session_print *
last_print(const struct room *room)
{
	const struct session_printing *printing = &room->session->printing;

	CU_ASSERT_FATAL(printing->print_count > 0);
	return &printing->prints[printing->print_count - 1];
}

static void
look(struct room *room)
{
	struct err err;

	poll(NULL, 0, 10);
	CU_ASSERT_EQUAL(room_look(room, &err), STATUS_OK);
}

static void
look_until_ended(struct room *room)
{
	int64_t since_ms = clock_mono_ms();

	while (last_print(room)->state == JOB_RUNS &&
		clock_mono_ms() - since_ms < PATIENCE_MS)
		look(room);
}

static void
look_for_queues(struct room *room)
{
	int64_t since_ms = clock_mono_ms();

	while (room->session->printing.queue_count == 0 &&
		clock_mono_ms() - since_ms < PATIENCE_MS)
		look(room);
}

/* Queues as CUPS would name them. */
static void
find_queues(struct room *room)
{
	json_t *fields = fields_new(room->session);
	struct err err;

	fields_add(fields, "state", "queues");
	json_object_set_new(fields, "queues", json_pack("[{ssss}]", "name",
		"laser", "state", "idle"));
	CU_ASSERT_EQUAL(room_post(room, "print", fields, &err), STATUS_OK);
}

static void
name_and_print(struct room *room, const char *queue)
{
	struct err err;

	CU_ASSERT_EQUAL(move_printer(room, queue, &err), STATUS_OK);
	CU_ASSERT_EQUAL(move_done(room, &err), STATUS_OK);
}

static bool
holds(const struct cups *cups, const char *name, const char *text)
{
	char *found = hall_read(cups->dir, name);
	bool same = found != NULL && strcmp(found, text) == 0;

	free(found);
	return same;
}

static bool
same_bytes(const struct room *room, const struct cups *cups, const char *name)
{
	char *ours = hall_read(room->dir, last_print(room)->file);
	bool same = ours != NULL && ours[0] != '\0' &&
		holds(cups, name, ours);

	free(ours);
	return same;
}

static void
it_is_printed(void)
{
	struct room *room;
	struct cups cups;
	struct err err;

	if (!cups_start(&cups))
		SKIP("no CUPS of its own");
	room = open_at_test_page();
	look_for_queues(room);
	CU_ASSERT_EQUAL_FATAL(room->session->printing.queue_count, 2);
	CU_ASSERT_STRING_EQUAL(room->session->printing.queues[0].name, "empty");
	CU_ASSERT_STRING_EQUAL(room->session->printing.queues[1].state, "idle");
	name_and_print(room, "laser");
	CU_ASSERT_EQUAL(last_print(room)->state, JOB_RUNS);
	REFUSED(move_print_again(room, 0, 1, REFUSAL), "on its way already");
	look_until_ended(room);
	CU_ASSERT_EQUAL(last_print(room)->state, JOB_PRINTED);
	CU_ASSERT_TRUE(same_bytes(room, &cups, "printed/1"));
	CU_ASSERT_EQUAL(move_print_again(room, 0, 3, &err), STATUS_OK);
	look_until_ended(room);
	CU_ASSERT_EQUAL(last_print(room)->state, JOB_PRINTED);
	CU_ASSERT_EQUAL(last_print(room)->job, 2);
	CU_ASSERT_TRUE(same_bytes(room, &cups, "printed/2"));
	CU_ASSERT_TRUE(holds(&cups, "printed/2.copies", "3\n"));
	hall_folds_anew(room);
	room_free(room);
	cups_stop(&cups);
}

static void
out_of_paper(void)
{
	const struct session_printing *printing;
	struct room *room;
	struct cups cups;
	int64_t since_ms;

	if (!cups_start(&cups))
		SKIP("no CUPS of its own");
	room = open_at_test_page();
	printing = &room->session->printing;
	look_for_queues(room);
	CU_ASSERT_EQUAL_FATAL(printing->queue_count, 2);
	name_and_print(room, "empty");
	look_until_ended(room);
	CU_ASSERT_EQUAL_FATAL(last_print(room)->state, JOB_WAITS);
	CU_ASSERT_STRING_EQUAL(last_print(room)->how,
		"the queue is stopped: out of paper");
	since_ms = clock_mono_ms();
	while (strcmp(printing->queues[0].state, "idle") == 0 &&
		clock_mono_ms() - since_ms < PATIENCE_MS)
		look(room);
	CU_ASSERT_STRING_EQUAL(printing->queues[0].state,
		"stopped: out of paper");
	hall_until(room, "hsm-bag");
	hall_folds_anew(room);
	room_free(room);
	cups_stop(&cups);
}

/* It takes the connection and never says a word. */
static void
no_step_waits(void)
{
	int mute = cups_mute();
	struct room *room = open_at_test_page();
	int64_t since_ms;

	find_queues(room);
	since_ms = clock_mono_ms();
	name_and_print(room, "laser");
	look(room);
	CU_ASSERT_TRUE(clock_mono_ms() - since_ms < STEP_MAX_MS);
	CU_ASSERT_EQUAL(room->session->steps[room->session->step].act.verdict,
		VERDICT_PASS);
	hall_until(room, "hsm-bag");
	look(room);
	CU_ASSERT_EQUAL(last_print(room)->state, JOB_RUNS);
	hall_folds_anew(room);
	since_ms = clock_mono_ms();
	room_free(room);
	CU_ASSERT_TRUE(clock_mono_ms() - since_ms < STEP_MAX_MS);
	close(mute);
	cups_none();
}

static void
nobody_answers(void)
{
	struct room *room;
	struct err err;

	cups_none();
	room = open_at_test_page();
	look(room);
	find_queues(room);
	name_and_print(room, "laser");
	look_until_ended(room);
	CU_ASSERT_EQUAL(last_print(room)->state, JOB_FAILED);
	CU_ASSERT_STRING_EQUAL(last_print(room)->how,
		"no CUPS answers on this computer");
	CU_ASSERT_EQUAL(room->session->steps[room->session->step].act.verdict,
		VERDICT_PASS);
	setenv("CUPS_SERVER", "printer.example", 1);
	CU_ASSERT_EQUAL(move_print_again(room, 0, 1, &err), STATUS_OK);
	look_until_ended(room);
	CU_ASSERT_STRING_EQUAL(last_print(room)->how,
		"CUPS is set to another computer");
	room->print_program = "/nonexistent";
	CU_ASSERT_EQUAL(move_print_again(room, 0, 1, &err), STATUS_OK);
	CU_ASSERT_EQUAL(last_print(room)->state, JOB_FAILED);
	CU_ASSERT_PTR_NOT_NULL(strstr(last_print(room)->how,
		"cannot be started"));
	cups_none();
	hall_folds_anew(room);
	room_free(room);
}

static void
without_one(void)
{
	struct room *room = open_at_test_page();

	find_queues(room);
	REFUSED(move_printer(room, "inkjet", REFUSAL), "no queue inkjet");
	REFUSED(move_print_again(room, 0, 1, REFUSAL), "nothing was printed");
	name_and_print(room, NULL);
	CU_ASSERT_TRUE(room->session->printing.decided);
	CU_ASSERT_EQUAL(last_print(room)->state, JOB_NONE);
	REFUSED(move_print_again(room, 0, 1, REFUSAL), "no printer is named");
	REFUSED(move_print_again(room, 0, 0, REFUSAL), "1 to 20 copies");
	CU_ASSERT_EQUAL(hall_count(room, "\"state\":\"begins\""), 0);
	hall_to_end(room);
	CU_ASSERT_EQUAL(room->session->state, SESSION_CLOSED);
	REFUSED(move_printer(room, NULL, REFUSAL), "is not running");
	room_free(room);
}

/* Killed while a job is on its way. */
static void
its_end_is_unknown(void)
{
	struct session_loss losses[16];
	int mute = cups_mute();
	struct room *room = open_at_test_page();
	char *dir = mem_string(room->dir);
	bool said = false;
	struct err err;
	size_t i;

	find_queues(room);
	name_and_print(room, "laser");
	room_free(room);
	close(mute);
	cups_none();
	room = hall_resume(dir, &err);
	CU_ASSERT_PTR_NOT_NULL_FATAL(room);
	CU_ASSERT_EQUAL(last_print(room)->state, JOB_UNKNOWN);
	CU_ASSERT_FALSE(room->session->printing.decided);
	i = session_lost(losses, 16, room->session);
	while (i-- > 0)
		said = said || strcmp(losses[i].state, "A print job") == 0;
	CU_ASSERT_TRUE(said);
	room->print_program = test_print_program();
	CU_ASSERT_EQUAL(move_print_again(room, 0, 1, &err), STATUS_OK);
	CU_ASSERT_EQUAL(last_print(room)->job, 2);
	look_until_ended(room);
	CU_ASSERT_EQUAL(last_print(room)->state, JOB_FAILED);
	hall_folds_anew(room);
	room_free(room);
	free(dir);
}

/* The power fails between the event and the file. */
static void
it_was_never_written(void)
{
	struct room *room = open_at_test_page();
	char *dir = mem_string(room->dir), *path;
	struct err err;

	find_queues(room);
	name_and_print(room, NULL);
	path = file_join(dir, last_print(room)->file);
	hall_cut_record(dir, room->session->event_count - 1);
	room_free(room);
	CU_ASSERT_EQUAL(unlink(path), 0);
	room = hall_resume(dir, &err);
	CU_ASSERT_PTR_NOT_NULL_FATAL(room);
	hall_until(room, "hsm-bag");
	CU_ASSERT_EQUAL(room->session->printing.print_count, 1);
	CU_ASSERT_TRUE(file_exists(path));
	hall_folds_anew(room);
	room_free(room);
	free(path);
	free(dir);
}

/* What lies there is another file by now. */
static void
it_was_changed(void)
{
	struct room *room = open_at_test_page();
	struct err err;
	char *path;

	cups_none();
	find_queues(room);
	name_and_print(room, "laser");
	look_until_ended(room);
	path = file_join(room->dir, last_print(room)->file);
	CU_ASSERT_EQUAL(file_replace(path, "other\n", 6, &err), STATUS_OK);
	CU_ASSERT_EQUAL(move_print_again(room, 0, 1, &err), STATUS_OK);
	CU_ASSERT_EQUAL_FATAL(last_print(room)->state, JOB_FAILED);
	CU_ASSERT_PTR_NOT_NULL(strstr(last_print(room)->how,
		"is not what was recorded"));
	unlink(path);
	CU_ASSERT_EQUAL(mkfifo(path, 0600), 0);
	CU_ASSERT_EQUAL(move_print_again(room, 0, 1, &err), STATUS_OK);
	CU_ASSERT_EQUAL(last_print(room)->state, JOB_FAILED);
	room_free(room);
	free(path);
}

#define SHA256 \
	"0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"

static void
the_fold_refuses(void)
{
	static const char *const events[] = {
		"{\"state\":\"begins\",\"file\":\"print/no.txt\",\"job\":1}",
		"{\"state\":\"ended\",\"file\":\"print/no.txt\",\"job\":1}",
		"{\"state\":\"named\",\"queue\":\"inkjet\"}",
		"{\"state\":\"eaten\"}",
		"{\"state\":\"queues\",\"queues\":[{}]}",
		"{\"state\":\"queues\",\"queues\":[{\"name\":\"a\",\"state\":7}]}",
		"{\"pages\":1}",
		"{\"file\":\"print/1.txt\",\"sha256\":\"" SHA256 "\"}",
		"{\"state\":\"begins\",\"file\":\"print/1.txt\",\"job\":2}",
		"{\"state\":\"ended\",\"file\":\"print/1.txt\",\"job\":1}",
		"{\"state\":\"begins\",\"file\":\"print/1.txt\",\"job\":1}",
		"{\"state\":\"begins\",\"file\":\"print/1.txt\",\"job\":2}",
		"{\"state\":\"ended\",\"file\":\"print/1.txt\",\"job\":2}",
		"{\"state\":\"ended\",\"file\":\"print/1.txt\",\"job\":1}",
	};
	static const char holds[] = "-------+--+--+";
	struct room *room = open_at_test_page();
	struct err err;
	size_t i;

	for (i = 0; i < sizeof(events) / sizeof(events[0]); i++)
		CU_ASSERT_EQUAL(hall_apply(room->session, "print", events[i],
			&err), holds[i] == '+' ? STATUS_OK : STATUS_INPUT);
	CU_ASSERT_EQUAL(last_print(room)->state, JOB_WAITS);
	room_free(room);
}

static void
its_time_is_over(void)
{
	static const char *const argv[] = { "sh", "-c", "trap '' TERM HUP; "
		"echo on; while :; do :; done", NULL };
	static const struct spawn what = { .program = "/bin/sh",
		.argv = argv };
	struct errand *errand;
	struct err err;

	CU_ASSERT_EQUAL_FATAL(errand_start(&errand, &what, 1, &err), STATUS_OK);
	CU_ASSERT_FALSE(errand_over(errand));
	while (!errand_over(errand))
		poll(NULL, 0, 10);
	CU_ASSERT_TRUE(errand_late(errand));
	CU_ASSERT_STRING_EQUAL(errand_output(errand), "on\n");
	errand_free(errand);
}

static const CU_TestInfo tests[] = {
	{ "it is printed", it_is_printed },
	{ "out of paper", out_of_paper },
	{ "no step waits", no_step_waits },
	{ "nobody answers", nobody_answers },
	{ "without one", without_one },
	{ "its end is unknown", its_end_is_unknown },
	{ "it was never written", it_was_never_written },
	{ "it was changed", it_was_changed },
	{ "the fold refuses", the_fold_refuses },
	{ "its time is over", its_time_is_over },
	CU_TEST_INFO_NULL,
};

const struct test_suite suite_printer = { "ceremony/printer", tests };
