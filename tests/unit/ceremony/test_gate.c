/* The gate and what is behind it. */
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "hall.h"
#include "support/test.h"

extern const struct test_suite suite_gate;

static enum status
voice(struct room *room, const char *role, struct err *err)
{
	return move_voice(room, hall_initials(room, role),
		hall_pin_of(room, role), HALL_PAGE, err);
}

static enum status
open_gate(struct room *room, const char *role, struct err *err)
{
	return move_open_gate(room, hall_initials(room, role),
		hall_pin_of(room, role), HALL_PAGE, err);
}

static struct room *
open_at_gate(void)
{
	struct room *room = hall_open();

	hall_until(room, "gate");
	CU_ASSERT_PTR_NULL(session_gate_refusal(room->session));
	CU_ASSERT_TRUE(room->session->gate.planned);
	return room;
}

static size_t
voices(const struct room *room)
{
	return room->session->gate.voice_count;
}

static void
each_role_in_its_turn(void)
{
	struct room *room = open_at_gate();
	struct err err;

	REFUSED(voice(room, "RZM", REFUSAL), "the IW is awaited");
	REFUSED(voice(room, "CA", REFUSAL), "the IW is awaited");
	REFUSED(open_gate(room, "CA", REFUSAL), "voice for the plan");
	CU_ASSERT_EQUAL(voice(room, "IW", &err), STATUS_OK);
	CU_ASSERT_EQUAL(voice(room, "RZM", &err), STATUS_OK);
	REFUSED(voice(room, "CA2", REFUSAL), "the CO is awaited");
	CU_ASSERT_EQUAL(voice(room, "CO3", &err), STATUS_OK);
	REFUSED(voice(room, "CO3", REFUSAL), "nobody counts twice");
	CU_ASSERT_EQUAL(voice(room, "CO1", &err), STATUS_OK);
	REFUSED(voice(room, "CO1", REFUSAL), "nobody counts twice");
	REFUSED(open_gate(room, "CA", REFUSAL), "voice for the plan");
	CU_ASSERT_EQUAL(voice(room, "CO6", &err), STATUS_OK);
	REFUSED(voice(room, "CO4", REFUSAL), "to be opened");
	REFUSED(open_gate(room, "IW", REFUSAL), "the CA is awaited");
	CU_ASSERT_FALSE(room->session->gate.open);
	CU_ASSERT_EQUAL(open_gate(room, "CA", &err), STATUS_OK);
	CU_ASSERT_TRUE(room->session->gate.open);
	CU_ASSERT_STRING_EQUAL(session_current(room->session)->id, "sign");
	room_free(room);
}

static void
wants_each_ones_own_pin(void)
{
	struct room *room = open_at_gate();

	REFUSED(move_voice(room, "BS", hall_pin_of(room, "CA"), HALL_PAGE,
			REFUSAL), "not the PIN");
	REFUSED(move_voice(room, "BS", NULL, HALL_PAGE, REFUSAL),
		"not the PIN");
	CU_ASSERT_EQUAL(voices(room), 0);
	room_free(room);
}

static void
a_changed_plan_empties_it(void)
{
	struct room *room = open_at_gate();
	struct err err;

	CU_ASSERT_EQUAL(voice(room, "IW", &err), STATUS_OK);
	CU_ASSERT_EQUAL(voice(room, "RZM", &err), STATUS_OK);
	room->session->policy.sha256.bytes[0] ^= 1;
	REFUSED(voice(room, "CO1", REFUSAL), "the plan has changed");
	CU_ASSERT_EQUAL(voices(room), 0);
	CU_ASSERT_EQUAL(room->session->gate.emptied, 1);
	CU_ASSERT_STRING_EQUAL(room->session->gate.emptied_why,
		"the plan has changed");
	CU_ASSERT_EQUAL(voice(room, "IW", &err), STATUS_OK);
	CU_ASSERT_EQUAL(voice(room, "RZM", &err), STATUS_OK);
	CU_ASSERT_EQUAL(voice(room, "CO1", &err), STATUS_OK);
	CU_ASSERT_EQUAL(voice(room, "CO3", &err), STATUS_OK);
	CU_ASSERT_EQUAL(voice(room, "CO4", &err), STATUS_OK);
	room->session->policy.sha256.bytes[0] ^= 1;
	REFUSED(open_gate(room, "CA", REFUSAL), "the plan has changed");
	CU_ASSERT_EQUAL(voices(room), 0);
	CU_ASSERT_FALSE(room->session->gate.open);
	room_free(room);
}

