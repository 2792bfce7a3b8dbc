#include <stdlib.h>

#include "break.h"

extern const struct test_suite suite_rules_match;

#define DAY INT64_C(86400)

static void
other_id(struct sample *sample)
{
	break_made(sample, 0);
	break_text(&sample->response.id, "other");
}

static void
other_serial(struct sample *sample)
{
	break_made(sample, 0);
	sample->response.serial++;
}

static void
other_domain_text(struct sample *sample)
{
	break_made(sample, 0);
	break_text(&sample->request.domain, "example.");
}

static void
other_bundle_id(struct sample *sample)
{
	break_text(&break_made(sample, 5)->id, "other");
}

static void
other_window(struct sample *sample)
{
	struct ksr_bundle *bundle = break_made(sample, 5);

	bundle->inception_utc++;
	bundle->signatures[0].inception_utc++;
	sample_sign(sample, &sample->response);
}

static void
fewer_bundles(struct sample *sample)
{
	break_made(sample, 0);
	ksr_bundle_clear(&sample->response.bundles[8]);
	sample->response.bundle_count--;
}

static void
other_policy(struct sample *sample)
{
	break_made(sample, 0);
	sample->response.zsk.max_overlap_s += DAY;
}

static void
other_algorithms(struct sample *sample)
{
	break_made(sample, 0);
	sample->response.zsk.algorithms[0].exponent = 3;
}

static void
ksk_value(struct sample *sample)
{
	break_made(sample, 0);
	sample->response.ksk.retire_safety_s = 10 * DAY;
}

static void
ksk_algorithm(struct sample *sample)
{
	break_made(sample, 0);
	sample->response.ksk.algorithms[0].exponent = 3;
}

static void
ksk_algorithm_twice(struct sample *sample)
{
	struct ksr_policy *ksk;
	struct ksr_algorithm *again;

	break_made(sample, 0);
	ksk = &sample->response.ksk;
	again = mem_append(&ksk->algorithms, &ksk->algorithm_count,
		sizeof(*again));
	*again = ksk->algorithms[0];
}

static void
ksk_algorithm_missing(struct sample *sample)
{
	break_made(sample, 0);
	sample->response.ksk.algorithm_count = 0;
}

static void
zsk_too_many(struct sample *sample)
{
	break_add_key(sample, 5, &sample->zsks[3]);
}

static void
ksk_too_many(struct sample *sample)
{
	break_add_key(sample, 8, &sample->ksks[1]);
}

static void
zsk_missing(struct sample *sample)
{
	struct ksr_bundle *bundle = break_made(sample, 8);
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
	break_text(&break_made(sample, 8)->keys[1].id, "other");
}

static void
ksk_renamed(struct sample *sample)
{
	struct ksr_bundle *bundle = break_made(sample, 5);

	break_text(&bundle->keys[1].id, "other");
	break_text(&bundle->signatures[0].id, "other");
}

/* What was made is right by itself; the schema is another. */
static void
ksk_missing(struct sample *sample)
{
	sample_set_quarter(sample, 0, "normal", "normal");
	break_made(sample, 0);
	sample->input.schema = sample_schema(sample, "hold");
}

static void
not_to_sign(struct sample *sample)
{
	sample_set_quarter(sample, 0, "double", "double");
	break_made(sample, 0);
	sample->input.schema = sample_schema(sample, "hold");
}

static void
ought_to_sign(struct sample *sample)
{
	sample_set_quarter(sample, 0, "double", "hold");
	break_made(sample, 0);
	sample->input.schema = sample_schema(sample, "double");
}

static void
not_revoked(struct sample *sample)
{
	sample_set_quarter(sample, 0, "double", "double");
	break_made(sample, 0);
	sample->input.schema = sample_schema(sample, "revoke-on");
}

static void
other_ttl(struct sample *sample)
{
	struct ksr_bundle *bundle = break_made(sample, 5);
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
	struct ksr_key *key = &break_made(sample, 8)->keys[1];

	key->dnskey.algorithm = asked->dnskey.algorithm = 10;
	key->tag = asked->tag = dnskey_tag(&key->dnskey);
	sample_sign(sample, &sample->response);
}

