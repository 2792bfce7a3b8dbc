/* What was held after the close, typed later into a file of its own. */
#include "ceremony/addendum.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "ceremony/paper.h"
#include "hall.h"
#include "report/report.h"
#include "support/test.h"

extern const struct test_suite suite_addendum;

static const struct room_start start = {
	.program = "ksk-ceremony",
	.version = "test",
};

/* A ceremony with paper steps that was held to its close. */
static const char *
closed(void)
{
	static char *made;
	static char *dir;

	if (made == NULL) {
		struct room *room = hall_open_paper();

		hall_to_end(room);
		CU_ASSERT_EQUAL(room->session->state, SESSION_CLOSED);
		made = mem_string(room->dir);
		room_free(room);
	}
	free(dir);
	dir = mem_string(test_temp_dir());
	hall_copy(made, dir);
	return dir;
}

static struct room *
begin(const char *dir)
{
	struct room *room = NULL;
	struct err err = {STATUS_OK, ""};

	CU_ASSERT_EQUAL_FATAL(room_open_addendum(&room, dir, &start, &err),
		STATUS_OK);
	return room;
}

static bool
awaits(const struct session *session, const char *id, size_t field)
{
	struct awaited awaited;

	session_awaited(&awaited, session);
	return awaited.what == AWAITED_VALUE && awaited.field == field &&
		strcmp(session->script.steps[awaited.step].id, id) == 0;
}

static void
play_until(struct room *room, const char *id, size_t field)
{
	struct err err;

	while (!awaits(room->session, id, field))
		CU_ASSERT_EQUAL_FATAL(hall_play(room, &err), STATUS_OK);
}

/* Only CA and IW come; every step behind the close is asked for. */
static void
is_typed_by_two(void)
{
	char *dir = mem_string(closed());
	char *record = hall_read(dir, RECORD_FILE), *now;
	struct room *room = begin(dir);
	const struct session *session = room->session;
	struct awaited awaited;
	struct err err;

	session_awaited(&awaited, session);
	CU_ASSERT_EQUAL(awaited.what, AWAITED_SIGN_IN_AGAIN);
	CU_ASSERT_STRING_EQUAL(awaited.role, "CA");
	CU_ASSERT_EQUAL(hall_play(room, &err), STATUS_OK);
	session_awaited(&awaited, session);
	CU_ASSERT_STRING_EQUAL(awaited.role, "IW");
	CU_ASSERT_EQUAL(hall_play(room, &err), STATUS_OK);
	CU_ASSERT_TRUE(awaits(session, "print-record", PAPER_TIME));
	CU_ASSERT_STRING_EQUAL(session_current(session)->number, "A");
	play_until(room, "closing-time", PAPER_NOTE);
	hall_folds_anew(room);
	hall_until_awaited(room, AWAITED_ANSWER);
	session_awaited(&awaited, session);
	CU_ASSERT_STRING_EQUAL(awaited.role, "IW");
	CU_ASSERT_TRUE(awaited.pin);
	CU_ASSERT_EQUAL(hall_play(room, &err), STATUS_OK);
	session_awaited(&awaited, session);
	CU_ASSERT_STRING_EQUAL(awaited.role, "CA");
	CU_ASSERT_TRUE(awaited.pin);
	CU_ASSERT_EQUAL(hall_play(room, &err), STATUS_OK);
	CU_ASSERT_EQUAL(session->state, SESSION_CLOSED);
	CU_ASSERT_PTR_NULL(room->hsm);
	hall_folds_anew(room);
	room_free(room);
	now = hall_read(dir, RECORD_FILE);
	CU_ASSERT_STRING_EQUAL(record, now);
	REFUSED(room_open_addendum(&room, dir, &start, REFUSAL),
		"the addendum is closed, too");
	free(now);
	free(record);
	free(dir);
}

static void
stands_behind_the_record(void)
{
	char *dir = mem_string(closed());
	struct room *room = begin(dir);
	struct buf text = { 0 };
	const char *end, *added;
	struct err err;

	play_until(room, "copies", PAPER_TIME);
	room_free(room);
	CU_ASSERT_EQUAL_FATAL(report_record_text(&text, dir, &err), STATUS_OK);
	end = strstr(buf_text(&text), "The record is closed");
	added = strstr(buf_text(&text), "THE ADDENDUM");
	CU_ASSERT_PTR_NOT_NULL_FATAL(end);
	CU_ASSERT_PTR_NOT_NULL_FATAL(added);
	CU_ASSERT_TRUE(end < added);
	CU_ASSERT_PTR_NOT_NULL(strstr(added,
		"STEP A Addendum: after the close"));
	CU_ASSERT_PTR_NOT_NULL(strstr(added, "step 4.7, Copies: \"3\""));
	buf_clear(&text);
	free(dir);
}

