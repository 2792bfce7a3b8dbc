/*
 * The parts of training_make; nobody else includes this.
 */
#ifndef CEREMONY_TRAINING_PARTS_H
#define CEREMONY_TRAINING_PARTS_H

#include "base/buf.h"
#include "ceremony/ceremony.h"
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

#define TRAINING_CONF_FILE "softhsm2.conf" /* in TRAINING_FOLDER */

/* The token while it is being filled. */
struct training_token {
	struct hsm_profile profile;
	struct hsm *hsm;
	struct hsm_token token;
	struct secret pin;
};

/* training->profile as this rehearsal's token is driven: any other token and
 * login that it names are left out. */
enum status
training_profile_read(struct hsm_profile *dst, const struct training *training,
	struct err *err) MUST_CHECK;

/* Writes in/profile.xml for that token. */
enum status
training_profile_write(const char *dir, const struct hsm_profile *profile,
	const struct hsm_token *token, struct err *err) MUST_CHECK;

/* What a fault spoils, the words of its row. */
#define TRAINING_TWIN "twin"
#define TRAINING_PREVIOUS "previous"
#define TRAINING_CHAIN "chain"

/* Whether a fault that spoils that is planned; NULL: any request's. */
bool
training_drills(const struct training *training, const char *spoils);

/* The request as the planned faults want it. STATUS_USAGE where a genuine one
 * cannot be spoilt so. */
enum status
training_spoil(struct ksr *request, const struct training *training,
	struct err *err) MUST_CHECK;

/* The same of the answer before, before it is signed again. */
void
training_spoil_previous(struct ksr *previous, const struct training *training);

/* Makes TRAINING_FOLDER with an empty SoftHSM token of that label, logs in,
 * and writes in/profile.xml. The caller closes, also after a failure. */
enum status
training_token_open(struct training_token *dst, const char *dir,
	const struct training *training, const char *label, struct err *err)
	MUST_CHECK;

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

/* Adds the answer to a request, signed by the token's keys. */
enum status
training_answer(struct buf *dst, const struct ksr *request,
	const struct policy *policy, const struct policy_schema *schema,
	struct training_token *token, struct err *err) MUST_CHECK;

/* Adds the previous SKR again, as if the training keys had signed it. policy
 * is the training policy, base the one with the real KSKs, same indexes. */
enum status
training_previous_write(struct buf *dst, const struct ksr *previous,
	const struct policy *base, const struct policy *policy,
	struct training_token *token, struct err *err) MUST_CHECK;

/* Ceremonies are counted by quarters from 2010. */
unsigned
training_number(int64_t now_utc);

/* "ksr-training-2017-q2-0.xml", of a request that was made. The caller
 * frees. */
char *
training_request_name(const struct ksr *request);

/* Number, date, quarter, documents, token and inputs of this rehearsal. */
void
training_ceremony_fill(struct ceremony *dst, const struct training *training,
	const struct hsm_token *token, const struct ksr *request);

#endif
