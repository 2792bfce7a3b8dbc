/*
 * All the people of a rehearsal: what they type is known from its record, as
 * everybody's state is the fold of that.
 */
#ifndef TESTS_BENCH_PEOPLE_H
#define TESTS_BENCH_PEOPLE_H

#include "ceremony/session.h"

#define PEOPLE_TEXT_SIZE 256

/* What the awaited person types, key after key: texts that end in Enter, or one
 * Tab. Returns how many. hsm_pin is typed where that is awaited. */
#define PEOPLE_TEXTS 3
size_t
people_say(char dst[PEOPLE_TEXTS][PEOPLE_TEXT_SIZE],
	const struct session *session, const char *hsm_pin);

/* What stands on their papers where nothing is expected. */
const char *
people_paper(const struct field *field);

/* The PIN that each of them has for today. */
#define PEOPLE_PIN "7391"

#endif
