/* The gate and what is behind it. */
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "gates.h"
#include "hall.h"
#include "support/test.h"

extern const struct test_suite suite_gate;

static void
each_role_in_its_turn(void)
{
	struct room *room = gates_open_room();
	struct err err;

	REFUSED(gates_voice(room, "RZM", REFUSAL), "the IW is awaited");
	REFUSED(gates_voice(room, "CA", REFUSAL), "the IW is awaited");
	REFUSED(gates_open_gate(room, "CA", REFUSAL), "voice for the plan");
	CU_ASSERT_EQUAL(gates_voice(room, "IW", &err), STATUS_OK);
	CU_ASSERT_EQUAL(gates_voice(room, "RZM", &err), STATUS_OK);
	REFUSED(gates_voice(room, "CA2", REFUSAL), "the CO is awaited");
	CU_ASSERT_EQUAL(gates_voice(room, "CO3", &err), STATUS_OK);
	REFUSED(gates_voice(room, "CO3", REFUSAL), "nobody counts twice");
	CU_ASSERT_EQUAL(gates_voice(room, "CO1", &err), STATUS_OK);
	REFUSED(gates_voice(room, "CO1", REFUSAL), "nobody counts twice");
	REFUSED(gates_open_gate(room, "CA", REFUSAL), "voice for the plan");
	CU_ASSERT_EQUAL(gates_voice(room, "CO6", &err), STATUS_OK);
	REFUSED(gates_voice(room, "CO4", REFUSAL), "to be opened");
	REFUSED(gates_open_gate(room, "IW", REFUSAL), "the CA is awaited");
	CU_ASSERT_FALSE(room->session->gate.open);
	CU_ASSERT_EQUAL(gates_open_gate(room, "CA", &err), STATUS_OK);
	CU_ASSERT_TRUE(room->session->gate.open);
	CU_ASSERT_STRING_EQUAL(session_current(room->session)->id, "sign");
	room_free(room);
}

static void
wants_each_ones_own_pin(void)
{
	struct room *room = gates_open_room();

	REFUSED(move_voice(room, "BS", hall_pin_of(room, "CA"), HALL_PAGE,
			REFUSAL), "not the PIN");
	REFUSED(move_voice(room, "BS", NULL, HALL_PAGE, REFUSAL),
		"not the PIN");
	CU_ASSERT_EQUAL(gates_voices(room), 0);
	room_free(room);
}

static void
a_changed_plan_empties_it(void)
{
	struct room *room = gates_open_room();
	struct err err;

	CU_ASSERT_EQUAL(gates_voice(room, "IW", &err), STATUS_OK);
	CU_ASSERT_EQUAL(gates_voice(room, "RZM", &err), STATUS_OK);
	room->session->policy.sha256.bytes[0] ^= 1;
	REFUSED(gates_voice(room, "CO1", REFUSAL), "the plan has changed");
	CU_ASSERT_EQUAL(gates_voices(room), 0);
	CU_ASSERT_EQUAL(room->session->gate.emptied, 1);
	CU_ASSERT_STRING_EQUAL(room->session->gate.emptied_why,
		"the plan has changed");
	CU_ASSERT_EQUAL(gates_voice(room, "IW", &err), STATUS_OK);
	CU_ASSERT_EQUAL(gates_voice(room, "RZM", &err), STATUS_OK);
	CU_ASSERT_EQUAL(gates_voice(room, "CO1", &err), STATUS_OK);
	CU_ASSERT_EQUAL(gates_voice(room, "CO3", &err), STATUS_OK);
	CU_ASSERT_EQUAL(gates_voice(room, "CO4", &err), STATUS_OK);
	room->session->policy.sha256.bytes[0] ^= 1;
	REFUSED(gates_open_gate(room, "CA", REFUSAL), "the plan has changed");
	CU_ASSERT_EQUAL(gates_voices(room), 0);
	CU_ASSERT_FALSE(room->session->gate.open);
	room_free(room);
}

