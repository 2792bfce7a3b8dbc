/*
 * RRSIG over a DNSKEY set: the to-be-signed form (RFC 4034 3.1.8.1, 6.2, 6.3).
 */
#ifndef DNS_RRSIG_H
#define DNS_RRSIG_H

#include "dns/dnskey.h"

#define RRTYPE_DNSKEY 48

struct rrsig {
	uint16_t type_covered;
	uint8_t algorithm;
	uint8_t labels;
	uint32_t original_ttl;  /* seconds */
	int64_t expiration_utc; /* 0 to UTC_MAX */
	int64_t inception_utc;
	uint16_t tag;
	struct dns_name signer;
};

/* Adds RRSIG RDATA without the signature, then each DNSKEY RR once in canonical
 * order (equal RRs once). keys is count pointers in any order. */
void
rrsig_add_tbs(struct buf *dst, const struct rrsig *rrsig,
	const struct dns_name *owner, const struct dnskey *const *keys,
	size_t count);

/* Size in bytes of the DNSKEY response: header, question, EDNS OPT record, the
 * set and its signatures with compressed owner names (RFC 1035 4.1.4,
 * RFC 6891). key_lens: public key fields, signature_lens: signatures. */
size_t
rrsig_response_size(const struct dns_name *owner, const size_t *key_lens,
	size_t keys, const size_t *signature_lens, size_t signatures);

#endif
