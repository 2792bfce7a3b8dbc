#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "document.h"
#include "support/test.h"

extern const struct test_suite suite_read;

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

#define INCEPTION "2030-01-01T00:00:00+00:00</Inception>"

/* Spellings of one and the same content (ksk-ceremony-ksr(5)). */
static const struct change legal[] = {
	{"<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n", "", NULL},
	{"<?xml", "\xef\xbb\xbf<?xml", NULL},
	{"encoding=\"UTF-8\"", "encoding='utf-8'", NULL},
	{" domain=\"example.\" serial=\"0\"",
		" serial='000' \n domain='example.'", NULL},
	{"<Request>", "<Request timestamp='2029-12-01T10:11:12.000Z'>", NULL},
	{"<Request>", "<!-- a comment --><Request>", NULL},
	{"</KSR>", "</KSR><!-- after the end -->", NULL},
	{">3600</TTL>", ">36<!-- in a number -->00</TTL>", NULL},
	{">3600</TTL>", ">\n\t 3600\r\n </TTL>", NULL},
	{">3600</TTL>", ">0003600</TTL>", NULL},
	{">3600</TTL>", "><![CDATA[3600]]></TTL>", NULL},
	{">3600</TTL>", ">36&#48;0</TTL>", NULL},
	{" keyTag=\"", " keyTag=\" 00", NULL},
	{"algorithm=\"8\"", "algorithm=\" 08 \"", NULL},
	{INCEPTION, "2030-01-01T00:00:00</Inception>", NULL},
	{INCEPTION, "2030-01-01T00:00:00Z</Inception>", NULL},
	{INCEPTION, "2030-01-01T00:00:00.000</Inception>", NULL},
	{INCEPTION, "2030-01-01T00:00:00.0Z</Inception>", NULL},
	{INCEPTION, "\n2030-01-01T00:00:00+00:00\n</Inception>", NULL},
	{">P10D<", ">P9DT24H<", NULL},
	{">P10D<", ">PT864000S<", NULL},
	{">P10D<", "> P10DT0H0M0S <", NULL},
	{"<PublicKey>AwEAA", "<PublicKey>\n  Aw EA\r\n\tA", NULL},
	{"==</SignatureData>", "= =\n</SignatureData>", NULL},
	{"<RSA size=\"2048\" exponent=\"65537\"/>",
		"<RSA exponent=\"65537\" size=\"2048\"></RSA>", NULL},
};

#define TIME(spelling, message) \
	{INCEPTION, spelling "</Inception>", "Inception: time \"" message}
#define DURATION(spelling, message) \
	{">P10D<", ">" spelling "<", "PublishSafety: " message}

/* What is refused by name. */
static const struct change refused[] = {
	TIME("2030-01-01T02:00:00+02:00", "2030-01-01T02:00:00+02:00"),
	TIME("2030-01-01T00:00:00-01:00", "2030-01-01T00:00:00-01:00"),
	TIME("2030-01-01T00:00:00.5Z", "2030-01-01T00:00:00.5Z"),
	TIME("1969-12-31T23:59:59Z", "1969-12-31T23:59:59Z"),
	TIME("2106-02-07T06:28:16Z", "2106-02-07T06:28:16Z"),
	TIME("2030-02-29T00:00:00Z", "2030-02-29T00:00:00Z"),
	TIME("2030-01-01 00:00:00", "2030-01-01 00:00:00"),
	TIME("2030-01-01", "2030-01-01"),
	TIME("", "\""),
	DURATION("-P10D", ""),
	DURATION("P1M", ""),
	DURATION("P1Y", ""),
	DURATION("P1W", ""),
	DURATION("P10", ""),
	DURATION("P", ""),
	DURATION("PT", ""),
	DURATION("P10DT", ""),
	DURATION("PT0.5S", ""),
	DURATION("P99999999999999999999D", ""),
	{"<PublicKey>AwEAA", "<PublicKey>AwEA", "PublicKey: "},
	{"<PublicKey>AwEAA", "<PublicKey>AwEA-", "PublicKey: "},
	{"<PublicKey>AwEAA", "<PublicKey>=AwEAA", "PublicKey: "},
	{"==</SignatureData>", "</SignatureData>", "SignatureData: "},
	{"==</SignatureData>", "==A</SignatureData>", "SignatureData: "},
	{"==</SignatureData>", "===</SignatureData>", "SignatureData: "},
	{"<KSR ", "<!DOCTYPE KSR><KSR ", "document type"},
};

