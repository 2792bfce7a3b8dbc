#include "dns/rsa.h"

#include <openssl/evp.h>
#include <string.h>

#include "genuine.h"
#include "support/test.h"

extern const struct test_suite suite_rsa;

static void
reads_genuine_parameters(void)
{
	struct bytes key = genuine_bytes(genuine_ksk_2010);
	struct key_parameters parameters = {0};
	struct rsa_view view = {0};
	struct err err;

	CU_ASSERT_EQUAL(rsa_parameters(&parameters, &key, &err), STATUS_OK);
	CU_ASSERT_EQUAL(parameters.bits, 2048);
	CU_ASSERT_EQUAL(parameters.exponent, 65537);
	CU_ASSERT_EQUAL(rsa_parse(&view, &key, &err), STATUS_OK);
	CU_ASSERT_EQUAL(view.exponent_len, 3);
	CU_ASSERT_EQUAL(view.modulus_len, 256);
	CU_ASSERT_PTR_EQUAL(view.modulus, key.data + 4);
	CU_ASSERT_EQUAL(rsa_field_len(2048, 65537), key.len);
	bytes_clear(&key);
}

/* The field, what is wrong with it. */
static const struct refusal {
	size_t len;
	const char *field;
	const char *reason;
} refusals[] = {
	{0, "", "too short"},
	{2, "\1\3", "too short"},
	{5, "\0\0\1\3\5", "long form"},
	{3, "\2\3\5", "no place for a modulus"},
	{4, "\2\0\3\5", "exponent has leading zeros"},
	{4, "\1\3\0\5", "modulus has leading zeros"},
	{3, "\1\1\5", "odd and above 1"},
	{3, "\1\2\5", "odd and above 1"},
	{3, "\1\3\4", "modulus is even"},
	{4, "\2\1\1\5", "longer than the modulus"},
};

static void
refuses_what_is_not_minimal(void)
{
	uint8_t field[8];
	size_t i;

	for (i = 0; i < sizeof(refusals) / sizeof(refusals[0]); i++) {
		const struct bytes key = {field, refusals[i].len};
		struct rsa_view view;
		struct err err = {0};

		memcpy(field, refusals[i].field, refusals[i].len);
		CU_ASSERT_EQUAL(rsa_parse(&view, &key, &err), STATUS_INPUT);
		CU_ASSERT_PTR_NOT_NULL(strstr(err.text, refusals[i].reason));
	}
}

static void
bounds_modulus_and_exponent(void)
{
	uint8_t field[1 + 9 + 513];
	struct bytes key = {field, 2 + 512};
	struct key_parameters parameters;
	struct rsa_view view;
	struct err err;

	memset(field, 0xff, sizeof(field));
	memcpy(field, "\1\3", 2);
	CU_ASSERT_EQUAL(rsa_parse(&view, &key, &err), STATUS_OK);
	key.len++;
	CU_ASSERT_EQUAL(rsa_parse(&view, &key, &err), STATUS_INPUT);
	field[0] = 9;
	CU_ASSERT_EQUAL(rsa_parameters(&parameters, &key, &err), STATUS_INPUT);
	field[0] = 8;
	key.len = 1 + 8 + 128;
	CU_ASSERT_EQUAL(rsa_parameters(&parameters, &key, &err), STATUS_OK);
	CU_ASSERT_EQUAL(parameters.bits, 1024);
	CU_ASSERT_EQUAL(parameters.exponent, UINT64_C(0x03ffffffffffffff));
}

/* 256 bytes of exponent and more take the long length form. */
static void
encodes_both_length_forms(void)
{
	uint8_t number[300];
	const struct bytes modulus = {number, 300};
	struct bytes exponent = {number, 255};
	struct buf out = {0};

	memset(number, 0xab, sizeof(number));
	rsa_encode(&out, &exponent, &modulus);
	CU_ASSERT_EQUAL(out.len, 1 + 255 + 300);
	CU_ASSERT_EQUAL(out.data[0], 255);
	buf_clear(&out);
	exponent.len = 256;
	rsa_encode(&out, &exponent, &modulus);
	CU_ASSERT_EQUAL(out.len, 3 + 256 + 300);
	CU_ASSERT_EQUAL(memcmp(out.data, "\0\1\0\xab", 4), 0);
	buf_clear(&out);
}

static void
encodes_without_leading_zeros(void)
{
	uint8_t e[] = {0, 1, 0, 1}, n[] = {0, 0, 0x80, 5};
	const struct bytes exponent = {e, sizeof(e)};
	const struct bytes modulus = {n, sizeof(n)};
	struct buf out = {0};

	rsa_encode(&out, &exponent, &modulus);
	CU_ASSERT_EQUAL(out.len, 6);
	CU_ASSERT_EQUAL(memcmp(out.data, "\3\1\0\1\x80\5", 6), 0);
	buf_clear(&out);
}

static void
counts_bits_and_field_lengths(void)
{
	uint8_t field[] = {1, 3, 0x04, 0x01};
	const struct bytes key = {field, sizeof(field)};
	struct key_parameters parameters = {0};
	struct err err;

	CU_ASSERT_EQUAL(rsa_parameters(&parameters, &key, &err), STATUS_OK);
	CU_ASSERT_EQUAL(parameters.bits, 11);
	CU_ASSERT_EQUAL(rsa_field_len(11, 3), 4);
	CU_ASSERT_EQUAL(rsa_field_len(1024, 3), 130);
	CU_ASSERT_EQUAL(rsa_field_len(1024, 256), 131);
	CU_ASSERT_EQUAL(rsa_field_len(2048, UINT64_MAX), 265);
}

static void
loads_into_openssl(void)
{
	struct bytes key = genuine_bytes(genuine_ksk_2010);
	void *loaded = NULL;
	struct err err;

	CU_ASSERT_EQUAL(rsa_load(&loaded, &key, &err), STATUS_OK);
	CU_ASSERT_PTR_NOT_NULL_FATAL(loaded);
	CU_ASSERT_EQUAL(EVP_PKEY_get_bits(loaded), 2048);
	EVP_PKEY_free(loaded);
	key.len = 2;
	CU_ASSERT_EQUAL(rsa_load(&loaded, &key, &err), STATUS_INPUT);
	bytes_clear(&key);
}

static const CU_TestInfo tests[] = {
	{"reads genuine parameters", reads_genuine_parameters},
	{"refuses what is not minimal", refuses_what_is_not_minimal},
	{"bounds modulus and exponent", bounds_modulus_and_exponent},
	{"encodes both length forms", encodes_both_length_forms},
	{"encodes without leading zeros", encodes_without_leading_zeros},
	{"counts bits and field lengths", counts_bits_and_field_lengths},
	{"loads into OpenSSL", loads_into_openssl},
	CU_TEST_INFO_NULL,
};

const struct test_suite suite_rsa = {"dns/rsa", tests};
