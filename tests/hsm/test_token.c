#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "hsm/softhsm.h"
#include "support/test.h"

extern const struct test_suite suite_token;

static void
lists_what_it_made(void)
{
	struct softhsm s;
	struct hsm_token *tokens = NULL;
	size_t count = 99;
	struct err err;

	if (!softhsm_begin(&s, __func__))
		return;
	CU_ASSERT_EQUAL(s.hsm->ops->list(s.hsm, &tokens, &count, &err),
		STATUS_OK);
	CU_ASSERT_EQUAL(count, 0);
	free(tokens);
	CU_ASSERT_EQUAL(softhsm_init_token(s.hsm, "REHEARSAL-1", &err),
		STATUS_OK);
	CU_ASSERT_EQUAL(s.hsm->ops->list(s.hsm, &tokens, &count, &err),
		STATUS_OK);
	CU_ASSERT_EQUAL_FATAL(count, 1);
	CU_ASSERT_STRING_EQUAL(tokens[0].label, "REHEARSAL-1");
	CU_ASSERT_EQUAL(strlen(tokens[0].serial), 16);
	CU_ASSERT_STRING_EQUAL(tokens[0].model, "SoftHSM v2");
	CU_ASSERT_FALSE(tokens[0].protected_path);
	free(tokens);
	softhsm_end(&s);
}

static void
refuses_the_wrong_pin(void)
{
	struct softhsm s;
	struct hsm_key *keys = NULL;
	size_t count;
	struct err err;

	if (!softhsm_begin(&s, __func__))
		return;
	CU_ASSERT_EQUAL_FATAL(softhsm_init_token(s.hsm, "T", &err), STATUS_OK);
	CU_ASSERT_EQUAL(softhsm_login(s.hsm, "T", "0000", &err), STATUS_HSM);
	CU_ASSERT_PTR_NOT_NULL(
		strstr(err.text, "C_Login: CKR_PIN_INCORRECT: the HSM PIN is "
				 "wrong"));
	CU_ASSERT_PTR_NULL(strstr(err.text, "0000"));
	CU_ASSERT_STRING_EQUAL(s.hsm->token.serial, "");
	CU_ASSERT_EQUAL(s.hsm->ops->find(s.hsm, "K", &keys, &count, &err),
		STATUS_HSM);
	CU_ASSERT_EQUAL(softhsm_login(s.hsm, "T", "", &err), STATUS_USAGE);
	CU_ASSERT_EQUAL(softhsm_login(s.hsm, "T", SOFTHSM_PIN, &err),
		STATUS_OK);
	CU_ASSERT_STRING_EQUAL(s.hsm->token.label, "T");
	softhsm_end(&s);
}

static void
says_which_token_is_absent(void)
{
	struct softhsm s;
	struct err err;

	if (!softhsm_begin(&s, __func__))
		return;
	CU_ASSERT_EQUAL_FATAL(softhsm_init_token(s.hsm, "HERE", &err),
		STATUS_OK);
	CU_ASSERT_EQUAL(softhsm_login(s.hsm, "AWAY", SOFTHSM_PIN, &err),
		STATUS_HSM);
	CU_ASSERT_PTR_NOT_NULL(strstr(err.text, "no token labelled \"AWAY\"; "
						"there: \"HERE\" serial "));
	CU_ASSERT_EQUAL(s.hsm->counters.logins, 1); /* the SO's */
	softhsm_end(&s);
}

static void
refuses_a_token_that_was_exchanged(void)
{
	struct softhsm s;
	struct hsm_token token;
	struct secret pin;
	struct err err;

	if (!softhsm_begin(&s, __func__))
		return;
	CU_ASSERT_EQUAL_FATAL(softhsm_init_token(s.hsm, "T", &err), STATUS_OK);
	CU_ASSERT_EQUAL_FATAL(hsm_choose_token(&token, s.hsm, "T", &err),
		STATUS_OK);
	memcpy(token.serial, "ffff", 4);
	secret_init(&pin);
	secret_set(&pin, SOFTHSM_PIN, strlen(SOFTHSM_PIN));
	s.hsm->counters.logins = 0;
	CU_ASSERT_EQUAL(s.hsm->ops->login(s.hsm, &token, &pin, &err),
		STATUS_HSM);
	CU_ASSERT_PTR_NOT_NULL(strstr(err.text, "no longer holds token \"T\""));
	CU_ASSERT_EQUAL(s.hsm->counters.logins, 0);
	secret_clear(&pin);
	softhsm_end(&s);
}

