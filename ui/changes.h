/*
 * What changes from slot to slot, and against the previous SKR.
 */
#ifndef UI_CHANGES_H
#define UI_CHANGES_H

#include "ceremony/session.h"

/* One sentence a change, blank-line free, separated by newlines; "" where
 * nothing changes. */
void
changes_list(struct buf *dst, const struct session *session);

/* The key tags of the bundle's zone signing keys (flags 256), in order;
 * returns how many. */
size_t
changes_zsk_tags(uint16_t *dst, size_t max, const struct ksr_bundle *bundle);

#endif
