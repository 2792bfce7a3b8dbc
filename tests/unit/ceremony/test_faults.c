/*
 * What HSMs do in the middle of ceremonies: each ends in words, and the
 * ceremony in the response of one in which nothing happened.
 */
#include <ctype.h>
#include <dirent.h>
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/file.h"
#include "ceremony/token.h"
#include "faults_rows.h"
#include "hsm/remote.h"
#include "support/test.h"

extern const struct test_suite suite_faults;

#define LEFT_MAX 10 /* copies of a folder */
#define EVENT(name) "\"event\":\"" name "\""

static bool
is_last(const struct fault *fault)
{
	return fault->function == NULL;
}

static size_t
count_in(const char *text, const char *what)
{
	size_t count = 0;

	for (; (text = strstr(text, what)) != NULL; text++)
		count++;
	return count;
}

/* Not as a part of a longer number or of a digest. */
static bool
holds_word(const char *text, const char *word)
{
	const char *found = text;
	size_t len = strlen(word);

	while ((found = strstr(found, word)) != NULL) {
		if ((found == text || !isalnum((unsigned char)found[-1])) &&
			!isalnum((unsigned char)found[len]))
			return true;
		found++;
	}
	return false;
}

/* The response of a ceremony in which nothing happened. */
static const char *
undisturbed(void)
{
	static char *response;
	struct room *room;

	if (response != NULL)
		return response;
	room = hall_open_faults();
	hall_to_end(room);
	response = hall_read(room->dir, room->session->skr.file);
	room_free(room);
	return response != NULL ? response : "none";
}

static bool
hides_pin(const struct room *room)
{
	char *pin = hall_read(room->dir, "rehearsal/hsm-pin");
	char *record = hall_read(room->dir, RECORD_FILE);
	char *log = hall_read(room->dir, "logs/hsm.log");
	bool hidden;

	pin[strcspn(pin, "\n")] = '\0';
	hidden = *pin != '\0' && !holds_word(record, pin) &&
		(log == NULL || !holds_word(log, pin));
	free(log);
	free(record);
	free(pin);
	return hidden;
}

static size_t
count_files(const struct room *room, const char *name)
{
	char *path = file_join(room->dir, name);
	DIR *dir = opendir(path);
	const struct dirent *entry;
	size_t count = 0;

	while (dir != NULL && (entry = readdir(dir)) != NULL)
		count += entry->d_name[0] != '.';
	if (dir != NULL)
		closedir(dir);
	free(path);
	return count;
}

/* One event says FAIL, or that the HSM was lost, in these words. */
static bool
is_recorded(const struct room *room, size_t before, const struct fault *fault)
{
	char *record = hall_read(room->dir, RECORD_FILE);
	char *line = strtok(record + before, "\n");
	bool found = false;

	for (; line != NULL && !found; line = strtok(NULL, "\n"))
		found = (strstr(line, "\"verdict\":\"FAIL\"") != NULL ||
				strstr(line, "\"what\":\"lost\"") != NULL) &&
			strstr(line, fault->says) != NULL &&
			strstr(line, fault->advice) != NULL;
	free(record);
	return found;
}

static size_t
record_size(const struct room *room)
{
	char *record = hall_read(room->dir, RECORD_FILE);
	size_t size = strlen(record);

	free(record);
	return size;
}

#define EXPECT(fault, what) expect(what, fault, #what)

static void
expect(bool right, const struct fault *fault, const char *what)
{
	CU_ASSERT_TRUE(right);
	if (!right)
		fprintf(stderr, "\n    %s@%u=%s: not %s\n", fault->function,
			fault->nth, fault->what, what);
}

static bool
is_gone(int pid)
{
	return pid == 0 || (kill(pid, 0) != 0 && errno == ESRCH);
}

/* Its attempt was begun before it failed. */
static bool
is_begun(const struct fault *fault)
{
	return strncmp(fault->function, "C_Sign", 6) == 0;
}

/* A call that made nothing, or something that was thrown away. */
static bool
is_spoilt(const struct fault *fault)
{
	return strcmp(fault->function, "C_Sign") == 0;
}

static size_t
count_of(const struct fault *faults, bool (*is)(const struct fault *fault))
{
	size_t count = 0;

	for (; !is_last(faults); faults++)
		count += is(faults);
	return count;
}

/* What the room has after a failure: words, and nothing that counts. */
static void
check_failed(const struct spoil *spoil, const struct fault *fault,
	size_t before, unsigned attempt)
{
	const struct room *room = spoil->room;
	const struct session *session = room->session;
	bool begun = is_begun(fault);
	struct awaited awaited;

	session_awaited(&awaited, session);
	EXPECT(fault, awaited.what == AWAITED_HSM_PIN ||
		(awaited.what == AWAITED_DECISION && fault->at == AT_LOAD));
	EXPECT(fault, is_recorded(room, before, fault));
	EXPECT(fault, count_files(room, "out") == 0);
	EXPECT(fault, !session->hsm.open);
	EXPECT(fault, !session->gate.open);
	EXPECT(fault, session->gate.voice_count == 0);
	EXPECT(fault, session->signing.attempt == attempt + begun);
	EXPECT(fault, !begun || session->signing.made == fault->nth - 1);
	EXPECT(fault, !session->skr.written);
	EXPECT(fault, hides_pin(room));
}

