#include "base/child.h"

#include <signal.h>

void
child_set_attributes(posix_spawnattr_t *attributes)
{
	sigset_t set;

	sigfillset(&set);
	posix_spawnattr_setsigdefault(attributes, &set);
	sigemptyset(&set);
	posix_spawnattr_setsigmask(attributes, &set);
	posix_spawnattr_setflags(attributes, POSIX_SPAWN_SETSIGDEF |
		POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSID);
}
