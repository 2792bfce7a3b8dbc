/*
 * Tests that break one thing in the sample and see one rule fail.
 */
#ifndef TESTS_UNIT_KSR_BREAK_H
#define TESTS_UNIT_KSR_BREAK_H

#include "support/sample.h"
#include "support/test.h"

struct broken {
	const char *rule; /* the only one that fails */
	const char *part; /* of its reason */
	void (*breaks)(struct sample *sample);
};

/* Breaks a fresh sample for each row and runs the rules of the request, or of
 * the answer to it when that was made. */
void
break_each(const struct broken *rows, size_t count);

#define BREAK_EACH(rows) break_each(rows, sizeof(rows) / sizeof(rows[0]))

/* Of the last run: this rule's verdict, and part in its reason; says it where
 * not. */
bool
break_says(const struct sample *sample, const char *rule,
	enum verdict verdict, const char *part);

/* A bundle of the answer, which is made when there is none. */
struct ksr_bundle *
break_made(struct sample *sample, size_t index);

/* One more key in it, and the answer signed again. */
void
break_add_key(struct sample *sample, size_t index, const struct make_key *key);

/* Replaces an owned text. */
void
break_text(char **text, const char *by);

/* Flips one bit of byte at. */
void
break_bit(struct bytes *bytes, size_t at);

#endif
