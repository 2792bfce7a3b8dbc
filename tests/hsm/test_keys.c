#include <stdlib.h>
#include <string.h>

#include "hsm/p11_state.h"
#include "hsm/softhsm.h"
#include "support/test.h"
#include "support/verify.h"

extern const struct test_suite suite_keys;

static const uint8_t text[] = "what is to be signed";
static const struct bytes data = {(uint8_t *)(uintptr_t)text, sizeof(text)};

/* With what was imported while it was closed. */
static void
log_in_again(struct softhsm *s)
{
	struct err err;

	softhsm_open(s);
	CU_ASSERT_EQUAL_FATAL(softhsm_login(s->hsm, "T", SOFTHSM_PIN, &err),
		STATUS_OK);
}

static size_t
find(struct hsm *hsm, const char *label, struct hsm_key **keys)
{
	size_t count = 99;
	struct err err;

	CU_ASSERT_EQUAL_FATAL(hsm->ops->find(hsm, label, keys, &count, &err),
		STATUS_OK);
	return count;
}

static bool
flag(struct hsm *hsm, const struct hsm_key *key, CK_ATTRIBUTE_TYPE type)
{
	struct bytes value = {0};
	struct err err;
	bool set;

	CU_ASSERT_EQUAL(p11_read_attribute(p11_of(hsm), key->handle, type,
				&value, &err), STATUS_OK);
	set = value.len == 1 && value.data[0] == CK_TRUE;
	bytes_clear(&value);
	return set;
}

static void
generates_a_key_that_only_signs(void)
{
	struct softhsm s;
	struct hsm_key *keys = NULL;
	struct err err;

	if (!softhsm_begin_token(&s, __func__))
		return;
	CU_ASSERT_EQUAL_FATAL(
		s.hsm->ops->generate_rsa(s.hsm, "Kone", 2048, &err),
		STATUS_OK);
	CU_ASSERT_EQUAL_FATAL(find(s.hsm, "Kone", &keys), 1);
	CU_ASSERT_EQUAL(keys[0].modulus.len, 256);
	CU_ASSERT_EQUAL_FATAL(keys[0].exponent.len, 3);
	CU_ASSERT_EQUAL(memcmp(keys[0].exponent.data, "\1\0\1", 3), 0);
	CU_ASSERT_STRING_EQUAL(keys[0].label, "Kone");
	CU_ASSERT_TRUE(flag(s.hsm, keys, CKA_SENSITIVE));
	CU_ASSERT_TRUE(flag(s.hsm, keys, CKA_SIGN));
	CU_ASSERT_TRUE(flag(s.hsm, keys, CKA_NEVER_EXTRACTABLE));
	CU_ASSERT_TRUE(flag(s.hsm, keys, CKA_ALWAYS_SENSITIVE));
	CU_ASSERT_FALSE(flag(s.hsm, keys, CKA_EXTRACTABLE));
	CU_ASSERT_FALSE(flag(s.hsm, keys, CKA_DECRYPT));
	CU_ASSERT_FALSE(flag(s.hsm, keys, CKA_UNWRAP));
	CU_ASSERT_FALSE(flag(s.hsm, keys, CKA_SIGN_RECOVER));
	hsm_keys_free(keys, 1);
	CU_ASSERT_EQUAL(s.hsm->ops->generate_rsa(s.hsm, "Kone", 2048, &err),
		STATUS_HSM);
	CU_ASSERT_STRING_EQUAL(err.text,
		"a key with label Kone is on the token already");
	softhsm_end(&s);
}

static void
finds_nothing_by_another_label(void)
{
	struct softhsm s;
	struct hsm_key *keys = NULL;
	struct err err;

	if (!softhsm_begin_token(&s, __func__))
		return;
	CU_ASSERT_EQUAL_FATAL(
		s.hsm->ops->generate_rsa(s.hsm, "Kone", 2048, &err),
		STATUS_OK);
	CU_ASSERT_EQUAL(find(s.hsm, "Ktwo", &keys), 0);
	CU_ASSERT_EQUAL(find(s.hsm, "Kon", &keys), 0);
	CU_ASSERT_EQUAL(find(s.hsm, "kone", &keys), 0);
	CU_ASSERT_EQUAL(find(s.hsm, "", &keys), 0);
	softhsm_end(&s);
}

