#include "hsm/p11_state.h"

#include <openssl/rand.h>
#include <stdlib.h>
#include <string.h>

#define ID_LEN 20 /* bytes of CKA_ID, random */
#define TOKEN_LABEL_LEN 32

static CK_BBOOL yes = CK_TRUE;
static CK_BBOOL no = CK_FALSE;

static CK_UTF8CHAR *
pin_text(const struct secret *pin)
{
	return (CK_UTF8CHAR *)pin->text;
}

static enum status
is_free_slot(struct p11 *p11, CK_SLOT_ID slot, bool *is_free, struct err *err)
{
	CK_TOKEN_INFO info;
	CK_RV rv = p11->call->C_GetTokenInfo(slot, &info);

	p11->hsm.counters.others++;
	if (rv != CKR_OK)
		return p11_fail(err, "C_GetTokenInfo", rv);
	*is_free = (info.flags & CKF_TOKEN_INITIALIZED) == 0;
	return STATUS_OK;
}

/* The first slot whose token is not initialised. */
static enum status
find_free_slot(struct p11 *p11, CK_SLOT_ID *dst, struct err *err)
{
	CK_SLOT_ID slots[256];
	CK_ULONG count = sizeof(slots) / sizeof(*slots);
	bool is_free = false;
	CK_RV rv = p11->call->C_GetSlotList(CK_TRUE, slots, &count);
	CK_ULONG i;

	p11->hsm.counters.others++;
	if (rv != CKR_OK)
		return p11_fail(err, "C_GetSlotList", rv);
	for (i = 0; i < count; i++) {
		if (is_free_slot(p11, slots[i], &is_free, err) != STATUS_OK)
			return err->status;
		if (is_free) {
			*dst = slots[i];
			return STATUS_OK;
		}
	}
	return err_set(err, STATUS_HSM, "no slot with a token to initialise");
}

static enum status
init_slot(struct p11 *p11, CK_SLOT_ID slot, const char *label,
	const struct secret *so_pin, struct err *err)
{
	CK_UTF8CHAR padded[TOKEN_LABEL_LEN];
	CK_RV rv;

	memset(padded, ' ', sizeof(padded));
	memcpy(padded, label, strlen(label));
	rv = p11->call->C_InitToken(slot, pin_text(so_pin), so_pin->len,
		padded);
	p11->hsm.counters.others++;
	return rv == CKR_OK ? STATUS_OK : p11_fail(err, "C_InitToken", rv);
}

/* How many tokens have that label; *slot is the last one's. */
static enum status
count_label(struct hsm *hsm, const char *label, size_t *fitting,
	CK_SLOT_ID *slot, struct err *err)
{
	struct hsm_token *tokens = NULL;
	size_t count = 0;
	size_t i;

	*fitting = 0;
	if (p11_list(hsm, &tokens, &count, err) != STATUS_OK)
		return err->status;
	for (i = 0; i < count; i++) {
		if (strcmp(tokens[i].label, label) == 0) {
			*slot = tokens[i].slot;
			(*fitting)++;
		}
	}
	free(tokens);
	return STATUS_OK;
}

static enum status
set_user_pin(struct p11 *p11, const struct secret *so_pin,
	const struct secret *pin, struct err *err)
{
	CK_RV rv = p11->call->C_Login(p11->session, CKU_SO, pin_text(so_pin),
		so_pin->len);

	p11->hsm.counters.logins++;
	if (rv != CKR_OK)
		return p11_fail(err, "C_Login of the security officer", rv);
	p11->logged_in = true;
	rv = p11->call->C_InitPIN(p11->session, pin_text(pin), pin->len);
	p11->hsm.counters.others++;
	return rv == CKR_OK ? STATUS_OK : p11_fail(err, "C_InitPIN", rv);
}

static enum status
check_new_token(struct hsm *hsm, const char *label, struct err *err)
{
	size_t fitting = 0;
	CK_SLOT_ID slot = 0;

	if (*label == '\0' || strlen(label) > TOKEN_LABEL_LEN)
		return err_set(err, STATUS_USAGE,
			"token label \"%s\": 1 to %d bytes are allowed", label,
			TOKEN_LABEL_LEN);
	if (count_label(hsm, label, &fitting, &slot, err) != STATUS_OK)
		return err->status;
	if (fitting > 0)
		return err_set(err, STATUS_HSM,
			"a token \"%s\" is there already", label);
	return STATUS_OK;
}

/* The slot's number may have changed with its token. */
static enum status
open_new_token(struct p11 *p11, const char *label, struct err *err)
{
	size_t fitting = 0;
	CK_SLOT_ID slot = 0;

	if (count_label(&p11->hsm, label, &fitting, &slot, err) != STATUS_OK)
		return err->status;
	if (fitting != 1)
		return err_set(err, STATUS_HSM,
			"the new token \"%s\" is not listed", label);
	return p11_session_open(p11, slot, err);
}

