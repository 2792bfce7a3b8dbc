#include <stdlib.h>
#include <string.h>

#include "break.h"
#include "ksr/rules_impl.h"

extern const struct test_suite suite_rules_response;

#define DAY INT64_C(86400)

/* Two KSKs sign; the second signature of bundle 3 is broken. */
static void
second_signature(struct sample *sample)
{
	sample_set_quarter(sample, 0, "double", "double");
	break_bit(&break_made(sample, 2)->signatures[1].data, 17);
}

static void
key_tag_written(struct sample *sample)
{
	break_made(sample, 2)->keys[0].tag++;
	sample->request.bundles[2].keys[0].tag++;
}

static void
signs_from(struct sample *sample)
{
	break_made(sample, 0);
	sample->policy.ksks[0].sign_from_utc =
		sample->response.bundles[0].inception_utc + 1;
}

static void
valid_from(struct sample *sample)
{
	break_made(sample, 0);
	sample->policy.ksks[0].valid_from_utc =
		sample->response.bundles[0].inception_utc + 1;
}

static void
valid_until(struct sample *sample)
{
	break_made(sample, 0);
	sample->policy.ksks[0].valid_until_utc =
		sample->response.bundles[8].expiration_utc - 1;
}

static const struct broken broken[] = {
	{"SKR-VERIFY", "bundle 3: the signature by key", second_signature},
	{"SKR-ANCHOR", "bundle 1, 2017-04-01T00:00:00Z to", signs_from},
	{"SKR-ANCHOR", "is valid from 2017-04-01T00:00:01Z", valid_from},
	{"SKR-ANCHOR", "bundle 9, 2017-06-20T00:00:00Z to", valid_until},
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
	break_made(&sample, 0);
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
	break_made(&sample, 0);
	sample_run_response(&sample);
	CU_ASSERT_TRUE(sample_only(&sample, "SKR-ANCHOR",
		"no unrevoked KSK of the policy signs it"));
	CU_ASSERT_EQUAL(rules_check_anchors(&sample.policy,
		sample.input.schema, &sample.request, &err), STATUS_RULE);
	sample_clear(&sample);
}

/* A signature that does not verify anchors nothing. */
static void
must_verify(void)
{
	struct sample sample;

	sample_init(&sample);
	break_bit(&break_made(&sample, 5)->signatures[0].data, 9);
	sample_run_response(&sample);
	CU_ASSERT_TRUE(break_says(&sample, "SKR-ANCHOR", VERDICT_FAIL,
		"bundle 6"));
	sample_clear(&sample);
}

/* What verified once in a run is not verified again in it; no run takes what
 * another one saw. */
static void
verified_once(void)
{
	struct rule_proofs proofs = {0};
	struct ksr_bundle *bundle;
	struct ksr_signature *one;
	const struct ksr_key *key;
	struct sample sample;
	struct err err;

	sample_init(&sample);
	bundle = break_made(&sample, 3);
	one = &bundle->signatures[0];
	key = ksr_find_key(bundle, one->id);
	sample.input.proofs = &proofs;
	CU_ASSERT_EQUAL(rule_verify(&sample.input, bundle, key, one, &err),
		VERDICT_PASS);
	CU_ASSERT_EQUAL(proofs.count, 1);
	break_bit(&one->data, 9);
	CU_ASSERT_EQUAL(rule_verify(&sample.input, bundle, key, one, &err),
		VERDICT_PASS);
	CU_ASSERT_EQUAL(rule_verify(&sample.input, bundle, bundle->keys, one,
		&err), VERDICT_FAIL);
	CU_ASSERT_EQUAL(proofs.count, 1);
	sample_run_response(&sample);
	CU_ASSERT_TRUE(break_says(&sample, "SKR-VERIFY", VERDICT_FAIL,
		"does not verify"));
	CU_ASSERT_TRUE(break_says(&sample, "SKR-ANCHOR", VERDICT_FAIL,
		"bundle 4"));
	sample.input.proofs = NULL;
	CU_ASSERT_EQUAL(rule_verify(&sample.input, bundle, key, one, &err),
		VERDICT_FAIL);
	free(proofs.list);
	sample_clear(&sample);
}

