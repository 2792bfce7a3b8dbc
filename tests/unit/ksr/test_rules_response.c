#include <stdlib.h>
#include <string.h>

#include "break.h"

extern const struct test_suite suite_rules_response;

#define DAY INT64_C(86400)

static struct ksr_bundle *
made(struct sample *sample, size_t index)
{
	if (sample->input.response == NULL)
		sample_answer(sample);
	return &sample->response.bundles[index];
}

/* Two KSKs sign; the second signature of bundle 3 is broken. */
static void
second_signature(struct sample *sample)
{
	sample_set_quarter(sample, 0, "double", "double");
	break_bit(&made(sample, 2)->signatures[1].data, 17);
}

static void
key_tag_written(struct sample *sample)
{
	made(sample, 2)->keys[0].tag++;
	sample->request.bundles[2].keys[0].tag++;
}

static void
signs_from(struct sample *sample)
{
	made(sample, 0);
	sample->policy.ksks[0].sign_from_utc =
		sample->response.bundles[0].inception_utc + 1;
}

static void
valid_from(struct sample *sample)
{
	made(sample, 0);
	sample->policy.ksks[0].valid_from_utc =
		sample->response.bundles[0].inception_utc + 1;
}

static void
valid_until(struct sample *sample)
{
	made(sample, 0);
	sample->policy.ksks[0].valid_until_utc =
		sample->response.bundles[8].expiration_utc - 1;
}

static void
other_id(struct sample *sample)
{
	made(sample, 0);
	break_text(&sample->response.id, "other");
}

static void
other_serial(struct sample *sample)
{
	made(sample, 0);
	sample->response.serial++;
}

static void
other_domain_text(struct sample *sample)
{
	made(sample, 0);
	break_text(&sample->request.domain, "example.");
}

static void
other_bundle_id(struct sample *sample)
{
	break_text(&made(sample, 5)->id, "other");
}

static void
other_window(struct sample *sample)
{
	struct ksr_bundle *bundle = made(sample, 5);

	bundle->inception_utc++;
	bundle->signatures[0].inception_utc++;
	sample_sign(sample, &sample->response);
}

static void
fewer_bundles(struct sample *sample)
{
	made(sample, 0);
	ksr_bundle_clear(&sample->response.bundles[8]);
	sample->response.bundle_count--;
}

static void
other_policy(struct sample *sample)
{
	made(sample, 0);
	sample->response.zsk.max_overlap_s += DAY;
}

static void
other_algorithms(struct sample *sample)
{
	made(sample, 0);
	sample->response.zsk.algorithms[0].exponent = 3;
}

static struct ksr_key *
add_key(struct sample *sample, size_t index, const struct make_key *from)
{
	struct ksr_bundle *bundle = made(sample, index);
	struct ksr_key *key = mem_append(&bundle->keys, &bundle->key_count,
		sizeof(*key));

	key->id = mem_string(from->id);
	key->ttl = sample->policy.ttl;
	dnskey_copy(&key->dnskey, &from->dnskey);
	key->tag = dnskey_tag(&key->dnskey);
	sample_sign(sample, &sample->response);
	return key;
}

static void
zsk_too_many(struct sample *sample)
{
	add_key(sample, 5, &sample->zsks[3]);
}

static void
ksk_too_many(struct sample *sample)
{
	add_key(sample, 8, &sample->ksks[1]);
}

static void
zsk_missing(struct sample *sample)
{
	struct ksr_bundle *bundle = made(sample, 8);
	struct ksr_bundle only = {.keys = mem_new(1, sizeof(*only.keys)),
		.key_count = 1};

	only.keys[0] = bundle->keys[1];
	bundle->keys[1] = bundle->keys[--bundle->key_count];
	ksr_bundle_clear(&only);
	sample_sign(sample, &sample->response);
}

static void
zsk_renamed(struct sample *sample)
{
	break_text(&made(sample, 8)->keys[1].id, "other");
}

