#include "base/hex.h"

#include <string.h>

#include "support/test.h"

extern const struct test_suite suite_hex;

static void
encodes_lower_case(void)
{
	char text[9];

	hex_encode(text, (const uint8_t *)"\x00\x9f\xab\xff", 4);
	CU_ASSERT_STRING_EQUAL(text, "009fabff");
	hex_encode(text, NULL, 0);
	CU_ASSERT_STRING_EQUAL(text, "");
}

static void
decodes_either_case(void)
{
	uint8_t bytes[3] = {0};

	CU_ASSERT_TRUE(hex_decode(bytes, 3, "09aFFf"));
	CU_ASSERT_EQUAL(memcmp(bytes, "\x09\xaf\xff", 3), 0);
}

static void
refuses_other_lengths_and_characters(void)
{
	static const char *const wrong[] = {
		"", "09aff", "09afff0", "09affg", "09af f", "0x09af",
		"/9afff", ":9afff", "@9afff", "G9afff", "`9afff",
	};
	uint8_t bytes[3] = {7, 7, 7};
	size_t i;

	for (i = 0; i < sizeof(wrong) / sizeof(wrong[0]); i++)
		CU_ASSERT_FALSE(hex_decode(bytes, 3, wrong[i]));
	CU_ASSERT_EQUAL(memcmp(bytes, "\7\7\7", 3), 0);
}

static const CU_TestInfo tests[] = {
	{"encodes lower case", encodes_lower_case},
	{"decodes either case", decodes_either_case},
	{"refuses other lengths and characters",
		refuses_other_lengths_and_characters},
	CU_TEST_INFO_NULL,
};

const struct test_suite suite_hex = {"base/hex", tests};