/* The page showed another plan, or none: nobody has seen this one. */
static void
the_first_voice_is_for_the_plan_that_was_shown(void)
{
	struct room *room = gates_open_room();
	struct err err;

	room->session->policy.sha256.bytes[0] ^= 1;
	REFUSED(gates_voice(room, "IW", REFUSAL), "the plan has changed");
	CU_ASSERT_EQUAL(gates_voices(room), 0);
	room->session->gate.planned = false;
	REFUSED(gates_voice(room, "IW", REFUSAL), "not on the screen yet");
	CU_ASSERT_EQUAL(gates_voices(room), 0);
	CU_ASSERT_EQUAL(gates_voice(room, "IW", &err), STATUS_OK);
	CU_ASSERT_EQUAL(gates_voices(room), 1);
	room_free(room);
}

static void
a_plan_changed_after_the_opening_is_not_signed(void)
{
	struct room *room = gates_open_room();
	struct err err;

	hall_until(room, "sign");
	room->session->policy.sha256.bytes[0] ^= 1;
	CU_ASSERT_EQUAL(move_done(room, &err), STATUS_OK);
	CU_ASSERT_EQUAL(room->hsm->counters.signs, 0);
	CU_ASSERT_EQUAL(room->session->signing.attempt, 0);
	CU_ASSERT_STRING_EQUAL(session_current(room->session)->id, "gate");
	CU_ASSERT_EQUAL(gates_voices(room), 0);
	room_free(room);
}

/* Asked again with each voice, in the words that sign uses. */
static void
a_ksk_out_of_its_time_makes_no_plan(void)
{
	struct room *room = gates_open_room();
	struct session *session = room->session;
	const struct ksr *request = &session->request;
	const struct plan *plan = &room->plan;
	size_t last = plan->signatures[plan->count - 1].ksk_index;
	struct policy_ksk *ksk = &session->policy.ksks[last];
	struct err err;

	ksk->valid_until_utc = request->bundles[request->bundle_count - 1]
		.expiration_utc - 1;
	REFUSED(gates_voice(room, "IW", REFUSAL), "SKR-ANCHOR: slot 9 of schema ");
	REFUSED(gates_voice(room, "IW", REFUSAL), "is valid until ");
	REFUSED(gates_voice(room, "IW", REFUSAL), ksk->label);
	CU_ASSERT_EQUAL(gates_voices(room), 0);
	ksk->valid_until_utc++;
	CU_ASSERT_EQUAL(gates_voice(room, "IW", &err), STATUS_OK);
	room_free(room);
}

static void
an_objection_shuts_it(void)
{
	struct room *room = gates_open_room();
	size_t auditor = hall_person(room, "AUD");
	struct err err;

	CU_ASSERT_EQUAL(gates_voice(room, "IW", &err), STATUS_OK);
	CU_ASSERT_EQUAL(move_object(room, auditor, "slot 9", &err), STATUS_OK);
	CU_ASSERT_EQUAL(gates_voices(room), 0);
	CU_ASSERT_STRING_EQUAL(session_gate_refusal(room->session),
		"an objection is open");
	REFUSED(gates_voice(room, "IW", REFUSAL), "objection is open");
	REFUSED(move_object(room, auditor, "again", REFUSAL), "open already");
	CU_ASSERT_EQUAL(hall_play(room, &err), STATUS_OK);
	CU_ASSERT_EQUAL(gates_voice(room, "IW", &err), STATUS_OK);
	CU_ASSERT_EQUAL(gates_voices(room), 1);
	room_free(room);
}

static void
an_objection_before_signing_repeats_it(void)
{
	struct room *room = gates_open_room();
	size_t witness = hall_person(room, "EW");
	struct err err;

	hall_until(room, "sign");
	CU_ASSERT_TRUE(room->session->gate.open);
	CU_ASSERT_EQUAL(move_object(room, witness, "wait", &err), STATUS_OK);
	CU_ASSERT_FALSE(room->session->gate.open);
	REFUSED(move_done(room, REFUSAL), "objection is open");
	CU_ASSERT_EQUAL(hall_play(room, &err), STATUS_OK);
	CU_ASSERT_STRING_EQUAL(session_current(room->session)->id, "gate");
	CU_ASSERT_EQUAL(gates_voices(room), 0);
	CU_ASSERT_EQUAL(room->hsm->counters.signs, 0);
	hall_to_end(room);
	CU_ASSERT_EQUAL(room->session->signing.attempt, 1);
	room_free(room);
}

