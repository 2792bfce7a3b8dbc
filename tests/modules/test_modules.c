/* Probe, wrong PIN, login, find, sign, verify: what every module must do. */
#include <stdlib.h>
#include <string.h>

#include "dns/rsa.h"
#include "modules/place.h"
#include "support/test.h"
#include "support/verify.h"

extern const struct test_suite suite_modules;

#define KEY_LABEL "KSK"

static const uint8_t text[] = "what is to be signed";
static const uint8_t other[] = "what nobody authorized";
static const struct bytes data = {(uint8_t *)(uintptr_t)text, sizeof(text)};
static const struct bytes forbidden = {(uint8_t *)(uintptr_t)other,
	sizeof(other)};

static const struct module softhsm = {
	.name = "softhsm",
	.label = "KSK-1",
	.so_pin = "9930417",
	.pin = "48271365",
	.wrong_pin = "00000000",
};

static const struct module nss = {
	.name = "nss",
	.label = "NSS Certificate DB",
	.pin = "48271365",
	.wrong_pin = "00000000",
};

static const struct module opencryptoki = {
	.name = "opencryptoki",
	.label = "KSK-3",
	.so_pin = "87654321", /* its factory's */
	.pin = "48271365", /* eight digits at most */
	.wrong_pin = "00000000",
	.own_mounts = true,
	.no_hash = "C_SignInit: CKR_MECHANISM_INVALID: the HSM does not know "
		   "this mechanism; set sign hash in the profile to the other "
		   "value",
};

static const struct module tpm2 = {
	.name = "tpm2",
	.label = "KSK-4",
	.pin = "48271365",
	.wrong_pin = "00000000",
	.has_key = true,
};

static const struct module tpm2_locking = {
	.name = "tpm2-locking",
	.label = "KSK-5",
	.pin = "48271365",
	.wrong_pin = "00000000",
};

static void
make_token(struct place *place)
{
	const struct module *module = place->module;
	struct secret so_pin;
	struct secret pin;
	struct err err;

	secret_init(&so_pin);
	secret_init(&pin);
	secret_set(&so_pin, module->so_pin, strlen(module->so_pin));
	secret_set(&pin, module->pin, strlen(module->pin));
	CU_ASSERT_EQUAL_FATAL(place->hsm->ops->init_token(place->hsm,
		module->label, &so_pin, &pin, &err), STATUS_OK);
	secret_clear(&so_pin);
	secret_clear(&pin);
}

static void
shows_the_token(struct place *place)
{
	struct hsm_token *tokens = NULL;
	size_t count = 0;
	size_t fitting = 0;
	size_t i;
	struct err err;

	CU_ASSERT_EQUAL_FATAL(place->hsm->ops->list(place->hsm, &tokens, &count,
				      &err), STATUS_OK);
	for (i = 0; i < count; i++) {
		if (strcmp(tokens[i].label, place->module->label) != 0)
			continue;
		fitting++;
		CU_ASSERT_NOT_EQUAL(tokens[i].serial[0], '\0');
		CU_ASSERT_NOT_EQUAL(tokens[i].manufacturer[0], '\0');
		CU_ASSERT_FALSE(tokens[i].protected_path);
	}
	CU_ASSERT_EQUAL(fitting, 1);
	free(tokens);
}

static size_t
find(struct place *place, const char *label, struct hsm_key **keys)
{
	size_t count = 99;
	struct err err;

	CU_ASSERT_EQUAL_FATAL(place->hsm->ops->find(place->hsm, label, keys,
				      &count, &err), STATUS_OK);
	return count;
}

static void
refuses_the_wrong_pin(struct place *place)
{
	static const char said[] = "C_Login: CKR_PIN_INCORRECT: the HSM PIN is "
				   "wrong; take care";
	struct hsm_key *keys = NULL;
	size_t count = 0;
	struct err err;

	CU_ASSERT_EQUAL(place_login(place, place->module->wrong_pin, &err),
		STATUS_HSM);
	CU_ASSERT_EQUAL(strncmp(err.text, said, strlen(said)), 0);
	CU_ASSERT_PTR_NULL(strstr(err.text, place->module->wrong_pin));
	CU_ASSERT_STRING_EQUAL(place->hsm->token.label, "");
	CU_ASSERT_EQUAL(place->hsm->ops->find(place->hsm, KEY_LABEL, &keys,
				&count, &err), STATUS_HSM);
	CU_ASSERT_STRING_EQUAL(err.text, "no token is open: log in first");
}

