#include "base/digest.h"

#include <string.h>

#include "support/test.h"

extern const struct test_suite suite_digest;

/* FIPS 180-4, the two short examples. */
static void
knows_the_answers(void)
{
	struct digest abc = digest_of("abc", 3);
	struct digest empty = digest_of("", 0);
	char hex[DIGEST_HEX_SIZE];

	digest_format(hex, &abc);
	CU_ASSERT_STRING_EQUAL(hex, "ba7816bf8f01cfea414140de5dae2223"
				    "b00361a396177a9cb410ff61f20015ad");
	digest_format(hex, &empty);
	CU_ASSERT_STRING_EQUAL(hex, "e3b0c44298fc1c149afbf4c8996fb924"
				    "27ae41e4649b934ca495991b7852b855");
	CU_ASSERT_TRUE(digest_equal(&abc, &abc));
	CU_ASSERT_FALSE(digest_equal(&abc, &empty));
}

static void
reads_only_64_digits(void)
{
	char hex[DIGEST_HEX_SIZE + 1];
	struct digest digest = digest_of("abc", 3);
	struct digest read = {0};

	digest_format(hex, &digest);
	CU_ASSERT_TRUE(digest_parse(&read, hex));
	CU_ASSERT_TRUE(digest_equal(&read, &digest));
	strcat(hex, "0");
	CU_ASSERT_FALSE(digest_parse(&read, hex));
	hex[63] = '\0';
	CU_ASSERT_FALSE(digest_parse(&read, hex));
}

static const CU_TestInfo tests[] = {
	{"knows the answers", knows_the_answers},
	{"reads only 64 digits", reads_only_64_digits},
	CU_TEST_INFO_NULL,
};

const struct test_suite suite_digest = {"base/digest", tests};
