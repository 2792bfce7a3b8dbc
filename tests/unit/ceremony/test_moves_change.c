/* People who come late and go, roles that change hands, breaks, wrong PINs. */
#include <stdlib.h>
#include <string.h>

#include "hall.h"
#include "base/buf.h"
#include "ceremony/handover.h"
#include "report/report.h"
#include "support/test.h"

extern const struct test_suite suite_change;

/* All who sign, each with own initials and PIN, but for one who does not. */
static enum status
hand_over(struct room *room, size_t from, size_t to, size_t wrong,
	struct err *err)
{
	struct change_seal seals[HANDOVER_SIGNERS];
	struct secret pins[HANDOVER_SIGNERS];
	size_t signers[HANDOVER_SIGNERS], i;
	size_t count = handover_signers(signers, room->session, from, to);
	enum status status;

	for (i = 0; i < count; i++) {
		const struct secret *pin = hall_pin(i == wrong ? 99 :
			signers[i]);

		secret_init(&pins[i]);
		secret_set(&pins[i], pin->text, pin->len);
		seals[i].initials = room->session->people[signers[i]].initials;
		seals[i].pin = &pins[i];
	}
	status = move_hand_over(room, from, to, "as planned", seals, count,
		err);
	for (i = 0; i < count; i++)
		secret_clear(&pins[i]);
	return status;
}

#define NOBODY_WRONG 9

/* The CA is replaced half-way; the ceremony is held to its end and resumes. */
static void
a_role_changes_hands(void)
{
	struct room *room = hall_open_at_answer("test-page");
	char *dir = mem_string(room->dir), *live, *folded;
	size_t old = hall_person(room, "CA"), new = hall_person(room, "CA2");
	struct err err;

	REFUSED(move_hand_over(room, old, new, "ill", NULL, 0, REFUSAL),
		"initials are awaited");
	REFUSED(hand_over(room, old, new, 1, REFUSAL), "not the PIN for today");
	CU_ASSERT_EQUAL(hall_person(room, "CA"), old);
	CU_ASSERT_EQUAL(hand_over(room, old, new, NOBODY_WRONG, &err),
		STATUS_OK);
	CU_ASSERT_EQUAL(hall_person(room, "CA"), new);
	CU_ASSERT_STRING_EQUAL(room->session->ceremony.persons[old].role,
		"ex-CA");
	live = hall_dump(room->session);
	folded = hall_replay(dir);
	CU_ASSERT_STRING_EQUAL(live, folded);
	room_free(room);
	room = hall_resume(dir, &err);
	CU_ASSERT_PTR_NOT_NULL_FATAL(room);
	hall_to_end(room);
	CU_ASSERT_EQUAL(room->session->state, SESSION_CLOSED);
	CU_ASSERT_TRUE(room->session->skr.written);
	free(live);
	free(folded);
	room_free(room);
	free(dir);
}

/* SSC1 is not SSC2, the CA is not the IW: now, or before. */
static void
what_is_never_one_persons(void)
{
	struct room *room = hall_open_at_answer("test-page");
	size_t ca = hall_person(room, "CA"), iw = hall_person(room, "IW");
	size_t ca2 = hall_person(room, "CA2"), iw2 = hall_person(room, "IW2");
	struct err err;

	REFUSED(hand_over(room, ca, iw, NOBODY_WRONG, REFUSAL),
		"IW Ben Sample holds or has held IW, which is never together "
		"with CA");
	CU_ASSERT_EQUAL(hand_over(room, ca, ca2, NOBODY_WRONG, &err),
		STATUS_OK);
	REFUSED(hand_over(room, iw, ca, NOBODY_WRONG, REFUSAL),
		"has held CA");
	CU_ASSERT_EQUAL(hand_over(room, iw, iw2, NOBODY_WRONG, &err),
		STATUS_OK);
	REFUSED(hand_over(room, ca2, iw, NOBODY_WRONG, REFUSAL), "has held IW");
	CU_ASSERT_EQUAL(hand_over(room, ca2, ca, NOBODY_WRONG, &err),
		STATUS_OK);
	REFUSED(hand_over(room, hall_person(room, "SSC1"),
		hall_person(room, "SSC2"), NOBODY_WRONG, REFUSAL),
		"never together with SSC1");
	REFUSED(hand_over(room, hall_person(room, "RZM"),
		hall_person(room, "EW"), NOBODY_WRONG, REFUSAL),
		"signs in first");
	room_free(room);
}

