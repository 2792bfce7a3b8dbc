/*
 * What HSMs do, when, and what the room must read then. One array is one
 * ceremony; a row without function ends it.
 */
#ifndef TESTS_UNIT_CEREMONY_FAULTS_ROWS_H
#define TESTS_UNIT_CEREMONY_FAULTS_ROWS_H

#include "spoil.h"

struct fault {
	enum spoil_at at;
	const char *function;
	unsigned nth; /* call from there on, 0: each */
	const char *what;
	const char *says;
	const char *advice;
};

extern const struct fault faults_loads[];
extern const struct fault faults_logins[];
extern const struct fault faults_requests[];
extern const struct fault faults_fifths[];
extern const struct fault faults_ends[];
/* Each is left behind its failure, as by a loss of power. */
extern const struct fault faults_left[];
/* One of signing, then of the login that it makes necessary. */
extern const struct fault faults_doubled[][3];

#endif
