#include <string.h>

#include "break.h"

extern const struct test_suite suite_rules_policy;

static void
slot_number(struct sample *sample)
{
	sample->policy.slot_keys[4] = 2;
}

static void
number_in_all(struct sample *sample)
{
	sample->policy.distinct_keys = 4;
}

static void
key_ttl(struct sample *sample)
{
	sample->request.bundles[4].keys[0].ttl = 3600;
}

static void
signature_ttl(struct sample *sample)
{
	sample->request.bundles[4].signatures[0].ttl = 172801;
}

static void
original_ttl(struct sample *sample)
{
	sample->request.bundles[4].signatures[0].original_ttl = 172799;
	sample_sign(sample, &sample->request);
}

static void
add_signer(struct ksr_bundle *bundle, const char *label)
{
	char **signer = mem_append(&bundle->signers, &bundle->signer_count,
		sizeof(*signer));

	*signer = mem_string(label);
}

static void
signer_unknown(struct sample *sample)
{
	add_signer(&sample->request.bundles[2], "ksk-a");
	add_signer(&sample->request.bundles[2], "ksk-b");
}

static void
signer_missing(struct sample *sample)
{
	sample->input.schema = sample_schema(sample, "double");
	sample_set_quarter(sample, 0, "double", "double");
	add_signer(&sample->request.bundles[2], "ksk-b");
}

static void
signer_twice(struct sample *sample)
{
	add_signer(&sample->request.bundles[2], "ksk-a");
	add_signer(&sample->request.bundles[2], "ksk-a");
}

static void
declare(struct sample *sample, uint8_t number, const char *element,
	unsigned bits, uint64_t exponent)
{
	struct ksr_policy *zsk = &sample->request.zsk;
	struct ksr_algorithm *one = mem_append(&zsk->algorithms,
		&zsk->algorithm_count, sizeof(*one));

	one->number = number;
	strcpy(one->element, element);
	one->bits = bits;
	one->exponent = exponent;
}

static void
declared_number(struct sample *sample)
{
	declare(sample, 10, "RSA", 2048, 65537);
}

static void
declared_size(struct sample *sample)
{
	declare(sample, 8, "RSA", 1024, 65537);
}

static void
declared_exponent(struct sample *sample)
{
	declare(sample, 8, "RSA", 2048, 3);
}

/* Forbidden whatever the policy's table says. */
static void
declared_forbidden(struct sample *sample)
{
	declare(sample, 5, "RSA", 2048, 65537);
}

static void
declared_element(struct sample *sample)
{
	declare(sample, 8, "EdDSA", 2048, 65537);
}

/* The keys' own size, though nothing is wrong with the declaration. */
static void
own_size(struct sample *sample)
{
	sample->policy.algorithms[0].sizes[0] = 1536;
}

static const struct broken broken[] = {
	{"KSR-POLICY-KEYS", "bundle 5: 1 distinct keys, the policy's number "
		"is 2", slot_number},
	{"KSR-POLICY-KEYS", "3 distinct keys in all", number_in_all},
	{"KSR-POLICY-KEYS", "TTL 3600, the policy's is 172800", key_ttl},
	{"KSR-POLICY-KEYS", "TTL 172801", signature_ttl},
	{"KSR-POLICY-KEYS", "OriginalTTL 172799", original_ttl},
	{"KSR-POLICY-KEYS", "bundle 3 asks for Signer ksk-b", signer_unknown},
	{"KSR-POLICY-KEYS", "bundle 3 names no Signer ksk-a", signer_missing},
	{"KSR-POLICY-KEYS", "names Signer ksk-a twice", signer_twice},
	{"KSR-POLICY-ALG", "declared: algorithm 10", declared_number},
	{"KSR-POLICY-ALG", "1024 bits", declared_size},
	{"KSR-POLICY-ALG", "exponent 3", declared_exponent},
	{"KSR-POLICY-ALG", "algorithm 5 is never allowed", declared_forbidden},
	{"KSR-POLICY-ALG", "declared as EdDSA", declared_element},
	{"KSR-POLICY-ALG", "is not in the policy (and 11 more)", own_size},
};

static void
each_alone(void)
{
	BREAK_EACH(broken);
}

static void
signers_named(void)
{
	struct sample sample;
	int i;

	sample_init(&sample);
	for (i = 0; i < 9; i++)
		add_signer(&sample.request.bundles[i], "ksk-a");
	sample_run(&sample);
	CU_ASSERT_TRUE(sample_only(&sample, NULL, NULL));
	sample_set_quarter(&sample, 3, "rolled", "revoke");
	add_signer(&sample.request.bundles[1], "ksk-b");
	add_signer(&sample.request.bundles[1], "ksk-a");
	add_signer(&sample.request.bundles[8], "ksk-b");
	sample_run(&sample);
	CU_ASSERT_TRUE(sample_only(&sample, NULL, NULL));
	sample_clear(&sample);
}

/* Another policy row may allow what the first does not. */
static void
several_rows(void)
{
	struct sample sample;

	sample_init_policy(&sample,
		"<algorithm number=\"8\" sizes=\"2048\" exponents=\"65537\"/>",
		"<algorithm number=\"8\" sizes=\"1024 2048\" "
		"exponents=\"3 65537\"/>"
		"<algorithm number=\"13\"/>");
	declare(&sample, 8, "RSA", 1024, 3);
	declare(&sample, 13, "ECDSA", 256, 0);
	sample_run(&sample);
	CU_ASSERT_TRUE(sample_only(&sample, NULL, NULL));
	sample_clear(&sample);
}

/* A list without an entry is no leave for everything. */
static void
empty_allows_nothing(void)
{
	struct sample sample;

	sample_init(&sample);
	sample.policy.algorithms[0].size_count = 0;
	sample_run(&sample);
	CU_ASSERT_TRUE(sample_only(&sample, "KSR-POLICY-ALG",
		"is not in the policy"));
	sample.policy.algorithms[0].size_count = 1;
	sample.policy.algorithms[0].exponent_count = 0;
	sample_run(&sample);
	CU_ASSERT_TRUE(sample_only(&sample, "KSR-POLICY-ALG",
		"is not in the policy"));
	sample_clear(&sample);
}

/* What an algorithm leaves no choice in is not asked for. */
static void
one_size(void)
{
	struct sample sample;

	sample_init_policy(&sample, "</request>",
		"<algorithm number=\"13\"/></request>");
	declare(&sample, 13, "ECDSA", 256, 0);
	sample_run(&sample);
	CU_ASSERT_TRUE(sample_only(&sample, NULL, NULL));
	declare(&sample, 13, "ECDSA", 384, 0);
	sample_run(&sample);
	CU_ASSERT_TRUE(sample_only(&sample, "KSR-POLICY-ALG",
		"algorithm 13, 384 bits"));
	sample_clear(&sample);
}

static const CU_TestInfo tests[] = {
	{"each fails alone", each_alone},
	{"Signers of the slot", signers_named},
	{"several sizes and exponents, another algorithm", several_rows},
	{"an empty list allows nothing", empty_allows_nothing},
	{"an algorithm of one size", one_size},
	CU_TEST_INFO_NULL,
};

const struct test_suite suite_rules_policy = {"ksr/rules_policy", tests};
