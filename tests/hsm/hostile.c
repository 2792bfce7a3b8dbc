/*
 * In the place of ksk-ceremony-hsm: answers as that does, and one request as it
 * must not. HOSTILE in the environment says which and how: "3 cut".
 */
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "hsm/wire.h"

#define HEAD_LEN 13 /* status and counters */
#define TOO_LONG (WIRE_MAX + 1)
#define GARBAGE_LEN 300

static void
add_head(struct buf *answer, enum status status)
{
	buf_add_u8(answer, (uint8_t)status);
	buf_add_u32(answer, 1);
	buf_add_u32(answer, 2);
	buf_add_u32(answer, 3);
}

static void
add_token(struct buf *answer)
{
	buf_add_u32(answer, 1);
	wire_add_u64(answer, 7);
	wire_add_text(answer, "T");
	wire_add_text(answer, "0001");
	wire_add_text(answer, "model");
	wire_add_text(answer, "maker");
	buf_add_u8(answer, 0);
}

static void
add_key(struct buf *answer)
{
	buf_add_u32(answer, 1);
	wire_add_u64(answer, 9);
	wire_add_text(answer, "K");
	wire_add_bytes(answer, "\xc1\xc3", 2);
	wire_add_bytes(answer, "\3", 1);
}

static void
add_right(struct buf *answer, uint8_t request)
{
	add_head(answer, STATUS_OK);
	if (request == WIRE_LIST)
		add_token(answer);
	else if (request == WIRE_FIND)
		add_key(answer);
	else if (request == WIRE_SIGN)
		wire_add_bytes(answer, "signature", 9);
}

static void
cut(struct buf *answer)
{
	answer->len--;
}

static void
lengthen(struct buf *answer)
{
	buf_add_u8(answer, 0);
}

static void
shorten(struct buf *answer)
{
	answer->len = 3;
}

static void
empty(struct buf *answer)
{
	answer->len = 0;
}

static void
invent_status(struct buf *answer)
{
	answer->data[0] = 99;
}

/* The verdict of a rule, and a stop by people, are not the HSM's to give. */
static void
answer_rule(struct buf *answer)
{
	answer->len = 0;
	add_head(answer, STATUS_RULE);
	wire_add_text(answer, "a rule says no");
}

static void
answer_stopped(struct buf *answer)
{
	answer->len = 0;
	add_head(answer, STATUS_STOPPED);
	wire_add_text(answer, "stopped by people");
}

static void
say_nothing_of_it(struct buf *answer)
{
	answer->len = 0;
	add_head(answer, STATUS_HSM);
}

/* What is said with a failure goes to a screen. */
static void
say_controls(struct buf *answer)
{
	answer->len = 0;
	add_head(answer, STATUS_HSM);
	wire_add_text(answer, "bad\a\33[2J\nnews");
}

/* A count, or a length, of nearly all there is. */
static void
count_up(struct buf *answer)
{
	if (answer->len == HEAD_LEN)
		buf_add_u32(answer, 0);
	memset(answer->data + HEAD_LEN, 0xff, 4);
}

static void
garble(struct buf *answer)
{
	uint32_t x = 1;
	size_t i;

	answer->len = 0;
	for (i = 0; i < GARBAGE_LEN; i++) {
		x = x * 1664525 + 1013904223;
		buf_add_u8(answer, (uint8_t)(x >> 24));
	}
}

static void
swell(struct buf *answer)
{
	while (answer->len < TOO_LONG)
		buf_add_u8(answer, 0);
}

static void
leave(struct buf *answer)
{
	(void)answer;
	_exit(0);
}

static void
close_and_stay(struct buf *answer)
{
	(void)answer;
	close(WIRE_FD);
	for (;;)
		pause();
}

/* Its copy holds the socket, and what was printed to. */
static void
leave_a_copy(struct buf *answer)
{
	(void)answer;
	if (fork() == 0) {
		for (;;)
			pause();
	}
	raise(SIGKILL);
}

static const struct {
	const char *name;
	void (*spoil)(struct buf *answer);
} ways[] = {
	{"cut", cut},
	{"longer", lengthen},
	{"short", shorten},
	{"empty", empty},
	{"status", invent_status},
	{"rule", answer_rule},
	{"stopped", answer_stopped},
	{"wordless", say_nothing_of_it},
	{"controls", say_controls},
	{"count", count_up},
	{"garbage", garble},
	{"swollen", swell},
	{"leave", leave},
	{"stay", close_and_stay},
	{"copy", leave_a_copy},
};

static void
spoil(struct buf *answer, const char *name)
{
	size_t i;

	for (i = 0; i < sizeof(ways) / sizeof(ways[0]); i++) {
		if (strcmp(ways[i].name, name) == 0)
			ways[i].spoil(answer);
	}
}

/* wire_send would not send what is too long. */
static void
put(const struct buf *answer)
{
	if (send(WIRE_FD, answer->data, answer->len, MSG_NOSIGNAL) < 0)
		_exit(1);
}

int
main(void)
{
	const char *told = getenv("HOSTILE");
	unsigned long number = told == NULL ? 0 : strtoul(told, NULL, 10);
	const char *way = told == NULL ? "" : strchr(told, ' ') + 1;
	struct bytes request = {0};
	struct buf answer = {0};
	unsigned long count = 0;
	struct err err;

	while (wire_receive(&request, WIRE_FD, &err) == STATUS_OK &&
		request.len > 0) {
		if (request.data[0] > WIRE_GENERATE_RSA)
			continue; /* a PIN */
		add_right(&answer, request.data[0]);
		if (++count == number && strcmp(way, "twice") == 0)
			put(&answer);
		else if (count == number)
			spoil(&answer, way);
		put(&answer);
		buf_clear(&answer);
	}
	bytes_clear(&request);
	return 0;
}
