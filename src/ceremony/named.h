/*
 * People as the room types them: "CA HT", by role or by initials.
 */
#ifndef CEREMONY_NAMED_H
#define CEREMONY_NAMED_H

#include "ceremony/session.h"

#define NAMED_MAX 32

struct named {
	size_t persons[NAMED_MAX]; /* none twice, as typed */
	size_t count;
};

/* STATUS_USAGE names the word that is nobody. */
enum status
named_parse(struct named *dst, const struct session *session,
	const char *text, struct err *err) MUST_CHECK;

bool
named_has(const struct named *named, size_t person);

/* "CA Ada Example, CO4 Hal Trial", in new memory. */
char *
named_text(const struct named *named, const struct session *session);

#endif