/* The page showed another plan, or none: nobody has seen this one. */
static void
the_first_voice_is_for_the_plan_that_was_shown(void)
{
	struct room *room = open_at_gate();
	struct err err;

	room->session->policy.sha256.bytes[0] ^= 1;
	REFUSED(voice(room, "IW", REFUSAL), "the plan has changed");
	CU_ASSERT_EQUAL(voices(room), 0);
	room->session->gate.planned = false;
	REFUSED(voice(room, "IW", REFUSAL), "not on the screen yet");
	CU_ASSERT_EQUAL(voices(room), 0);
	CU_ASSERT_EQUAL(voice(room, "IW", &err), STATUS_OK);
	CU_ASSERT_EQUAL(voices(room), 1);
	room_free(room);
}

static void
a_plan_changed_after_the_opening_is_not_signed(void)
{
	struct room *room = open_at_gate();
	struct err err;

	hall_until(room, "sign");
	room->session->policy.sha256.bytes[0] ^= 1;
	CU_ASSERT_EQUAL(move_done(room, &err), STATUS_OK);
	CU_ASSERT_EQUAL(room->hsm->counters.signs, 0);
	CU_ASSERT_EQUAL(room->session->signing.attempt, 0);
	CU_ASSERT_STRING_EQUAL(session_current(room->session)->id, "gate");
	CU_ASSERT_EQUAL(voices(room), 0);
	room_free(room);
}

/* Asked again with each voice, in the words that sign uses. */
static void
a_ksk_out_of_its_time_makes_no_plan(void)
{
	struct room *room = open_at_gate();
	struct session *session = room->session;
	const struct ksr *request = &session->request;
	const struct plan *plan = &room->plan;
	size_t last = plan->signatures[plan->count - 1].ksk_index;
	struct policy_ksk *ksk = &session->policy.ksks[last];
	struct err err;

	ksk->valid_until_utc = request->bundles[request->bundle_count - 1]
		.expiration_utc - 1;
	REFUSED(voice(room, "IW", REFUSAL), "SKR-ANCHOR: slot 9 of schema ");
	REFUSED(voice(room, "IW", REFUSAL), "is valid until ");
	REFUSED(voice(room, "IW", REFUSAL), ksk->label);
	CU_ASSERT_EQUAL(voices(room), 0);
	ksk->valid_until_utc++;
	CU_ASSERT_EQUAL(voice(room, "IW", &err), STATUS_OK);
	room_free(room);
}

static void
an_objection_shuts_it(void)
{
	struct room *room = open_at_gate();
	size_t auditor = hall_person(room, "AUD");
	struct err err;

	CU_ASSERT_EQUAL(voice(room, "IW", &err), STATUS_OK);
	CU_ASSERT_EQUAL(move_object(room, auditor, "slot 9", &err), STATUS_OK);
	CU_ASSERT_EQUAL(voices(room), 0);
	CU_ASSERT_STRING_EQUAL(session_gate_refusal(room->session),
		"an objection is open");
	REFUSED(voice(room, "IW", REFUSAL), "objection is open");
	REFUSED(move_object(room, auditor, "again", REFUSAL), "open already");
	CU_ASSERT_EQUAL(hall_play(room, &err), STATUS_OK);
	CU_ASSERT_EQUAL(voice(room, "IW", &err), STATUS_OK);
	CU_ASSERT_EQUAL(voices(room), 1);
	room_free(room);
}

static void
an_objection_before_signing_repeats_it(void)
{
	struct room *room = open_at_gate();
	size_t witness = hall_person(room, "EW");
	struct err err;

	hall_until(room, "sign");
	CU_ASSERT_TRUE(room->session->gate.open);
	CU_ASSERT_EQUAL(move_object(room, witness, "wait", &err), STATUS_OK);
	CU_ASSERT_FALSE(room->session->gate.open);
	REFUSED(move_done(room, REFUSAL), "objection is open");
	CU_ASSERT_EQUAL(hall_play(room, &err), STATUS_OK);
	CU_ASSERT_STRING_EQUAL(session_current(room->session)->id, "gate");
	CU_ASSERT_EQUAL(voices(room), 0);
	CU_ASSERT_EQUAL(room->hsm->counters.signs, 0);
	hall_to_end(room);
	CU_ASSERT_EQUAL(room->session->signing.attempt, 1);
	room_free(room);
}

static void
the_rules_run_again_at_the_opening(void)
{
	struct room *room = open_at_gate();

	hall_until_awaited(room, AWAITED_OPEN_GATE);
	room->session->policy.horizon_s = 1;
	REFUSED(open_gate(room, "CA", REFUSAL), "the gate stays shut");
	CU_ASSERT_FALSE(room->session->gate.open);
	CU_ASSERT_EQUAL(voices(room), 0);
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
	REFUSED(voice(room, "IW", REFUSAL), "a rule says FAIL");
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
	struct room *room = open_at_gate();
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
	struct room *room = open_at_gate();
	char *name = session_skr_name(room->session);
	char *path = file_join(room->dir, name);
	struct err err;

	CU_ASSERT_EQUAL(file_create(path, "older", 5, &err), STATUS_OK);
	REFUSED(voice(room, "IW", REFUSAL), "what the gate shows has changed");
	CU_ASSERT_EQUAL(room->session->gate.output, OUTPUT_EXISTS);
	CU_ASSERT_EQUAL(voices(room), 0);
	free(path);
	free(name);
	room_free(room);
}

