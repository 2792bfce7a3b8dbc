/*
 * No single bit of what is signed, or says what is signed, can change in a
 * genuine SKR without verify saying no: first in the values as read, then in
 * the text of the file.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "document.h"
#include "genuine.h"
#include "support/test.h"

extern const struct test_suite suite_rules_flips;

static size_t flips;

static void
verify_at_all(struct genuine *genuine)
{
	genuine->input.response = &genuine->response;
	genuine->input.schema = NULL;
	genuine->input.verify = true;
	rules_run_response(genuine->results, &genuine->count, &genuine->input);
}

/* Flips that change nothing would pass: each is undone and the file checked at
 * the end. */
static void
must_fail(struct genuine *genuine, const char *field, size_t bit)
{
	flips++;
	verify_at_all(genuine);
	if (rules_verdict(genuine->results, genuine->count) == VERDICT_FAIL)
		return;
	printf("\n    %s bit %zu can change", field, bit);
	CU_FAIL("a change that verify does not see");
}

/* Every stride-th bit of len bytes. */
static void
flip_bytes(struct genuine *genuine, const char *field, void *data, size_t len,
	size_t stride)
{
	uint8_t *bytes = data;
	size_t bit;

	for (bit = 0; bit < 8 * len; bit += stride) {
		bytes[bit / 8] ^= (uint8_t)(1 << bit % 8);
		must_fail(genuine, field, bit);
		bytes[bit / 8] ^= (uint8_t)(1 << bit % 8);
	}
}

/* Times have 32 bits in the signature; little end first here, which only
 * counts for the numbering. */
static void
flip_time(struct genuine *genuine, const char *field, int64_t *utc)
{
	int bit;

	for (bit = 0; bit < 32; bit++) {
		*utc ^= INT64_C(1) << bit;
		must_fail(genuine, field, (size_t)bit);
		*utc ^= INT64_C(1) << bit;
	}
}

/* Primes, so that every place in a byte has its turn. */
#define STRIDE_FIRST 7
#define STRIDE_OTHERS 97

