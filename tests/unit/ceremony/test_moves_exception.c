/* Exceptions from the first line to the close; the abort. */
#include <stdlib.h>
#include <string.h>

#include "hall.h"
#include "base/buf.h"
#include "report/report.h"
#include "support/test.h"

extern const struct test_suite suite_exceptions;

static bool
recorded(const struct room *room, const char *text)
{
	char *record = hall_read(room->dir, RECORD_FILE);
	bool there = strstr(record, text) != NULL;

	free(record);
	return there;
}

/* The IW agrees. */
static enum status
decide(struct room *room, enum session_decision decision, const char *reason,
	const char *heard, struct err *err)
{
	return move_decide(room, decision, reason, heard,
		hall_initials(room, "IW"), hall_pin_of(room, "IW"), err);
}

static enum status
finish(struct room *room, const char *reason, const char *heard,
	struct err *err)
{
	return move_finish(room, reason, heard, hall_initials(room, "IW"),
		hall_pin_of(room, "IW"), err);
}

static void
exceptions_are_decided_by_two(void)
{
	struct room *room = hall_open_at_answer("hsm-log");
	size_t step = room->session->step;
	struct err err;

	REFUSED(move_exception(room, "  ", REFUSAL), "what happened");
	CU_ASSERT_EQUAL(move_exception(room, "no line came", &err), STATUS_OK);
	REFUSED(move_exception(room, "another", REFUSAL), "is open");
	REFUSED(move_answer(room, "BS", NULL, HALL_PAGE, REFUSAL),
		"exception is open");
	REFUSED(move_decide(room, DECISION_SKIP, "", NULL, "BS",
			hall_pin_of(room, "IW"), REFUSAL), "say why");
	REFUSED(move_decide(room, DECISION_NONE, "x", NULL, "BS",
			hall_pin_of(room, "IW"), REFUSAL), "choose");
	REFUSED(move_decide(room, DECISION_SKIP, "no cable", NULL, "AE",
			hall_pin_of(room, "CA"), REFUSAL), "the IW is awaited");
	CU_ASSERT_EQUAL(move_decide(room, DECISION_SKIP, "no cable", NULL, "BS",
				hall_pin_of(room, "IW"), &err), STATUS_OK);
	CU_ASSERT_TRUE(room->session->steps[step].skipped);
	CU_ASSERT_EQUAL(room->session->step, step + 1);
	CU_ASSERT_STRING_EQUAL(room->session->exceptions[0].reason, "no cable");
	room_free(room);
}

/* What nobody has read or heard is not signed, whoever agrees. */
static void
what_leads_to_the_gate_is_not_passed_over(void)
{
	static const struct {
		const char *step;
		enum session_decision decision;
	} cases[] = {
		{"ksr-words", DECISION_SKIP},
		{"ksr-words", DECISION_GO_ON},
		{"pause", DECISION_SKIP},
		{"pause", DECISION_GO_ON},
	};
	struct err err;
	size_t i;

	for (i = 0; i < 4; i++) {
		struct room *room = hall_open_at_answer(cases[i].step);

		CU_ASSERT_EQUAL(move_exception(room, "late", &err), STATUS_OK);
		CU_ASSERT_EQUAL(move_decide(room, cases[i].decision, "time",
			NULL, "BS", hall_pin_of(room, "IW"), &err), STATUS_OK);
		hall_until_awaited(room, AWAITED_VOICE);
		REFUSED(move_voice(room, "BS", hall_pin_of(room, "IW"),
			HALL_PAGE, REFUSAL), "passed over by an exception");
		CU_ASSERT_EQUAL(room->session->gate.voice_count, 0);
		room_free(room);
	}
}

static void
the_sign_in_is_not_gone_past(void)
{
	struct room *room = hall_open();
	struct err err;

	hall_until(room, "sign-in");
	CU_ASSERT_EQUAL(move_exception(room, "too long", &err), STATUS_OK);
	REFUSED(move_decide(room, DECISION_SKIP, "x", NULL, NULL, NULL,
			REFUSAL),
		"cannot be skipped");
	REFUSED(move_decide(room, DECISION_GO_ON, "x", NULL, NULL, NULL,
			REFUSAL),
		"nobody goes on past");
	room_free(room);
}

