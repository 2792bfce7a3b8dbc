#include "hsm/p11_state.h"

#include <string.h>

#include "base/text.h"

#define TRIES_MAX 2

enum status
p11_fail_session(struct p11 *p11, struct err *err, const char *call, CK_RV rv)
{
	p11->stale = true;
	return p11_fail(err, call, rv);
}

static CK_RV
open_session(struct p11 *p11, CK_SLOT_ID slot, CK_SESSION_HANDLE *session)
{
	p11->hsm.counters.others++;
	return p11->call->C_OpenSession(slot,
		CKF_SERIAL_SESSION | CKF_RW_SESSION, NULL, NULL, session);
}

static void
close_session(struct p11 *p11, CK_SESSION_HANDLE session)
{
	p11->hsm.counters.others++;
	(void)p11->call->C_CloseSession(session);
}

enum status
p11_session_open(struct p11 *p11, CK_SLOT_ID slot, struct err *err)
{
	CK_RV rv = open_session(p11, slot, &p11->session);

	if (rv != CKR_OK)
		return p11_fail(err, "C_OpenSession", rv);
	p11->slot = slot;
	p11->open = true;
	p11->stale = false;
	return STATUS_OK;
}

enum status
p11_session_ready(struct p11 *p11, struct err *err)
{
	CK_SESSION_HANDLE fresh;
	CK_RV rv;

	if (!p11->open)
		return err_set(err, STATUS_HSM,
			"no token is open: log in first");
	if (!p11->stale)
		return STATUS_OK;
	rv = open_session(p11, p11->slot, &fresh);
	if (rv != CKR_OK)
		return p11_fail(err, "C_OpenSession", rv);
	close_session(p11, p11->session);
	p11->session = fresh;
	p11->stale = false;
	return STATUS_OK;
}

static CK_RV
log_out(struct p11 *p11)
{
	p11->logged_in = false;
	p11->hsm.token = (struct hsm_token){0};
	p11->hsm.counters.others++;
	return p11->call->C_Logout(p11->session);
}

void
p11_session_close(struct p11 *p11)
{
	if (p11->logged_in)
		(void)log_out(p11);
	if (p11->open)
		close_session(p11, p11->session);
	p11->open = false;
	p11->hsm.token = (struct hsm_token){0};
}

static enum status
token_info(struct p11 *p11, CK_SLOT_ID slot, CK_TOKEN_INFO *info,
	struct err *err)
{
	CK_RV rv = p11->call->C_GetTokenInfo(slot, info);

	p11->hsm.counters.others++;
	return rv == CKR_OK ? STATUS_OK : p11_fail(err, "C_GetTokenInfo", rv);
}

/* A blank-padded field of at most 32 bytes, as the token list shows it. */
static bool
same_field(const unsigned char *field, size_t len, const char *shown,
	size_t size)
{
	char text[33] = "";
	char clean[33];

	while (len > 0 && (field[len - 1] == ' ' || field[len - 1] == '\0'))
		len--;
	memcpy(text, field, len);
	text_clean_ascii(clean, size, text);
	return strcmp(clean, shown) == 0;
}

/* The token may have been exchanged since it was listed. */
static enum status
check_token(struct p11 *p11, const struct hsm_token *token, struct err *err)
{
	CK_TOKEN_INFO info;

	if (token_info(p11, token->slot, &info, err) != STATUS_OK)
		return err->status;
	if (!same_field(info.label, sizeof(info.label), token->label,
		    sizeof(token->label)) ||
		!same_field(info.serialNumber, sizeof(info.serialNumber),
			token->serial, sizeof(token->serial)))
		return err_set(err, STATUS_HSM,
			"slot %lu no longer holds token \"%s\" serial %s; "
			"list the tokens again",
			token->slot, token->label, token->serial);
	return STATUS_OK;
}

static const struct {
	CK_FLAGS flag;
	const char *words;
} pin_warnings[] = {
	{CKF_USER_PIN_LOCKED, "the HSM says the PIN is locked"},
	{CKF_USER_PIN_FINAL_TRY, "the HSM says ONE try is left"},
	{CKF_USER_PIN_COUNT_LOW, "the HSM counts wrong tries"},
};

