#include <string.h>

#include "break.h"

extern const struct test_suite suite_rules_keys;

static void
wrong_tag(struct sample *sample)
{
	sample->request.bundles[4].keys[0].tag++;
}

static void
wrong_flags(struct sample *sample)
{
	struct ksr_bundle *bundle = &sample->request.bundles[4];

	bundle->keys[0].dnskey.flags = 0;
	bundle->keys[0].tag = dnskey_tag(&bundle->keys[0].dnskey);
	bundle->signatures[0].tag = bundle->keys[0].tag;
	sample_sign(sample, &sample->request);
}

static void
wrong_protocol(struct sample *sample)
{
	struct ksr_bundle *bundle = &sample->request.bundles[4];

	bundle->keys[0].dnskey.protocol = 2;
	bundle->keys[0].tag = dnskey_tag(&bundle->keys[0].dnskey);
	bundle->signatures[0].tag = bundle->keys[0].tag;
	sample_sign(sample, &sample->request);
}

static void
not_declared(struct sample *sample)
{
	struct policy_algorithm *row = &sample->policy.algorithms[0];
	uint64_t *exponent = mem_append(&row->exponents,
		&row->exponent_count, sizeof(*exponent));

	*exponent = 3;
	sample->request.zsk.algorithms[0].exponent = 3;
}

/* The same key goes by another name in one bundle. */
static void
another_name(struct sample *sample)
{
	break_text(&sample->request.bundles[4].keys[0].id, "other");
	break_text(&sample->request.bundles[4].signatures[0].id, "other");
}

static void
name_of_a_ksk(struct sample *sample)
{
	size_t i;

	for (i = 0; i < 9; i++) {
		struct ksr_bundle *bundle = &sample->request.bundles[i];

		break_text(&bundle->keys[0].id, "ksk-b");
		break_text(&bundle->signatures[0].id, "ksk-b");
	}
	i = sample->previous.bundles[8].key_count - 2;
	break_text(&sample->previous.bundles[8].keys[i].id, "ksk-b");
}

/* The incoming key is KSK B under another name and with a ZSK's flags. */
static void
key_of_a_ksk(struct sample *sample)
{
	struct ksr_bundle *bundle = &sample->request.bundles[8];
	struct ksr_key *key = &bundle->keys[1];

	break_text(&sample->ksks[1].id, key->id);
	sample_set_key(key, &sample->ksks[1]);
	key->dnskey.flags = DNSKEY_ZSK;
	key->tag = dnskey_tag(&key->dnskey);
	bundle->signatures[1].tag = key->tag;
	break_text(&sample->zsks[2].id, "put aside");
	sample_sign(sample, &sample->request);
}

static void
bad_proof(struct sample *sample)
{
	break_bit(&sample->request.bundles[7].signatures[0].data, 100);
}

static void
proof_of_other_set(struct sample *sample)
{
	bytes_set(&sample->request.bundles[8].signatures[0].data,
		sample->request.bundles[7].signatures[0].data.data, 256);
}

static void
proof_missing(struct sample *sample)
{
	struct ksr_bundle *bundle = &sample->request.bundles[8];
	struct ksr_bundle last = {
		.signatures = mem_new(1, sizeof(*last.signatures)),
		.signature_count = 1,
	};

	last.signatures[0] = bundle->signatures[--bundle->signature_count];
	ksr_bundle_clear(&last);
}

static void
proof_twice(struct sample *sample)
{
	sample_copy_signature(&sample->request.bundles[2]);
}

static void
proof_by_stranger(struct sample *sample)
{
	struct ksr_bundle *bundle = &sample->request.bundles[2];

	break_text(&sample_copy_signature(bundle)->id, "stranger");
}

static void
proof_wrong_tag(struct sample *sample)
{
	sample->request.bundles[2].signatures[0].tag++;
	sample_sign(sample, &sample->request);
}

static void
proof_wrong_algorithm(struct sample *sample)
{
	sample->request.bundles[2].signatures[0].algorithm = 10;
	sample_sign(sample, &sample->request);
}

