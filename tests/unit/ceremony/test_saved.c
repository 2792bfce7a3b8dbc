/* The record on two drives: what is decided when one is lost, and copies. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"
#include "ceremony/copies.h"
#include "hall.h"
#include "support/test.h"

extern const struct test_suite suite_saved;

static void
take_away(const char *dir, const char *name)
{
	char *path = file_join(dir, name);

	CU_ASSERT_EQUAL(unlink(path), 0);
	free(path);
}

static bool
same_text(const char *a, const char *b, const char *name)
{
	char *ours = hall_read(a, name), *theirs = hall_read(b, name);
	bool same = ours != NULL && theirs != NULL &&
		strcmp(ours, theirs) == 0;

	free(ours);
	free(theirs);
	return same;
}

static void
put(const char *dir, const char *name, const char *text)
{
	char *path = file_join(dir, name);
	FILE *file = fopen(path, "w");

	CU_ASSERT_PTR_NOT_NULL_FATAL(file);
	fputs(text, file);
	fclose(file);
	free(path);
}

/* At a step where people are seated, on two drives; lost is found to be gone
 * from one. */
static struct room *
open_both(char **mirror)
{
	struct room *room;

	*mirror = mem_string(test_temp_dir());
	room = hall_open_both(*mirror);
	hall_until(room, "test-page");
	hall_until_awaited(room, AWAITED_ANSWER);
	return room;
}

static void
lose(struct room *room, const char *dir)
{
	struct awaited awaited;
	struct err err;

	take_away(dir, RECORD_FILE);
	CU_ASSERT_EQUAL(room_look(room, &err), STATUS_OK);
	session_awaited(&awaited, room->session);
	CU_ASSERT_EQUAL(awaited.what, AWAITED_DRIVE);
	CU_ASSERT_TRUE(room->session->saved.lost);
}

static enum status
alone(struct room *room, const char *reason, const char *heard,
	const char *role, struct err *err)
{
	return move_alone(room, reason, heard, hall_initials(room, role),
		hall_pin_of(room, role), err);
}

static enum status
second(struct room *room, const char *dir, const char *role, struct err *err)
{
	return move_second_drive(room, dir, hall_initials(room, role),
		hall_pin_of(room, role), err);
}

static void
it_goes_on_with_one(void)
{
	char *mirror;
	struct room *room = open_both(&mirror);
	const struct session *session = room->session;
	const struct session_exception *one;
	struct err err;

	REFUSED(alone(room, "one is enough", "CA", "IW", REFUSAL), "");
	CU_ASSERT_EQUAL(session->exception_count, 0);
	lose(room, mirror);
	REFUSED(move_done(room, REFUSAL), "");
	REFUSED(alone(room, "  ", "CA", "IW", REFUSAL),
		"say why one drive is enough");
	REFUSED(alone(room, "so", "nobody", "IW", REFUSAL), "nobody");
	REFUSED(alone(room, "so", "CA", "CA", REFUSAL), "the IW is awaited");
	REFUSED(move_alone(room, "so", "CA", hall_initials(room, "IW"),
		hall_pin_of(room, "CA"), REFUSAL), "not the PIN for today");
	CU_ASSERT_TRUE(session->saved.lost);
	CU_ASSERT_EQUAL(alone(room, "it is copied later", "CA RZM", "IW",
		&err), STATUS_OK);
	CU_ASSERT_FALSE(session->saved.lost);
	CU_ASSERT_PTR_NULL(session->saved.second);
	CU_ASSERT_EQUAL_FATAL(session->exception_count, 1);
	one = &session->exceptions[0];
	CU_ASSERT_EQUAL(one->decision, DECISION_GO_ON);
	CU_ASSERT_FALSE(one->open);
	CU_ASSERT_STRING_EQUAL(one->reason, "it is copied later");
	CU_ASSERT_STRING_EQUAL(one->heard,
		"CA Ada Example, RZM Flo Pattern");
	CU_ASSERT_PTR_NOT_NULL(strstr(one->happened, "is lost: "));
	CU_ASSERT_PTR_NULL(session_exception_lacks(one));
	hall_folds_anew(room);
	hall_to_end(room);
	CU_ASSERT_EQUAL(session->state, SESSION_CLOSED);
	room_free(room);
	free(mirror);
}

