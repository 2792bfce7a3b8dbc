/*
 * KEY-TAGS (RFC 4034 app. B): in the sets that will be published, or that a
 * response holds. No public key of a KSK is needed, the policy's tag does.
 */
#include <stdlib.h>

#include "ksr/rules_impl.h"
#include "ksr/timeline.h"

/* A tag that a key of the set has or would have; a key's own differ. */
struct claim {
	uint8_t algorithm;
	uint16_t tag;
	bool twin; /* the KSK's, revoked */
	struct rule_text name;
};

struct claims {
	struct claim *list;
	size_t count;
};

static void
add_claim(struct claims *claims, uint8_t algorithm, uint16_t tag, bool twin,
	const struct rule_text *name)
{
	struct claim *claim;

	claim = mem_append(&claims->list, &claims->count, sizeof(*claim));
	claim->algorithm = algorithm;
	claim->tag = tag;
	claim->twin = twin;
	claim->name = *name;
}

/* Without the key the tag alone gives the revoked twin's: the checksum of RFC
 * 4034 app. B grows by 128, and by one more when its low half runs over. Only
 * near the ends may it be either; there both count. */
#define TAG_CARRY_MAX 512 /* 16-bit words of a DNSKEY's RDATA, at most */

static void
add_twin(struct claims *claims, const struct timeline_ksk *ksk,
	uint8_t algorithm, const struct rule_text *name)
{
	uint16_t tag = (uint16_t)(ksk->tag + DNSKEY_REVOKE);

	if (ksk->dnskey != NULL) {
		add_claim(claims, algorithm, dnskey_tag_revoked(ksk->dnskey),
			true, name);
		return;
	}
	add_claim(claims, algorithm, tag, true, name);
	if (ksk->tag < TAG_CARRY_MAX || ksk->tag + DNSKEY_REVOKE > UINT16_MAX)
		add_claim(claims, algorithm, (uint16_t)(tag + 1), true, name);
}

static uint8_t
ksk_algorithm(const struct timeline_ksk *ksk)
{
	return ksk->policy != NULL ? ksk->policy->algorithm :
				     ksk->dnskey->algorithm;
}

static void
claim_all(struct claims *claims, const struct timeline *timeline, size_t slot)
{
	const struct ksr_bundle *bundle = timeline->slots[slot].bundle;
	const struct timeline_ksk *ksk;
	struct rule_text name;
	size_t i;

	for (i = 0; i < bundle->key_count; i++) {
		if (rule_is_ksk(&bundle->keys[i]) ||
			rule_is_repeated(bundle, i))
			continue;
		name = rule_text_key(&bundle->keys[i]);
		add_claim(claims, bundle->keys[i].dnskey.algorithm,
			dnskey_tag(&bundle->keys[i].dnskey), false, &name);
	}
	for (i = 0; i < timeline->ksk_count; i++) {
		if (!timeline_has(timeline, slot, i))
			continue;
		ksk = &timeline->ksks[i];
		name = rule_text_ksk(ksk->tag, ksk->id);
		add_claim(claims, ksk_algorithm(ksk), ksk->tag, false, &name);
		add_twin(claims, ksk, ksk_algorithm(ksk), &name);
	}
}

static void
check_claims(struct rule_result *result, const struct claims *claims,
	size_t number)
{
	const struct claim *a, *b;
	size_t i, j;

	for (i = 0; i < claims->count; i++) {
		for (j = 0; j < i; j++) {
			a = &claims->list[j];
			b = &claims->list[i];
			if (a->tag != b->tag || a->algorithm != b->algorithm)
				continue;
			rule_fail(result, "bundle %zu: %s%s and %s%s share "
				"key tag %u", number, a->name.text,
				a->twin ? " revoked" : "", b->name.text,
				b->twin ? " revoked" : "", a->tag);
		}
	}
}

void
rule_key_tags(struct rule_result *result, const struct rule_input *input)
{
	struct timeline timeline;
	size_t i;

	if (!rule_has_sets(result, input))
		return;
	timeline_make(&timeline, input);
	for (i = timeline.first; i < timeline.count; i++) {
		struct claims claims = {0};

		claim_all(&claims, &timeline, i);
		check_claims(result, &claims, timeline.slots[i].number);
		free(claims.list);
	}
	rule_pass(result, "no key tag twice in %zu sets, revoked KSKs counted",
		timeline.count - timeline.first);
	timeline_clear(&timeline);
}
