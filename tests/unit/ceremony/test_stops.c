/* Signing in, objections, the HSM PIN. */
#include <stdlib.h>
#include <string.h>

#include "hall.h"
#include "ceremony/token.h"
#include "support/test.h"

extern const struct test_suite suite_stops;

static void
sign_in_refuses_in_words(void)
{
	struct room *room = hall_open();
	const struct secret *pin = hall_pin(0);
	struct secret other;
	struct err err;

	secret_init(&other);
	secret_set(&other, "12345", 5);
	hall_until(room, "sign-in");
	REFUSED(move_sign_in(room, 0, "AE", pin, &other, REFUSAL), "two PINs");
	REFUSED(move_sign_in(room, 0, "A", pin, pin, REFUSAL), "two letters");
	REFUSED(move_sign_in(room, hall_person(room, "SA"), "LS", pin, pin,
			REFUSAL), "nothing to confirm");
	CU_ASSERT_EQUAL(move_sign_in(room, 0, "ae", pin, pin, &err),
		STATUS_OK);
	CU_ASSERT_STRING_EQUAL(hall_initials(room, "CA"), "AE");
	REFUSED(move_sign_in(room, 0, "AE", pin, pin, REFUSAL), "already");
	REFUSED(move_sign_in(room, 1, "AE", pin, pin, REFUSAL),
		"are the initials of CA Ada Example; take BS");
	REFUSED(move_sign_in_rest(room, REFUSAL), "all voices of the gate");
	secret_clear(&other);
	room_free(room);
}

static void
equal_initials_get_a_proposal(void)
{
	struct room *room = hall_open();
	char initials[SESSION_INITIALS_SIZE];
	struct err err;

	hall_until(room, "sign-in");
	free(room->session->ceremony.persons[1].name);
	room->session->ceremony.persons[1].name = mem_string("Abe Elsewhere");
	CU_ASSERT_EQUAL(move_sign_in(room, 0, "AE", hall_pin(0), hall_pin(0),
				&err), STATUS_OK);
	move_propose_initials(initials, room->session, 1);
	CU_ASSERT_STRING_EQUAL(initials, "AE2");
	REFUSED(move_sign_in(room, 1, "AE", hall_pin(1), hall_pin(1), REFUSAL),
		"take AE2");
	CU_ASSERT_EQUAL(move_sign_in(room, 1, "AE2", hall_pin(1), hall_pin(1),
				&err), STATUS_OK);
	room_free(room);
}

static void
the_rest_may_come_later(void)
{
	static const char *const roles[] = { "CA", "IW", "RZM", "CO1", "CO3",
		"CO6" };
	struct room *room = hall_open();
	struct err err;
	size_t i;

	hall_until(room, "sign-in");
	for (i = 0; i < 6; i++) {
		size_t person = hall_person(room, roles[i]);
		char initials[SESSION_INITIALS_SIZE];

		CU_ASSERT_FALSE(session_quorum(room->session));
		move_propose_initials(initials, room->session, person);
		CU_ASSERT_EQUAL(move_sign_in(room, person, initials,
					hall_pin(person), hall_pin(person),
					&err), STATUS_OK);
	}
	CU_ASSERT_EQUAL(move_sign_in_rest(room, &err), STATUS_OK);
	CU_ASSERT_STRING_EQUAL(session_current(room->session)->id, "carry-in");
	CU_ASSERT_EQUAL(move_sign_in(room, hall_person(room, "CO4"), "HT",
				hall_pin(0), hall_pin(0), &err), STATUS_OK);
	room_free(room);
}

static bool
recorded(const struct room *room, const char *text)
{
	char *record = hall_read(room->dir, RECORD_FILE);
	bool there = strstr(record, text) != NULL;

	free(record);
	return there;
}

/* Initials and PIN of that person; nobody else's are taken. */
static enum status
withdraw(struct room *room, const char *role, const struct secret *pin,
	struct err *err)
{
	return move_withdraw(room, "settled", hall_initials(room, role), pin,
		err);
}

