/* What the kinds of steps ask beyond fields and answers. */
#include "ceremony/kinds.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/utc.h"
#include "hall.h"
#include "support/test.h"

extern const struct test_suite suite_kinds;

static struct room *
open_at(const char *step)
{
	struct room *room = hall_open();

	hall_until(room, step);
	hall_until_awaited(room, AWAITED_VALUE);
	return room;
}

static bool
recorded(const struct room *room, const char *text)
{
	char *record = hall_read(room->dir, RECORD_FILE);
	bool found = strstr(record, text) != NULL;

	free(record);
	return found;
}

static unsigned
times_recorded(const struct room *room, const char *text)
{
	char *record = hall_read(room->dir, RECORD_FILE);
	const char *at = record;
	unsigned count = 0;

	for (; (at = strstr(at, text)) != NULL; at++)
		count++;
	free(record);
	return count;
}

/* The same state from the record alone. */
static void
folds_anew(const struct room *room)
{
	char *now = hall_dump(room->session);
	char *again = hall_replay(room->dir);

	CU_ASSERT_PTR_NOT_NULL_FATAL(again);
	CU_ASSERT_STRING_EQUAL(now, again);
	free(now);
	free(again);
}

/* The room's clock, so many seconds from the computer's. */
static void
type_clock(struct room *room, int64_t from_s)
{
	char text[UTC_SIZE];
	struct err err;

	utc_format(text, record_now_utc(room->record) + from_s);
	text[10] = '\0';
	text[19] = '\0';
	CU_ASSERT_EQUAL(move_value(room, 0, 0, text, &err), STATUS_OK);
	CU_ASSERT_EQUAL(move_value(room, 0, 1, text + 11, &err), STATUS_OK);
}

static void
clocks_within_the_limit(void)
{
	struct room *room = open_at("clock-compare");
	const struct session_clock *clock = &room->session->clock;

	CU_ASSERT_EQUAL(clock->verdict, VERDICT_NONE);
	type_clock(room, -40);
	CU_ASSERT_EQUAL(clock->verdict, VERDICT_PASS);
	CU_ASSERT_TRUE(clock->ahead_s >= 40 && clock->ahead_s <= 42);
	CU_ASSERT_FALSE(clock->other_zone);
	CU_ASSERT_TRUE(recorded(room, "\"limit\":60,\"zone\":\"UTC\""));
	folds_anew(room);
	room_free(room);
}

static void
clocks_too_far_apart_stop_the_step(void)
{
	struct room *room = open_at("clock-compare");
	const struct session *session = room->session;
	size_t step = session->step;
	struct awaited awaited;
	struct err err;
	int i;

	for (i = 0; i < 2; i++) {
		type_clock(room, 70);
		CU_ASSERT_EQUAL(session->clock.verdict, VERDICT_FAIL);
		CU_ASSERT_TRUE(session->clock.ahead_s <= -68);
		session_awaited(&awaited, session);
		CU_ASSERT_EQUAL(awaited.what, AWAITED_VALUE);
		CU_ASSERT_EQUAL(awaited.field, 0);
	}
	CU_ASSERT_EQUAL(move_value(room, 0, 0, "2017-02-20", &err), STATUS_OK);
	REFUSED(move_amend(room, "so be it", "BS", hall_pin_of(room, "IW"),
			REFUSAL), "never amended");
	CU_ASSERT_EQUAL(move_exception(room, "70 s behind", &err), STATUS_OK);
	CU_ASSERT_EQUAL(move_decide(room, DECISION_GO_ON, "set at the break",
				"BS", hall_pin_of(room, "IW"), &err),
		STATUS_OK);
	hall_until(room, "test-page");
	CU_ASSERT_TRUE(session->steps[step].complete);
	CU_ASSERT_TRUE(session->steps[step].gone_on);
	folds_anew(room);
	room_free(room);
}

static void
a_wrong_year_is_far_away(void)
{
	struct room *room = open_at("clock-compare");
	struct err err;

	CU_ASSERT_EQUAL(move_value(room, 0, 0, "2016-11-25", &err), STATUS_OK);
	CU_ASSERT_EQUAL(move_value(room, 0, 1, "12:00", &err), STATUS_OK);
	CU_ASSERT_EQUAL(room->session->clock.verdict, VERDICT_FAIL);
	REFUSED(move_value(room, 0, 1, "12:00:61", REFUSAL), "hh:mm:ss");
	REFUSED(move_value(room, 0, 1, "12.00", REFUSAL), "hh:mm:ss");
	room_free(room);
}

static void
the_zone_must_be_utc(void)
{
	struct room *room = open_at("clock-compare");

	setenv("TZ", "CET-1", 1);
	type_clock(room, 0);
	CU_ASSERT_EQUAL(room->session->clock.verdict, VERDICT_FAIL);
	CU_ASSERT_TRUE(room->session->clock.other_zone);
	CU_ASSERT_STRING_EQUAL(room->session->clock.zone, "CET");
	folds_anew(room);
	setenv("TZ", "UTC0", 1);
	type_clock(room, 0);
	CU_ASSERT_EQUAL(room->session->clock.verdict, VERDICT_PASS);
	room_free(room);
}

