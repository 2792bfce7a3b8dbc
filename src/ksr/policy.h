/*
 * The operator's policy document (policies/): what a KSR must satisfy, the KSK
 * inventory, the schemas, the response's parameters. Limits come from here
 * first; what a KSR declares never widens them.
 */
#ifndef KSR_POLICY_H
#define KSR_POLICY_H

#include "base/digest.h"
#include "base/xml.h"
#include "dns/dnskey.h"

struct policy_range {
	int64_t min_s;
	int64_t max_s;
	bool set; /* false: not given, no bound */
};

struct policy_algorithm {
	uint8_t number;
	unsigned *sizes; /* bits; an empty list allows nothing */
	size_t size_count;
	uint64_t *exponents; /* the same; empty but for RSA */
	size_t exponent_count;
};

struct policy_ksk {
	char *name;
	char *label; /* CKA_LABEL and keyIdentifier */
	uint16_t tag;
	uint8_t algorithm;
	unsigned bits;
	uint64_t exponent;
	int64_t valid_from_utc;
	int64_t valid_until_utc; /* UTC_MAX when open */
	int64_t sign_from_utc;   /* 0 when not given */
	struct digest ds;
	/* DNSKEY with flags 257; public_key empty unless the policy has it. */
	struct dnskey dnskey;
	long line;
};

enum ksk_use { KSK_ABSENT = 0, KSK_PUBLISH = 1, KSK_SIGN = 2, KSK_REVOKE = 4 };

/* One schema: uses[slot * ksk_count + ksk] is a set of enum ksk_use. */
struct policy_schema {
	char *name;
	size_t slots; /* 1..count of them */
	uint8_t *uses;
	long line;
};

struct policy_off {
	char *rule;
	char *reason;
};

struct policy {
	char *zone;
	struct dns_name zone_name;
	size_t max_size; /* bytes of a KSR or SKR */
	size_t bundles;
	unsigned *slot_keys; /* distinct keys a slot; bundles of them */
	unsigned distinct_keys;
	struct policy_range cycle, interval, validity, overlap;
	int64_t horizon_s;
	int64_t publish_safety_s, retire_safety_s;
	struct policy_algorithm *algorithms;
	size_t algorithm_count;
	struct policy_off *off;
	size_t off_count;
	/* response */
	uint32_t ttl;
	int64_t response_publish_s, response_retire_s;
	int64_t response_min_validity_s, response_max_validity_s;
	int64_t response_min_overlap_s, response_max_overlap_s;
	size_t max_response; /* bytes */
	struct policy_ksk *ksks;
	size_t ksk_count;
	struct policy_schema *schemas;
	size_t schema_count;
	bool gate_ceremony; /* <signing gate="ceremony"/> */
	struct digest sha256;
};

/* Parses and checks: schemas well-formed, KSKs of known algorithm, public keys
 * match their DS, only rules that may be off are off. The caller clears. */
enum status
policy_parse(struct policy *dst, const struct xml_source *source,
	struct err *err) MUST_CHECK;

void
policy_clear(struct policy *policy);

/* By name, or the only one when name is NULL; STATUS_USAGE lists the names. */
enum status
policy_find_schema(const struct policy_schema **dst,
	const struct policy *policy, const char *name, struct err *err)
	MUST_CHECK;

const struct policy_ksk *
policy_find_ksk(const struct policy *policy, const char *name);

/* The KSK whose DS is that of key (REVOKE cleared), or NULL. */
const struct policy_ksk *
policy_match_ds(const struct policy *policy, const struct dnskey *key);

uint8_t
policy_use(const struct policy *policy, const struct policy_schema *schema,
	size_t slot, size_t ksk);

/* The reason for which a rule is off, or NULL. */
const char *
policy_off_reason(const struct policy *policy, const char *rule);

#endif
