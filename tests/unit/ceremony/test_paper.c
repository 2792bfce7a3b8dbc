/* Steps held on paper: the table that carries them in. */
#include "ceremony/paper.h"

#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "hall.h"
#include "report/report.h"
#include "support/test.h"

extern const struct test_suite suite_paper;

#define NOTE "the outer door stood open"

static size_t
index_of(const struct session *session, const char *id)
{
	return script_step_index(&session->script,
		script_find_step(&session->script, id));
}

static bool
awaits(const struct session *session, const char *id, size_t row, size_t field)
{
	struct awaited awaited;

	session_awaited(&awaited, session);
	return awaited.what == AWAITED_VALUE && awaited.row == row &&
		awaited.field == field &&
		awaited.step == index_of(session, id);
}

/* Opened and played until that place is awaited. */
static struct room *
open_at(const char *id, size_t row, size_t field)
{
	struct room *room = hall_open_paper();
	struct err err;

	hall_until(room, "carry-in");
	while (!awaits(room->session, id, row, field))
		CU_ASSERT_EQUAL_FATAL(hall_play(room, &err), STATUS_OK);
	return room;
}

static void
nothing_of_paper_is_opened(void)
{
	struct room *room = hall_open_paper();
	const struct session *session = room->session;
	size_t i;

	CU_ASSERT_STRING_EQUAL(session_current(session)->id, "console-start");
	hall_until(room, "carry-in");
	CU_ASSERT_TRUE(awaits(session, "cameras", 0, PAPER_TIME));
	hall_to_end(room);
	CU_ASSERT_EQUAL(session->state, SESSION_CLOSED);
	CU_ASSERT_EQUAL(session->exception_count, 0);
	for (i = 0; i < session->script.step_count; i++) {
		const struct session_step *state = &session->steps[i];
		bool screen = session->script.steps[i].held == HELD_SCREEN;

		CU_ASSERT_EQUAL(state->complete, screen);
		CU_ASSERT_EQUAL(state->opened, screen);
	}
	hall_folds_anew(room);
	room_free(room);
}

/* Time, fields row by row without the ticks, exception; the next step. */
static void
asks_for_what_stands_there(void)
{
	struct room *room = open_at("cameras", 0, PAPER_TIME);
	const struct session *session = room->session;
	static const size_t fields[] = { 0, 0, 0, PAPER_NOTE };
	struct err err;
	size_t i;

	REFUSED(move_value(room, 0, PAPER_TIME, "noon", REFUSAL), "hh:mm");
	REFUSED(move_value(room, 0, PAPER_TIME, "", REFUSAL), "hh:mm");
	for (i = 0; i < 4; i++) {
		CU_ASSERT_EQUAL(hall_play(room, &err), STATUS_OK);
		CU_ASSERT_TRUE(awaits(session, "cameras",
			fields[i] == 0 ? i : 0, fields[i]));
	}
	CU_ASSERT_EQUAL(hall_play(room, &err), STATUS_OK);
	CU_ASSERT_TRUE(awaits(session, "door-list", 0, PAPER_TIME));
	CU_ASSERT_EQUAL(session_places(session, index_of(session, "cameras")),
		5);
	CU_ASSERT_EQUAL(hall_count(room, "\"of\":\"cameras\""), 5);
	room_free(room);
}

static void
both_seal_it(void)
{
	struct room *room = hall_open_paper();
	struct awaited awaited;
	struct err err;

	hall_until(room, "carry-in");
	hall_until_awaited(room, AWAITED_ANSWER);
	session_awaited(&awaited, room->session);
	CU_ASSERT_STRING_EQUAL(awaited.role, "IW");
	CU_ASSERT_TRUE(awaited.pin);
	REFUSED(move_answer(room, hall_initials(room, "CA"),
		hall_pin_of(room, "CA"), HALL_PAGE, REFUSAL), "is awaited");
	CU_ASSERT_EQUAL(hall_play(room, &err), STATUS_OK);
	session_awaited(&awaited, room->session);
	CU_ASSERT_STRING_EQUAL(awaited.role, "CA");
	CU_ASSERT_TRUE(awaited.pin);
	CU_ASSERT_EQUAL(hall_play(room, &err), STATUS_OK);
	CU_ASSERT_STRING_EQUAL(session_current(room->session)->id,
		"clock-compare");
	room_free(room);
}

