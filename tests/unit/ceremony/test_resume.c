/* Cut off anywhere, resumed, played to the end: the same response. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/file.h"
#include "hall.h"
#include "support/test.h"

extern const struct test_suite suite_resume;

/* One ceremony played to its end, to be cut. */
static struct {
	char *dir;
	char *record;
	char *name; /* of the response */
	char *response;
} whole;

static void
play_whole(void)
{
	struct room *room;

	if (whole.dir != NULL)
		return;
	room = hall_open();
	hall_to_end(room);
	whole.dir = mem_string(room->dir);
	whole.name = mem_string(room->session->skr.file);
	room_free(room);
	whole.record = hall_read(whole.dir, RECORD_FILE);
	whole.response = hall_read(whole.dir, whole.name);
}

/* Lines up to and with the nth that holds what; 0 when there is none. */
static size_t
line_of(const char *what, size_t nth)
{
	const char *line = whole.record;
	size_t number = 0;

	while (line != NULL && *line != '\0') {
		const char *end = strchr(line, '\n');
		const char *found = strstr(line, what);

		number++;
		if (found != NULL && found < end && nth-- == 0)
			return number;
		line = end + 1;
	}
	return 0;
}

/* The folder as a loss of power after that many lines leaves it. */
static const char *
cut_at(size_t lines, bool with_response)
{
	static char *dir;
	char *path;

	free(dir);
	dir = mem_string(test_temp_dir());
	hall_copy(whole.dir, dir);
	hall_cut_record(dir, lines);
	path = file_join(dir, whole.name);
	if (!with_response)
		unlink(path);
	free(path);
	return dir;
}

/* Resumes, plays to the end, compares; the number of attempts it took. */
static unsigned
finish(const char *dir)
{
	struct err err = { STATUS_OK, "" };
	struct room *room = hall_resume(dir, &err);
	char *response;
	unsigned attempts;

	CU_ASSERT_STRING_EQUAL(err.text, "");
	CU_ASSERT_PTR_NOT_NULL_FATAL(room);
	CU_ASSERT_EQUAL(room->session->resumed.times, 1);
	hall_to_end(room);
	CU_ASSERT_EQUAL(room->session->state, SESSION_CLOSED);
	attempts = room->session->signing.attempt;
	room_free(room);
	response = hall_read(dir, whole.name);
	CU_ASSERT_PTR_NOT_NULL_FATAL(response);
	CU_ASSERT_STRING_EQUAL(response, whole.response);
	free(response);
	return attempts;
}

#define EVENT(name) "\"event\":\"" name "\""

static const struct {
	const char *what; /* the last event that is on disk */
	size_t nth;
	bool with_response;
	unsigned attempts;
} cuts[] = {
	{ EVENT("start"), 0, false, 1 },
	{ EVENT("step"), 0, false, 1 },
	{ EVENT("value"), 3, false, 1 },
	{ EVENT("sign-in"), 0, false, 1 },
	{ EVENT("sign-in"), 5, false, 1 },
	{ "\"what\":\"token\"", 0, false, 1 },
	{ "\"what\":\"login\"", 0, false, 1 },
	{ "\"action\":\"open-token\"", 0, false, 1 },
	{ EVENT("clock"), 0, false, 1 },
	{ EVENT("rule"), 7, false, 1 },
	{ "\"action\":\"check-request\"", 0, false, 1 },
	{ "\"what\":\"plan\"", 0, false, 1 },
	{ "\"for\":\"RZM\"", 0, false, 1 },
	{ EVENT("clock"), 1, false, 1 },
	{ EVENT("rule"), 25, false, 1 },
	{ "\"action\":\"open-gate\"", 0, false, 1 },
	{ EVENT("sign.begin"), 0, false, 2 },
	{ EVENT("sign.signature"), 3, false, 2 },
	{ EVENT("sign.signature"), 8, false, 2 },
	{ EVENT("sign.signature"), 8, true, 1 },
	{ EVENT("skr.written"), 0, true, 1 },
	{ "\"action\":\"sign\"", 0, true, 1 },
	{ "\"what\":\"logout\"", 0, true, 1 },
	{ "\"step\":\"closing-time\"", 3, true, 1 },
};

static void
ends_the_same(void)
{
	size_t i;

	play_whole();
	for (i = 0; i < sizeof(cuts) / sizeof(cuts[0]); i++) {
		size_t lines = line_of(cuts[i].what, cuts[i].nth);
		unsigned attempts;

		CU_ASSERT_NOT_EQUAL_FATAL(lines, 0);
		attempts = finish(cut_at(lines, cuts[i].with_response));
		if (attempts != cuts[i].attempts)
			fprintf(stderr, "\n    after %s: %u attempts\n",
				cuts[i].what, attempts);
		CU_ASSERT_EQUAL(attempts, cuts[i].attempts);
	}
}