/* The first of the two: the room moves over, files too. */
static void
it_moves_over(void)
{
	char *mirror;
	struct room *room = open_both(&mirror);
	char *dir = mem_string(room->dir);
	struct err err;

	lose(room, dir);
	CU_ASSERT_STRING_EQUAL(room->dir, mirror);
	CU_ASSERT_EQUAL(alone(room, "so", "CA", "IW", &err), STATUS_OK);
	CU_ASSERT_EQUAL(hall_count(room, "\"state\":\"one drive\""), 1);
	hall_folds_anew(room);
	room_free(room);
	free(dir);
	free(mirror);
}

static void
a_new_one_takes_its_place(void)
{
	char *mirror;
	struct room *room = open_both(&mirror);
	const struct session *session = room->session;
	char *fresh = mem_string(test_temp_dir());
	char *inside = mem_format("%s/print", room->dir), *full;
	struct err err;

	REFUSED(second(room, fresh, "IW", REFUSAL), "");
	lose(room, mirror);
	REFUSED(second(room, fresh, "CA", REFUSAL), "the IW is awaited");
	REFUSED(second(room, "a/b", "IW", REFUSAL), "");
	REFUSED(second(room, inside, "IW", REFUSAL), "it is not taken");
	full = mem_string(test_temp_dir());
	put(full, "note", "mine");
	REFUSED(second(room, full, "IW", REFUSAL), "not empty");
	CU_ASSERT_TRUE(session->saved.lost);
	CU_ASSERT_PTR_NULL(session->saved.second);
	CU_ASSERT_EQUAL(second(room, fresh, "IW", &err), STATUS_OK);
	CU_ASSERT_FALSE(session->saved.lost);
	CU_ASSERT_PTR_NOT_NULL(session->saved.second);
	CU_ASSERT_TRUE(same_text(room->dir, fresh, RECORD_FILE));
	CU_ASSERT_TRUE(same_text(room->dir, fresh, "in/ksr.xml"));
	CU_ASSERT_EQUAL(session->exception_count, 0);
	CU_ASSERT_EQUAL(session->copies[session->copy_count - 1].verdict,
		VERDICT_PASS);
	hall_folds_anew(room);
	CU_ASSERT_EQUAL(hall_play(room, &err), STATUS_OK);
	CU_ASSERT_TRUE(same_text(room->dir, fresh, RECORD_FILE));
	room_free(room);
	free(full);
	free(inside);
	free(fresh);
	free(mirror);
}

/* No PIN before anybody has signed in. */
static void
before_anybody_has_signed_in(void)
{
	char *mirror = mem_string(test_temp_dir());
	struct room *room = hall_open_both(mirror);
	struct err err;

	lose(room, mirror);
	CU_ASSERT_EQUAL(move_alone(room, "so", "", NULL, NULL, &err),
		STATUS_OK);
	CU_ASSERT_EQUAL(hall_count(room, "\"level\":\"key\""), 1);
	hall_folds_anew(room);
	room_free(room);
	free(mirror);
}

static const struct {
	const char *event;
	const char *json;
} never[] = {
	{ "device", "{\"what\":\"saved\",\"state\":\"gone\"}" },
	{ "device", "{\"what\":\"saved\",\"state\":\"lost\","
		"\"drive\":\"stranger\"}" },
	{ "device", "{\"what\":\"saved\",\"state\":\"both\",\"role\":\"IW\","
		"\"person\":\"Ben Sample\",\"saved\":[\"a\",\"b\"]}" },
	{ "exception", "{\"exception\":1,\"state\":\"one drive\","
		"\"role\":\"IW\",\"person\":\"Ben Sample\"}" },
	{ "device", "{\"what\":\"copy\",\"drive\":\"a\"}" },
	{ "device", "{\"what\":\"copy\",\"verdict\":\"PASS\"}" },
	{ "resume", "{\"saved\":[\"stranger\"]}" },
	{ "resume", "{\"saved\":[]}" },
	{ "resume", "{\"saved\":[\"a\",\"a\"]}" },
	{ "resume", "{\"saved\":[\"a\",\"b\",\"c\"]}" },
	{ "resume", "{\"saved\":[\"a\",7]}" },
}, never_lost[] = {
	{ "device", "{\"what\":\"saved\",\"state\":\"both\",\"role\":\"CA\","
		"\"person\":\"Ada Example\",\"saved\":[\"a\",\"b\"]}" },
	{ "device", "{\"what\":\"saved\",\"state\":\"both\",\"role\":\"IW\","
		"\"person\":\"Ben Sample\",\"saved\":[\"a\"]}" },
	{ "device", "{\"what\":\"saved\",\"state\":\"both\",\"role\":\"IW\","
		"\"person\":\"Ben Sample\"}" },
	{ "device", "{\"what\":\"saved\",\"state\":\"lost\","
		"\"drive\":\"a\"}" },
	{ "exception", "{\"exception\":1,\"state\":\"one drive\","
		"\"role\":\"CA\",\"person\":\"Ada Example\"}" },
	{ "exception", "{\"exception\":1,\"state\":\"one drive\","
		"\"role\":\"IW\",\"person\":\"Nobody At All\"}" },
};

