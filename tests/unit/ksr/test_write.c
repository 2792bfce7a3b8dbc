#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "document.h"
#include "support/test.h"

extern const struct test_suite suite_write;

static char *
rewrite(const char *text, enum ksr_kind kind)
{
	struct buf buf = {0};
	struct ksr ksr;
	struct err err;

	CU_ASSERT_EQUAL_FATAL(document_read(&ksr, kind, text, &err),
		STATUS_OK);
	ksr_write(&buf, &ksr);
	ksr_clear(&ksr);
	return buf_take_text(&buf);
}

/* The examples stand in the layout, byte for byte. */
static void
writes_the_layout(void)
{
	static const struct {
		const char *name;
		enum ksr_kind kind;
	} files[] = {
		{"ksr-example.xml", KSR_REQUEST},
		{"skr-example.xml", KSR_RESPONSE},
	};
	size_t i;

	for (i = 0; i < 2; i++) {
		char *text = document_load(files[i].name);
		char *again = rewrite(text, files[i].kind);

		CU_ASSERT_STRING_EQUAL(again, text);
		free(text);
		free(again);
	}
}

static void
is_a_fixed_point(const char *text, enum ksr_kind kind)
{
	char *once = rewrite(text, kind);
	char *twice = rewrite(once, kind);

	CU_ASSERT_STRING_EQUAL(once, twice);
	free(once);
	free(twice);
}

static bool
same_key(const struct ksr_key *a, const struct ksr_key *b)
{
	return strcmp(a->id, b->id) == 0 && a->tag == b->tag &&
		a->ttl == b->ttl && dnskey_compare(&a->dnskey, &b->dnskey) == 0;
}

static bool
same_signature(const struct ksr_signature *a, const struct ksr_signature *b)
{
	return strcmp(a->id, b->id) == 0 && a->tag == b->tag &&
		a->ttl == b->ttl && a->algorithm == b->algorithm &&
		a->labels == b->labels && a->original_ttl == b->original_ttl &&
		a->expiration_utc == b->expiration_utc &&
		a->inception_utc == b->inception_utc &&
		strcmp(a->signer, b->signer) == 0 &&
		strcmp(a->type_covered, b->type_covered) == 0 &&
		bytes_equal(&a->data, &b->data);
}

static bool
has_signature(const struct ksr_bundle *bundle,
	const struct ksr_signature *signature)
{
	size_t i;

	for (i = 0; i < bundle->signature_count; i++) {
		if (same_signature(&bundle->signatures[i], signature))
			return true;
	}
	return false;
}

static void
compare_bundles(const struct ksr_bundle *a, const struct ksr_bundle *b)
{
	const struct ksr_key *key;
	size_t i;

	CU_ASSERT_STRING_EQUAL(a->id, b->id);
	CU_ASSERT_EQUAL(a->inception_utc, b->inception_utc);
	CU_ASSERT_EQUAL(a->expiration_utc, b->expiration_utc);
	CU_ASSERT_EQUAL(a->key_count, b->key_count);
	CU_ASSERT_EQUAL(a->signature_count, b->signature_count);
	for (i = 0; i < a->key_count; i++) {
		key = ksr_find_key(b, a->keys[i].id);
		CU_ASSERT(key != NULL && same_key(key, &a->keys[i]));
	}
	for (i = 0; i < a->signature_count; i++)
		CU_ASSERT(has_signature(b, &a->signatures[i]));
}

static void
compare_policies(const struct ksr_policy *a, const struct ksr_policy *b)
{
	CU_ASSERT_EQUAL(a->publish_safety_s, b->publish_safety_s);
	CU_ASSERT_EQUAL(a->retire_safety_s, b->retire_safety_s);
	CU_ASSERT_EQUAL(a->max_validity_s, b->max_validity_s);
	CU_ASSERT_EQUAL(a->min_validity_s, b->min_validity_s);
	CU_ASSERT_EQUAL(a->max_overlap_s, b->max_overlap_s);
	CU_ASSERT_EQUAL(a->min_overlap_s, b->min_overlap_s);
	CU_ASSERT_EQUAL(a->algorithm_count, b->algorithm_count);
}