static const struct broken broken[] = {
	{"KSR-BUNDLE-KEYS", "is written, the key's is", wrong_tag},
	{"KSR-BUNDLE-KEYS", "flags 0, allowed is 256", wrong_flags},
	{"KSR-BUNDLE-KEYS", "protocol 2, allowed is 3", wrong_protocol},
	{"KSR-BUNDLE-KEYS", "2048 bits, exponent 65537 is not declared",
		not_declared},
	{"KSR-BUNDLE-KEYS", "(other): the same key has another identifier",
		another_name},
	{"KSR-BUNDLE-KEYS", "(ksk-b): its identifier or public key is a KSK's",
		name_of_a_ksk},
	{"KSR-BUNDLE-KEYS", "(zsk-3): its identifier or public key is a KSK's",
		key_of_a_ksk},
	{"KSR-BUNDLE-POP", "bundle 8, key", bad_proof},
	{"KSR-BUNDLE-POP", "bundle 9, key", proof_of_other_set},
	{"KSR-BUNDLE-POP", "0 signatures by it", proof_missing},
	{"KSR-BUNDLE-POP", "2 signatures by it", proof_twice},
	{"KSR-BUNDLE-POP", "by stranger", proof_by_stranger},
	{"KSR-BUNDLE-POP", "its signature carries KeyTag", proof_wrong_tag},
	{"KSR-BUNDLE-POP", "carries algorithm 10", proof_wrong_algorithm},
};

static void
each_alone(void)
{
	BREAK_EACH(broken);
}

/* One identifier for two keys. */
static void
one_name_one_key(void)
{
	struct sample sample;

	sample_init(&sample);
	break_text(&sample.request.bundles[8].keys[1].id, "zsk-1");
	break_text(&sample.request.bundles[8].signatures[1].id, "zsk-1");
	sample_run(&sample);
	CU_ASSERT_TRUE(break_says(&sample, "KSR-BUNDLE-KEYS", VERDICT_FAIL,
		"its identifier means another key"));
	sample_clear(&sample);
}

static void
key_twice(void)
{
	struct sample sample;

	sample_init(&sample);
	sample_add_key(&sample.request.bundles[4], &sample.zsks[1], 172800);
	sample_run(&sample);
	CU_ASSERT_TRUE(break_says(&sample, "KSR-BUNDLE-KEYS", VERDICT_FAIL,
		"bundle 5, key"));
	CU_ASSERT_TRUE(break_says(&sample, "KSR-BUNDLE-KEYS", VERDICT_FAIL,
		"it is in the bundle twice"));
	sample_clear(&sample);
}

/* Another algorithm number does not make it another public key: nothing else
 * is wrong with it. */
static void
ksk_in_disguise(void)
{
	struct sample sample;
	struct ksr_key *key;
	struct ksr_algorithm *one;

	sample_init(&sample);
	one = mem_append(&sample.request.zsk.algorithms,
		&sample.request.zsk.algorithm_count, sizeof(*one));
	*one = sample.request.zsk.algorithms[0];
	one->number = 10;
	key = &sample.request.bundles[8].keys[1];
	break_text(&sample.ksks[1].id, key->id);
	sample_set_key(key, &sample.ksks[1]);
	key->dnskey.flags = DNSKEY_ZSK;
	key->dnskey.algorithm = 10;
	key->tag = dnskey_tag(&key->dnskey);
	sample_run(&sample);
	CU_ASSERT_TRUE(break_says(&sample, "KSR-BUNDLE-KEYS", VERDICT_FAIL,
		"(zsk-3): its identifier or public key is a KSK's"));
	CU_ASSERT_EQUAL(sample_result(&sample, "KSR-BUNDLE-KEYS")->findings, 1);
	sample_clear(&sample);
}

