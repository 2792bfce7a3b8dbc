/* What people may not do, and what is said to them. */
#include "ceremony/moves.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/words.h"
#include "hall.h"
#include "support/test.h"

extern const struct test_suite suite_moves;

static size_t
answers(const struct room *room)
{
	return room->session->steps[room->session->step].answer_count;
}

static void
nothing_before_done(void)
{
	struct room *room = hall_open();
	uint64_t events = room->session->event_count;

	REFUSED(move_answer(room, NULL, NULL, HALL_PAGE, REFUSAL), "Done");
	REFUSED(move_value(room, 0, 0, "x", REFUSAL), "Done");
	REFUSED(move_voice(room, "BS", NULL, HALL_PAGE, REFUSAL), "Done");
	REFUSED(move_open_gate(room, "AE", NULL, HALL_PAGE, REFUSAL), "Done");
	REFUSED(move_hsm_pin(room, hall_pin(0), REFUSAL), "Done");
	REFUSED(move_rules_seen(room, HALL_PAGE, REFUSAL), "Done");
	REFUSED(move_sign_in(room, 0, "AE", hall_pin(0), hall_pin(0), REFUSAL),
		"not been opened");
	REFUSED(move_sign_in_rest(room, REFUSAL), "no sign-in");
	REFUSED(move_withdraw(room, "", NULL, NULL, REFUSAL), "Done");
	REFUSED(move_decide(room, DECISION_SKIP, "x", NULL, NULL, NULL,
			REFUSAL),
		"Done");
	CU_ASSERT_EQUAL(room->session->event_count, events);
	room_free(room);
}

static void
only_the_awaited_role_answers(void)
{
	struct room *room = hall_open_at_answer("test-page");

	REFUSED(move_answer(room, "FP", NULL, HALL_PAGE, REFUSAL),
		"these are the initials of RZM Flo Pattern; the IW is awaited");
	REFUSED(move_answer(room, "ED", NULL, HALL_PAGE, REFUSAL),
		"these are the initials of IW2 Eve Demo");
	REFUSED(move_answer(room, "QQ", NULL, HALL_PAGE, REFUSAL),
		"nobody has signed in with the initials QQ");
	REFUSED(move_answer(room, "B", NULL, HALL_PAGE, REFUSAL),
		"two letters");
	REFUSED(move_answer(room, NULL, NULL, HALL_PAGE, REFUSAL),
		"initials are awaited");
	CU_ASSERT_EQUAL(answers(room), 0);
	room_free(room);
}

static void
the_actor_never_confirms(void)
{
	struct room *room = hall_open_at_answer("test-page");

	REFUSED(move_answer(room, "AE", NULL, HALL_PAGE, REFUSAL),
		"initials of CA Ada Example; the IW is awaited");
	/* Even where a script names the same role for both. */
	room->session->steps[room->session->step].act.person =
		hall_person(room, "IW");
	REFUSED(move_answer(room, "BS", NULL, HALL_PAGE, REFUSAL),
		"did this step and cannot confirm it");
	CU_ASSERT_EQUAL(answers(room), 0);
	room_free(room);
}

static void
a_wrong_pin_confirms_nothing(void)
{
	struct room *room = hall_open_at_answer("digest-set-up");
	size_t iw = hall_person(room, "IW");
	uint64_t events = room->session->event_count;
	struct err err;

	REFUSED(move_answer(room, "BS", hall_pin_of(room, "CA"), HALL_PAGE,
			REFUSAL),
		"not the PIN for today of IW Ben Sample (1 wrong");
	REFUSED(move_answer(room, "BS", NULL, HALL_PAGE, REFUSAL), "2 wrong");
	CU_ASSERT_EQUAL(answers(room), 0);
	CU_ASSERT_EQUAL(room->session->event_count, events + 2);
	CU_ASSERT_EQUAL(room->session->people[iw].wrong_pins, 2);
	CU_ASSERT_EQUAL(move_answer(room, "bs", hall_pin(iw), HALL_PAGE, &err),
		STATUS_OK);
	CU_ASSERT_EQUAL(room->session->people[iw].wrong_pins, 0);
	room_free(room);
}

static void
before_sign_in_enter_is_enough(void)
{
	struct room *room = hall_open_at_answer("ways-out");
	size_t step = room->session->step;
	struct awaited awaited;
	struct err err;

	session_awaited(&awaited, room->session);
	CU_ASSERT_FALSE(awaited.initials);
	CU_ASSERT_FALSE(awaited.pin);
	CU_ASSERT_EQUAL(awaited.person, hall_person(room, "IW"));
	CU_ASSERT_EQUAL(move_answer(room, NULL, NULL, HALL_PAGE, &err),
		STATUS_OK);
	CU_ASSERT_TRUE(room->session->steps[step].answers[0].before_sign_in);
	CU_ASSERT_TRUE(room->session->steps[step].complete);
	room_free(room);
}

static void
values_have_their_form(void)
{
	struct room *room = hall_open();
	uint64_t events;

	hall_until(room, "room-clock");
	hall_until_awaited(room, AWAITED_VALUE);
	events = room->session->event_count;
	REFUSED(move_value(room, 0, 0, "yesterday", REFUSAL), "yyyy-mm-dd");
	REFUSED(move_value(room, 0, 0, "2017-02-30", REFUSAL), "yyyy-mm-dd");
	REFUSED(move_value(room, 0, 1, "25:00", REFUSAL), "hh:mm");
	REFUSED(move_value(room, 0, 1, "6 pm", REFUSAL), "hh:mm");
	REFUSED(move_value(room, 1, 0, "2017-02-20", REFUSAL), "no such field");
	REFUSED(move_value(room, 0, 9, "2017-02-20", REFUSAL), "no such field");
	CU_ASSERT_EQUAL(room->session->event_count, events);
	room_free(room);
}

