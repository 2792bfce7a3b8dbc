/*
 * The HSM's process: started with the profile's environment, spoken to over
 * one end of a socket pair (wire.h), ended at the latest when this process
 * ends.
 */
#ifndef HSM_WORKER_H
#define HSM_WORKER_H

#include <stdbool.h>
#include <sys/types.h>

#include "base/err.h"
#include "hsm/profile.h"

struct worker {
	int fd;    /* our end, close-on-exec */
	int pidfd; /* readable once it has ended */
	pid_t pid; /* 0: none */
};

#define WORKER_NONE ((struct worker){.fd = -1, .pidfd = -1})

/* Executes program; what it and the module print goes to log (-1: nowhere).
 * Of this process's environment it gets all but what would put other code
 * into it (LD_PRELOAD and the like), and the profile's variables over that;
 * without a profile (NULL) none over it. */
enum status
worker_start(struct worker *dst, const char *program,
	const struct hsm_profile *profile, int log, struct err *err) MUST_CHECK;

/* Waits until there is something to receive, or the end: of the socket, or of
 * the process, whoever holds its socket then. False after timeout_ms or a
 * signal. */
bool
worker_ready(const struct worker *worker, int timeout_ms);

/* No more requests come: it closes the module by itself. */
void
worker_dismiss(struct worker *worker);

/* Ends it: dismissed first, killed when it has not ended after grace_ms; what
 * is left of its process group is killed.
 * how: "exit status 3", "signal 11 (Segmentation fault)". */
void
worker_end(struct worker *worker, int grace_ms, char *how, size_t size);

#endif
