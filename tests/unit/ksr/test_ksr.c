#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "dns/algorithm.h"
#include "document.h"
#include "support/test.h"

extern const struct test_suite suite_ksr;

static enum verdict
verify(const struct ksr_bundle *bundle, const struct ksr_signature *signature)
{
	const struct ksr_key *key = ksr_find_key(bundle, signature->id);
	struct buf tbs = {0};
	enum verdict verdict;
	struct err err;

	CU_ASSERT_PTR_NOT_NULL_FATAL(key);
	CU_ASSERT_EQUAL_FATAL(ksr_add_tbs(&tbs, bundle, signature, &err),
		STATUS_OK);
	verdict = algorithm_verify(algorithm_find(signature->algorithm),
		&key->dnskey.public_key, tbs.data, tbs.len, &signature->data,
		&err);
	buf_clear(&tbs);
	return verdict;
}

static size_t
count_verified(const struct ksr *ksr)
{
	size_t verified = 0;
	size_t i;
	size_t j;

	for (i = 0; i < ksr->bundle_count; i++) {
		const struct ksr_bundle *bundle = &ksr->bundles[i];

		for (j = 0; j < bundle->signature_count; j++) {
			verified += verify(bundle, &bundle->signatures[j]) ==
				VERDICT_PASS;
		}
	}
	return verified;
}

static size_t
count_signatures(const struct ksr *ksr)
{
	size_t count = 0;
	size_t i;

	for (i = 0; i < ksr->bundle_count; i++)
		count += ksr->bundles[i].signature_count;
	return count;
}

/* Every signature holds over what ksr_add_tbs builds: proofs of possession and
 * KSKs' signatures, revoked keys included. */
static void
check_file(const char *text, enum ksr_kind kind)
{
	struct ksr ksr;
	struct err err;

	CU_ASSERT_EQUAL_FATAL(document_read(&ksr, kind, text, &err),
		STATUS_OK);
	CU_ASSERT(count_signatures(&ksr) > 0);
	CU_ASSERT_EQUAL(count_verified(&ksr), count_signatures(&ksr));
	ksr_clear(&ksr);
}

static void
builds_what_the_examples_sign(void)
{
	char *request = document_load("ksr-example.xml");
	char *response = document_load("skr-example.xml");

	check_file(request, KSR_REQUEST);
	check_file(response, KSR_RESPONSE);
	free(request);
	free(response);
}

static void
builds_what_the_genuine_files_sign(void)
{
	size_t i;

	if (test_fixtures() == NULL)
		SKIP("no fixtures");
	for (i = 0; i < document_genuine_count; i++) {
		char *text = document_fixture(document_genuine[i].name);

		check_file(text, document_genuine[i].kind);
		free(text);
	}
}

/* Each signed part, changed, breaks each signature over it. */
static void
signs_over_every_part(void)
{
	char *text = document_load("skr-example.xml");
	struct ksr_signature *signature;
	struct ksr_bundle *bundle;
	struct ksr ksr;
	struct err err;

	CU_ASSERT_EQUAL_FATAL(document_read(&ksr, KSR_RESPONSE, text, &err),
		STATUS_OK);
	bundle = &ksr.bundles[1];
	signature = &bundle->signatures[0];
	CU_ASSERT_EQUAL(verify(bundle, signature), VERDICT_PASS);
	signature->original_ttl ^= 1;
	CU_ASSERT_EQUAL(verify(bundle, signature), VERDICT_FAIL);
	signature->original_ttl ^= 1;
	signature->labels ^= 1;
	CU_ASSERT_EQUAL(verify(bundle, signature), VERDICT_FAIL);
	signature->labels ^= 1;
	signature->inception_utc ^= 1;
	CU_ASSERT_EQUAL(verify(bundle, signature), VERDICT_FAIL);
	signature->inception_utc ^= 1;
	signature->tag ^= 1;
	CU_ASSERT_EQUAL(verify(bundle, signature), VERDICT_FAIL);
	signature->tag ^= 1;
	bundle->keys[2].dnskey.flags ^= 1;
	CU_ASSERT_EQUAL(verify(bundle, signature), VERDICT_FAIL);
	bundle->keys[2].dnskey.flags ^= 1;
	bundle->key_count--;
	CU_ASSERT_EQUAL(verify(bundle, signature), VERDICT_FAIL);
	bundle->key_count++;
	CU_ASSERT_EQUAL(verify(bundle, signature), VERDICT_PASS);
	ksr_clear(&ksr);
	free(text);
}

static void
refuses_another_type(void)
{
	char *text = document_load("skr-example.xml");
	struct buf tbs = {0};
	struct ksr ksr;
	struct err err;

	CU_ASSERT_EQUAL_FATAL(document_read(&ksr, KSR_RESPONSE, text, &err),
		STATUS_OK);
	memcpy(ksr.bundles[0].signatures[0].type_covered, "NSEC", 5);
	CU_ASSERT_EQUAL(ksr_add_tbs(&tbs, &ksr.bundles[0],
		&ksr.bundles[0].signatures[0], &err), STATUS_INPUT);
	CU_ASSERT_PTR_NOT_NULL(strstr(err.text,
		"TypeCovered is NSEC, allowed is DNSKEY"));
	CU_ASSERT_EQUAL(tbs.len, 0);
	ksr_clear(&ksr);
	free(text);
}

static const CU_TestInfo tests[] = {
	{"builds what the examples sign", builds_what_the_examples_sign},
	{"builds what the genuine files sign",
		builds_what_the_genuine_files_sign},
	{"signs over every part", signs_over_every_part},
	{"refuses another type", refuses_another_type},
	CU_TEST_INFO_NULL,
};

const struct test_suite suite_ksr = {"ksr/ksr", tests};
