#include "ksr/ksr_tables.h"

#include <stddef.h>
#include <string.h>

#define TTL_MAX INT32_MAX /* RFC 2181 section 8 */

#define ATTRIBUTE(name, type, object, member) \
	{name, true, type, offsetof(struct object, member), 0, 0}
#define ELEMENT(name, type, object, member) \
	{name, false, type, offsetof(struct object, member), 0, 0}
#define TTL(name, object, member) \
	{name, false, FIELD_U32, offsetof(struct object, member), 0, TTL_MAX}
#define POSITIVE(name, type, object, member, max) \
	{name, true, type, offsetof(struct object, member), 1, max}

static const struct ksr_field header[] = {
	ATTRIBUTE("id", FIELD_TEXT, ksr, id),
	ATTRIBUTE("domain", FIELD_TEXT, ksr, domain),
	ATTRIBUTE("serial", FIELD_U64, ksr, serial),
};

static const struct ksr_field policy[] = {
	ELEMENT("PublishSafety", FIELD_DURATION, ksr_policy, publish_safety_s),
	ELEMENT("RetireSafety", FIELD_DURATION, ksr_policy, retire_safety_s),
	ELEMENT("MaxSignatureValidity", FIELD_DURATION, ksr_policy,
		max_validity_s),
	ELEMENT("MinSignatureValidity", FIELD_DURATION, ksr_policy,
		min_validity_s),
	ELEMENT("MaxValidityOverlap", FIELD_DURATION, ksr_policy,
		max_overlap_s),
	ELEMENT("MinValidityOverlap", FIELD_DURATION, ksr_policy,
		min_overlap_s),
};

static const struct ksr_field algorithm[] = {
	ATTRIBUTE("algorithm", FIELD_U8, ksr_algorithm, number),
};

static const struct ksr_field rsa[] = {
	POSITIVE("size", FIELD_UINT, ksr_algorithm, bits, UINT16_MAX),
	POSITIVE("exponent", FIELD_U64, ksr_algorithm, exponent, 0),
};

static const struct ksr_field curve[] = {
	POSITIVE("size", FIELD_UINT, ksr_algorithm, bits, UINT16_MAX),
};

static const struct ksr_field bundle[] = {
	ATTRIBUTE("id", FIELD_TEXT, ksr_bundle, id),
	ELEMENT("Inception", FIELD_TIME, ksr_bundle, inception_utc),
	ELEMENT("Expiration", FIELD_TIME, ksr_bundle, expiration_utc),
};

static const struct ksr_field signer[] = {
	{"keyIdentifier", true, FIELD_TEXT, 0, 0, 0},
};

static const struct ksr_field key[] = {
	ATTRIBUTE("keyIdentifier", FIELD_TEXT, ksr_key, id),
	ATTRIBUTE("keyTag", FIELD_U16, ksr_key, tag),
	TTL("TTL", ksr_key, ttl),
	ELEMENT("Flags", FIELD_U16, ksr_key, dnskey.flags),
	ELEMENT("Protocol", FIELD_U8, ksr_key, dnskey.protocol),
	ELEMENT("Algorithm", FIELD_U8, ksr_key, dnskey.algorithm),
	ELEMENT("PublicKey", FIELD_BASE64, ksr_key, dnskey.public_key),
};

static const struct ksr_field signature[] = {
	ATTRIBUTE("keyIdentifier", FIELD_TEXT, ksr_signature, id),
	TTL("TTL", ksr_signature, ttl),
	ELEMENT("TypeCovered", FIELD_TEXT, ksr_signature, type_covered),
	ELEMENT("Algorithm", FIELD_U8, ksr_signature, algorithm),
	ELEMENT("Labels", FIELD_U8, ksr_signature, labels),
	TTL("OriginalTTL", ksr_signature, original_ttl),
	ELEMENT("SignatureExpiration", FIELD_TIME, ksr_signature,
		expiration_utc),
	ELEMENT("SignatureInception", FIELD_TIME, ksr_signature,
		inception_utc),
	ELEMENT("KeyTag", FIELD_U16, ksr_signature, tag),
	ELEMENT("SignersName", FIELD_TEXT, ksr_signature, signer),
	ELEMENT("SignatureData", FIELD_BASE64, ksr_signature, data),
};

static const struct ksr_fields rsa_fields = KSR_FIELDS(rsa);
static const struct ksr_fields curve_fields = KSR_FIELDS(curve);

const struct ksr_fields ksr_header_fields = KSR_FIELDS(header);
const struct ksr_fields ksr_policy_fields = KSR_FIELDS(policy);
const struct ksr_fields ksr_algorithm_fields = KSR_FIELDS(algorithm);
const struct ksr_fields ksr_bundle_fields = KSR_FIELDS(bundle);
const struct ksr_fields ksr_signer_fields = KSR_FIELDS(signer);
const struct ksr_fields ksr_key_fields = KSR_FIELDS(key);
const struct ksr_fields ksr_signature_fields = KSR_FIELDS(signature);

const struct ksr_kind_names ksr_kinds[] = {
	[KSR_REQUEST] = {"Request", "RequestPolicy", "RequestBundle",
		"a KSR (it holds a Request)"},
	[KSR_RESPONSE] = {"Response", "ResponsePolicy", "ResponseBundle",
		"an SKR (it holds a Response)"},
};

const struct ksr_fields *
ksr_parameter_fields(const struct ksr_algorithm *from)
{
	return strcmp(from->element, "RSA") == 0 ? &rsa_fields : &curve_fields;
}
