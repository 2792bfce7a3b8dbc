/*
 * Keys in, screens out: what people can do, and what they cannot.
 */
#include "screen/stage.h"

#include <stdio.h>
#include <string.h>

#define MANY 6000

#define NEEDS_STAGE(stage) \
	do { \
		if (!stage_open(stage)) \
			SKIP("no SoftHSM here"); \
	} while (0)

/* Enter in a field goes on to the next place, never past the answer. */
static void
test_fields(void)
{
	struct stage stage;

	NEEDS_STAGE(&stage);
	CU_ASSERT_TRUE(stage_play_until(&stage, "2.11 ", MANY));
	stage_type(&stage, "\n");
	CU_ASSERT_TRUE(stage_shows(&stage, "uncut and unmarked    > ___"));
	stage_type(&stage, "\n");
	CU_ASSERT_TRUE(stage_shows(&stage, "nothing was typed yet"));
	stage_type(&stage, "yes\n4417\n2093\n");
	CU_ASSERT_TRUE(stage_shows(&stage, "2093        PASS"));
	CU_ASSERT_TRUE(stage_shows(&stage, "Answered > IW   Ben Sample"));
	CU_ASSERT_FALSE(stage.room->session->steps[23].complete);
	stage_type(&stage, "\n");
	CU_ASSERT_TRUE(stage.room->session->steps[23].complete);
	stage_close(&stage);
}

/* Hidden at first, both shown after the second mismatch; then amended. */
static void
test_mismatch(void)
{
	struct stage stage;

	NEEDS_STAGE(&stage);
	CU_ASSERT_TRUE(stage_play_until(&stage, "2.11 ", MANY));
	stage_type(&stage, "\nyes\n4418\n");
	CU_ASSERT_FALSE(stage_shows(&stage, "4417"));
	CU_ASSERT_TRUE(stage_shows(&stage, "not as expected: type again"));
	stage_press(&stage, ACTION_SECOND);
	CU_ASSERT_EQUAL(stage.view.overlay_count, 0);
	stage_type(&stage, "4418\n");
	CU_ASSERT_TRUE(stage_shows(&stage, "expected  4417"));
	CU_ASSERT_TRUE(stage_shows(&stage, "   ^"));
	stage_press(&stage, ACTION_SECOND);
	CU_ASSERT_TRUE(stage_shows(&stage, "IT IS SO, BECAUSE"));
	stage_type(&stage, "the bag was changed in August\nBS\n1271\n");
	CU_ASSERT_TRUE(stage_shows(&stage, "amended: the bag was"));
	stage_close(&stage);
}

/* F3 everywhere: what happened and a decision now, the rest before the
 * close. */
static void
test_exception(void)
{
	struct stage stage;
	const struct session *session;

	NEEDS_STAGE(&stage);
	session = stage.room->session;
	CU_ASSERT_TRUE(stage_play_until(&stage, "2.11 ", MANY));
	stage_press(&stage, ACTION_EXCEPTION);
	stage_type(&stage, "the bag has two numbers\n");
	CU_ASSERT_TRUE(stage_shows(&stage, "EXCEPTION SE-1   AT STEP 2.11"));
	stage_type(&stage, "3");
	stage_press(&stage, ACTION_SECOND);
	CU_ASSERT_TRUE(stage_shows(&stage, "AWAITED   IW Ben Sample, witness "
		"keyboard: agrees, initials"));
	stage_type(&stage, "BS\n1271\n");
	CU_ASSERT_TRUE(stage_shows(&stage, "say why"));
	stage_type(&stage, "3\nas photographed\nXY\nBS\n1271\n");
	CU_ASSERT_TRUE(stage_shows(&stage, "\"XY\" is nobody's initials"));
	stage_type(&stage, "2\nthe first\nthe second\n");
	stage_press(&stage, ACTION_ERASE_ALL);
	stage_press(&stage, ACTION_SECOND);
	stage_type(&stage, "BS\n1271\n");
	CU_ASSERT_FALSE(session->exceptions[0].open);
	CU_ASSERT_STRING_EQUAL(session->exceptions[0].reason,
		"the first for the second");
	CU_ASSERT_TRUE(stage_play_until(&stage, "SE-1", MANY));
	CU_ASSERT_TRUE(stage_shows(&stage, "finishes SE-1, which lacks who "
		"heard it"));
	CU_ASSERT_STRING_EQUAL(session_current(session)->id, "exceptions");
	stage_type(&stage, "\nCA RZM\nBS\n1271\n");
	CU_ASSERT_PTR_NULL(session_unfinished(session));
	CU_ASSERT_TRUE(stage_shows(&stage, "EXCEPTIONS AND CORRECTIONS"));
	stage_close(&stage);
}