/* Our own init_token refuses a second one: softhsm2-util does not. */
static void
refuses_two_tokens_of_one_label(void)
{
	struct softhsm s;
	struct hsm_token token;
	char *command;
	struct err err;

	if (!softhsm_begin(&s, __func__))
		return;
	command = mem_format("SOFTHSM2_CONF='%s/softhsm2.conf' softhsm2-util "
			     "--init-token --free --label T --pin 1234 "
			     "--so-pin 4321 >/dev/null",
		s.dir);
	softhsm_close(&s);
	CU_ASSERT_EQUAL_FATAL(system(command), 0);
	CU_ASSERT_EQUAL_FATAL(system(command), 0);
	free(command);
	softhsm_open(&s);
	CU_ASSERT_EQUAL(softhsm_login(s.hsm, "T", "1234", &err), STATUS_HSM);
	CU_ASSERT_EQUAL(strncmp(err.text, "2 tokens labelled \"T\", name one",
				31), 0);
	CU_ASSERT_EQUAL(softhsm_init_token(s.hsm, "T", &err), STATUS_HSM);
	CU_ASSERT_STRING_EQUAL(err.text, "a token \"T\" is there already");
	CU_ASSERT_EQUAL(s.hsm->counters.logins, 0);
	CU_ASSERT_EQUAL(hsm_choose_token(&token, s.hsm, NULL, &err),
		STATUS_HSM);
	softhsm_end(&s);
}

static enum status
open_module(const char *path, struct err *err)
{
	char *modules[] = {mem_string(path)};
	struct hsm_profile profile = {.name = (char[]){"x"},
		.modules = modules,
		.module_count = 1,
		.token_slot = -1};
	struct hsm *hsm = NULL;
	enum status status = p11_open(&hsm, &profile, err);

	CU_ASSERT_PTR_NULL(hsm);
	free(modules[0]);
	return status;
}

static void
says_why_a_module_does_not_load(void)
{
	static const char text[] = "not a library";
	char *path = file_join(test_temp_dir(), "bad.so");
	struct err err;

	CU_ASSERT_EQUAL(open_module("/nowhere/lib.so", &err), STATUS_HSM);
	CU_ASSERT_STRING_EQUAL(err.text,
		"HSM profile x: no PKCS#11 module at /nowhere/lib.so; install "
		"the HSM's software or correct the profile");
	CU_ASSERT_EQUAL_FATAL(file_create(path, text, strlen(text), &err),
		STATUS_OK);
	CU_ASSERT_EQUAL(open_module(path, &err), STATUS_HSM);
	CU_ASSERT_PTR_NOT_NULL(strstr(err.text, "cannot be loaded"));
	CU_ASSERT_EQUAL(open_module("/lib/x86_64-linux-gnu/libc.so.6", &err),
		STATUS_HSM);
	CU_ASSERT_PTR_NOT_NULL(strstr(err.text, "C_GetFunctionList"));
	free(path);
}

static void
says_when_the_configuration_is_missing(void)
{
	struct softhsm s;
	struct hsm *hsm = NULL;
	struct err err;

	if (!softhsm_begin(&s, __func__))
		return;
	softhsm_close(&s);
	setenv("SOFTHSM2_CONF", "/nowhere/softhsm2.conf", 1);
	CU_ASSERT_EQUAL(p11_open(&hsm, &s.profile, &err), STATUS_HSM);
	CU_ASSERT_STRING_EQUAL(err.text,
		"C_Initialize or C_GetInfo: CKR_GENERAL_ERROR: the module does "
		"not work; are its configuration and its service in place?");
	softhsm_end(&s);
}

static const CU_TestInfo tests[] = {
	{"lists what it made", lists_what_it_made},
	{"refuses the wrong PIN", refuses_the_wrong_pin},
	{"says which token is absent", says_which_token_is_absent},
	{"refuses a token that was exchanged",
		refuses_a_token_that_was_exchanged},
	{"refuses two tokens of one label", refuses_two_tokens_of_one_label},
	{"says why a module does not load", says_why_a_module_does_not_load},
	{"says when the configuration is missing",
		says_when_the_configuration_is_missing},
	CU_TEST_INFO_NULL,
};

const struct test_suite suite_token = {"softhsm/token", tests};