static void
only_the_objector_takes_it_back(void)
{
	struct room *room = hall_open_at_answer("test-page");
	uint64_t events;
	struct err err;

	CU_ASSERT_EQUAL(move_object(room, hall_person(room, "CO3"), "no", &err),
		STATUS_OK);
	events = room->session->event_count;
	REFUSED(move_withdraw(room, "", NULL, NULL, REFUSAL),
		"initials are awaited");
	REFUSED(withdraw(room, "IW", hall_pin_of(room, "IW"), REFUSAL),
		"these are the initials of IW Ben Sample; CO3 Dee Specimen "
		"takes the objection back, nobody else");
	CU_ASSERT_EQUAL(room->session->event_count, events);
	REFUSED(withdraw(room, "CO3", hall_pin_of(room, "IW"), REFUSAL),
		"not the PIN for today");
	REFUSED(withdraw(room, "CO3", NULL, REFUSAL), "not the PIN for today");
	CU_ASSERT_TRUE(room->session->objection.open);
	CU_ASSERT_EQUAL(withdraw(room, "CO3", hall_pin_of(room, "CO3"), &err),
		STATUS_OK);
	CU_ASSERT_FALSE(room->session->objection.open);
	CU_ASSERT_TRUE(recorded(room, "\"words\":\"settled\","
		"\"level\":\"PIN\""));
	room_free(room);
}

static void
the_iw_takes_it_back_for_the_door_list(void)
{
	struct room *room = hall_open_at_answer("test-page");
	struct err err;

	CU_ASSERT_EQUAL(move_object(room, hall_person(room, "AUD"), "no", &err),
		STATUS_OK);
	REFUSED(move_withdraw(room, "", NULL, NULL, REFUSAL),
		"initials are awaited");
	REFUSED(withdraw(room, "CA", hall_pin_of(room, "CA"), REFUSAL),
		"IW Ben Sample takes the objection back");
	CU_ASSERT_TRUE(room->session->objection.open);
	CU_ASSERT_EQUAL(withdraw(room, "IW", hall_pin_of(room, "IW"), &err),
		STATUS_OK);
	CU_ASSERT_FALSE(room->session->objection.open);
	CU_ASSERT_TRUE(recorded(room, "\"for\":\"AUD Max Template\""));
	room_free(room);
}

/* Whoever else objects already: each one's stands until that one takes it back,
 * through a loss of power too. */
static void
each_objection_stands_by_itself(void)
{
	struct room *room = hall_open_at_answer("test-page");
	char *dir = mem_string(room->dir);
	struct err err;

	CU_ASSERT_EQUAL(move_object(room, hall_person(room, "CO3"), "no", &err),
		STATUS_OK);
	REFUSED(move_object(room, hall_person(room, "CO3"), "no!", REFUSAL),
		"CO3 Dee Specimen is open already");
	REFUSED(move_object_remote(room, " ", "", REFUSAL), "who objects");
	CU_ASSERT_EQUAL(move_object_remote(room, "Rae Proxy", "I see nothing",
		&err), STATUS_OK);
	REFUSED(move_object_remote(room, "Rae Proxy", "", REFUSAL),
		"remote Rae Proxy is open already");
	CU_ASSERT_EQUAL(move_object(room, hall_person(room, "CO4"), "", &err),
		STATUS_OK);
	CU_ASSERT_EQUAL(room->session->waiting_count, 2);
	CU_ASSERT_EQUAL(withdraw(room, "CO3", hall_pin_of(room, "CO3"), &err),
		STATUS_OK);
	CU_ASSERT_TRUE(room->session->objection.open);
	REFUSED(withdraw(room, "CO3", hall_pin_of(room, "CO3"), REFUSAL),
		"IW Ben Sample takes the objection back");
	room_free(room);
	room = hall_resume(dir, &err);
	CU_ASSERT_PTR_NOT_NULL_FATAL(room);
	hall_until_awaited(room, AWAITED_WITHDRAWAL);
	CU_ASSERT_STRING_EQUAL(room->session->objection.name,
		"remote Rae Proxy");
	CU_ASSERT_EQUAL(withdraw(room, "IW", hall_pin_of(room, "IW"), &err),
		STATUS_OK);
	CU_ASSERT_TRUE(recorded(room, "\"for\":\"remote Rae Proxy\""));
	REFUSED(move_done(room, REFUSAL), "objection is open");
	CU_ASSERT_EQUAL(withdraw(room, "CO4", hall_pin_of(room, "CO4"), &err),
		STATUS_OK);
	CU_ASSERT_FALSE(room->session->objection.open);
	CU_ASSERT_EQUAL(room->session->objection.count, 3);
	room_free(room);
	free(dir);
}