/* Two object, one of them from afar; the second one's words begin empty. */
static void
test_objections(void)
{
	struct stage stage;
	const struct session *session;

	NEEDS_STAGE(&stage);
	session = stage.room->session;
	CU_ASSERT_TRUE(stage_play_until(&stage, "2.11 ", MANY));
	stage_press(&stage, ACTION_OBJECTION);
	stage_type(&stage, "17\n\n");
	CU_ASSERT_TRUE(stage_shows(&stage, "nothing was typed yet"));
	stage_type(&stage, "Rae Proxy\nno picture\n");
	CU_ASSERT_TRUE(stage_shows(&stage, "remote Rae Proxy"));
	stage_press(&stage, ACTION_OBJECTION);
	stage_type(&stage, "16\n\n");
	CU_ASSERT_TRUE(stage_shows(&stage, "and 1 more behind it"));
	stage_type(&stage, "picture is back\nBS\n1271\n");
	CU_ASSERT_TRUE(stage_shows(&stage, "EW Pia Model"));
	CU_ASSERT_FALSE(stage_shows(&stage, "picture is back"));
	CU_ASSERT_TRUE(session->objection.open);
	stage_type(&stage, "heard\nBS\n1271\n");
	CU_ASSERT_FALSE(session->objection.open);
	stage_close(&stage);
}

/* One who comes late signs in at a later step, the CA hands over, all take a
 * break: the keys of it. */
static void
test_change(void)
{
	struct stage stage;
	const struct session *session;
	size_t i;

	NEEDS_STAGE(&stage);
	session = stage.room->session;
	CU_ASSERT_TRUE(stage_play_until(&stage, "2.7 ", MANY));
	for (i = 0; i < 8; i++) {
		CU_ASSERT_EQUAL(session->people[i].signed_in, false);
		stage_type(&stage, "\n1271\n1271\n");
	}
	stage_press(&stage, ACTION_SECOND);
	CU_ASSERT_STRING_EQUAL(session_current(session)->id, "carry-in");
	stage_press(&stage, ACTION_CHANGE);
	stage_type(&stage, "1\n9\n");
	CU_ASSERT_TRUE(stage_shows(&stage, "CO6 Ina Mockup"));
	stage_type(&stage, "\n1271\n1271\n");
	CU_ASSERT_TRUE(session->people[8].seated);
	stage_press(&stage, ACTION_CHANGE);
	stage_type(&stage, "2\n6\nill\n");
	CU_ASSERT_TRUE(session->people[5].left);
	stage_press(&stage, ACTION_CHANGE);
	stage_type(&stage, "3\n1\n2\n");
	CU_ASSERT_TRUE(stage_shows(&stage, "never together"));
	stage_type(&stage, "3\nshift ends\nAE\n1271\nCP\n1272\n");
	CU_ASSERT_TRUE(stage_shows(&stage, "not the PIN for today of CA2"));
	stage_type(&stage, "\nAE\n1271\nCP\n1271\n");
	CU_ASSERT_STRING_EQUAL(session->ceremony.persons[2].role, "CA");
	stage_press(&stage, ACTION_CHANGE);
	stage_type(&stage, "4\nco3 sa\n18:55\n");
	CU_ASSERT_TRUE(stage_shows(&stage, "CO3 Dee Specimen, SA Lou"));
	stage_type(&stage, "CP\n1271\n");
	CU_ASSERT_TRUE(stage_shows(&stage, "is back"));
	stage_type(&stage, "BS\n1271\n");
	CU_ASSERT_FALSE(session->pause.on);
	CU_ASSERT_TRUE(stage_shows(&stage, "CARRY THE PAPER STEPS IN"));
	stage_close(&stage);
}

