#include "hsm/permit.h"

#include <stdlib.h>

#include "base/mem.h"

void
permit_set(struct permit *permit, const struct digest *digests, size_t count)
{
	size_t i;

	permit_clear(permit);
	permit->digests = mem_new(count, sizeof(*permit->digests));
	permit->taken = mem_new(count, sizeof(*permit->taken));
	for (i = 0; i < count; i++)
		permit->digests[i] = digests[i];
	permit->count = count;
}

bool
permit_take(struct permit *permit, const struct digest *digest)
{
	size_t i;

	for (i = 0; i < permit->count; i++) {
		if (!permit->taken[i] &&
			digest_equal(&permit->digests[i], digest)) {
			permit->taken[i] = true;
			return true;
		}
	}
	return false;
}

void
permit_clear(struct permit *permit)
{
	free(permit->digests);
	free(permit->taken);
	*permit = (struct permit){0};
}
