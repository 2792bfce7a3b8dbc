#include "dns/name.h"

#include <string.h>

#include "support/test.h"

extern const struct test_suite suite_name;

static void
check_name(const char *text, const char *wire, uint8_t len, uint8_t labels)
{
	struct dns_name name;
	struct err err;

	CU_ASSERT_EQUAL(name_parse(&name, text, &err), STATUS_OK);
	CU_ASSERT_EQUAL(name.len, len);
	CU_ASSERT_EQUAL(name.labels, labels);
	CU_ASSERT_EQUAL(memcmp(name.wire, wire, len), 0);
}

static void
reads_names(void)
{
	check_name(".", "\0", 1, 0);
	check_name("Example.TEST.", "\7example\4test", 14, 2);
	check_name("example.test", "\7example\4test", 14, 2);
	check_name("a\\.b.c", "\3a.b\1c", 7, 2);
	check_name("\\065\\\\.", "\2a\\", 4, 1);
}

static void
refuses_what_is_no_name(void)
{
	static const char label_of_64[] =
		"a123456789012345678901234567890123456789012345678901234567890"
		"123.";
	static const char *const wrong[] = {
		"", "..", ".a", "a..b", "a\\", "a\\25", "a\\256.",
		label_of_64,
	};
	struct dns_name name;
	struct err err;
	size_t i;

	CU_ASSERT_EQUAL(name_parse(&name, label_of_64 + 1, &err), STATUS_OK);
	for (i = 0; i < sizeof(wrong) / sizeof(wrong[0]); i++)
		CU_ASSERT_EQUAL(name_parse(&name, wrong[i], &err),
			STATUS_INPUT);
}

/* 255 bytes of wire form are the most (RFC 1035 2.3.4). */
static void
bounds_the_whole_name(void)
{
	char text[300] = "";
	struct dns_name name;
	struct err err;
	int i;

	for (i = 0; i < 126; i++)
		strcat(text, "a.");
	strcat(text, "bc");
	CU_ASSERT_EQUAL(name_parse(&name, text, &err), STATUS_INPUT);
	text[2 * 126 + 1] = '\0';
	CU_ASSERT_EQUAL(name_parse(&name, text, &err), STATUS_OK);
	CU_ASSERT_EQUAL(name.len, 255);
	CU_ASSERT_EQUAL(name.labels, 127);
}

static void
compares_folded(void)
{
	struct dns_name a, b, c;
	struct err err;

	CU_ASSERT_EQUAL(name_parse(&a, "Example.test", &err), STATUS_OK);
	CU_ASSERT_EQUAL(name_parse(&b, "eXAMPLE.TEST.", &err), STATUS_OK);
	CU_ASSERT_EQUAL(name_parse(&c, "example.tess", &err), STATUS_OK);
	CU_ASSERT_TRUE(name_equal(&a, &b));
	CU_ASSERT_FALSE(name_equal(&a, &c));
}

static const CU_TestInfo tests[] = {
	{"reads names", reads_names},
	{"refuses what is no name", refuses_what_is_no_name},
	{"bounds the whole name", bounds_the_whole_name},
	{"compares folded", compares_folded},
	CU_TEST_INFO_NULL,
};

const struct test_suite suite_name = {"dns/name", tests};
