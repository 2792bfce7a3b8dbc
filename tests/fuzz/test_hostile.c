#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>

#include "feed.h"
#include "support/test.h"

extern const struct test_suite suite_hostile;

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))
#define MEMORY_KIB (64 * 1024)

#define BEFORE "<KSR id='i' domain='.' serial='0'>"
#define DECLARED(subset) \
	"<!DOCTYPE KSR [" subset "]>" BEFORE "<Request>&e;</Request></KSR>"

/* Whole documents that nobody means well. */
static const char *const documents[] = {
	"",
	" ",
	"\n\n\n",
	"hello",
	"<",
	"<!",
	"<!DOCTYPE",
	"<!--",
	"<![CDATA[",
	"<?xml",
	"<?xml version=\"1.0\"?>",
	"<?xml version=\"9.9\"?><KSR/>",
	"<?xml version=\"1.0\" encoding=\"UTF-16\"?><KSR/>",
	"<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?><KSR/>",
	"<?xml version=\"1.0\" encoding=\"UTF-7\"?>+ADw-KSR/+AD4-",
	"<?xml version=\"1.0\" encoding=\"EBCDIC-US\"?><KSR/>",
	"<?xml version=\"1.0\" encoding=\"nonsense\"?><KSR/>",
	"\xff\xfe<\0K\0S\0R\0/\0>\0",
	"\xef\xbb\xbf",
	"\xef\xbb\xbf\xef\xbb\xbf<KSR/>",
	"\x1f\x8b\x08",
	"<KSR/>",
	"<policy/>",
	"<KSR/><KSR/>",
	"<ksr/>",
	"<KSR xmlns='http://relaxng.org/ns/structure/1.0'/>",
	"<KSR><KSR><KSR/></KSR></KSR>",
	"<html><body>404</body></html>",
	"{\"json\": true}",
	"<KSR id='\xed\xa0\x80'/>",
	"<KSR id='\xf4\x90\x80\x80'/>",
	"<KSR id='\xc0\xaf'/>",
	"<KSR id='&#0;'/>",
	"<KSR id='&#xd800;'/>",
	"<KSR id='&#x110000;'/>",
	"<KSR id='&#99999999999999999999;'/>",
	"<KSR id='&undefined;'/>",
	"<KSR id='%p %s %n %1000000d'/>",
	"<KSR id='\x1b[2J\xe2\x80\xae'/>",
	"<%s%n/>",
	"<!DOCTYPE KSR>" BEFORE "</KSR>",
	"<!DOCTYPE KSR []>" BEFORE "</KSR>",
	"<!-- first --><!DOCTYPE KSR>" BEFORE "</KSR>",
	"<!DOCTYPE KSR SYSTEM \"file:///etc/passwd\">" BEFORE "</KSR>",
	"<!DOCTYPE KSR PUBLIC \"-//X\" \"ksr.dtd\">" BEFORE "</KSR>",
	DECLARED("<!ENTITY e \"x\">"),
	DECLARED("<!ENTITY e SYSTEM \"file:///etc/passwd\">"),
	DECLARED("<!ENTITY e SYSTEM \"/dev/zero\">"),
	DECLARED("<!ENTITY % p SYSTEM \"file:///dev/stdin\"> %p;"),
	DECLARED("<!ENTITY e \"&e;\">"),
	DECLARED("<!ATTLIST KSR id CDATA \"default\">"),
	DECLARED("<!ENTITY a \"0123456789\"><!ENTITY b \"&a;&a;&a;&a;&a;&a;\">"
		"<!ENTITY c \"&b;&b;&b;&b;&b;&b;\"><!ENTITY d "
		"\"&c;&c;&c;&c;&c;&c;\"><!ENTITY e \"&d;&d;&d;&d;&d;&d;\">"),
	"<xi:include xmlns:xi='http://www.w3.org/2001/XInclude' "
	"href='file:///etc/passwd' parse='text'/>",
	BEFORE "<xi:include xmlns:xi='http://www.w3.org/2001/XInclude' "
	"href='/etc/passwd' parse='text'/></KSR>",
	"<?xml-stylesheet href='file:///etc/passwd'?><KSR/>",
};

static void
refuse(const void *data, size_t len)
{
	size_t i;

	for (i = 0; i < feed_target_count; i++)
		CU_ASSERT(feed_refused(&feed_targets[i], data, len));
}

static void
refuses_crafted_documents(void)
{
	size_t i;

	for (i = 0; i < COUNT(documents); i++)
		refuse(documents[i], strlen(documents[i]));
}

static void
refuses_utf_16(void)
{
	static const char text[] = "\xff\xfe<\0K\0S\0R\0/\0>";

	refuse(text, sizeof(text));
	refuse(text + 2, sizeof(text) - 2);
}

/* before, then the piece until the document has size bytes, then after. */
static struct buf
repeat(const char *before, const char *piece, const char *after, size_t size)
{
	size_t len = strlen(piece);
	struct buf buf = {0};

	buf_add_text(&buf, before);
	while (buf.len + len + strlen(after) <= size)
		buf_add(&buf, piece, len);
	buf_add_text(&buf, after);
	return buf;
}