static void
the_rules_run_again_at_the_opening(void)
{
	struct room *room = gates_open_room();

	hall_until_awaited(room, AWAITED_OPEN_GATE);
	room->session->policy.horizon_s = 1;
	REFUSED(gates_open_gate(room, "CA", REFUSAL), "the gate stays shut");
	CU_ASSERT_FALSE(room->session->gate.open);
	CU_ASSERT_EQUAL(gates_voices(room), 0);
	CU_ASSERT_STRING_EQUAL(session_gate_refusal(room->session),
		"a rule says FAIL of this request");
	room_free(room);
}

static void
a_fail_is_never_gone_past(void)
{
	struct room *room = hall_open();
	struct err err;

	hall_until(room, "check-request");
	room->session->policy.horizon_s = 1;
	CU_ASSERT_EQUAL(move_done(room, &err), STATUS_OK);
	CU_ASSERT_EQUAL(room->session->rules_verdict, VERDICT_FAIL);
	CU_ASSERT_FALSE(room->session->steps[room->session->step].act.yes);
	CU_ASSERT_EQUAL(move_exception(room, "horizon", &err), STATUS_OK);
	CU_ASSERT_EQUAL(move_decide(room, DECISION_GO_ON, "let us", NULL, "BS",
				hall_pin_of(room, "IW"), &err), STATUS_OK);
	hall_until(room, "gate");
	REFUSED(gates_voice(room, "IW", REFUSAL), "a rule says FAIL");
	CU_ASSERT_EQUAL(move_exception(room, "shut", &err), STATUS_OK);
	REFUSED(move_decide(room, DECISION_GO_ON, "let us", NULL, "BS",
			hall_pin_of(room, "IW"), REFUSAL), "goes on past");
	CU_ASSERT_EQUAL(move_decide(room, DECISION_SKIP, "not today", NULL,
				"BS",
				hall_pin_of(room, "IW"), &err), STATUS_OK);
	CU_ASSERT_EQUAL(move_done(room, &err), STATUS_OK);
	CU_ASSERT_EQUAL(room->session->signing.attempt, 0);
	CU_ASSERT_STRING_EQUAL(session_current(room->session)->id, "sign");
	CU_ASSERT_EQUAL(room->hsm->counters.signs, 0);
	room_free(room);
}

static void
the_rules_page_is_shown_once(void)
{
	struct room *room = hall_open();
	struct awaited awaited;
	struct err err;

	hall_until(room, "check-request");
	CU_ASSERT_EQUAL(move_done(room, &err), STATUS_OK);
	session_awaited(&awaited, room->session);
	CU_ASSERT_EQUAL(awaited.what, AWAITED_RULES);
	REFUSED(move_answer(room, "BS", NULL, HALL_PAGE, REFUSAL),
		"Rules page");
	CU_ASSERT_EQUAL(move_rules_seen(room, HALL_PAGE, &err), STATUS_OK);
	CU_ASSERT_EQUAL(move_answer(room, "BS", NULL, HALL_PAGE, &err),
		STATUS_OK);
	CU_ASSERT_EQUAL(room->session->rule_count, 21);
	room_free(room);
}

static void
never_overwrites(void)
{
	struct room *room = gates_open_room();
	char *name = session_skr_name(room->session);
	char *path = file_join(room->dir, name);
	char *kept;
	struct err err;

	CU_ASSERT_EQUAL(room->session->gate.output, OUTPUT_ABSENT);
	hall_until(room, "sign");
	CU_ASSERT_EQUAL(file_create(path, "older", 5, &err), STATUS_OK);
	CU_ASSERT_EQUAL(move_done(room, &err), STATUS_OK);
	CU_ASSERT_EQUAL(room->hsm->counters.signs, 0);
	CU_ASSERT_FALSE(room->session->skr.written);
	kept = hall_read(room->dir, name);
	CU_ASSERT_STRING_EQUAL(kept, "older");
	free(kept);
	free(path);
	free(name);
	room_free(room);
}

