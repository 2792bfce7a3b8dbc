#include "sign/plan.h"

#include <stdlib.h>
#include <string.h>

#include "base/buf.h"

/* What the functions that build a plan share. */
struct maker {
	struct plan *plan;
	const struct plan_keys *keys;
	struct err *err;
};

static struct ksr_policy
copy_policy(const struct ksr_policy *src)
{
	struct ksr_policy copy = *src;
	struct bytes algorithms = {0};

	bytes_set(&algorithms, src->algorithms,
		src->algorithm_count * sizeof(*src->algorithms));
	copy.algorithms = (struct ksr_algorithm *)(void *)algorithms.data;
	return copy;
}

static int
compare_algorithms(const void *left, const void *right)
{
	const struct ksr_algorithm *a = left;
	const struct ksr_algorithm *b = right;

	if (a->number != b->number)
		return a->number < b->number ? -1 : 1;
	if (a->bits != b->bits)
		return a->bits < b->bits ? -1 : 1;
	return (a->exponent > b->exponent) - (a->exponent < b->exponent);
}

static void
add_algorithm(struct ksr_policy *dst, const struct policy_ksk *ksk)
{
	const struct algorithm *algorithm = algorithm_find(ksk->algorithm);
	struct ksr_algorithm row = {.number = ksk->algorithm,
		.bits = ksk->bits,
		.exponent = ksk->exponent};
	struct ksr_algorithm *place;
	size_t i;

	strncpy(row.element, algorithm->element, sizeof(row.element) - 1);
	for (i = 0; i < dst->algorithm_count; i++) {
		if (compare_algorithms(&dst->algorithms[i], &row) == 0)
			return;
	}
	place = mem_append(&dst->algorithms, &dst->algorithm_count,
		sizeof(*place));
	*place = row;
}

/* One SignatureAlgorithm per distinct parameters of the KSKs used. */
static void
fill_ksk_policy(struct plan *plan)
{
	const struct policy *policy = plan->policy;
	struct ksr_policy *ksk = &plan->response.ksk;
	size_t slot;
	size_t i;

	ksk->publish_safety_s = policy->response_publish_s;
	ksk->retire_safety_s = policy->response_retire_s;
	ksk->max_validity_s = policy->response_max_validity_s;
	ksk->min_validity_s = policy->response_min_validity_s;
	ksk->max_overlap_s = policy->response_max_overlap_s;
	ksk->min_overlap_s = policy->response_min_overlap_s;
	for (slot = 0; slot < plan->schema->slots; slot++) {
		for (i = 0; i < policy->ksk_count; i++) {
			if (policy_use(policy, plan->schema, slot, i) !=
				KSK_ABSENT)
				add_algorithm(ksk, &policy->ksks[i]);
		}
	}
	if (ksk->algorithm_count > 0)
		qsort(ksk->algorithms, ksk->algorithm_count,
			sizeof(*ksk->algorithms), compare_algorithms);
}

static struct ksr_key *
add_key(struct ksr_bundle *bundle, const struct plan *plan, const char *id)
{
	struct ksr_key *key = mem_append(&bundle->keys, &bundle->key_count,
		sizeof(*key));

	key->id = mem_string(id);
	key->ttl = plan->policy->ttl;
	return key;
}

static void
add_zsks(struct ksr_bundle *bundle, const struct plan *plan,
	const struct ksr_bundle *request)
{
	size_t i;

	for (i = 0; i < request->key_count; i++) {
		struct ksr_key *key = add_key(bundle, plan,
			request->keys[i].id);

		key->tag = request->keys[i].tag;
		dnskey_copy(&key->dnskey, &request->keys[i].dnskey);
	}
}

/* RFC 5011 2.1: revoked is flags 385, with its own key tag. */
static void
add_ksk(struct ksr_bundle *bundle, const struct plan *plan,
	const struct policy_ksk *ksk, const struct dnskey *dnskey, bool revoked)
{
	struct ksr_key *key = add_key(bundle, plan, ksk->label);

	dnskey_copy(&key->dnskey, dnskey);
	key->dnskey.flags = revoked ? DNSKEY_REVOKED_KSK : DNSKEY_KSK;
	key->tag = dnskey_tag(&key->dnskey);
}

