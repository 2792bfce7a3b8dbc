/*
 * Values that can be corrected when they turn out to be mistyped.
 */
#ifndef CEREMONY_CORRECTION_H
#define CEREMONY_CORRECTION_H

#include "ceremony/session.h"

struct correction {
	size_t step;
	size_t index; /* among the step's values */
	const struct session_value *value;
};

/* The n-th, that of the latest step first; false past the end. Words of a
 * readback, answers to whether somebody objects and exceptions as written on
 * paper are none. */
bool
correction_find(struct correction *dst, const struct session *session,
	size_t n);

size_t
correction_count(const struct session *session);

#endif
