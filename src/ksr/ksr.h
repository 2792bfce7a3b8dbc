/*
 * A KSR or SKR as read (RFC numbers beside the fields). Both files have the
 * root element KSR: a Request makes it a KSR, a Response an SKR.
 */
#ifndef KSR_KSR_H
#define KSR_KSR_H

#include "base/digest.h"
#include "base/xml.h"
#include "dns/dnskey.h"

enum ksr_kind { KSR_REQUEST, KSR_RESPONSE };

struct ksr_key {
	char *id; /* keyIdentifier */
	uint16_t tag; /* as written */
	uint32_t ttl; /* seconds */
	struct dnskey dnskey;
	long line;
};

struct ksr_signature {
	char *id; /* keyIdentifier */
	uint32_t ttl;
	char *type_covered;
	uint8_t algorithm;
	uint8_t labels;
	uint32_t original_ttl;
	int64_t expiration_utc;
	int64_t inception_utc;
	uint16_t tag;
	char *signer;
	struct bytes data;
	long line;
};

struct ksr_bundle {
	char *id;
	int64_t inception_utc;
	int64_t expiration_utc;
	char **signers; /* Signer keyIdentifier, requests only */
	size_t signer_count;
	struct ksr_key *keys;
	size_t key_count;
	struct ksr_signature *signatures;
	size_t signature_count;
};

struct ksr_algorithm {
	uint8_t number;
	char element[8]; /* "RSA", "ECDSA", "EdDSA" as written */
	unsigned bits;
	uint64_t exponent; /* RSA only, else 0 */
};

/* A declared policy; durations in seconds. */
struct ksr_policy {
	int64_t publish_safety_s;
	int64_t retire_safety_s;
	int64_t max_validity_s;
	int64_t min_validity_s;
	int64_t max_overlap_s;
	int64_t min_overlap_s;
	struct ksr_algorithm *algorithms;
	size_t algorithm_count;
};

struct ksr {
	enum ksr_kind kind;
	char *id;
	uint64_t serial;
	int64_t timestamp_utc; /* 0 when not given; read, never written */
	char *domain;
	struct ksr_policy ksk; /* responses only */
	struct ksr_policy zsk;
	struct ksr_bundle *bundles;
	size_t bundle_count;
	/* Of the file. */
	struct digest sha256;
	size_t size; /* bytes */
};

/* Reads a KSR or SKR; STATUS_INPUT with "name:line: reason" on anything that
 * KSR-SYNTAX forbids. wanted says which of the two it must be. The caller
 * clears with ksr_clear. */
enum status
ksr_read(struct ksr *dst, enum ksr_kind wanted, const struct xml_source *source,
	struct err *err) MUST_CHECK;

/* Adds the document in the one layout (ksk-ceremony-ksr(5)): same content, same
 * bytes. Keys and signatures are sorted in the output, not in skr. */
void
ksr_write(struct buf *dst, const struct ksr *ksr);

void
ksr_clear(struct ksr *ksr);
void
ksr_bundle_clear(struct ksr_bundle *bundle);

/* The key of that identifier in a bundle, or NULL. */
const struct ksr_key *
ksr_find_key(const struct ksr_bundle *bundle, const char *id);

/* Builds the RRSIG fields and to-be-signed bytes of one signature over the
 * bundle's set, as written in the file (RFC 4034 3.1.8.1). */
enum status
ksr_add_tbs(struct buf *dst, const struct ksr_bundle *bundle,
	const struct ksr_signature *signature, struct err *err) MUST_CHECK;

#endif
