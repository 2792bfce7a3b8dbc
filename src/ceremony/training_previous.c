/* The previous SKR as if the training keys had signed it: the request behind
 * it and the schema it followed are read off it, and signed again. */
#include <stdlib.h>
#include <string.h>

#include "ceremony/training_parts.h"
#include "sign/authorize.h"
#include "sign/sign.h"

const struct policy_ksk *
training_match(const struct policy *policy, const struct dnskey *key)
{
	const struct policy_ksk *ksk = policy_match_ds(policy, key);

	if (ksk == NULL && policy->ksk_count == 1)
		ksk = &policy->ksks[0];
	return ksk;
}

static bool
has_signed(const struct ksr_bundle *bundle, const struct ksr_key *key)
{
	size_t i;

	for (i = 0; i < bundle->signature_count; i++) {
		if (bundle->signatures[i].tag == key->tag)
			return true;
	}
	return false;
}

static enum status
add_use(uint8_t *uses, const struct ksr_bundle *bundle,
	const struct ksr_key *key, const struct policy *base, struct err *err)
{
	const struct policy_ksk *ksk = training_match(base, &key->dnskey);
	unsigned use = KSK_PUBLISH;

	if (ksk == NULL)
		return err_set(err, STATUS_INPUT,
			"the previous SKR's KSK %u is not in the policy; a "
			"rehearsal cannot put a training KSK in its place",
			key->tag);
	if (key->dnskey.flags & DNSKEY_REVOKE)
		use = KSK_REVOKE;
	if (has_signed(bundle, key))
		use |= KSK_SIGN;
	uses[ksk - base->ksks] = (uint8_t)use;
	return STATUS_OK;
}

/* The schema that this SKR followed. The caller frees dst->uses. */
static enum status
read_schema(struct policy_schema *dst, const struct ksr *previous,
	const struct policy *base, struct err *err)
{
	static char name[] = "previous";
	enum status status = STATUS_OK;
	size_t slot, i;

	dst->name = name;
	dst->slots = previous->bundle_count;
	dst->uses = mem_new(dst->slots * base->ksk_count, sizeof(*dst->uses));
	for (slot = 0; slot < dst->slots; slot++) {
		const struct ksr_bundle *bundle = &previous->bundles[slot];
		uint8_t *uses = dst->uses + slot * base->ksk_count;

		for (i = 0; i < bundle->key_count; i++) {
			if (bundle->keys[i].dnskey.flags == DNSKEY_ZSK)
				continue;
			status = add_use(uses, bundle, &bundle->keys[i], base,
				err);
			if (status != STATUS_OK)
				return status;
		}
	}
	return status;
}

/* Leaves the ZSKs: the request behind the SKR. Borrowed from previous but for
 * the arrays of bundles and keys. */
static void
strip(struct ksr *dst, const struct ksr *previous)
{
	size_t slot, i;

	*dst = *previous;
	dst->kind = KSR_REQUEST;
	dst->bundles = mem_new(previous->bundle_count, sizeof(*dst->bundles));
	for (slot = 0; slot < previous->bundle_count; slot++) {
		const struct ksr_bundle *from = &previous->bundles[slot];
		struct ksr_bundle *to = &dst->bundles[slot];

		*to = *from;
		to->keys = mem_new(from->key_count, sizeof(*to->keys));
		to->key_count = 0;
		for (i = 0; i < from->key_count; i++) {
			if (from->keys[i].dnskey.flags == DNSKEY_ZSK)
				to->keys[to->key_count++] = from->keys[i];
		}
	}
}

static void
strip_clear(struct ksr *stripped)
{
	size_t slot;

	for (slot = 0; slot < stripped->bundle_count; slot++)
		free(stripped->bundles[slot].keys);
	free(stripped->bundles);
}

static enum status
sign_again(struct plan *plan, struct training_token *token,
	const struct plan_keys *keys, struct err *err)
{
	struct authorization *authorization = NULL;
	enum status status;

	status = authorize_training(&authorization, plan, err);
	if (status == STATUS_OK)
		status = sign_plan(plan, authorization, token->hsm, keys, NULL,
			err);
	authorization_free(authorization);
	return status;
}

enum status
training_answer(struct buf *dst, const struct ksr *request,
	const struct policy *policy, const struct policy_schema *schema,
	struct training_token *token, struct err *err)
{
	struct plan_keys keys = {0};
	struct plan plan = {0};
	enum status status;

	status = plan_find_keys(&keys, token->hsm, policy, schema, err);
	if (status == STATUS_OK)
		status = plan_make(&plan, request, NULL, policy, schema, &keys,
			&token->token, err);
	if (status == STATUS_OK)
		status = sign_again(&plan, token, &keys, err);
	if (status == STATUS_OK)
		ksr_write(dst, &plan.response);
	plan_clear(&plan);
	plan_keys_clear(&keys);
	if (status != STATUS_OK)
		return err_prefix(err, "the training previous SKR");
	return status;
}

enum status
training_previous_write(struct buf *dst, const struct ksr *previous,
	const struct policy *base, const struct policy *policy,
	struct training_token *token, struct err *err)
{
	struct policy_schema schema = {0};
	struct ksr request;
	enum status status;

	status = read_schema(&schema, previous, base, err);
	if (status == STATUS_OK) {
		strip(&request, previous);
		status = training_answer(dst, &request, policy, &schema,
			token, err);
		strip_clear(&request);
	}
	free(schema.uses);
	return status;
}
