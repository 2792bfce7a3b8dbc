#include "hsm/p11_state.h"

#include <stdint.h>

#define SIGNATURE_MAX 1024 /* bytes; no two-call length query */

/* PKCS#11 2.40 2.1.8: over DigestInfo, or over the data itself. */
static const struct mechanism {
	uint8_t algorithm;
	CK_MECHANISM_TYPE host;
	CK_MECHANISM_TYPE hsm;
} mechanisms[] = {
	{8, CKM_RSA_PKCS, CKM_SHA256_RSA_PKCS},
	{10, CKM_RSA_PKCS, CKM_SHA512_RSA_PKCS},
};

static const struct mechanism *
find_mechanism(const struct algorithm *algorithm)
{
	size_t i;

	for (i = 0; i < sizeof(mechanisms) / sizeof(*mechanisms); i++) {
		if (mechanisms[i].algorithm == algorithm->number)
			return &mechanisms[i];
	}
	return NULL;
}

static enum status
sign_raw(struct p11 *p11, CK_OBJECT_HANDLE key, CK_MECHANISM_TYPE type,
	const struct bytes *data, struct bytes *signature, struct err *err)
{
	CK_MECHANISM mechanism = {type, NULL, 0};
	uint8_t value[SIGNATURE_MAX];
	CK_ULONG len = sizeof(value);
	CK_RV rv = p11->call->C_SignInit(p11->session, &mechanism, key);

	p11->hsm.counters.others++;
	if (rv != CKR_OK)
		return p11_fail_session(p11, err, "C_SignInit", rv);
	rv = p11->call->C_Sign(p11->session, data->data, data->len, value,
		&len);
	p11->hsm.counters.signs++;
	if (rv != CKR_OK)
		return p11_fail_session(p11, err, "C_Sign", rv);
	if (len == 0 || len > sizeof(value))
		return err_set(err, STATUS_HSM,
			"C_Sign: the HSM gave a signature of %lu bytes", len);
	bytes_set(signature, value, len);
	return STATUS_OK;
}

/* What the mechanism wants to see of data. */
static enum status
prepare_input(struct bytes *dst, const struct p11 *p11,
	const struct algorithm *algorithm, const struct bytes *data,
	struct err *err)
{
	if (p11->hsm.profile->hash == HSM_HASH_HOST)
		return algorithm_digest_info(dst, algorithm, data->data,
			data->len, err);
	bytes_set(dst, data->data, data->len);
	return STATUS_OK;
}

enum status
p11_permit(struct hsm *hsm, const struct digest *tbs, size_t count,
	struct err *err)
{
	(void)err;
	permit_set(&p11_of(hsm)->permit, tbs, count);
	return STATUS_OK;
}

/* Used up before the call: a signature that failed is not asked for twice. */
static enum status
use_permit(struct p11 *p11, const struct bytes *data, struct err *err)
{
	struct digest digest = digest_of(data->data, data->len);

	if (permit_take(&p11->permit, &digest))
		return STATUS_OK;
	return err_set(err, STATUS_HSM,
		"the HSM's process refuses to sign what was not authorized, or "
		"was asked for before; open the gate again");
}

enum status
p11_sign(struct hsm *hsm, const struct hsm_key *key,
	const struct algorithm *algorithm, const struct bytes *data,
	struct bytes *signature, struct err *err)
{
	const struct mechanism *mechanism = find_mechanism(algorithm);
	struct p11 *p11 = p11_of(hsm);
	struct bytes input = {0};
	enum status status;

	if (mechanism == NULL)
		return err_set(err, STATUS_HSM,
			"signing with algorithm %u is not supported",
			algorithm->number);
	status = p11_session_ready(p11, err);
	if (status == STATUS_OK)
		status = use_permit(p11, data, err);
	if (status == STATUS_OK)
		status = prepare_input(&input, p11, algorithm, data, err);
	if (status == STATUS_OK)
		status = sign_raw(p11, key->handle,
			hsm->profile->hash == HSM_HASH_HOST ?
				mechanism->host : mechanism->hsm,
			&input, signature, err);
	bytes_clear(&input);
	return status;
}
