#include "base/base64.h"

#include <string.h>

#include "support/test.h"

extern const struct test_suite suite_base64;

/* RFC 4648 section 10. */
static const struct vector {
	const char *bytes;
	const char *text;
} vectors[] = {
	{"", ""},
	{"f", "Zg=="},
	{"fo", "Zm8="},
	{"foo", "Zm9v"},
	{"foob", "Zm9vYg=="},
	{"fooba", "Zm9vYmE="},
	{"foobar", "Zm9vYmFy"},
	{"\xfb\xff\xbf", "+/+/"},
};

static void
follows_the_rfc(void)
{
	size_t i;

	for (i = 0; i < sizeof(vectors) / sizeof(vectors[0]); i++) {
		const struct vector *vector = &vectors[i];
		size_t len = strlen(vector->bytes);
		struct bytes bytes = {0};
		struct buf text = {0};
		struct err err;

		base64_encode(&text, (const uint8_t *)vector->bytes, len);
		CU_ASSERT_STRING_EQUAL(buf_text(&text), vector->text);
		CU_ASSERT_EQUAL(base64_decode(&bytes, vector->text, &err),
			STATUS_OK);
		CU_ASSERT_EQUAL(bytes.len, len);
		CU_ASSERT(len == 0 ||
			memcmp(bytes.data, vector->bytes, len) == 0);
		bytes_clear(&bytes);
		buf_clear(&text);
	}
}

static void
skips_xml_white_space(void)
{
	struct bytes bytes = {0};
	struct err err;

	CU_ASSERT_EQUAL(base64_decode(&bytes, "\n Z m\t9v\r\nYg =\n= ", &err),
		STATUS_OK);
	CU_ASSERT_EQUAL(bytes.len, 4);
	CU_ASSERT_EQUAL(memcmp(bytes.data, "foob", 4), 0);
	bytes_clear(&bytes);
}

static void
refuses_what_is_not_strict(void)
{
	static const struct {
		const char *text;
		const char *reason;
	} wrong[] = {
		{"Zg", "multiple of four"},
		{"Zg=", "multiple of four"},
		{"Zg===", "multiple of four"},
		{"Z", "multiple of four"},
		{"Z===", "multiple of four"},
		{"Zm9v=", "multiple of four"},
		{"====", "multiple of four"},
		{"Zh==", "bits are set"},
		{"Zm9=", "bits are set"},
		{"Zg==Zg==", "behind the padding at character 5"},
		{"Zm-v", "not a base64 character at character 3"},
		{"Zm_v", "not a base64 character at character 3"},
		{"Zm9v\f", "not a base64 character at character 5"},
		{"Zm9v\xc3", "not a base64 character at character 5"},
	};
	struct bytes bytes = {0};
	size_t i;

	for (i = 0; i < sizeof(wrong) / sizeof(wrong[0]); i++) {
		struct err err = {0};

		CU_ASSERT_EQUAL(base64_decode(&bytes, wrong[i].text, &err),
			STATUS_INPUT);
		CU_ASSERT_PTR_NOT_NULL(strstr(err.text, wrong[i].reason));
	}
	CU_ASSERT_PTR_NULL(bytes.data);
}

static void
goes_both_ways(void)
{
	uint8_t source[257];
	size_t i;

	for (i = 0; i < sizeof(source); i++)
		source[i] = (uint8_t)(i * 37);
	for (i = 0; i <= sizeof(source); i++) {
		const struct bytes wanted = {source, i};
		struct bytes bytes = {0};
		struct buf text = {0};
		struct err err;

		base64_encode(&text, source, i);
		CU_ASSERT_EQUAL(base64_decode(&bytes, buf_text(&text), &err),
			STATUS_OK);
		CU_ASSERT_TRUE(bytes_equal(&bytes, &wanted));
		bytes_clear(&bytes);
		buf_clear(&text);
	}
}

static const CU_TestInfo tests[] = {
	{"follows the RFC", follows_the_rfc},
	{"skips XML white space", skips_xml_white_space},
	{"refuses what is not strict", refuses_what_is_not_strict},
	{"goes both ways", goes_both_ways},
	CU_TEST_INFO_NULL,
};

const struct test_suite suite_base64 = {"base/base64", tests};
