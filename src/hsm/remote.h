/*
 * The HSM's table of functions over a process boundary: the module runs in
 * ksk-ceremony-hsm. A module that crashes, hangs or loses its device ends
 * there; here it is a STATUS_HSM with words.
 */
#ifndef HSM_REMOTE_H
#define HSM_REMOTE_H

#include "hsm/hsm.h"
#include "hsm/worker.h"

/* How the HSM's process is run and waited for. */
struct hsm_worker {
	const char *program; /* path of ksk-ceremony-hsm; borrowed */
	int log; /* descriptor for what the module prints, -1: nowhere */
	const struct hsm_patience *patience; /* NULL: waits without end */
	/* NULL, or one that was started before the profile was known: taken
	 * over where the profile has no variables, which count from the start
	 * of a process only, and ended where it has some. */
	struct worker *ahead;
};

/* Starts the process and returns: it loads the module and lists the tokens
 * while the caller does something else. What goes wrong there is said by the
 * first call that needs it. close ends the process; it is killed when it does
 * not end by itself. profile, program and patience are borrowed and must
 * outlive the HSM. */
enum status
remote_open(struct hsm **dst, const struct hsm_profile *profile,
	const struct hsm_worker *worker, struct err *err) MUST_CHECK;

/* Nothing more will be asked: the process logs out and unloads while the
 * caller does something else; close follows. */
void
remote_dismiss(struct hsm *hsm);

/* For tests: of the process, 0 where it has ended. */
int
remote_pid(const struct hsm *hsm);

#endif
