/*
 * Questions on the terminal, for commands without a screen.
 */
#ifndef UI_PROMPT_H
#define UI_PROMPT_H

#include "base/secret.h"

/* Asks "what NAME: " on the controlling terminal, without echo. STATUS_USAGE
 * where there is no terminal. */
enum status
prompt_secret(struct secret *dst, const char *what, const char *name,
	struct err *err) MUST_CHECK;

/* Asks on the standard error output, reads a line of the standard input;
 * true when it is the wanted word (upper and lower case are alike). */
bool
prompt_word(const char *question, const char *wanted);

#endif
