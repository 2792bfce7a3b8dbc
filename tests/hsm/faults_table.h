/*
 * What is expected of ksk-ceremony sign when a PKCS#11 call is spoilt: never
 * "either this or that".
 */
#ifndef TESTS_HSM_FAULTS_TABLE_H
#define TESTS_HSM_FAULTS_TABLE_H

#include <stdbool.h>

enum ending {
	ENDING_WHOLE,	/* exit status 0, the SKR of a run without faults */
	ENDING_REFUSED, /* exit status 4, the call and its CKR name */
	ENDING_CRASHED, /* exit status 4, how the HSM's process ended */
	ENDING_THROWN,	/* exit status 4, the signature does not verify */
};

/* How much hangs on what a function returns. */
enum weight {
	WEIGHT_NEEDED,
	WEIGHT_IGNORED, /* what it returns; a crash counts */
	WEIGHT_BEHIND,	/* after the last signature: even a crash is none */
};

struct faults_function {
	const char *name;
	enum weight weight;
};

struct faults_error {
	const char *name;
	const char *words; /* of what the operator can do */
};

struct fault {
	const char *function;
	unsigned number;
	const char *action;
};

struct expected {
	enum ending ending;
	const char *says[4]; /* on stderr; NULL: nothing more */
};

/* Ends with a NULL name. */
extern const struct faults_function faults_functions[];
extern const struct faults_error faults_errors[];

/* Every action for the function; ends with NULL. */
const char *
faults_action_of(const char *function, unsigned index);

struct expected
faults_expect(const struct fault *fault);

#endif
