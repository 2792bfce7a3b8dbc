#include "ceremony/session.h"

#include <stdlib.h>
#include <string.h>

#include "ceremony/readback.h"
#include "hall.h"
#include "support/test.h"

extern const struct test_suite suite_session;

static void
refuses_what_cannot_be(void)
{
	static const struct {
		const char *name, *json, *says;
	} cases[] = {
		{ "levitate", "{}", "unknown" },
		{ "start", "{\"v\":1}", "starts once" },
		{ "step", "{\"step\":\"gate\"}", "cannot be opened" },
		{ "step", "{\"step\":\"nowhere\"}", "no step" },
		{ "value", "{\"step\":\"cameras\",\"field\":\"none\"}",
			"no such field" },
		{ "value", "{\"step\":\"gate\",\"field\":\"counter\"}",
			"not the current one" },
		{ "value", "{\"step\":\"cameras\",\"field\":\"counter\","
			   "\"row\":99}", "no such field" },
		{ "confirm", "{\"step\":\"cameras\",\"role\":\"IW\","
			     "\"person\":\"Nobody Else\"}",
			"not in the ceremony" },
		{ "action", "{\"step\":\"cameras\",\"action\":\"sign\"}",
			"no action of this step" },
		{ "action", "{\"step\":\"cameras\",\"action\":\"dance\"}",
			"no action of this step" },
		{ "withdraw", "{\"step\":\"cameras\",\"role\":\"IW\","
			      "\"person\":\"Ben Sample\"}", "no objection" },
		{ "exception", "{\"step\":\"cameras\",\"state\":\"closed\"}",
			"no exception is open" },
		{ "sign.begin", "{\"step\":\"cameras\",\"attempt\":1}",
			"gate is not open" },
		{ "sign.signature", "{\"step\":\"cameras\",\"attempt\":1}",
			"out of order" },
		{ "skr.written", "{\"step\":\"cameras\"}",
			"is not the SKR's file" },
		{ "clock", "{\"reading\":\"noon\"}", "no reading" },
		{ "hsm", "{\"what\":\"dance\"}", "unknown" },
		{ "break", "{\"state\":\"coffee\"}", "no suspension" },
	};
	struct room *room = hall_open();
	struct err err;
	size_t i;

	for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		enum status status = hall_apply(room->session, cases[i].name,
			cases[i].json, &err);

		CU_ASSERT_EQUAL(status, STATUS_INPUT);
		if (status == STATUS_INPUT)
			CU_ASSERT_PTR_NOT_NULL(strstr(err.text, cases[i].says));
	}
	room_free(room);
}

static void
begins_with_start(void)
{
	const char *dir = hall_folder();
	struct session *session;
	struct err err;

	CU_ASSERT_EQUAL_FATAL(session_new(&session, dir, &err), STATUS_OK);
	CU_ASSERT_EQUAL(hall_apply(session, "step", "{\"step\":\"cameras\"}", &err),
		STATUS_INPUT);
	CU_ASSERT_PTR_NOT_NULL(strstr(err.text, "begins with start"));
	session_free(session);
}

static void
ends_with_close(void)
{
	struct room *room = hall_open_at_answer("test-page");
	struct err err;

	CU_ASSERT_EQUAL(hall_apply(room->session, "close", "{}", &err),
		STATUS_INPUT);
	CU_ASSERT_PTR_NOT_NULL(strstr(err.text, "what is not complete"));
	CU_ASSERT_EQUAL(move_abort(room, "no power", hall_initials(room, "IW"),
		hall_pin_of(room, "IW"), &err), STATUS_OK);
	CU_ASSERT_EQUAL(room->session->state, SESSION_ABORTED);
	CU_ASSERT_EQUAL(hall_apply(room->session, "sign-out", "{}", &err),
		STATUS_INPUT);
	CU_ASSERT_PTR_NOT_NULL(strstr(err.text, "after the close"));
	room_free(room);
}

static void
names_the_response_after_the_request(void)
{
	struct room *room = hall_open();
	char *name = session_skr_name(room->session);

	CU_ASSERT_EQUAL(strncmp(name, "out/REHEARSAL-skr", 17), 0);
	free(name);
	ceremony_set_input(&room->session->ceremony, "ksr.xml",
		"/media/KSR/ksr-root-2017-q2-0.xml", NULL);
	name = session_skr_name(room->session);
	CU_ASSERT_STRING_EQUAL(name, "out/REHEARSAL-skr-root-2017-q2-0.xml");
	free(name);
	room->session->rehearsal = false;
	name = session_skr_name(room->session);
	CU_ASSERT_STRING_EQUAL(name, "out/skr-root-2017-q2-0.xml");
	free(name);
	room_free(room);
}