/* What lies there already is on the page before anybody confirms. */
static void
says_that_the_output_exists(void)
{
	struct room *room = gates_open_room();
	char *name = session_skr_name(room->session);
	char *path = file_join(room->dir, name);
	struct err err;

	CU_ASSERT_EQUAL(file_create(path, "older", 5, &err), STATUS_OK);
	REFUSED(gates_voice(room, "IW", REFUSAL), "what the gate shows has changed");
	CU_ASSERT_EQUAL(room->session->gate.output, OUTPUT_EXISTS);
	CU_ASSERT_EQUAL(gates_voices(room), 0);
	free(path);
	free(name);
	room_free(room);
}

static void
a_second_attempt_needs_a_new_gate(void)
{
	struct room *room = gates_open_room();
	struct session *session = room->session;
	struct err err;

	hall_until(room, "sign");
	hall_fail_signing(room, 4);
	CU_ASSERT_EQUAL(move_done(room, &err), STATUS_OK);
	CU_ASSERT_EQUAL(session->signing.attempt, 1);
	CU_ASSERT_EQUAL(session->signing.made, 4);
	CU_ASSERT_FALSE(session->skr.written);
	CU_ASSERT_EQUAL(gates_voices(room), 0);
	CU_ASSERT_PTR_NOT_NULL(strstr(session->gate.emptied_why,
			"CKR_DEVICE_REMOVED"));
	CU_ASSERT_TRUE(session->hsm.lost);
	REFUSED(move_done(room, REFUSAL), "HSM PIN");
	CU_ASSERT_EQUAL(hall_play(room, &err), STATUS_OK);
	CU_ASSERT_STRING_EQUAL(session_current(session)->id, "gate");
	REFUSED(move_done(room, REFUSAL), "voice");
	hall_until(room, "slips");
	CU_ASSERT_EQUAL(session->signing.attempt, 2);
	CU_ASSERT_EQUAL(session->signing.made, 9);
	CU_ASSERT_EQUAL(session->skr.attempt, 2);
	CU_ASSERT_TRUE(session->skr.written);
	room_free(room);
}

static void
another_token_is_not_signed_with(void)
{
	struct room *room = gates_open_room();
	struct err err;

	hall_until(room, "sign");
	room->session->hsm.serial[0] ^= 1;
	CU_ASSERT_EQUAL(move_done(room, &err), STATUS_OK);
	CU_ASSERT_EQUAL(room->session->signing.attempt, 0);
	CU_ASSERT_TRUE(room->session->hsm.lost);
	room_free(room);
}

static const CU_TestInfo tests[] = {
	{ "each role in its turn", each_role_in_its_turn },
	{ "wants each one's own PIN", wants_each_ones_own_pin },
	{ "a changed plan empties it", a_changed_plan_empties_it },
	{ "the first voice is for the plan that was shown",
		the_first_voice_is_for_the_plan_that_was_shown },
	{ "a plan changed after the opening is not signed",
		a_plan_changed_after_the_opening_is_not_signed },
	{ "a KSK out of its time makes no plan",
		a_ksk_out_of_its_time_makes_no_plan },
	{ "an objection shuts it", an_objection_shuts_it },
	{ "an objection before signing repeats it",
		an_objection_before_signing_repeats_it },
	{ "the rules run again at the opening",
		the_rules_run_again_at_the_opening },
	{ "a FAIL is never gone past", a_fail_is_never_gone_past },
	{ "the Rules page is shown once", the_rules_page_is_shown_once },
	{ "never overwrites", never_overwrites },
	{ "says that the output exists", says_that_the_output_exists },
	{ "a second attempt needs a new gate",
		a_second_attempt_needs_a_new_gate },
	{ "another token is not signed with",
		another_token_is_not_signed_with },
	CU_TEST_INFO_NULL,
};

const struct test_suite suite_gate = { "ceremony/gate", tests };
