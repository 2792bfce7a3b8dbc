/*
 * The parts of training_make; nobody else includes this.
 */
#ifndef CEREMONY_TRAINING_PARTS_H
#define CEREMONY_TRAINING_PARTS_H

#include "base/buf.h"
#include "ceremony/training.h"
#include "hsm/hsm.h"
#include "ksr/ksr.h"
#include "ksr/policy.h"

/* A KSK of the policy and the training key in its place. */
struct training_key {
	bool made;
	char *label; /* also its name in the training policy */
	struct dnskey dnskey;
};

/* The token while it is being filled. */
struct training_token {
	struct hsm_profile profile;
	struct hsm *hsm;
	struct hsm_token token;
	struct secret pin;
};

/* Makes TRAINING_FOLDER with an empty SoftHSM token of that label, logs in,
 * and writes in/profile.xml. The caller closes, also after a failure. */
enum status
training_token_open(struct training_token *dst, const char *dir,
	const struct training_source *profile, const char *label,
	struct err *err) MUST_CHECK;

void
training_token_close(struct training_token *token);

/* Makes the key that takes ksk's place. */
enum status
training_key_make(struct training_key *dst, struct training_token *token,
	const struct policy_ksk *ksk, struct err *err) MUST_CHECK;

void
training_key_clear(struct training_key *key);

/* Adds policy as a document, with keys (as many as it has KSKs) in the place
 * of those KSKs for which one was made. */
void
training_policy_write(struct buf *dst, const struct policy *policy,
	const struct training_key *keys);

/* Which of the policy's KSKs stands for this KSK of the previous SKR: the one
 * of its DS, or the only one there is. NULL: none. */
const struct policy_ksk *
training_match(const struct policy *policy, const struct dnskey *key);

/* Adds the previous SKR again, as if the training keys had signed it. policy
 * is the training policy, base the one with the real KSKs, same indexes. */
enum status
training_previous_write(struct buf *dst, const struct ksr *previous,
	const struct policy *base, const struct policy *policy,
	struct training_token *token, struct err *err) MUST_CHECK;

/* Adds text as the value of an attribute. */
void
training_add_attribute(struct buf *dst, const char *name, const char *text);

#endif