static void
a_settled_value_stays(void)
{
	struct room *room = hall_open();
	struct err err;

	hall_until(room, "room-clock");
	hall_until_awaited(room, AWAITED_VALUE);
	CU_ASSERT_EQUAL(move_value(room, 0, 0, "2017-02-20", &err), STATUS_OK);
	REFUSED(move_value(room, 0, 0, "2017-02-21", REFUSAL), "was answered");
	room_free(room);
}

static void
is_amended_after_two_mismatches(void)
{
	struct room *room = hall_open();
	const struct session_value *value;
	struct awaited awaited;
	struct err err;

	hall_until(room, "hsm-bag");
	hall_until_awaited(room, AWAITED_VALUE);
	CU_ASSERT_EQUAL(move_value(room, 0, 0, "no", &err), STATUS_OK);
	REFUSED(move_amend(room, "cut by us", "BS", hall_pin_of(room, "IW"),
			REFUSAL), "differed twice");
	CU_ASSERT_EQUAL(move_value(room, 0, 0, "no", &err), STATUS_OK);
	session_awaited(&awaited, room->session);
	CU_ASSERT_EQUAL(awaited.mismatches, 2);
	CU_ASSERT_EQUAL(awaited.field, 0);
	REFUSED(move_amend(room, " ", "BS", hall_pin_of(room, "IW"), REFUSAL),
		"say why");
	REFUSED(move_amend(room, "cut by us", "AE", hall_pin_of(room, "CA"),
			REFUSAL), "the IW is awaited");
	CU_ASSERT_EQUAL(move_amend(room, "cut by us", "BS",
				hall_pin_of(room, "IW"), &err), STATUS_OK);
	value = session_value(room->session, room->session->step, 0, 0);
	CU_ASSERT_TRUE(value->settled);
	CU_ASSERT_EQUAL(value->verdict, VERDICT_FAIL);
	CU_ASSERT_STRING_EQUAL(value->text, "no");
	CU_ASSERT_STRING_EQUAL(value->why, "cut by us");
	room_free(room);
}

/* A word of the list that is not the blank's. */
static const char *
another_word(const struct room *room, size_t blank)
{
	const struct session_step *state =
		&room->session->steps[room->session->step];
	size_t index = state->blanks[blank];
	uint8_t byte = state->digests[index / 32].bytes[index % 32];

	return words_of((uint8_t)(byte + 1), index % 32);
}

static void
a_third_mismatch_opens_an_exception(void)
{
	struct room *room = hall_open();
	const struct session_exception *exception;
	struct err err;
	int i;

	hall_until(room, "ksr-words");
	hall_until_awaited(room, AWAITED_VALUE);
	REFUSED(move_value(room, 0, SESSION_BLANK, "xylophone", REFUSAL),
		"no word of the list");
	for (i = 0; i < 3; i++) {
		CU_ASSERT_PTR_NULL(session_open_exception(room->session));
		REFUSED(move_amend(room, "so it is", "BS",
				hall_pin_of(room, "IW"), REFUSAL),
			"never amended");
		CU_ASSERT_EQUAL(move_value(room, 0, SESSION_BLANK,
					another_word(room, 0), &err),
			STATUS_OK);
	}
	exception = session_open_exception(room->session);
	CU_ASSERT_PTR_NOT_NULL_FATAL(exception);
	CU_ASSERT_TRUE(exception->machine);
	REFUSED(move_value(room, 0, SESSION_BLANK, another_word(room, 0),
			REFUSAL),
		"exception is open");
	CU_ASSERT_EQUAL(hall_play(room, &err), STATUS_OK); /* repeat */
	CU_ASSERT_EQUAL(room->session->steps[room->session->step].opened, 2);
	CU_ASSERT_EQUAL(room->session->steps[room->session->step].value_count,
		0);
	room_free(room);
}

static void
blanks_are_picked_anew(void)
{
	struct room *room = hall_open();
	const struct session_step *state;
	bool seen[32] = { false };
	size_t distinct = 0, i;
	int round;

	hall_until(room, "ksr-words");
	for (round = 0; round < 8; round++) {
		struct err err;

		hall_until_awaited(room, AWAITED_VALUE);
		state = &room->session->steps[room->session->step];
		CU_ASSERT_EQUAL_FATAL(state->blank_count, 3);
		CU_ASSERT_TRUE(state->blanks[0] < state->blanks[1]);
		CU_ASSERT_TRUE(state->blanks[1] < state->blanks[2]);
		for (i = 0; i < 3; i++) {
			distinct += !seen[state->blanks[i]];
			seen[state->blanks[i]] = true;
		}
		CU_ASSERT_EQUAL(move_exception(room, "again", &err), STATUS_OK);
		CU_ASSERT_EQUAL(hall_play(room, &err), STATUS_OK);
	}
	CU_ASSERT_TRUE(distinct > 3);
	room_free(room);
}

static const CU_TestInfo tests[] = {
	{ "nothing before Done", nothing_before_done },
	{ "only the awaited role answers", only_the_awaited_role_answers },
	{ "the actor never confirms", the_actor_never_confirms },
	{ "a wrong PIN confirms nothing", a_wrong_pin_confirms_nothing },
	{ "before sign-in Enter is enough", before_sign_in_enter_is_enough },
	{ "values have their form", values_have_their_form },
	{ "a settled value stays", a_settled_value_stays },
	{ "is amended after two mismatches", is_amended_after_two_mismatches },
	{ "a third mismatch opens an exception",
		a_third_mismatch_opens_an_exception },
	{ "blanks are picked anew", blanks_are_picked_anew },
	CU_TEST_INFO_NULL,
};

const struct test_suite suite_moves = { "ceremony/moves", tests };
