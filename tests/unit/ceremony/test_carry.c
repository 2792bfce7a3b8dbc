#include "ceremony/carry.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "hall.h"
#include "support/test.h"

extern const struct test_suite suite_carry;

/* A ceremony that was held to its end; its directory, made once. */
static const char *
former_dir(void)
{
	static char *dir;
	struct room *room;

	if (dir != NULL)
		return dir;
	room = hall_open();
	hall_to_end(room);
	dir = mem_string(room->dir);
	room_free(room);
	return dir;
}

static enum status
open_after(struct room **dst, const char *former, bool rehearsal,
	struct err *err)
{
	const struct room_start start = {
		.program = "ksk-ceremony",
		.version = "test",
		.rehearsal = rehearsal,
		.previous = former,
	};

	return room_open_new(dst, hall_folder(), &start, err);
}

static struct room *
open_next(void)
{
	const char *former = former_dir();
	struct room *room = NULL;
	struct err err;

	if (open_after(&room, former, true, &err) != STATUS_OK) {
		fprintf(stderr, "%s\n", err.text);
		abort();
	}
	room->hsm_program = test_hsm_program();
	return room;
}

/* The places of step that are carried over have this value. */
static void
check_carried(const struct session *session, const char *id, size_t row,
	const char *field, const char *value)
{
	const struct step *step = script_find_step(&session->script, id);
	const struct session_carried *carried = session_carried(session,
		script_step_index(&session->script, step), row,
		script_field_index(step, field));

	CU_ASSERT_PTR_NOT_NULL_FATAL(carried);
	CU_ASSERT_STRING_EQUAL(carried->value, value);
}

static void
values_of_the_same_row(void)
{
	struct room *room = open_next();
	const struct session *session = room->session;
	char *folded, *replayed;

	/* What hall types: "NB0001" for a whole number; boxes as expected. */
	check_carried(session, "hsm-bag", 0, "bag", "NB0001");
	check_carried(session, "card-boxes", 0, "bag", "NB0001");
	check_carried(session, "card-boxes", 3, "box", "as seen");
	check_carried(session, "equipment-out", 1, "bag", "NB0001");
	check_carried(session, "equipment-out", 2, "serial", "0028");
	/* The HSM has no last bag; the ceremony document knows one. */
	CU_ASSERT_PTR_NULL(session_carried(session, script_step_index(
		&session->script, script_find_step(&session->script,
		"equipment-out")), 0, 0));
	folded = hall_dump(session);
	replayed = hall_replay(room->dir);
	CU_ASSERT_STRING_EQUAL(folded, replayed);
	free(folded);
	free(replayed);
	room_free(room);
}

static void
a_difference_is_an_exception(void)
{
	struct room *room = open_next();
	const struct session *session = room->session;
	struct awaited awaited;
	struct err err;

	hall_until(room, "hsm-bag");
	hall_until_awaited(room, AWAITED_VALUE);
	CU_ASSERT_EQUAL_FATAL(hall_play(room, &err), STATUS_OK);
	CU_ASSERT_EQUAL(move_value(room, 0, 1, "4417", &err), STATUS_OK);
	CU_ASSERT_EQUAL(move_value(room, 0, 1, "4417", &err), STATUS_OK);
	REFUSED(move_amend(room, "a new bag", hall_initials(room, "IW"),
		hall_pin_of(room, "IW"), REFUSAL), "is an exception");
	session_awaited(&awaited, session);
	CU_ASSERT_EQUAL(awaited.what, AWAITED_VALUE);
	CU_ASSERT_EQUAL_FATAL(move_exception(room, "another bag", &err),
		STATUS_OK);
	CU_ASSERT_PTR_NOT_NULL(strstr(session_open_exception(session)->expected,
		"Bag number, last four: NB0001 from ceremony"));
	CU_ASSERT_EQUAL_FATAL(move_decide(room, DECISION_GO_ON,
		"bagged anew for repair", NULL, hall_initials(room, "IW"),
		hall_pin_of(room, "IW"), &err), STATUS_OK);
	session_awaited(&awaited, session);
	CU_ASSERT_EQUAL(awaited.what, AWAITED_ANSWER);
	room_free(room);
}

static void
what_holds_not_is_refused(void)
{
	char *dir = mem_string(former_dir());
	char *broken = mem_string(test_temp_dir());
	struct room *room = NULL;
	char *text, *at;
	size_t lines = 0;

	REFUSED(open_after(&room, dir, false, REFUSAL), "it is a rehearsal");
	hall_copy(dir, broken);
	text = hall_read(broken, RECORD_FILE);
	for (at = text; (at = strchr(at, '\n')) != NULL; at++)
		lines++;
	free(text);
	hall_cut_record(broken, lines - 1);
	REFUSED(open_after(&room, broken, true, REFUSAL), "was not closed");
	REFUSED(open_after(&room, "/nowhere", true, REFUSAL),
		"the previous ceremony, /nowhere");
	CU_ASSERT_PTR_NULL(room);
	free(broken);
	free(dir);
}

static const CU_TestInfo tests[] = {
	{"values of the same row", values_of_the_same_row},
	{"a difference is an exception", a_difference_is_an_exception},
	{"what does not hold is refused", what_holds_not_is_refused},
	CU_TEST_INFO_NULL,
};

const struct test_suite suite_carry = {"ceremony/carry", tests};
