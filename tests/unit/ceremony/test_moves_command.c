/* A shell command: who agrees, what it is given, what it leaves. */
#include <stdlib.h>
#include <string.h>

#include "hall.h"
#include "report/report.h"
#include "support/test.h"

extern const struct test_suite suite_command;

static enum status
command(struct room *room, const char *text, struct err *err)
{
	return move_command(room, text, hall_initials(room, "IW"),
		hall_pin_of(room, "IW"), err);
}

static void
decide(struct room *room)
{
	struct err err;

	CU_ASSERT_EQUAL(move_decide(room, DECISION_GO_ON, "seen", "CA",
		hall_initials(room, "IW"), hall_pin_of(room, "IW"), &err),
		STATUS_OK);
}

static bool
file_is(const struct room *room, const char *name, const char *text)
{
	char *found = hall_read(room->dir, name);
	bool same = found != NULL && strcmp(found, text) == 0;

	free(found);
	return same;
}

static void
it_is_kept_and_an_exception(void)
{
	struct room *room = hall_open_at_answer("test-page");
	const struct session *session = room->session;
	const struct session_exception *first;
	struct err err;

	CU_ASSERT_EQUAL(command(room, "printf 'a\\033[2Jb\\nc'; exit 3", &err),
		STATUS_OK);
	CU_ASSERT_STRING_EQUAL(session->command.how, "exit 3");
	CU_ASSERT_EQUAL(session->command.bytes, 8);
	CU_ASSERT_STRING_EQUAL(session->command.output, "a<1b>[2Jb\nc\n");
	CU_ASSERT_TRUE(file_is(room, "logs/command-1.txt", "a\033[2Jb\nc"));
	first = session_open_exception(session);
	CU_ASSERT_PTR_NOT_NULL_FATAL(first);
	CU_ASSERT_TRUE(first->machine);
	CU_ASSERT_PTR_NOT_NULL(strstr(first->happened,
		"exit 3, 8 bytes in logs/command-1.txt"));
	hall_folds_anew(room);
	REFUSED(command(room, "true", REFUSAL), "exception is open");
	decide(room);
	CU_ASSERT_EQUAL(command(room, "kill -9 $$", &err), STATUS_OK);
	CU_ASSERT_STRING_EQUAL(session->command.how, "signal 9");
	CU_ASSERT_EQUAL(session->exception_count, 2);
	hall_folds_anew(room);
	decide(room);
	hall_to_end(room);
	CU_ASSERT_EQUAL(session->state, SESSION_CLOSED);
	room_free(room);
}

static void
who_may_not(void)
{
	struct room *room = hall_open_at_answer("test-page");
	size_t co1 = hall_person(room, "CO1");
	struct err err;

	REFUSED(command(room, "  ", REFUSAL), "type the command");
	REFUSED(move_command(room, "touch was-run", hall_initials(room, "CA"),
		hall_pin_of(room, "CA"), REFUSAL), "the IW is awaited");
	REFUSED(move_command(room, "touch was-run", hall_initials(room, "IW"),
		hall_pin_of(room, "CA"), REFUSAL), "not the PIN for today");
	CU_ASSERT_EQUAL(move_object(room, co1, "no", &err), STATUS_OK);
	REFUSED(command(room, "touch was-run", REFUSAL), "objection is open");
	CU_ASSERT_EQUAL(room->session->exception_count, 0);
	CU_ASSERT_EQUAL(room->session->command.count, 0);
	CU_ASSERT_FALSE(file_is(room, "was-run", ""));
	room_free(room);
}

/* No terminal, no open file but its own three, a group of its own, nothing of
 * the console's environment; what it has started ends with it. */
static void
it_has_nothing_of_the_console(void)
{
	struct room *room = hall_open_at_answer("test-page");
	struct err err;

	setenv("KSK_SECRET", "shown", 1);
	CU_ASSERT_EQUAL(command(room, "ls /proc/$$/fd | tr '\\n' ' '; "
		"echo \"<$KSK_SECRET>\"; cat; "
		"(exec </dev/tty) 2>/dev/null || echo no terminal; "
		"set -- $(cat /proc/$$/stat); test $5 = $$ && echo own; "
		"sleep 1000 & echo end", &err), STATUS_OK);
	unsetenv("KSK_SECRET");
	CU_ASSERT_STRING_EQUAL(room->session->command.output,
		"0 1 2 <>\nno terminal\nown\nend\n");
	CU_ASSERT_STRING_EQUAL(room->session->command.how, "exit 0");
	room_free(room);
}

static bool
never(void *context, size_t bytes)
{
	(void)context;
	return bytes == 0;
}