/* Asked by name in the pause, a yes shuts the gate; nobody amends it away. */
static void
a_yes_in_the_pause_objects(void)
{
	struct room *room = hall_open();
	const struct session *session = room->session;
	struct err err;
	unsigned n;

	hall_until(room, "pause");
	hall_until_awaited(room, AWAITED_VALUE);
	for (n = 1; n <= 2; n++) {
		CU_ASSERT_EQUAL(move_value(room, 1, 0, "yes", &err), STATUS_OK);
		CU_ASSERT_TRUE(session->objection.open);
		CU_ASSERT_EQUAL(session->objection.person,
			hall_person(room, "CO3"));
		REFUSED(move_value(room, 1, 0, "no", REFUSAL), "");
		CU_ASSERT_EQUAL(withdraw(room, "CO3", hall_pin_of(room, "CO3"),
					&err), STATUS_OK);
		CU_ASSERT_EQUAL(session->objection.count, n);
	}
	CU_ASSERT_TRUE(recorded(room, "\"words\":\"Objects: yes\""));
	REFUSED(move_amend(room, "a slip", "BS", hall_pin_of(room, "IW"),
			REFUSAL), "never amended");
	CU_ASSERT_EQUAL(move_value(room, 1, 0, "no", &err), STATUS_OK);
	hall_until(room, "gate");
	room_free(room);
}

static void
before_sign_in_it_is_taken_back_by_enter(void)
{
	struct room *room = hall_open();
	struct err err;

	CU_ASSERT_EQUAL(move_object(room, hall_person(room, "EW"), "no", &err),
		STATUS_OK);
	CU_ASSERT_EQUAL(move_withdraw(room, "x", NULL, NULL, &err), STATUS_OK);
	CU_ASSERT_FALSE(room->session->objection.open);
	CU_ASSERT_TRUE(recorded(room, "\"level\":\"key\","
		"\"before-sign-in\":true"));
	room_free(room);
}

/* Most tokens lock at the third. */
static void
a_third_hsm_pin_is_decided(void)
{
	struct room *room = hall_open();
	struct secret wrong;
	struct err err;
	int i;

	secret_init(&wrong);
	secret_set(&wrong, "999999", 6);
	hall_until(room, "hsm-connect");
	for (i = 0; i < 2; i++) {
		CU_ASSERT_PTR_NULL(session_open_exception(room->session));
		CU_ASSERT_EQUAL(move_hsm_pin(room, &wrong, &err), STATUS_OK);
	}
	CU_ASSERT_PTR_NOT_NULL(session_open_exception(room->session));
	REFUSED(move_hsm_pin(room, &wrong, REFUSAL), "exception is open");
	CU_ASSERT_EQUAL(hall_play(room, &err), STATUS_OK); /* repeat */
	CU_ASSERT_EQUAL(move_hsm_pin(room, &wrong, &err), STATUS_OK);
	REFUSED(move_hsm_pin(room, &wrong, REFUSAL), "exception is open");
	CU_ASSERT_EQUAL(hall_play(room, &err), STATUS_OK);
	CU_ASSERT_EQUAL(hall_play(room, &err), STATUS_OK);
	CU_ASSERT_TRUE(room->session->hsm.open);
	CU_ASSERT_EQUAL(room->session->hsm.refused, 0);
	secret_clear(&wrong);
	room_free(room);
}

/* Killed in the second try or behind it: the stop still comes before the third
 * one. missing: events of that try that were not written any more. */
static void
win_no_third_hsm_pin(size_t missing)
{
	struct room *room = hall_open();
	char *dir = mem_string(room->dir);
	struct secret wrong;
	struct err err;
	unsigned long long events;

	secret_init(&wrong);
	secret_set(&wrong, "999999", 6);
	hall_until(room, "hsm-connect");
	CU_ASSERT_EQUAL(move_hsm_pin(room, &wrong, &err), STATUS_OK);
	CU_ASSERT_EQUAL(move_hsm_pin(room, &wrong, &err), STATUS_OK);
	events = room->session->event_count;
	room_free(room);
	hall_cut_record(dir, (size_t)events - missing);
	room = hall_resume(dir, &err);
	CU_ASSERT_PTR_NOT_NULL_FATAL(room);
	hall_until_awaited(room, AWAITED_HSM_PIN);
	CU_ASSERT_EQUAL(room->session->hsm.refused, 2);
	REFUSED(move_hsm_pin(room, &wrong, REFUSAL), "decide first");
	CU_ASSERT_EQUAL(room->session->hsm.refused, 2);
	CU_ASSERT_PTR_NOT_NULL(session_open_exception(room->session));
	secret_clear(&wrong);
	room_free(room);
	free(dir);
}