/* Found out later: the value of an earlier field, and a table's. */
static void
test_correct(void)
{
	struct stage stage;

	NEEDS_STAGE(&stage);
	stage_press(&stage, ACTION_AMEND);
	CU_ASSERT_TRUE(stage_shows(&stage, "nothing was typed yet that could"));
	CU_ASSERT_TRUE(stage_play_until(&stage, "2.11 ", MANY));
	stage_type(&stage, "\nyes\n4417\n");
	stage_press(&stage, ACTION_AMEND);
	stage_type(&stage, "2\nno\na slip\nBS\n1271\n");
	CU_ASSERT_TRUE(stage_shows(&stage, "no correction, but an exception"));
	stage_press(&stage, ACTION_BACK);
	stage_press(&stage, ACTION_AMEND);
	stage_type(&stage, "3\n2\na slip\nBS\n1271\n");
	CU_ASSERT_PTR_NOT_NULL(strstr(stage.room->session->last,
		"mistyped value corrected"));
	CU_ASSERT_TRUE(stage_shows(&stage, "THE HSM LEAVES ITS BAG"));
	stage_close(&stage);
}

/* The list decides, never the expected word. */
static void
test_words(void)
{
	struct stage stage;

	NEEDS_STAGE(&stage);
	CU_ASSERT_TRUE(stage_play_until(&stage, "1.5 ", MANY));
	stage_type(&stage, "\n");
	CU_ASSERT_TRUE(stage_shows(&stage, "[ this one ]"));
	stage_type(&stage, "wor\n");
	CU_ASSERT_TRUE(stage_shows(&stage, "one letter more") ||
		stage_shows(&stage, "nearest"));
	stage_press(&stage, ACTION_ERASE_ALL);
	stage_type(&stage, "aardwolf\n");
	CU_ASSERT_TRUE(stage_shows(&stage, "nearest: aardvark"));
	stage_type(&stage, "aardva");
	CU_ASSERT_TRUE(stage_shows(&stage, "Enter takes aardvark"));
	stage_close(&stage);
}

/* Twins work beside a field, and what was typed is there afterwards. */
static void
test_twins(void)
{
	struct stage stage;

	NEEDS_STAGE(&stage);
	CU_ASSERT_TRUE(stage_play_until(&stage, "1.2 ", MANY));
	stage_type(&stage, "?");
	CU_ASSERT_TRUE(stage_shows(&stage, "  KEYS"));
	stage_type(&stage, "\n\n");
	stage_type(&stage, "ye");
	stage_press(&stage, ACTION_TAB);
	CU_ASSERT_TRUE(stage_shows(&stage, "\n>  ? Help  X Exception"));
	stage_type(&stage, "L");
	CU_ASSERT_TRUE(stage_shows(&stage, "Act 1  Open the room"));
	stage_press(&stage, ACTION_BACK);
	CU_ASSERT_TRUE(stage_shows(&stage, "> ye_"));
	stage_type(&stage, "x");
	CU_ASSERT_TRUE(stage_shows(&stage, "> yex"));
	stage_close(&stage);
}

static void
test_sign_in(void)
{
	struct stage stage;

	NEEDS_STAGE(&stage);
	CU_ASSERT_TRUE(stage_play_until(&stage, "2.7 ", MANY));
	stage_type(&stage, "\n12\n12\n");
	CU_ASSERT_TRUE(stage_shows(&stage, "0 of 9 signed in"));
	stage_type(&stage, "\n1234\n4321\n");
	CU_ASSERT_TRUE(stage_shows(&stage, "0 of 9 signed in"));
	CU_ASSERT_TRUE(stage_shows(&stage, "  Note  "));
	stage_type(&stage, "AE\n1234\n1234\n");
	CU_ASSERT_TRUE(stage_shows(&stage, "1 of 9 signed in"));
	CU_ASSERT_FALSE(stage_shows(&stage, "1234"));
	stage_press(&stage, ACTION_TAB);
	CU_ASSERT_TRUE(stage_shows(&stage, "CA2 Cy Placeholder, witness"));
	stage_press(&stage, ACTION_SECOND);
	CU_ASSERT_TRUE(stage_shows(&stage, "1 of 9 signed in"));
	stage_close(&stage);
}

/* No answer before every rule was on the screen. */
static void
test_rules(void)
{
	struct stage stage;
	unsigned presses = 0;

	NEEDS_STAGE(&stage);
	CU_ASSERT_TRUE(stage_play_until(&stage, "[Summary]", MANY));
	stage_type(&stage, "\n");
	CU_ASSERT_TRUE(stage_shows(&stage, "first every rule"));
	CU_ASSERT_EQUAL(stage.view.awaited.what, AWAITED_RULES);
	while (stage.view.awaited.what == AWAITED_RULES && presses++ < 9)
		stage_press(&stage, ACTION_TAB);
	CU_ASSERT_TRUE(stage_shows(&stage, "[Rules]"));
	CU_ASSERT_TRUE(stage_shows(&stage, "of 21  "));
	CU_ASSERT_EQUAL(stage.view.awaited.what, AWAITED_ANSWER);
	stage_close(&stage);
}

