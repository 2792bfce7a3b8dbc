/*
 * DNSSEC algorithms (RFC 8624, RFC 9905): one row each.
 */
#ifndef DNS_ALGORITHM_H
#define DNS_ALGORITHM_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/mem.h"
#include "base/verdict.h"

enum algorithm_use {
	ALGORITHM_FORBIDDEN, /* never */
	ALGORITHM_LATER,     /* known, not yet signed or verified here */
	ALGORITHM_USABLE,
};

/* What a public key says of itself; exponent 0 when it has none. */
struct key_parameters {
	unsigned bits;
	uint64_t exponent;
};

struct algorithm {
	uint8_t number;
	const char *mnemonic;
	const char *element; /* in a KSR's policy: "RSA", "ECDSA", "EdDSA" */
	enum algorithm_use use;
	const char *digest; /* OpenSSL's name, NULL for EdDSA */
	/* DER DigestInfo before the digest (RFC 8017 9.2), or NULL. */
	const uint8_t *digest_info;
	size_t digest_info_len;
	/* Reads the DNSKEY public key field; refuses what is not minimal. */
	enum status (*parameters)(struct key_parameters *dst,
		const struct bytes *key, struct err *err);
	/* Makes an EVP_PKEY * (as void *) of it; the caller frees. */
	enum status (*load)(void **dst, const struct bytes *key,
		struct err *err);
	unsigned bits; /* of every key; 0 where keys differ */
};

/* NULL when the number is unknown. */
const struct algorithm *
algorithm_find(uint64_t number);

/* data hashed with the algorithm's digest into dst (DER DigestInfo in front:
 * what CKM_RSA_PKCS signs). */
enum status
algorithm_digest_info(struct bytes *dst, const struct algorithm *algorithm,
	const void *data, size_t len, struct err *err) MUST_CHECK;

/* Verifies in software. reason is filled unless PASS. */
enum verdict
algorithm_verify(const struct algorithm *algorithm, const struct bytes *key,
	const void *data, size_t len, const struct bytes *signature,
	struct err *reason) MUST_CHECK;

#endif
