/*
 * The HSM's process from inside: answers requests (wire.h) with the module
 * behind p11.h, one after the other, until the other side closes.
 */
#ifndef HSM_SERVE_H
#define HSM_SERVE_H

#include "base/err.h"

/* STATUS_OK at the end of the requests; STATUS_HSM when the other side says
 * what cannot be understood. The module is closed in both cases. */
enum status
serve(int fd, struct err *err) MUST_CHECK;

#endif