static void
check_never(struct room *room, const char *event, const char *json)
{
	struct err err;

	CU_ASSERT_EQUAL(hall_apply(room->session, event, json, &err),
		STATUS_INPUT);
}

static void
the_fold_refuses(void)
{
	char *mirror;
	struct room *room = open_both(&mirror);
	size_t i;

	for (i = 0; i < sizeof(never) / sizeof(never[0]); i++)
		check_never(room, never[i].event, never[i].json);
	lose(room, mirror);
	for (i = 0; i < sizeof(never_lost) / sizeof(never_lost[0]); i++)
		check_never(room, never_lost[i].event, never_lost[i].json);
	room_free(room);
	free(mirror);
}

/* A folder as a ceremony's, in small. */
static char *
make_source(void)
{
	static const char *const folders[] = { "in", "out", "logs",
		"rehearsal" };
	char *dir = mem_string(test_temp_dir());
	size_t i;

	for (i = 0; i < sizeof(folders) / sizeof(folders[0]); i++) {
		char *path = file_join(dir, folders[i]);

		CU_ASSERT_EQUAL(mkdir(path, 0777), 0);
		free(path);
	}
	put(dir, RECORD_FILE, "one\n");
	put(dir, "in/ksr.xml", "request");
	put(dir, "out/skr.xml", "answer");
	put(dir, "logs/hsm.log", "line\n");
	put(dir, "rehearsal/hsm-pin", "1234");
	put(dir, "torn-1", "torn");
	return dir;
}

static void
what_is_copied(void)
{
	char *from = make_source(), *to = mem_string(test_temp_dir());
	struct copies copies;
	struct err err;

	CU_ASSERT_EQUAL(copies_make(&copies, from, to, true, &err), STATUS_OK);
	CU_ASSERT_EQUAL(copies.files, 4);
	CU_ASSERT_EQUAL(copies.written, 4);
	CU_ASSERT_TRUE(same_text(from, to, "out/skr.xml"));
	CU_ASSERT_PTR_NULL(hall_read(to, "rehearsal/hsm-pin"));
	CU_ASSERT_PTR_NULL(hall_read(to, "torn-1"));
	CU_ASSERT_EQUAL(copies_make(&copies, from, to, true, &err), STATUS_OK);
	CU_ASSERT_EQUAL(copies.files, 4);
	CU_ASSERT_EQUAL(copies.written, 0);
	/* What grows is brought up; what an interruption left is no copy. */
	put(from, RECORD_FILE, "one\ntwo\n");
	put(from, "logs/hsm.log", "line\nline\n");
	put(from, "in/late.xml", "late");
	put(to, "in/late.xml.part", "la");
	CU_ASSERT_EQUAL(copies_make(&copies, from, to, true, &err), STATUS_OK);
	CU_ASSERT_EQUAL(copies.written, 3);
	CU_ASSERT_TRUE(same_text(from, to, RECORD_FILE));
	CU_ASSERT_PTR_NULL(hall_read(to, "in/late.xml.part"));
	/* The record is left to whoever appends to both. */
	put(from, RECORD_FILE, "one\ntwo\nthree\n");
	CU_ASSERT_EQUAL(copies_make(&copies, from, to, false, &err),
		STATUS_OK);
	CU_ASSERT_FALSE(same_text(from, to, RECORD_FILE));
	free(to);
	free(from);
}

static void
check_kept(const char *name, const char *theirs, const char *words)
{
	char *from = make_source(), *to = mem_string(test_temp_dir()), *found;
	struct copies copies;
	struct err err;

	CU_ASSERT_EQUAL(copies_make(&copies, from, to, true, &err), STATUS_OK);
	put(to, name, theirs);
	REFUSED(copies_make(&copies, from, to, true, REFUSAL), words);
	CU_ASSERT_FALSE(copies.own);
	found = hall_read(to, name);
	CU_ASSERT_STRING_EQUAL(found, theirs);
	free(found);
	free(to);
	free(from);
}