/* Some HSMs never set these flags: silence promises nothing. */
static void
add_pin_warning(struct p11 *p11, CK_SLOT_ID slot, struct err *err)
{
	struct err ignored;
	struct err login = *err;
	CK_TOKEN_INFO info;
	size_t i;

	if (token_info(p11, slot, &info, &ignored) != STATUS_OK)
		return;
	for (i = 0; i < sizeof(pin_warnings) / sizeof(*pin_warnings); i++) {
		if ((info.flags & pin_warnings[i].flag) != 0) {
			err_set(err, login.status, "%s; %s", login.text,
				pin_warnings[i].words);
			return;
		}
	}
}

/* HSMs lock after few tries, and not all of them say so before. */
static enum status
check_tries(const struct p11 *p11, struct err *err)
{
	if (p11->refused < TRIES_MAX)
		return STATUS_OK;
	return err_set(err, STATUS_HSM,
		"C_Login: not tried: %d HSM PINs were wrong; decide anew "
		"before the next", TRIES_MAX);
}

static CK_RV
call_login(struct p11 *p11, const struct secret *pin)
{
	p11->hsm.counters.logins++;
	return p11->call->C_Login(p11->session, CKU_USER,
		pin == NULL ? NULL : (CK_UTF8CHAR *)pin->text,
		pin == NULL ? 0 : (CK_ULONG)pin->len);
}

static enum status
log_in(struct p11 *p11, const struct secret *pin, struct err *err)
{
	CK_RV rv;

	if (p11->hsm.profile->login == HSM_LOGIN_NONE)
		return STATUS_OK;
	rv = call_login(p11, pin);
	if (rv == CKR_USER_ALREADY_LOGGED_IN) {
		/* An earlier login lives on, and nobody looked at this PIN. */
		(void)log_out(p11);
		rv = call_login(p11, pin);
	}
	if (rv != CKR_OK) {
		p11_fail(err, "C_Login", rv);
		p11->refused += pin != NULL;
		add_pin_warning(p11, p11->slot, err);
		return err->status;
	}
	p11->logged_in = true;
	return STATUS_OK;
}

/* Which PIN goes with the token's way to log in. */
static enum status
check_pin(const struct p11 *p11, const struct hsm_token *token,
	const struct secret **pin, struct err *err)
{
	bool at_hsm = p11->hsm.profile->login == HSM_LOGIN_PROTECTED_PATH ||
		token->protected_path;

	if (p11->hsm.profile->login == HSM_LOGIN_NONE || at_hsm) {
		*pin = NULL;
		return STATUS_OK;
	}
	if (*pin == NULL || (*pin)->len == 0)
		return err_set(err, STATUS_USAGE,
			"token \"%s\" wants the HSM PIN, none was given",
			token->label);
	return STATUS_OK;
}

enum status
p11_login(struct hsm *hsm, const struct hsm_token *token,
	const struct secret *pin, struct err *err)
{
	struct p11 *p11 = p11_of(hsm);
	enum status status;

	p11_session_close(p11);
	status = check_pin(p11, token, &pin, err);
	if (status == STATUS_OK)
		status = check_tries(p11, err);
	if (status == STATUS_OK)
		status = check_token(p11, token, err);
	if (status == STATUS_OK)
		status = p11_session_open(p11, token->slot, err);
	if (status == STATUS_OK)
		status = log_in(p11, pin, err);
	if (status == STATUS_OK)
		hsm->token = *token;
	else
		p11_session_close(p11);
	return status;
}

enum status
p11_logout(struct hsm *hsm, struct err *err)
{
	struct p11 *p11 = p11_of(hsm);
	CK_RV rv = p11->logged_in ? log_out(p11) : CKR_OK;

	p11_session_close(p11);
	return rv == CKR_OK || rv == CKR_USER_NOT_LOGGED_IN ?
		STATUS_OK : p11_fail(err, "C_Logout", rv);
}