static void
check_end(const struct spoil *spoil, size_t attempts)
{
	const struct room *room = spoil->room;
	const struct session *session = room->session;
	char *record = hall_read(room->dir, RECORD_FILE);
	char *response = session->skr.written ?
		hall_read(room->dir, session->skr.file) : NULL;

	CU_ASSERT_EQUAL(session->state, SESSION_CLOSED);
	CU_ASSERT_PTR_NOT_NULL_FATAL(response);
	CU_ASSERT_STRING_EQUAL(response, undisturbed());
	CU_ASSERT_EQUAL(count_files(room, "out"), 1);
	CU_ASSERT_EQUAL(session->signing.attempt, attempts);
	CU_ASSERT_EQUAL(count_in(record, EVENT("sign.begin")), attempts);
	CU_ASSERT_TRUE(hides_pin(room));
	free(response);
	free(record);
}

/* Every call of C_Sign is in the record: as a signature, or as what failed. */
static void
check_signs(const struct spoil *spoil, size_t spoilt)
{
	char *record = hall_read(spoil->room->dir, RECORD_FILE);

	CU_ASSERT_EQUAL(count_in(record, EVENT("sign.signature")) + spoilt,
		spoil_count_signs(spoil));
	free(record);
}

/* Nobody is left over, not even as a zombie. */
static void
check_alone(void)
{
	CU_ASSERT_EQUAL(waitpid(-1, NULL, WNOHANG), -1);
	CU_ASSERT_EQUAL(errno, ECHILD);
}

static bool
meet(struct spoil *spoil, const struct fault *fault)
{
	unsigned attempt = spoil->room->session->signing.attempt;
	size_t before;
	int pid;

	if (!spoil_reach(spoil, fault->at))
		return false;
	if (fault->at == AT_LOAD || fault->at == AT_LOGIN)
		token_close(spoil->room);
	before = record_size(spoil->room);
	pid = spoil->room->hsm != NULL ? remote_pid(spoil->room->hsm) : 0;
	spoil_arm(spoil, fault->function, fault->nth, fault->what);
	if (!spoil_fail(spoil))
		return false;
	check_failed(spoil, fault, before, attempt);
	EXPECT(fault, is_gone(pid));
	spoil_mend(spoil);
	return true;
}

static void
go_through(const struct fault *faults)
{
	const struct fault *fault = faults;
	struct spoil spoil;
	bool met = true;

	undisturbed();
	spoil_open(&spoil);
	for (; met && !is_last(fault); fault++) {
		met = meet(&spoil, fault);
		EXPECT(fault, met);
	}
	EXPECT(faults, met && spoil_finish(&spoil));
	check_end(&spoil, count_of(faults, is_begun) + 1);
	check_signs(&spoil, count_of(faults, is_spoilt));
	spoil_close(&spoil);
	check_alone();
}

/* A copy of the folder as it lies there; new memory. */
static char *
copy_room(const struct room *room)
{
	char *dir = mem_string(test_temp_dir());

	hall_copy(room->dir, dir);
	return dir;
}

static void
end_copy(const char *dir, const struct fault *fault, size_t attempts)
{
	struct spoil spoil;
	bool entered = spoil_enter(&spoil, dir);

	EXPECT(fault, entered);
	if (!entered)
		return;
	EXPECT(fault, spoil_finish(&spoil));
	check_end(&spoil, attempts);
	spoil_close(&spoil);
	check_alone();
}

static void
resumed_behind_the_failure(void)
{
	const struct fault *left = faults_left;
	char *dirs[LEFT_MAX] = { NULL };
	size_t attempts = 1;
	struct spoil spoil;
	size_t i;

	undisturbed();
	spoil_open(&spoil);
	for (i = 0; i + 1 < LEFT_MAX && !is_last(&left[i]) &&
		meet(&spoil, &left[i]); i++)
		dirs[i] = copy_room(spoil.room);
	CU_ASSERT_TRUE(is_last(&left[i]));
	spoil_close(&spoil);
	for (i = 0; dirs[i] != NULL; i++) {
		attempts += is_begun(&left[i]);
		end_copy(dirs[i], &left[i], attempts);
		free(dirs[i]);
	}
}

static void
twice_in_a_row(void)
{
	size_t i;

	for (i = 0; !is_last(faults_doubled[i]); i++)
		go_through(faults_doubled[i]);
}

static void
while_it_is_loaded(void)
{
	go_through(faults_loads);
}

static void
at_the_login(void)
{
	go_through(faults_logins);
}

static void
before_anything_is_signed(void)
{
	go_through(faults_requests);
}

static void
in_the_middle_of_signing(void)
{
	go_through(faults_fifths);
}

static void
at_the_first_and_the_last_signature(void)
{
	go_through(faults_ends);
}

static const CU_TestInfo tests[] = {
	{ "while it is loaded", while_it_is_loaded },
	{ "at the login", at_the_login },
	{ "before anything is signed", before_anything_is_signed },
	{ "in the middle of signing", in_the_middle_of_signing },
	{ "at the first and the last signature",
		at_the_first_and_the_last_signature },
	{ "twice in a row", twice_in_a_row },
	{ "resumed behind the failure", resumed_behind_the_failure },
	CU_TEST_INFO_NULL,
};

const struct test_suite suite_faults = { "ceremony/faults", tests };
