/* Rules that are off: the IW types the last word of each at the gate. */
#include "ceremony/off.h"

#include <stdlib.h>
#include <string.h>

#include "hall.h"
#include "support/test.h"

extern const struct test_suite suite_off;

static const char *const off[] = { "KSR-POLICY-SIG-HORIZON",
	"KSR-BUNDLE-CYCLE-DURATION", NULL };

static struct room *
open_at_gate(void)
{
	struct room *room = hall_open_off(off);

	hall_until(room, "gate");
	return room;
}

static enum status
voice(struct room *room, const char *role, struct err *err)
{
	return move_voice(room, hall_initials(room, role),
		hall_pin_of(room, role), HALL_PAGE, err);
}

/* Whether the word of that rule is awaited now, of the IW. */
static bool
asks(const struct room *room, size_t row, const char *rule)
{
	struct awaited awaited;

	session_awaited(&awaited, room->session);
	return awaited.what == AWAITED_OFF_WORD && awaited.row == row &&
		awaited.person == hall_person(room, "IW") &&
		strcmp(session_off_rule(room->session, row)->name, rule) == 0;
}

static bool
asks_first(const struct room *room)
{
	return asks(room, 0, "KSR-BUNDLE-CYCLE-DURATION");
}

static bool
awaits(const struct room *room, enum awaited_what what)
{
	struct awaited awaited;

	session_awaited(&awaited, room->session);
	return awaited.what == what;
}

static void
has_a_last_word(void)
{
	CU_ASSERT_STRING_EQUAL(off_word("KSR-BUNDLE-CYCLE-DURATION"),
		"DURATION");
	CU_ASSERT_STRING_EQUAL(off_word("KEY-TAGS"), "TAGS");
	CU_ASSERT_STRING_EQUAL(off_word("ALONE"), "ALONE");
}

static void
each_is_typed_before_any_voice(void)
{
	struct room *room = open_at_gate();
	struct session *session = room->session;
	struct err err;

	CU_ASSERT_EQUAL(session_off_count(session), 2);
	CU_ASSERT_PTR_NULL(session_off_rule(session, 2));
	CU_ASSERT_TRUE(asks_first(room));
	CU_ASSERT_PTR_NOT_NULL_FATAL(session_gate_refusal(session));
	CU_ASSERT_STRING_EQUAL(session_gate_refusal(session),
		"the last word of each rule that is off is typed first");
	REFUSED(voice(room, "IW", REFUSAL), "the last word of a rule");
	REFUSED(move_open_gate(room, "AE", hall_pin_of(room, "CA"), HALL_PAGE,
			REFUSAL), "the last word of a rule");
	CU_ASSERT_EQUAL(move_off_word(room, "duration", &err), STATUS_OK);
	CU_ASSERT_TRUE(asks(room, 1, "KSR-POLICY-SIG-HORIZON"));
	REFUSED(voice(room, "IW", REFUSAL), "the last word of a rule");
	CU_ASSERT_PTR_NOT_NULL(session_gate_refusal(session));
	CU_ASSERT_EQUAL(move_off_word(room, "Horizon", &err), STATUS_OK);
	CU_ASSERT_PTR_NULL(session_gate_refusal(session));
	REFUSED(move_off_word(room, "HORIZON", REFUSAL), "a voice");
	CU_ASSERT_EQUAL(voice(room, "IW", &err), STATUS_OK);
	hall_to_end(room);
	CU_ASSERT_EQUAL(session->state, SESSION_CLOSED);
	CU_ASSERT_TRUE(session->skr.written);
	room_free(room);
}

static void
no_rule_off_asks_nothing(void)
{
	struct room *room = hall_open();

	hall_until(room, "gate");
	CU_ASSERT_TRUE(awaits(room, AWAITED_VOICE));
	REFUSED(move_off_word(room, "DURATION", REFUSAL), "a voice");
	room_free(room);
}