static void
lets_the_right_pin_in(struct place *place)
{
	struct err err;

	CU_ASSERT_EQUAL_FATAL(place_login(place, place->module->pin, &err),
		STATUS_OK);
	CU_ASSERT_STRING_EQUAL(place->hsm->token.label, place->module->label);
}

static void
makes_a_key(struct place *place)
{
	struct hsm *hsm = place->hsm;
	struct hsm_key *keys = NULL;
	struct err err;

	CU_ASSERT_EQUAL(find(place, KEY_LABEL, &keys), 0);
	CU_ASSERT_EQUAL_FATAL(hsm->ops->generate_rsa(hsm, KEY_LABEL, 2048,
				      &err), STATUS_OK);
	CU_ASSERT_EQUAL(hsm->ops->generate_rsa(hsm, KEY_LABEL, 2048, &err),
		STATUS_HSM);
	CU_ASSERT_STRING_EQUAL(err.text,
		"a key with label " KEY_LABEL " is on the token already");
}

/* The first time: what stays on the token. */
static void
prepares(struct place *place)
{
	place_open(place);
	if (place->module->so_pin != NULL)
		make_token(place);
	shows_the_token(place);
	refuses_the_wrong_pin(place);
	lets_the_right_pin_in(place);
	if (!place->module->has_key)
		makes_a_key(place);
	place_close(place);
}

/* By this program, by OpenSSL, and not over other data. */
static void
judge(const struct hsm_key *key, const struct algorithm *algorithm,
	const struct bytes *signature)
{
	struct buf field = {0};
	struct bytes dnskey;
	struct err reason;

	rsa_encode(&field, &key->exponent, &key->modulus);
	dnskey = (struct bytes){field.data, field.len};
	CU_ASSERT_EQUAL(algorithm_verify(algorithm, &dnskey, data.data,
				data.len, signature, &reason), VERDICT_PASS);
	CU_ASSERT_EQUAL(algorithm_verify(algorithm, &dnskey, forbidden.data,
				forbidden.len, signature, &reason),
		VERDICT_FAIL);
	CU_ASSERT_TRUE(verify_rsa(key, algorithm->digest, &data, signature));
	buf_clear(&field);
}

static enum status
sign(struct place *place, const struct hsm_key *key, uint8_t algorithm,
	const struct bytes *tbs, struct bytes *signature, struct err *err)
{
	return place->hsm->ops->sign(place->hsm, key, algorithm_find(algorithm),
		tbs, signature, err);
}

static void
permit(struct place *place)
{
	const struct digest permitted = digest_of(data.data, data.len);
	struct err err;

	CU_ASSERT_EQUAL_FATAL(place->hsm->ops->permit(place->hsm, &permitted, 1,
				      &err), STATUS_OK);
}

/* Once what was permitted, and nothing else. */
static void
signs(struct place *place, const struct hsm_key *key, uint8_t algorithm)
{
	static const char refused[] = "the HSM's process refuses to sign what "
				      "was not authorized";
	const struct bytes *const refusals[] = {&forbidden, &data};
	struct bytes signature = {0};
	struct bytes none = {0};
	struct err err;
	size_t i;

	permit(place);
	CU_ASSERT_EQUAL_FATAL(sign(place, key, algorithm, &data, &signature,
				      &err), STATUS_OK);
	CU_ASSERT_EQUAL(signature.len, 256);
	judge(key, algorithm_find(algorithm), &signature);
	for (i = 0; i < 2; i++) {
		CU_ASSERT_EQUAL(sign(place, key, algorithm, refusals[i], &none,
					&err), STATUS_HSM);
		CU_ASSERT_EQUAL(strncmp(err.text, refused, strlen(refused)), 0);
		CU_ASSERT_EQUAL(none.len, 0);
	}
	bytes_clear(&signature);
}

static void
refuses_to_sign(struct place *place, const struct hsm_key *key,
	const char *words)
{
	struct bytes none = {0};
	struct err err;

	permit(place);
	CU_ASSERT_EQUAL(sign(place, key, 8, &data, &none, &err), STATUS_HSM);
	CU_ASSERT_STRING_EQUAL(err.text, words);
	CU_ASSERT_EQUAL(none.len, 0);
}

static void
logs_out(struct place *place)
{
	struct hsm_key *keys = NULL;
	size_t count = 0;
	struct err err;

	CU_ASSERT_EQUAL(place->hsm->ops->logout(place->hsm, &err), STATUS_OK);
	CU_ASSERT_STRING_EQUAL(place->hsm->token.label, "");
	CU_ASSERT_EQUAL(place->hsm->ops->find(place->hsm, KEY_LABEL, &keys,
				&count, &err), STATUS_HSM);
}

