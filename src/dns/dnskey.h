/*
 * DNSKEY resource records (RFC 4034 section 2), key tags (appendix B), DS
 * digests (RFC 4509), the REVOKE bit (RFC 5011 section 7).
 */
#ifndef DNS_DNSKEY_H
#define DNS_DNSKEY_H

#include "base/buf.h"
#include "base/digest.h"
#include "dns/name.h"

#define DNSKEY_ZSK 256
#define DNSKEY_KSK 257
#define DNSKEY_REVOKE 0x0080
#define DNSKEY_REVOKED_KSK 385
#define DNSKEY_PROTOCOL 3

struct dnskey {
	uint16_t flags;
	uint8_t protocol;
	uint8_t algorithm;
	struct bytes public_key;
};

void
dnskey_copy(struct dnskey *dst, const struct dnskey *src);

void
dnskey_clear(struct dnskey *key);

/* Adds the RDATA. */
void
dnskey_add_rdata(struct buf *dst, const struct dnskey *key);

uint16_t
dnskey_tag(const struct dnskey *key);

/* The tag with REVOKE set, whatever the flags say. */
uint16_t
dnskey_tag_revoked(const struct dnskey *key);

/* SHA-256 DS digest with REVOKE cleared, so that a revoked key is still
 * recognised. */
struct digest
dnskey_ds(const struct dnskey *key, const struct dns_name *owner);

/* Canonical RDATA order (RFC 4034 6.3). */
int
dnskey_compare(const struct dnskey *a, const struct dnskey *b);

/* Same algorithm and public key field; flags aside. */
bool
dnskey_same_key(const struct dnskey *a, const struct dnskey *b);

#endif
