/* Steps that wait: for a drive, for a time. */
#include "ceremony/kinds.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/utc.h"
#include "hall.h"
#include "support/test.h"

extern const struct test_suite suite_waits;

/* The hand that takes the drive: one that the rehearsal does not know of. */
static void
run(const char *command)
{
	if (system(command) != 0)
		abort();
}

#define MEDIA "rehearsal/media/"

/* With a manifest, and HSMFD staying in. */
static struct room *
open_at_drive(void)
{
	struct room *room = hall_open();
	struct step *step = (struct step *)script_find_step(
		&room->session->script, "ksr-drive");

	step->manifest = mem_string("SHA256SUMS");
	step->stay = mem_string("HSMFD");
	hall_until(room, "ksr-drive");
	return room;
}

static const struct session_act *
act_now(const struct room *room)
{
	return &room->session->steps[room->session->step].act;
}

static void
a_drive_goes_in_and_out(void)
{
	struct room *room = hall_open();
	struct err err;

	hall_until(room, "ksr-drive");
	CU_ASSERT_EQUAL(room_look(room, &err), STATUS_OK);
	CU_ASSERT_EQUAL(room_look(room, &err), STATUS_OK);
	CU_ASSERT_EQUAL(hall_count(room, "\"drives\":"), 1);
	CU_ASSERT_EQUAL(move_done(room, &err), STATUS_OK);
	CU_ASSERT_TRUE(act_now(room)->yes);
	CU_ASSERT_STRING_EQUAL(act_now(room)->text,
		"drive KSR is in; in now: KSR");
	CU_ASSERT_EQUAL(room_look(room, &err), STATUS_OK);
	CU_ASSERT_EQUAL(hall_count(room, "\"drives\":"), 2);
	hall_until(room, "drive-over");
	CU_ASSERT_EQUAL(hall_count(room, "drive KSR is out"), 1);
	hall_folds_anew(room);
	room_free(room);
}

static void
a_manifest_holds_or_stops(void)
{
	struct room *room = open_at_drive();
	struct err err;

	/* Put in by somebody, and not what it should be. */
	run("mkdir -p " MEDIA "KSR " MEDIA "HSMFD; echo a >" MEDIA "HSMFD/a");
	run("echo x >" MEDIA "KSR/x");
	REFUSED(move_done(room, REFUSAL), "SHA256SUMS cannot be read");
	run("cd " MEDIA "KSR; sha256sum x >SHA256SUMS; echo y >x");
	REFUSED(move_done(room, REFUSAL), "\"x\" is not the file of the "
		"manifest");
	CU_ASSERT_FALSE(act_now(room)->yes);
	CU_ASSERT_EQUAL(act_now(room)->verdict, VERDICT_FAIL);
	run("cd " MEDIA "KSR; sha256sum x | sed 's,x$,../x,' >SHA256SUMS");
	REFUSED(move_done(room, REFUSAL), "not as sha256sum writes it");
	run("cd " MEDIA "KSR; : >SHA256SUMS");
	REFUSED(move_done(room, REFUSAL), "names no file");
	run("cd " MEDIA "KSR; sha256sum x >SHA256SUMS; rm x; mkfifo x");
	REFUSED(move_done(room, REFUSAL), "cannot be read");
	run("cd " MEDIA "KSR; rm x; echo x >x; sha256sum x >SHA256SUMS");
	CU_ASSERT_EQUAL(move_done(room, &err), STATUS_OK);
	CU_ASSERT_STRING_EQUAL(act_now(room)->text,
		"drive KSR is in; its SHA256SUMS holds, 1 file compared");
	hall_folds_anew(room);
	room_free(room);
}

static void
the_wrong_drive_pulled_stops_the_step(void)
{
	struct room *room = open_at_drive();
	struct awaited awaited;
	struct err err;

	CU_ASSERT_EQUAL(move_done(room, &err), STATUS_OK);
	session_awaited(&awaited, room->session);
	CU_ASSERT_EQUAL(awaited.what, AWAITED_VALUE);
	run("mv " MEDIA "HSMFD rehearsal/HSMFD");
	CU_ASSERT_EQUAL(room_look(room, &err), STATUS_OK);
	CU_ASSERT_FALSE(act_now(room)->yes);
	CU_ASSERT_STRING_EQUAL(act_now(room)->text, "drive HSMFD is out and "
		"must stay in: put it back, then Enter; in now: KSR");
	session_awaited(&awaited, room->session);
	CU_ASSERT_EQUAL(awaited.what, AWAITED_DONE);
	hall_folds_anew(room);
	run("mv rehearsal/HSMFD " MEDIA "HSMFD");
	CU_ASSERT_EQUAL(room_look(room, &err), STATUS_OK);
	CU_ASSERT_EQUAL(move_done(room, &err), STATUS_OK);
	hall_until(room, "check-request");
	hall_folds_anew(room);
	room_free(room);
}