static void
compare_by_element(const char *text, enum ksr_kind kind)
{
	char *again = rewrite(text, kind);
	struct ksr a;
	struct ksr b;
	struct err err;
	size_t i;

	CU_ASSERT_EQUAL_FATAL(document_read(&a, kind, text, &err), STATUS_OK);
	CU_ASSERT_EQUAL_FATAL(document_read(&b, kind, again, &err), STATUS_OK);
	CU_ASSERT_STRING_EQUAL(a.id, b.id);
	CU_ASSERT_STRING_EQUAL(a.domain, b.domain);
	CU_ASSERT_EQUAL(a.serial, b.serial);
	compare_policies(&a.ksk, &b.ksk);
	compare_policies(&a.zsk, &b.zsk);
	CU_ASSERT_EQUAL_FATAL(a.bundle_count, b.bundle_count);
	for (i = 0; i < a.bundle_count; i++)
		compare_bundles(&a.bundles[i], &b.bundles[i]);
	ksr_clear(&a);
	ksr_clear(&b);
	free(again);
}

static void
keeps_the_genuine_files(void)
{
	size_t i;

	if (test_fixtures() == NULL)
		SKIP("no fixtures");
	for (i = 0; i < document_genuine_count; i++) {
		char *text = document_fixture(document_genuine[i].name);

		compare_by_element(text, document_genuine[i].kind);
		is_a_fixed_point(text, document_genuine[i].kind);
		free(text);
	}
}

/* What stands in another order comes out in the one order, and what was read
 * stays as it is. */
static void
sorts_in_the_output(void)
{
	char *text = document_load("skr-example.xml");
	struct buf buf = {0};
	struct ksr_key key;
	struct ksr_signature signature;
	struct ksr ksr;
	struct err err;

	CU_ASSERT_EQUAL_FATAL(document_read(&ksr, KSR_RESPONSE, text, &err),
		STATUS_OK);
	key = ksr.bundles[1].keys[0];
	ksr.bundles[1].keys[0] = ksr.bundles[1].keys[2];
	ksr.bundles[1].keys[2] = key;
	signature = ksr.bundles[1].signatures[0];
	ksr.bundles[1].signatures[0] = ksr.bundles[1].signatures[1];
	ksr.bundles[1].signatures[1] = signature;
	ksr_write(&buf, &ksr);
	CU_ASSERT_STRING_EQUAL(buf_text(&buf), text);
	CU_ASSERT_STRING_EQUAL(ksr.bundles[1].keys[2].id, key.id);
	CU_ASSERT_STRING_EQUAL(ksr.bundles[1].signatures[1].id, signature.id);
	buf_clear(&buf);
	ksr_clear(&ksr);
	free(text);
}

static char name_a[] = "a";
static char name_b[] = "b";
static char name_root[] = ".";
static char name_type[] = "DNSKEY";

static char *
write_bundle(struct ksr_bundle *bundle)
{
	struct ksr ksr = {.kind = KSR_RESPONSE, .id = name_a,
		.domain = name_root, .bundles = bundle, .bundle_count = 1};
	struct buf buf = {0};

	ksr_write(&buf, &ksr);
	return buf_take_text(&buf);
}

/* Equal tags: by RDATA; their signatures by their key's RDATA. */
static void
breaks_ties_by_rdata(void)
{
	uint8_t key_bytes[] = {2, 1};
	struct ksr_key keys[2] = {
		{.id = name_b, .dnskey = {256, 3, 8, {key_bytes, 1}}},
		{.id = name_a, .dnskey = {257, 3, 8, {key_bytes + 1, 1}}},
	};
	struct ksr_signature signatures[2] = {
		{.id = name_a, .type_covered = name_type, .signer = name_root},
		{.id = name_b, .type_covered = name_type, .signer = name_root},
	};
	struct ksr_bundle bundle = {.id = name_a, .keys = keys, .key_count = 2,
		.signatures = signatures, .signature_count = 2};
	char *whole = write_bundle(&bundle);
	const char *text = whole;

	CU_ASSERT(strstr(text, "<Key keyIdentifier=\"b\"") <
		strstr(text, "<Key keyIdentifier=\"a\""));
	CU_ASSERT(strstr(text, "<Signature keyIdentifier=\"b\"") <
		strstr(text, "<Signature keyIdentifier=\"a\""));
	free(whole);
}

/* Where all else is equal: keys and signatures by identifier, signatures of
 * one key by their data. */
static void
leaves_nothing_to_chance(void)
{
	uint8_t bytes[] = {1, 2};
	struct ksr_key keys[2] = {
		{.id = name_b, .dnskey = {256, 3, 8, {bytes, 1}}},
		{.id = name_a, .dnskey = {256, 3, 8, {bytes, 1}}},
	};
	struct ksr_signature signatures[] = {
		{.id = name_type, .data = {bytes + 1, 1},
			.type_covered = name_type, .signer = name_root},
		{.id = name_type, .data = {bytes, 1},
			.type_covered = name_type, .signer = name_root},
		{.id = name_root, .data = {bytes + 1, 1},
			.type_covered = name_type, .signer = name_root},
	};
	struct ksr_bundle bundle = {.id = name_a, .keys = keys, .key_count = 2,
		.signatures = signatures, .signature_count = 3};
	char *whole = write_bundle(&bundle);
	const char *text = whole;

	CU_ASSERT(strstr(text, "<Key keyIdentifier=\"a\"") <
		strstr(text, "<Key keyIdentifier=\"b\""));
	CU_ASSERT(strstr(text, "<Signature keyIdentifier=\".\"") <
		strstr(text, "<Signature keyIdentifier=\"DNSKEY\""));
	text = strstr(text, "<Signature keyIdentifier=\"DNSKEY\"");
	CU_ASSERT(strstr(text, "<SignatureData>AQ==") <
		strstr(text, "<SignatureData>Ag=="));
	free(whole);
}

