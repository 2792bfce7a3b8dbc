/* Signatures, files and voices that nobody gave: in a record that somebody has
 * written, or by who is not here. */
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "gates.h"
#include "hall.h"
#include "support/test.h"

extern const struct test_suite suite_forged;

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
	struct room *room = gates_open_room();
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
	CU_ASSERT_EQUAL(gates_voice(room, "IW", &err), STATUS_OK);
	CU_ASSERT_EQUAL(gates_voice(room, "RZM", &err), STATUS_OK);
	CU_ASSERT_EQUAL(gates_voice(room, "CO1", &err), STATUS_OK);
	REFUSED(fold_voice(room, "gate", "CO1", &plan, REFUSAL),
		"not the voice");
	room->session->people[hall_person(room, "CO3")].seated = false;
	REFUSED(fold_voice(room, "gate", "CO3", &plan, REFUSAL),
		"not the voice");
	CU_ASSERT_EQUAL(gates_voices(room), 3);
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
	struct room *room = gates_open_room();
	size_t person = hall_person(room, "RZM");
	const char *initials = hall_initials(room, "RZM");
	struct err err;

	CU_ASSERT_EQUAL(gates_voice(room, "IW", &err), STATUS_OK);
	CU_ASSERT_EQUAL(move_leave(room, hall_person(room, "EW"), "",
		&err), STATUS_OK);
	CU_ASSERT_EQUAL(gates_voices(room), 1);
	CU_ASSERT_EQUAL(gates_voice(room, "RZM", &err), STATUS_OK);
	CU_ASSERT_EQUAL(move_leave(room, person, "", &err), STATUS_OK);
	CU_ASSERT_EQUAL(gates_voices(room), 0);
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
	struct room *room = gates_open_room();
	struct err err;

	CU_ASSERT_EQUAL(hall_apply(room->session, "action", opened, &err),
		STATUS_OK);
	CU_ASSERT_FALSE(room->session->gate.open);
	hall_until_awaited(room, AWAITED_OPEN_GATE);
	CU_ASSERT_EQUAL(gates_voices(room), 5);
	CU_ASSERT_EQUAL(hall_apply(room->session, "action", opened, &err),
		STATUS_OK);
	CU_ASSERT_FALSE(room->session->gate.open);
	CU_ASSERT_EQUAL(gates_voices(room), 0);
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

/* All voices are there, and nobody opens. */
static void
the_fold_opens_no_gate_for_nobody(void)
{
	struct room *room = gates_open_room();
	struct err err;

	hall_until_awaited(room, AWAITED_OPEN_GATE);
	CU_ASSERT_EQUAL(hall_apply(room->session, "action", "{\"step\":\"gate\","
		"\"action\":\"open-gate\",\"role\":\"EW\","
		"\"person\":\"Oz Fake\",\"verdict\":\"PASS\"}", &err),
		STATUS_OK);
	CU_ASSERT_FALSE(room->session->gate.open);
	room_free(room);
}

static void
the_fold_takes_no_hand_over_that_nobody_signed(void)
{
	struct room *room = hall_open_at_answer("test-page");
	const struct session *session = room->session;
	const struct person *old = session_person(session,
		hall_person(room, "CA"));
	const struct person *new = session_person(session,
		hall_person(room, "CA2"));
	size_t i;

	for (i = 0; i < 2; i++) {
		char *names = i == 0 ? mem_string("") :
			mem_format("CA %s, EW Nobody", old->name);
		char *json = mem_format("{\"step\":\"test-page\",\"action\":"
			"\"hand-over\",\"role\":\"%s\",\"person\":\"%s\","
			"\"takes\":\"CA\",\"from\":\"%s\",\"why\":\"ill\","
			"\"signed\":\"%s\",\"level\":\"PIN\"}", new->role,
			new->name, old->name, names);

		REFUSED(hall_apply(room->session, "action", json, REFUSAL),
			"is not signed by whom it needs");
		free(json);
		free(names);
	}
	CU_ASSERT_STRING_EQUAL(old->role, "CA");
	room_free(room);
}

static void
the_fold_lets_nobody_in_without_a_pin(void)
{
	struct room *room = hall_open();

	hall_until(room, "sign-in");
	REFUSED(hall_apply(room->session, "sign-in", "{\"step\":\"sign-in\","
		"\"role\":\"CA\",\"person\":\"Ada Example\","
		"\"initials\":\"AE\"}", REFUSAL), "goes with a PIN");
	room_free(room);
}

static void
the_fold_aborts_what_somebody_decided_to(void)
{
	struct room *room = hall_open_at_answer("test-page");

	REFUSED(hall_apply(room->session, "close", "{\"exceptions\":0,"
		"\"objections\":0,\"aborted\":true,\"signed\":false}",
		REFUSAL), "nobody decided to abort");
	CU_ASSERT_EQUAL(room->session->state, SESSION_RUNNING);
	room_free(room);
}

static const CU_TestInfo tests[] = {
	{ "the fold opens no gate for nobody",
		the_fold_opens_no_gate_for_nobody },
	{ "the fold takes no hand-over that nobody signed",
		the_fold_takes_no_hand_over_that_nobody_signed },
	{ "the fold lets nobody in without a PIN",
		the_fold_lets_nobody_in_without_a_pin },
	{ "the fold aborts what somebody decided to",
		the_fold_aborts_what_somebody_decided_to },
	{ "the fold takes no SKR that was not signed",
		the_fold_takes_no_skr_that_was_not_signed },
	{ "the fold hears whom the gate awaits",
		the_fold_hears_whom_the_gate_awaits },
	{ "the fold opens no gate without all voices",
		the_fold_opens_no_gate_without_all_voices },
	{ "who leaves takes the voice along",
		who_leaves_takes_the_voice_along },
	{ "an SKR without an answer is not handed over",
		an_skr_without_an_answer_is_not_handed_over },
	CU_TEST_INFO_NULL,
};

const struct test_suite suite_forged = { "ceremony/forged", tests };