static void
it_is_stopped(void)
{
	static const struct shell_patience patience = { never, NULL };
	struct room *room = hall_open_at_answer("test-page");
	struct err err;

	room->shell_patience = &patience;
	CU_ASSERT_EQUAL(command(room, "trap '' TERM; echo on; "
		"while :; do :; done", &err), STATUS_OK);
	CU_ASSERT_STRING_EQUAL(room->session->command.how,
		"stopped at the console");
	CU_ASSERT_STRING_EQUAL(room->session->command.output, "on\n");
	room->shell_patience = NULL;
	decide(room);
	CU_ASSERT_EQUAL(command(room, "yes", &err), STATUS_OK);
	CU_ASSERT_STRING_EQUAL(room->session->command.how,
		"stopped: more than 4 MiB came");
	CU_ASSERT_EQUAL(room->session->command.bytes, SHELL_MAX);
	hall_folds_anew(room);
	room_free(room);
}

/* Whoever has a shell has the folder: it is found, and nothing goes on. */
static void
the_record_is_watched(void)
{
	struct room *room = hall_open_at_answer("test-page");

	REFUSED(command(room, "echo {} >>record.jsonl", REFUSAL),
		"has changed the record");
	CU_ASSERT_TRUE(room->session->command.running);
	room_free(room);
	room = hall_open_at_answer("test-page");
	REFUSED(command(room, "rm lock; touch lock", REFUSAL),
		"has changed the record");
	room_free(room);
}

/* A loss of power while it runs: the exception is there. */
static void
without_an_end(void)
{
	struct room *room = hall_open_at_answer("test-page");
	char *dir = mem_string(room->dir), *record;
	struct err err;
	size_t lines;

	CU_ASSERT_EQUAL(command(room, "true", &err), STATUS_OK);
	lines = room->session->event_count - 1;
	room_free(room);
	hall_cut_record(dir, lines);
	record = hall_read(dir, RECORD_FILE);
	CU_ASSERT_PTR_NULL(strstr(record, "\"how\""));
	free(record);
	room = hall_resume(dir, &err);
	CU_ASSERT_PTR_NOT_NULL_FATAL(room);
	CU_ASSERT_FALSE(room->session->command.running);
	CU_ASSERT_PTR_NOT_NULL(session_open_exception(room->session));
	CU_ASSERT_PTR_NULL(room->session->command.how);
	room_free(room);
	free(dir);
}

static void
the_fold_refuses(void)
{
	static const char begins[] = "{\"step\":\"test-page\",\"action\":"
		"\"command\",\"state\":\"begins\",\"number\":1,\"exception\":1}";
	static const char ended[] = "{\"step\":\"test-page\",\"action\":"
		"\"command\",\"state\":\"ended\",\"number\":1}";
	struct room *room = hall_open_at_answer("test-page");
	struct err err;

	CU_ASSERT_EQUAL(hall_apply(room->session, "action", begins, &err),
		STATUS_INPUT);
	CU_ASSERT_EQUAL(hall_apply(room->session, "action", ended, &err),
		STATUS_INPUT);
	CU_ASSERT_EQUAL(move_exception(room, "of people", &err), STATUS_OK);
	CU_ASSERT_EQUAL(hall_apply(room->session, "action", begins, &err),
		STATUS_INPUT);
	CU_ASSERT_EQUAL(room->session->command.count, 0);
	room_free(room);
}

#define BEGINS "{\"step\":\"test-page\",\"action\":\"command\"," \
	"\"state\":\"begins\",\"number\":1,\"exception\":1"

/* With its exception, and nobody who agreed. */
static void
nobody_agreed(void)
{
	struct room *room = hall_open_at_answer("test-page");
	struct session *session = room->session;
	struct err err;

	CU_ASSERT_EQUAL(hall_apply(session, "exception", "{\"step\":"
		"\"test-page\",\"exception\":1,\"state\":\"open\","
		"\"machine\":true,\"expected\":\"none\","
		"\"happened\":\"one\"}", &err), STATUS_OK);
	REFUSED(hall_apply(session, "action", BEGINS "}", REFUSAL),
		"is not in the ceremony document");
	REFUSED(hall_apply(session, "action", BEGINS ",\"role\":\"CA\","
		"\"person\":\"Ada Example\",\"level\":\"PIN\"}", REFUSAL),
		"is agreed by the IW");
	REFUSED(hall_apply(session, "action", BEGINS ",\"role\":\"IW\","
		"\"person\":\"Ben Sample\",\"level\":\"key\"}", REFUSAL),
		"is confirmed with a PIN");
	CU_ASSERT_EQUAL(session->command.count, 0);
	CU_ASSERT_EQUAL(hall_apply(session, "action", BEGINS ",\"role\":"
		"\"IW\",\"person\":\"Ben Sample\",\"level\":\"PIN\"}",
		&err), STATUS_OK);
	room_free(room);
}

static const CU_TestInfo tests[] = {
	{ "it is kept, and an exception", it_is_kept_and_an_exception },
	{ "who may not", who_may_not },
	{ "nothing of the console's", it_has_nothing_of_the_console },
	{ "it is stopped", it_is_stopped },
	{ "the record is watched", the_record_is_watched },
	{ "without an end", without_an_end },
	{ "the fold refuses", the_fold_refuses },
	{ "nobody agreed", nobody_agreed },
	CU_TEST_INFO_NULL,
};

const struct test_suite suite_command = { "ceremony/command", tests };