/* Refused in words, and in the record all the same. */
static void
a_wrong_word_is_a_mismatch(void)
{
	static const char *const wrong[] = { "HORIZON", "CYCLE",
		"KSR-BUNDLE-CYCLE-DURATION", "DURATIO" };
	struct room *room = open_at_gate();
	const struct session_value *value;
	struct err err;
	char *record;
	size_t i;

	REFUSED(move_off_word(room, " ", REFUSAL), "is wanted");
	for (i = 0; i < 4; i++) {
		REFUSED(move_off_word(room, wrong[i], REFUSAL),
			"is not the last word of KSR-BUNDLE-CYCLE-DURATION");
		CU_ASSERT_TRUE(asks_first(room));
		value = session_value(room->session, room->session->step, 0,
			SESSION_OFF);
		CU_ASSERT_EQUAL(value->mismatches, i + 1);
		CU_ASSERT_STRING_EQUAL(value->text, wrong[i]);
	}
	CU_ASSERT_PTR_NULL(session_open_exception(room->session));
	REFUSED(move_amend(room, "so it is", "BS", hall_pin_of(room, "IW"),
			REFUSAL), "the last word of a rule");
	CU_ASSERT_EQUAL(move_off_word(room, "DURATION", &err), STATUS_OK);
	record = hall_read(room->dir, RECORD_FILE);
	CU_ASSERT_PTR_NOT_NULL(strstr(record, "\"row\":0,\"field\":\"OFF\","
		"\"rule\":\"KSR-BUNDLE-CYCLE-DURATION\",\"value\":\"CYCLE\","
		"\"verdict\":\"FAIL\",\"role\":\"IW\","
		"\"person\":\"Ben Sample\",\"attempt\":2"));
	CU_ASSERT_PTR_NOT_NULL(strstr(record, "\"value\":\"DURATION\","
		"\"verdict\":\"PASS\",\"role\":\"IW\","
		"\"person\":\"Ben Sample\",\"attempt\":5"));
	free(record);
	room_free(room);
}

static void
a_changed_plan_asks_again(void)
{
	struct room *room = open_at_gate();
	struct session *session = room->session;
	struct err err;

	CU_ASSERT_EQUAL(move_off_word(room, "DURATION", &err), STATUS_OK);
	session->policy.sha256.bytes[0] ^= 1;
	REFUSED(move_off_word(room, "HORIZON", REFUSAL), "the plan has changed");
	CU_ASSERT_TRUE(asks_first(room));
	CU_ASSERT_EQUAL(session->gate.emptied, 1);
	CU_ASSERT_STRING_EQUAL(session->gate.emptied_why,
		"the plan has changed");
	hall_until_awaited(room, AWAITED_VOICE);
	CU_ASSERT_EQUAL(voice(room, "IW", &err), STATUS_OK);
	session->policy.sha256.bytes[0] ^= 1;
	REFUSED(voice(room, "RZM", REFUSAL), "the plan has changed");
	CU_ASSERT_EQUAL(session->gate.voice_count, 0);
	CU_ASSERT_TRUE(asks_first(room));
	hall_until_awaited(room, AWAITED_OPEN_GATE);
	session->policy.sha256.bytes[0] ^= 1;
	REFUSED(hall_play(room, REFUSAL), "the plan has changed");
	CU_ASSERT_FALSE(session->gate.open);
	CU_ASSERT_TRUE(asks_first(room));
	room_free(room);
}

static void
an_objection_asks_again(void)
{
	struct room *room = open_at_gate();
	struct err err;

	CU_ASSERT_EQUAL(move_off_word(room, "DURATION", &err), STATUS_OK);
	CU_ASSERT_EQUAL(move_object(room, hall_person(room, "AUD"), "no", &err),
		STATUS_OK);
	REFUSED(move_off_word(room, "HORIZON", REFUSAL), "objection is open");
	CU_ASSERT_EQUAL(hall_play(room, &err), STATUS_OK);
	CU_ASSERT_TRUE(asks_first(room));
	hall_until(room, "sign");
	CU_ASSERT_TRUE(room->session->gate.open);
	CU_ASSERT_EQUAL(move_object(room, hall_person(room, "AUD"), "no", &err),
		STATUS_OK);
	CU_ASSERT_FALSE(room->session->gate.open);
	CU_ASSERT_EQUAL(hall_play(room, &err), STATUS_OK);
	CU_ASSERT_STRING_EQUAL(session_current(room->session)->id, "gate");
	CU_ASSERT_TRUE(asks_first(room));
	room_free(room);
}

/* The gate is always repeated, with all that belongs to it. */
static void
a_resume_asks_again(void)
{
	struct room *room = open_at_gate();
	char *dir = mem_string(room->dir);
	struct err err = { STATUS_OK, "" };

	CU_ASSERT_EQUAL(move_off_word(room, "DURATION", &err), STATUS_OK);
	room_free(room);
	room = hall_resume(dir, &err);
	CU_ASSERT_STRING_EQUAL(err.text, "");
	CU_ASSERT_PTR_NOT_NULL_FATAL(room);
	CU_ASSERT_EQUAL(room->session->gate.emptied, 1);
	hall_until_awaited(room, AWAITED_OFF_WORD);
	CU_ASSERT_TRUE(asks_first(room));
	hall_until(room, "sign");
	room_free(room);
	room = hall_resume(dir, &err);
	CU_ASSERT_PTR_NOT_NULL_FATAL(room);
	CU_ASSERT_FALSE(room->session->gate.open);
	hall_until_awaited(room, AWAITED_OFF_WORD);
	CU_ASSERT_STRING_EQUAL(session_current(room->session)->id, "gate");
	CU_ASSERT_TRUE(asks_first(room));
	hall_to_end(room);
	CU_ASSERT_EQUAL(room->session->state, SESSION_CLOSED);
	room_free(room);
	free(dir);
}

