#include "ksr/make.h"

#include <stdlib.h>
#include <string.h>
#include <time.h>

#include <openssl/rand.h>

#include "dns/algorithm.h"

#define DAY_S INT64_C(86400)
#define STEP_S (10 * DAY_S)
#define LAST_BEFORE_NEXT_S (11 * DAY_S)
#define PROOF_S (30 * DAY_S)
#define VALIDITY_S (21 * DAY_S) /* where the policy gives none */

int64_t
make_quarter_add(int64_t start_utc, int count)
{
	time_t start = (time_t)start_utc;
	struct tm tm;

	if (gmtime_r(&start, &tm) == NULL)
		abort();
	return (int64_t)timegm(&(struct tm){
		.tm_year = tm.tm_year,
		.tm_mon = tm.tm_mon - tm.tm_mon % 3 + 3 * count,
		.tm_mday = 1,
	});
}

int64_t
make_quarter_after(int64_t now_utc)
{
	return make_quarter_add(now_utc, 1);
}

static int64_t
validity_of(const struct policy *policy)
{
	return policy->validity.set ? policy->validity.min_s : VALIDITY_S;
}

int64_t
make_last_expiration(const struct policy *policy, int64_t start_utc)
{
	return make_quarter_add(start_utc, 1) - LAST_BEFORE_NEXT_S +
		validity_of(policy);
}

/* A random UUID (RFC 9562 5.4). */
static char *
make_uuid(void)
{
	uint8_t b[16];

	if (RAND_bytes(b, sizeof(b)) != 1)
		abort();
	b[6] = (uint8_t)(0x40 | (b[6] & 0x0f));
	b[8] = (uint8_t)(0x80 | (b[8] & 0x3f));
	return mem_format("%02x%02x%02x%02x-%02x%02x-%02x%02x-%02x%02x-"
		"%02x%02x%02x%02x%02x%02x", b[0], b[1], b[2], b[3], b[4],
		b[5], b[6], b[7], b[8], b[9], b[10], b[11], b[12], b[13],
		b[14], b[15]);
}

static char *
make_id(const struct make_request *from, size_t index)
{
	return from->ids != NULL ? mem_string(from->ids[index]) : make_uuid();
}

static void
declare_algorithm(struct ksr_policy *dst, const struct make_key *key)
{
	const struct algorithm *row = algorithm_find(key->dnskey.algorithm);
	struct key_parameters own;
	struct ksr_algorithm *one;
	struct err err;
	size_t i;

	if (row->parameters(&own, &key->dnskey.public_key, &err) != STATUS_OK)
		return;
	for (i = 0; i < dst->algorithm_count; i++) {
		one = &dst->algorithms[i];
		if (one->number == row->number && one->bits == own.bits &&
			one->exponent == own.exponent)
			return;
	}
	one = mem_append(&dst->algorithms, &dst->algorithm_count,
		sizeof(*one));
	one->number = row->number;
	strcpy(one->element, row->element);
	one->bits = own.bits;
	one->exponent = own.exponent;
}

static void
declare(struct ksr_policy *dst, const struct make_request *from)
{
	const struct policy *policy = from->policy;

	dst->publish_safety_s = policy->publish_safety_s;
	dst->retire_safety_s = policy->retire_safety_s;
	dst->min_validity_s = validity_of(policy);
	dst->max_validity_s = validity_of(policy);
	dst->min_overlap_s = validity_of(policy) - LAST_BEFORE_NEXT_S;
	dst->max_overlap_s = validity_of(policy) - STEP_S + 2 * DAY_S;
	if (policy->overlap.set) {
		dst->min_overlap_s = policy->overlap.min_s;
		dst->max_overlap_s = policy->overlap.max_s;
	}
	declare_algorithm(dst, from->outgoing);
	declare_algorithm(dst, from->current);
	declare_algorithm(dst, from->incoming);
}

static void
add_key(struct ksr_bundle *bundle, const struct make_key *key, uint32_t ttl)
{
	struct ksr_key *one = mem_append(&bundle->keys, &bundle->key_count,
		sizeof(*one));

	one->id = mem_string(key->id);
	one->tag = dnskey_tag(&key->dnskey);
	one->ttl = ttl;
	dnskey_copy(&one->dnskey, &key->dnskey);
}

static enum status
prove(struct ksr_bundle *bundle, const struct make_request *from,
	const struct make_key *key, struct err *err)
{
	struct ksr_signature *one = mem_append(&bundle->signatures,
		&bundle->signature_count, sizeof(*one));

	one->id = mem_string(key->id);
	one->ttl = from->policy->ttl;
	one->type_covered = mem_string("DNSKEY");
	one->algorithm = key->dnskey.algorithm;
	one->labels = from->policy->zone_name.labels;
	one->original_ttl = from->policy->ttl;
	one->inception_utc = from->now_utc;
	one->expiration_utc = from->now_utc + PROOF_S;
	one->tag = dnskey_tag(&key->dnskey);
	one->signer = mem_string(from->policy->zone);
	return make_sign(one, bundle, key, err);
}

static int64_t
slot_start(const struct make_request *from, size_t slot)
{
	if (slot + 1 < MAKE_BUNDLES)
		return from->start_utc + (int64_t)slot * STEP_S;
	return make_quarter_add(from->start_utc, 1) - LAST_BEFORE_NEXT_S;
}

static enum status
fill_bundle(struct ksr_bundle *bundle, const struct make_request *from,
	size_t slot, struct err *err)
{
	const struct make_key *beside = NULL;
	enum status status;

	if (slot == 0)
		beside = from->outgoing;
	else if (slot + 1 == MAKE_BUNDLES)
		beside = from->incoming;
	bundle->id = make_id(from, slot + 1);
	bundle->inception_utc = slot_start(from, slot);
	bundle->expiration_utc =
		bundle->inception_utc + validity_of(from->policy);
	add_key(bundle, from->current, from->policy->ttl);
	if (beside != NULL)
		add_key(bundle, beside, from->policy->ttl);
	status = prove(bundle, from, from->current, err);
	if (status == STATUS_OK && beside != NULL)
		status = prove(bundle, from, beside, err);
	return status;
}

enum status
make_request(struct ksr *dst, const struct make_request *from, struct err *err)
{
	struct ksr made = {.kind = KSR_REQUEST};
	enum status status = STATUS_OK;
	struct ksr_bundle *bundle;

	if (from->policy->bundles != MAKE_BUNDLES)
		return err_set(err, STATUS_USAGE, "a request is made of %d "
			"bundles, the policy has %zu", MAKE_BUNDLES,
			from->policy->bundles);
	made.id = make_id(from, 0);
	made.domain = mem_string(from->policy->zone);
	declare(&made.zsk, from);
	while (made.bundle_count < MAKE_BUNDLES && status == STATUS_OK) {
		bundle = mem_append(&made.bundles, &made.bundle_count,
			sizeof(*bundle));
		status = fill_bundle(bundle, from, made.bundle_count - 1, err);
	}
	if (status == STATUS_OK)
		*dst = made;
	else
		ksr_clear(&made);
	return status;
}
