#include "dns/algorithm.h"

#include <openssl/err.h>
#include <openssl/evp.h>
#include <string.h>

#include "base/buf.h"
#include "dns/rsa.h"

/* DigestInfo before the digest (RFC 8017 9.2, note 1). */
static const uint8_t info_sha1[] = {
	0x30, 0x21, 0x30, 0x09, 0x06, 0x05, 0x2b, 0x0e, 0x03, 0x02, 0x1a, 0x05,
	0x00, 0x04, 0x14,
};
static const uint8_t info_sha256[] = {
	0x30, 0x31, 0x30, 0x0d, 0x06, 0x09, 0x60, 0x86, 0x48, 0x01, 0x65, 0x03,
	0x04, 0x02, 0x01, 0x05, 0x00, 0x04, 0x20,
};
static const uint8_t info_sha512[] = {
	0x30, 0x51, 0x30, 0x0d, 0x06, 0x09, 0x60, 0x86, 0x48, 0x01, 0x65, 0x03,
	0x04, 0x02, 0x03, 0x05, 0x00, 0x04, 0x40,
};

static enum status
no_parameters(struct key_parameters *dst, const struct bytes *key,
	struct err *err)
{
	(void)dst;
	(void)key;
	return err_set(err, STATUS_INPUT,
		"keys of this algorithm cannot be read by this program");
}

static enum status
no_load(void **dst, const struct bytes *key, struct err *err)
{
	(void)dst;
	(void)key;
	return err_set(err, STATUS_INPUT,
		"keys of this algorithm cannot be used by this program");
}

#define FORBIDDEN ALGORITHM_FORBIDDEN
#define LATER ALGORITHM_LATER
#define USABLE ALGORITHM_USABLE
#define NO_INFO NULL, 0
#define INFO(hash) info_##hash, sizeof(info_##hash)
#define RSA_KEYS rsa_parameters, rsa_load, 0
#define NO_KEYS no_parameters, no_load, 0
#define LATER_KEYS(bits) no_parameters, no_load, bits

/* IANA's registry of DNSSEC algorithm numbers; use per RFC 8624 section 3.1
 * and RFC 9905. */
static const struct algorithm table[] = {
	{1, "RSAMD5", "RSA", FORBIDDEN, "MD5", NO_INFO, RSA_KEYS},
	{3, "DSA", "DSA", FORBIDDEN, "SHA1", NO_INFO, NO_KEYS},
	{5, "RSASHA1", "RSA", FORBIDDEN, "SHA1", INFO(sha1), RSA_KEYS},
	{6, "DSA-NSEC3-SHA1", "DSA", FORBIDDEN, "SHA1", NO_INFO, NO_KEYS},
	{7, "RSASHA1-NSEC3-SHA1", "RSA", FORBIDDEN, "SHA1", INFO(sha1),
		RSA_KEYS},
	{8, "RSASHA256", "RSA", USABLE, "SHA256", INFO(sha256), RSA_KEYS},
	{10, "RSASHA512", "RSA", USABLE, "SHA512", INFO(sha512), RSA_KEYS},
	{12, "ECC-GOST", "GOST", FORBIDDEN, NULL, NO_INFO, NO_KEYS},
	{13, "ECDSAP256SHA256", "ECDSA", LATER, "SHA256", NO_INFO,
		LATER_KEYS(256)},
	{14, "ECDSAP384SHA384", "ECDSA", LATER, "SHA384", NO_INFO,
		LATER_KEYS(384)},
	{15, "ED25519", "EdDSA", LATER, NULL, NO_INFO, LATER_KEYS(256)},
	{16, "ED448", "EdDSA", LATER, NULL, NO_INFO, LATER_KEYS(456)},
};

const struct algorithm *
algorithm_find(uint64_t number)
{
	size_t i;

	for (i = 0; i < sizeof(table) / sizeof(table[0]); i++) {
		if (table[i].number == number)
			return &table[i];
	}
	return NULL;
}

static enum status
check_usable(const struct algorithm *algorithm, struct err *err)
{
	if (algorithm->use == ALGORITHM_USABLE)
		return STATUS_OK;
	return err_set(err, STATUS_INPUT, "algorithm %u (%s) %s",
		algorithm->number, algorithm->mnemonic,
		algorithm->use == ALGORITHM_FORBIDDEN
			? "must not be used (RFC 8624)"
			: "is not supported by this program yet");
}

enum status
algorithm_digest_info(struct bytes *dst, const struct algorithm *algorithm,
	const void *data, size_t len, struct err *err)
{
	uint8_t digest[EVP_MAX_MD_SIZE];
	struct buf info = {0};
	size_t size = 0;

	if (check_usable(algorithm, err) != STATUS_OK)
		return err->status;
	if (algorithm->digest_info == NULL ||
		EVP_Q_digest(NULL, algorithm->digest, NULL, data, len, digest,
			&size) != 1)
		return err_set(err, STATUS_INPUT,
			"algorithm %u (%s) has no digest made on this machine",
			algorithm->number, algorithm->mnemonic);
	buf_add(&info, algorithm->digest_info, algorithm->digest_info_len);
	buf_add(&info, digest, size);
	bytes_clear(dst);
	*dst = buf_take(&info);
	return STATUS_OK;
}

static bool
signature_holds(EVP_PKEY *key, const char *digest, const void *data,
	size_t len, const struct bytes *signature)
{
	EVP_MD_CTX *context = EVP_MD_CTX_new();
	bool holds = context != NULL &&
		EVP_DigestVerifyInit_ex(context, NULL, digest, NULL, NULL, key,
			NULL) == 1 &&
		EVP_DigestVerify(context, signature->data, signature->len, data,
			len) == 1;

	EVP_MD_CTX_free(context);
	ERR_clear_error();
	return holds;
}

/* The key that was loaded last: signatures by one key come in rows. */
static struct {
	const struct algorithm *algorithm;
	struct bytes key;
	void *loaded;
} last;

static enum status
load(EVP_PKEY **dst, const struct algorithm *algorithm,
	const struct bytes *key, struct err *err)
{
	void *loaded = NULL;

	if (last.algorithm != algorithm || !bytes_equal(&last.key, key)) {
		if (algorithm->load(&loaded, key, err) != STATUS_OK)
			return err->status;
		EVP_PKEY_free(last.loaded);
		last.loaded = loaded;
		last.algorithm = algorithm;
		bytes_set(&last.key, key->data, key->len);
	}
	*dst = last.loaded;
	return STATUS_OK;
}

enum verdict
algorithm_verify(const struct algorithm *algorithm, const struct bytes *key,
	const void *data, size_t len, const struct bytes *signature,
	struct err *reason)
{
	EVP_PKEY *loaded = NULL;

	if (check_usable(algorithm, reason) != STATUS_OK ||
		load(&loaded, algorithm, key, reason) != STATUS_OK)
		return VERDICT_FAIL;
	if (signature_holds(loaded, algorithm->digest, data, len, signature))
		return VERDICT_PASS;
	err_set(reason, STATUS_RULE, "the signature does not verify");
	return VERDICT_FAIL;
}