/* Equal CKA_IDs mislead whoever pairs by them; blanks pad some labels. */
static void
pairs_by_value(void)
{
	struct softhsm s;
	struct hsm_key *keys = NULL;
	struct hsm_key *padded = NULL;

	if (!softhsm_begin_token(&s, __func__))
		return;
	softhsm_close(&s);
	CU_ASSERT_TRUE(softhsm_import_new(&s, 2048, "Kone", "aa"));
	CU_ASSERT_TRUE(softhsm_import_new(&s, 1024, "Ktwo  ", "aa"));
	log_in_again(&s);
	CU_ASSERT_EQUAL_FATAL(find(s.hsm, "Kone", &keys), 1);
	CU_ASSERT_EQUAL(keys[0].modulus.len, 256);
	CU_ASSERT_EQUAL_FATAL(find(s.hsm, "Ktwo", &padded), 1);
	CU_ASSERT_EQUAL(padded[0].modulus.len, 128);
	hsm_keys_free(keys, 1);
	hsm_keys_free(padded, 1);
	softhsm_end(&s);
}

static void
counts_equal_labels(void)
{
	struct softhsm s;
	struct hsm_key *keys = NULL;

	if (!softhsm_begin_token(&s, __func__))
		return;
	softhsm_close(&s);
	CU_ASSERT_TRUE(softhsm_import_new(&s, 1024, "K", "aa"));
	CU_ASSERT_TRUE(softhsm_import_new(&s, 1024, "K", "bb"));
	log_in_again(&s);
	CU_ASSERT_EQUAL_FATAL(find(s.hsm, "K", &keys), 2);
	CU_ASSERT_FALSE(bytes_equal(&keys[0].modulus, &keys[1].modulus));
	hsm_keys_free(keys, 2);
	softhsm_end(&s);
}

static struct bytes
sign(struct hsm *hsm, const struct hsm_key *key, uint8_t algorithm)
{
	const struct digest permitted = digest_of(data.data, data.len);
	struct bytes signature = {0};
	struct err err;

	CU_ASSERT_EQUAL_FATAL(hsm->ops->permit(hsm, &permitted, 1, &err),
		STATUS_OK);
	CU_ASSERT_EQUAL_FATAL(hsm->ops->sign(hsm, key,
		algorithm_find(algorithm), &data, &signature, &err), STATUS_OK);
	return signature;
}

/* PKCS#1 v1.5 is deterministic: two independent paths, one signature. */
static void
signs_the_same_with_either_hash(void)
{
	static const struct {
		uint8_t number;
		const char *digest;
	} cases[] = {{8, "SHA256"}, {10, "SHA512"}};
	struct softhsm s;
	struct hsm_key *keys = NULL;
	struct err err;
	size_t i;

	if (!softhsm_begin_token(&s, __func__))
		return;
	CU_ASSERT_EQUAL_FATAL(
		s.hsm->ops->generate_rsa(s.hsm, "K", 2048, &err),
		STATUS_OK);
	CU_ASSERT_EQUAL_FATAL(find(s.hsm, "K", &keys), 1);
	for (i = 0; i < 2; i++) {
		struct bytes host;
		struct bytes in_hsm;

		s.profile.hash = HSM_HASH_HOST;
		host = sign(s.hsm, keys, cases[i].number);
		s.profile.hash = HSM_HASH_HSM;
		in_hsm = sign(s.hsm, keys, cases[i].number);
		CU_ASSERT_TRUE(bytes_equal(&host, &in_hsm));
		CU_ASSERT_TRUE(verify_rsa(keys, cases[i].digest, &data, &host));
		bytes_clear(&host);
		bytes_clear(&in_hsm);
	}
	CU_ASSERT_EQUAL(s.hsm->counters.signs, 4);
	hsm_keys_free(keys, 1);
	softhsm_end(&s);
}

