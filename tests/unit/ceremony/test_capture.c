/* Lines of a log, taken by a thread. */
#include "ceremony/capture.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"
#include "ceremony/log_line.h"
#include "hall.h"
#include "support/test.h"

extern const struct test_suite suite_capture;

static struct capture *
begin(const char *source, const char *path)
{
	struct capture *capture;
	struct err err;

	if (capture_start(&capture, source, 9600, path, 0, &err) != STATUS_OK) {
		fprintf(stderr, "%s\n", err.text);
		abort();
	}
	return capture;
}

static void
put(const char *path, const char *text, size_t len)
{
	struct err err;

	if (file_replace(path, text, len, &err) != STATUS_OK)
		abort();
}

/* The file without the times, which are as long as this. */
#define TIME_LEN 21

static void
holds(const char *path, const char *const *lines, size_t count)
{
	char *text = hall_read(".", path);
	const char *at = text;
	size_t i;

	CU_ASSERT_PTR_NOT_NULL_FATAL(text);
	for (i = 0; i < count; i++) {
		size_t len = strcspn(at, "\n");

		CU_ASSERT_EQUAL(at[TIME_LEN - 2], 'Z');
		CU_ASSERT_EQUAL(len - TIME_LEN, strlen(lines[i]));
		CU_ASSERT_EQUAL(strncmp(at + TIME_LEN, lines[i],
			strlen(lines[i])), 0);
		at += len + 1;
	}
	CU_ASSERT_EQUAL(*at, '\0');
	free(text);
}

static void
controls_are_harmless(void)
{
	static const char raw[] = "one\r\n\033[2Jtwo\0\xff\n\n\nthree";
	static const char *const lines[] = { "one", "<1b>[2Jtwo?<ff>",
		"three" };
	struct capture *capture;
	size_t count;
	struct err err;

	CU_ASSERT_EQUAL_FATAL(chdir(test_temp_dir()), 0);
	put("line", raw, sizeof(raw) - 1);
	capture = begin("line", "log");
	CU_ASSERT_EQUAL(capture_stop(capture, &count, &err), STATUS_OK);
	CU_ASSERT_EQUAL(count, 3);
	holds("log", lines, 3);
}

static void
a_long_line_is_cut_into_several(void)
{
	char raw[2 * CAPTURE_LINE];
	struct capture *capture;
	size_t count;
	struct err err;

	CU_ASSERT_EQUAL_FATAL(chdir(test_temp_dir()), 0);
	memset(raw, 'x', sizeof(raw));
	put("line", raw, sizeof(raw));
	capture = begin("line", "log");
	CU_ASSERT_EQUAL(capture_stop(capture, &count, &err), STATUS_OK);
	CU_ASSERT_EQUAL(count, 3);
}

static void
a_fifo_is_waited_for(void)
{
	static const char *const lines[] = { "first", "second" };
	char first[CAPTURE_LINE];
	struct capture *capture;
	size_t count;
	struct err err;
	int fd;

	CU_ASSERT_EQUAL_FATAL(chdir(test_temp_dir()), 0);
	CU_ASSERT_EQUAL_FATAL(mkfifo("line", 0600), 0);
	capture = begin("line", "log"); /* nobody writes, nobody waits */
	CU_ASSERT_EQUAL(capture_lines(capture, first), 0);
	CU_ASSERT_STRING_EQUAL(first, "");
	fd = open("line", O_WRONLY);
	CU_ASSERT_EQUAL(write(fd, "first\nsec", 9), 9);
	CU_ASSERT_EQUAL(write(fd, "ond\n", 4), 4);
	close(fd);
	CU_ASSERT_EQUAL(capture_stop(capture, &count, &err), STATUS_OK);
	CU_ASSERT_EQUAL(count, 2);
	holds("log", lines, 2);
}

static void
what_cannot_be_opened_is_said(void)
{
	struct capture *capture;
	struct err err;

	CU_ASSERT_EQUAL_FATAL(chdir(test_temp_dir()), 0);
	REFUSED(capture_start(&capture, "none", 0, "log", 0, REFUSAL),
		"the log line none");
	put("line", "a\n", 2);
	put("log", "there", 5);
	REFUSED(capture_start(&capture, "line", 0, "log", 0, REFUSAL),
		"the log's file log");
	CU_ASSERT_EQUAL(capture_stop(NULL, NULL, &err), STATUS_OK);
}

