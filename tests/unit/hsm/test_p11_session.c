/* Logging in, against a module whose answers the test chooses. */
#include <string.h>

#include "hsm/p11_state.h"
#include "support/test.h"

extern const struct test_suite suite_p11_session;

static CK_RV login_answer;
static bool in_already; /* from before, until a logout */
static CK_FLAGS token_flags;
static const char *seen_pin; /* "(none)" for a NULL pointer */
static char seen_text[65];
static char calls[100]; /* one letter a call: Info Open Login oUt Close */

static CK_RV
token_info(CK_SLOT_ID slot, CK_TOKEN_INFO_PTR info)
{
	CU_ASSERT_EQUAL(slot, 5);
	strcat(calls, "I");
	memset(info, ' ', sizeof(*info));
	memcpy(info->label, "KSK\xff", 4);
	memcpy(info->serialNumber, "0001", 4);
	info->flags = token_flags;
	return CKR_OK;
}

static CK_RV
open_session(CK_SLOT_ID slot, CK_FLAGS flags, void *application,
	CK_NOTIFY notify, CK_SESSION_HANDLE_PTR session)
{
	(void)flags;
	(void)application;
	(void)notify;
	CU_ASSERT_EQUAL(slot, 5);
	strcat(calls, "O");
	*session = 1;
	return CKR_OK;
}

static CK_RV
close_session(CK_SESSION_HANDLE session)
{
	(void)session;
	strcat(calls, "C");
	return CKR_OK;
}

static CK_RV
login(CK_SESSION_HANDLE session, CK_USER_TYPE user, CK_UTF8CHAR_PTR pin,
	CK_ULONG len)
{
	(void)session;
	CU_ASSERT_EQUAL(user, CKU_USER);
	strcat(calls, "L");
	seen_pin = "(none)";
	if (pin != NULL) {
		memcpy(seen_text, pin, len);
		seen_text[len] = '\0';
		seen_pin = seen_text;
	}
	return in_already ? CKR_USER_ALREADY_LOGGED_IN : login_answer;
}

static CK_RV
logout(CK_SESSION_HANDLE session)
{
	(void)session;
	strcat(calls, "U");
	in_already = false;
	return CKR_OK;
}

static CK_FUNCTION_LIST module = {
	.C_GetTokenInfo = token_info,
	.C_OpenSession = open_session,
	.C_CloseSession = close_session,
	.C_Login = login,
	.C_Logout = logout,
};

/* Before a login of that kind: slot 5 holds token KSK<ff> 0001. */
struct door {
	struct hsm_profile profile;
	struct p11 p11;
	struct hsm_token token;
};

static void
door_begin(struct door *door, enum hsm_login kind)
{
	*calls = '\0';
	seen_pin = "";
	login_answer = CKR_OK;
	in_already = false;
	token_flags = 0;
	*door = (struct door){.profile = {.login = kind},
		.token = {.slot = 5, .label = "KSK<ff>", .serial = "0001"}};
	door->p11.hsm.profile = &door->profile;
	door->p11.call = &module;
}

static enum status
enter(struct door *door, const char *pin, struct err *err)
{
	struct secret secret;
	enum status status;

	if (pin == NULL)
		return p11_login(&door->p11.hsm, &door->token, NULL, err);
	secret_init(&secret);
	secret_set(&secret, pin, strlen(pin));
	status = p11_login(&door->p11.hsm, &door->token, &secret, err);
	secret_clear(&secret);
	return status;
}

static void
logs_in_once_after_a_look_at_the_token(void)
{
	struct door door;
	struct err err;

	door_begin(&door, HSM_LOGIN_PIN);
	CU_ASSERT_EQUAL(enter(&door, "4827", &err), STATUS_OK);
	CU_ASSERT_STRING_EQUAL(calls, "IOL");
	CU_ASSERT_STRING_EQUAL(seen_pin, "4827");
	CU_ASSERT_EQUAL(door.p11.hsm.counters.logins, 1);
	CU_ASSERT_STRING_EQUAL(door.p11.hsm.token.serial, "0001");
	CU_ASSERT_EQUAL(p11_logout(&door.p11.hsm, &err), STATUS_OK);
	CU_ASSERT_STRING_EQUAL(calls, "IOLUC");
	CU_ASSERT_STRING_EQUAL(door.p11.hsm.token.serial, "");
}

static void
gives_no_pin_where_the_hsm_asks_for_it(void)
{
	struct door door;
	struct err err;

	door_begin(&door, HSM_LOGIN_PROTECTED_PATH);
	CU_ASSERT_EQUAL(enter(&door, "4827", &err), STATUS_OK);
	CU_ASSERT_STRING_EQUAL(seen_pin, "(none)");
	door_begin(&door, HSM_LOGIN_PIN);
	door.token.protected_path = true;
	CU_ASSERT_EQUAL(enter(&door, NULL, &err), STATUS_OK);
	CU_ASSERT_STRING_EQUAL(seen_pin, "(none)");
}

