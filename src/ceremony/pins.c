#include "ceremony/pins.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <openssl/core_names.h>
#include <openssl/crypto.h>
#include <openssl/kdf.h>
#include <openssl/rand.h>

#include "base/mem.h"

#define SALT_LEN 16
#define VERIFIER_LEN 32
#define PIN_MIN 4
#define PIN_MAX 8

struct verifier {
	bool set;
	uint8_t salt[SALT_LEN];
	uint8_t key[VERIFIER_LEN];
};

struct pins {
	struct verifier *verifiers; /* OpenSSL's secure heap */
	size_t count;
};

enum status
pins_new(struct pins **dst, size_t count, struct err *err)
{
	struct pins *pins = mem_new(1, sizeof(*pins));

	pins->verifiers =
		OPENSSL_secure_zalloc(count * sizeof(struct verifier));
	if (pins->verifiers == NULL) {
		free(pins);
		return err_set(err, STATUS_FILE,
			"no locked memory for the PINs of %zu people", count);
	}
	pins->count = count;
	*dst = pins;
	return STATUS_OK;
}

void
pins_free(struct pins *pins)
{
	if (pins == NULL)
		return;
	OPENSSL_secure_clear_free(pins->verifiers,
		pins->count * sizeof(struct verifier));
	free(pins);
}

bool
pins_format_right(const struct secret *pin)
{
	size_t i;

	if (pin->len < PIN_MIN || pin->len > PIN_MAX)
		return false;
	for (i = 0; i < pin->len; i++) {
		if (pin->text[i] < '0' || pin->text[i] > '9')
			return false;
	}
	return true;
}

static bool
derive(uint8_t key[VERIFIER_LEN], const uint8_t salt[SALT_LEN],
	const struct secret *pin)
{
	uint64_t n = 1 << 14;
	uint32_t r = 8, p = 1;
	EVP_KDF *kdf = EVP_KDF_fetch(NULL, "SCRYPT", NULL);
	EVP_KDF_CTX *ctx = EVP_KDF_CTX_new(kdf);
	OSSL_PARAM params[] = {
		OSSL_PARAM_construct_octet_string(OSSL_KDF_PARAM_PASSWORD,
			pin->text, pin->len),
		OSSL_PARAM_construct_octet_string(OSSL_KDF_PARAM_SALT,
			(void *)(uintptr_t)salt, SALT_LEN),
		OSSL_PARAM_construct_uint64(OSSL_KDF_PARAM_SCRYPT_N, &n),
		OSSL_PARAM_construct_uint32(OSSL_KDF_PARAM_SCRYPT_R, &r),
		OSSL_PARAM_construct_uint32(OSSL_KDF_PARAM_SCRYPT_P, &p),
		OSSL_PARAM_construct_end(),
	};
	bool done = ctx != NULL &&
		EVP_KDF_derive(ctx, key, VERIFIER_LEN, params) == 1;

	EVP_KDF_CTX_free(ctx);
	EVP_KDF_free(kdf);
	return done;
}

enum status
pins_set(struct pins *pins, size_t person, const struct secret *pin,
	struct err *err)
{
	struct verifier *verifier = &pins->verifiers[person];

	if (!pins_format_right(pin))
		return err_set(err, STATUS_USAGE,
			"a PIN for today is %d to %d digits", PIN_MIN, PIN_MAX);
	verifier->set = false;
	if (RAND_bytes(verifier->salt, SALT_LEN) != 1 ||
		!derive(verifier->key, verifier->salt, pin))
		return err_set(err, STATUS_FILE,
			"the PIN's verifier could not be computed");
	verifier->set = true;
	return STATUS_OK;
}

bool
pins_known(const struct pins *pins, size_t person)
{
	return person < pins->count && pins->verifiers[person].set;
}

bool
pins_check(const struct pins *pins, size_t person, const struct secret *pin)
{
	uint8_t key[VERIFIER_LEN];
	bool right;

	if (person >= pins->count || !pins->verifiers[person].set ||
		!pins_format_right(pin))
		return false;
	right = derive(key, pins->verifiers[person].salt, pin) &&
		CRYPTO_memcmp(key, pins->verifiers[person].key,
			VERIFIER_LEN) == 0;
	OPENSSL_cleanse(key, sizeof(key));
	return right;
}
