/*
 * What may be signed: the SHA-256 of each to-be-signed form that was
 * authorized, each once. Kept beside the module, so that whoever asks for
 * signatures cannot ask for others.
 */
#ifndef HSM_PERMIT_H
#define HSM_PERMIT_H

#include <stdbool.h>

#include "base/digest.h"

struct permit {
	struct digest *digests;
	bool *taken;
	size_t count;
};

/* Replaces what was permitted before. */
void
permit_set(struct permit *permit, const struct digest *digests, size_t count);

/* True once for each digest that was given. */
bool
permit_take(struct permit *permit, const struct digest *digest);

void
permit_clear(struct permit *permit);

#endif
