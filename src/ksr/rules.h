/*
 * The named rules: one verdict each, with a reason; all run.
 */
#ifndef KSR_RULES_H
#define KSR_RULES_H

#include "base/verdict.h"
#include "ksr/ksr.h"
#include "ksr/policy.h"

enum rule_group {
	RULE_FORM,   /* the request's form */
	RULE_KEYS,
	RULE_TIMING,
	RULE_CHAIN,
	RULE_PLAN,   /* what will be published: KEY-TAGS, SKR-REVOKE, ... */
	RULE_RESULT, /* the response: SKR-VERIFY, SKR-ANCHOR, SKR-MATCH */
};

#define RULE_REASON_SIZE 400

/* What the HSM room found for one KSK; in the policy's order. */
struct rule_hsm {
	bool wanted; /* the schema publishes, signs with or revokes it */
	enum verdict verdict;
	char reason[RULE_REASON_SIZE];
};

/* What rules look at; NULL where there is none. */
struct rule_input {
	const struct policy *policy;
	const struct policy_schema *schema;
	const struct ksr *request;
	const struct ksr *previous; /* the previous SKR */
	const struct ksr *response; /* the SKR made or verified */
	int64_t now_utc;
	bool verify; /* verify: no clock, no history before the file */
	const struct rule_hsm *hsm; /* ksk_count of them, NULL: not looked */
	struct rule_proofs *proofs; /* of one run; what callers set is unread */
};

struct rule_result {
	const struct rule *rule;
	enum verdict verdict; /* what the rule says */
	bool off;	      /* switched off by the policy or the command */
	bool half;	      /* off, but only one half; verdict: the other's */
	char off_reason[RULE_REASON_SIZE];
	char reason[RULE_REASON_SIZE]; /* also for PASS: what was seen */
	unsigned findings; /* of them the reason names the first */
};

struct rule {
	const char *name;
	enum rule_group group;
	bool never_off;
	bool of_response; /* judged on an SKR too (verify, after signing) */
	void (*run)(struct rule_result *result, const struct rule_input *input);
};

extern const struct rule rules[];
extern const size_t rule_count;

const struct rule *
rule_find(const char *name);

const char *
rule_group_name(enum rule_group group);

/* Runs the rules of a KSR before signing (groups FORM to PLAN); results is
 * rule_count long, *count are filled. */
void
rules_run_request(struct rule_result *results, size_t *count,
	const struct rule_input *input);

/* Runs the rules of an SKR (verify, and after signing): KEY-TAGS, SKR-REVOKE,
 * SKR-SIZE and the RESULT group on input->response. The schema may be NULL:
 * then only what the file shows and the policy's KSKs count. SKR-MATCH is OFF
 * when verify is set and there is no request. */
void
rules_run_response(struct rule_result *results, size_t *count,
	const struct rule_input *input);

/* Runs one rule of rules_run_request's results once more: only what this rule
 * looks at has changed (HSM-KEYS, once the token is open). */
void
rules_run_again(struct rule_result *results, size_t count, const char *name,
	const struct rule_input *input);

/* Of the results of rules_run_request or rules_run_response, all of them, each
 * once: FAIL when a rule that is not off says FAIL; NONE when something is
 * missing or was not looked at (HSM-KEYS without an HSM); PASS otherwise. */
enum verdict
rules_verdict(const struct rule_result *results, size_t count);

/* What SKR-ANCHOR will ask of the response, asked before anything is signed:
 * STATUS_RULE names the first slot that no KSK may sign at that time. */
enum status
rules_check_anchors(const struct policy *policy,
	const struct policy_schema *schema, const struct ksr *request,
	struct err *err) MUST_CHECK;

/* "PASS", "FAIL", "OFF", "NONE". */
const char *
rule_result_word(const struct rule_result *result);

/* What the word would have been, had nothing been off. */
const char *
rule_would_be(const struct rule_result *result);

#endif
