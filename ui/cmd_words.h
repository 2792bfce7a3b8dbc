/*
 * words FILE...: SHA-256 in hex and in PGP words, for reading aloud.
 */
#ifndef UI_CMD_WORDS_H
#define UI_CMD_WORDS_H

#include "base/buf.h"
#include "base/digest.h"
#include "options.h"

/* Eight numbered lines of four words and their hex. */
void
words_add_lines(struct buf *dst, const struct digest *digest);

enum status
cmd_words(const struct options *options, struct err *err) MUST_CHECK;

#endif
