#include "spoil.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/file.h"
#include "support/test.h"

#define RULES_FILE "rehearsal/faults"
#define TRACE_VARIABLE "KSK_FAULTS_TRACE"
#define TRACE_FILE "calls"
#define START "C_Initialize\n"
#define MOVES_MAX 1000
#define REFUSALS_MAX 4 /* while the room plays past one fault */

static char *
read_trace(const struct spoil *spoil)
{
	char *text = hall_read(spoil->trace, TRACE_FILE);

	return text != NULL ? text : mem_string("");
}

/* Lines that are this one. */
static size_t
count_lines(const char *text, const char *line)
{
	size_t count = 0;
	size_t len = strlen(line);

	while (*text != '\0') {
		size_t end = strcspn(text, "\n");

		count += end == len && strncmp(text, line, len) == 0;
		text += end + (text[end] == '\n');
	}
	return count;
}

/* What the process that runs now has called. */
static const char *
of_last_process(const char *trace)
{
	const char *last = trace;

	while ((trace = strstr(trace, START)) != NULL)
		last = trace++;
	return last;
}

size_t
spoil_count_signs(const struct spoil *spoil)
{
	char *trace = read_trace(spoil);
	size_t count = count_lines(trace, "C_Sign");

	free(trace);
	return count;
}

/* The last call is the one that hangs: people give up, for the whole move. */
static bool
go_on(void *context, const struct hsm_wait *wait)
{
	struct spoil *spoil = context;
	size_t len = strlen(spoil->function);
	char *trace = read_trace(spoil);
	size_t end = strlen(trace);

	(void)wait;
	if (len > 0 && end > len &&
		strncmp(trace + end - 1 - len, spoil->function, len) == 0)
		spoil->given_up = true;
	free(trace);
	return !spoil->given_up;
}

static void
begin(struct spoil *spoil)
{
	char *path = file_join(spoil->trace, TRACE_FILE);

	setenv(TRACE_VARIABLE, path, 1);
	free(path);
	spoil->patience = (struct hsm_patience){ go_on, spoil };
	spoil->room->patience = &spoil->patience;
}

void
spoil_open(struct spoil *dst)
{
	*dst = (struct spoil){ .room = hall_open_faults() };
	dst->trace = mem_string(test_temp_dir());
	begin(dst);
}

bool
spoil_enter(struct spoil *dst, const char *dir)
{
	struct err err = { STATUS_OK, "" };

	*dst = (struct spoil){ .room = hall_resume(dir, &err) };
	if (dst->room == NULL) {
		fprintf(stderr, "\n    %s\n", err.text);
		return false;
	}
	dst->trace = mem_string(test_temp_dir());
	begin(dst);
	return true;
}

void
spoil_close(struct spoil *spoil)
{
	room_free(spoil->room);
	free(spoil->trace);
	unsetenv(TRACE_VARIABLE);
}

static bool
is_step(const struct session *session, const char *id)
{
	const struct step *step = session_current(session);

	return step != NULL && strcmp(step->id, id) == 0;
}

/* The token has not been opened, and its step is the next at the latest. */
static bool
is_before_token(const struct session *session)
{
	return is_step(session, "hsm-ready") ||
		(is_step(session, "hsm-connect") &&
			!session->steps[session->step].act.yes);
}

static bool
is_reached(const struct session *session, enum spoil_at at)
{
	struct awaited awaited;

	session_awaited(&awaited, session);
	switch (at) {
	case AT_LOAD:
		return is_before_token(session);
	case AT_REQUEST:
		return is_step(session, "check-request") &&
			awaited.what == AWAITED_DONE;
	case AT_GATE:
		return awaited.what == AWAITED_VOICE &&
			session->gate.voice_count == 2;
	case AT_OPENING:
		return awaited.what == AWAITED_OPEN_GATE;
	case AT_LOGIN:
		return session->hsm.lost && awaited.what == AWAITED_HSM_PIN;
	default:
		return is_step(session, "sign") && awaited.what == AWAITED_DONE;
	}
}

/* A move; what people gave up counts for it alone. */
static enum status
play(struct spoil *spoil, struct err *err)
{
	spoil->given_up = false;
	return hall_play(spoil->room, err);
}

static bool
say_stuck(const struct spoil *spoil, const char *words)
{
	fprintf(stderr, "\n    %s; last: %s\n", words,
		spoil->room->session->last);
	return false;
}

bool
spoil_reach(struct spoil *spoil, enum spoil_at at)
{
	const struct session *session = spoil->room->session;
	unsigned refusals = 0;
	unsigned moves;
	struct err err;

	for (moves = 0; !is_reached(session, at); moves++) {
		if (moves == MOVES_MAX || session->state != SESSION_RUNNING)
			return say_stuck(spoil, "the moment never came");
		if (play(spoil, &err) != STATUS_OK &&
			++refusals == REFUSALS_MAX)
			return say_stuck(spoil, err.text);
	}
	return true;
}

bool
spoil_finish(struct spoil *spoil)
{
	const struct session *session = spoil->room->session;
	unsigned refusals = 0;
	unsigned moves;
	struct err err;

	for (moves = 0; session->state == SESSION_RUNNING; moves++) {
		if (moves == MOVES_MAX)
			return say_stuck(spoil, "the end never came");
		if (play(spoil, &err) != STATUS_OK &&
			++refusals == REFUSALS_MAX)
			return say_stuck(spoil, err.text);
	}
	return session->state == SESSION_CLOSED;
}

void
spoil_arm(struct spoil *spoil, const char *function, unsigned nth,
	const char *what)
{
	char *trace = read_trace(spoil);
	size_t before = count_lines(of_last_process(trace), function);
	char *rule = nth == 0 ? mem_format("%s=%s\n", function, what) :
		mem_format("%s@%zu=%s\n", function, before + nth, what);
	char *path = file_join(spoil->room->dir, RULES_FILE);
	struct err err;

	if (file_replace(path, rule, strlen(rule), &err) != STATUS_OK)
		abort();
	snprintf(spoil->function, sizeof(spoil->function), "%s",
		strcmp(what, "hang") == 0 ? function : "");
	free(path);
	free(rule);
	free(trace);
}

/* What was started with the old rules and hangs is given up all the same. */
void
spoil_mend(struct spoil *spoil)
{
	char *path = file_join(spoil->room->dir, RULES_FILE);

	if (unlink(path) != 0)
		abort();
	free(path);
	if (strcmp(spoil->function, "C_Initialize") != 0 &&
		strcmp(spoil->function, "C_GetSlotList") != 0)
		spoil->function[0] = '\0';
}

static bool
has_failed(const struct session *session, unsigned refused)
{
	return session->hsm.lost || session->hsm.refused > refused ||
		session->steps[session->step].act.verdict == VERDICT_FAIL;
}

bool
spoil_fail(struct spoil *spoil)
{
	const struct session *session = spoil->room->session;
	unsigned refused = session->hsm.refused;
	unsigned moves;
	struct err err;

	for (moves = 0; moves < MOVES_MAX; moves++) {
		if (play(spoil, &err) != STATUS_OK ||
			has_failed(session, refused))
			return true;
		if (session->state != SESSION_RUNNING)
			break;
	}
	return say_stuck(spoil, "the HSM did not fail");
}