/* Numbers out of range, identifiers, nothing unknown, nothing twice. */
static const struct change syntax[] = {
	{">3600</TTL>", ">2147483648</TTL>", "at most 2147483647"},
	{">3600</TTL>", ">-1</TTL>", "TTL is \"-1\""},
	{">3600</TTL>", ">+1</TTL>", "TTL is \"+1\""},
	{">3600</TTL>", ">0x10</TTL>", "TTL is \"0x10\""},
	{">3600</TTL>", ">36 00</TTL>", "TTL is \"36 00\""},
	{">3600</TTL>", "></TTL>", "TTL is \"\""},
	{">3600</TTL>", ">99999999999999999999999</TTL>", "at most"},
	{"<OriginalTTL>3600", "<OriginalTTL>2147483648",
		"OriginalTTL is 2147483648"},
	{" keyTag=\"", " keyTag=\"9", "keyTag is 9"},
	{"<KeyTag>", "<KeyTag>9", "KeyTag is 9"},
	{">256</Flags>", ">65536</Flags>", "Flags is 65536"},
	{">3</Protocol>", ">256</Protocol>", "Protocol is 256"},
	{">8</Algorithm>", ">256</Algorithm>", "Algorithm is 256"},
	{">1</Labels>", ">256</Labels>", "Labels is 256"},
	{"algorithm=\"8\"", "algorithm=\"256\"", "algorithm is 256"},
	{"size=\"2048\"", "size=\"0\"", "size is 0, allowed are 1 to"},
	{"size=\"2048\"", "size=\"65536\"", "size is 65536"},
	{"exponent=\"65537\"", "exponent=\"0\"", "exponent is 0"},
	{"exponent=\"65537\"", "exponent=\"18446744073709551616\"",
		"exponent is 18446744073709551616"},
	{"serial=\"0\"", "serial=\"-1\"", "serial is \"-1\""},
	{"domain=\"example.\"", "domain=\"\"", "domain is empty"},
	{"domain=\"example.\"", "domain=\"ex\xc3\xa4mple.\"",
		"printable ASCII"},
	{"keyIdentifier=\"", "keyIdentifier=\"&#9;",
		"keyIdentifier is \"<09>"},
	{"<RequestBundle id=\"", "<RequestBundle id=\"&#x202e;", "U+202E"},
	{"<SignersName>", "<SignersName>\xe2\x80\xae", "U+202E"},
	{"<KSR ", "<KSR id=\"twice\" ", "redefined"},
	{"<KSR ", "<KSR version=\"1\" ", "version"},
	{"<KSR ", "<KSR xml:lang=\"en\" ", "lang"},
	{"<KSR ", "<KSR xmlns=\"urn:example\" ", "namespace is not allowed"},
	{"<KSR ", "<KSR xmlns:x=\"urn:x\" ", "namespace is not allowed"},
	{">3600</TTL>", ">36\n00</TTL>", "TTL is \"36"},
	{"<Request>", "<Request><?php x?>", "processing instruction"},
	{"<Request>", "<Request unknown=\"1\">", "unknown"},
	{"<Request>", "<Request>text", "text"},
	{"<Request>", "<Request><Unknown/>", "Unknown"},
	{"<TTL>3600</TTL>", "", "TTL"},
	{"<TTL>3600</TTL>", "<TTL>3600</TTL><TTL>3600</TTL>", "TTL"},
	{"<TTL>3600</TTL>", "<TTL><b/>3600</TTL>", "TTL"},
	{"<TTL>3600</TTL>", "<TTL unit=\"s\">3600</TTL>", "unit"},
	{"<Protocol>3</Protocol>", "<protocol>3</protocol>", "protocol"},
	{"<RSA size=\"2048\" exponent=\"65537\"/>", "", "SignatureAlgorithm"},
	{"<RSA size=\"2048\" exponent=\"65537\"/>",
		"<DSA size=\"2048\"/>", "DSA"},
	{"<RSA size=\"2048\" exponent=\"65537\"/>",
		"<RSA size=\"2048\"/>", "element RSA: its attributes are size; one is missing"},
	{"</ZSK>", "</ZSK><ZSK/>", "ZSK"},
	{"<Request>", "<Response>", "mismatch"},
	{"</KSR>", "", "KSR"},
	{"</KSR>", "</KSR><KSR/>", "content"},
	{"3600", "36\x01" "00", ""},
	{"<SignersName>", "<SignersName>&e;", "e"},
};