static void
going_on_leaves_what_is_missing(void)
{
	struct room *room = hall_open();
	size_t step;
	struct err err;

	hall_until(room, "hsm-log");
	hall_until_awaited(room, AWAITED_VALUE);
	step = room->session->step;
	CU_ASSERT_EQUAL(move_exception(room, "no line", &err), STATUS_OK);
	CU_ASSERT_EQUAL(move_decide(room, DECISION_GO_ON, "later", NULL, "BS",
				hall_pin_of(room, "IW"), &err), STATUS_OK);
	hall_until_awaited(room, AWAITED_ANSWER);
	CU_ASSERT_EQUAL(room->session->step, step);
	CU_ASSERT_EQUAL(hall_play(room, &err), STATUS_OK);
	CU_ASSERT_TRUE(room->session->steps[step].complete);
	CU_ASSERT_TRUE(room->session->steps[step].gone_on);
	room_free(room);
}

/* A card that is not read: another one is taken, and the step goes on. */
static void
a_substitution_says_what_for_what(void)
{
	struct room *room = hall_open_at_answer("test-page");
	size_t step = room->session->step;
	struct err err;

	CU_ASSERT_EQUAL(move_exception(room, "printer A is out", &err),
		STATUS_OK);
	REFUSED(decide(room, DECISION_SUBSTITUTE, "", NULL, REFUSAL),
		"what is taken, and for what");
	REFUSED(decide(room, DECISION_SUBSTITUTE, "B for A", "CA XX", REFUSAL),
		"\"XX\" is nobody's initials");
	CU_ASSERT_PTR_NOT_NULL(session_open_exception(room->session));
	CU_ASSERT_EQUAL(decide(room, DECISION_SUBSTITUTE, "B for A",
		"ca, HT  CA", &err), STATUS_OK);
	CU_ASSERT_EQUAL(room->session->step, step);
	CU_ASSERT_FALSE(room->session->steps[step].complete);
	CU_ASSERT_STRING_EQUAL(room->session->exceptions[0].heard,
		"CA Ada Example, CO4 Hal Trial");
	CU_ASSERT_PTR_NULL(session_unfinished(room->session));
	CU_ASSERT_TRUE(recorded(room, "\"decision\":\"substitute\""));
	room_free(room);
}

/* Two lines in the heat of it; the close waits for the rest, through a loss of
 * power too. */
static void
the_close_waits_for_the_rest(void)
{
	struct room *room = hall_open_at_answer("test-page");
	char *dir = mem_string(room->dir);
	struct awaited awaited;
	struct err err;

	CU_ASSERT_EQUAL(move_exception(room, "page lost", &err), STATUS_OK);
	CU_ASSERT_EQUAL(decide(room, DECISION_REPEAT, "", NULL, &err),
		STATUS_OK);
	CU_ASSERT_EQUAL(move_exception(room, "page torn", &err), STATUS_OK);
	CU_ASSERT_EQUAL(decide(room, DECISION_SKIP, "no paper", NULL, &err),
		STATUS_OK);
	REFUSED(finish(room, "x", "CA", REFUSAL), "awaited");
	hall_until(room, "exceptions");
	CU_ASSERT_EQUAL(hall_play(room, &err), STATUS_OK); /* SE-1 */
	room_free(room);
	room = hall_resume(dir, &err);
	CU_ASSERT_PTR_NOT_NULL_FATAL(room);
	hall_until_awaited(room, AWAITED_REST);
	session_awaited(&awaited, room->session);
	CU_ASSERT_EQUAL(awaited.row, 1);
	REFUSED(move_done(room, REFUSAL), "finished before the record is");
	REFUSED(finish(room, "", "CA", REFUSAL), "say why");
	REFUSED(finish(room, "no paper", "", REFUSAL), "who heard it");
	REFUSED(finish(room, "no paper", "IW", REFUSAL), "besides the IW");
	REFUSED(move_finish(room, "no paper", "CA", "AE",
		hall_pin_of(room, "CA"), REFUSAL), "the IW is awaited");
	CU_ASSERT_EQUAL(finish(room, "no paper is left", "CA EW", &err),
		STATUS_OK);
	CU_ASSERT_PTR_NULL(session_unfinished(room->session));
	CU_ASSERT_STRING_EQUAL(room->session->exceptions[1].heard,
		"CA Ada Example, EW Oz Fake, EW Pia Model");
	hall_to_end(room);
	CU_ASSERT_EQUAL(room->session->state, SESSION_CLOSED);
	room_free(room);
	free(dir);
}

/* Whatever wrote the close: without the rest it is none. */
static void
no_record_is_closed_short(void)
{
	struct room *room = hall_open_at_answer("test-page");
	struct err err;

	CU_ASSERT_EQUAL(move_exception(room, "page lost", &err), STATUS_OK);
	CU_ASSERT_EQUAL(decide(room, DECISION_GO_ON, "so what", NULL, &err),
		STATUS_OK);
	REFUSED(hall_apply(room->session, "close", "{}", REFUSAL),
		"SE-1 lacks who heard it");
	REFUSED(hall_apply(room->session, "exception",
		"{\"step\":\"test-page\",\"state\":\"finished\","
		"\"exception\":2}", REFUSAL),
		"no exception of this number");
	REFUSED(hall_apply(room->session, "close", "{\"aborted\":true}",
		REFUSAL), "nobody decided to abort");
	room_free(room);
}