static void
ksk_renamed(struct sample *sample)
{
	struct ksr_bundle *bundle = made(sample, 5);

	break_text(&bundle->keys[1].id, "other");
	break_text(&bundle->signatures[0].id, "other");
}

/* What was made is right by itself; the schema is another. */
static void
ksk_missing(struct sample *sample)
{
	sample_set_quarter(sample, 0, "normal", "normal");
	made(sample, 0);
	sample->input.schema = sample_schema(sample, "hold");
}

static void
not_to_sign(struct sample *sample)
{
	sample_set_quarter(sample, 0, "double", "double");
	made(sample, 0);
	sample->input.schema = sample_schema(sample, "hold");
}

static void
ought_to_sign(struct sample *sample)
{
	sample_set_quarter(sample, 0, "double", "hold");
	made(sample, 0);
	sample->input.schema = sample_schema(sample, "double");
}

static void
not_revoked(struct sample *sample)
{
	sample_set_quarter(sample, 0, "double", "double");
	made(sample, 0);
	sample->input.schema = sample_schema(sample, "revoke-on");
}

static void
other_ttl(struct sample *sample)
{
	struct ksr_bundle *bundle = made(sample, 5);
	size_t i;

	for (i = 0; i < bundle->key_count; i++)
		bundle->keys[i].ttl = 86400;
	bundle->signatures[0].ttl = 86400;
	bundle->signatures[0].original_ttl = 86400;
	sample_sign(sample, &sample->response);
}

/* RFC 4035 2.2: a key of an algorithm that signs nothing. */
static void
unsigned_algorithm(struct sample *sample)
{
	struct ksr_key *asked = &sample->request.bundles[8].keys[1];
	struct ksr_key *key = &made(sample, 8)->keys[1];

	key->dnskey.algorithm = asked->dnskey.algorithm = 10;
	key->tag = asked->tag = dnskey_tag(&key->dnskey);
	sample_sign(sample, &sample->response);
}

static const struct broken broken[] = {
	{"SKR-VERIFY", "bundle 3: the signature by key", second_signature},
	{"SKR-ANCHOR", "bundle 1, 2017-04-01T00:00:00Z to", signs_from},
	{"SKR-ANCHOR", "is valid from 2017-04-01T00:00:01Z", valid_from},
	{"SKR-ANCHOR", "bundle 9, 2017-06-20T00:00:00Z to", valid_until},
	{"SKR-MATCH", "id other, the request's is quarter0-0", other_id},
	{"SKR-MATCH", "serial 1, the request's is 0", other_serial},
	{"SKR-MATCH", "domain ., the request's is example.",
		other_domain_text},
	{"SKR-MATCH", "bundle 6: id other", other_bundle_id},
	{"SKR-MATCH", "bundle 6: 2017-05-21T00:00:01Z to", other_window},
	{"SKR-MATCH", "8 bundles, the request has 9", fewer_bundles},
	{"SKR-MATCH", "ZSK policy: MaxValidityOverlap is 17 days",
		other_policy},
	{"SKR-MATCH", "its algorithms are not the request's",
		other_algorithms},
	{"SKR-MATCH", "(zsk-4): neither a ZSK of the request nor",
		zsk_too_many},
	{"SKR-MATCH", "(ksk-b) is not in this slot", ksk_too_many},
	{"SKR-MATCH", "bundle 9: the request's key", zsk_missing},
	{"SKR-MATCH", "(other): neither a ZSK of the request", zsk_renamed},
	{"SKR-MATCH", "the policy's label of this KSK is ksk-a", ksk_renamed},
	{"SKR-MATCH", "(ksk-b) is missing", ksk_missing},
	{"SKR-MATCH", "(ksk-b): 1 signatures, wanted 0", not_to_sign},
	{"SKR-MATCH", "(ksk-b): 0 signatures, wanted 1", ought_to_sign},
	{"SKR-MATCH", "flags 257 and protocol 3, wanted are 385 and 3",
		not_revoked},
	{"SKR-MATCH", "TTL 86400, the policy's is 172800", other_ttl},
	{"SKR-MATCH", "no signature with its algorithm 10",
		unsigned_algorithm},
};