/* With KSK_ALL_CUTS set: after each event there is; some minutes. */
static void
ends_the_same_after_each_event(void)
{
	size_t written, lines;

	if (getenv("KSK_ALL_CUTS") == NULL)
		SKIP("KSK_ALL_CUTS is not set");
	play_whole();
	written = line_of(EVENT("sign.signature"), 8);
	for (lines = 1; lines < line_of(EVENT("close"), 0); lines++)
		finish(cut_at(lines, lines >= written));
}

static void
everybody_signs_in_again(void)
{
	struct err err = { STATUS_OK, "" };
	struct awaited awaited;
	struct room *room;
	size_t signed_in = 0;

	play_whole();
	room = hall_resume(cut_at(line_of("\"for\":\"RZM\"", 0), false), &err);
	CU_ASSERT_PTR_NOT_NULL_FATAL(room);
	CU_ASSERT_EQUAL(room->session->gate.voice_count, 0);
	CU_ASSERT_FALSE(room->session->hsm.open);
	session_awaited(&awaited, room->session);
	CU_ASSERT_EQUAL(awaited.what, AWAITED_SIGN_IN_AGAIN);
	CU_ASSERT_EQUAL(awaited.person, hall_person(room, "CA"));
	REFUSED(move_sign_in(room, hall_person(room, "CO1"), "GE", hall_pin(0),
			hall_pin(0), REFUSAL), "CA Ada Example signs in again");
	REFUSED(move_sign_in(room, hall_person(room, "CA"), "XY", hall_pin(0),
			hall_pin(0), REFUSAL), "same initials: AE");
	REFUSED(move_hsm_pin(room, hall_pin(0), REFUSAL), "signs in again");
	for (; awaited.what == AWAITED_SIGN_IN_AGAIN; signed_in++) {
		CU_ASSERT_EQUAL(hall_play(room, &err), STATUS_OK);
		session_awaited(&awaited, room->session);
	}
	CU_ASSERT_EQUAL(signed_in, 9);
	CU_ASSERT_EQUAL(awaited.what, AWAITED_HSM_PIN);
	room_free(room);
}

/* Everything lies on the drive: only the CA's Enter is missing. */
static void
a_whole_response_needs_no_gate(void)
{
	struct err err = { STATUS_OK, "" };
	struct room *room;

	play_whole();
	room = hall_resume(cut_at(line_of(EVENT("sign.signature"), 8), true),
		&err);
	CU_ASSERT_PTR_NOT_NULL_FATAL(room);
	hall_until_awaited(room, AWAITED_DONE);
	CU_ASSERT_STRING_EQUAL(session_current(room->session)->id, "sign");
	CU_ASSERT_FALSE(room->session->gate.open);
	CU_ASSERT_EQUAL(hall_play(room, &err), STATUS_OK);
	CU_ASSERT_TRUE(room->session->skr.written);
	CU_ASSERT_EQUAL(room->hsm->counters.signs, 0);
	room_free(room);
}

/* The RZM has gone home with the drive. */
static void
ca_and_iw_finish_what_is_signed(void)
{
	struct err err = { STATUS_OK, "" };
	struct room *room;

	play_whole();
	room = hall_resume(cut_at(line_of("\"action\":\"sign\"", 0), true),
		&err);
	CU_ASSERT_PTR_NOT_NULL_FATAL(room);
	CU_ASSERT_EQUAL(hall_play(room, &err), STATUS_OK);
	REFUSED(move_sign_in_rest(room, REFUSAL), "CA and IW sign in");
	CU_ASSERT_EQUAL(hall_play(room, &err), STATUS_OK);
	CU_ASSERT_EQUAL(move_sign_in_rest(room, &err), STATUS_OK);
	hall_until(room, "skr-words");
	CU_ASSERT_STRING_EQUAL(session_current(room->session)->id, "skr-words");
	room_free(room);
}

static void
the_same_token_comes_back(void)
{
	struct err err = { STATUS_OK, "" };
	struct room *room;

	play_whole();
	room = hall_resume(cut_at(line_of("\"action\":\"check-request\"", 0),
				   false), &err);
	CU_ASSERT_PTR_NOT_NULL_FATAL(room);
	hall_until_awaited(room, AWAITED_HSM_PIN);
	REFUSED(move_hsm_pin(room, hall_pin(0), REFUSAL), "PIN");
	CU_ASSERT_FALSE(room->session->hsm.open);
	CU_ASSERT_TRUE(room->session->hsm.lost);
	room->session->hsm.serial[0] ^= 1;
	REFUSED(hall_play(room, REFUSAL), "is the right one");
	room->session->hsm.serial[0] ^= 1;
	CU_ASSERT_EQUAL(hall_play(room, &err), STATUS_OK);
	CU_ASSERT_TRUE(room->session->hsm.open);
	CU_ASSERT_FALSE(room->session->hsm.lost);
	room_free(room);
}

