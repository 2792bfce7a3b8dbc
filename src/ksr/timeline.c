#include "ksr/timeline.h"

#include <stdlib.h>
#include <string.h>

#include "ksr/rules_impl.h"

static struct timeline_ksk *
find_ksk(struct timeline *timeline, const struct digest *ds)
{
	size_t i;

	for (i = 0; i < timeline->ksk_count; i++) {
		if (digest_equal(&timeline->ksks[i].ds, ds))
			return &timeline->ksks[i];
	}
	return NULL;
}

static uint16_t
unrevoked_tag(const struct dnskey *dnskey)
{
	struct dnskey clear = *dnskey;

	clear.flags = (uint16_t)(clear.flags & ~DNSKEY_REVOKE);
	return dnskey_tag(&clear);
}

static void
add_key(struct timeline *timeline, const struct policy *policy,
	const struct ksr_key *key)
{
	struct digest ds = dnskey_ds(&key->dnskey, &policy->zone_name);
	struct timeline_ksk *ksk = find_ksk(timeline, &ds);

	if (ksk == NULL) {
		ksk = mem_append(&timeline->ksks, &timeline->ksk_count,
			sizeof(*ksk));
		ksk->ds = ds;
		ksk->id = key->id;
	}
	if (ksk->dnskey == NULL) {
		ksk->dnskey = &key->dnskey;
		ksk->tag = unrevoked_tag(&key->dnskey);
	}
}

static void
add_keys_of(struct timeline *timeline, const struct policy *policy,
	const struct ksr *skr)
{
	const struct ksr_bundle *bundle;
	size_t i, j;

	for (i = 0; skr != NULL && i < skr->bundle_count; i++) {
		bundle = &skr->bundles[i];
		for (j = 0; j < bundle->key_count; j++) {
			if (rule_is_ksk(&bundle->keys[j]))
				add_key(timeline, policy, &bundle->keys[j]);
		}
	}
}

static void
add_policy_ksks(struct timeline *timeline, const struct policy *policy)
{
	const struct policy_ksk *from;
	struct timeline_ksk *ksk;
	size_t i;

	for (i = 0; i < policy->ksk_count; i++) {
		from = &policy->ksks[i];
		ksk = mem_append(&timeline->ksks, &timeline->ksk_count,
			sizeof(*ksk));
		ksk->ds = from->ds;
		ksk->policy = from;
		ksk->id = from->label;
		ksk->tag = from->tag;
		if (from->dnskey.public_key.len > 0)
			ksk->dnskey = &from->dnskey;
	}
}

static struct timeline_slot *
add_slot(struct timeline *timeline, const struct ksr *ksr, size_t index)
{
	struct timeline_slot *slot;

	slot = mem_append(&timeline->slots, &timeline->count, sizeof(*slot));
	slot->bundle = &ksr->bundles[index];
	slot->number = index + 1;
	slot->uses = mem_new(timeline->ksk_count + 1, 1);
	return slot;
}

static uint8_t
found_use(const struct ksr_bundle *bundle, const struct ksr_key *key)
{
	uint8_t use = KSK_PUBLISH;

	if ((key->dnskey.flags & DNSKEY_REVOKE) != 0)
		use = KSK_REVOKE;
	if (rule_count_signatures(bundle, key->id) > 0)
		use |= KSK_SIGN;
	return use;
}

static void
add_found(struct timeline *timeline, const struct policy *policy,
	const struct ksr *skr, bool previous)
{
	struct timeline_slot *slot;
	const struct ksr_key *key;
	struct digest ds;
	size_t i, j;

	for (i = 0; i < skr->bundle_count; i++) {
		slot = add_slot(timeline, skr, i);
		slot->previous = previous;
		for (j = 0; j < slot->bundle->key_count; j++) {
			key = &slot->bundle->keys[j];
			if (!rule_is_ksk(key))
				continue;
			ds = dnskey_ds(&key->dnskey, &policy->zone_name);
			slot->uses[find_ksk(timeline, &ds) - timeline->ksks] |=
				found_use(slot->bundle, key);
		}
	}
}

static void
add_planned(struct timeline *timeline, const struct rule_input *input)
{
	const struct policy_schema *schema = input->schema;
	struct timeline_slot *slot;
	size_t i, k;

	for (i = 0; i < input->request->bundle_count; i++) {
		slot = add_slot(timeline, input->request, i);
		if (schema == NULL || i >= schema->slots)
			continue;
		for (k = 0; k < input->policy->ksk_count; k++)
			slot->uses[k] = policy_use(input->policy, schema, i, k);
	}
}

void
timeline_make(struct timeline *dst, const struct rule_input *input)
{
	const struct policy *policy = input->policy;

	memset(dst, 0, sizeof(*dst));
	add_policy_ksks(dst, policy);
	add_keys_of(dst, policy, input->previous);
	add_keys_of(dst, policy, input->response);
	if (input->previous != NULL)
		add_found(dst, policy, input->previous, true);
	dst->first = dst->count;
	if (input->response != NULL)
		add_found(dst, policy, input->response, false);
	else if (input->request != NULL)
		add_planned(dst, input);
}

void
timeline_clear(struct timeline *timeline)
{
	size_t i;

	for (i = 0; i < timeline->count; i++)
		free(timeline->slots[i].uses);
	free(timeline->slots);
	free(timeline->ksks);
	memset(timeline, 0, sizeof(*timeline));
}

static uint8_t
use_of(const struct timeline *timeline, size_t slot, size_t ksk)
{
	return timeline->slots[slot].uses[ksk];
}

bool
timeline_has(const struct timeline *timeline, size_t slot, size_t ksk)
{
	return use_of(timeline, slot, ksk) != KSK_ABSENT;
}

bool
timeline_revokes(const struct timeline *timeline, size_t slot, size_t ksk)
{
	return (use_of(timeline, slot, ksk) & KSK_REVOKE) != 0;
}

bool
timeline_shows(const struct timeline *timeline, size_t slot, size_t ksk)
{
	return timeline_has(timeline, slot, ksk) &&
		!timeline_revokes(timeline, slot, ksk);
}

bool
timeline_signs(const struct timeline *timeline, size_t slot, size_t ksk)
{
	return (use_of(timeline, slot, ksk) & KSK_SIGN) != 0 &&
		!timeline_revokes(timeline, slot, ksk);
}
