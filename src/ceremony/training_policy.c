/* The policy as a document again, training keys in the place of real ones. */
#include "ceremony/training_parts.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "base/base64.h"
#include "base/utc.h"
#include "ceremony/xml_write.h"

static void
add_duration(struct buf *dst, const char *name, int64_t seconds)
{
	char text[DURATION_SIZE];

	duration_format(text, seconds);
	buf_add_format(dst, " %s=\"%s\"", name, text);
}

static void
add_time(struct buf *dst, const char *name, int64_t utc)
{
	char text[UTC_SIZE];

	utc_format(text, utc);
	buf_add_format(dst, " %s=\"%s\"", name, text);
}

static void
add_range(struct buf *dst, const char *name, const struct policy_range *range)
{
	if (!range->set)
		return;
	buf_add_format(dst, "    <%s", name);
	add_duration(dst, "min", range->min_s);
	add_duration(dst, "max", range->max_s);
	buf_add_text(dst, "/>\n");
}

static void
add_algorithm(struct buf *dst, const struct policy_algorithm *algorithm)
{
	size_t i;

	buf_add_text(dst, "    <algorithm");
	xml_write_number(dst, "number", algorithm->number);
	for (i = 0; i < algorithm->size_count; i++)
		buf_add_format(dst, "%s%u", i == 0 ? " sizes=\"" : " ",
			algorithm->sizes[i]);
	buf_add_text(dst, i > 0 ? "\"" : "");
	for (i = 0; i < algorithm->exponent_count; i++)
		buf_add_format(dst, "%s%" PRIu64,
			i == 0 ? " exponents=\"" : " ",
			algorithm->exponents[i]);
	buf_add_text(dst, i > 0 ? "\"/>\n" : "/>\n");
}

static void
add_bundles(struct buf *dst, const struct policy *policy)
{
	size_t i;

	buf_add_text(dst, "    <bundles");
	xml_write_number(dst, "count", policy->bundles);
	buf_add_text(dst, " keys=\"");
	for (i = 0; i < policy->bundles; i++)
		buf_add_format(dst, "%s%u", i > 0 ? " " : "",
			policy->slot_keys[i]);
	buf_add_text(dst, "\"");
	xml_write_number(dst, "distinct-keys", policy->distinct_keys);
	buf_add_text(dst, "/>\n");
}

static void
add_limits(struct buf *dst, const struct policy *policy)
{
	add_range(dst, "cycle", &policy->cycle);
	add_range(dst, "interval", &policy->interval);
	add_range(dst, "validity", &policy->validity);
	add_range(dst, "overlap", &policy->overlap);
	buf_add_text(dst, "    <horizon");
	add_duration(dst, "max", policy->horizon_s);
	buf_add_text(dst, "/>\n    <safety");
	add_duration(dst, "publish", policy->publish_safety_s);
	add_duration(dst, "retire", policy->retire_safety_s);
	buf_add_text(dst, "/>\n");
}

static void
add_request(struct buf *dst, const struct policy *policy)
{
	size_t i;

	buf_add_text(dst, "  <request");
	xml_write_number(dst, "max-size", policy->max_size);
	buf_add_text(dst, ">\n");
	add_bundles(dst, policy);
	add_limits(dst, policy);
	for (i = 0; i < policy->algorithm_count; i++)
		add_algorithm(dst, &policy->algorithms[i]);
	for (i = 0; i < policy->off_count; i++) {
		buf_add_text(dst, "    <off");
		xml_write_attribute(dst, "rule", policy->off[i].rule);
		xml_write_attribute(dst, "reason", policy->off[i].reason);
		buf_add_text(dst, "/>\n");
	}
	buf_add_text(dst, "  </request>\n");
}

static void
add_response(struct buf *dst, const struct policy *policy)
{
	buf_add_text(dst, "  <response");
	xml_write_number(dst, "ttl", policy->ttl);
	add_duration(dst, "publish-safety", policy->response_publish_s);
	add_duration(dst, "retire-safety", policy->response_retire_s);
	add_duration(dst, "min-validity", policy->response_min_validity_s);
	add_duration(dst, "max-validity", policy->response_max_validity_s);
	add_duration(dst, "min-overlap", policy->response_min_overlap_s);
	add_duration(dst, "max-overlap", policy->response_max_overlap_s);
	xml_write_number(dst, "max-response", policy->max_response);
	buf_add_text(dst, "/>\n");
}