enum status
p11_init_token(struct hsm *hsm, const char *label, const struct secret *so_pin,
	const struct secret *pin, struct err *err)
{
	struct p11 *p11 = p11_of(hsm);
	CK_SLOT_ID slot = 0;
	enum status status;

	p11_session_close(p11);
	status = check_new_token(hsm, label, err);
	if (status == STATUS_OK)
		status = find_free_slot(p11, &slot, err);
	if (status == STATUS_OK)
		status = init_slot(p11, slot, label, so_pin, err);
	if (status == STATUS_OK)
		status = open_new_token(p11, label, err);
	if (status == STATUS_OK)
		status = set_user_pin(p11, so_pin, pin, err);
	p11_session_close(p11);
	return status;
}

static enum status
generate_pair(struct p11 *p11, const char *label, CK_ULONG bits,
	CK_OBJECT_HANDLE *private, struct err *err)
{
	const struct hsm_profile *profile = p11->hsm.profile;
	CK_MECHANISM mechanism = {CKM_RSA_PKCS_KEY_PAIR_GEN, NULL, 0};
	uint8_t exponent[] = {1, 0, 1};
	uint8_t id[ID_LEN];
	CK_ATTRIBUTE named[] = {
		{CKA_LABEL, (void *)(uintptr_t)label, strlen(label)},
		{CKA_ID, id, sizeof(id)},
	};
	CK_ATTRIBUTE public_half[] = {
		named[0],
		named[1],
		{CKA_TOKEN, &yes, sizeof(yes)},
		{CKA_VERIFY, &yes, sizeof(yes)},
		{CKA_ENCRYPT, &no, sizeof(no)},
		{CKA_WRAP, &no, sizeof(no)},
		{CKA_MODULUS_BITS, &bits, sizeof(bits)},
		{CKA_PUBLIC_EXPONENT, exponent, sizeof(exponent)},
	};
	CK_ATTRIBUTE private_half[] = {
		named[0],
		named[1],
		{CKA_TOKEN, &yes, sizeof(yes)},
		{CKA_PRIVATE, &yes, sizeof(yes)},
		{CKA_SIGN, &yes, sizeof(yes)},
		{CKA_SIGN_RECOVER, &no, sizeof(no)},
		{CKA_DECRYPT, &no, sizeof(no)},
		{CKA_UNWRAP, &no, sizeof(no)},
		{CKA_SENSITIVE, profile->sensitive ? &yes : &no, sizeof(yes)},
		{CKA_EXTRACTABLE, profile->extractable ? &yes : &no,
			sizeof(yes)},
	};
	CK_OBJECT_HANDLE public;
	CK_RV rv;

	if (RAND_bytes(id, sizeof(id)) != 1)
		return err_set(err, STATUS_FILE, "no random numbers");
	rv = p11->call->C_GenerateKeyPair(p11->session, &mechanism, public_half,
		sizeof(public_half) / sizeof(*public_half), private_half,
		sizeof(private_half) / sizeof(*private_half), &public, private);
	p11->hsm.counters.others++;
	if (rv != CKR_OK)
		return p11_fail_session(p11, err, "C_GenerateKeyPair", rv);
	return STATUS_OK;
}

static enum status
check_flag(struct p11 *p11, CK_OBJECT_HANDLE key, CK_ATTRIBUTE_TYPE type,
	const char *name, bool wanted, struct err *err)
{
	struct bytes value = {0};
	enum status status = p11_read_attribute(p11, key, type, &value, err);

	if (status == STATUS_OK &&
		(value.len != 1 || (value.data[0] != CK_FALSE) != wanted))
		status = err_set(err, STATUS_HSM,
			"the new key is not as the profile asks: %s is not %s; "
			"delete it",
			name, wanted ? "yes" : "no");
	bytes_clear(&value);
	return status;
}

static enum status
check_unused(struct hsm *hsm, const char *label, struct err *err)
{
	struct hsm_key *keys = NULL;
	size_t count = 0;

	if (p11_find(hsm, label, &keys, &count, err) != STATUS_OK)
		return err->status;
	hsm_keys_free(keys, count);
	if (count > 0)
		return err_set(err, STATUS_HSM,
			"a key with label %s is on the token already", label);
	return STATUS_OK;
}

enum status
p11_generate_rsa(struct hsm *hsm, const char *label, unsigned bits,
	struct err *err)
{
	struct p11 *p11 = p11_of(hsm);
	CK_OBJECT_HANDLE key = 0;
	enum status status = check_unused(hsm, label, err);

	if (status == STATUS_OK)
		status = generate_pair(p11, label, bits, &key, err);
	if (status == STATUS_OK)
		status = check_flag(p11, key, CKA_SENSITIVE, "sensitive",
			hsm->profile->sensitive, err);
	if (status == STATUS_OK)
		status = check_flag(p11, key, CKA_EXTRACTABLE, "extractable",
			hsm->profile->extractable, err);
	return status;
}