static void
logs_in_nowhere_where_none_is_wanted(void)
{
	struct door door;
	struct err err;

	door_begin(&door, HSM_LOGIN_NONE);
	CU_ASSERT_EQUAL(enter(&door, NULL, &err), STATUS_OK);
	CU_ASSERT_STRING_EQUAL(calls, "IO");
	CU_ASSERT_EQUAL(door.p11.hsm.counters.logins, 0);
}

static void
wants_a_pin(void)
{
	struct door door;
	struct err err;

	door_begin(&door, HSM_LOGIN_PIN);
	CU_ASSERT_EQUAL(enter(&door, NULL, &err), STATUS_USAGE);
	CU_ASSERT_STRING_EQUAL(calls, "");
}

/* A PIN that nobody looked at must not pass. */
static void
has_the_pin_checked_when_logged_in_already(void)
{
	struct door door;
	struct err err;

	door_begin(&door, HSM_LOGIN_PIN);
	in_already = true;
	CU_ASSERT_EQUAL(enter(&door, "4827", &err), STATUS_OK);
	CU_ASSERT_STRING_EQUAL(calls, "IOLUL");
	CU_ASSERT_STRING_EQUAL(door.p11.hsm.token.serial, "0001");
	door_begin(&door, HSM_LOGIN_PIN);
	in_already = true;
	login_answer = CKR_PIN_INCORRECT;
	CU_ASSERT_EQUAL(enter(&door, "1", &err), STATUS_HSM);
	CU_ASSERT_PTR_NOT_NULL(strstr(err.text, "CKR_PIN_INCORRECT"));
	CU_ASSERT_EQUAL(door.p11.refused, 1);
}

static void
refuses_a_login_that_is_not_its_own(void)
{
	struct door door;
	struct err err;

	door_begin(&door, HSM_LOGIN_PIN);
	login_answer = CKR_USER_ALREADY_LOGGED_IN;
	CU_ASSERT_EQUAL(enter(&door, "4827", &err), STATUS_HSM);
	CU_ASSERT_STRING_EQUAL(err.text,
		"C_Login: CKR_USER_ALREADY_LOGGED_IN: an earlier login lives "
		"on, so the HSM PIN was not checked; log out there, or set "
		"login kind none in the profile");
	CU_ASSERT_STRING_EQUAL(calls, "IOLULIC");
	CU_ASSERT_STRING_EQUAL(door.p11.hsm.token.serial, "");
}

static void
warns_of_the_last_try(void)
{
	static const struct {
		CK_FLAGS flags;
		const char *end;
	} cases[] = {
		{0, "few tries"},
		{CKF_USER_PIN_COUNT_LOW, "; the HSM counts wrong tries"},
		{CKF_USER_PIN_COUNT_LOW | CKF_USER_PIN_FINAL_TRY,
			"; the HSM says ONE try is left"},
		{CKF_USER_PIN_LOCKED | CKF_USER_PIN_COUNT_LOW,
			"; the HSM says the PIN is locked"},
	};
	struct door door;
	struct err err;
	size_t i;

	for (i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		size_t len = strlen(cases[i].end);

		door_begin(&door, HSM_LOGIN_PIN);
		login_answer = CKR_PIN_INCORRECT;
		token_flags = cases[i].flags;
		CU_ASSERT_EQUAL(enter(&door, "1", &err), STATUS_HSM);
		CU_ASSERT_STRING_EQUAL(err.text + strlen(err.text) - len,
			cases[i].end);
		CU_ASSERT_STRING_EQUAL(calls, "IOLIC");
		CU_ASSERT_STRING_EQUAL(door.p11.hsm.token.serial, "");
	}
}

static void
knows_the_token_by_label_and_serial(void)
{
	struct door door;
	struct err err;

	door_begin(&door, HSM_LOGIN_PIN);
	door.token.serial[0] = '1';
	CU_ASSERT_EQUAL(enter(&door, "4827", &err), STATUS_HSM);
	CU_ASSERT_STRING_EQUAL(calls, "I");
	door_begin(&door, HSM_LOGIN_PIN);
	door.token.label[0] = 'X';
	CU_ASSERT_EQUAL(enter(&door, "4827", &err), STATUS_HSM);
	CU_ASSERT_STRING_EQUAL(calls, "I");
}

static const CU_TestInfo tests[] = {
	{"logs in once after a look at the token",
		logs_in_once_after_a_look_at_the_token},
	{"gives no PIN where the HSM asks for it",
		gives_no_pin_where_the_hsm_asks_for_it},
	{"logs in nowhere where none is wanted",
		logs_in_nowhere_where_none_is_wanted},
	{"wants a PIN", wants_a_pin},
	{"has the PIN checked when logged in already",
		has_the_pin_checked_when_logged_in_already},
	{"refuses a login that is not its own",
		refuses_a_login_that_is_not_its_own},
	{"warns of the last try", warns_of_the_last_try},
	{"knows the token by label and serial",
		knows_the_token_by_label_and_serial},
	CU_TEST_INFO_NULL,
};

const struct test_suite suite_p11_session = {"hsm/p11_session", tests};
