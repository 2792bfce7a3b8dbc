#include "unit/sign/fake.h"

#include <openssl/bn.h>
#include <openssl/core_names.h>
#include <openssl/rsa.h>
#include <stdio.h>
#include <string.h>

#include "support/test.h"

static enum status
find(struct hsm *hsm, const char *label, struct hsm_key **keys, size_t *count,
	struct err *err)
{
	struct fake *fake = (struct fake *)hsm;
	size_t i;
	size_t k;

	if (fake->find_status != STATUS_OK)
		return err_set(err, fake->find_status, "the fake is broken");
	for (i = 0; i < FAKE_KEYS; i++) {
		if (strcmp(fake->keys[i].label, label) != 0)
			continue;
		for (k = 0; k < fake->keys[i].copies; k++) {
			struct hsm_key *key = mem_append(keys, count,
				sizeof(*key));

			key->handle = i + 1;
			snprintf(key->label, sizeof(key->label), "%s", label);
			if (!fake->keys[i].foreign)
				fake_numbers(key, fake->keys[i].pkey);
		}
	}
	return STATUS_OK;
}

static void
make_signature(struct bytes *dst, EVP_PKEY *pkey, const char *digest,
	const struct bytes *data)
{
	EVP_MD_CTX *ctx = EVP_MD_CTX_new();
	uint8_t value[512];
	size_t len = sizeof(value);

	CU_ASSERT_EQUAL_FATAL(EVP_DigestSignInit_ex(ctx, NULL, digest, NULL,
				      NULL, pkey, NULL), 1);
	CU_ASSERT_EQUAL_FATAL(EVP_DigestSign(ctx, value, &len, data->data,
				      data->len), 1);
	EVP_MD_CTX_free(ctx);
	bytes_set(dst, value, len);
}

static enum status
permit(struct hsm *hsm, const struct digest *tbs, size_t count, struct err *err)
{
	struct fake *fake = (struct fake *)hsm;

	(void)err;
	fake->permits++;
	permit_set(&fake->permit, tbs, count);
	return STATUS_OK;
}

static enum status
sign(struct hsm *hsm, const struct hsm_key *key,
	const struct algorithm *algorithm, const struct bytes *data,
	struct bytes *signature, struct err *err)
{
	struct fake *fake = (struct fake *)hsm;
	enum fake_fault fault = ++hsm->counters.signs == fake->fault_at ?
		fake->fault : FAKE_NONE;
	struct digest digest = digest_of(data->data, data->len);
	size_t index = key->handle - 1;

	CU_ASSERT_TRUE(permit_take(&fake->permit, &digest));
	CU_ASSERT_FATAL(index < FAKE_KEYS);
	if (fault == FAKE_ERROR)
		return err_set(err, STATUS_HSM, "C_Sign: CKR_DEVICE_ERROR");
	if (fault == FAKE_OTHER_KEY)
		index = 1 - index;
	make_signature(signature, fake->keys[index].pkey, algorithm->digest,
		data);
	if (fault == FAKE_FLIP)
		signature->data[17] ^= 0x20;
	if (fault == FAKE_STALE)
		bytes_set(signature, fake->last.data, fake->last.len);
	bytes_set(&fake->last, signature->data, signature->len);
	return STATUS_OK;
}

static const struct hsm_ops ops = {
	.find = find,
	.permit = permit,
	.sign = sign,
};

void
fake_init(struct fake *fake)
{
	*fake = (struct fake){
		.hsm = {.ops = &ops,
			.token = {.label = "REHEARSAL-T", .serial = "00ff"}},
		.keys = {{"ksk-a", fake_pkey(0), 1, false},
			{"ksk-b", fake_pkey(1), 1, false}},
	};
}

void
fake_clear(struct fake *fake)
{
	bytes_clear(&fake->last);
	permit_clear(&fake->permit);
}

EVP_PKEY *
fake_pkey(size_t index)
{
	static EVP_PKEY *made[FAKE_KEYS + 1];

	if (made[index] == NULL)
		made[index] = EVP_RSA_gen(index == FAKE_KEYS ? 2048U : 1024U);
	CU_ASSERT_PTR_NOT_NULL_FATAL(made[index]);
	return made[index];
}

static void
read_number(struct bytes *dst, EVP_PKEY *pkey, const char *name)
{
	uint8_t value[512];
	BIGNUM *number = NULL;

	CU_ASSERT_EQUAL_FATAL(EVP_PKEY_get_bn_param(pkey, name, &number), 1);
	bytes_set(dst, value, (size_t)BN_bn2bin(number, value));
	BN_free(number);
}

void
fake_numbers(struct hsm_key *dst, EVP_PKEY *pkey)
{
	read_number(&dst->modulus, pkey, OSSL_PKEY_PARAM_RSA_N);
	read_number(&dst->exponent, pkey, OSSL_PKEY_PARAM_RSA_E);
}