static void
each_alone(void)
{
	BREAK_EACH(broken);
}

/* Bounds of a KSK's time are inclusive. */
static void
anchor_to_the_second(void)
{
	struct sample sample;
	struct policy_ksk *ksk;

	sample_init(&sample);
	made(&sample, 0);
	ksk = &sample.policy.ksks[0];
	ksk->valid_from_utc = sample.response.bundles[0].inception_utc;
	ksk->sign_from_utc = sample.response.bundles[0].inception_utc;
	ksk->valid_until_utc = sample.response.bundles[8].expiration_utc;
	sample_run_response(&sample);
	CU_ASSERT_TRUE(sample_only(&sample, NULL, NULL));
	sample_clear(&sample);
}

/* Asked of the plan, before anything is signed, it says the same. */
static void
anchor_of_the_plan(void)
{
	struct sample sample;
	struct policy_ksk *ksk;
	struct err err;

	sample_init(&sample);
	ksk = &sample.policy.ksks[0];
	CU_ASSERT_EQUAL(rules_check_anchors(&sample.policy,
		sample.input.schema, &sample.request, &err), STATUS_OK);
	ksk->valid_until_utc = sample.request.bundles[8].expiration_utc - 1;
	CU_ASSERT_EQUAL(rules_check_anchors(&sample.policy,
		sample.input.schema, &sample.request, &err), STATUS_RULE);
	CU_ASSERT_PTR_NOT_NULL(strstr(err.text, "slot 9 of schema normal"));
	CU_ASSERT_EQUAL(rules_check_anchors(&sample.policy,
		sample_schema(&sample, "rolled"), &sample.request, &err),
		STATUS_OK);
	sample.request.bundle_count = 10;
	sample.request.bundles = realloc(sample.request.bundles,
		10 * sizeof(*sample.request.bundles));
	memset(&sample.request.bundles[9], 0, sizeof(struct ksr_bundle));
	CU_ASSERT_EQUAL(rules_check_anchors(&sample.policy,
		sample_schema(&sample, "rolled"), &sample.request, &err),
		STATUS_RULE);
	sample_clear(&sample);
}

/* A bundle signed by a revoked KSK alone has no anchor. */
static void
revoked_alone(void)
{
	struct sample sample;
	struct err err;
	uint8_t *uses;

	sample_init(&sample);
	uses = sample_schema(&sample, "revoke-on")->uses;
	uses[0 * SAMPLE_KSKS + 1] = KSK_PUBLISH;
	sample_set_quarter(&sample, 5, "revoke-last", "revoke-on");
	made(&sample, 0);
	sample_run_response(&sample);
	CU_ASSERT_TRUE(sample_only(&sample, "SKR-ANCHOR",
		"no unrevoked KSK of the policy signs it"));
	CU_ASSERT_EQUAL(rules_check_anchors(&sample.policy,
		sample.input.schema, &sample.request, &err), STATUS_RULE);
	sample_clear(&sample);
}

struct change {
	const char *part;
	void (*breaks)(struct sample *sample);
};

static void
no_signature(struct sample *sample)
{
	struct ksr_bundle *bundle = made(sample, 5);
	struct ksr_bundle only = {
		.signatures = bundle->signatures,
		.signature_count = bundle->signature_count,
	};

	ksr_bundle_clear(&only);
	bundle->signatures = NULL;
	bundle->signature_count = 0;
}

static void
signature_twice(struct sample *sample)
{
	struct ksr_bundle *bundle = made(sample, 5);
	struct ksr_signature *copy = mem_append(&bundle->signatures,
		&bundle->signature_count, sizeof(*copy));

	*copy = bundle->signatures[0];
	copy->id = mem_string(copy->id);
	copy->type_covered = mem_string(copy->type_covered);
	copy->signer = mem_string(copy->signer);
	memset(&copy->data, 0, sizeof(copy->data));
	sample_sign(sample, &sample->response);
}

