/*
 * Requests as a zone maintainer makes them: for rehearsals and tests. The keys
 * here are ZSKs of no real zone, in this process's memory.
 */
#ifndef KSR_MAKE_H
#define KSR_MAKE_H

#include "ksr/ksr.h"
#include "ksr/policy.h"

#define MAKE_BUNDLES 9 /* the root's layout of a quarter */
#define MAKE_IDS (1 + MAKE_BUNDLES)

struct make_key {
	char *id; /* keyIdentifier */
	struct dnskey dnskey;
	void *pkey; /* EVP_PKEY * */
};

/* A new RSA key with exponent 65537; flags 256. The caller clears. */
enum status
make_key_generate(struct make_key *dst, const char *id, uint8_t algorithm,
	unsigned bits, struct err *err) MUST_CHECK;

/* A new one with the same key tag as another; they do not collide by chance in a
 * lifetime. */
enum status
make_key_twin(struct make_key *dst, const char *id, const struct make_key *of,
	struct err *err) MUST_CHECK;

/* Takes the key (EVP_PKEY *), NULL is refused: the end of all that make one. */
enum status
make_key_take(struct make_key *dst, const char *id, uint8_t algorithm,
	void *pkey, struct err *err) MUST_CHECK;

/* The same of a private key in PEM. */
enum status
make_key_read(struct make_key *dst, const char *id, uint8_t algorithm,
	const char *pem, struct err *err) MUST_CHECK;

void
make_key_clear(struct make_key *key);

/* Signature data over the bundle's set, for a signature whose fields are
 * filled (RFC 4034 3.1.8.1). */
enum status
make_sign(struct ksr_signature *signature, const struct ksr_bundle *bundle,
	const struct make_key *key, struct err *err) MUST_CHECK;

/* What a request is made of. Slot 1 holds outgoing and current, slots 2 to 8
 * current, slot 9 current and incoming; nine slots ten days apart, the last
 * eleven days before the next quarter. */
struct make_request {
	const struct policy *policy; /* what is declared is what it allows */
	int64_t start_utc;	     /* of the quarter */
	int64_t now_utc;	     /* proofs are valid for 30 days from it */
	const struct make_key *outgoing;
	const struct make_key *current;
	const struct make_key *incoming;
	const char *const *ids; /* MAKE_IDS: its own, the bundles'; NULL:
				 * random UUIDs */
};

/* STATUS_USAGE where the policy has another number of bundles. The caller
 * clears. */
enum status
make_request(struct ksr *dst, const struct make_request *from,
	struct err *err) MUST_CHECK;

/* The first quarter that begins after now, and the one count quarters from the
 * one that begins at start. */
int64_t
make_quarter_after(int64_t now_utc);
int64_t
make_quarter_add(int64_t start_utc, int count);

/* Of the last bundle of the quarter that begins at start. */
int64_t
make_last_expiration(const struct policy *policy, int64_t start_utc);

/* The quarter that a rehearsal asks for: the one after now, unless its last
 * signatures lie beyond the policy's horizon (in the first two weeks of a
 * quarter 180 days do not reach so far): then the one that began. */
int64_t
make_rehearsal_quarter(const struct policy *policy, int64_t now_utc);

/* For a rehearsal without files: the request for that quarter and the one for
 * the quarter before it, which it continues; both with new ZSKs of the policy's
 * first RSA algorithm. Answered by the training KSK, the latter is the previous
 * SKR. twins: two ZSKs of the coming one have the same key tag. The caller
 * clears both. */
enum status
make_rehearsal(struct ksr *coming, struct ksr *before,
	const struct policy *policy, int64_t now_utc, bool twins,
	struct err *err) MUST_CHECK;

#endif