static void
a_second_attempt_needs_a_new_gate(void)
{
	struct room *room = open_at_gate();
	struct session *session = room->session;
	struct err err;

	hall_until(room, "sign");
	hall_fail_signing(room, 4);
	CU_ASSERT_EQUAL(move_done(room, &err), STATUS_OK);
	CU_ASSERT_EQUAL(session->signing.attempt, 1);
	CU_ASSERT_EQUAL(session->signing.made, 4);
	CU_ASSERT_FALSE(session->skr.written);
	CU_ASSERT_EQUAL(voices(room), 0);
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
	struct room *room = open_at_gate();
	struct err err;

	hall_until(room, "sign");
	room->session->hsm.serial[0] ^= 1;
	CU_ASSERT_EQUAL(move_done(room, &err), STATUS_OK);
	CU_ASSERT_EQUAL(room->session->signing.attempt, 0);
	CU_ASSERT_TRUE(room->session->hsm.lost);
	room_free(room);
}

/* A voice that is in no record, with that plan, step and level. */
static enum status
fold_voice_at(struct room *room, const char *step, const char *role,
	const char *level, const struct digest *plan, struct err *err)
{
	const struct person *who = session_person(room->session,
		hall_person(room, role));
	char hex[DIGEST_HEX_SIZE];
	char *json;
	enum status status;

	digest_format(hex, plan);
	json = mem_format("{\"step\":\"%s\",\"role\":\"%s\","
		"\"person\":\"%s\",\"level\":\"%s\",\"plan\":\"%s\"}", step,
		who->role, who->name, level, hex);
	status = hall_apply(room->session, "confirm", json, err);
	free(json);
	return status;
}

static enum status
fold_voice(struct room *room, const char *step, const char *role,
	const struct digest *plan, struct err *err)
{
	return fold_voice_at(room, step, role, "PIN", plan, err);
}

static void
the_fold_hears_whom_the_gate_awaits(void)
{
	struct room *room = open_at_gate();
	struct digest plan = room->session->gate.plan, other = plan;
	struct err err;

	other.bytes[0] ^= 1;
	REFUSED(fold_voice(room, "gate", "RZM", &plan, REFUSAL),
		"not the voice");
	REFUSED(fold_voice(room, "gate", "IW", &other, REFUSAL),
		"another plan");
	REFUSED(fold_voice_at(room, "gate", "IW", "key", &plan, REFUSAL),
		"hears PINs");
	REFUSED(fold_voice_at(room, "gate", "IW", "", &plan, REFUSAL),
		"hears PINs");
	CU_ASSERT_EQUAL(voice(room, "IW", &err), STATUS_OK);
	CU_ASSERT_EQUAL(voice(room, "RZM", &err), STATUS_OK);
	CU_ASSERT_EQUAL(voice(room, "CO1", &err), STATUS_OK);
	REFUSED(fold_voice(room, "gate", "CO1", &plan, REFUSAL),
		"not the voice");
	room->session->people[hall_person(room, "CO3")].seated = false;
	REFUSED(fold_voice(room, "gate", "CO3", &plan, REFUSAL),
		"not the voice");
	CU_ASSERT_EQUAL(voices(room), 3);
	room_free(room);
	room = hall_open_at_answer("digest-set-up");
	REFUSED(fold_voice(room, "digest-set-up", "IW", &plan, REFUSAL),
		"no gate hears");
	room_free(room);
}

/* Nobody who is not here lets anything be signed, and comes back in nobody
 * else's hands. */
static void
who_leaves_takes_the_voice_along(void)
{
	struct room *room = open_at_gate();
	size_t person = hall_person(room, "RZM");
	const char *initials = hall_initials(room, "RZM");
	struct err err;

	CU_ASSERT_EQUAL(voice(room, "IW", &err), STATUS_OK);
	CU_ASSERT_EQUAL(move_leave(room, hall_person(room, "EW"), "",
		&err), STATUS_OK);
	CU_ASSERT_EQUAL(voices(room), 1);
	CU_ASSERT_EQUAL(voice(room, "RZM", &err), STATUS_OK);
	CU_ASSERT_EQUAL(move_leave(room, person, "", &err), STATUS_OK);
	CU_ASSERT_EQUAL(voices(room), 0);
	REFUSED(move_sign_in(room, person, initials, hall_pin_of(room, "IW"),
		hall_pin_of(room, "IW"), REFUSAL), "not the PIN for today");
	CU_ASSERT_FALSE(room->session->people[person].seated);
	CU_ASSERT_EQUAL(move_sign_in(room, person, initials,
		hall_pin_of(room, "RZM"), hall_pin_of(room, "RZM"), &err),
		STATUS_OK);
	CU_ASSERT_TRUE(room->session->people[person].seated);
	room_free(room);
}

