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
	CU_ASSERT_EQUAL(hall_count(room, "\"limit\":60,\"zone\":\"UTC\""), 1);
	hall_folds_anew(room);
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
				NULL, "BS", hall_pin_of(room, "IW"), &err),
		STATUS_OK);
	hall_until(room, "test-page");
	CU_ASSERT_TRUE(session->steps[step].complete);
	CU_ASSERT_TRUE(session->steps[step].gone_on);
	hall_folds_anew(room);
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
	hall_folds_anew(room);
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
	CU_ASSERT_EQUAL(hall_count(room, JUMP), 0);
	clock_shift(-70, 0);
	CU_ASSERT_EQUAL(room_look(room, &err), STATUS_OK);
	CU_ASSERT_EQUAL(room_look(room, &err), STATUS_OK);
	CU_ASSERT_EQUAL(hall_count(room, JUMP), 1);
	CU_ASSERT_TRUE(clock->jump_s >= -71 && clock->jump_s <= -69);
	CU_ASSERT_EQUAL(clock->jumped_step, room->session->step);
	clock_shift(70, 0);
	CU_ASSERT_EQUAL(room_look(room, &err), STATUS_OK);
	CU_ASSERT_EQUAL(hall_count(room, JUMP), 2);
	CU_ASSERT_EQUAL(clock->jumps, 2);
	hall_folds_anew(room);
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
	CU_ASSERT_EQUAL(hall_count(room, JUMP), 0);
	clock_shift(-120, 0);
	hall_folds_anew(room);
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

/* The shipped script asks for neither: a step of it becomes one. */
static struct step *
become(struct room *room, const char *id, enum step_kind kind)
{
	struct step *step = (struct step *)script_find_step(
		&room->session->script, id);

	step->kind = kind;
	return step;
}

static const struct session_value *
value_now(const struct room *room, size_t field)
{
	return session_value(room->session, room->session->step, 0, field);
}

static void
a_choice_is_a_number_or_words(void)
{
	static const char *const answers[] = { "ready", "self-test", "error" };
	struct room *room = hall_open();
	struct field *field = &become(room, "hsm-on", STEP_CHOICE)->fields[0];
	struct err err;
	size_t i;

	field->kind = FIELD_CHOICE;
	for (i = 0; i < 3; i++)
		*(char **)mem_append(&field->answers, &field->answer_count,
			sizeof(char *)) = mem_string(answers[i]);
	hall_until(room, "hsm-on");
	hall_until_awaited(room, AWAITED_VALUE);
	REFUSED(move_value(room, 0, 0, "4", REFUSAL), "its number or its "
		"words: 1 ready, 2 self-test, 3 error");
	REFUSED(move_value(room, 0, 0, "", REFUSAL), "its number");
	REFUSED(move_value(room, 0, 0, "22", REFUSAL), "its number");
	CU_ASSERT_EQUAL(move_value(room, 0, 0, "2", &err), STATUS_OK);
	CU_ASSERT_STRING_EQUAL(value_now(room, 0)->text, "self-test");
	CU_ASSERT_EQUAL(hall_count(room, "\"value\":\"self-test\""), 1);
	CU_ASSERT_EQUAL(move_exception(room, "again", &err), STATUS_OK);
	CU_ASSERT_EQUAL(hall_play(room, &err), STATUS_OK); /* repeat */
	hall_until_awaited(room, AWAITED_VALUE);
	CU_ASSERT_EQUAL(move_value(room, 0, 0, "ERROR", &err), STATUS_OK);
	CU_ASSERT_STRING_EQUAL(value_now(room, 0)->text, "error");
	room_free(room);
}

static struct room *
open_at_compare(const char *shown)
{
	struct room *room = hall_open();
	struct step *step = become(room, "hsm-log", STEP_COMPARE);

	step->fields[1].kind = FIELD_TEXT;
	free(step->fields[1].expected);
	step->fields[1].expected = NULL;
	if (shown != NULL)
		ceremony_set_expected(&room->session->ceremony, "hsm-log", 0,
			"port", shown);
	hall_until(room, "hsm-log");
	hall_until_awaited(room, AWAITED_VALUE);
	return room;
}

static void
two_values_are_compared(void)
{
	struct room *room = open_at_compare(NULL);
	struct err err;

	CU_ASSERT_EQUAL(move_value(room, 0, 0, "4f1e 77", &err), STATUS_OK);
	CU_ASSERT_EQUAL(value_now(room, 0)->verdict, VERDICT_NONE);
	CU_ASSERT_EQUAL(move_value(room, 0, 1, "4f1e 71", &err), STATUS_OK);
	CU_ASSERT_EQUAL(value_now(room, 1)->verdict, VERDICT_FAIL);
	CU_ASSERT_FALSE(value_now(room, 1)->settled);
	CU_ASSERT_EQUAL(move_value(room, 0, 1, "4F1E 77", &err), STATUS_OK);
	CU_ASSERT_EQUAL(value_now(room, 1)->verdict, VERDICT_PASS);
	room_free(room);
}

static void
one_that_is_known_is_shown(void)
{
	struct room *room = open_at_compare("9f310c77");
	struct awaited awaited;
	struct err err;

	session_awaited(&awaited, room->session);
	CU_ASSERT_EQUAL(awaited.what, AWAITED_VALUE);
	CU_ASSERT_EQUAL(awaited.field, 1);
	CU_ASSERT_EQUAL(session_places(room->session, room->session->step), 1);
	CU_ASSERT_EQUAL(move_value(room, 0, 1, "9f310c78", &err), STATUS_OK);
	CU_ASSERT_EQUAL(value_now(room, 1)->verdict, VERDICT_FAIL);
	CU_ASSERT_EQUAL(move_value(room, 0, 1, "9F310C77", &err), STATUS_OK);
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
	{ "a choice is a number or words", a_choice_is_a_number_or_words },
	{ "two values are compared", two_values_are_compared },
	{ "one that is known is shown", one_that_is_known_is_shown },
	CU_TEST_INFO_NULL,
};

const struct test_suite suite_kinds = { "ceremony/kinds", tests };