/* The record had none: its first is SE-1; the close waits for its reason. */
static void
an_exception_after_the_close(void)
{
	struct room *room = begin(closed());
	const struct session *session = room->session;
	struct err err;

	play_until(room, "switch-off", PAPER_NOTE);
	CU_ASSERT_EQUAL(move_value(room, 0, PAPER_NOTE, "a bag was torn",
		&err), STATUS_OK);
	CU_ASSERT_EQUAL(session->exception_count, 1);
	hall_until_awaited(room, AWAITED_REST);
	CU_ASSERT_EQUAL(session->state, SESSION_RUNNING);
	CU_ASSERT_EQUAL(hall_play(room, &err), STATUS_OK);
	CU_ASSERT_EQUAL(session->state, SESSION_CLOSED);
	hall_folds_anew(room);
	room_free(room);
}

static void
goes_on_in_the_middle(void)
{
	char *dir = mem_string(closed());
	char *path = mem_format("%s/" RECORD_ADDENDUM_FILE, dir);
	struct room *room = begin(dir);
	FILE *file;
	char *added;

	play_until(room, "bags-shut", 0);
	room_free(room);
	file = fopen(path, "a");
	if (file == NULL || fputs("{\"n\":", file) == EOF || fclose(file) != 0)
		abort();
	room = begin(dir);
	CU_ASSERT_EQUAL(room->session->resumed.times, 1);
	CU_ASSERT_STRING_EQUAL(room->session->resumed.torn, "torn-1");
	CU_ASSERT_FALSE(awaits(room->session, "bags-shut", 0));
	hall_until_awaited(room, AWAITED_VALUE);
	CU_ASSERT_TRUE(awaits(room->session, "bags-shut", 0));
	hall_folds_anew(room);
	hall_to_end(room);
	CU_ASSERT_EQUAL(room->session->state, SESSION_CLOSED);
	added = hall_read(dir, RECORD_ADDENDUM_FILE);
	CU_ASSERT_PTR_NOT_NULL(strstr(added, "\"torn\":\"torn-1\""));
	room_free(room);
	free(added);
	free(path);
	free(dir);
}

static void
is_of_this_record(void)
{
	char *dir = mem_string(closed()), *other;
	struct room *room = begin(dir);
	char *command;

	room_free(room);
	room = hall_open_paper();
	hall_to_end(room);
	other = mem_string(room->dir);
	room_free(room);
	command = mem_format("cp '%s/" RECORD_ADDENDUM_FILE "' '%s'", dir,
		other);
	if (system(command) != 0)
		abort();
	REFUSED(room_open_addendum(&room, other, &start, REFUSAL),
		"\"prev\" is not the SHA-256");
	free(command);
	free(other);
	free(dir);
}

static void
not_where_there_is_none(void)
{
	struct room *room = hall_open(), *added;
	char *dir = mem_string(room->dir);

	hall_until(room, "sign-in");
	room_free(room);
	REFUSED(room_open_addendum(&added, dir, &start, REFUSAL),
		"is not closed; `resume`");
	free(dir);
	room = hall_open();
	hall_to_end(room);
	dir = mem_string(room->dir);
	room_free(room);
	REFUSED(room_open_addendum(&added, dir, &start, REFUSAL),
		"there is nothing to add");
	CU_ASSERT_FALSE(record_has_addendum(dir));
	free(dir);
}

#define ZEROS "00000000000000000000000000000000"

static void
the_fold_refuses(void)
{
	struct room *room = begin(closed());
	struct session *session = room->session;

	REFUSED(hall_apply(session, "start", "{\"v\":1}", REFUSAL),
		"a record starts once");
	room_free(room);
	room = hall_open_paper();
	session = room->session;
	hall_to_end(room);
	REFUSED(hall_apply(session, "start", "{\"v\":2}", REFUSAL),
		"v is not 1");
	REFUSED(hall_apply(session, "start", "{\"v\":1}", REFUSAL),
		"another record's");
	REFUSED(hall_apply(session, "start", "{\"v\":1,\"rehearsal\":true,"
		"\"record\":\"" ZEROS ZEROS "\"}", REFUSAL),
		"another record's");
	REFUSED(hall_apply(session, "resume", "{}", REFUSAL),
		"comes after the close");
	room_free(room);
}

static const CU_TestInfo tests[] = {
	{ "is typed by two", is_typed_by_two },
	{ "stands behind the record", stands_behind_the_record },
	{ "an exception after the close", an_exception_after_the_close },
	{ "goes on in the middle", goes_on_in_the_middle },
	{ "is of this record", is_of_this_record },
	{ "not where there is none", not_where_there_is_none },
	{ "the fold refuses", the_fold_refuses },
	CU_TEST_INFO_NULL,
};

const struct test_suite suite_addendum = { "ceremony/addendum", tests };
