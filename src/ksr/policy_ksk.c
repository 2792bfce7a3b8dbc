#include <inttypes.h>
#include <stddef.h>
#include <string.h>

#include "base/file.h"
#include "base/utc.h"
#include "ksr/policy_parts.h"

#define KSK(name, type, member, min, max) \
	{name, true, type, offsetof(struct policy_ksk, member), min, max}

static const struct ksr_field rows[] = {
	KSK("name", FIELD_TEXT, name, 0, 0),
	KSK("label", FIELD_TEXT, label, 0, 0),
	KSK("tag", FIELD_U16, tag, 0, 0),
	KSK("algorithm", FIELD_U8, algorithm, 0, 0),
	KSK("size", FIELD_UINT, bits, 1, UINT16_MAX),
	KSK("exponent", FIELD_U64, exponent, 1, 0),
	KSK("valid-from", FIELD_TIME, valid_from_utc, 0, 0),
	KSK("valid-until", FIELD_TIME, valid_until_utc, 0, 0),
	KSK("sign-from", FIELD_TIME, sign_from_utc, 0, 0),
	KSK("public-key", FIELD_BASE64, dnskey.public_key, 0, 0),
};

static const struct ksr_fields fields = KSR_FIELDS(rows);

static enum status
check_window(const struct policy_ksk *ksk, const struct xml_node *node,
	struct err *err)
{
	if (ksk->valid_from_utc >= ksk->valid_until_utc)
		return xml_fail(node, err,
			"KSK %s: valid-until is not after valid-from",
			ksk->name);
	if (ksk->sign_from_utc == 0)
		return STATUS_OK;
	if (ksk->sign_from_utc < ksk->valid_from_utc ||
		ksk->sign_from_utc >= ksk->valid_until_utc)
		return xml_fail(node, err,
			"KSK %s: sign-from lies outside valid-from to "
			"valid-until", ksk->name);
	return STATUS_OK;
}

static enum status
check_algorithm(const struct algorithm **dst, const struct policy_ksk *ksk,
	const struct xml_node *node, struct err *err)
{
	enum status status;

	status = policy_check_algorithm(dst, node, ksk->algorithm, err);
	if (status != STATUS_OK)
		return status;
	if ((*dst)->use != ALGORITHM_USABLE)
		return xml_fail(node, err,
			"KSK %s: this program does not sign with algorithm %u "
			"(%s) yet", ksk->name, ksk->algorithm,
			(*dst)->mnemonic);
	if (strcmp((*dst)->element, "RSA") == 0 && ksk->exponent == 0)
		return xml_fail(node, err,
			"KSK %s: an RSA key needs its exponent", ksk->name);
	return STATUS_OK;
}

static enum status
check_parameters(const struct policy_ksk *ksk,
	const struct algorithm *algorithm, const struct xml_node *node,
	struct err *err)
{
	struct key_parameters found;
	struct err inner;

	if (algorithm->parameters(&found, &ksk->dnskey.public_key, &inner) !=
		STATUS_OK)
		return xml_fail(node, err, "KSK %s: public-key: %s", ksk->name,
			inner.text);
	if (found.bits == ksk->bits && found.exponent == ksk->exponent)
		return STATUS_OK;
	return xml_fail(node, err,
		"KSK %s: public-key has %u bits and exponent %" PRIu64
		", size and exponent say %u and %" PRIu64,
		ksk->name, found.bits, found.exponent, ksk->bits,
		ksk->exponent);
}

/* The public key, where it is given, is the one whose tag and DS stand
 * here. */
static enum status
check_public_key(const struct policy *policy, const struct policy_ksk *ksk,
	const struct xml_node *node, struct err *err)
{
	struct digest ds = dnskey_ds(&ksk->dnskey, &policy->zone_name);
	uint16_t tag = dnskey_tag(&ksk->dnskey);
	char hex[DIGEST_HEX_SIZE];

	if (tag != ksk->tag)
		return xml_fail(node, err,
			"KSK %s: the key tag of public-key is %u, tag says %u",
			ksk->name, tag, ksk->tag);
	if (digest_equal(&ds, &ksk->ds))
		return STATUS_OK;
	digest_format(hex, &ds);
	return xml_fail(node, err,
		"KSK %s: the DS of public-key is %s, ds-sha256 says otherwise",
		ksk->name, hex);
}

static enum status
check_new(const struct policy *policy, const struct policy_ksk *ksk,
	const struct xml_node *node, struct err *err)
{
	const struct policy_ksk *other;

	for (other = policy->ksks; other < ksk; other++) {
		if (strcmp(other->name, ksk->name) == 0)
			return xml_fail(node, err,
				"KSK name %s stands on line %ld already",
				ksk->name, other->line);
		if (strcmp(other->label, ksk->label) == 0)
			return xml_fail(node, err,
				"KSK label %s is that of %s (line %ld)",
				ksk->label, other->name, other->line);
		if (digest_equal(&other->ds, &ksk->ds))
			return xml_fail(node, err,
				"KSK %s has the ds-sha256 of %s (line %ld)",
				ksk->name, other->name, other->line);
	}
	return STATUS_OK;
}

static enum status
read_ds(struct policy_ksk *ksk, const struct xml_node *node, struct err *err)
{
	const char *text = xml_attribute(node, "ds-sha256");
	char shown[KSR_QUOTE_SIZE];

	if (digest_parse(&ksk->ds, text))
		return STATUS_OK;
	ksr_quote(shown, text);
	return xml_fail(node, err,
		"KSK %s: ds-sha256 is %s, allowed are 64 hex digits",
		ksk->name, shown);
}

static enum status
read_fields(struct policy_ksk *ksk, const struct xml_node *node,
	struct err *err)
{
	char shown[KSR_QUOTE_SIZE];
	enum status status;

	ksk->line = xml_line(node);
	ksk->valid_until_utc = UTC_MAX;
	status = ksr_fields_read(ksk, node, &fields, err);
	if (status != STATUS_OK)
		return status;
	ksk->dnskey.flags = DNSKEY_KSK;
	ksk->dnskey.protocol = DNSKEY_PROTOCOL;
	ksk->dnskey.algorithm = ksk->algorithm;
	if (file_name_is_safe(ksk->name))
		return read_ds(ksk, node, err);
	ksr_quote(shown, ksk->name);
	return xml_fail(node, err,
		"KSK name %s: allowed are letters, digits, \".\", \"_\", \"-\"",
		shown);
}

enum status
policy_read_ksk(struct policy *policy, const struct xml_node *node,
	struct err *err)
{
	const struct algorithm *algorithm;
	struct policy_ksk *ksk;
	enum status status;

	if (policy->ksk_count == POLICY_KSKS_MAX)
		return xml_fail(node, err, "more than %d KSKs",
			POLICY_KSKS_MAX);
	ksk = mem_append(&policy->ksks, &policy->ksk_count, sizeof(*ksk));
	status = read_fields(ksk, node, err);
	if (status == STATUS_OK)
		status = check_window(ksk, node, err);
	if (status == STATUS_OK)
		status = check_algorithm(&algorithm, ksk, node, err);
	if (status == STATUS_OK)
		status = check_new(policy, ksk, node, err);
	if (status != STATUS_OK || ksk->dnskey.public_key.len == 0)
		return status;
	status = check_parameters(ksk, algorithm, node, err);
	if (status == STATUS_OK)
		status = check_public_key(policy, ksk, node, err);
	return status;
}