static void
a_torn_response_goes_aside(void)
{
	const char *dir;
	char *part, *path, *torn;
	struct err err;

	play_whole();
	dir = cut_at(line_of(EVENT("sign.signature"), 8), false);
	part = mem_format("%s/%s.part", dir, whole.name);
	CU_ASSERT_EQUAL(file_create(part, "<KSR", 4, &err), STATUS_OK);
	CU_ASSERT_EQUAL(finish(dir), 2);
	CU_ASSERT_FALSE(file_exists(part));
	path = file_join(dir, "logs/torn-1");
	torn = hall_read(dir, "logs/torn-1");
	CU_ASSERT_PTR_NOT_NULL_FATAL(torn);
	CU_ASSERT_STRING_EQUAL(torn, "<KSR");
	free(torn);
	free(path);
	free(part);
}

/* Whole, but not what the record says was signed. */
static void
a_foreign_response_is_not_taken(void)
{
	const char *dir;
	char *path, *failed;
	struct err err;

	play_whole();
	dir = cut_at(line_of(EVENT("sign.signature"), 8), false);
	path = file_join(dir, whole.name);
	CU_ASSERT_EQUAL(file_create(path, "<KSR/>", 6, &err), STATUS_OK);
	free(path);
	CU_ASSERT_EQUAL(finish(dir), 2);
	failed = hall_read(dir, "logs/failed-1");
	CU_ASSERT_PTR_NOT_NULL_FATAL(failed);
	CU_ASSERT_STRING_EQUAL(failed, "<KSR/>");
	free(failed);
}

/* Whole, but nobody looked at it, and nobody will. */
static void
is_disowned(enum session_decision decision)
{
	struct err err = { STATUS_OK, "" };
	struct room *room;
	char *left, *aside;
	const char *dir;

	play_whole();
	dir = cut_at(line_of(EVENT("sign.signature"), 8), true);
	room = hall_resume(dir, &err);
	CU_ASSERT_PTR_NOT_NULL_FATAL(room);
	hall_until_awaited(room, AWAITED_DONE);
	CU_ASSERT_EQUAL(move_exception(room, "no time", &err), STATUS_OK);
	CU_ASSERT_EQUAL(move_decide(room, decision, "so agreed",
		NULL, hall_initials(room, "IW"), hall_pin_of(room, "IW"), &err),
		STATUS_OK);
	CU_ASSERT_FALSE(room->session->skr.written);
	room_free(room);
	left = hall_read(dir, whole.name);
	aside = hall_read(dir, "logs/unverified-1");
	CU_ASSERT_PTR_NULL(left);
	CU_ASSERT_PTR_NOT_NULL_FATAL(aside);
	CU_ASSERT_STRING_EQUAL(aside, whole.response);
	free(aside);
	free(left);
}

static void
an_unverified_response_does_not_stay(void)
{
	is_disowned(DECISION_SKIP);
	is_disowned(DECISION_ABORT);
}

/* The same signatures in other bytes: a comment was put in. */
static void
other_bytes_are_not_taken(void)
{
	const char *dir;
	char *path, *failed;
	FILE *file;

	play_whole();
	dir = cut_at(line_of(EVENT("sign.signature"), 8), true);
	path = file_join(dir, whole.name);
	file = fopen(path, "a");
	free(path);
	CU_ASSERT_PTR_NOT_NULL_FATAL(file);
	fputs("<!-- later -->\n", file);
	fclose(file);
	CU_ASSERT_EQUAL(finish(dir), 2);
	failed = hall_read(dir, "logs/failed-1");
	CU_ASSERT_PTR_NOT_NULL_FATAL(failed);
	CU_ASSERT_PTR_NOT_NULL(strstr(failed, "<!-- later -->"));
	free(failed);
}

static void
a_closed_record_is_refused(void)
{
	play_whole();
	REFUSED(hall_resume(whole.dir, REFUSAL) != NULL ? STATUS_OK :
		(REFUSAL)->status, "was closed");
}

static void
an_aborted_record_is_refused(void)
{
	struct room *room = hall_open();
	char *dir = mem_string(room->dir);
	struct err err;

	CU_ASSERT_EQUAL(move_abort(room, "fire", NULL, NULL, &err), STATUS_OK);
	room_free(room);
	REFUSED(hall_resume(dir, REFUSAL) != NULL ? STATUS_OK :
		(REFUSAL)->status, "was aborted");
	free(dir);
}