/* An objection shuts the gate and takes the voices; a wrong PIN is counted. */
static void
test_gate(void)
{
	struct stage stage;

	NEEDS_STAGE(&stage);
	CU_ASSERT_TRUE(stage_play_until(&stage, "1 of 5 have", MANY));
	stage_press(&stage, ACTION_ERASE_ALL);
	stage_type(&stage, "FP\n0000\n");
	CU_ASSERT_TRUE(stage_shows(&stage, "not the PIN for today of RZM"));
	CU_ASSERT_TRUE(stage_shows(&stage, "1 of 5 have confirmed"));
	stage_press(&stage, ACTION_OBJECTION);
	stage_type(&stage, "16\nI do not see the screen\n");
	CU_ASSERT_TRUE(stage_shows(&stage, "the gate is SHUT"));
	CU_ASSERT_TRUE(stage_shows(&stage, "EW Pia Model"));
	stage_press(&stage, ACTION_EXCEPTION);
	CU_ASSERT_TRUE(stage_shows(&stage, "an objection is open"));
	stage_type(&stage, "moved to another seat\nBS\n1271\n");
	CU_ASSERT_TRUE(stage_shows(&stage, "0 of 5 have confirmed"));
	CU_ASSERT_TRUE(stage_shows(&stage, "SHUT"));
	CU_ASSERT_FALSE(stage.room->session->gate.open);
	stage_close(&stage);
}

/* The last words of rules that are off, before the first voice. */
static void
test_gate_off(void)
{
	static const char *const off[] = {"KSR-POLICY-SIG-HORIZON",
		"KSR-BUNDLE-CYCLE-DURATION", NULL};
	struct stage stage;

	if (!stage_open_off(&stage, off))
		SKIP("no SoftHSM here");
	CU_ASSERT_TRUE(stage_play_until(&stage, "rule 1 of 2 that are", MANY));
	CU_ASSERT_TRUE(stage_shows(&stage, "OFF       KSR-BUNDLE-CYCLE-DUR"));
	CU_ASSERT_TRUE(stage_shows(&stage, "agreed at the meeting"));
	stage_type(&stage, "\n");
	CU_ASSERT_TRUE(stage_shows(&stage, "nothing was typed yet"));
	stage_type(&stage, "ksr-bundle-cycle-duration\n");
	CU_ASSERT_TRUE(stage_shows(&stage, "is not the last word"));
	CU_ASSERT_TRUE(stage_shows(&stage, "> ____"));
	CU_ASSERT_TRUE(stage_shows(&stage, "rule 1 of 2"));
	stage_type(&stage, "duration\n");
	CU_ASSERT_TRUE(stage_shows(&stage, "rule 2 of 2"));
	CU_ASSERT_FALSE(stage_shows(&stage, "KSR-BUNDLE-CYCLE-DURATION"));
	CU_ASSERT_TRUE(stage_shows(&stage, "last: 3.9 OFF rule 1 PASS"));
	stage_press(&stage, ACTION_SECOND);
	CU_ASSERT_TRUE(stage_shows(&stage, "SHA-256 over everything"));
	stage_press(&stage, ACTION_SECOND);
	stage_type(&stage, "HORIZON\n");
	CU_ASSERT_TRUE(stage_shows(&stage, "0 of 5 have confirmed"));
	stage_close(&stage);
}

/* Leaving asks; suspending ends the console and can be resumed. */
static void
test_leave(void)
{
	struct stage stage;

	NEEDS_STAGE(&stage);
	stage_press(&stage, ACTION_LEAVE);
	CU_ASSERT_TRUE(stage_shows(&stage, "LEAVE THE CONSOLE?"));
	stage_type(&stage, "\n");
	CU_ASSERT_EQUAL(stage.room->session->state, SESSION_RUNNING);
	stage_press(&stage, ACTION_LEAVE);
	stage_type(&stage, "2\n");
	CU_ASSERT_EQUAL(stage.room->session->state, SESSION_SUSPENDED);
	CU_ASSERT_TRUE(stage_shows(&stage, "resume DIR"));
	stage_type(&stage, "\n");
	CU_ASSERT_TRUE(stage.view.leaving);
	stage_close(&stage);
}