/* A KSK that only the previous SKR shows, the policy no longer. */
static void
ksk_of_the_previous(void)
{
	struct sample sample;

	sample_init(&sample);
	sample_set_quarter(&sample, 0, "hold", "normal");
	sample.policy.ksks[1].ds.bytes[0] ^= 1;
	break_text(&sample.policy.ksks[1].label, "gone");
	break_text(&sample.ksks[1].id, "zsk-3");
	sample_set_key(&sample.request.bundles[8].keys[1], &sample.ksks[1]);
	sample.request.bundles[8].keys[1].dnskey.flags = DNSKEY_ZSK;
	sample_run(&sample);
	CU_ASSERT_TRUE(break_says(&sample, "KSR-BUNDLE-KEYS", VERDICT_FAIL,
		"is written"));
	CU_ASSERT_EQUAL(sample_result(&sample, "KSR-BUNDLE-KEYS")->findings, 2);
	sample_clear(&sample);
}

/* What cannot be verified does not pass. */
static void
unknown_algorithm(void)
{
	struct sample sample;
	struct ksr_bundle *bundle;
	struct ksr_key *key;

	sample_init(&sample);
	bundle = &sample.request.bundles[8];
	key = &bundle->keys[1];
	key->dnskey.algorithm = 99;
	key->tag = dnskey_tag(&key->dnskey);
	bundle->signatures[1].algorithm = 99;
	bundle->signatures[1].tag = key->tag;
	sample_run(&sample);
	CU_ASSERT_TRUE(break_says(&sample, "KSR-BUNDLE-POP", VERDICT_FAIL,
		"bundle 9, key"));
	CU_ASSERT_EQUAL(sample_result(&sample, "KSR-BUNDLE-POP")->findings, 2);
	CU_ASSERT_TRUE(break_says(&sample, "KSR-BUNDLE-KEYS", VERDICT_FAIL,
		"algorithm 99 cannot be judged"));
	CU_ASSERT_TRUE(break_says(&sample, "KSR-POLICY-ALG", VERDICT_FAIL,
		"algorithm 99 is never allowed"));
	sample_clear(&sample);
}

/* Exponent with a leading zero: the same key, another RDATA. */
static void
minimal_form(void)
{
	struct sample sample;
	struct bytes *field;
	struct buf longer = {0};

	sample_init(&sample);
	field = &sample.request.bundles[8].keys[1].dnskey.public_key;
	buf_add_u8(&longer, (uint8_t)(field->data[0] + 1));
	buf_add_u8(&longer, 0);
	buf_add(&longer, field->data + 1, field->len - 1);
	bytes_clear(field);
	*field = buf_take(&longer);
	sample_run(&sample);
	CU_ASSERT_TRUE(break_says(&sample, "KSR-BUNDLE-KEYS", VERDICT_FAIL,
		"bundle 9, key"));
	CU_ASSERT_TRUE(break_says(&sample, "KSR-POLICY-ALG", VERDICT_FAIL,
		"cannot be read"));
	sample_clear(&sample);
}

static void
bundle_without_keys(void)
{
	struct sample sample;

	sample_init(&sample);
	ksr_bundle_clear(&sample.request.bundles[8]);
	sample.request.bundles[8].id = mem_string("empty");
	sample_run(&sample);
	CU_ASSERT_TRUE(break_says(&sample, "KSR-BUNDLE-KEYS", VERDICT_FAIL,
		"bundle 9 has no key"));
	CU_ASSERT_TRUE(break_says(&sample, "KSR-BUNDLE-POP", VERDICT_FAIL,
		"bundle 9 has no key"));
	sample_clear(&sample);
}

static const CU_TestInfo tests[] = {
	{"each fails alone", each_alone},
	{"one identifier means one key", one_name_one_key},
	{"no key twice", key_twice},
	{"a KSK under another algorithm", ksk_in_disguise},
	{"a KSK of the previous SKR", ksk_of_the_previous},
	{"an unknown algorithm", unknown_algorithm},
	{"minimal RFC 3110 form", minimal_form},
	{"a bundle without keys", bundle_without_keys},
	CU_TEST_INFO_NULL,
};

const struct test_suite suite_rules_keys = {"ksr/rules_keys", tests};