/* A ceremony's use of the HSM, hashing where the profile says. */
static void
serves(struct place *place, enum hsm_hash hash)
{
	const char *no_hash = place->module->no_hash;
	struct hsm_key *keys = NULL;
	struct hsm_key *none = NULL;

	place->profile.hash = hash;
	place_open(place);
	lets_the_right_pin_in(place);
	CU_ASSERT_EQUAL(find(place, KEY_LABEL "-2", &none), 0);
	CU_ASSERT_EQUAL_FATAL(find(place, KEY_LABEL, &keys), 1);
	CU_ASSERT_EQUAL(keys[0].modulus.len, 256);
	CU_ASSERT_EQUAL_FATAL(keys[0].exponent.len, 3);
	CU_ASSERT_EQUAL(memcmp(keys[0].exponent.data, "\1\0\1", 3), 0);
	if (hash == HSM_HASH_HSM && no_hash != NULL) {
		refuses_to_sign(place, keys, no_hash);
	} else {
		signs(place, keys, 8);
		signs(place, keys, 10);
		CU_ASSERT_EQUAL(place->hsm->counters.signs, 2);
	}
	CU_ASSERT_EQUAL(place->hsm->counters.logins, 1);
	hsm_keys_free(keys, 1);
	logs_out(place);
	place_close(place);
}

static void
passes(const struct module *module, const char *test)
{
	struct place place;

	if (!place_begin(&place, module, test))
		return;
	prepares(&place);
	serves(&place, HSM_HASH_HOST);
	serves(&place, HSM_HASH_HSM);
	place_end(&place);
}

static void
on_softhsm(void)
{
	passes(&softhsm, __func__);
}

static void
on_nss(void)
{
	passes(&nss, __func__);
}

static void
on_tpm2(void)
{
	passes(&tpm2, __func__);
}

static void
on_opencryptoki(void)
{
	passes(&opencryptoki, __func__);
}

/* Two tokens of one serial number, as NSS has them: the label chooses. */
static void
says_that_a_serial_is_not_enough(void)
{
	struct hsm_token token;
	struct place place;
	struct err err;

	if (!place_begin(&place, &nss, __func__))
		return;
	free(place.profile.token_label);
	place.profile.token_label = NULL;
	place.profile.token_serial = mem_string("0000000000000000");
	place_open(&place);
	CU_ASSERT_EQUAL(hsm_choose_token(&token, place.hsm, NULL, &err),
		STATUS_HSM);
	CU_ASSERT_PTR_NOT_NULL(strstr(err.text, "2 tokens with the profile's "
		"serial 0000000000000000, name one by label, serial or slot "));
	CU_ASSERT_EQUAL(hsm_choose_token(&token, place.hsm, nss.label, &err),
		STATUS_OK);
	CU_ASSERT_STRING_EQUAL(token.label, nss.label);
	place_close(&place);
	place_end(&place);
}

/* A TPM that locks at the first wrong PIN, and does not say so in its flags. */
static void
says_that_the_pin_is_locked(void)
{
	static const char said[] = "C_Login: CKR_PIN_LOCKED: the HSM PIN is "
				   "locked; the HSM's security officer must "
				   "unlock it";
	struct place place;
	struct err err;

	if (!place_begin(&place, &tpm2_locking, __func__))
		return;
	place_open(&place);
	CU_ASSERT_EQUAL(place_login(&place, tpm2_locking.wrong_pin, &err),
		STATUS_HSM);
	CU_ASSERT_PTR_NOT_NULL(strstr(err.text, "CKR_PIN_INCORRECT"));
	CU_ASSERT_EQUAL(place_login(&place, tpm2_locking.pin, &err),
		STATUS_HSM);
	CU_ASSERT_STRING_EQUAL(err.text, said);
	place_close(&place);
	place_end(&place);
}

/* opencryptoki last: its mounts stay for the rest of the program. */
static const CU_TestInfo tests[] = {
	{"on SoftHSM", on_softhsm},
	{"on NSS softokn", on_nss},
	{"says that a serial is not enough", says_that_a_serial_is_not_enough},
	{"on tpm2-pkcs11", on_tpm2},
	{"says that the PIN is locked", says_that_the_pin_is_locked},
	{"on opencryptoki", on_opencryptoki},
	CU_TEST_INFO_NULL,
};

const struct test_suite suite_modules = {"modules", tests};