/* What cannot be seen is not answered. */
static void
test_curtain(void)
{
	struct stage stage;
	uint64_t events;

	NEEDS_STAGE(&stage);
	stage_type(&stage, "\n");
	events = stage.room->session->event_count;
	stage.view.columns = 79;
	stage_type(&stage, "\n\n\n");
	CU_ASSERT_EQUAL(stage.room->session->event_count, events);
	CU_ASSERT_TRUE(stage_shows(&stage, "79 x 24 is too small."));
	stage.view.columns = 80;
	stage_type(&stage, "\n");
	CU_ASSERT_TRUE(stage.room->session->event_count > events);
	stage_close(&stage);
}

/* What cannot be saved stops everything, and the screen says so. */
static void
test_not_saved(void)
{
	struct stage stage;
	uint64_t events;
	struct err err;

	NEEDS_STAGE(&stage);
	stage_type(&stage, "\n");
	view_moved(&stage.view, err_set(&err, STATUS_FILE, "drive is full"),
		&err);
	events = stage.room->session->event_count;
	CU_ASSERT_TRUE(stage_shows(&stage, " NOT SAVED "));
	CU_ASSERT_TRUE(stage_shows(&stage, "Enter leaves; resume goes on"));
	CU_ASSERT_TRUE(stage_shows(&stage, "drive is full"));
	stage_press(&stage, ACTION_OBJECTION);
	CU_ASSERT_EQUAL(stage.view.overlay_count, 0);
	stage_type(&stage, "\n");
	CU_ASSERT_TRUE(stage.view.leaving);
	CU_ASSERT_EQUAL(stage.room->session->event_count, events);
	stage_close(&stage);
}

/* The record in words, searched; the twin R where no field has the focus. */
static void
test_record(void)
{
	struct stage stage;

	NEEDS_STAGE(&stage);
	CU_ASSERT_TRUE(stage_play_until(&stage, "1.3 ", MANY));
	stage_type(&stage, "r");
	CU_ASSERT_TRUE(stage_shows(&stage, "THE RECORD"));
	CU_ASSERT_TRUE(stage_shows(&stage, "STEP 1.3"));
	stage_type(&stage, "camera, safes");
	CU_ASSERT_TRUE(stage_shows(&stage, "Camera, safes"));
	CU_ASSERT_FALSE(stage_shows(&stage, "STEP 1.3"));
	stage_press(&stage, ACTION_BACK);
	CU_ASSERT_TRUE(stage_shows(&stage, "  1.3 "));
	stage_close(&stage);
}

/* After a resume everybody signs in again, CA and IW first. */
static void
test_resume(void)
{
	struct stage stage;
	struct err err;

	NEEDS_STAGE(&stage);
	CU_ASSERT_TRUE(stage_play_until(&stage, "3.2 ", MANY));
	view_clear(&stage.view);
	room_free(stage.room);
	CU_ASSERT_EQUAL_FATAL(room_resume(&stage.room, ".", "test", &err),
		STATUS_OK);
	view_init(&stage.view, stage.room, stage.room->session);
	stage.view.ascii = true;
	stage.view.now_utc = record_now_utc(stage.room->record);
	CU_ASSERT_TRUE(stage_shows(&stage, "RESUMED: WHAT THE ROOM"));
	CU_ASSERT_TRUE(stage_shows(&stage, "Clock compared"));
	stage_type(&stage, "\n");
	CU_ASSERT_TRUE(stage_shows(&stage, "EVERYBODY SIGNS IN AGAIN"));
	CU_ASSERT_TRUE(stage_shows(&stage, " AWAITED   CA Ada Example"));
	CU_ASSERT_TRUE(stage_play_until(&stage, "3.2 ", MANY));
	stage_close(&stage);
}

static const CU_TestInfo tests[] = {
	{"Enter in fields, and on the answer", test_fields},
	{"a value that differs twice, amended", test_mismatch},
	{"an exception, left short, and finished", test_exception},
	{"objections, one from afar", test_objections},
	{"people change, and a break", test_change},
	{"a mistyped value, found out later", test_correct},
	{"words of the list", test_words},
	{"letter twins, and what was typed", test_twins},
	{"sign-in", test_sign_in},
	{"rules before the answer", test_rules},
	{"objection and wrong PIN at the gate", test_gate},
	{"words of rules that are off, at the gate", test_gate_off},
	{"leave", test_leave},
	{"too small", test_curtain},
	{"a record that cannot be written", test_not_saved},
	{"the record, searched", test_record},
	{"resume", test_resume},
	CU_TEST_INFO_NULL,
};

const struct test_suite suite_keys = {"screen/keys", tests};