static const struct broken broken[] = {
	{"SKR-MATCH", "id other, the request's is quarter0-0", other_id},
	{"SKR-MATCH", "serial 1, the request's is 0", other_serial},
	{"SKR-MATCH", "domain ., the request's is example.",
		other_domain_text},
	{"SKR-MATCH", "bundle 6: id other", other_bundle_id},
	{"SKR-MATCH", "bundle 6: 2017-05-21T00:00:01Z to", other_window},
	{"SKR-MATCH", "8 bundles, the request has 9", fewer_bundles},
	{"SKR-MATCH", "ZSK policy: MaxValidityOverlap is 17 days",
		other_policy},
	{"SKR-MATCH", "ZSK policy: its algorithms are not the request's",
		other_algorithms},
	{"SKR-MATCH", "KSK policy: RetireSafety is 10 days, the policy's is "
		"28 days", ksk_value},
	{"SKR-MATCH", "KSK policy: its algorithms are not the policy's",
		ksk_algorithm},
	{"SKR-MATCH", "KSK policy: its algorithms", ksk_algorithm_twice},
	{"SKR-MATCH", "KSK policy: its algorithms", ksk_algorithm_missing},
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

static void
wrong_signature_ttl(struct ksr_signature *signature)
{
	signature->ttl--;
}

static void
wrong_original_ttl(struct ksr_signature *signature)
{
	signature->original_ttl--;
}

static void
wrong_labels(struct ksr_signature *signature)
{
	signature->labels++;
}

static void
wrong_tag(struct ksr_signature *signature)
{
	signature->tag++;
}

static void
wrong_algorithm(struct ksr_signature *signature)
{
	signature->algorithm = 10;
}

static void
wrong_type(struct ksr_signature *signature)
{
	break_text(&signature->type_covered, "SOA");
}

static void
wrong_signer(struct ksr_signature *signature)
{
	break_text(&signature->signer, "example.");
}

static void
wrong_inception(struct ksr_signature *signature)
{
	signature->inception_utc--;
}

static void
wrong_expiration(struct ksr_signature *signature)
{
	signature->expiration_utc--;
}

/* Each field of a signature by itself. */
static void
signature_fields(void)
{
	static void (*const changes[])(struct ksr_signature *signature) = {
		wrong_signature_ttl, wrong_original_ttl, wrong_labels,
		wrong_tag, wrong_algorithm, wrong_type, wrong_signer,
		wrong_inception, wrong_expiration};
	struct sample sample;
	size_t i;

	for (i = 0; i < sizeof(changes) / sizeof(changes[0]); i++) {
		sample_init(&sample);
		changes[i](&break_made(&sample, 5)->signatures[0]);
		sample_run_response(&sample);
		CU_ASSERT_TRUE(break_says(&sample, "SKR-MATCH", VERDICT_FAIL,
			"bundle 6: the signature by key"));
		sample_clear(&sample);
	}
}

/* Twice the same is not both. */
static void
once_each(void)
{
	struct sample sample;
	struct ksr_policy *asked, *answered;
	struct ksr_algorithm *one;

	sample_init(&sample);
	break_add_key(&sample, 5, &sample.zsks[1]);
	sample_run_response(&sample);
	CU_ASSERT_TRUE(break_says(&sample, "SKR-MATCH", VERDICT_FAIL,
		"twice in the set"));
	asked = &sample.request.zsk;
	answered = &sample.response.zsk;
	sample_answer(&sample);
	one = mem_append(&asked->algorithms, &asked->algorithm_count,
		sizeof(*one));
	*one = asked->algorithms[0];
	one->bits = 4096;
	one = mem_append(&answered->algorithms, &answered->algorithm_count,
		sizeof(*one));
	*one = asked->algorithms[0];
	sample_run_response(&sample);
	CU_ASSERT_TRUE(break_says(&sample, "SKR-MATCH", VERDICT_FAIL,
		"its algorithms are not the request's"));
	sample_clear(&sample);
}

/* Matched without a schema: what the file shows, with the policy's KSKs. */
static void
match_without_schema(void)
{
	struct sample sample;

	sample_init(&sample);
	sample_set_quarter(&sample, 5, "rolled", "revoke");
	break_made(&sample, 0);
	sample.input.schema = NULL;
	sample_run_response(&sample);
	CU_ASSERT_TRUE(sample_only(&sample, NULL, NULL));
	sample.response.ksk.algorithms[0].bits = 4096;
	sample_run_response(&sample);
	CU_ASSERT_TRUE(sample_only(&sample, "SKR-MATCH", "KSK policy: its"));
	sample.response.ksk.algorithms[0].bits = 2048;
	sample.policy.ksks[0].ds.bytes[3] ^= 1;
	sample_run_response(&sample);
	CU_ASSERT_TRUE(break_says(&sample, "SKR-MATCH", VERDICT_FAIL,
		"(ksk-a): neither a ZSK of the request nor a KSK"));
	sample_clear(&sample);
}

static const CU_TestInfo tests[] = {
	{"each fails alone", each_alone},
	{"each field of a signature", signature_fields},
	{"each once", once_each},
	{"matched without a schema", match_without_schema},
	CU_TEST_INFO_NULL,
};

const struct test_suite suite_rules_match = {"ksr/rules_match", tests};
