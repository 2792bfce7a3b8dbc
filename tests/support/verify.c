#include "support/verify.h"

#include <openssl/bn.h>
#include <openssl/core_names.h>
#include <openssl/evp.h>

bool
verify_rsa(const struct hsm_key *key, const char *digest,
	const struct bytes *data, const struct bytes *signature)
{
	BIGNUM *n = BN_bin2bn(key->modulus.data, (int)key->modulus.len, NULL);
	OSSL_PARAM params[3];
	uint8_t native[256];
	unsigned exponent = 65537;
	EVP_PKEY_CTX *make = EVP_PKEY_CTX_new_from_name(NULL, "RSA", NULL);
	EVP_MD_CTX *ctx = EVP_MD_CTX_new();
	EVP_PKEY *pkey = NULL;
	bool good;

	BN_bn2nativepad(n, native, (int)key->modulus.len);
	params[0] = OSSL_PARAM_construct_BN(OSSL_PKEY_PARAM_RSA_N, native,
		key->modulus.len);
	params[1] = OSSL_PARAM_construct_uint(OSSL_PKEY_PARAM_RSA_E,
		&exponent);
	params[2] = OSSL_PARAM_construct_end();
	good = EVP_PKEY_fromdata_init(make) == 1 &&
		EVP_PKEY_fromdata(make, &pkey, EVP_PKEY_PUBLIC_KEY, params) ==
			1 &&
		EVP_DigestVerifyInit_ex(ctx, NULL, digest, NULL, NULL, pkey,
			NULL) == 1 &&
		EVP_DigestVerify(ctx, signature->data, signature->len,
			data->data, data->len) == 1;
	EVP_PKEY_free(pkey);
	EVP_MD_CTX_free(ctx);
	EVP_PKEY_CTX_free(make);
	BN_free(n);
	return good;
}
