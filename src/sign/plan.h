/*
 * From schema to plan: exactly what will be signed, in order.
 */
#ifndef SIGN_PLAN_H
#define SIGN_PLAN_H

#include "hsm/hsm.h"
#include "ksr/ksr.h"
#include "ksr/policy.h"
#include "ksr/rules.h"

struct plan_signature {
	size_t slot;		      /* 0-based */
	const struct policy_ksk *ksk; /* borrowed from the policy */
	size_t ksk_index;
	bool revoked;
	uint16_t tag; /* in the RRSIG, revoked twin's where revoked */
	struct bytes tbs;
	struct digest tbs_sha256;
};

struct plan {
	const struct policy *policy;	    /* borrowed */
	const struct policy_schema *schema; /* borrowed */
	const struct ksr *request;	    /* borrowed */
	struct ksr response; /* complete but for the signatures' data */
	struct plan_signature *signatures;  /* slot by slot, by tag */
	size_t count;
	struct hsm_token token;
	struct digest previous_sha256; /* zeros when there is none */
	struct digest digest; /* plan digest, what each one confirms */
};

/* The policy's KSKs as found in the HSM; index as in the policy. */
struct plan_keys {
	struct hsm_key *keys;	 /* handle 0 and empty where not needed */
	struct dnskey *dnskeys;	 /* flags 257; empty where unknown */
	struct rule_hsm *findings;
	size_t count;
};

/* Looks for each KSK of the schema on the logged-in token, compares label
 * (unique), algorithm, size, exponent, tag, DS; a key only published may come
 * from the policy's public-key. Findings, never a failure, for what a rule
 * judges; STATUS_HSM for device errors. hsm NULL: only from the policy. */
enum status
plan_find_keys(struct plan_keys *dst, struct hsm *hsm,
	const struct policy *policy, const struct policy_schema *schema,
	struct err *err) MUST_CHECK;

void
plan_keys_clear(struct plan_keys *keys);

/* STATUS_RULE when the schema does not fit the request or a key is missing.
 * previous and token may be NULL (nothing to sign with, only to show).
 * Digest: SHA-256 over the ordered SHA-256 values of the to-be-signed data,
 * then those of KSR, previous SKR (zeros when none) and policy, then the
 * token's serial. */
enum status
plan_make(struct plan *dst, const struct ksr *request,
	const struct ksr *previous, const struct policy *policy,
	const struct policy_schema *schema, const struct plan_keys *keys,
	const struct hsm_token *token, struct err *err) MUST_CHECK;

void
plan_clear(struct plan *plan);

/* The digest over what the plan holds now. */
struct digest
plan_digest(const struct plan *plan);

#endif