/* The ceremony file knows the bag: typed again, or amended. */
static void
another_value_than_is_known(void)
{
	struct room *room = open_at("card-boxes", 0, 1);
	const struct session *session = room->session;
	size_t step = index_of(session, "card-boxes");
	struct err err;

	CU_ASSERT_EQUAL(move_value(room, 0, 1, "TR1", &err), STATUS_OK);
	CU_ASSERT_TRUE(awaits(session, "card-boxes", 0, 1));
	REFUSED(move_amend(room, "so", hall_initials(room, "IW"),
		hall_pin_of(room, "IW"), REFUSAL), "differed twice");
	CU_ASSERT_EQUAL(move_value(room, 0, 1, "TR1", &err), STATUS_OK);
	CU_ASSERT_EQUAL(move_amend(room, "bagged anew",
		hall_initials(room, "IW"), hall_pin_of(room, "IW"), &err),
		STATUS_OK);
	CU_ASSERT_TRUE(awaits(session, "card-boxes", 1, 0));
	CU_ASSERT_STRING_EQUAL(session_value(session, step, 0, 1)->why,
		"bagged anew");
	hall_folds_anew(room);
	hall_to_end(room);
	CU_ASSERT_EQUAL(session->state, SESSION_CLOSED);
	room_free(room);
}

/* The last record knows it: an exception; this value stands, the next is
 * typed. */
static void
another_value_than_last_time(void)
{
	struct room *room = open_at("card-boxes", 0, 1);
	struct session *session = room->session;
	size_t step = index_of(session, "card-boxes");
	struct session_carried *known = mem_append(&session->former.carried,
		&session->former.count, sizeof(*known));
	struct err err;

	*known = (struct session_carried){ step, 0, 1,
		mem_string("TR51460071"), "4.3" };
	CU_ASSERT_EQUAL(move_value(room, 0, 1, "TR1", &err), STATUS_OK);
	CU_ASSERT_EQUAL(move_value(room, 0, 1, "TR1", &err), STATUS_OK);
	REFUSED(move_amend(room, "so", hall_initials(room, "IW"),
		hall_pin_of(room, "IW"), REFUSAL), "is an exception");
	CU_ASSERT_EQUAL(move_exception(room, "another bag", &err), STATUS_OK);
	CU_ASSERT_PTR_NOT_NULL(strstr(session_open_exception(session)->expected,
		"Card bag, CO1 Gus Exemplar: TR51460071 from ceremony"));
	CU_ASSERT_EQUAL(move_decide(room, DECISION_GO_ON, "as it is", "CO1",
		hall_initials(room, "IW"), hall_pin_of(room, "IW"), &err),
		STATUS_OK);
	CU_ASSERT_TRUE(awaits(session, "card-boxes", 1, 0));
	CU_ASSERT_EQUAL(session_value(session, step, 0, 1)->verdict,
		VERDICT_FAIL);
	CU_ASSERT_FALSE(session->steps[session->step].gone_on);
	hall_to_end(room);
	CU_ASSERT_EQUAL(session->state, SESSION_CLOSED);
	room_free(room);
}

static void
an_exception_as_written(void)
{
	struct room *room = open_at("equipment-safe-open", 0, PAPER_NOTE);
	const struct session *session = room->session;
	const struct session_exception *exception;
	struct buf text = { 0 };
	struct err err;

	CU_ASSERT_EQUAL(move_value(room, 0, PAPER_NOTE, NOTE, &err),
		STATUS_OK);
	CU_ASSERT_EQUAL_FATAL(session->exception_count, 1);
	exception = &session->exceptions[0];
	CU_ASSERT_EQUAL(exception->step,
		index_of(session, "equipment-safe-open"));
	CU_ASSERT_FALSE(exception->open);
	CU_ASSERT_STRING_EQUAL(exception->happened, NOTE);
	CU_ASSERT_STRING_EQUAL(exception->reason, "");
	CU_ASSERT_PTR_EQUAL(session_unfinished(session), exception);
	CU_ASSERT_TRUE(awaits(session, "equipment-out", 0, PAPER_TIME));
	hall_folds_anew(room);
	CU_ASSERT_EQUAL(report_record_text(&text, room->dir, &err), STATUS_OK);
	CU_ASSERT_PTR_NOT_NULL(strstr(buf_text(&text),
		"EXCEPTION SE-1, carried in from paper, step 1.11,"));
	buf_clear(&text);
	hall_until(room, "exceptions");
	hall_until_awaited(room, AWAITED_REST);
	hall_to_end(room);
	CU_ASSERT_PTR_NULL(session_unfinished(session));
	CU_ASSERT_EQUAL(session->state, SESSION_CLOSED);
	CU_ASSERT_EQUAL(hall_count(room, "\"state\":\"carried\""), 1);
	hall_folds_anew(room);
	room_free(room);
}

