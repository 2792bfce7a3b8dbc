/* Two RSA keys with one key tag. The tag is the sum of the RDATA's 16-bit words
 * (RFC 4034 appendix B), so nearly the number modulo 65535: the second prime is
 * looked for where the product has the other key's remainder. */
#include <stdlib.h>

#include <openssl/bn.h>
#include <openssl/core_names.h>
#include <openssl/evp.h>
#include <openssl/param_build.h>
#include <openssl/rsa.h>

#include "ksr/make.h"

#define MODULUS 65535
#define TRIES 64

struct numbers {
	BN_CTX *context;
	BIGNUM *p, *q, *n, *e, *d;
	BIGNUM *step, *rest; /* q is rest modulo step */
};

static bool
numbers_open(struct numbers *dst)
{
	dst->context = BN_CTX_secure_new();
	if (dst->context == NULL)
		return false;
	BN_CTX_start(dst->context);
	dst->p = BN_CTX_get(dst->context);
	dst->q = BN_CTX_get(dst->context);
	dst->n = BN_CTX_get(dst->context);
	dst->e = BN_CTX_get(dst->context);
	dst->d = BN_CTX_get(dst->context);
	dst->step = BN_CTX_get(dst->context);
	dst->rest = BN_CTX_get(dst->context);
	return dst->rest != NULL;
}

static void
numbers_close(struct numbers *numbers)
{
	if (numbers->context == NULL)
		return;
	BN_CTX_end(numbers->context);
	BN_CTX_free(numbers->context);
}

/* rest = n / p modulo 65535, made odd by another 65535; step keeps it odd. */
static bool
find_rest(struct numbers *numbers, const BIGNUM *of)
{
	return BN_set_word(numbers->step, MODULUS) == 1 &&
		BN_mod_inverse(numbers->rest, numbers->p, numbers->step,
			numbers->context) != NULL &&
		BN_mod_mul(numbers->rest, numbers->rest, of, numbers->step,
			numbers->context) == 1 &&
		(BN_is_odd(numbers->rest) ||
			BN_add_word(numbers->rest, MODULUS) == 1) &&
		BN_add_word(numbers->step, MODULUS) == 1;
}

/* d = 1 / e modulo (p - 1)(q - 1); false where there is none. */
static bool
find_exponent(struct numbers *numbers)
{
	BIGNUM *phi = numbers->step;

	return BN_set_word(numbers->e, RSA_F4) == 1 &&
		BN_sub_word(numbers->p, 1) == 1 &&
		BN_sub_word(numbers->q, 1) == 1 &&
		BN_mul(phi, numbers->p, numbers->q, numbers->context) == 1 &&
		BN_mod_inverse(numbers->d, numbers->e, phi,
			numbers->context) != NULL;
}

static bool
find_numbers(struct numbers *numbers, const BIGNUM *of)
{
	int bits = BN_num_bits(of);

	return BN_generate_prime_ex(numbers->p, bits / 2, 0, NULL, NULL,
			NULL) == 1 &&
		find_rest(numbers, of) &&
		BN_generate_prime_ex(numbers->q, bits - bits / 2, 0,
			numbers->step, numbers->rest, NULL) == 1 &&
		BN_mul(numbers->n, numbers->p, numbers->q,
			numbers->context) == 1 &&
		BN_num_bits(numbers->n) == bits && find_exponent(numbers);
}

static EVP_PKEY *
to_key(const struct numbers *numbers)
{
	OSSL_PARAM_BLD *build = OSSL_PARAM_BLD_new();
	EVP_PKEY_CTX *context = EVP_PKEY_CTX_new_from_name(NULL, "RSA", NULL);
	OSSL_PARAM *params = NULL;
	EVP_PKEY *pkey = NULL;

	if (build != NULL && context != NULL &&
		OSSL_PARAM_BLD_push_BN(build, OSSL_PKEY_PARAM_RSA_N,
			numbers->n) == 1 &&
		OSSL_PARAM_BLD_push_BN(build, OSSL_PKEY_PARAM_RSA_E,
			numbers->e) == 1 &&
		OSSL_PARAM_BLD_push_BN(build, OSSL_PKEY_PARAM_RSA_D,
			numbers->d) == 1)
		params = OSSL_PARAM_BLD_to_param(build);
	if (params == NULL || EVP_PKEY_fromdata_init(context) != 1 ||
		EVP_PKEY_fromdata(context, &pkey, EVP_PKEY_KEYPAIR,
			params) != 1)
		pkey = NULL;
	OSSL_PARAM_free(params);
	OSSL_PARAM_BLD_free(build);
	EVP_PKEY_CTX_free(context);
	return pkey;
}

/* NULL where these primes do not do. */
static EVP_PKEY *
try_key(const BIGNUM *of)
{
	struct numbers numbers = {0};
	EVP_PKEY *pkey = NULL;

	if (numbers_open(&numbers) && find_numbers(&numbers, of))
		pkey = to_key(&numbers);
	numbers_close(&numbers);
	return pkey;
}

enum status
make_key_twin(struct make_key *dst, const char *id, const struct make_key *of,
	struct err *err)
{
	uint16_t tag = dnskey_tag(&of->dnskey);
	BIGNUM *modulus = NULL;
	enum status status = STATUS_OK;
	bool twin = false;
	int i;

	if (EVP_PKEY_get_bn_param(of->pkey, OSSL_PKEY_PARAM_RSA_N,
		    &modulus) != 1)
		return err_set(err, STATUS_USAGE, "%s is no RSA key", of->id);
	for (i = 0; i < TRIES && status == STATUS_OK && !twin; i++) {
		EVP_PKEY *pkey = try_key(modulus);

		if (pkey == NULL)
			continue;
		make_key_clear(dst);
		status = make_key_take(dst, id, of->dnskey.algorithm, pkey,
			err);
		twin = status == STATUS_OK && dnskey_tag(&dst->dnskey) == tag;
	}
	BN_free(modulus);
	if (status == STATUS_OK && !twin) {
		make_key_clear(dst);
		status = err_set(err, STATUS_USAGE,
			"no key with the key tag %u was found", tag);
	}
	return status;
}
