/*
 * Who may take a role over from whom, and who signs that it changes hands.
 */
#ifndef CEREMONY_HANDOVER_H
#define CEREMONY_HANDOVER_H

#include "ceremony/session.h"

#define HANDOVER_SIGNERS 4

/* STATUS_RULE: why to cannot take the role of from: a role that is never one
 * person's together with it, now or before; no PIN where the role confirms. */
enum status
handover_check(const struct session *session, size_t from, size_t to,
	struct err *err) MUST_CHECK;

/* Those who sign, in order: the one who goes and the one who comes; for one who
 * has no PIN here the CA and the IW. Returns how many. */
size_t
handover_signers(size_t dst[HANDOVER_SIGNERS], const struct session *session,
	size_t from, size_t to);

#endif
