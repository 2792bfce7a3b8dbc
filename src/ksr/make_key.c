#include <stdlib.h>
#include <string.h>

#include <openssl/bio.h>
#include <openssl/bn.h>
#include <openssl/core_names.h>
#include <openssl/evp.h>
#include <openssl/pem.h>

#include "dns/algorithm.h"
#include "dns/rsa.h"
#include "ksr/make.h"

static bool
add_number(struct bytes *dst, EVP_PKEY *pkey, const char *name)
{
	BIGNUM *number = NULL;
	uint8_t *data;
	int len;

	if (EVP_PKEY_get_bn_param(pkey, name, &number) != 1)
		return false;
	len = BN_num_bytes(number);
	data = mem_new((size_t)len + 1, 1);
	BN_bn2bin(number, data);
	bytes_set(dst, data, (size_t)len);
	free(data);
	BN_free(number);
	return true;
}

static bool
fill_public(struct bytes *dst, EVP_PKEY *pkey)
{
	struct bytes exponent = {0}, modulus = {0};
	struct buf buf = {0};
	bool done = add_number(&exponent, pkey, OSSL_PKEY_PARAM_RSA_E) &&
		add_number(&modulus, pkey, OSSL_PKEY_PARAM_RSA_N);

	if (done) {
		rsa_encode(&buf, &exponent, &modulus);
		*dst = buf_take(&buf);
	}
	bytes_clear(&exponent);
	bytes_clear(&modulus);
	return done;
}

enum status
make_key_take(struct make_key *dst, const char *id, uint8_t algorithm,
	void *pkey, struct err *err)
{
	const struct algorithm *row = algorithm_find(algorithm);
	struct bytes public_key = {0};

	if (pkey == NULL || row == NULL || strcmp(row->element, "RSA") != 0 ||
		!fill_public(&public_key, pkey)) {
		EVP_PKEY_free(pkey);
		return err_set(err, STATUS_USAGE,
			"no RSA key for algorithm %u could be made or read",
			algorithm);
	}
	dst->id = mem_string(id);
	dst->pkey = pkey;
	dst->dnskey = (struct dnskey){
		.flags = DNSKEY_ZSK,
		.protocol = DNSKEY_PROTOCOL,
		.algorithm = algorithm,
		.public_key = public_key,
	};
	return STATUS_OK;
}

enum status
make_key_generate(struct make_key *dst, const char *id, uint8_t algorithm,
	unsigned bits, struct err *err)
{
	return make_key_take(dst, id, algorithm,
		EVP_PKEY_Q_keygen(NULL, NULL, "RSA", (size_t)bits), err);
}

enum status
make_key_read(struct make_key *dst, const char *id, uint8_t algorithm,
	const char *pem, struct err *err)
{
	BIO *bio = BIO_new_mem_buf(pem, -1);
	EVP_PKEY *pkey = NULL;

	if (bio != NULL)
		pkey = PEM_read_bio_PrivateKey(bio, NULL, NULL, NULL);
	BIO_free(bio);
	return make_key_take(dst, id, algorithm, pkey, err);
}

void
make_key_clear(struct make_key *key)
{
	free(key->id);
	dnskey_clear(&key->dnskey);
	EVP_PKEY_free(key->pkey);
	memset(key, 0, sizeof(*key));
}

static bool
sign_data(struct bytes *dst, EVP_PKEY *pkey, const char *digest,
	const struct buf *tbs)
{
	EVP_MD_CTX *context = EVP_MD_CTX_new();
	size_t len = (size_t)EVP_PKEY_get_size(pkey);
	uint8_t *data = mem_new(len, 1);
	bool done;

	done = context != NULL &&
		EVP_DigestSignInit_ex(context, NULL, digest, NULL, NULL, pkey,
			NULL) == 1 &&
		EVP_DigestSign(context, data, &len, tbs->data, tbs->len) == 1;
	if (done)
		bytes_set(dst, data, len);
	free(data);
	EVP_MD_CTX_free(context);
	return done;
}

enum status
make_sign(struct ksr_signature *signature, const struct ksr_bundle *bundle,
	const struct make_key *key, struct err *err)
{
	const struct algorithm *row = algorithm_find(key->dnskey.algorithm);
	struct buf tbs = {0};
	enum status status = ksr_add_tbs(&tbs, bundle, signature, err);

	if (status == STATUS_OK &&
		!sign_data(&signature->data, key->pkey, row->digest, &tbs))
		status = err_set(err, STATUS_USAGE, "%s does not sign",
			key->id);
	buf_clear(&tbs);
	return status;
}
