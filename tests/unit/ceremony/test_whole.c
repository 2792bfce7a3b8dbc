/* A whole ceremony, played through the moves on a SoftHSM token. */
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "hall.h"
#include "sign/sign.h"
#include "support/test.h"

extern const struct test_suite suite_whole;

static void
check_response(const struct room *room)
{
	const struct session *session = room->session;
	struct rule_result *results = mem_new(rule_count, sizeof(*results));
	struct rule_input input = {
		.policy = &session->policy,
		.schema = session->schema,
		.request = &session->request,
		.previous = &session->previous,
		.verify = true,
	};
	char *path = file_join(room->dir, session->skr.file);
	struct digest digest;
	struct err err = { STATUS_OK, "" };
	size_t count;

	CU_ASSERT_EQUAL(sign_verify_file(results, &count, &digest, path, &input,
				&err), STATUS_OK);
	CU_ASSERT_STRING_EQUAL(err.text, "");
	CU_ASSERT_TRUE(digest_equal(&digest, &session->skr.sha256));
	free(results);
	free(path);
}

static void
ends_in_a_verified_response(void)
{
	struct room *room = hall_open();
	const struct session *session = room->session;
	size_t i;

	hall_to_end(room);
	CU_ASSERT_EQUAL_FATAL(session->state, SESSION_CLOSED);
	CU_ASSERT_TRUE(session->skr.written);
	CU_ASSERT_EQUAL(session->skr.verify, VERDICT_PASS);
	CU_ASSERT_EQUAL(session->skr.anchor, VERDICT_PASS);
	CU_ASSERT_EQUAL(session->skr.match, VERDICT_PASS);
	CU_ASSERT_EQUAL(session->signing.attempt, 1);
	CU_ASSERT_EQUAL(session->signing.made, 9);
	CU_ASSERT_EQUAL(session->exception_count, 0);
	CU_ASSERT_FALSE(session->hsm.open);
	for (i = 0; i < session->script.step_count; i++)
		CU_ASSERT_TRUE(session->steps[i].complete);
	check_response(room);
	room_free(room);
}

static size_t
count_of(const char *text, const char *what)
{
	size_t count = 0;

	while ((text = strstr(text, what)) != NULL) {
		count++;
		text++;
	}
	return count;
}

static void
asks_for_the_hsm_once_and_for_nine_signatures(void)
{
	struct room *room = hall_open();
	struct hsm_counters counters;

	hall_until(room, "slips");
	CU_ASSERT_PTR_NOT_NULL_FATAL(room->hsm);
	counters = room->hsm->counters;
	CU_ASSERT_EQUAL(counters.logins, 1);
	CU_ASSERT_EQUAL(counters.signs, 9);
	CU_ASSERT_FALSE(room->session->gate.open);
	room_free(room);
}

static void
records_begin_before_the_first_signature(void)
{
	struct room *room = hall_open();
	char *record, *begin, *first, *written;

	hall_until(room, "slips");
	record = hall_read(room->dir, RECORD_FILE);
	begin = strstr(record, "\"event\":\"sign.begin\"");
	first = strstr(record, "\"event\":\"sign.signature\"");
	written = strstr(record, "\"event\":\"skr.written\"");
	CU_ASSERT_PTR_NOT_NULL_FATAL(begin);
	CU_ASSERT_TRUE(begin < first);
	CU_ASSERT_TRUE(first < written);
	CU_ASSERT_EQUAL(count_of(record, "\"event\":\"sign.signature\""), 9);
	free(record);
	room_free(room);
}

/* About 23 in the room, says the rule of confirmation; one more, as both seal
 * the carry-in. */
static void
asks_for_pins_only_at_seals(void)
{
	struct room *room = hall_open();
	char *record;

	hall_to_end(room);
	record = hall_read(room->dir, RECORD_FILE);
	CU_ASSERT_EQUAL(count_of(record, "\"event\":\"sign-in\""), 9);
	CU_ASSERT_EQUAL(count_of(record, "\"level\":\"PIN\"") -
				count_of(record, "\"event\":\"sign-in\""), 14);
	CU_ASSERT_PTR_NULL(strstr(record, hall_pin(0)->text));
	free(record);
	room_free(room);
}

static const CU_TestInfo tests[] = {
	{ "ends in a verified response", ends_in_a_verified_response },
	{ "asks the HSM for one login and nine signatures",
		asks_for_the_hsm_once_and_for_nine_signatures },
	{ "records begin before the first signature",
		records_begin_before_the_first_signature },
	{ "asks for PINs only at seals", asks_for_pins_only_at_seals },
	CU_TEST_INFO_NULL,
};

const struct test_suite suite_whole = { "ceremony/whole", tests };