static void
key_twice(struct sample *sample)
{
	add_key(sample, 5, &sample->zsks[1]);
}

static void
by_a_zsk(struct sample *sample)
{
	struct ksr_bundle *bundle = made(sample, 5);

	break_text(&bundle->signatures[0].id, bundle->keys[0].id);
	bundle->signatures[0].tag = bundle->keys[0].tag;
	sample_sign(sample, &sample->response);
}

static void
by_nobody(struct sample *sample)
{
	break_text(&made(sample, 5)->signatures[0].id, "nobody");
}

static void
two_of_a_name(struct sample *sample)
{
	break_text(&made(sample, 5)->keys[0].id, "ksk-a");
}

static void
outside_window(struct sample *sample)
{
	made(sample, 5)->signatures[0].expiration_utc += DAY;
	sample_sign(sample, &sample->response);
}

static void
labels(struct sample *sample)
{
	made(sample, 5)->signatures[0].labels = 1;
	sample_sign(sample, &sample->response);
}

static void
signers_name(struct sample *sample)
{
	break_text(&made(sample, 5)->signatures[0].signer, "example.");
	sample_sign(sample, &sample->response);
}

static void
one_key_ttl(struct sample *sample)
{
	made(sample, 5)->keys[0].ttl = 1;
}

static void
zone(struct sample *sample)
{
	made(sample, 5);
	break_text(&sample->response.domain, "example.");
}

/* What verify sees with the file alone. */
static void
alone_with_the_file(void)
{
	static const struct change changes[] = {
		{"bundle 6 has no signature", no_signature},
		{"more than one signature by ksk-a", signature_twice},
		{"the key or its identifier is there twice", key_twice},
		{"(zsk-2), whose DS is not in the policy", by_a_zsk},
		{"by nobody", by_nobody},
		{"there twice (and 1 more)", two_of_a_name},
		{"SignatureExpiration", outside_window},
		{"Labels 1, allowed is 0", labels},
		{"SignersName example.", signers_name},
		{"TTL 172800, other keys of the set have 1", one_key_ttl},
		{"keyTag", key_tag_written},
		{"domain example., the policy's zone is .", zone},
	};
	struct sample sample;
	size_t i;

	for (i = 0; i < sizeof(changes) / sizeof(changes[0]); i++) {
		sample_init(&sample);
		changes[i].breaks(&sample);
		sample.input.request = NULL;
		sample.input.previous = NULL;
		sample.input.schema = NULL;
		sample.input.verify = true;
		sample_run_response(&sample);
		CU_ASSERT_TRUE(break_says(&sample, "SKR-VERIFY", VERDICT_FAIL,
			changes[i].part));
		CU_ASSERT_EQUAL(rules_verdict(sample.results, sample.count),
			VERDICT_FAIL);
		sample_clear(&sample);
	}
}

/* Matched without a schema: what the file shows, with the policy's KSKs. */
static void
match_without_schema(void)
{
	struct sample sample;

	sample_init(&sample);
	sample_set_quarter(&sample, 5, "rolled", "revoke");
	made(&sample, 0);
	sample.input.schema = NULL;
	sample_run_response(&sample);
	CU_ASSERT_TRUE(sample_only(&sample, NULL, NULL));
	sample.policy.ksks[0].ds.bytes[3] ^= 1;
	sample_run_response(&sample);
	CU_ASSERT_TRUE(break_says(&sample, "SKR-MATCH", VERDICT_FAIL,
		"(ksk-a): neither a ZSK of the request nor a KSK"));
	sample_clear(&sample);
}

static const CU_TestInfo tests[] = {
	{"each fails alone", each_alone},
	{"a KSK's time, to the second", anchor_to_the_second},
	{"anchors of a plan", anchor_of_the_plan},
	{"a revoked KSK is no anchor", revoked_alone},
	{"what the file shows by itself", alone_with_the_file},
	{"matched without a schema", match_without_schema},
	CU_TEST_INFO_NULL,
};

const struct test_suite suite_rules_response = {"ksr/rules_response", tests};
