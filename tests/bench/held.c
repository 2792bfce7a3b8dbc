/*
 * held [LIMITS] DIR PROGRAM ARGUMENT...: the program, which holds the rehearsal
 * in DIR, on a terminal of 80x24, typed key by key as people would. Says what
 * going from one step to the next writes to the terminal, from the key that
 * ends the step to the next one's screen, what each key costs of processor
 * time, and the program's memory.
 *
 *	-a BYTES  to the terminal for going from one step to the next, the mean
 *	-b BYTES  the most
 *	-c MS     of processor time for 99 of 100 keys; a PIN costs more by design
 *	-m MIB    of memory
 *	-s STEPS  after which the room is left
 *
 * Exit status 1 where a figure is above its limit, 2 where the rehearsal does
 * not get on.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/file.h"
#include "figures.h"
#include "people.h"
#include "record/follow.h"
#include "terminal.h"

struct figures {
	size_t steps;
	size_t bytes; /* of all of them */
	size_t most;  /* of one, and which was opened by it */
	char most_step[16];
	size_t keys;
	double *key_ms;
};

struct hold {
	const char *dir;
	struct terminal terminal;
	struct follow *follow;
	struct session *session;
	char hsm_pin[64];
	struct figures figures;
};

struct limits {
	double mean, bytes, key_ms, mib;
	size_t steps;
};

static void
fail(const char *what)
{
	fprintf(stderr, "held: %s\n", what);
	exit(2);
}

static void
follow(struct hold *hold)
{
	struct err err;

	if (follow_more(hold->follow, session_visit, hold->session, &err) !=
		STATUS_OK)
		fail(err.text);
}

static void
press(struct hold *hold, const char *key)
{
	struct figures *figures = &hold->figures;
	double before = terminal_cpu_ms(&hold->terminal);
	double *ms;

	terminal_press(&hold->terminal, key);
	if (hold->terminal.ended)
		return;
	ms = mem_append(&figures->key_ms, &figures->keys, sizeof(*ms));
	*ms = terminal_cpu_ms(&hold->terminal) - before;
}

/* The bytes so far before the last key. */
static size_t
type(struct hold *hold, const char *text)
{
	char key[2] = "";
	size_t bytes = 0;

	for (; *text != '\0'; text++) {
		key[0] = *text;
		bytes = hold->terminal.bytes;
		press(hold, key);
	}
	return bytes;
}

static bool
is_over(const struct session *session)
{
	return session->state == SESSION_CLOSED ||
		session->state == SESSION_ABORTED;
}

static bool
same_awaited(const struct awaited *a, const struct awaited *b)
{
	return a->what == b->what && a->person == b->person &&
		a->step == b->step && a->row == b->row &&
		a->field == b->field;
}

/* The program's own events follow the key's; it may wait for the HSM. */
static void
follow_on(struct hold *hold, const struct awaited *before)
{
	double end = terminal_now_ms() + TERMINAL_PATIENCE_MS;
	struct awaited now;

	do {
		follow(hold);
		session_awaited(&now, hold->session);
		if (!same_awaited(&now, before) || is_over(hold->session))
			return;
		terminal_read(&hold->terminal);
	} while (terminal_now_ms() < end);
	fail("what is awaited was typed, and is awaited still");
}

static void
note_step(struct figures *figures, const struct session *session, size_t bytes)
{
	const struct step *step = session_current(session);

	figures->steps++;
	figures->bytes += bytes;
	if (bytes <= figures->most || step == NULL)
		return;
	figures->most = bytes;
	snprintf(figures->most_step, sizeof(figures->most_step), "%s",
		step->number);
}

static void
read_hsm_pin(struct hold *hold)
{
	char *path = file_join(hold->dir, "rehearsal/hsm-pin");
	struct bytes bytes = {NULL, 0};
	struct err ignored;

	if (file_read(&bytes, path, sizeof(hold->hsm_pin) - 1, &ignored) ==
		STATUS_OK)
		memcpy(hold->hsm_pin, bytes.data, bytes.len);
	hold->hsm_pin[strcspn(hold->hsm_pin, "\n")] = '\0';
	bytes_clear(&bytes);
	free(path);
}

