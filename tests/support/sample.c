#include "support/sample.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "support/sample_load.h"

#define START_2017_Q2 INT64_C(1491004800)
#define NOW_BEFORE_S (40 * INT64_C(86400)) /* 2017-02-20 for 2017-04-01 */

static void
make_quarter(struct ksr *dst, const struct sample *sample, int quarter)
{
	char texts[MAKE_IDS][32];
	const char *ids[MAKE_IDS];
	int turn = (quarter + 4) % 4;
	struct make_request from = {
		.policy = &sample->policy,
		.start_utc = make_quarter_add(START_2017_Q2, quarter),
		.outgoing = &sample->zsks[turn],
		.current = &sample->zsks[(turn + 1) % 4],
		.incoming = &sample->zsks[(turn + 2) % 4],
		.ids = ids,
	};
	struct err err;
	int i;

	for (i = 0; i < MAKE_IDS; i++) {
		snprintf(texts[i], sizeof(texts[i]), "quarter%d-%d", quarter,
			i);
		ids[i] = texts[i];
	}
	from.now_utc = from.start_utc - NOW_BEFORE_S;
	sample_must(make_request(dst, &from, &err), &err);
}

void
sample_set_key(struct ksr_key *dst, const struct make_key *key)
{
	free(dst->id);
	dst->id = mem_string(key->id);
	dnskey_clear(&dst->dnskey);
	dnskey_copy(&dst->dnskey, &key->dnskey);
	dst->tag = dnskey_tag(&dst->dnskey);
}

struct ksr_key *
sample_add_key(struct ksr_bundle *bundle, const struct make_key *key,
	uint32_t ttl)
{
	struct ksr_key *one = mem_append(&bundle->keys, &bundle->key_count,
		sizeof(*one));

	sample_set_key(one, key);
	one->ttl = ttl;
	return one;
}

struct ksr_signature *
sample_copy_signature(struct ksr_bundle *bundle)
{
	struct ksr_signature *copy = mem_append(&bundle->signatures,
		&bundle->signature_count, sizeof(*copy));
	const struct ksr_signature *from = &bundle->signatures[0];

	*copy = *from;
	copy->id = mem_string(from->id);
	copy->type_covered = mem_string(from->type_covered);
	copy->signer = mem_string(from->signer);
	memset(&copy->data, 0, sizeof(copy->data));
	bytes_set(&copy->data, from->data.data, from->data.len);
	return copy;
}

static void
add_ksk(struct ksr_bundle *bundle, const struct sample *sample, size_t index,
	uint8_t use)
{
	const struct make_key *ksk = &sample->ksks[index];
	struct ksr_key *key = sample_add_key(bundle, ksk, sample->policy.ttl);
	struct ksr_signature *one;

	if ((use & KSK_REVOKE) != 0)
		key->dnskey.flags = DNSKEY_REVOKED_KSK;
	key->tag = dnskey_tag(&key->dnskey);
	if ((use & KSK_SIGN) == 0)
		return;
	one = mem_append(&bundle->signatures, &bundle->signature_count,
		sizeof(*one));
	one->id = mem_string(ksk->id);
	one->ttl = sample->policy.ttl;
	one->type_covered = mem_string("DNSKEY");
	one->algorithm = 8;
	one->original_ttl = sample->policy.ttl;
	one->inception_utc = bundle->inception_utc;
	one->expiration_utc = bundle->expiration_utc;
	one->tag = key->tag;
	one->signer = mem_string(".");
}

void
sample_drop_signatures(struct ksr_bundle *bundle)
{
	struct ksr_bundle only = {
		.signatures = bundle->signatures,
		.signature_count = bundle->signature_count,
	};

	ksr_bundle_clear(&only);
	bundle->signatures = NULL;
	bundle->signature_count = 0;
}

/* What an answer declares of the KSKs, which are of one kind here. */
static void
declare_ksks(struct ksr_policy *dst, const struct policy *policy)
{
	struct ksr_algorithm *algorithm = mem_append(&dst->algorithms,
		&dst->algorithm_count, sizeof(*algorithm));

	dst->publish_safety_s = policy->response_publish_s;
	dst->retire_safety_s = policy->response_retire_s;
	dst->min_validity_s = policy->response_min_validity_s;
	dst->max_validity_s = policy->response_max_validity_s;
	dst->min_overlap_s = policy->response_min_overlap_s;
	dst->max_overlap_s = policy->response_max_overlap_s;
	*algorithm = (struct ksr_algorithm){8, "RSA", 2048, 65537};
}

/* Turns a request into its answer. */
static void
answer(struct sample *sample, struct ksr *ksr,
	const struct policy_schema *schema)
{
	struct ksr_bundle *bundle;
	size_t i, k;
	uint8_t use;

	ksr->kind = KSR_RESPONSE;
	declare_ksks(&ksr->ksk, &sample->policy);
	for (i = 0; i < ksr->bundle_count; i++) {
		bundle = &ksr->bundles[i];
		sample_drop_signatures(bundle);
		for (k = 0; k < SAMPLE_KSKS; k++) {
			use = policy_use(&sample->policy, schema, i, k);
			if (use != KSK_ABSENT)
				add_ksk(bundle, sample, k, use);
		}
	}
	sample_sign(sample, ksr);
}

