/* What lies on the disk is what the record says. */
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/file.h"
#include "ceremony/actions.h"
#include "ceremony/gate.h"
#include "hall.h"
#include "support/test.h"

extern const struct test_suite suite_unchanged;

static void
add_to(const char *path, const char *text)
{
	FILE *file = fopen(path, "a");

	if (file == NULL || fputs(text, file) == EOF || fclose(file) != 0)
		abort();
}

static void
resume_refused(const char *dir, const char *words)
{
	REFUSED(hall_resume(dir, REFUSAL) != NULL ? STATUS_OK :
		(REFUSAL)->status, words);
}

/* While the ceremony runs somebody changes a document. */
static void
a_changed_input_keeps_it_shut(void)
{
	struct room *room = hall_open();
	struct err err = { STATUS_OK, "" };
	struct action_result result = { VERDICT_NONE, "" };
	char *path = file_join(room->dir, "in/ksr.xml");

	hall_until(room, "sign");
	CU_ASSERT_TRUE(room->session->gate.open);
	add_to(path, "<!-- later -->\n");
	REFUSED(gate_renew(room, REFUSAL), "in/ksr.xml has changed");
	CU_ASSERT_EQUAL(move_done(room, &err), STATUS_OK);
	CU_ASSERT_EQUAL(room->session->signing.attempt, 0);
	CU_ASSERT_FALSE(room->session->gate.open);
	CU_ASSERT_EQUAL(action_close_record(room, &result, &err), STATUS_OK);
	CU_ASSERT_EQUAL(result.verdict, VERDICT_FAIL);
	room_free(room);
	free(path);
}

/* After signing somebody changes the response, or takes it away. */
static void
a_changed_response_is_noticed(void)
{
	struct room *room = hall_open();
	char *dir = mem_string(room->dir), *path, *text;
	struct err err = { STATUS_OK, "" };

	hall_until(room, "skr-words");
	path = file_join(dir, room->session->skr.file);
	text = hall_read(dir, room->session->skr.file);
	add_to(path, "<!-- later -->\n");
	REFUSED(move_done(room, REFUSAL), "is not what was written");
	room_free(room);
	resume_refused(dir, "is not what was written");
	CU_ASSERT_EQUAL(unlink(path), 0);
	resume_refused(dir, "put it back from a copy");
	add_to(path, text);
	room = hall_resume(dir, &err);
	CU_ASSERT_PTR_NOT_NULL_FATAL(room);
	room_free(room);
	free(text);
	free(path);
	free(dir);
}

static void
linked_folders_are_refused(void)
{
	static const char *const names[] = { "in", "out", "print", "logs" };
	struct room *room = hall_open();
	char *dir = mem_string(room->dir);
	size_t i;

	room_free(room);
	for (i = 0; i < 4; i++) {
		char *from = file_join(dir, names[i]);
		char *to = mem_format("%s-elsewhere", from);

		CU_ASSERT_EQUAL(rename(from, to), 0);
		CU_ASSERT_EQUAL(symlink(to, from), 0);
		resume_refused(dir, "is a link or a file");
		CU_ASSERT_EQUAL(unlink(from), 0);
		CU_ASSERT_EQUAL(rename(to, from), 0);
		free(to);
		free(from);
	}
	free(dir);
}

static const CU_TestInfo tests[] = {
	{ "a changed input keeps it shut", a_changed_input_keeps_it_shut },
	{ "a changed response is noticed", a_changed_response_is_noticed },
	{ "linked folders are refused", linked_folders_are_refused },
	CU_TEST_INFO_NULL,
};

const struct test_suite suite_unchanged = { "ceremony/unchanged", tests };
