#include "dns/rsa.h"

#include <openssl/core_names.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/param_build.h>
#include <string.h>

#define MODULUS_MAX 512 /* bytes (RFC 3110 section 2) */

/* Splits the field at its length form; says what is wrong, or NULL. */
static const char *
split(struct rsa_view *view, const struct bytes *key)
{
	const uint8_t *at = key->data;
	size_t left = key->len;
	size_t len;

	if (left < 3)
		return "it is too short";
	if (at[0] != 0) {
		len = at[0];
		at += 1;
	} else {
		len = (size_t)at[1] << 8 | at[2];
		at += 3;
		if (len < 256)
			return "the exponent's length has the long form "
			       "where the short one fits";
	}
	left -= (size_t)(at - key->data);
	if (len >= left)
		return "the exponent leaves no place for a modulus";
	view->exponent = at;
	view->exponent_len = len;
	view->modulus = at + len;
	view->modulus_len = left - len;
	return NULL;
}

static const char *
check_numbers(const struct rsa_view *view)
{
	if (view->exponent[0] == 0)
		return "the exponent has leading zeros";
	if (view->modulus[0] == 0)
		return "the modulus has leading zeros";
	if (view->modulus_len > MODULUS_MAX)
		return "the modulus is longer than 4096 bits";
	if (view->exponent_len > view->modulus_len)
		return "the exponent is longer than the modulus";
	if (view->exponent[view->exponent_len - 1] % 2 == 0 ||
		(view->exponent_len == 1 && view->exponent[0] == 1))
		return "the exponent must be odd and above 1";
	if (view->modulus[view->modulus_len - 1] % 2 == 0)
		return "the modulus is even";
	return NULL;
}

enum status
rsa_parse(struct rsa_view *dst, const struct bytes *key, struct err *err)
{
	struct rsa_view view;
	const char *wrong = split(&view, key);

	if (wrong == NULL)
		wrong = check_numbers(&view);
	if (wrong != NULL)
		return err_set(err, STATUS_INPUT,
			"not an RSA public key of RFC 3110: %s", wrong);
	*dst = view;
	return STATUS_OK;
}

static struct bytes
without_zeros(const struct bytes *number)
{
	struct bytes view = *number;

	while (view.len > 0 && view.data[0] == 0) {
		view.data++;
		view.len--;
	}
	return view;
}

void
rsa_encode(struct buf *dst, const struct bytes *exponent,
	const struct bytes *modulus)
{
	struct bytes e = without_zeros(exponent);
	struct bytes n = without_zeros(modulus);

	if (e.len < 256) {
		buf_add_u8(dst, (uint8_t)e.len);
	} else {
		buf_add_u8(dst, 0);
		buf_add_u16(dst, (uint16_t)e.len);
	}
	buf_add(dst, e.data, e.len);
	buf_add(dst, n.data, n.len);
}

static unsigned
bits_of(const uint8_t *number, size_t len)
{
	unsigned bits = (unsigned)len * 8;
	uint8_t first = number[0];

	for (; first < 0x80; first = (uint8_t)(first << 1))
		bits--;
	return bits;
}

enum status
rsa_parameters(struct key_parameters *dst, const struct bytes *key,
	struct err *err)
{
	struct rsa_view view;
	uint64_t exponent = 0;
	size_t i;

	if (rsa_parse(&view, key, err) != STATUS_OK)
		return err->status;
	if (view.exponent_len > sizeof(exponent))
		return err_set(err, STATUS_INPUT,
			"an RSA exponent of %u bits, at most 64 are read",
			bits_of(view.exponent, view.exponent_len));
	for (i = 0; i < view.exponent_len; i++)
		exponent = exponent << 8 | view.exponent[i];
	dst->bits = bits_of(view.modulus, view.modulus_len);
	dst->exponent = exponent;
	return STATUS_OK;
}

/* The two numbers as OpenSSL's parameters; NULL when it refuses. */
static OSSL_PARAM *
make_parameters(const BIGNUM *n, const BIGNUM *e)
{
	OSSL_PARAM_BLD *builder = OSSL_PARAM_BLD_new();
	OSSL_PARAM *parameters = NULL;

	if (builder != NULL &&
		OSSL_PARAM_BLD_push_BN(builder, OSSL_PKEY_PARAM_RSA_N, n) &&
		OSSL_PARAM_BLD_push_BN(builder, OSSL_PKEY_PARAM_RSA_E, e))
		parameters = OSSL_PARAM_BLD_to_param(builder);
	OSSL_PARAM_BLD_free(builder);
	return parameters;
}

static EVP_PKEY *
make_key(OSSL_PARAM *parameters)
{
	EVP_PKEY_CTX *context = EVP_PKEY_CTX_new_from_name(NULL, "RSA", NULL);
	EVP_PKEY *key = NULL;

	if (context == NULL || EVP_PKEY_fromdata_init(context) != 1 ||
		EVP_PKEY_fromdata(context, &key, EVP_PKEY_PUBLIC_KEY,
			parameters) != 1)
		key = NULL;
	EVP_PKEY_CTX_free(context);
	return key;
}

enum status
rsa_load(void **dst, const struct bytes *key, struct err *err)
{
	OSSL_PARAM *parameters = NULL;
	EVP_PKEY *made = NULL;
	struct rsa_view view;
	BIGNUM *n, *e;

	if (rsa_parse(&view, key, err) != STATUS_OK)
		return err->status;
	n = BN_bin2bn(view.modulus, (int)view.modulus_len, NULL);
	e = BN_bin2bn(view.exponent, (int)view.exponent_len, NULL);
	if (n != NULL && e != NULL)
		parameters = make_parameters(n, e);
	if (parameters != NULL)
		made = make_key(parameters);
	OSSL_PARAM_free(parameters);
	BN_free(n);
	BN_free(e);
	ERR_clear_error();
	if (made == NULL)
		return err_set(err, STATUS_INPUT,
			"OpenSSL does not take this RSA public key");
	*dst = made;
	return STATUS_OK;
}

size_t
rsa_field_len(unsigned bits, uint64_t exponent)
{
	size_t len = 1;

	for (exponent >>= 8; exponent != 0; exponent >>= 8)
		len++;
	return 1 + len + (bits + 7) / 8;
}