/* What a link leads to is no copy, and nothing is written through it. */
static void
links_are_no_copies(void)
{
	char *from = make_source(), *stick = mem_string(test_temp_dir());
	char *link = file_join(stick, "ksk-28"), *to = file_join(stick, "to");
	char *inner = file_join(to, "in");
	struct copies copies;

	CU_ASSERT_EQUAL(symlink(from, link), 0);
	REFUSED(copies_make(&copies, from, link, true, REFUSAL), "is a link");
	REFUSED(copies_make(&copies, from, from, true, REFUSAL),
		"the ceremony's own folder");
	CU_ASSERT_EQUAL(mkdir(to, 0777), 0);
	CU_ASSERT_EQUAL(symlink(stick, inner), 0);
	REFUSED(copies_make(&copies, from, to, true, REFUSAL), "in");
	CU_ASSERT_PTR_NULL(hall_read(stick, "ksr.xml"));
	free(inner);
	free(to);
	free(link);
	free(stick);
	free(from);
}

/* Nothing that is no copy is written over or taken away. */
static void
what_is_kept(void)
{
	check_kept("in/ksr.xml", "another", "another file than the ceremony's");
	check_kept(RECORD_FILE, "other\n", "another file than the ceremony's");
	check_kept(RECORD_FILE, "one\ntwo\n",
		"another file than the ceremony's");
	check_kept("out/stranger.xml", "?", "is no file of this ceremony");
}

/* An SKR that was set aside is not handed over from the copy either. */
static void
what_has_another_name_now(void)
{
	char *from = make_source(), *to = mem_string(test_temp_dir());
	char *path = mem_format("%s/out/skr.xml", from);
	char *aside = mem_format("%s/logs/skr.xml.failed", from);
	struct copies copies;
	struct err err;

	CU_ASSERT_EQUAL(copies_make(&copies, from, to, true, &err), STATUS_OK);
	CU_ASSERT_EQUAL(rename(path, aside), 0);
	CU_ASSERT_EQUAL(copies_make(&copies, from, to, true, &err), STATUS_OK);
	CU_ASSERT_PTR_NULL(hall_read(to, "out/skr.xml"));
	CU_ASSERT_TRUE(same_text(from, to, "logs/skr.xml.failed"));
	free(aside);
	free(path);
	free(to);
	free(from);
}

/* Where the ceremony's own file cannot be read the copy is not to blame. */
static void
whose_fault_it_is(void)
{
	char *from = make_source(), *to = mem_string(test_temp_dir());
	char *file = mem_format("%s/out/link.xml", from);
	struct copies copies;
	struct err err;

	free(to);
	to = mem_format("%s/in/ksr.xml/copy", from);
	CU_ASSERT_NOT_EQUAL(copies_make(&copies, from, to, true, &err),
		STATUS_OK);
	CU_ASSERT_FALSE(copies.own);
	CU_ASSERT_NOT_EQUAL(copies_make(&copies, file, to, true, &err),
		STATUS_OK);
	CU_ASSERT_TRUE(copies.own);
	free(file);
	free(to);
	free(from);
}

static void
check_drive(struct room *room, const char *dir, const char *name)
{
	char *drive = copies_drive(room, dir);

	CU_ASSERT_STRING_EQUAL(drive, name);
	free(drive);
}

static void
what_a_drive_is_called(void)
{
	struct room *room = hall_open();
	struct session *session = room->session;
	char *media = realpath(test_temp_dir(), NULL), *dir;

	free(session->ceremony.media);
	session->ceremony.media = mem_string(media);
	dir = mem_format("%s/HSMFD/ksk-28", media);
	check_drive(room, dir, "HSMFD");
	free(dir);
	dir = mem_format("%s/SPARE", media);
	check_drive(room, dir, "SPARE");
	free(dir);
	dir = mem_format("%s-other/HSMFD/ksk-28", media);
	check_drive(room, dir, "ksk-28");
	free(dir);
	check_drive(room, "/somewhere/Ksk-28", "Ksk-28");
	free(media);
	room_free(room);
}

static const CU_TestInfo tests[] = {
	{ "it goes on with one", it_goes_on_with_one },
	{ "it moves over to the other", it_moves_over },
	{ "a new one takes its place", a_new_one_takes_its_place },
	{ "before anybody has signed in", before_anybody_has_signed_in },
	{ "the fold refuses", the_fold_refuses },
	{ "links are no copies", links_are_no_copies },
	{ "what is copied", what_is_copied },
	{ "what is kept", what_is_kept },
	{ "what has another name now", what_has_another_name_now },
	{ "whose fault it is", whose_fault_it_is },
	{ "what a drive is called", what_a_drive_is_called },
	CU_TEST_INFO_NULL,
};

const struct test_suite suite_saved = { "ceremony/saved", tests };
