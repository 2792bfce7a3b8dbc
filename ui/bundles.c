#include <stdlib.h>
#include <string.h>

#include "base/utc.h"
#include "results.h"

/* In the order of bits of enum ksk_use. */
static const char *
use_word(unsigned use)
{
	if (use & KSK_REVOKE)
		return use & KSK_SIGN ? "revoke+sign" : "revoke";
	if (use & KSK_SIGN)
		return "sign";
	return use & KSK_PUBLISH ? "publish" : "absent";
}

/* RFC 4034 appendix B is a sum of 16-bit words, and REVOKE adds 128 to one of
 * them. Where the policy lacks the key the revoked tag follows from the tag, but
 * for the carry of that word: near the ends it may be another by one. */
static unsigned
tag_of_use(const struct policy_ksk *ksk, unsigned use)
{
	if ((use & KSK_REVOKE) == 0)
		return ksk->tag;
	if (ksk->dnskey.public_key.len > 0)
		return dnskey_tag_revoked(&ksk->dnskey);
	return (ksk->tag + DNSKEY_REVOKE) & 0xffff;
}

static json_t *
ksk_json(unsigned tag, const char *name, unsigned use)
{
	return json_pack("{s:i, s:s, s:s}", "tag", (int)tag, "name", name,
		"use", use_word(use));
}

/* What the schema will do. */
static json_t *
planned_ksks(const struct inputs *inputs, size_t slot)
{
	const struct policy *policy = &inputs->policy;
	json_t *all = json_array();
	unsigned use;
	size_t i;

	if (inputs->schema == NULL || slot >= inputs->schema->slots)
		return all;
	for (i = 0; i < policy->ksk_count; i++) {
		const struct policy_ksk *ksk = &policy->ksks[i];

		use = policy_use(policy, inputs->schema, slot, i);
		if (use != KSK_ABSENT)
			json_array_append_new(all,
				ksk_json(tag_of_use(ksk, use), ksk->name, use));
	}
	return all;
}

static bool
is_zsk(const struct ksr_key *key)
{
	return key->dnskey.flags == DNSKEY_ZSK;
}

static bool
has_signed(const struct ksr_bundle *bundle, const struct ksr_key *key)
{
	size_t i;

	for (i = 0; i < bundle->signature_count; i++) {
		if (strcmp(bundle->signatures[i].id, key->id) == 0)
			return true;
	}
	return false;
}

/* What an answer holds. */
static json_t *
given_ksks(const struct ksr_bundle *bundle)
{
	json_t *all = json_array();
	unsigned use;
	size_t i;

	for (i = 0; i < bundle->key_count; i++) {
		const struct ksr_key *key = &bundle->keys[i];

		if (is_zsk(key))
			continue;
		use = key->dnskey.flags & DNSKEY_REVOKE ? KSK_REVOKE
							: KSK_PUBLISH;
		if (has_signed(bundle, key))
			use |= KSK_SIGN;
		json_array_append_new(all,
			ksk_json(dnskey_tag(&key->dnskey), key->id, use));
	}
	return all;
}

static json_t *
zsk_tags(const struct ksr_bundle *bundle)
{
	json_t *all = json_array();
	size_t i;

	for (i = 0; i < bundle->key_count; i++) {
		const struct ksr_key *key = &bundle->keys[i];

		if (is_zsk(key))
			json_array_append_new(all,
				json_integer(dnskey_tag(&key->dnskey)));
	}
	return all;
}

json_t *
bundles_json(const struct inputs *inputs)
{
	bool planned = inputs->has_request && !inputs->has_response;
	const struct ksr *ksr = planned ? &inputs->request : &inputs->response;
	json_t *all = json_array();
	char inception[UTC_SIZE], expiration[UTC_SIZE];
	size_t i;

	for (i = 0; i < ksr->bundle_count; i++) {
		const struct ksr_bundle *bundle = &ksr->bundles[i];

		utc_format(inception, bundle->inception_utc);
		utc_format(expiration, bundle->expiration_utc);
		json_array_append_new(all,
			json_pack("{s:I, s:s, s:s, s:s, s:o, s:o}", "slot",
				(json_int_t)i + 1, "id", bundle->id,
				"inception", inception, "expiration",
				expiration, "zsk", zsk_tags(bundle), "ksk",
				planned ? planned_ksks(inputs, i)
					: given_ksks(bundle)));
	}
	return all;
}

static void
add_zsks(struct buf *dst, const json_t *bundle)
{
	struct buf tags = {0};
	const json_t *tag;
	size_t i;

	json_array_foreach(json_object_get(bundle, "zsk"), i, tag)
		buf_add_format(&tags, "%s%" JSON_INTEGER_FORMAT,
			i > 0 ? " " : "", json_integer_value(tag));
	buf_add_format(dst, "%-12s", buf_text(&tags));
	buf_clear(&tags);
}

static void
add_ksks(struct buf *dst, const json_t *bundle)
{
	const json_t *ksk;
	size_t i;

	json_array_foreach(json_object_get(bundle, "ksk"), i, ksk)
		buf_add_format(dst, "  %" JSON_INTEGER_FORMAT " %s",
			json_integer_value(json_object_get(ksk, "tag")),
			json_string_value(json_object_get(ksk, "use")));
}

void
bundles_add_lines(struct buf *dst, const struct inputs *inputs)
{
	json_t *all = bundles_json(inputs);
	const json_t *bundle;
	size_t i;

	buf_add_text(dst, "slot  inception             expiration"
			  "            ZSK tags      KSK tags\n");
	json_array_foreach(all, i, bundle) {
		buf_add_format(dst, "%-4zu  %s  %s  ", i + 1,
			json_string_value(json_object_get(bundle, "inception")),
			json_string_value(
				json_object_get(bundle, "expiration")));
		add_zsks(dst, bundle);
		add_ksks(dst, bundle);
		buf_add_text(dst, "\n");
	}
	json_decref(all);
}