static void
an_empty_folder_is_no_drive(void)
{
	struct room *room = hall_open();

	hall_until(room, "ksr-drive");
	run("mkdir -p " MEDIA "KSR " MEDIA "OTHER; echo a >" MEDIA "OTHER/a");
	REFUSED(move_done(room, REFUSAL), "drive KSR is not in: put it in, "
		"then Enter; in now: OTHER");
	room_free(room);
}

static void
a_hold_waits(void)
{
	struct room *room = hall_open();
	struct step *step = (struct step *)script_find_step(
		&room->session->script, "break");
	const struct session *session = room->session;
	struct awaited awaited;
	char back[UTC_SIZE];
	struct err err;

	CU_ASSERT_STRING_EQUAL_FATAL(step->wait_field, "back");
	hall_until(room, "break");
	hall_until_awaited(room, AWAITED_VALUE);
	utc_format_time(back, record_now_utc(room->record) + 900);
	CU_ASSERT_EQUAL(move_value(room, 0, 0, "IW and CO3", &err), STATUS_OK);
	CU_ASSERT_EQUAL(move_value(room, 0, 1, back, &err), STATUS_OK);
	session_awaited(&awaited, session);
	CU_ASSERT_EQUAL(awaited.what, AWAITED_TIME);
	CU_ASSERT_EQUAL(awaited.person, SESSION_NOBODY);
	REFUSED(move_wait(room, REFUSAL), back);
	REFUSED(move_answer(room, "BS", hall_pin_of(room, "IW"), HALL_PAGE,
			REFUSAL), "before the hold ends");
	CU_ASSERT_EQUAL(room_look_ms(room), 1000);
	clock_shift(900, 900000);
	CU_ASSERT_EQUAL(room_look(room, &err), STATUS_OK);
	CU_ASSERT_EQUAL(room_look(room, &err), STATUS_OK);
	CU_ASSERT_EQUAL(hall_count(room, "\"waited\""), 1);
	CU_ASSERT_EQUAL(move_wait(room, &err), STATUS_OK);
	session_awaited(&awaited, session);
	CU_ASSERT_EQUAL(awaited.what, AWAITED_ANSWER);
	hall_until(room, "hsm-log-stop");
	hall_folds_anew(room);
	room_free(room);
}

static void
a_hold_of_minutes_ends_by_an_exception(void)
{
	struct room *room = hall_open();
	struct step *step = (struct step *)script_find_step(
		&room->session->script, "break");
	struct awaited awaited;
	struct err err;

	free(step->wait_field);
	step->wait_field = NULL;
	step->wait_minutes = 15;
	hall_until(room, "break");
	hall_until_awaited(room, AWAITED_TIME);
	clock_shift(890, 890000);
	CU_ASSERT_EQUAL(room_look(room, &err), STATUS_OK);
	session_awaited(&awaited, room->session);
	CU_ASSERT_EQUAL(awaited.what, AWAITED_TIME);
	CU_ASSERT_EQUAL(move_exception(room, "all are back", &err), STATUS_OK);
	CU_ASSERT_EQUAL(move_decide(room, DECISION_GO_ON, "all are back",
				NULL, "BS",
				hall_pin_of(room, "IW"), &err), STATUS_OK);
	session_awaited(&awaited, room->session);
	CU_ASSERT_EQUAL(awaited.what, AWAITED_ANSWER);
	room_free(room);
}

static const CU_TestInfo tests[] = {
	{ "a drive goes in and out", a_drive_goes_in_and_out },
	{ "a manifest holds or stops", a_manifest_holds_or_stops },
	{ "the wrong drive pulled stops the step",
		the_wrong_drive_pulled_stops_the_step },
	{ "an empty folder is no drive", an_empty_folder_is_no_drive },
	{ "a hold waits", a_hold_waits },
	{ "a hold of minutes ends by an exception",
		a_hold_of_minutes_ends_by_an_exception },
	CU_TEST_INFO_NULL,
};

const struct test_suite suite_waits = { "ceremony/waits", tests };