/* Who has gone cannot sign: the CA and the IW do, and the new one. */
static void
for_one_who_left_two_others_sign(void)
{
	struct room *room = hall_open_at_answer("card-bag");
	const struct session *session = room->session;
	size_t co4 = hall_person(room, "CO4"), ca2 = hall_person(room, "CA2");
	size_t signers[HANDOVER_SIGNERS];
	const struct step *step;
	struct err err;

	CU_ASSERT_EQUAL(move_leave(room, co4, "ill", &err), STATUS_OK);
	REFUSED(move_leave(room, co4, "ill", REFUSAL), "has left already");
	CU_ASSERT_FALSE(session->people[co4].seated);
	CU_ASSERT_EQUAL(handover_signers(signers, session, co4, ca2), 3);
	CU_ASSERT_EQUAL(signers[0], ca2);
	CU_ASSERT_EQUAL(signers[1], hall_person(room, "CA"));
	CU_ASSERT_EQUAL(signers[2], hall_person(room, "IW"));
	CU_ASSERT_EQUAL(hand_over(room, co4, ca2, NOBODY_WRONG, &err),
		STATUS_OK);
	step = session_current(session);
	CU_ASSERT_EQUAL(ceremony_row_person(&session->ceremony, step, 2), ca2);
	CU_ASSERT_EQUAL(ceremony_row_person(&session->ceremony, step, 3),
		hall_person(room, "CO6"));
	hall_to_end(room);
	CU_ASSERT_EQUAL(session->state, SESSION_CLOSED);
	room_free(room);
}

/* A seat is empty, another one of the role is asked; later it is taken again,
 * with the same initials. */
static void
who_left_comes_back(void)
{
	struct room *room = hall_open_at_answer("test-page");
	const struct session *session = room->session;
	size_t co1 = hall_person(room, "CO1");
	struct err err;

	CU_ASSERT_EQUAL(move_leave(room, co1, "", &err), STATUS_OK);
	hall_until(room, "ksr-words");
	hall_until_awaited(room, AWAITED_ANSWER);
	CU_ASSERT_EQUAL(hall_play(room, &err), STATUS_OK);
	CU_ASSERT_EQUAL(session->steps[session->step].answers[0].person,
		hall_person(room, "CO3"));
	REFUSED(move_sign_in(room, co1, "XX", hall_pin(co1), hall_pin(co1),
		REFUSAL), "the same initials");
	CU_ASSERT_EQUAL(move_sign_in(room, co1, "GE", hall_pin(co1),
		hall_pin(co1), &err), STATUS_OK);
	CU_ASSERT_FALSE(session->people[co1].left);
	hall_to_end(room);
	CU_ASSERT_EQUAL(session->state, SESSION_CLOSED);
	room_free(room);
}

static void
two_stay_to_the_end(void)
{
	struct room *room = hall_open();
	size_t count = room->session->ceremony.person_count, i;
	struct err err;

	for (i = 2; i < count; i++)
		CU_ASSERT_EQUAL(move_leave(room, i, "", &err), STATUS_OK);
	REFUSED(move_leave(room, 0, "", REFUSAL), "one of the last two");
	room_free(room);
}

/* A voice is of whom the room knows in that role: after a hand-over all are
 * given anew. */
static void
a_hand_over_empties_the_gate(void)
{
	struct room *room = hall_open();
	size_t old = hall_person(room, "IW"), new = hall_person(room, "IW2");
	struct err err;

	hall_until(room, "gate");
	hall_until_awaited(room, AWAITED_VOICE);
	CU_ASSERT_EQUAL(hall_play(room, &err), STATUS_OK);
	CU_ASSERT_EQUAL(room->session->gate.voice_count, 1);
	CU_ASSERT_EQUAL(hand_over(room, old, new, NOBODY_WRONG, &err),
		STATUS_OK);
	CU_ASSERT_EQUAL(room->session->gate.voice_count, 0);
	hall_to_end(room);
	CU_ASSERT_TRUE(room->session->skr.written);
	room_free(room);
}

