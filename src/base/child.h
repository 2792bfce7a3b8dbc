/*
 * How every process that is started begins (posix_spawn).
 */
#ifndef BASE_CHILD_H
#define BASE_CHILD_H

#include <spawn.h>

/* What the console catches or holds back is not the child's; a session of its
 * own, because Ctrl-C at the console is not for it. */
void
child_set_attributes(posix_spawnattr_t *attributes);

#endif