/* It was verified, and nobody has accepted it. */
static void
an_skr_without_an_answer_is_not_handed_over(void)
{
	struct room *room = hall_open_at_answer("sign");
	char *path = mem_format("%s/%s", room->dir, room->session->skr.file);
	struct err err;

	CU_ASSERT_TRUE(room->session->skr.written);
	CU_ASSERT_TRUE(file_exists(path));
	CU_ASSERT_EQUAL(move_abort(room, "an objection", hall_initials(room,
		"IW"), hall_pin_of(room, "IW"), &err), STATUS_OK);
	CU_ASSERT_FALSE(file_exists(path));
	free(path);
	path = mem_format("%s/logs/unanswered-1", room->dir);
	CU_ASSERT_TRUE(file_exists(path));
	free(path);
	room_free(room);
}

/* A record that says so without the voices. */
static void
the_fold_opens_no_gate_without_all_voices(void)
{
	static const char *const opened = "{\"step\":\"gate\",\"action\":"
		"\"open-gate\",\"verdict\":\"PASS\"}";
	struct room *room = open_at_gate();
	struct err err;

	CU_ASSERT_EQUAL(hall_apply(room->session, "action", opened, &err),
		STATUS_OK);
	CU_ASSERT_FALSE(room->session->gate.open);
	hall_until_awaited(room, AWAITED_OPEN_GATE);
	CU_ASSERT_EQUAL(voices(room), 5);
	CU_ASSERT_EQUAL(hall_apply(room->session, "action", opened, &err),
		STATUS_OK);
	CU_ASSERT_FALSE(room->session->gate.open);
	CU_ASSERT_EQUAL(voices(room), 0);
	REFUSED(hall_apply(room->session, "step", "{\"step\":\"sign\"}",
			REFUSAL), "cannot be opened now");
	room_free(room);
}

/* A file that is in no record, with that verdict. */
static enum status
fold_skr(struct session *session, const char *file, const char *verify,
	struct err *err)
{
	char *json = mem_format("{\"step\":\"sign\",\"attempt\":1,"
		"\"file\":\"%s\",\"size\":1,\"sha256\":\"%064d\","
		"\"verdicts\":{\"SKR-VERIFY\":\"%s\",\"SKR-ANCHOR\":\"PASS\","
		"\"SKR-MATCH\":\"PASS\"}}", file, 0, verify);
	enum status status = hall_apply(session, "skr.written", json, err);

	free(json);
	return status;
}

static void
the_fold_takes_no_skr_that_was_not_signed(void)
{
	struct room *room = hall_open();
	struct session *session = room->session;
	char *file = session_skr_name(session);
	struct err err;

	hall_until(room, "sign");
	REFUSED(fold_skr(session, "in/ksr.xml", "PASS", REFUSAL),
		"is not the SKR's file");
	REFUSED(fold_skr(session, file, "PASS", REFUSAL),
		"no SKR is awaited");
	CU_ASSERT_EQUAL(hall_apply(session, "action", "{\"step\":\"sign\","
		"\"action\":\"sign\",\"verdict\":\"PASS\"}", &err), STATUS_OK);
	CU_ASSERT_FALSE(session->steps[session->step].act.yes);
	session->signing.attempt = 1;
	session->signing.total = 2;
	session->signing.made = 1;
	REFUSED(fold_skr(session, file, "PASS", REFUSAL),
		"no SKR is awaited");
	session->signing.made = 2;
	REFUSED(fold_skr(session, file, "FAIL", REFUSAL),
		"does not verify");
	CU_ASSERT_FALSE(session->skr.written);
	CU_ASSERT_EQUAL(fold_skr(session, file, "PASS", &err),
		STATUS_OK);
	CU_ASSERT_TRUE(session->skr.written);
	REFUSED(fold_skr(session, file, "PASS", REFUSAL),
		"written before");
	free(file);
	room_free(room);
}

static const CU_TestInfo tests[] = {
	{ "the fold takes no SKR that was not signed",
		the_fold_takes_no_skr_that_was_not_signed },
	{ "the fold hears whom the gate awaits",
		the_fold_hears_whom_the_gate_awaits },
	{ "who leaves takes the voice along",
		who_leaves_takes_the_voice_along },
	{ "an SKR without an answer is not handed over",
		an_skr_without_an_answer_is_not_handed_over },
	{ "the fold opens no gate without all voices",
		the_fold_opens_no_gate_without_all_voices },
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