/* After an error: a fresh session, the login stays, nothing is asked twice. */
static void
goes_on_after_an_error(void)
{
	struct softhsm s;
	struct hsm_key *keys = NULL;
	struct hsm_key wrong = {.handle = 99999};
	const struct digest permitted = digest_of(data.data, data.len);
	struct bytes signature = {0};
	unsigned long before;
	struct err err;

	if (!softhsm_begin_token(&s, __func__))
		return;
	CU_ASSERT_EQUAL_FATAL(
		s.hsm->ops->generate_rsa(s.hsm, "K", 1024, &err),
		STATUS_OK);
	CU_ASSERT_EQUAL_FATAL(find(s.hsm, "K", &keys), 1);
	before = p11_of(s.hsm)->session;
	s.hsm->counters = (struct hsm_counters){0};
	CU_ASSERT_EQUAL_FATAL(s.hsm->ops->permit(s.hsm, &permitted, 1, &err),
		STATUS_OK);
	CU_ASSERT_EQUAL(s.hsm->ops->sign(s.hsm, &wrong, algorithm_find(8),
				&data, &signature, &err), STATUS_HSM);
	CU_ASSERT_PTR_NOT_NULL(strstr(err.text, "C_SignInit: CKR_"));
	CU_ASSERT_EQUAL(signature.len, 0);
	signature = sign(s.hsm, keys, 8);
	CU_ASSERT_EQUAL(signature.len, 128);
	CU_ASSERT_NOT_EQUAL(p11_of(s.hsm)->session, before);
	CU_ASSERT_EQUAL(s.hsm->counters.logins, 0);
	CU_ASSERT_EQUAL(s.hsm->counters.signs, 1);
	bytes_clear(&signature);
	hsm_keys_free(keys, 1);
	softhsm_end(&s);
}

/* As smart cards make a signing key: generate_rsa does not. */
static void
generate_always_authenticate(struct hsm *hsm, const char *label)
{
	struct p11 *p11 = p11_of(hsm);
	CK_MECHANISM mechanism = {CKM_RSA_PKCS_KEY_PAIR_GEN, NULL, 0};
	CK_ULONG bits = 1024;
	CK_BBOOL yes = CK_TRUE;
	CK_ATTRIBUTE public_half[] = {
		{CKA_MODULUS_BITS, &bits, sizeof(bits)},
	};
	CK_ATTRIBUTE private_half[] = {
		{CKA_LABEL, (void *)(uintptr_t)label, strlen(label)},
		{CKA_TOKEN, &yes, sizeof(yes)},
		{CKA_PRIVATE, &yes, sizeof(yes)},
		{CKA_SIGN, &yes, sizeof(yes)},
		{CKA_ALWAYS_AUTHENTICATE, &yes, sizeof(yes)},
	};
	CK_OBJECT_HANDLE public;
	CK_OBJECT_HANDLE private;

	CU_ASSERT_EQUAL_FATAL(p11->call->C_GenerateKeyPair(p11->session,
		&mechanism, public_half, 1, private_half, 5, &public,
		&private), CKR_OK);
}

static void
refuses_a_key_that_wants_the_pin_again(void)
{
	struct softhsm s;
	struct hsm_key *keys = NULL;
	size_t count = 0;
	struct err err;

	if (!softhsm_begin_token(&s, __func__))
		return;
	generate_always_authenticate(s.hsm, "K");
	CU_ASSERT_EQUAL(s.hsm->ops->find(s.hsm, "K", &keys, &count, &err),
		STATUS_HSM);
	CU_ASSERT_STRING_EQUAL(err.text,
		"key K wants the HSM PIN again before each signature "
		"(CKA_ALWAYS_AUTHENTICATE); this program logs in once: use a "
		"key made without it");
	CU_ASSERT_EQUAL(find(s.hsm, "OTHER", &keys), 0);
	CU_ASSERT_EQUAL(count, 0);
	softhsm_end(&s);
}

static void
forgets_the_login(void)
{
	struct softhsm s;
	struct hsm_key *keys = NULL;
	size_t count = 0;
	struct err err;

	if (!softhsm_begin_token(&s, __func__))
		return;
	CU_ASSERT_EQUAL(s.hsm->ops->logout(s.hsm, &err), STATUS_OK);
	CU_ASSERT_STRING_EQUAL(s.hsm->token.label, "");
	CU_ASSERT_EQUAL(s.hsm->ops->find(s.hsm, "K", &keys, &count, &err),
		STATUS_HSM);
	CU_ASSERT_STRING_EQUAL(err.text, "no token is open: log in first");
	CU_ASSERT_EQUAL(s.hsm->ops->logout(s.hsm, &err), STATUS_OK);
	softhsm_end(&s);
}

static const CU_TestInfo tests[] = {
	{"generates a key that only signs", generates_a_key_that_only_signs},
	{"finds nothing by another label", finds_nothing_by_another_label},
	{"pairs by value", pairs_by_value},
	{"counts equal labels", counts_equal_labels},
	{"signs the same with either hash", signs_the_same_with_either_hash},
	{"goes on after an error", goes_on_after_an_error},
	{"refuses a key that wants the PIN again",
		refuses_a_key_that_wants_the_pin_again},
	{"forgets the login", forgets_the_login},
	CU_TEST_INFO_NULL,
};

const struct test_suite suite_keys = {"softhsm/keys", tests};