static struct plan_signature *
add_signature(struct plan *plan, size_t slot, size_t ksk, uint16_t tag,
	bool revoked)
{
	struct plan_signature *signature = mem_append(&plan->signatures,
		&plan->count, sizeof(*signature));

	signature->slot = slot;
	signature->ksk = &plan->policy->ksks[ksk];
	signature->ksk_index = ksk;
	signature->revoked = revoked;
	signature->tag = tag;
	return signature;
}

/* One KSK in one slot: its key and, where it signs, its signature. */
static enum status
place_ksk(struct maker *maker, size_t slot, size_t ksk)
{
	struct plan *plan = maker->plan;
	struct ksr_bundle *bundle = &plan->response.bundles[slot];
	uint8_t use = policy_use(plan->policy, plan->schema, slot, ksk);
	bool revoked = (use & KSK_REVOKE) != 0;
	const struct dnskey *dnskey = &maker->keys->dnskeys[ksk];

	if (use == KSK_ABSENT)
		return STATUS_OK;
	if (dnskey->public_key.len == 0)
		return err_set(maker->err, STATUS_RULE,
			"slot %zu needs a KSK that is not there: %s", slot + 1,
			maker->keys->findings[ksk].reason);
	add_ksk(bundle, plan, &plan->policy->ksks[ksk], dnskey, revoked);
	if ((use & (KSK_SIGN | KSK_REVOKE)) != 0)
		add_signature(plan, slot, ksk,
			bundle->keys[bundle->key_count - 1].tag, revoked);
	return STATUS_OK;
}

static const struct dnskey *
signing_key(const struct plan *plan, const struct plan_signature *signature)
{
	const struct ksr_bundle *bundle =
		&plan->response.bundles[signature->slot];

	return &ksr_find_key(bundle, signature->ksk->label)->dnskey;
}

/* By tag, equal tags by RDATA; a slot has few. */
static void
sort_slot(struct plan *plan, size_t first)
{
	struct plan_signature *list = plan->signatures;
	size_t i;
	size_t k;

	for (i = first + 1; i < plan->count; i++) {
		struct plan_signature moved = list[i];

		for (k = i; k > first && (list[k - 1].tag > moved.tag ||
			(list[k - 1].tag == moved.tag &&
			dnskey_compare(signing_key(plan, &list[k - 1]),
				signing_key(plan, &moved)) > 0)); k--)
			list[k] = list[k - 1];
		list[k] = moved;
	}
}

static void
fill_signature(struct ksr_signature *dst, const struct plan *plan,
	const struct plan_signature *signature, const struct ksr_bundle *bundle)
{
	dst->id = mem_string(signature->ksk->label);
	dst->ttl = plan->policy->ttl;
	dst->type_covered = mem_string("DNSKEY");
	dst->algorithm = signature->ksk->algorithm;
	dst->labels = plan->policy->zone_name.labels;
	dst->original_ttl = plan->policy->ttl;
	dst->expiration_utc = bundle->expiration_utc;
	dst->inception_utc = bundle->inception_utc;
	dst->tag = signature->tag;
	dst->signer = mem_string(plan->policy->zone);
}

/* The to-be-signed bytes stand once the slot's keys are complete. */
static enum status
fill_slot_signatures(struct maker *maker, size_t first,
	struct ksr_bundle *bundle)
{
	struct plan *plan = maker->plan;
	size_t i;