/* Two stay; the CA comes back, then the IW, also after a loss of power. */
static void
a_break_ends_with_two_pins(void)
{
	struct room *room = hall_open_at_answer("test-page");
	char *dir = mem_string(room->dir);
	const struct session *session = room->session;
	struct buf text = { 0 };
	struct err err;

	REFUSED(move_break(room, "CO1", "18:30", REFUSAL), "two stay");
	REFUSED(move_break(room, "CO1 XX", "18:30", REFUSAL), "nobody's");
	REFUSED(move_break(room, "CO1 SA", "soon", REFUSAL), "as hh:mm");
	CU_ASSERT_EQUAL(move_break(room, "GE SA", "18:30", &err), STATUS_OK);
	CU_ASSERT_STRING_EQUAL(session->pause.staying,
		"CO1 Gus Exemplar, SA Lou Stand-In");
	REFUSED(move_answer(room, "BS", NULL, HALL_PAGE, REFUSAL), "break");
	REFUSED(move_break(room, "CO1 SA", "18:40", REFUSAL), "already");
	REFUSED(move_return(room, "BS", hall_pin_of(room, "IW"), REFUSAL),
		"the CA is awaited");
	CU_ASSERT_EQUAL(move_return(room, "AE", hall_pin_of(room, "CA"), &err),
		STATUS_OK);
	CU_ASSERT_TRUE(session->pause.on);
	room_free(room);
	room = hall_resume(dir, &err);
	CU_ASSERT_PTR_NOT_NULL_FATAL(room);
	session = room->session;
	hall_until_awaited(room, AWAITED_RETURN);
	REFUSED(move_return(room, "AE", hall_pin_of(room, "CA"), REFUSAL),
		"the IW is awaited");
	CU_ASSERT_EQUAL(move_return(room, "BS", hall_pin_of(room, "IW"), &err),
		STATUS_OK);
	CU_ASSERT_FALSE(session->pause.on);
	hall_until(room, "ksr-words");
	REFUSED(move_break(room, "CO1 SA", "18:30", REFUSAL), "no break from");
	hall_until(room, "digest-sign");
	CU_ASSERT_EQUAL(move_break(room, "CO1 SA", "18:30", &err), STATUS_OK);
	hall_to_end(room);
	CU_ASSERT_EQUAL(session->pause.count, 2);
	CU_ASSERT_EQUAL(session->state, SESSION_CLOSED);
	CU_ASSERT_EQUAL(report_record_text(&text, dir, &err), STATUS_OK);
	CU_ASSERT_PTR_NOT_NULL(strstr(buf_text(&text), "BREAK until 18:30"));
	buf_clear(&text);
	room_free(room);
	free(dir);
}

/* Two wrong ones are free; each further one costs time, never the ceremony. */
static void
a_wrong_pin_costs_time(void)
{
	struct room *room = hall_open_at_answer("test-page");
	size_t iw = hall_person(room, "IW");
	struct err err;
	int i;

	CU_ASSERT_EQUAL(move_exception(room, "x", &err), STATUS_OK);
	for (i = 0; i < 3; i++)
		REFUSED(move_decide(room, DECISION_REPEAT, "", NULL, "BS",
			hall_pin_of(room, "CA"), REFUSAL), "not the PIN");
	REFUSED(move_decide(room, DECISION_REPEAT, "", NULL, "BS",
		hall_pin_of(room, "IW"), REFUSAL), "3 PINs of IW Ben Sample "
		"were wrong in a row: wait");
	room->session->people[iw].wrong_utc -= 9;
	REFUSED(move_decide(room, DECISION_REPEAT, "", NULL, "BS",
		hall_pin_of(room, "CA"), REFUSAL), "4 wrong in a row");
	room->session->people[iw].wrong_utc -= 9;
	REFUSED(move_decide(room, DECISION_REPEAT, "", NULL, "BS",
		hall_pin_of(room, "IW"), REFUSAL), "wait");
	room->session->people[iw].wrong_utc -= 9;
	CU_ASSERT_EQUAL(move_decide(room, DECISION_REPEAT, "", NULL, "BS",
		hall_pin_of(room, "IW"), &err), STATUS_OK);
	room_free(room);
}

/* CA and IW are never without somebody. */
static void
nobody_leaves_a_role_empty(void)
{
	struct room *room = hall_open_at_answer("test-page");
	const struct session *session = room->session;
	size_t iw = hall_person(room, "IW"), iw2 = hall_person(room, "IW2");

	REFUSED(handover_check(session, iw2, iw, REFUSAL), "is the only IW");
	REFUSED(handover_check(session, hall_person(room, "CA2"),
		hall_person(room, "CA"), REFUSAL), "is the only CA");
	room_free(room);
}

static const CU_TestInfo tests[] = {
	{ "a role changes hands", a_role_changes_hands },
	{ "what is never one person's", what_is_never_one_persons },
	{ "for one who left two others sign",
		for_one_who_left_two_others_sign },
	{ "who left comes back", who_left_comes_back },
	{ "nobody leaves a role empty", nobody_leaves_a_role_empty },
	{ "two stay to the end", two_stay_to_the_end },
	{ "a hand-over empties the gate", a_hand_over_empties_the_gate },
	{ "a break ends with two PINs", a_break_ends_with_two_pins },
	{ "a wrong PIN costs time", a_wrong_pin_costs_time },
	CU_TEST_INFO_NULL,
};

const struct test_suite suite_change = { "ceremony/change", tests };
