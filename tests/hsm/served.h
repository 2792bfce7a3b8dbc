/*
 * An HSM through its process: a SoftHSM of a test's own, with token T and key
 * ksk-a, behind the module that spoils calls.
 */
#ifndef TESTS_HSM_SERVED_H
#define TESTS_HSM_SERVED_H

#include "hsm/remote.h"
#include "hsm/softhsm.h"

#define SERVED_LABEL "ksk-a"

struct served {
	struct softhsm softhsm; /* closed */
	const char *dir;
	struct hsm_profile profile;
	char *log;	  /* path: what the process prints */
	int log_fd;
	struct hsm *hsm; /* NULL: not open */
};

/* False, and the test skipped, where SoftHSM is not installed. Not open. */
bool
served_begin(struct served *served, const char *test);

void
served_end(struct served *served);

/* What is spoilt from now on (worker/faults_rules.h); NULL: nothing. */
void
served_spoil(const struct served *served, const char *rules);

/* patience may be NULL. The trace begins anew. */
void
served_open(struct served *served, const struct hsm_patience *patience);

void
served_close(struct served *served);

enum status
served_login(struct served *served, const char *pin, struct err *err);

/* One signature over a byte string that is permitted before, by key ksk-a;
 * STATUS_HSM also where it does not verify. */
enum status
served_sign(struct served *served, const char *data, struct err *err);

/* How often the function was called in the process. */
unsigned
served_calls(const struct served *served, const char *function);

/* A file's text in new memory, "" where it is not there. */
char *
served_read(const char *path);

/* No such process is left, not even one that waits to be reaped. */
bool
served_is_gone(int pid);

#endif