static const struct make_key *
find_key(const struct sample *sample, const char *id)
{
	int i;

	for (i = 0; i < SAMPLE_ZSKS; i++) {
		if (strcmp(sample->zsks[i].id, id) == 0)
			return &sample->zsks[i];
	}
	for (i = 0; i < SAMPLE_KSKS; i++) {
		if (strcmp(sample->ksks[i].id, id) == 0)
			return &sample->ksks[i];
	}
	return NULL;
}

static void
sign_bundle(struct sample *sample, struct ksr_bundle *bundle)
{
	struct ksr_signature *signature;
	const struct make_key *key;
	struct err err;
	size_t i;

	for (i = 0; i < bundle->signature_count; i++) {
		signature = &bundle->signatures[i];
		key = find_key(sample, signature->id);
		if (key != NULL)
			sample_must(make_sign(signature, bundle, key, &err),
				&err);
	}
}

void
sample_sign(struct sample *sample, struct ksr *ksr)
{
	size_t i;

	for (i = 0; i < ksr->bundle_count; i++)
		sign_bundle(sample, &ksr->bundles[i]);
}

const struct policy_schema *
sample_schema(const struct sample *sample, const char *name)
{
	const struct policy_schema *schema = NULL;
	struct err err;

	sample_must(policy_find_schema(&schema, &sample->policy, name, &err),
		&err);
	return schema;
}

void
sample_set_quarter(struct sample *sample, int quarter, const char *previous,
	const char *schema)
{
	struct rule_input *input = &sample->input;

	ksr_clear(&sample->request);
	ksr_clear(&sample->previous);
	ksr_clear(&sample->response);
	memset(input, 0, sizeof(*input));
	sample->quarter = quarter;
	input->policy = &sample->policy;
	input->schema = sample_schema(sample, schema);
	input->request = &sample->request;
	input->hsm = sample->hsm;
	input->now_utc = make_quarter_add(START_2017_Q2, quarter) -
		NOW_BEFORE_S;
	make_quarter(&sample->request, sample, quarter);
	if (previous == NULL)
		return;
	make_quarter(&sample->previous, sample, quarter - 1);
	sample_answer_file(sample, &sample->previous, previous);
	input->previous = &sample->previous;
}

void
sample_answer_file(struct sample *sample, struct ksr *ksr, const char *schema)
{
	answer(sample, ksr, sample_schema(sample, schema));
}

void
sample_answer(struct sample *sample)
{
	ksr_clear(&sample->response);
	make_quarter(&sample->response, sample, sample->quarter);
	answer(sample, &sample->response, sample->input.schema);
	sample->input.response = &sample->response;
}

void
sample_init_policy(struct sample *sample, const char *from, const char *to)
{
	int i;

	memset(sample, 0, sizeof(*sample));
	sample_load(sample, from, to);
	for (i = 0; i < SAMPLE_KSKS; i++) {
		sample->hsm[i].wanted = true;
		sample->hsm[i].verdict = VERDICT_PASS;
	}
	sample_set_quarter(sample, 0, "normal", "normal");
}

void
sample_init(struct sample *sample)
{
	sample_init_policy(sample, NULL, NULL);
}

void
sample_clear(struct sample *sample)
{
	int i;

	ksr_clear(&sample->request);
	ksr_clear(&sample->previous);
	ksr_clear(&sample->response);
	policy_clear(&sample->policy);
	for (i = 0; i < SAMPLE_ZSKS; i++)
		make_key_clear(&sample->zsks[i]);
	for (i = 0; i < SAMPLE_KSKS; i++)
		make_key_clear(&sample->ksks[i]);
}

void
sample_run(struct sample *sample)
{
	rules_run_request(sample->results, &sample->count, &sample->input);
}

void
sample_run_response(struct sample *sample)
{
	rules_run_response(sample->results, &sample->count, &sample->input);
}

const struct rule_result *
sample_result(const struct sample *sample, const char *rule)
{
	size_t i;

	for (i = 0; i < sample->count; i++) {
		if (strcmp(sample->results[i].rule->name, rule) == 0)
			return &sample->results[i];
	}
	fprintf(stderr, "sample: %s was not run\n", rule);
	abort();
}

static bool
is_as_wanted(const struct rule_result *result, const char *rule,
	const char *part)
{
	bool fails = rule != NULL && strcmp(result->rule->name, rule) == 0;

	if (result->reason[0] == '\0' || result->off)
		return false;
	if (!fails)
		return result->verdict == VERDICT_PASS;
	return result->verdict == VERDICT_FAIL &&
		strstr(result->reason, part) != NULL;
}

bool
sample_only(const struct sample *sample, const char *rule, const char *part)
{
	const struct rule_result *result;
	bool all = true;
	size_t i;

	for (i = 0; i < sample->count; i++) {
		result = &sample->results[i];
		if (is_as_wanted(result, rule, part))
			continue;
		printf("\n    %s %s: %s", result->rule->name,
			rule_result_word(result), result->reason);
		all = false;
	}
	return all && sample->count > 0 &&
		rules_verdict(sample->results, sample->count) ==
			(rule == NULL ? VERDICT_PASS : VERDICT_FAIL);
}
