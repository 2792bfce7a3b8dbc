/*
 * What the faults module (faults.c) is told to do: rules
 * FUNCTION[@N|@N+]=ACTION between blanks, newlines or semicolons. @N is the
 * N-th call of the function in this process, @N+ it and all later ones.
 */
#ifndef WORKER_FAULTS_RULES_H
#define WORKER_FAULTS_RULES_H

#include <stdbool.h>

#define FAULTS_WHY_SIZE 200

enum faults_kind {
	FAULTS_NONE,
	FAULTS_ANSWER, /* value: the return value */
	FAULTS_SLEEP,  /* value: milliseconds */
	FAULTS_HANG,
	FAULTS_CRASH,
	FAULTS_KILL,
	FAULTS_GONE,
	/* Of C_Sign: what becomes of the signature. */
	FAULTS_FLIP,
	FAULTS_ZERO,
	FAULTS_SHORT,
	FAULTS_STALE,
	/* Of C_GetTokenInfo: another serial number, another maker. */
	FAULTS_SERIAL,
	FAULTS_MAKER,
};

struct faults_action {
	enum faults_kind kind;
	unsigned long value;
};

struct faults_call {
	const char *function;
	unsigned long number;	  /* from 1 */
	const char *const *known; /* functions that rules may name; NULL ends */
};

/* The action of the first rule of text that fits the call, FAULTS_NONE where
 * none does. False when one of the rules, fitting or not, cannot be
 * understood: why says which. */
bool
faults_rules_find(struct faults_action *dst, const char *text,
	const struct faults_call *call, char why[FAULTS_WHY_SIZE]);

#endif
