/*
 * What the kinds of steps ask beyond fields and answers: one row a kind. NULL
 * where there is nothing.
 */
#ifndef CEREMONY_KINDS_H
#define CEREMONY_KINDS_H

#include "ceremony/room.h"

struct kind {
	/* What is typed at a field is worth that, and what was seen then goes
	 * into its event. NULL: values_judge says it. */
	enum verdict (*judge)(json_t *fields, const struct room *room,
		size_t row, size_t field, const char *text);
	/* The actor's Enter: STATUS_RULE, in words and recorded, where the
	 * step is not done yet and may be tried again. */
	enum status (*done)(struct room *room, struct err *err);
	/* Looked at by the machine while such a step is the current one:
	 * records what has changed. */
	enum status (*look)(struct room *room, struct err *err);
};

const struct kind *
kind_of(const struct step *step);

/* What a time typed at the mark is worth against the computer's, and how far
 * the latter is ahead. */
enum verdict
kind_clock_verdict(int64_t *ahead_s, const struct session *session,
	const char *text, int64_t computer_utc, bool zone_is_utc);

enum verdict
kind_clock_judge(json_t *fields, const struct room *room, size_t row,
	size_t field, const char *text);

enum status
kind_device_done(struct room *room, struct err *err) MUST_CHECK;
enum status
kind_device_look(struct room *room, struct err *err) MUST_CHECK;

/* Records, once, that the hold's time has come. */
enum status
kind_hold_look(struct room *room, struct err *err) MUST_CHECK;

#define KIND_CLOCK_WORDS 64

/* "4 s ahead", "2 days 0:01:10 behind", "0 s". */
void
kind_clock_words(char dst[KIND_CLOCK_WORDS], int64_t ahead_s);

#endif