static void
changed_inputs_are_refused_by_name(void)
{
	static const char *const names[] = { "script.xml", "policy.xml",
		"profile.xml", "ceremony.xml", "ksr.xml", "previous-skr.xml" };
	char says[80], *path;
	size_t i;

	play_whole();
	for (i = 0; i < 6; i++) {
		const char *dir = cut_at(20, false);
		FILE *file;

		path = mem_format("%s/in/%s", dir, names[i]);
		file = fopen(path, "a");
		CU_ASSERT_PTR_NOT_NULL_FATAL(file);
		fputs("<!-- later -->\n", file);
		fclose(file);
		snprintf(says, sizeof(says), "in/%s has changed", names[i]);
		REFUSED(hall_resume(dir, REFUSAL) != NULL ? STATUS_OK :
			(REFUSAL)->status, says);
		CU_ASSERT_EQUAL(unlink(path), 0);
		snprintf(says, sizeof(says), "%s", names[i]);
		REFUSED(hall_resume(dir, REFUSAL) != NULL ? STATUS_OK :
			(REFUSAL)->status, says);
		free(path);
	}
}

static void
what_was_open_stays_open(void)
{
	struct room *room = hall_open();
	char *dir = mem_string(room->dir);
	struct err err = { STATUS_OK, "" };
	struct awaited awaited;

	hall_until(room, "hsm-log");
	CU_ASSERT_EQUAL(move_exception(room, "no line", &err), STATUS_OK);
	CU_ASSERT_EQUAL(move_object(room, 2, "no", &err), STATUS_OK);
	CU_ASSERT_EQUAL(move_suspend(room, "night", &err), STATUS_OK);
	CU_ASSERT_EQUAL(room->session->state, SESSION_SUSPENDED);
	session_awaited(&awaited, room->session);
	CU_ASSERT_EQUAL(awaited.what, AWAITED_NOBODY);
	REFUSED(move_exception(room, "x", REFUSAL), "not running");
	room_free(room);
	room = hall_resume(dir, &err);
	CU_ASSERT_PTR_NOT_NULL_FATAL(room);
	CU_ASSERT_TRUE(room->session->resumed.after_suspend);
	CU_ASSERT_TRUE(room->session->objection.open);
	CU_ASSERT_PTR_NOT_NULL(session_open_exception(room->session));
	hall_until_awaited(room, AWAITED_WITHDRAWAL);
	CU_ASSERT_EQUAL(hall_play(room, &err), STATUS_OK);
	session_awaited(&awaited, room->session);
	CU_ASSERT_EQUAL(awaited.what, AWAITED_DECISION);
	room_free(room);
	free(dir);
}

static bool
lists(const struct room *room, const char *state)
{
	struct session_loss rows[16];
	size_t count = session_lost(rows, 16, room->session), i;

	for (i = 0; i < count; i++) {
		if (strcmp(rows[i].state, state) == 0)
			return true;
	}
	return false;
}

static void
says_what_the_room_may_have_lost(void)
{
	struct room *room = hall_open();

	CU_ASSERT_FALSE(lists(room, "People seated"));
	hall_until(room, "carry-in");
	CU_ASSERT_TRUE(lists(room, "People seated"));
	CU_ASSERT_FALSE(lists(room, "Token open"));
	hall_until(room, "gate");
	CU_ASSERT_TRUE(lists(room, "Token open"));
	CU_ASSERT_TRUE(lists(room, "HSM ready"));
	CU_ASSERT_TRUE(lists(room, "Voices at the gate"));
	hall_until(room, "break");
	CU_ASSERT_FALSE(lists(room, "Token open"));
	CU_ASSERT_FALSE(lists(room, "Voices at the gate"));
	CU_ASSERT_TRUE(lists(room, "HSM on"));
	room_free(room);
}

static const CU_TestInfo tests[] = {
	{ "ends the same", ends_the_same },
	{ "ends the same after each event", ends_the_same_after_each_event },
	{ "everybody signs in again", everybody_signs_in_again },
	{ "a whole response needs no gate", a_whole_response_needs_no_gate },
	{ "CA and IW finish what is signed", ca_and_iw_finish_what_is_signed },
	{ "the same token comes back", the_same_token_comes_back },
	{ "a torn response goes aside", a_torn_response_goes_aside },
	{ "a foreign response is not taken", a_foreign_response_is_not_taken },
	{ "an unverified response does not stay",
		an_unverified_response_does_not_stay },
	{ "other bytes are not taken", other_bytes_are_not_taken },
	{ "a closed record is refused", a_closed_record_is_refused },
	{ "an aborted record is refused", an_aborted_record_is_refused },
	{ "changed inputs are refused by name",
		changed_inputs_are_refused_by_name },
	{ "what was open stays open", what_was_open_stays_open },
	{ "says what the room may have lost",
		says_what_the_room_may_have_lost },
	CU_TEST_INFO_NULL,
};

const struct test_suite suite_resume = { "ceremony/resume", tests };