/* The stop, the action's result, the login's verdict. */
static void
a_kill_wins_no_third_hsm_pin(void)
{
	size_t missing;

	for (missing = 1; missing <= 3; missing++)
		win_no_third_hsm_pin(missing);
}

/* Cards and PIN at the HSM itself: no PIN is asked for, none is handed on, and
 * the HSM is asked all the same. */
static void
a_protected_path_asks_for_no_pin(void)
{
	struct room *room = hall_open();
	struct awaited awaited;
	const struct session_act *act;
	struct err err;

	room->session->profile.login = HSM_LOGIN_PROTECTED_PATH;
	hall_until(room, "hsm-connect");
	session_awaited(&awaited, room->session);
	CU_ASSERT_EQUAL(awaited.what, AWAITED_HSM_PIN);
	CU_ASSERT_FALSE(awaited.pin);
	CU_ASSERT_EQUAL(move_hsm_pin(room, hall_pin(0), &err), STATUS_OK);
	act = &room->session->steps[room->session->step].act;
	CU_ASSERT_EQUAL(act->verdict, VERDICT_FAIL);
	CU_ASSERT_PTR_NOT_NULL(strstr(act->text, "C_Login: CKR_"));
	room->session->profile.login = HSM_LOGIN_PIN;
	token_close(room); /* started with the other profile */
	CU_ASSERT_EQUAL(hall_play(room, &err), STATUS_OK);
	CU_ASSERT_TRUE(room->session->hsm.open);
	room_free(room);
}

static void
object_after_the_first(void *context)
{
	struct room *room = context;

	room->halt = room->session->signing.made == 1;
}

/* Somebody objects while the HSM signs: nothing more is signed, nothing is
 * written, and the gate is what comes next. */
static void
an_objection_stops_the_signing(void)
{
	struct room *room = hall_open();
	struct err err;

	hall_until(room, "sign");
	room->progress = object_after_the_first;
	room->progress_context = room;
	CU_ASSERT_EQUAL(move_done(room, &err), STATUS_OK);
	room->progress = NULL;
	CU_ASSERT_TRUE(recorded(room, "an objection stopped it behind slot 1"));
	CU_ASSERT_EQUAL(room->session->signing.made, 1);
	CU_ASSERT_FALSE(room->session->skr.written);
	CU_ASSERT_FALSE(room->session->gate.open);
	CU_ASSERT_STRING_EQUAL(session_current(room->session)->id, "gate");
	CU_ASSERT_TRUE(room->session->hsm.open);
	hall_to_end(room);
	CU_ASSERT_EQUAL(room->session->signing.attempt, 2);
	CU_ASSERT_TRUE(room->session->skr.written);
	room_free(room);
}

/* The quorum is the script's, not the program's. */
static void
the_quorum_is_the_gates(void)
{
	struct room *room = hall_open();
	struct session *session = room->session;
	size_t gate = script_step_index(&session->script,
		script_find_step(&session->script, "gate"));
	struct step *step = &session->script.steps[gate];

	hall_until(room, "carry-in");
	CU_ASSERT_TRUE(session_quorum(session));
	free(step->voices);
	step->voices = mem_string("IW RZM CO CO CO CO CO");
	CU_ASSERT_FALSE(session_quorum(session));
	room_free(room);
}

static const CU_TestInfo tests[] = {
	{ "sign-in refuses in words", sign_in_refuses_in_words },
	{ "equal initials get a proposal", equal_initials_get_a_proposal },
	{ "the rest may come later", the_rest_may_come_later },
	{ "only the objector takes it back", only_the_objector_takes_it_back },
	{ "the IW takes it back for the door list",
		the_iw_takes_it_back_for_the_door_list },
	{ "each objection stands by itself", each_objection_stands_by_itself },
	{ "a yes in the pause objects", a_yes_in_the_pause_objects },
	{ "before sign-in it is taken back by Enter",
		before_sign_in_it_is_taken_back_by_enter },
	{ "a third HSM PIN is decided", a_third_hsm_pin_is_decided },
	{ "a kill wins no third HSM PIN", a_kill_wins_no_third_hsm_pin },
	{ "a protected path asks for no PIN",
		a_protected_path_asks_for_no_pin },
	{ "an objection stops the signing", an_objection_stops_the_signing },
	{ "the quorum is the gate's", the_quorum_is_the_gates },
	CU_TEST_INFO_NULL,
};

const struct test_suite suite_stops = { "ceremony/stops", tests };
