/*
 * A sound request with its policy, previous SKR and answer, all of fixed test
 * keys: a test breaks one thing and sees which rule says no.
 *
 * Quarter 0 is 2017-q2, asked for on 2017-02-20; quarters go on from there with
 * the ZSKs in turn.
 */
#ifndef TESTS_SUPPORT_SAMPLE_H
#define TESTS_SUPPORT_SAMPLE_H

#include "ksr/make.h"
#include "ksr/rules.h"

#define SAMPLE_ZSKS 5 /* the last has the tag of revoked KSK A */
#define SAMPLE_KSKS 2 /* the policy's a and b */
#define SAMPLE_RULES 32

struct sample {
	struct make_key zsks[SAMPLE_ZSKS];
	struct make_key ksks[SAMPLE_KSKS];
	struct policy policy;
	struct ksr request, previous, response;
	struct rule_hsm hsm[SAMPLE_KSKS]; /* all found */
	struct rule_input input;
	int quarter;
	struct rule_result results[SAMPLE_RULES];
	size_t count;
};

/* Policy, request, previous SKR by schema "normal"; no response. */
void
sample_init(struct sample *sample);

/* The same with one text of tests/data/rules-policy.xml replaced. */
void
sample_init_policy(struct sample *sample, const char *from, const char *to);

void
sample_clear(struct sample *sample);

/* Another quarter and its schema; the quarter before was answered by schema
 * previous (NULL: there is no previous SKR). */
void
sample_set_quarter(struct sample *sample, int quarter, const char *previous,
	const char *schema);

const struct policy_schema *
sample_schema(const struct sample *sample, const char *name);

/* Makes the response that answers the request. */
void
sample_answer(struct sample *sample);

/* Adds the key as it is in a set. */
struct ksr_key *
sample_add_key(struct ksr_bundle *bundle, const struct make_key *key,
	uint32_t ttl);

/* Puts the key in the place of another, under its own identifier. */
void
sample_set_key(struct ksr_key *dst, const struct make_key *key);

void
sample_drop_signatures(struct ksr_bundle *bundle);

/* Adds the bundle's first signature once more. */
struct ksr_signature *
sample_copy_signature(struct ksr_bundle *bundle);

/* Turns a request into its answer by that schema. */
void
sample_answer_file(struct sample *sample, struct ksr *ksr, const char *schema);

/* Signs every signature of the file again, whatever its fields are now. */
void
sample_sign(struct sample *sample, struct ksr *ksr);

/* Runs the rules of a request or of a response into results. */
void
sample_run(struct sample *sample);
void
sample_run_response(struct sample *sample);

/* Of the last run. */
const struct rule_result *
sample_result(const struct sample *sample, const char *rule);

/* Whether each rule of the run passes but this one, which fails (NULL: all
 * pass) and says part; prints what differs. */
bool
sample_only(const struct sample *sample, const char *rule, const char *part);

#endif