static void
sorts_algorithms(void)
{
	struct ksr_algorithm algorithms[] = {
		{13, "ECDSA", 256, 0},
		{13, "ECDH", 384, 0},
		{8, "RSA", 2048, 65537},
		{8, "RSA", 2048, 3},
		{8, "RSA", 1536, 65537},
	};
	struct ksr ksr = {.kind = KSR_REQUEST, .id = name_a,
		.domain = name_root, .zsk = {.algorithms = algorithms,
			.algorithm_count = 5}};
	struct buf buf = {0};

	ksr_write(&buf, &ksr);
	CU_ASSERT_PTR_NOT_NULL(strstr(buf_text(&buf),
		"                <SignatureAlgorithm algorithm=\"8\">\n"
		"                    <RSA size=\"1536\" exponent=\"65537\"/>\n"
		"                </SignatureAlgorithm>\n"
		"                <SignatureAlgorithm algorithm=\"8\">\n"
		"                    <RSA size=\"2048\" exponent=\"3\"/>\n"
		"                </SignatureAlgorithm>\n"
		"                <SignatureAlgorithm algorithm=\"8\">\n"
		"                    <RSA size=\"2048\" exponent=\"65537\"/>\n"
		"                </SignatureAlgorithm>\n"
		"                <SignatureAlgorithm algorithm=\"13\">\n"
		"                    <ECDH size=\"384\"/>\n"
		"                </SignatureAlgorithm>\n"
		"                <SignatureAlgorithm algorithm=\"13\">\n"
		"                    <ECDSA size=\"256\"/>\n"
		"                </SignatureAlgorithm>\n"
		"            </ZSK>\n"));
	buf_clear(&buf);
}

static void
escapes_identifiers(void)
{
	char *text = document_load("ksr-example.xml");
	char *changed = document_replace(text, "keyIdentifier=\"zsk-2029-q4\"",
		"keyIdentifier='&lt;a> &amp; \" &#39;b  c '");
	char *once;
	struct ksr ksr;
	struct err err;

	once = rewrite(changed, KSR_REQUEST);
	CU_ASSERT_EQUAL_FATAL(document_read(&ksr, KSR_REQUEST, once, &err),
		STATUS_OK);
	CU_ASSERT_PTR_NOT_NULL(ksr_find_key(&ksr.bundles[0],
		"<a> & \" 'b  c "));
	is_a_fixed_point(changed, KSR_REQUEST);
	ksr_clear(&ksr);
	free(once);
	free(changed);
	free(text);
}

static void
writes_signers_not_timestamps(void)
{
	char *text = document_load("ksr-example.xml");
	char *stamped = document_replace(text, "<Request>",
		"<Request timestamp=\"2029-12-01T00:00:00Z\">");
	char *signers = document_replace(stamped, "</Expiration>",
		"</Expiration><Signer keyIdentifier=\"ksk-b\"/>");
	char *once = rewrite(signers, KSR_REQUEST);

	CU_ASSERT_PTR_NULL(strstr(once, "timestamp"));
	CU_ASSERT_PTR_NOT_NULL(strstr(once,
		"\n            <Signer keyIdentifier=\"ksk-b\"/>\n"));
	is_a_fixed_point(signers, KSR_REQUEST);
	free(once);
	free(signers);
	free(stamped);
	free(text);
}

static const CU_TestInfo tests[] = {
	{"writes the layout", writes_the_layout},
	{"keeps the genuine files", keeps_the_genuine_files},
	{"sorts in the output", sorts_in_the_output},
	{"breaks ties by RDATA", breaks_ties_by_rdata},
	{"leaves nothing to chance", leaves_nothing_to_chance},
	{"sorts algorithms", sorts_algorithms},
	{"escapes identifiers", escapes_identifiers},
	{"writes signers, not timestamps", writes_signers_not_timestamps},
	CU_TEST_INFO_NULL,
};

const struct test_suite suite_write = {"ksr/write", tests};