	for (i = first; i < plan->count; i++) {
		struct plan_signature *signature = &plan->signatures[i];
		struct ksr_signature *place = mem_append(&bundle->signatures,
			&bundle->signature_count, sizeof(*place));
		struct buf tbs = {0};

		fill_signature(place, plan, signature, bundle);
		if (ksr_add_tbs(&tbs, bundle, place, maker->err) !=
			STATUS_OK) {
			buf_clear(&tbs);
			return maker->err->status;
		}
		signature->tbs = buf_take(&tbs);
		signature->tbs_sha256 = digest_of(signature->tbs.data,
			signature->tbs.len);
	}
	return STATUS_OK;
}

static enum status
fill_slot(struct maker *maker, size_t slot)
{
	struct plan *plan = maker->plan;
	const struct ksr_bundle *request = &plan->request->bundles[slot];
	struct ksr_bundle *bundle = mem_append(&plan->response.bundles,
		&plan->response.bundle_count, sizeof(*bundle));
	size_t first = plan->count;
	size_t i;

	bundle->id = mem_string(request->id);
	bundle->inception_utc = request->inception_utc;
	bundle->expiration_utc = request->expiration_utc;
	add_zsks(bundle, plan, request);
	for (i = 0; i < plan->policy->ksk_count; i++) {
		if (place_ksk(maker, slot, i) != STATUS_OK)
			return maker->err->status;
	}
	if (plan->count == first)
		return err_set(maker->err, STATUS_RULE,
			"schema %s: nothing signs slot %zu", plan->schema->name,
			slot + 1);
	sort_slot(plan, first);
	return fill_slot_signatures(maker, first, bundle);
}

static enum status
fill_response(struct maker *maker)
{
	struct plan *plan = maker->plan;
	struct ksr *response = &plan->response;
	enum status status = STATUS_OK;
	size_t slot;

	response->kind = KSR_RESPONSE;
	response->id = mem_string(plan->request->id);
	response->serial = plan->request->serial;
	response->domain = mem_string(plan->request->domain);
	response->zsk = copy_policy(&plan->request->zsk);
	fill_ksk_policy(plan);
	for (slot = 0; slot < plan->schema->slots && status == STATUS_OK;
		slot++)
		status = fill_slot(maker, slot);
	return status;
}

struct digest
plan_digest(const struct plan *plan)
{
	struct buf all = {0};
	struct digest digest;
	size_t i;

	for (i = 0; i < plan->count; i++) {
		struct digest tbs = digest_of(plan->signatures[i].tbs.data,
			plan->signatures[i].tbs.len);

		buf_add(&all, tbs.bytes, DIGEST_LEN);
	}
	buf_add(&all, plan->request->sha256.bytes, DIGEST_LEN);
	buf_add(&all, plan->previous_sha256.bytes, DIGEST_LEN);
	buf_add(&all, plan->policy->sha256.bytes, DIGEST_LEN);
	buf_add_text(&all, plan->token.serial);
	digest = digest_of(all.data, all.len);
	buf_clear(&all);
	return digest;
}

enum status
plan_make(struct plan *dst, const struct ksr *request,
	const struct ksr *previous, const struct policy *policy,
	const struct policy_schema *schema, const struct plan_keys *keys,
	const struct hsm_token *token, struct err *err)
{
	struct plan plan = {
		.policy = policy, .schema = schema, .request = request};
	struct maker maker = {&plan, keys, err};
	enum status status;

	if (schema->slots != request->bundle_count)
		return err_set(err, STATUS_RULE,
			"schema %s has %zu slots, the KSR has %zu bundles",
			schema->name, schema->slots, request->bundle_count);
	if (token != NULL)
		plan.token = *token;
	if (previous != NULL)
		plan.previous_sha256 = previous->sha256;
	status = fill_response(&maker);
	if (status != STATUS_OK) {
		plan_clear(&plan);
		return status;
	}
	plan.digest = plan_digest(&plan);
	*dst = plan;
	return STATUS_OK;
}

void
plan_clear(struct plan *plan)
{
	size_t i;

	for (i = 0; i < plan->count; i++)
		bytes_clear(&plan->signatures[i].tbs);
	free(plan->signatures);
	ksr_clear(&plan->response);
	*plan = (struct plan){0};
}
