/*
 * The sample's keys and policy, read from tests/data.
 */
#ifndef TESTS_SUPPORT_SAMPLE_LOAD_H
#define TESTS_SUPPORT_SAMPLE_LOAD_H

#include "support/sample.h"

/* Ends the program with the error's words. */
void
sample_must(enum status status, const struct err *err);

/* Fills keys and policy; in the policy's text from is replaced by to, unless
 * from is NULL. */
void
sample_load(struct sample *sample, const char *from, const char *to);

/* The policy as a file, filled in from the keys; in new memory. */
char *
sample_policy_text(const struct sample *sample);

#endif
