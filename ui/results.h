/*
 * Rules and bundles as check, sign and verify print them: lines for people
 * and shell scripts, or JSON of the same.
 */
#ifndef UI_RESULTS_H
#define UI_RESULTS_H

#include <jansson.h>

#include "inputs.h"

/* The results of one run of the rules. */
struct results {
	struct rule_result *rules; /* rule_count long */
	size_t count;
	bool hsm; /* it was looked at; without it HSM-KEYS alone may be NONE */
};

void
results_init(struct results *results);

void
results_clear(struct results *results);

/* What the rules say together. */
enum verdict
results_verdict(const struct results *results);

/* STATUS_RULE names the rules that say no. */
enum status
results_status(const struct results *results, struct err *err) MUST_CHECK;

/* One line: name, PASS, FAIL, OFF or NONE, reason. */
void
results_add_line(struct buf *dst, const struct rule_result *result);

/* One line a rule. */
void
results_add_lines(struct buf *dst, const struct results *results);

/* [{"rule","verdict","reason","off-reason"}] */
json_t *
results_json(const struct results *results);

/* [{"slot","inception","expiration","zsk":[tag...],
 * "ksk":[{"tag","name","use":"sign"}]}] of the request and what its schema
 * does with it, or of the answer where there is no request. */
json_t *
bundles_json(const struct inputs *inputs);

/* The same as a table. */
void
bundles_add_lines(struct buf *dst, const struct inputs *inputs);

/* Says, behind before, that the clock was given; nothing where it was not. */
void
results_add_clock(struct buf *dst, const char *before,
	const struct inputs *inputs);

/* Prints all of a command: file, digest, rules, bundles. */
void
results_print(const struct options *options, const struct inputs *inputs,
	const struct ksr *ksr, const struct results *results);

#endif