static void
names_the_place_of_a_word(void)
{
	static const struct {
		enum words_source source;
		size_t blank;
		const char *place;
	} cases[] = {
		{ WORDS_KSR, 10, "line 3, third word" },
		{ WORDS_FINAL, 31, "line 8, fourth word" },
		{ WORDS_SCRIPT, 1, "second word" },
		{ WORDS_COVER, 35, "script, fourth word" },
		{ WORDS_COVER, 129, "ceremony, second word" },
	};
	char place[64];
	size_t i;

	for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		readback_place(place, sizeof(place), cases[i].source,
			cases[i].blank);
		CU_ASSERT_STRING_EQUAL(place, cases[i].place);
	}
}

#define ANSWER_AT(step, role, person, level) "{\"step\":\"" step \
	"\",\"role\":\"" role "\",\"person\":\"" person "\"" level "}"
#define ANSWER(step, role, person) \
	ANSWER_AT(step, role, person, ",\"level\":\"PIN\"")

/* What a changed record could say. */
static void
takes_the_awaited_answer_only(void)
{
	struct room *room = hall_open();
	struct session *session = room->session;

	hall_until(room, "hsm-bag");
	REFUSED(hall_apply(session, "confirm", ANSWER("hsm-bag", "IW",
			"Ben Sample"), REFUSAL), "awaited yet");
	hall_until_awaited(room, AWAITED_VALUE);
	REFUSED(hall_apply(session, "confirm", ANSWER("hsm-bag", "IW",
			"Ben Sample"), REFUSAL), "awaited yet");
	hall_until(room, "digest-set-up");
	hall_until_awaited(room, AWAITED_ANSWER);
	REFUSED(hall_apply(session, "confirm", ANSWER("digest-set-up", "CA",
			"Ada Example"), REFUSAL), "not the answer");
	REFUSED(hall_apply(session, "confirm", ANSWER_AT("digest-set-up", "IW",
			"Ben Sample", ""), REFUSAL), "no way to confirm");
	REFUSED(hall_apply(session, "confirm", ANSWER_AT("digest-set-up", "IW",
			"Ben Sample", ",\"level\":\"key\""), REFUSAL),
		"awaits a PIN");
	session->people[hall_person(room, "IW")].seated = false;
	REFUSED(hall_apply(session, "confirm", ANSWER("digest-set-up", "IW",
			"Ben Sample"), REFUSAL), "not the answer");
	CU_ASSERT_EQUAL(session->steps[session->step].answer_count, 0);
	room_free(room);
}

#define WORDS "{\"step\":\"script-words\",\"what\":\"readback\","

/* None, or of another file: nothing would be read back. */
static void
takes_the_words_of_the_step_only(void)
{
	static const char *const others[] = {
		WORDS "\"digests\":[],\"blanks\":[]}",
		WORDS "\"digests\":[\"00000000000000000000000000000000"
			"00000000000000000000000000000000\"],"
			"\"blanks\":[0,1,2,3]}",
	};
	size_t i;

	for (i = 0; i < sizeof(others) / sizeof(others[0]); i++) {
		struct room *room = hall_open();
		struct session *session = room->session;

		hall_until(room, "script-words");
		REFUSED(hall_apply(session, "show", others[i], REFUSAL),
			"not the words");
		room_free(room);
	}
}

/* A wrong value is never right because the record says so, nor a right one
 * without an answer. */
static void
judges_values_again(void)
{
	static const char *const wrong[] = {
		"\"field\":\"serial\",\"value\":\"2083\",\"verdict\":\"PASS\"",
		"\"field\":\"serial\",\"value\":\"2083\"",
		"\"field\":\"serial\",\"verdict\":\"PASS\"",
		"\"field\":\"serial\",\"value\":\"2093\",\"verdict\":\"FAIL\"",
	};
	struct room *room = hall_open();
	size_t i;

	hall_until(room, "hsm-bag");
	hall_until_awaited(room, AWAITED_VALUE);
	for (i = 0; i < sizeof(wrong) / sizeof(wrong[0]); i++) {
		char *json = mem_format("{\"step\":\"hsm-bag\",%s}", wrong[i]);

		REFUSED(hall_apply(room->session, "value", json, REFUSAL),
			"not the value's");
		free(json);
	}
	REFUSED(hall_apply(room->session, "amend", "{\"step\":\"hsm-bag\","
			"\"field\":\"serial\",\"value\":\"2083\","
			"\"why\":\"so\"}", REFUSAL), "differed twice");
	room_free(room);
}

static const CU_TestInfo tests[] = {
	{ "judges values again", judges_values_again },
	{ "names the place of a word", names_the_place_of_a_word },
	{ "takes the words of the step only",
		takes_the_words_of_the_step_only },
	{ "takes the awaited answer only", takes_the_awaited_answer_only },
	{ "refuses what cannot be", refuses_what_cannot_be },
	{ "begins with start", begins_with_start },
	{ "ends with close", ends_with_close },
	{ "names the response after the request",
		names_the_response_after_the_request },
	CU_TEST_INFO_NULL,
};

const struct test_suite suite_session = { "ceremony/session", tests };