/* A gate that cannot open takes no words either. */
static void
a_fail_is_said_first(void)
{
	struct room *room = open_at_gate();
	uint64_t events;

	room->session->rules_verdict = VERDICT_FAIL;
	events = room->session->event_count;
	REFUSED(move_off_word(room, "DURATION", REFUSAL), "a rule says FAIL");
	CU_ASSERT_EQUAL(room->session->event_count, events);
	room_free(room);
}

#define GATE "\"step\":\"gate\",\"role\":\"IW\",\"person\":\"Ben Sample\","
#define PLAN "\"plan\":\"0000000000000000000000000000000000000000" \
	"000000000000000000000000\""

static void
the_fold_refuses_what_cannot_be(void)
{
	static const struct {
		const char *name, *json, *says;
	} cases[] = {
		{ "confirm", "{" GATE "\"for\":\"IW\"," PLAN "}",
			"KSR-BUNDLE-CYCLE-DURATION, which is off" },
		{ "value", "{" GATE "\"row\":1,\"field\":\"OFF\",\"rule\":"
			"\"KSR-BUNDLE-CYCLE-DURATION\"}", "no such rule" },
		{ "value", "{" GATE "\"row\":2,\"field\":\"OFF\",\"rule\":"
			"\"KSR-POLICY-SIG-HORIZON\"}", "no such rule" },
		{ "sign.begin", "{\"attempt\":1," PLAN "}", "is not open" },
	};
	struct room *room = open_at_gate();
	struct err err;
	size_t i;

	for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		CU_ASSERT_EQUAL(hall_apply(room->session, cases[i].name,
			cases[i].json, &err), STATUS_INPUT);
		CU_ASSERT_PTR_NOT_NULL(strstr(err.text, cases[i].says));
	}
	CU_ASSERT_EQUAL(hall_apply(room->session, "amend", "{" GATE "\"row\":0,"
		"\"field\":\"OFF\",\"rule\":\"KSR-BUNDLE-CYCLE-DURATION\","
		"\"value\":\"CYCLE\",\"why\":\"so it is\",\"level\":\"PIN\"}",
		&err), STATUS_OK);
	CU_ASSERT_TRUE(asks_first(room));
	CU_ASSERT_EQUAL(hall_apply(room->session, "action", "{\"step\":"
		"\"gate\",\"action\":\"open-gate\",\"verdict\":\"PASS\"}",
		&err), STATUS_OK);
	CU_ASSERT_FALSE(room->session->gate.open);
	room_free(room);
}

/* What was typed for other rules says nothing of these. */
static void
other_rules_off_ask_again(void)
{
	struct room *room = open_at_gate();
	struct err err;

	hall_until_awaited(room, AWAITED_OPEN_GATE);
	CU_ASSERT_EQUAL(hall_apply(room->session, "rule", "{\"rule\":\"KSR-ID\","
		"\"verdict\":\"PASS\",\"off\":true}", &err), STATUS_OK);
	CU_ASSERT_EQUAL(room->session->gate.voice_count, 0);
	CU_ASSERT_TRUE(asks(room, 0, "KSR-ID"));
	room_free(room);
}

static const CU_TestInfo tests[] = {
	{ "has a last word", has_a_last_word },
	{ "each is typed before any voice", each_is_typed_before_any_voice },
	{ "no rule off asks nothing", no_rule_off_asks_nothing },
	{ "a wrong word is a mismatch", a_wrong_word_is_a_mismatch },
	{ "a changed plan asks again", a_changed_plan_asks_again },
	{ "an objection asks again", an_objection_asks_again },
	{ "a resume asks again", a_resume_asks_again },
	{ "a FAIL is said first", a_fail_is_said_first },
	{ "the fold refuses what cannot be", the_fold_refuses_what_cannot_be },
	{ "other rules off ask again", other_rules_off_ask_again },
	CU_TEST_INFO_NULL,
};

const struct test_suite suite_off = { "ceremony/off", tests };
