/* Going on by paper: what the page says, who leaves, what a resume says. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "ceremony/by_paper.h"
#include "hall.h"
#include "support/test.h"

extern const struct test_suite suite_by_paper;

#define PRINTED "print/REHEARSAL-paper-1.txt"

/* The page as one text, the command behind a "$". */
static char *
page_of(const struct session *session, const char *dir)
{
	struct buf text = { 0 };
	struct by_paper paper;
	size_t i;

	by_paper_make(&paper, session, dir);
	for (i = 0; i < paper.count; i++)
		buf_add_format(&text, "%s|%s\n", paper.lines[i].label,
			paper.lines[i].text);
	for (i = 0; i < paper.command_count; i++) {
		CU_ASSERT(strlen(paper.command[i]) <= BY_PAPER_WIDTH || i == 0);
		buf_add_format(&text, "$%s\n", paper.command[i]);
	}
	by_paper_clear(&paper);
	return buf_take_text(&text);
}

static bool
says(const struct session *session, const char *words)
{
	char *page = page_of(session, "/media/HSMFD/ksk 28");
	bool found = strstr(page, words) != NULL;

	if (!found)
		fprintf(stderr, "\n    not there: %s\n%s", words, page);
	free(page);
	return found;
}

static void
it_says_where_the_ceremony_stands(void)
{
	struct room *room = hall_open();
	struct session *session = room->session;
	struct err err;

	CU_ASSERT_TRUE(says(session, "Go on|at step 1.1, "));
	CU_ASSERT_TRUE(says(session, "Open|nothing\n"));
	CU_ASSERT_TRUE(says(session, "Decided|no exception, no step skipped"));
	CU_ASSERT_TRUE(says(session, "Gate|SHUT: there is no plan yet\n"));
	CU_ASSERT_TRUE(says(session, "Seated|nobody has signed in"));
	CU_ASSERT_TRUE(says(session, ", no login\n"));
	hall_until(room, "gate");
	hall_until_awaited(room, AWAITED_VOICE);
	CU_ASSERT_EQUAL(hall_play(room, &err), STATUS_OK);
	CU_ASSERT_TRUE(says(session, "Go on|at step 3.9, "));
	CU_ASSERT_TRUE(says(session, "Gate|SHUT, plan "));
	CU_ASSERT_TRUE(says(session, ", 1 confirmed: "));
	CU_ASSERT_TRUE(says(session, "Seated|CA AE, IW BS, "));
	CU_ASSERT_TRUE(says(session, ", logged in; undo 3.15 cards, 4.1 log, "
		"4.2 bag\n"));
	CU_ASSERT_EQUAL(move_exception(room, "a lamp went out", &err),
		STATUS_OK);
	CU_ASSERT_TRUE(says(session, "Open|SE-1 at step 3.9: a lamp went out"));
	CU_ASSERT_EQUAL(move_object(room, hall_person(room, "CO1"), "no",
		&err), STATUS_OK);
	CU_ASSERT_TRUE(says(session, "Open|objection of CO1 Gus Exemplar: "
		"nothing is signed"));
	room_free(room);
}

/* Until an SKR is there, and with what a shell must not see bare. */
static void
it_has_the_command(void)
{
	struct room *room = hall_open();
	struct session *session = room->session;
	char *label = mem_string(session->ceremony.token_label), *page;

	CU_ASSERT_TRUE(says(session, "Sign|refused by the policy, "));
	session->policy.gate_ceremony = false;
	CU_ASSERT_TRUE(says(session, "Sign|UNWITNESSED"));
	CU_ASSERT_TRUE(says(session, "$cd '/media/HSMFD/ksk 28'\n"
		"$ksk-ceremony sign in/ksr.xml "));
	CU_ASSERT_TRUE(says(session, " out/REHEARSAL-skr-"));
	CU_ASSERT_TRUE(says(session, "--policy in/policy.xml"));
	CU_ASSERT_TRUE(says(session, "--hsm in/profile.xml"));
	CU_ASSERT_TRUE(says(session, "--previous-skr in/previous-skr.xml\n"));
	session->offset_s = 60;
	CU_ASSERT_TRUE(says(session, "--at 20"));
	session->offset_s = 0;
	free(session->ceremony.token_label);
	session->ceremony.token_label = mem_string("it's; here");
	CU_ASSERT_TRUE(says(session, "--token 'it'\\''s; here'"));
	free(session->ceremony.token_label);
	session->ceremony.token_label = label;
	session->signing = (struct session_signing){.attempt = 1, .made = 4,
		.total = 9};
	CU_ASSERT_TRUE(says(session, "UNWITNESSED; 4 of 9 were made\n"));
	session->signing = (struct session_signing){.attempt = 0};
	session->policy.gate_ceremony = true;
	hall_to_end(room);
	CU_ASSERT_TRUE(says(session, "Gate|it was opened, and the SKR is "
		"written"));
	CU_ASSERT_TRUE(says(session, "SKR|out/REHEARSAL-skr-"));
	page = page_of(session, "DIR");
	CU_ASSERT_PTR_NULL(strchr(page, '$'));
	free(page);
	room_free(room);
}