static char *
write_text(const struct ksr *ksr)
{
	struct buf buf = {0};

	ksr_write(&buf, ksr);
	return buf_take_text(&buf);
}

static bool
accepts(const char *text, const char *wanted, const struct change *change)
{
	struct ksr ksr;
	struct err err;
	char *found;
	bool same;

	if (document_read(&ksr, KSR_REQUEST, text, &err) != STATUS_OK) {
		printf("\n    %s: %s\n", change->to, err.text);
		return false;
	}
	found = write_text(&ksr);
	same = strcmp(found, wanted) == 0;
	if (!same)
		printf("\n    %s: read as something else\n", change->to);
	free(found);
	ksr_clear(&ksr);
	return same;
}

static void
takes_every_legal_spelling(void)
{
	char *text = document_load("ksr-example.xml");
	struct ksr ksr;
	struct err err;
	char *wanted;
	size_t i;

	CU_ASSERT_EQUAL_FATAL(document_read(&ksr, KSR_REQUEST, text, &err),
		STATUS_OK);
	wanted = write_text(&ksr);
	ksr_clear(&ksr);
	for (i = 0; i < COUNT(legal); i++) {
		char *changed = document_replace(text, legal[i].from,
			legal[i].to);

		CU_ASSERT(accepts(changed, wanted, &legal[i]));
		free(changed);
	}
	free(wanted);
	free(text);
}

static void
refuse_all(const char *text, const struct change *changes, size_t count)
{
	struct ksr ksr;
	struct err err;
	size_t i;

	for (i = 0; i < count; i++) {
		char *changed = document_replace(text, changes[i].from,
			changes[i].to);
		enum status status = document_read(&ksr, KSR_REQUEST, changed,
			&err);

		CU_ASSERT_EQUAL(status, STATUS_INPUT);
		if (status == STATUS_OK) {
			printf("\n    taken: %s\n", changes[i].to);
			ksr_clear(&ksr);
		} else {
			CU_ASSERT(document_message(&err, changes[i].message));
		}
		free(changed);
	}
}

static void
refuses_by_name(void)
{
	char *text = document_load("ksr-example.xml");

	refuse_all(text, refused, COUNT(refused));
	free(text);
}

static void
refuses_other_syntax(void)
{
	char *text = document_load("ksr-example.xml");

	refuse_all(text, syntax, COUNT(syntax));
	free(text);
}

static void
bounds_identifiers(void)
{
	char *text = document_load("ksr-example.xml");
	char *longest = mem_format("keyIdentifier=\"%0*d\"", 256, 1);
	char *longer = mem_format("keyIdentifier=\"%0*d\"", 257, 1);
	char *changed = document_replace(text, "keyIdentifier=\"zsk-2029-q4\"",
		longest);
	struct ksr ksr;
	struct err err;

	CU_ASSERT_EQUAL_FATAL(document_read(&ksr, KSR_REQUEST, changed, &err),
		STATUS_OK);
	ksr_clear(&ksr);
	free(changed);
	changed = document_replace(text, "keyIdentifier=\"zsk-2029-q4\"",
		longer);
	CU_ASSERT_EQUAL(document_read(&ksr, KSR_REQUEST, changed, &err),
		STATUS_INPUT);
	CU_ASSERT(document_message(&err, "257 characters, allowed are 1 to"));
	free(changed);
	free(longest);
	free(longer);
	free(text);
}

/* With two times, two keys and two signatures a thousand elements or one
 * more. */
