#include <stdlib.h>
#include <string.h>

#include "dns/algorithm.h"
#include "ksr/make.h"

/* The first RSA row of the policy, with its first size. */
static enum status
choose_algorithm(uint8_t *number, unsigned *bits, const struct policy *policy,
	struct err *err)
{
	const struct policy_algorithm *one;
	const struct algorithm *row;
	size_t i;

	for (i = 0; i < policy->algorithm_count; i++) {
		one = &policy->algorithms[i];
		row = algorithm_find(one->number);
		if (row == NULL || strcmp(row->element, "RSA") != 0)
			continue;
		*number = one->number;
		*bits = one->size_count > 0 ? one->sizes[0] : 2048;
		return STATUS_OK;
	}
	return err_set(err, STATUS_USAGE, "the policy has no RSA algorithm: a "
		"rehearsal's ZSKs cannot be made");
}

#define REHEARSAL_KEYS 4

static enum status
make_keys(struct make_key keys[REHEARSAL_KEYS], const struct policy *policy,
	bool twins, struct err *err)
{
	uint8_t number = 0;
	unsigned bits = 0;
	enum status status = choose_algorithm(&number, &bits, policy, err);
	char *id;
	int i;

	for (i = 0; i < REHEARSAL_KEYS && status == STATUS_OK; i++) {
		id = mem_format("rehearsal-zsk-%d", i + 1);
		status = twins && i + 1 == REHEARSAL_KEYS ?
			make_key_twin(&keys[i], id, &keys[i - 1], err) :
			make_key_generate(&keys[i], id, number, bits, err);
		free(id);
	}
	return status;
}

int64_t
make_rehearsal_quarter(const struct policy *policy, int64_t now_utc)
{
	int64_t start_utc = make_quarter_after(now_utc);

	if (make_last_expiration(policy, start_utc) - now_utc <=
		policy->horizon_s)
		return start_utc;
	return make_quarter_add(start_utc, -1);
}

enum status
make_rehearsal(struct ksr *coming, struct ksr *before,
	const struct policy *policy, int64_t now_utc, bool twins,
	struct err *err)
{
	int64_t quarter_utc = make_rehearsal_quarter(policy, now_utc);
	struct make_key keys[REHEARSAL_KEYS] = {0};
	struct make_request from = {
		.policy = policy,
		.start_utc = make_quarter_add(quarter_utc, -1),
		.now_utc = now_utc,
		.outgoing = &keys[0],
		.current = &keys[1],
		.incoming = &keys[2],
	};
	struct ksr first = {0};
	enum status status = make_keys(keys, policy, twins, err);
	int i;

	if (status == STATUS_OK)
		status = make_request(&first, &from, err);
	from.start_utc = quarter_utc;
	from.outgoing = &keys[1];
	from.current = &keys[2];
	from.incoming = &keys[3];
	if (status == STATUS_OK)
		status = make_request(coming, &from, err);
	if (status == STATUS_OK)
		*before = first;
	else
		ksr_clear(&first);
	for (i = 0; i < REHEARSAL_KEYS; i++)
		make_key_clear(&keys[i]);
	return status;
}