#define FLIP(genuine, field) \
	flip_bytes(genuine, #field, &(field), sizeof(field), 1)

static void
flip_key(struct genuine *genuine, struct ksr_key *key, size_t stride)
{
	FLIP(genuine, key->tag);
	FLIP(genuine, key->ttl);
	FLIP(genuine, key->dnskey.flags);
	FLIP(genuine, key->dnskey.protocol);
	FLIP(genuine, key->dnskey.algorithm);
	flip_bytes(genuine, "public key", key->dnskey.public_key.data,
		key->dnskey.public_key.len, stride);
}

static void
flip_signature(struct genuine *genuine, struct ksr_signature *signature,
	size_t stride)
{
	FLIP(genuine, signature->algorithm);
	FLIP(genuine, signature->labels);
	FLIP(genuine, signature->original_ttl);
	FLIP(genuine, signature->tag);
	flip_time(genuine, "expiration", &signature->expiration_utc);
	flip_time(genuine, "inception", &signature->inception_utc);
	flip_bytes(genuine, "type covered", signature->type_covered,
		strlen("DNSKEY"), 1);
	flip_bytes(genuine, "signer's name", signature->signer, strlen("."),
		1);
	flip_bytes(genuine, "signature data", signature->data.data,
		signature->data.len, stride);
}

static void
values(void)
{
	struct genuine genuine;
	struct ksr_bundle *bundle;
	size_t i, j, stride;

	if (test_fixtures() == NULL)
		SKIP("the genuine files are not there");
	genuine_init(&genuine, "policies/root-2017.xml");
	genuine_read(&genuine.response, KSR_RESPONSE, SKR_Q1);
	flips = 0;
	for (i = 0; i < genuine.response.bundle_count; i++) {
		bundle = &genuine.response.bundles[i];
		stride = getenv("FULL") != NULL ? 1 :
			i == 0 ? STRIDE_FIRST : STRIDE_OTHERS;
		for (j = 0; j < bundle->key_count; j++)
			flip_key(&genuine, &bundle->keys[j], stride);
		for (j = 0; j < bundle->signature_count; j++)
			flip_signature(&genuine, &bundle->signatures[j],
				stride);
		flip_time(&genuine, "Inception", &bundle->inception_utc);
		flip_time(&genuine, "Expiration", &bundle->expiration_utc);
	}
	CU_ASSERT(flips > 4000);
	verify_at_all(&genuine);
	CU_ASSERT_EQUAL(rules_verdict(genuine.results, genuine.count),
		VERDICT_PASS);
	genuine_clear(&genuine);
}

/* What is refused on reading counts as seen. */
static bool
text_passes(struct genuine *genuine, const char *text)
{
	bool passes = false;
	struct err err;

	flips++;
	if (document_read(&genuine->response, KSR_RESPONSE, text, &err) ==
		STATUS_OK) {
		verify_at_all(genuine);
		passes = rules_verdict(genuine->results, genuine->count) ==
			VERDICT_PASS;
	}
	ksr_clear(&genuine->response);
	return passes;
}

/* Where the text stands that is signed. step: every so many bits. */
static const struct {
	const char *before;
	char behind;
	size_t step;
} places[] = {
	{"keyTag=\"", '"', 1},
	{"<TTL>", '<', 5},
	{"<Flags>", '<', 1},
	{"<Protocol>", '<', 1},
	{"<Algorithm>", '<', 1},
	{"<PublicKey>", '<', 61},
	{"<TypeCovered>", '<', 1},
	{"<Labels>", '<', 1},
	{"<OriginalTTL>", '<', 1},
	{"<SignatureExpiration>", '<', 3},
	{"<SignatureInception>", '<', 3},
	{"<KeyTag>", '<', 1},
	{"<SignersName>", '<', 1},
	{"<SignatureData>", '<', 61},
};

static void
flip_text(struct genuine *genuine, char *text, char *value, size_t len,
	size_t step)
{
	size_t bit;
	char kept;

	for (bit = 0; bit < 8 * len; bit += step) {
		kept = value[bit / 8];
		value[bit / 8] = (char)(kept ^ (1 << bit % 8));
		if (value[bit / 8] != '\0' && text_passes(genuine, text)) {
			printf("\n    %.40s", value);
			CU_FAIL("a change that verify does not see");
		}
		value[bit / 8] = kept;
	}
}

/* The TTL of a signature is not signed, and not flipped: it follows its own
 * element's name. */
static void
flip_bundle(struct genuine *genuine, char *text, char *from, const char *end)
{
	char *value;
	size_t i;

	for (i = 0; i < sizeof(places) / sizeof(places[0]); i++) {
		value = strstr(from, places[i].before);
		for (; value != NULL && value < end;
			value = strstr(value, places[i].before)) {
			value += strlen(places[i].before);
			flip_text(genuine, text, value,
				(size_t)(strchr(value, places[i].behind) -
					value), places[i].step);
		}
	}
}

static void
texts(void)
{
	struct genuine genuine;
	char *text, *from, *end;

	if (test_fixtures() == NULL)
		SKIP("the genuine files are not there");
	genuine_init(&genuine, "policies/root-2017.xml");
	text = document_fixture(SKR_Q2);
	CU_ASSERT_TRUE(text_passes(&genuine, text));
	from = strstr(text, "<ResponseBundle id=\"3ea61ea1");
	CU_ASSERT_PTR_NOT_NULL_FATAL(from);
	end = strstr(from, "</ResponseBundle>");
	CU_ASSERT_PTR_NOT_NULL_FATAL(end);
	flips = 0;
	flip_bundle(&genuine, text, from, end);
	CU_ASSERT(flips > 500);
	CU_ASSERT_TRUE(text_passes(&genuine, text));
	free(text);
	genuine_clear(&genuine);
}

static const CU_TestInfo tests[] = {
	{"values as read", values},
	{"text of the file", texts},
	CU_TEST_INFO_NULL,
};

const struct test_suite suite_rules_flips = {"ksr/rules_flips", tests};