static enum status
read_with_signers(int count, struct err *err)
{
	char *text = document_load("ksr-example.xml");
	struct buf many = {0};
	enum status status;
	struct ksr ksr;
	char *changed;

	buf_add_text(&many, "</Expiration>");
	for (; count > 0; count--)
		buf_add_text(&many, "<Signer keyIdentifier='a'/>");
	changed = document_replace(text, "</Expiration>", buf_text(&many));
	status = document_read(&ksr, KSR_REQUEST, changed, err);
	if (status == STATUS_OK)
		ksr_clear(&ksr);
	buf_clear(&many);
	free(changed);
	free(text);
	return status;
}

static void
bounds_bundles(void)
{
	struct err err;

	CU_ASSERT_EQUAL(read_with_signers(994, &err), STATUS_OK);
	CU_ASSERT_EQUAL(read_with_signers(995, &err), STATUS_INPUT);
	CU_ASSERT(document_message(&err, "holds more than 1000 elements"));
}

/* text from the end of after to before left out. */
static char *
cut_between(const char *text, const char *after, const char *before)
{
	const char *first = strstr(text, after) + strlen(after);
	const char *last = strstr(first, before);

	return mem_format("%.*s%s", (int)(first - text), text, last);
}

static void
refuses_empty_keys(void)
{
	char *text = document_load("ksr-example.xml");
	char *changed = cut_between(text, "<PublicKey>", "</PublicKey>");
	struct ksr ksr;
	struct err err;

	CU_ASSERT_EQUAL(document_read(&ksr, KSR_REQUEST, changed, &err),
		STATUS_INPUT);
	CU_ASSERT(document_message(&err, "PublicKey: empty, base64 is wanted"));
	free(changed);
	changed = cut_between(text, "<SignatureData>", "</SignatureData>");
	CU_ASSERT_EQUAL(document_read(&ksr, KSR_REQUEST, changed, &err),
		STATUS_INPUT);
	CU_ASSERT(document_message(&err, "SignatureData: empty"));
	free(changed);
	free(text);
}

static void
names_the_line(void)
{
	char *text = document_load("ksr-example.xml");
	char *changed = document_replace(text, ">3</Protocol>",
		">300</Protocol>");
	struct ksr ksr;
	struct err err;

	CU_ASSERT_EQUAL(document_read(&ksr, KSR_REQUEST, changed, &err),
		STATUS_INPUT);
	CU_ASSERT_STRING_EQUAL(err.text,
		"doc.xml:23: Protocol is 300, allowed is at most 255");
	free(changed);
	free(text);
}

static void
tells_ksr_from_skr(void)
{
	char *request = document_load("ksr-example.xml");
	char *response = document_load("skr-example.xml");
	struct ksr ksr;
	struct err err;

	CU_ASSERT_EQUAL(document_read(&ksr, KSR_RESPONSE, request, &err),
		STATUS_INPUT);
	CU_ASSERT(document_message(&err,
		"this is a KSR (it holds a Request); wanted here is an SKR"));
	CU_ASSERT_EQUAL(document_read(&ksr, KSR_REQUEST, response, &err),
		STATUS_INPUT);
	CU_ASSERT(document_message(&err, "this is an SKR"));
	free(request);
	free(response);
}

static void
keeps_every_value(void)
{
	char *text = document_load("skr-example.xml");
	const struct ksr_signature *signature;
	const struct ksr_key *key;
	struct ksr ksr;
	struct err err;

	CU_ASSERT_EQUAL_FATAL(document_read(&ksr, KSR_RESPONSE, text, &err),
		STATUS_OK);
	CU_ASSERT_EQUAL(ksr.size, strlen(text));
	CU_ASSERT_STRING_EQUAL(ksr.domain, "example.");
	CU_ASSERT_EQUAL_FATAL(ksr.bundle_count, 3);
	CU_ASSERT_EQUAL(ksr.ksk.publish_safety_s, 0);
	CU_ASSERT_EQUAL(ksr.ksk.max_overlap_s, 16 * 86400);
	CU_ASSERT_EQUAL(ksr.zsk.min_overlap_s, 11 * 86400);
	CU_ASSERT_STRING_EQUAL(ksr.zsk.algorithms[0].element, "RSA");
	CU_ASSERT_EQUAL(ksr.bundles[1].inception_utc, 1894320000);
	CU_ASSERT_EQUAL(ksr.bundles[1].key_count, 3);
	key = ksr_find_key(&ksr.bundles[1], "ksk-a");
	CU_ASSERT_PTR_NOT_NULL_FATAL(key);
	CU_ASSERT_EQUAL(key->dnskey.flags, DNSKEY_REVOKED_KSK);
	CU_ASSERT_EQUAL(key->tag, dnskey_tag(&key->dnskey));
	CU_ASSERT_PTR_NULL(ksr_find_key(&ksr.bundles[1], "ksk-c"));
	signature = &ksr.bundles[0].signatures[0];
	CU_ASSERT_STRING_EQUAL(signature->type_covered, "DNSKEY");
	CU_ASSERT_EQUAL(signature->labels, 1);
	CU_ASSERT_EQUAL(signature->data.len, 256);
	ksr_clear(&ksr);
	free(text);
}

