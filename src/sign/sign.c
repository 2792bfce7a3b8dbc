#include "sign/sign.h"

#include <stdlib.h>
#include <string.h>

/* One attempt at a plan. */
struct attempt {
	struct plan *plan;
	struct hsm *hsm;
	const struct plan_keys *keys;
	const struct sign_listener *listener;
	struct bytes *made; /* plan->count of them */
};

/* The key that the plan's signature is made with is the policy's. */
static enum status
check_signer(const struct attempt *attempt,
	const struct plan_signature *signature, struct err *err)
{
	size_t k = signature->ksk_index;
	const struct plan_keys *keys = attempt->keys;
	struct digest ds;

	if (k >= keys->count || keys->findings[k].verdict != VERDICT_PASS ||
		keys->dnskeys[k].public_key.len == 0 ||
		keys->keys[k].label[0] == '\0')
		return err_set(err, STATUS_RULE,
			"KSK %s was not found in the HSM as the policy says",
			signature->ksk->label);
	ds = dnskey_ds(&keys->dnskeys[k], &attempt->plan->policy->zone_name);
	if (!digest_equal(&ds, &signature->ksk->ds))
		return err_set(err, STATUS_RULE,
			"KSK %s: its DS is not the policy's",
			signature->ksk->label);
	return STATUS_OK;
}

/* All that can be known before the first C_Sign. */
static enum status
check_plan(const struct attempt *attempt, struct err *err)
{
	const struct plan *plan = attempt->plan;
	struct digest now = plan_digest(plan);
	enum status status = STATUS_OK;
	size_t i;

	if (!digest_equal(&now, &plan->digest))
		return err_set(err, STATUS_STOPPED,
			"the plan changed after it was made; make it again");
	if (strcmp(attempt->hsm->token.serial, plan->token.serial) != 0 ||
		strcmp(attempt->hsm->token.label, plan->token.label) != 0)
		return err_set(err, STATUS_HSM,
			"the plan is for token \"%s\" serial %s, logged in is "
			"\"%s\" serial %s",
			plan->token.label, plan->token.serial,
			attempt->hsm->token.label, attempt->hsm->token.serial);
	for (i = 0; i < plan->count && status == STATUS_OK; i++)
		status = check_signer(attempt, &plan->signatures[i], err);
	return status;
}

/* One signature, judged in software with the policy's key. */
static enum status
make_one(struct attempt *attempt, size_t index, struct err *err)
{
	const struct plan_signature *wanted = &attempt->plan->signatures[index];
	const struct algorithm *algorithm =
		algorithm_find(wanted->ksk->algorithm);
	const struct bytes *tbs = &wanted->tbs;
	struct bytes *made = &attempt->made[index];
	struct err reason = {0};
	struct hsm *hsm = attempt->hsm;
	enum status status = hsm->ops->sign(hsm,
		&attempt->keys->keys[wanted->ksk_index], algorithm, tbs, made,
		err);

	if (status != STATUS_OK)
		return err_prefix(err, "slot %zu, KSK %s", wanted->slot + 1,
			wanted->ksk->label);
	if (algorithm_verify(algorithm,
		    &attempt->keys->dnskeys[wanted->ksk_index].public_key,
		    tbs->data, tbs->len, made, &reason) != VERDICT_PASS)
		return err_set(err, STATUS_HSM,
			"slot %zu: the signature that the HSM made with KSK %s "
			"does not verify (%s); it is thrown away, do not go on "
			"with this HSM before it is understood",
			wanted->slot + 1, wanted->ksk->label, reason.text);
	return STATUS_OK;
}

/* Told once an attempt; the HSM's process signs nothing else. */
static enum status
permit_all(const struct attempt *attempt, struct err *err)
{
	const struct plan *plan = attempt->plan;
	struct digest *tbs = mem_new(plan->count, sizeof(*tbs));
	enum status status;
	size_t i;

	for (i = 0; i < plan->count; i++)
		tbs[i] = plan->signatures[i].tbs_sha256;
	status = attempt->hsm->ops->permit(attempt->hsm, tbs, plan->count, err);
	free(tbs);
	return status;
}

static enum status
make_all(struct attempt *attempt, struct err *err)
{
	const struct sign_listener *listener = attempt->listener;
	enum status status = permit_all(attempt, err);
	size_t i;

	for (i = 0; i < attempt->plan->count && status == STATUS_OK; i++) {
		status = make_one(attempt, i, err);
		if (status == STATUS_OK && listener != NULL)
			status = listener->signed_one(listener->context,
				attempt->plan, i, &attempt->made[i], err);
	}
	return status;
}

/* The bundle's signatures stand in the plan's order. */
static void
put_signatures(struct attempt *attempt)
{
	struct plan *plan = attempt->plan;
	size_t index = 0;
	size_t slot;
	size_t i;

	for (slot = 0; slot < plan->response.bundle_count; slot++) {
		struct ksr_bundle *bundle = &plan->response.bundles[slot];

		for (i = 0; i < bundle->signature_count; i++) {
			bytes_clear(&bundle->signatures[i].data);
			bundle->signatures[i].data = attempt->made[index];
			attempt->made[index++] = (struct bytes){0};
		}
	}
}

enum status
sign_plan(struct plan *plan, struct authorization *authorization,
	struct hsm *hsm, const struct plan_keys *keys,
	const struct sign_listener *listener, struct err *err)
{
	struct attempt attempt = {plan, hsm, keys, listener, NULL};
	enum status status;
	size_t i;

	status = authorization_use(authorization, &plan->digest, err);
	if (status == STATUS_OK)
		status = check_plan(&attempt, err);
	if (status != STATUS_OK)
		return status;
	attempt.made = mem_new(plan->count, sizeof(*attempt.made));
	status = make_all(&attempt, err);
	if (status == STATUS_OK)
		put_signatures(&attempt);
	for (i = 0; i < plan->count; i++)
		bytes_clear(&attempt.made[i]);
	free(attempt.made);
	return status;
}