/* The table is typed from its beginning; the exception keeps its number. */
static void
a_repeat_begins_anew(void)
{
	struct room *room = open_at("cameras", 0, PAPER_NOTE);
	const struct session *session = room->session;
	struct err err;

	CU_ASSERT_EQUAL(move_value(room, 0, PAPER_NOTE, NOTE, &err),
		STATUS_OK);
	CU_ASSERT_EQUAL(move_exception(room, "the wrong paper", &err),
		STATUS_OK);
	CU_ASSERT_EQUAL(move_decide(room, DECISION_REPEAT, "", "CO1",
		hall_initials(room, "IW"), hall_pin_of(room, "IW"), &err),
		STATUS_OK);
	CU_ASSERT_TRUE(awaits(session, "cameras", 0, PAPER_TIME));
	while (!awaits(session, "cameras", 0, PAPER_NOTE))
		CU_ASSERT_EQUAL_FATAL(hall_play(room, &err), STATUS_OK);
	CU_ASSERT_EQUAL(move_value(room, 0, PAPER_NOTE, NOTE, &err),
		STATUS_OK);
	CU_ASSERT_TRUE(awaits(session, "door-list", 0, PAPER_TIME));
	CU_ASSERT_EQUAL(session->exception_count, 2);
	CU_ASSERT_EQUAL(paper_exception(session, 0)->number, 1);
	hall_folds_anew(room);
	room_free(room);
}

static void
resumes_in_the_middle(void)
{
	struct room *room = open_at("card-boxes", 2, 0);
	char *dir = mem_string(room->dir);
	struct err err = { STATUS_OK, "" };

	room_free(room);
	room = hall_resume(dir, &err);
	CU_ASSERT_PTR_NOT_NULL_FATAL(room);
	while (!awaits(room->session, "card-boxes", 2, 0))
		CU_ASSERT_EQUAL_FATAL(hall_play(room, &err), STATUS_OK);
	CU_ASSERT_EQUAL(hall_count(room, "\"of\":\"cameras\""), 5);
	hall_folds_anew(room);
	hall_to_end(room);
	CU_ASSERT_EQUAL(room->session->state, SESSION_CLOSED);
	CU_ASSERT_EQUAL(hall_count(room, "\"of\":\"cameras\""), 5);
	room_free(room);
	free(dir);
}

/* A slip at the keyboard, found out later. */
static void
a_time_is_corrected(void)
{
	struct room *room = open_at("door-list", 0, PAPER_TIME);
	const struct session *session = room->session;
	struct err err;

	/* The latest first: three counters lie behind the time. */
	CU_ASSERT_EQUAL(move_correct(room, 3, "17:02", "a slip",
		hall_initials(room, "IW"), hall_pin_of(room, "IW"), &err),
		STATUS_OK);
	CU_ASSERT_STRING_EQUAL(session_value(session, 0, 0, PAPER_TIME)->text,
		"17:02");
	REFUSED(move_correct(room, 99, "17:02", "a slip",
		hall_initials(room, "IW"), hall_pin_of(room, "IW"), REFUSAL),
		"which value");
	hall_folds_anew(room);
	room_free(room);
}

#define AT "\"step\":\"carry-in\",\"role\":\"IW\",\"person\":\"Ben Sample\","