/* Up to the greatest document that is read at all. */
static const struct {
	const char *before;
	const char *piece;
	const char *after;
} floods[] = {
	{"", "<a>", ""},
	{"", "<KSR>", ""},
	{BEFORE, "<Request>", ""},
	{BEFORE, "<a/>", "</KSR>"},
	{BEFORE "<Request>", "<RequestBundle/>", "</Request></KSR>"},
	{BEFORE, "<!-- -->", "</KSR>"},
	{BEFORE, "&lt;", "</KSR>"},
	{BEFORE, "&#65;", "</KSR>"},
	{BEFORE, "&a;", "</KSR>"},
	{BEFORE, "<![CDATA[]]>", "</KSR>"},
	{BEFORE, "<?a?>", "</KSR>"},
	{"<", "a", "/>"},
	{"<KSR ", "a", "='1'/>"},
	{"<KSR id='", "a", "'/>"},
	{"<KSR id='", "&lt;", "'/>"},
	{"<KSR ", "a='1' ", "/>"},
	{"<KSR ", "xmlns:a='b' ", "/>"},
	{"<KSR xmlns:a='", "a", "'/>"},
	{"<!DOCTYPE KSR [", "<!ENTITY a 'b'>", "]><KSR/>"},
	{"<!DOCTYPE KSR [<!ENTITY a '", "a", "'>]><KSR/>"},
	{"<!--", "-", "-->"},
	{"<!--", "a", "--><KSR/>"},
	{"", " ", "<KSR/>"},
	{"<KSR/>", "\n", ""},
	{"<?xml version='1.0' encoding='", "a", "'?><KSR/>"},
	{BEFORE "<Request><RequestPolicy/><RequestBundle id='a'>",
		"<Signer keyIdentifier='a'/>",
		"</RequestBundle></Request></KSR>"},
	{"<policy zone='.'><request>", "<off rule='a' reason='b'/>",
		"</request></policy>"},
	{"<policy zone='.'><request>", "<algorithm number='8'/>",
		"</request></policy>"},
	{"<policy zone='.'>", "<schema name='a'><slot n='1-9'/></schema>",
		"</policy>"},
};

static void
refuses_floods(void)
{
	size_t i;

	for (i = 0; i < COUNT(floods); i++) {
		struct buf buf = repeat(floods[i].before, floods[i].piece,
			floods[i].after, XML_MAX_SIZE);

		refuse(buf.data, buf.len);
		buf_clear(&buf);
	}
}

/* Attributes a0 to an, each another: no time that grows with the square. */
static void
refuses_many_attributes(void)
{
	struct buf buf = {0};
	unsigned i;

	buf_add_text(&buf, "<KSR ");
	for (i = 0; buf.len < XML_MAX_SIZE - 100; i++)
		buf_add_format(&buf, "a%u='' ", i);
	buf_add_text(&buf, "/>");
	refuse(buf.data, buf.len);
	buf_clear(&buf);
}

/* The good document's part from first up to (not with) last, over and over. */
static struct buf
multiply(const struct bytes *good, const char *first, const char *last)
{
	char *text = mem_format("%.*s", (int)good->len, (char *)good->data);
	const char *from = strstr(text, first);
	const char *to = from == NULL ? NULL : strstr(from, last);
	struct buf buf = {0};

	CU_ASSERT_PTR_NOT_NULL_FATAL(to);
	buf_add(&buf, text, (size_t)(from - text));
	while (buf.len + good->len < XML_MAX_SIZE)
		buf_add(&buf, from, (size_t)(to - from));
	buf_add_text(&buf, to);
	free(text);
	return buf;
}

/* Well-formed and valid, but as much of it as a file can hold. */
static void
survives_plenty(void)
{
	static const struct {
		size_t target;
		const char *first;
		const char *last;
	} parts[] = {
		{0, "<RequestBundle ", "</Request>"},
		{0, "<Key ", "<Signature "},
		{0, "<Signature ", "</RequestBundle>"},
		{0, "<SignatureAlgorithm ", "</ZSK>"},
		{0, "<Inception>", "<Key "},
		{1, "<ResponseBundle ", "</Response>"},
		{2, "<algorithm ", "<off "},
		{2, "<off ", "</request>"},
		{2, "<ksk ", "<schema "},
		{2, "<schema ", "</policy>"},
		{2, "<slot ", "</schema>"},
	};
	size_t i;

	for (i = 0; i < COUNT(parts); i++) {
		const struct feed_target *target =
			&feed_targets[parts[i].target];
		struct bytes good = feed_good(target);
		struct buf buf = multiply(&good, parts[i].first,
			parts[i].last);

		CU_ASSERT(feed(target, buf.data, buf.len));
		buf_clear(&buf);
		bytes_clear(&good);
	}
}

static void
refuses_what_is_too_large(void)
{
	size_t i;

	for (i = 0; i < feed_target_count; i++) {
		struct bytes good = feed_good(&feed_targets[i]);
		struct buf buf = {0};

		buf_add(&buf, good.data, good.len);
		while (buf.len < XML_MAX_SIZE)
			buf_add_u8(&buf, '\n');
		CU_ASSERT(feed_taken(&feed_targets[i], buf.data, buf.len));
		buf_add_u8(&buf, '\n');
		CU_ASSERT(feed_refused(&feed_targets[i], buf.data, buf.len));
		buf_clear(&buf);
		bytes_clear(&good);
	}
}

/* After all of the above; the tests' own copies count, too. */
static void
stays_small(void)
{
	struct rusage usage;

#ifdef FEED_SANITIZED
	SKIP("sanitizers use memory of their own");
#endif
	CU_ASSERT_EQUAL_FATAL(getrusage(RUSAGE_SELF, &usage), 0);
	CU_ASSERT(usage.ru_maxrss < MEMORY_KIB);
}

static const CU_TestInfo tests[] = {
	{"refuses crafted documents", refuses_crafted_documents},
	{"refuses UTF-16", refuses_utf_16},
	{"refuses floods", refuses_floods},
	{"refuses many attributes", refuses_many_attributes},
	{"survives plenty", survives_plenty},
	{"refuses what is too large", refuses_what_is_too_large},
	{"stays small", stays_small},
	CU_TEST_INFO_NULL,
};

const struct test_suite suite_hostile = {"fuzz/hostile", tests};
