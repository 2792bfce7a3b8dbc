/* Mistyped values: both versions survive. */
#include <stdlib.h>
#include <string.h>

#include "hall.h"
#include "base/buf.h"
#include "ceremony/correction.h"
#include "report/report.h"
#include "support/test.h"

extern const struct test_suite suite_correct;

/* Which of the values it is, or past the end. */
static size_t
number_of(const struct room *room, const char *step, size_t row, size_t field)
{
	const struct session *session = room->session;
	size_t index = script_step_index(&session->script,
		script_find_step(&session->script, step));
	struct correction place;
	size_t n;

	for (n = 0; correction_find(&place, session, n); n++) {
		if (place.step == index && place.value->row == row &&
			place.value->field == field)
			break;
	}
	return n;
}

static enum status
correct(struct room *room, size_t n, const char *text, const char *why,
	struct err *err)
{
	return move_correct(room, n, text, why, hall_initials(room, "IW"),
		hall_pin_of(room, "IW"), err);
}

static void
both_versions_survive(void)
{
	struct room *room = hall_open_at_answer("hsm-bag");
	char *dir = mem_string(room->dir), *live, *folded;
	const struct session_value *value;
	struct buf text = { 0 };
	size_t n = number_of(room, "room-clock", 0, 1);
	struct correction place;
	struct err err;

	CU_ASSERT_TRUE_FATAL(correction_find(&place, room->session, n));
	REFUSED(correct(room, n, "soon", "x", REFUSAL), "hh:mm");
	REFUSED(correct(room, n, place.value->text, "x", REFUSAL), "already");
	REFUSED(correct(room, n, "17:02", " ", REFUSAL), "say why");
	REFUSED(correct(room, 9999, "17:02", "x", REFUSAL), "which value");
	REFUSED(move_correct(room, n, "17:02", "a slip", "AE",
		hall_pin_of(room, "CA"), REFUSAL), "the IW is awaited");
	CU_ASSERT_EQUAL(correct(room, n, "17:02", "a slip", &err), STATUS_OK);
	CU_ASSERT_EQUAL(correct(room, n, "17:03", "another", &err), STATUS_OK);
	CU_ASSERT_TRUE_FATAL(correction_find(&place, room->session, n));
	value = place.value;
	CU_ASSERT_STRING_EQUAL(value->text, "17:03");
	CU_ASSERT_STRING_EQUAL(value->before, "17:02");
	CU_ASSERT_STRING_EQUAL(value->why, "another");
	CU_ASSERT_STRING_EQUAL(session_current(room->session)->id, "hsm-bag");
	live = hall_dump(room->session);
	folded = hall_replay(dir);
	CU_ASSERT_STRING_EQUAL(live, folded);
	CU_ASSERT_EQUAL(report_record_text(&text, dir, &err), STATUS_OK);
	CU_ASSERT_PTR_NOT_NULL(strstr(buf_text(&text), "\"17:02\" NONE in"));
	CU_ASSERT_PTR_NOT_NULL(strstr(buf_text(&text), "in place of"));
	buf_clear(&text);
	room_free(room);
	room = hall_resume(dir, &err);
	CU_ASSERT_PTR_NOT_NULL_FATAL(room);
	hall_to_end(room);
	CU_ASSERT_EQUAL(room->session->state, SESSION_CLOSED);
	room_free(room);
	free(live);
	free(folded);
	free(dir);
}

/* Words are read again, an objection is taken back: neither is corrected. */
static void
not_everything_is_a_value(void)
{
	struct room *room = hall_open_at_answer("pause");
	struct correction place;
	struct err err;
	size_t n;

	for (n = 0; correction_find(&place, room->session, n); n++) {
		CU_ASSERT_NOT_EQUAL(place.value->field, SESSION_BLANK);
		CU_ASSERT_NOT_EQUAL(room->session->script.steps[place.step]
			.kind, STEP_HOLD);
	}
	CU_ASSERT_EQUAL(n, correction_count(room->session));
	CU_ASSERT_TRUE(n > 20);
	REFUSED(hall_apply(room->session, "amend", "{\"step\":\"pause\","
		"\"what\":\"correction\",\"row\":0,\"field\":\"objects\","
		"\"value\":\"no\"}", REFUSAL), "that is corrected");
	CU_ASSERT_EQUAL(move_exception(room, "x", &err), STATUS_OK);
	REFUSED(correct(room, 0, "yes", "x", REFUSAL), "nothing is corrected");
	room_free(room);
}

/* What is not as expected was never a slip of the fingers. */
static void
a_difference_is_an_exception(void)
{
	struct room *room = hall_open_at_answer("hsm-bag");
	struct correction place;
	size_t n;

	for (n = 0; correction_find(&place, room->session, n); n++) {
		if (place.value->verdict == VERDICT_PASS &&
			strcmp(place.value->text, "yes") == 0)
			break;
	}
	REFUSED(correct(room, n, "no", "misread", REFUSAL), "an exception");
	CU_ASSERT_STRING_EQUAL(place.value->text, "yes");
	room_free(room);
}

static const CU_TestInfo tests[] = {
	{ "both versions survive", both_versions_survive },
	{ "a difference is an exception", a_difference_is_an_exception },
	{ "not everything is a value", not_everything_is_a_value },
	CU_TEST_INFO_NULL,
};

const struct test_suite suite_correct = { "ceremony/correct", tests };
