/*
 * ksk-ceremony sign as a process of its own, over the sample's request, with a
 * SoftHSM behind the module that spoils calls.
 */
#ifndef TESTS_HSM_SIGNING_H
#define TESTS_HSM_SIGNING_H

#include <sys/types.h>

#include "hsm/softhsm.h"

struct signing {
	struct softhsm softhsm; /* closed */
	char *dir; /* documents, PIN file, and the tokens */
};

/* One run, in a directory of its own. */
struct signing_run {
	char *dir; /* borrowed; emptied by signing_start */
	pid_t pid;
	bool in_time; /* it ended by itself within the bound */
	int how;      /* as waitpid says */
	bool left;    /* a process outlived it */
	char *out, *err, *trace;
	struct bytes skr; /* empty where there is none */
};

/* False, and the test skipped, where SoftHSM is not installed. */
bool
signing_begin(struct signing *signing, const char *test);

void
signing_end(struct signing *signing);

/* This process takes in what its children leave behind. */
void
signing_adopt(void);

/* Starts it with those faults (worker/faults_rules.h). */
void
signing_start(struct signing_run *run, const struct signing *signing,
	const char *faults);

/* Waits for its end, kills it after limit_ms, and reads what it left. */
void
signing_finish(struct signing_run *run, int limit_ms);

void
signing_clear(struct signing_run *run);

/* How often the function stands in the trace; all calls where NULL. */
unsigned
signing_calls(const struct signing_run *run, const char *function);

/* Waits until the function was called that often: false when the run ended
 * before or limit_ms went by. */
bool
signing_await_call(struct signing_run *run, const char *function,
	unsigned times, int limit_ms);

/* The same for words on stderr. */
bool
signing_await_words(struct signing_run *run, const char *words, int limit_ms);

/* Waits until no child is left: false after limit_ms, when they are killed. */
bool
signing_await_nobody(int limit_ms);

/* A file that has no business in the run's directory, or that holds the PIN
 * and is not the PIN file; NULL: none. In new memory. */
char *
signing_stray_file(const struct signing_run *run,
	const struct signing *signing);

#endif