#define JUMP "\"what\":\"jump\""

static void
jumps_are_recorded_once_each(void)
{
	struct room *room = open_at("room-clock");
	const struct session_clock *clock = &room->session->clock;
	struct err err;

	CU_ASSERT_EQUAL(room_look(room, &err), STATUS_OK);
	clock_shift(3600, 3600 * 1000); /* an hour passed */
	CU_ASSERT_EQUAL(room_look(room, &err), STATUS_OK);
	CU_ASSERT_EQUAL(times_recorded(room, JUMP), 0);
	clock_shift(-70, 0);
	CU_ASSERT_EQUAL(room_look(room, &err), STATUS_OK);
	CU_ASSERT_EQUAL(room_look(room, &err), STATUS_OK);
	CU_ASSERT_EQUAL(times_recorded(room, JUMP), 1);
	CU_ASSERT_TRUE(clock->jump_s >= -71 && clock->jump_s <= -69);
	CU_ASSERT_EQUAL(clock->jumped_step, room->session->step);
	clock_shift(70, 0);
	CU_ASSERT_EQUAL(room_look(room, &err), STATUS_OK);
	CU_ASSERT_EQUAL(times_recorded(room, JUMP), 2);
	CU_ASSERT_EQUAL(clock->jumps, 2);
	folds_anew(room);
	room_free(room);
}

static void
a_jump_between_two_runs_is_seen(void)
{
	struct room *room = open_at("room-clock");
	char *dir = mem_string(room->dir);
	struct err err;

	room_free(room);
	clock_shift(120, 0);
	room = hall_resume(dir, &err);
	CU_ASSERT_PTR_NOT_NULL_FATAL(room);
	CU_ASSERT_EQUAL(room->session->clock.jumps, 1);
	CU_ASSERT_TRUE(llabs(room->session->clock.jump_s - 120) <= 1);
	CU_ASSERT_EQUAL(room_look(room, &err), STATUS_OK);
	CU_ASSERT_EQUAL(times_recorded(room, JUMP), 0);
	clock_shift(-120, 0);
	folds_anew(room);
	room_free(room);
	free(dir);
}

static void
differences_in_words(void)
{
	static const struct {
		int64_t ahead_s;
		const char *words;
	} rows[] = {
		{ 0, "0 s" }, { 4, "4 s ahead" }, { -70, "70 s behind" },
		{ 86401, "1 day 00:00:01 ahead" },
	};
	char words[KIND_CLOCK_WORDS];
	size_t i;

	for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		kind_clock_words(words, rows[i].ahead_s);
		CU_ASSERT_STRING_EQUAL(words, rows[i].words);
	}
}

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
	CU_ASSERT_EQUAL(times_recorded(room, "\"event\":\"device\""), 1);
	CU_ASSERT_EQUAL(move_done(room, &err), STATUS_OK);
	CU_ASSERT_TRUE(act_now(room)->yes);
	CU_ASSERT_STRING_EQUAL(act_now(room)->text,
		"drive KSR is in; in now: KSR");
	CU_ASSERT_EQUAL(room_look(room, &err), STATUS_OK);
	CU_ASSERT_EQUAL(times_recorded(room, "\"event\":\"device\""), 2);
	hall_until(room, "drive-over");
	CU_ASSERT_EQUAL(times_recorded(room, "drive KSR is out"), 1);
	folds_anew(room);
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
	folds_anew(room);
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
	folds_anew(room);
	run("mv rehearsal/HSMFD " MEDIA "HSMFD");
	CU_ASSERT_EQUAL(room_look(room, &err), STATUS_OK);
	CU_ASSERT_EQUAL(move_done(room, &err), STATUS_OK);
	hall_until(room, "check-request");
	folds_anew(room);
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
	CU_ASSERT_EQUAL(times_recorded(room, "\"waited\""), 1);
	CU_ASSERT_EQUAL(move_wait(room, &err), STATUS_OK);
	session_awaited(&awaited, session);
	CU_ASSERT_EQUAL(awaited.what, AWAITED_ANSWER);
	hall_until(room, "hsm-log-stop");
	folds_anew(room);
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
	CU_ASSERT_EQUAL(move_decide(room, DECISION_GO_ON, "all are back", "BS",
				hall_pin_of(room, "IW"), &err), STATUS_OK);
	session_awaited(&awaited, room->session);
	CU_ASSERT_EQUAL(awaited.what, AWAITED_ANSWER);
	room_free(room);
}

static const CU_TestInfo tests[] = {
	{ "clocks within the limit", clocks_within_the_limit },
	{ "clocks too far apart stop the step",
		clocks_too_far_apart_stop_the_step },
	{ "a wrong year is far away", a_wrong_year_is_far_away },
	{ "the zone must be UTC", the_zone_must_be_utc },
	{ "jumps are recorded once each", jumps_are_recorded_once_each },
	{ "a jump between two runs is seen", a_jump_between_two_runs_is_seen },
	{ "differences in words", differences_in_words },
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

const struct test_suite suite_kinds = { "ceremony/kinds", tests };