/* One thing that is awaited. */
static void
answer(struct hold *hold)
{
	char texts[PEOPLE_TEXTS][PEOPLE_TEXT_SIZE];
	size_t i, count = people_say(texts, hold->session, hold->hsm_pin);
	size_t step = hold->session->step;
	struct awaited before;
	size_t bytes = 0;

	session_awaited(&before, hold->session);
	for (i = 0; i < count; i++)
		bytes = type(hold, texts[i]);
	if (before.what == AWAITED_RULES)
		follow(hold);
	else
		follow_on(hold, &before);
	terminal_read(&hold->terminal);
	if (hold->session->step != step)
		note_step(&hold->figures, hold->session,
			hold->terminal.bytes - bytes);
}

/* Until there is a record; the program may make the folder before. */
static void
await_record(struct hold *hold)
{
	double end = terminal_now_ms() + TERMINAL_PATIENCE_MS;
	char *record = file_join(hold->dir, RECORD_FILE);

	while (!file_exists(record)) {
		if (hold->terminal.ended || terminal_now_ms() > end)
			fail("no rehearsal was begun");
		terminal_read(&hold->terminal);
	}
	free(record);
}

static void
begin(struct hold *hold)
{
	struct err err;

	await_record(hold);
	if (session_new(&hold->session, hold->dir, &err) != STATUS_OK)
		fail(err.text);
	hold->follow = follow_new(hold->dir, NULL);
	do {
		terminal_read(&hold->terminal);
		follow(hold);
	} while (!hold->terminal.ended && (hold->terminal.bytes == 0 ||
		hold->session->step == SESSION_NOBODY));
	terminal_read(&hold->terminal);
	read_hsm_pin(hold);
	press(hold, "\r");
}

static void
play(struct hold *hold, size_t steps)
{
	begin(hold);
	while (!is_over(hold->session) && !hold->terminal.ended &&
		(steps == 0 || hold->figures.steps < steps))
		answer(hold);
	follow_free(hold->follow);
	session_free(hold->session);
}

static int
report(struct figures *figures, const struct terminal_end *end,
	const struct limits *limits)
{
	int worse;

	if (figures->steps == 0)
		fail("no step was done");
	printf("%zu steps, %zu keys, most bytes at step %s\n", figures->steps,
		figures->keys, figures->most_step);
	worse = figures_judge("bytes of a step, mean", (double)figures->bytes /
		(double)figures->steps, limits->mean);
	worse |= figures_judge("bytes of a step, most", (double)figures->most,
		limits->bytes);
	worse |= figures_judge("CPU of 99 of 100 keys, ms, below",
		figures_percentile(figures->key_ms, figures->keys, 99),
		limits->key_ms);
	worse |= figures_judge("memory, MiB", (double)end->peak_kib / 1024,
		limits->mib);
	return worse;
}

static void
read_options(struct limits *limits, int argc, char **argv)
{
	int option;

	while ((option = getopt(argc, argv, "+a:b:c:m:s:")) != -1) {
		if (option == 'a')
			limits->mean = atof(optarg);
		else if (option == 'b')
			limits->bytes = atof(optarg);
		else if (option == 'c')
			limits->key_ms = atof(optarg);
		else if (option == 'm')
			limits->mib = atof(optarg);
		else if (option == 's')
			limits->steps = strtoul(optarg, NULL, 10);
		else
			exit(2);
	}
}

int
main(int argc, char **argv)
{
	struct limits limits = {0};
	struct terminal_end end;
	struct hold hold = {0};
	int worse;

	read_options(&limits, argc, argv);
	if (argc - optind < 2)
		fail("held [LIMITS] DIR PROGRAM ARGUMENT...");
	hold.dir = argv[optind];
	terminal_start(&hold.terminal, argv + optind + 1);
	play(&hold, limits.steps);
	terminal_end(&end, &hold.terminal);
	worse = report(&hold.figures, &end, &limits);
	free(hold.figures.key_ms);
	return worse;
}