static void
who_leaves_for_it(void)
{
	struct room *room = hall_open_at_answer("test-page");
	struct session *session = room->session;
	char *dir = mem_string(room->dir), *text;
	struct session_loss rows[16];
	char said[ERR_TEXT_SIZE];
	struct err err;

	REFUSED(move_leave_for_paper(room, hall_initials(room, "CA"),
		hall_pin_of(room, "CA"), REFUSAL), "the IW is awaited");
	CU_ASSERT_EQUAL(session->state, SESSION_RUNNING);
	CU_ASSERT_EQUAL(hall_count(room, "\"event\":\"print\""), 1);
	CU_ASSERT_EQUAL(move_print_paper(room, said, sizeof(said), &err),
		STATUS_OK);
	CU_ASSERT_PTR_NOT_NULL(strstr(said, PRINTED));
	text = hall_read(dir, PRINTED);
	CU_ASSERT_PTR_NOT_NULL_FATAL(text);
	CU_ASSERT_PTR_NOT_NULL(strstr(text, "Go on    at step 2.10"));
	CU_ASSERT_PTR_NOT_NULL(strstr(text, "Record so far\nSHA-256 "));
	CU_ASSERT_PTR_NOT_NULL(strstr(text, "         ksk-ceremony sign "));
	free(text);
	CU_ASSERT_EQUAL(session->state, SESSION_RUNNING);
	CU_ASSERT_EQUAL(move_leave_for_paper(room, hall_initials(room, "IW"),
		hall_pin_of(room, "IW"), &err), STATUS_OK);
	CU_ASSERT_EQUAL(session->state, SESSION_SUSPENDED);
	CU_ASSERT_TRUE(session->on_paper);
	CU_ASSERT_EQUAL(hall_count(room, "\"paper\":true,\"why\":\"to finish "
		"on paper\",\"decided\":\"CA\",\"role\":\"IW\""), 1);
	hall_folds_anew(room);
	REFUSED(move_print_paper(room, said, sizeof(said), REFUSAL),
		"not running");
	room_free(room);
	room = hall_resume(dir, &err);
	CU_ASSERT_PTR_NOT_NULL_FATAL(room);
	session = room->session;
	CU_ASSERT_TRUE(session->resumed.on_paper);
	CU_ASSERT_FALSE(session->on_paper);
	CU_ASSERT(session_lost(rows, 16, session) > 0);
	CU_ASSERT_STRING_EQUAL(rows[0].state, "Left to finish on paper");
	CU_ASSERT_EQUAL(move_suspend(room, "left at the console", &err),
		STATUS_OK);
	room_free(room);
	room = hall_resume(dir, &err);
	CU_ASSERT_PTR_NOT_NULL_FATAL(room);
	CU_ASSERT_FALSE(room->session->resumed.on_paper);
	room_free(room);
	free(dir);
}

#define LEFT "{\"state\":\"suspended\",\"paper\":true"

/* A record that somebody has written. */
static void
nobody_agreed(void)
{
	struct room *room = hall_open_at_answer("test-page");
	struct session *session = room->session;

	REFUSED(hall_apply(session, "break", LEFT "}", REFUSAL),
		"is not in the ceremony document");
	REFUSED(hall_apply(session, "break", LEFT ",\"role\":\"CA\","
		"\"person\":\"Ada Example\",\"level\":\"PIN\"}", REFUSAL),
		"is agreed by the IW");
	REFUSED(hall_apply(session, "break", LEFT ",\"role\":\"IW\","
		"\"person\":\"Ben Sample\",\"level\":\"key\"}", REFUSAL),
		"is confirmed with a PIN");
	CU_ASSERT_EQUAL(session->state, SESSION_RUNNING);
	room_free(room);
}

/* Nobody leaves without the page in hand. */
static void
it_is_not_written(void)
{
	struct room *room = hall_open_at_answer("test-page");
	char *path = mem_format("%s/print", room->dir);
	char *aside = mem_format("%s/print-aside", room->dir);

	CU_ASSERT_EQUAL(rename(path, aside), 0);
	REFUSED(move_leave_for_paper(room, hall_initials(room, "IW"),
		hall_pin_of(room, "IW"), REFUSAL), "the page is not written");
	CU_ASSERT_EQUAL(room->session->state, SESSION_RUNNING);
	CU_ASSERT_FALSE(room->session->on_paper);
	free(aside);
	free(path);
	room_free(room);
}

static const CU_TestInfo tests[] = {
	{ "it says where the ceremony stands",
		it_says_where_the_ceremony_stands },
	{ "it has the command", it_has_the_command },
	{ "who leaves for it", who_leaves_for_it },
	{ "nobody agreed", nobody_agreed },
	{ "it is not written", it_is_not_written },
	CU_TEST_INFO_NULL,
};

const struct test_suite suite_by_paper = {"ceremony/by_paper", tests};