static const struct {
	const char *event;
	const char *fields;
	const char *words;
} refusals[] = {
	{ "value", "{" AT "\"of\":\"hsm-bag\",\"row\":0,\"field\":\"bag\"}",
		"\"hsm-bag\" is not carried in here" },
	{ "value", "{" AT "\"of\":\"bags-shut\",\"row\":0,"
		"\"field\":\"paper-time\"}", "is not carried in here" },
	{ "value", "{" AT "\"of\":\"nowhere\",\"row\":0}",
		"\"nowhere\" is not carried in here" },
	{ "value", "{" AT "\"of\":\"cameras\",\"row\":0,"
		"\"field\":\"running\"}", "no such field" },
	{ "value", "{" AT "\"of\":\"cameras\",\"row\":3,"
		"\"field\":\"counter\"}", "no such field" },
	{ "value", "{" AT "\"of\":\"cameras\",\"row\":1,"
		"\"field\":\"paper-time\"}", "no such field" },
	{ "value", "{" AT "\"row\":0,\"field\":\"paper-time\"}",
		"no such field" },
	{ "value", "{" AT "\"of\":\"card-boxes\",\"row\":0,\"field\":\"bag\","
		"\"value\":\"TR1\",\"verdict\":\"PASS\"}", "not the value's" },
	{ "value", "{" AT "\"of\":\"cameras\",\"row\":0,\"field\":"
		"\"paper-exception\",\"value\":\"x\",\"verdict\":\"NONE\"}",
		"an exception as written is an exception" },
	{ "exception", "{" AT "\"state\":\"carried\",\"of\":\"cameras\","
		"\"row\":0,\"field\":\"paper-time\"}",
		"no exception of a paper step" },
	{ "exception", "{" AT "\"state\":\"carried\",\"of\":\"hsm-bag\","
		"\"row\":0,\"field\":\"paper-exception\"}",
		"is not carried in here" },
};

static void
the_fold_refuses(void)
{
	struct room *room = open_at("door-list", 0, PAPER_TIME);
	char *dir = mem_string(room->dir);
	struct err err;
	size_t i;

	for (i = 0; i < sizeof(refusals) / sizeof(refusals[0]); i++)
		REFUSED(hall_apply(room->session, refusals[i].event,
			refusals[i].fields, REFUSAL), refusals[i].words);
	room_free(room);
	room = hall_resume(dir, &err);
	hall_until_awaited(room, AWAITED_VALUE);
	CU_ASSERT_EQUAL(hall_apply(room->session, "exception", "{" AT
		"\"state\":\"carried\",\"of\":\"door-list\",\"row\":0,"
		"\"field\":\"paper-exception\",\"happened\":\"x\"}", &err),
		STATUS_OK);
	REFUSED(hall_apply(room->session, "exception", "{" AT
		"\"state\":\"carried\",\"of\":\"door-list\",\"row\":0,"
		"\"field\":\"paper-exception\",\"happened\":\"x\"}", REFUSAL),
		"no exception of a paper step");
	room_free(room);
	free(dir);
}

/* Nothing on paper is forgotten. */
static void
each_is_carried_in_somewhere(void)
{
	struct room *room = hall_open_paper();
	struct script *script = &room->session->script;
	struct step *step = &script->steps[index_of(room->session,
		"clock-compare")];
	struct err err;

	CU_ASSERT_EQUAL(paper_check(script, &err), STATUS_OK);
	step->held = HELD_PAPER;
	REFUSED(paper_check(script, REFUSAL), "step 2.9 \"clock-compare\" is "
		"held on paper and carried in nowhere");
	step->action = script_action_find("carry-in");
	CU_ASSERT_EQUAL(paper_check(script, &err), STATUS_OK);
	room_free(room);
}

static const CU_TestInfo tests[] = {
	{ "nothing of paper is opened", nothing_of_paper_is_opened },
	{ "asks for what stands there", asks_for_what_stands_there },
	{ "both seal it", both_seal_it },
	{ "another value than is known", another_value_than_is_known },
	{ "another value than last time", another_value_than_last_time },
	{ "an exception as written", an_exception_as_written },
	{ "a repeat begins anew", a_repeat_begins_anew },
	{ "resumes in the middle", resumes_in_the_middle },
	{ "a time is corrected", a_time_is_corrected },
	{ "the fold refuses", the_fold_refuses },
	{ "each is carried in somewhere", each_is_carried_in_somewhere },
	CU_TEST_INFO_NULL,
};

const struct test_suite suite_paper = { "ceremony/paper", tests };
