#include "dns/algorithm.h"

#include <string.h>

#include "support/test.h"

extern const struct test_suite suite_algorithm;

static void
knows_what_may_be_used(void)
{
	static const struct {
		uint8_t number;
		enum algorithm_use use;
		const char *mnemonic;
	} known[] = {
		{1, ALGORITHM_FORBIDDEN, "RSAMD5"},
		{3, ALGORITHM_FORBIDDEN, "DSA"},
		{5, ALGORITHM_FORBIDDEN, "RSASHA1"},
		{6, ALGORITHM_FORBIDDEN, "DSA-NSEC3-SHA1"},
		{7, ALGORITHM_FORBIDDEN, "RSASHA1-NSEC3-SHA1"},
		{8, ALGORITHM_USABLE, "RSASHA256"},
		{10, ALGORITHM_USABLE, "RSASHA512"},
		{12, ALGORITHM_FORBIDDEN, "ECC-GOST"},
		{13, ALGORITHM_LATER, "ECDSAP256SHA256"},
		{14, ALGORITHM_LATER, "ECDSAP384SHA384"},
		{15, ALGORITHM_LATER, "ED25519"},
		{16, ALGORITHM_LATER, "ED448"},
	};
	size_t found = 0;
	uint64_t number;
	size_t i;

	for (i = 0; i < sizeof(known) / sizeof(known[0]); i++) {
		const struct algorithm *row = algorithm_find(known[i].number);

		CU_ASSERT_PTR_NOT_NULL_FATAL(row);
		CU_ASSERT_EQUAL(row->use, known[i].use);
		CU_ASSERT_STRING_EQUAL(row->mnemonic, known[i].mnemonic);
	}
	for (number = 0; number < 70000; number++)
		found += algorithm_find(number) != NULL;
	CU_ASSERT_EQUAL(found, sizeof(known) / sizeof(known[0]));
}

/* SHA-256 and SHA-512 of "abc" (FIPS 180-4). */
static void
makes_digest_info(void)
{
	static const uint8_t sha256[] = {0xba, 0x78, 0x16, 0xbf};
	static const uint8_t sha512[] = {0xdd, 0xaf, 0x35, 0xa1};
	struct bytes info = {0};
	struct err err;

	CU_ASSERT_EQUAL(algorithm_digest_info(&info, algorithm_find(8), "abc",
		3, &err), STATUS_OK);
	CU_ASSERT_EQUAL(info.len, 51);
	CU_ASSERT_EQUAL(info.data[1] + 2, 51);
	CU_ASSERT_EQUAL(memcmp(info.data + 19, sha256, 4), 0);
	CU_ASSERT_EQUAL(algorithm_digest_info(&info, algorithm_find(10), "abc",
		3, &err), STATUS_OK);
	CU_ASSERT_EQUAL(info.len, 83);
	CU_ASSERT_EQUAL(info.data[1] + 2, 83);
	CU_ASSERT_EQUAL(memcmp(info.data + 19, sha512, 4), 0);
	bytes_clear(&info);
}

static void
refuses_forbidden_and_later(void)
{
	static const uint8_t numbers[] = {1, 3, 5, 6, 7, 12, 13, 14, 15, 16};
	const struct bytes none = {0};
	struct bytes info = {0};
	size_t i;

	for (i = 0; i < sizeof(numbers); i++) {
		const struct algorithm *row = algorithm_find(numbers[i]);
		struct err err = {0};

		CU_ASSERT_EQUAL(algorithm_digest_info(&info, row, "abc", 3,
			&err), STATUS_INPUT);
		CU_ASSERT_PTR_NOT_NULL(strstr(err.text, row->mnemonic));
		err = (struct err){0};
		CU_ASSERT_EQUAL(algorithm_verify(row, &none, "abc", 3, &none,
			&err), VERDICT_FAIL);
		CU_ASSERT_PTR_NOT_NULL(strstr(err.text, row->mnemonic));
	}
}

static const CU_TestInfo tests[] = {
	{"knows what may be used", knows_what_may_be_used},
	{"makes DigestInfo", makes_digest_info},
	{"refuses forbidden and later", refuses_forbidden_and_later},
	CU_TEST_INFO_NULL,
};

const struct test_suite suite_algorithm = {"dns/algorithm", tests};
