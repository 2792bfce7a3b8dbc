/*
 * What is asked of every signature of an SKR, the previous one or the one made
 * or verified.
 */
#include <stdio.h>
#include <string.h>

#include "dns/rrsig.h"
#include "ksr/rules_impl.h"

/* The one key of the set with the signature's identifier, or NULL. */
static const struct ksr_key *
find_signer(const struct ksr_bundle *bundle, const char *id)
{
	const struct ksr_key *found = NULL;
	size_t i;

	for (i = 0; i < bundle->key_count; i++) {
		if (strcmp(bundle->keys[i].id, id) != 0)
			continue;
		if (found != NULL)
			return NULL;
		found = &bundle->keys[i];
	}
	return found;
}

/* Numbers that must agree, one row each. */
struct field {
	const char *name;
	int64_t found;
	int64_t allowed;
};

/* What is wrong with the fields, in words; false when they are right. */
static bool
find_wrong_field(struct rule_text *why, const struct rule_input *input,
	const struct ksr_bundle *bundle, const struct ksr_key *key,
	const struct ksr_signature *signature)
{
	const struct field fields[] = {
		{"Algorithm", signature->algorithm, key->dnskey.algorithm},
		{"Labels", signature->labels, input->policy->zone_name.labels},
		{"OriginalTTL", signature->original_ttl, key->ttl},
		{"TTL", signature->ttl, key->ttl},
		{"KeyTag", signature->tag, dnskey_tag(&key->dnskey)},
		{"keyTag of the key", key->tag, dnskey_tag(&key->dnskey)},
		{"SignatureInception", signature->inception_utc,
			bundle->inception_utc},
		{"SignatureExpiration", signature->expiration_utc,
			bundle->expiration_utc},
	};
	size_t i;

	for (i = 0; i < sizeof(fields) / sizeof(fields[0]); i++) {
		if (fields[i].found == fields[i].allowed)
			continue;
		snprintf(why->text, sizeof(why->text), "%s %lld, allowed is "
			"%lld", fields[i].name, (long long)fields[i].found,
			(long long)fields[i].allowed);
		return true;
	}
	return false;
}

static bool
find_wrong_text(struct rule_text *why, const struct rule_input *input,
	const struct ksr_signature *signature)
{
	if (strcmp(signature->type_covered, "DNSKEY") != 0) {
		snprintf(why->text, sizeof(why->text), "TypeCovered %.60s, "
			"allowed is DNSKEY",
			rule_text_id(signature->type_covered).text);
		return true;
	}
	if (!rule_is_zone(input, signature->signer)) {
		snprintf(why->text, sizeof(why->text), "SignersName %.60s, not "
			"the zone", rule_text_id(signature->signer).text);
		return true;
	}
	return false;
}

const struct ksr_key *
rule_check_signature(struct rule_result *result, const struct rule_input *input,
	const char *where, const struct ksr_bundle *bundle,
	const struct ksr_signature *signature)
{
	const struct ksr_key *key = find_signer(bundle, signature->id);
	struct rule_text wrong;
	struct err why = {0};

	if (key == NULL) {
		rule_fail(result, "%s: the signature by %s (tag %u) is by no "
			"one key of the set", where,
			rule_text_id(signature->id).text, signature->tag);
		return NULL;
	}
	if (find_wrong_text(&wrong, input, signature) ||
		find_wrong_field(&wrong, input, bundle, key, signature)) {
		rule_fail(result, "%s: signature by %s: %s", where,
			rule_text_key(key).text, wrong.text);
		return NULL;
	}
	if (rule_verify(input, bundle, key, signature, &why) !=
		VERDICT_PASS) {
		rule_fail(result, "%s: the signature by %s does not verify: "
			"%.150s", where, rule_text_key(key).text, why.text);
		return NULL;
	}
	return key;
}
