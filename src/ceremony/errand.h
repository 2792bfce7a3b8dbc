/*
 * A helper program that nobody waits for: started, looked at now and then, and
 * ended when its time is over.
 */
#ifndef CEREMONY_ERRAND_H
#define CEREMONY_ERRAND_H

#include <stdbool.h>

#include "ceremony/spawn.h"

#define ERRAND_MAX 65536 /* bytes of output, then it is ended */

struct errand;

enum status
errand_start(struct errand **dst, const struct spawn *what, int limit_s,
	struct err *err) MUST_CHECK;

/* Takes what it wrote and returns at once: true when it has ended, or was
 * ended because its time is over. */
bool
errand_over(struct errand *errand);

/* Its time was over. */
bool
errand_late(const struct errand *errand);

/* What it wrote so far; valid until the next call. */
const char *
errand_output(const struct errand *errand);

/* Frees; what still runs is ended, or with errand_leave goes on by itself. NULL
 * is fine. */
void
errand_free(struct errand *errand);
void
errand_leave(struct errand *errand);

#endif