struct change {
	const char *part;
	void (*breaks)(struct sample *sample);
};

static void
no_signature(struct sample *sample)
{
	sample_drop_signatures(break_made(sample, 5));
}

static void
signature_twice(struct sample *sample)
{
	sample_copy_signature(break_made(sample, 5));
}

static void
key_twice(struct sample *sample)
{
	break_add_key(sample, 5, &sample->zsks[1]);
}

static void
by_a_zsk(struct sample *sample)
{
	struct ksr_bundle *bundle = break_made(sample, 5);

	break_text(&bundle->signatures[0].id, bundle->keys[0].id);
	bundle->signatures[0].tag = bundle->keys[0].tag;
	sample_sign(sample, &sample->response);
}

static void
by_nobody(struct sample *sample)
{
	break_text(&break_made(sample, 5)->signatures[0].id, "nobody");
}

static void
two_of_a_name(struct sample *sample)
{
	break_text(&break_made(sample, 5)->keys[0].id, "ksk-a");
}

static void
outside_window(struct sample *sample)
{
	break_made(sample, 5)->signatures[0].expiration_utc += DAY;
	sample_sign(sample, &sample->response);
}

static void
before_window(struct sample *sample)
{
	break_made(sample, 5)->signatures[0].inception_utc += DAY;
	sample_sign(sample, &sample->response);
}

static void
other_tag(struct sample *sample)
{
	break_made(sample, 5)->signatures[0].tag++;
	sample_sign(sample, &sample->response);
}

/* Really made with SHA-512, though the key is of algorithm 8. */
static void
other_algorithm(struct sample *sample)
{
	struct ksr_bundle *bundle = break_made(sample, 5);
	struct make_key *ksk = &sample->ksks[0];
	struct err err;

	bundle->signatures[0].algorithm = 10;
	ksk->dnskey.algorithm = 10;
	CU_ASSERT_EQUAL(make_sign(&bundle->signatures[0], bundle, ksk, &err),
		STATUS_OK);
	ksk->dnskey.algorithm = 8;
}

static void
signature_ttl(struct sample *sample)
{
	break_made(sample, 5)->signatures[0].ttl = 1;
}

static void
original_ttl(struct sample *sample)
{
	break_made(sample, 5)->signatures[0].original_ttl = 1;
	sample_sign(sample, &sample->response);
}

static void
labels(struct sample *sample)
{
	break_made(sample, 5)->signatures[0].labels = 1;
	sample_sign(sample, &sample->response);
}

static void
signers_name(struct sample *sample)
{
	break_text(&break_made(sample, 5)->signatures[0].signer, "example.");
	sample_sign(sample, &sample->response);
}

static void
one_key_ttl(struct sample *sample)
{
	break_made(sample, 5)->keys[0].ttl = 1;
}

static void
zone(struct sample *sample)
{
	break_made(sample, 5);
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
		{"SignatureInception", before_window},
		{"KeyTag 36873, allowed is 36872", other_tag},
		{"Algorithm 10, allowed is 8", other_algorithm},
		{"signature by key 36872 (ksk-a): TTL 1", signature_ttl},
		{"OriginalTTL 1, allowed is 172800", original_ttl},
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

static const CU_TestInfo tests[] = {
	{"each fails alone", each_alone},
	{"a KSK's time, to the second", anchor_to_the_second},
	{"anchors of a plan", anchor_of_the_plan},
	{"a revoked KSK is no anchor", revoked_alone},
	{"an anchor's signature verifies", must_verify},
	{"verified once a run", verified_once},
	{"what the file shows by itself", alone_with_the_file},
	CU_TEST_INFO_NULL,
};

const struct test_suite suite_rules_response = {"ksr/rules_response", tests};