static void
add_dnskey(struct buf *dst, const struct policy *policy,
	const struct dnskey *key)
{
	char ds[DIGEST_HEX_SIZE];
	struct digest digest = dnskey_ds(key, &policy->zone_name);
	struct buf encoded = {0};

	digest_format(ds, &digest);
	base64_encode(&encoded, key->public_key.data, key->public_key.len);
	xml_write_attribute(dst, "ds-sha256", ds);
	xml_write_attribute(dst, "public-key", buf_text(&encoded));
	buf_clear(&encoded);
}

static void
add_ksk(struct buf *dst, const struct policy *policy,
	const struct policy_ksk *ksk, const struct training_key *key)
{
	char ds[DIGEST_HEX_SIZE];

	buf_add_text(dst, "  <ksk");
	xml_write_attribute(dst, "name", key->made ? key->label : ksk->name);
	xml_write_attribute(dst, "label",
		key->made ? key->label : ksk->label);
	xml_write_number(dst, "tag",
		key->made ? dnskey_tag(&key->dnskey) : ksk->tag);
	xml_write_number(dst, "algorithm", ksk->algorithm);
	xml_write_number(dst, "size", ksk->bits);
	if (ksk->exponent != 0)
		xml_write_number(dst, "exponent", ksk->exponent);
	add_time(dst, "valid-from", ksk->valid_from_utc);
	if (ksk->valid_until_utc != UTC_MAX)
		add_time(dst, "valid-until", ksk->valid_until_utc);
	if (ksk->sign_from_utc != 0)
		add_time(dst, "sign-from", ksk->sign_from_utc);
	digest_format(ds, &ksk->ds);
	if (key->made)
		add_dnskey(dst, policy, &key->dnskey);
	else if (ksk->dnskey.public_key.len > 0)
		add_dnskey(dst, policy, &ksk->dnskey);
	else
		xml_write_attribute(dst, "ds-sha256", ds);
	buf_add_text(dst, "/>\n");
}

/* The KSKs of one use in one slot, as an attribute; nothing when there are
 * none. */
static void
add_use(struct buf *dst, const struct policy *policy,
	const struct training_key *keys, const struct policy_schema *schema,
	size_t slot, enum ksk_use use)
{
	static const char *const names[] = {[KSK_PUBLISH] = "publish",
		[KSK_SIGN] = "sign", [KSK_REVOKE] = "revoke"};
	struct buf list = {0};
	size_t i;

	for (i = 0; i < policy->ksk_count; i++) {
		if ((policy_use(policy, schema, slot, i) & use) == 0)
			continue;
		buf_add_format(&list, "%s%s", list.len > 0 ? " " : "",
			keys[i].made ? keys[i].label : policy->ksks[i].name);
	}
	if (list.len > 0)
		xml_write_attribute(dst, names[use], buf_text(&list));
	buf_clear(&list);
}

static void
add_schema(struct buf *dst, const struct policy *policy,
	const struct training_key *keys, const struct policy_schema *schema)
{
	size_t slot;

	buf_add_text(dst, "  <schema");
	xml_write_attribute(dst, "name", schema->name);
	buf_add_text(dst, ">\n");
	for (slot = 0; slot < schema->slots; slot++) {
		buf_add_format(dst, "    <slot n=\"%zu\"", slot + 1);
		add_use(dst, policy, keys, schema, slot, KSK_PUBLISH);
		add_use(dst, policy, keys, schema, slot, KSK_REVOKE);
		add_use(dst, policy, keys, schema, slot, KSK_SIGN);
		buf_add_text(dst, "/>\n");
	}
	buf_add_text(dst, "  </schema>\n");
}

void
training_policy_write(struct buf *dst, const struct policy *policy,
	const struct training_key *keys)
{
	size_t i;

	buf_add_text(dst, XML_WRITE_DECLARATION "<policy");
	xml_write_attribute(dst, "zone", policy->zone);
	buf_add_text(dst, ">\n");
	add_request(dst, policy);
	add_response(dst, policy);
	for (i = 0; i < policy->ksk_count; i++)
		add_ksk(dst, policy, &policy->ksks[i], &keys[i]);
	for (i = 0; i < policy->schema_count; i++)
		add_schema(dst, policy, keys, &policy->schemas[i]);
	if (policy->gate_ceremony)
		buf_add_text(dst, "  <signing gate=\"ceremony\"/>\n");
	buf_add_text(dst, "</policy>\n");
}
