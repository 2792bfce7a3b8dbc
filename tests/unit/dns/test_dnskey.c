#include "dns/dnskey.h"

#include "genuine.h"
#include "support/test.h"

extern const struct test_suite suite_dnskey;

static void
check_tag(uint8_t algorithm, uint16_t flags, const char *base64, uint16_t tag)
{
	struct dnskey key = genuine_key(flags, algorithm, base64);

	CU_ASSERT_EQUAL(dnskey_tag(&key), tag);
	dnskey_clear(&key);
}

static void
computes_published_tags(void)
{
	check_tag(8, DNSKEY_KSK, genuine_ksk_2010, 19036);
	check_tag(8, DNSKEY_ZSK, genuine_zsk_14796, 14796);
	check_tag(8, DNSKEY_ZSK, genuine_zsk_61045, 61045);
	check_tag(10, DNSKEY_KSK, example_key, 35973);
	/* RFC 4034 B.1: the third and second byte from the end. */
	check_tag(1, DNSKEY_KSK, "AwEAAQID", 0x0102);
}

static void
computes_the_revoked_tag(void)
{
	struct dnskey key = genuine_key(DNSKEY_KSK, 8, genuine_ksk_2010);

	CU_ASSERT_EQUAL(dnskey_tag_revoked(&key), 19164);
	key.flags = DNSKEY_REVOKED_KSK;
	CU_ASSERT_EQUAL(dnskey_tag(&key), 19164);
	CU_ASSERT_EQUAL(dnskey_tag_revoked(&key), 19164);
	dnskey_clear(&key);
}

static void
check_ds(const struct dnskey *key, const char *owner, const char *ds)
{
	char hex[DIGEST_HEX_SIZE];
	struct dns_name name;
	struct digest digest;
	struct err err;

	CU_ASSERT_EQUAL(name_parse(&name, owner, &err), STATUS_OK);
	digest = dnskey_ds(key, &name);
	digest_format(hex, &digest);
	CU_ASSERT_STRING_EQUAL(hex, ds);
}

/* DS 19036 is IANA's trust anchor of 2010. */
static void
computes_published_ds(void)
{
	static const char anchor[] = "49aac11d7b6f6446702e54a1607371607a1a4185"
				     "5200fd2ce1cdde32f24e8fb5";
	struct dnskey key = genuine_key(DNSKEY_KSK, 8, genuine_ksk_2010);
	struct dnskey other = genuine_key(DNSKEY_KSK, 10, example_key);

	check_ds(&key, ".", anchor);
	key.flags = DNSKEY_REVOKED_KSK;
	check_ds(&key, ".", anchor);
	check_ds(&other, "Example.Test", "8e20d0ba5444ea6fb8555d847273010b3525"
					 "09bc12a66129d7efc521719d5270");
	dnskey_clear(&key);
	dnskey_clear(&other);
}

/* RFC 4034 6.3: octets from the left, nothing sorts before zero. */
static void
orders_by_rdata(void)
{
	static uint8_t bytes[] = {1, 0, 2};
	const struct dnskey ordered[] = {
		{256, 3, 8, {bytes, 1}},
		{256, 3, 8, {bytes, 2}},
		{256, 3, 8, {bytes + 2, 1}},
		{256, 3, 10, {bytes, 1}},
		{257, 3, 8, {bytes, 1}},
		{385, 3, 8, {bytes, 1}},
	};
	size_t count = sizeof(ordered) / sizeof(ordered[0]);
	size_t i, j;

	for (i = 0; i < count; i++) {
		for (j = 0; j < count; j++) {
			int order = dnskey_compare(&ordered[i], &ordered[j]);

			CU_ASSERT_EQUAL(order < 0, i < j);
			CU_ASSERT_EQUAL(order > 0, i > j);
		}
	}
}

static void
copies_and_compares_keys(void)
{
	struct dnskey key = genuine_key(DNSKEY_KSK, 8, genuine_ksk_2010);
	struct dnskey copy = {0};

	dnskey_copy(&copy, &key);
	CU_ASSERT_PTR_NOT_EQUAL(copy.public_key.data, key.public_key.data);
	CU_ASSERT_EQUAL(dnskey_compare(&copy, &key), 0);
	copy.flags = DNSKEY_REVOKED_KSK;
	CU_ASSERT_TRUE(dnskey_same_key(&copy, &key));
	copy.public_key.data[9] ^= 1;
	CU_ASSERT_FALSE(dnskey_same_key(&copy, &key));
	copy.public_key.data[9] ^= 1;
	copy.algorithm = 10;
	CU_ASSERT_FALSE(dnskey_same_key(&copy, &key));
	dnskey_clear(&copy);
	dnskey_clear(&key);
	CU_ASSERT_PTR_NULL(key.public_key.data);
}

static const CU_TestInfo tests[] = {
	{"computes published tags", computes_published_tags},
	{"computes the revoked tag", computes_the_revoked_tag},
	{"computes published DS", computes_published_ds},
	{"orders by RDATA", orders_by_rdata},
	{"copies and compares keys", copies_and_compares_keys},
	CU_TEST_INFO_NULL,
};

const struct test_suite suite_dnskey = {"dns/dnskey", tests};