static void
reads_signers_and_timestamp(void)
{
	char *text = document_load("ksr-example.xml");
	char *stamped = document_replace(text, "<Request>",
		"<Request timestamp=\"2029-12-01T00:00:00Z\">");
	char *signers = document_replace(stamped, "</Expiration>",
		"</Expiration><Signer keyIdentifier=\"ksk-a\"/>"
		"<Signer keyIdentifier=\"ksk-b\"/>");
	struct ksr ksr;
	struct err err;

	CU_ASSERT_EQUAL_FATAL(document_read(&ksr, KSR_REQUEST, signers, &err),
		STATUS_OK);
	CU_ASSERT_EQUAL(ksr.timestamp_utc, 1890777600);
	CU_ASSERT_EQUAL_FATAL(ksr.bundles[0].signer_count, 2);
	CU_ASSERT_STRING_EQUAL(ksr.bundles[0].signers[1], "ksk-b");
	CU_ASSERT_EQUAL(ksr.bundles[1].signer_count, 0);
	ksr_clear(&ksr);
	free(text);
	free(stamped);
	free(signers);
}

static void
reads_curves(void)
{
	char *text = document_load("ksr-example.xml");
	char *changed = document_replace(text, "</SignatureAlgorithm>",
		"</SignatureAlgorithm><SignatureAlgorithm algorithm=\"13\">"
		"<ECDSA size=\"256\"/></SignatureAlgorithm>");
	struct ksr ksr;
	struct err err;

	CU_ASSERT_EQUAL_FATAL(document_read(&ksr, KSR_REQUEST, changed, &err),
		STATUS_OK);
	CU_ASSERT_EQUAL_FATAL(ksr.zsk.algorithm_count, 2);
	CU_ASSERT_EQUAL(ksr.zsk.algorithms[1].number, 13);
	CU_ASSERT_EQUAL(ksr.zsk.algorithms[1].bits, 256);
	CU_ASSERT_EQUAL(ksr.zsk.algorithms[1].exponent, 0);
	CU_ASSERT_STRING_EQUAL(ksr.zsk.algorithms[1].element, "ECDSA");
	ksr_clear(&ksr);
	free(changed);
	free(text);
}

static void
reads_the_genuine_files(void)
{
	struct ksr ksr;
	struct err err;
	size_t i;

	if (test_fixtures() == NULL)
		SKIP("no fixtures");
	for (i = 0; i < document_genuine_count; i++) {
		char *text = document_fixture(document_genuine[i].name);

		CU_ASSERT_EQUAL_FATAL(document_read(&ksr,
			document_genuine[i].kind, text, &err), STATUS_OK);
		CU_ASSERT_EQUAL(ksr.bundle_count, 9);
		ksr_clear(&ksr);
		free(text);
	}
}

static const CU_TestInfo tests[] = {
	{"takes every legal spelling", takes_every_legal_spelling},
	{"refuses by name", refuses_by_name},
	{"refuses other syntax", refuses_other_syntax},
	{"bounds identifiers", bounds_identifiers},
	{"bounds bundles", bounds_bundles},
	{"refuses empty keys", refuses_empty_keys},
	{"names the line", names_the_line},
	{"tells a KSR from an SKR", tells_ksr_from_skr},
	{"keeps every value", keeps_every_value},
	{"reads signers and timestamp", reads_signers_and_timestamp},
	{"reads curves", reads_curves},
	{"reads the genuine files", reads_the_genuine_files},
	CU_TEST_INFO_NULL,
};

const struct test_suite suite_read = {"ksr/read", tests};