/* Left short behind the place where they are read: before the close. */
static void
the_last_steps_exception_is_finished_too(void)
{
	struct room *room = hall_open();
	const struct session *session = room->session;
	struct err err;

	hall_until(room, session->script.steps[session->script.step_count - 1]
		.id);
	hall_until_awaited(room, AWAITED_ANSWER);
	CU_ASSERT_EQUAL(move_exception(room, "the lock jams", &err), STATUS_OK);
	CU_ASSERT_EQUAL(decide(room, DECISION_SKIP, "locked by hand", NULL,
		&err), STATUS_OK);
	CU_ASSERT_EQUAL(session->state, SESSION_RUNNING);
	CU_ASSERT_EQUAL(finish(room, "locked by hand", "CA", &err), STATUS_OK);
	CU_ASSERT_EQUAL(session->state, SESSION_CLOSED);
	room_free(room);
}

/* For ever: in the state, in the close, in words. */
static void
a_skipped_step_shows_for_ever(void)
{
	struct room *room = hall_open_at_answer("hsm-log");
	char *dir = mem_string(room->dir);
	size_t step = room->session->step;
	struct buf text = { 0 };
	char *wanted;
	struct err err;

	CU_ASSERT_EQUAL(move_exception(room, "no line", &err), STATUS_OK);
	CU_ASSERT_EQUAL(decide(room, DECISION_SKIP, "no cable", "CA", &err),
		STATUS_OK);
	CU_ASSERT_EQUAL(hall_apply(room->session, "step",
		"{\"step\":\"hsm-log\"}", &err), STATUS_OK);
	CU_ASSERT_FALSE(room->session->steps[step].skipped);
	CU_ASSERT_TRUE(room->session->steps[step].ever_skipped);
	room_free(room);
	room = hall_resume(dir, &err);
	CU_ASSERT_PTR_NOT_NULL_FATAL(room);
	hall_to_end(room);
	wanted = mem_format("\"skipped\":[\"%s\"]",
		room->session->script.steps[step].number);
	CU_ASSERT_TRUE(recorded(room, wanted));
	CU_ASSERT_EQUAL(report_record_text(&text, dir, &err), STATUS_OK);
	CU_ASSERT_PTR_NOT_NULL(strstr(buf_text(&text), "the step is SKIPPED"));
	CU_ASSERT_PTR_NOT_NULL(strstr(buf_text(&text), "SKIPPED: steps 2."));
	buf_clear(&text);
	free(wanted);
	room_free(room);
	free(dir);
}

static void
an_abort_is_agreed_and_final(void)
{
	struct room *room = hall_open_at_answer("test-page");
	struct err err;

	REFUSED(move_abort(room, "the roof leaks", "FP",
			hall_pin_of(room, "RZM"), REFUSAL),
		"the IW is awaited");
	CU_ASSERT_EQUAL(room->session->state, SESSION_RUNNING);
	CU_ASSERT_EQUAL(move_abort(room, "the roof leaks", "BS",
				hall_pin_of(room, "IW"), &err), STATUS_OK);
	CU_ASSERT_EQUAL(room->session->state, SESSION_ABORTED);
	REFUSED(move_answer(room, "BS", NULL, HALL_PAGE, REFUSAL), "nobody");
	REFUSED(move_object(room, 0, "late", REFUSAL), "not running");
	room_free(room);
}

static const CU_TestInfo tests[] = {
	{ "exceptions are decided by two", exceptions_are_decided_by_two },
	{ "what leads to the gate is not passed over",
		what_leads_to_the_gate_is_not_passed_over },
	{ "the sign-in is not gone past", the_sign_in_is_not_gone_past },
	{ "going on leaves what is missing", going_on_leaves_what_is_missing },
	{ "a substitution says what for what",
		a_substitution_says_what_for_what },
	{ "the close waits for the rest", the_close_waits_for_the_rest },
	{ "no record is closed short", no_record_is_closed_short },
	{ "the last step's exception is finished too",
		the_last_steps_exception_is_finished_too },
	{ "a skipped step shows for ever", a_skipped_step_shows_for_ever },
	{ "an abort is agreed and final", an_abort_is_agreed_and_final },
	CU_TEST_INFO_NULL,
};

const struct test_suite suite_exceptions = { "ceremony/exceptions", tests };
