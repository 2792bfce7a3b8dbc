/*
 * Whether the files still are what the record says of them.
 */
#ifndef CEREMONY_UNCHANGED_H
#define CEREMONY_UNCHANGED_H

#include "ceremony/moves.h"

/* The files of in/ against line 1; STATUS_INPUT names the first that differs
 * or is gone. */
enum status
unchanged_inputs(const struct room *room, struct err *err) MUST_CHECK;

/* The SKR that was written, if one was, against its skr.written; STATUS_INPUT
 * with words. */
enum status
unchanged_skr(const struct room *room, struct err *err) MUST_CHECK;

#endif