static void
lines_and_hash_are_expected(void)
{
	struct room *room = hall_open();
	const struct session *session = room->session;
	struct err err;

	hall_until(room, "hsm-log-stop");
	CU_ASSERT_TRUE(session->log.running);
	CU_ASSERT_EQUAL(room_look(room, &err), STATUS_OK);
	hall_until_awaited(room, AWAITED_VALUE);
	CU_ASSERT_FALSE(session->log.running);
	CU_ASSERT_STRING_EQUAL(session->log.lines, "4");
	CU_ASSERT_EQUAL(move_value(room, 0, 0, "5", &err), STATUS_OK);
	CU_ASSERT_EQUAL(hall_count(room, "\"value\":\"5\",\"verdict\":"
		"\"FAIL\""), 1);
	CU_ASSERT_EQUAL(move_value(room, 0, 0, "4", &err), STATUS_OK);
	CU_ASSERT_EQUAL(move_value(room, 0, 1, session->log.hash, &err),
		STATUS_OK);
	CU_ASSERT_EQUAL(system("test $(grep -c \"^....-..-..T..:..:..Z \" "
		"logs/hsm-log-1.txt) -eq 4"), 0);
	hall_until(room, "hsm-away");
	hall_folds_anew(room);
	room_free(room);
}

static void
a_line_that_is_not_there_can_be_tried_again(void)
{
	struct room *room = hall_open();
	struct ceremony *ceremony = &room->session->ceremony;
	const struct session_act *act;
	struct err err;

	hall_until(room, "hsm-log");
	act = &room->session->steps[room->session->step].act;
	free(ceremony->log_line);
	ceremony->log_line = mem_string("rehearsal/gone");
	CU_ASSERT_EQUAL(move_done(room, &err), STATUS_OK);
	CU_ASSERT_EQUAL(act->verdict, VERDICT_FAIL);
	CU_ASSERT_FALSE(act->yes);
	put("rehearsal/gone", "here\n", 5);
	CU_ASSERT_EQUAL(move_done(room, &err), STATUS_OK);
	CU_ASSERT_TRUE(act->yes);
	room_free(room);
}

static void
a_resume_begins_a_further_file(void)
{
	struct room *room = hall_open();
	char *dir = mem_string(room->dir);
	struct err err;

	hall_until(room, "hsm-on");
	room_free(room);
	room = hall_resume(dir, &err);
	CU_ASSERT_PTR_NOT_NULL_FATAL(room);
	CU_ASSERT_EQUAL(room_look(room, &err), STATUS_OK);
	CU_ASSERT_EQUAL(room_look(room, &err), STATUS_OK);
	CU_ASSERT_EQUAL(hall_count(room, "\"state\":\"left\",\"file\":"
		"\"logs/hsm-log-1.txt\",\"lines\":4"), 1);
	CU_ASSERT_EQUAL(hall_count(room, "\"state\":\"again\""), 1);
	CU_ASSERT_STRING_EQUAL(room->session->log.file, "logs/hsm-log-2.txt");
	hall_until(room, "hsm-away");
	hall_folds_anew(room);
	room_free(room);
	free(dir);
}

static const CU_TestInfo tests[] = {
	{ "controls are harmless", controls_are_harmless },
	{ "a long line is cut into several", a_long_line_is_cut_into_several },
	{ "a FIFO is waited for", a_fifo_is_waited_for },
	{ "what cannot be opened is said", what_cannot_be_opened_is_said },
	{ "lines and hash are expected", lines_and_hash_are_expected },
	{ "a line that is not there can be tried again",
		a_line_that_is_not_there_can_be_tried_again },
	{ "a resume begins a further file", a_resume_begins_a_further_file },
	CU_TEST_INFO_NULL,
};

const struct test_suite suite_capture = { "ceremony/capture", tests };
