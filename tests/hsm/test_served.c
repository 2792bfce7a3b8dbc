/* The HSM's table of functions over the process boundary, in good days and in
 * bad ones. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "hsm/served.h"
#include "support/test.h"

extern const struct test_suite suite_served;

/* A key of a label that no other test took. */
static enum status
generate(struct served *served, struct err *err)
{
	static unsigned made;
	char label[20];

	snprintf(label, sizeof(label), "another-%u", made++);
	return served->hsm->ops->generate_rsa(served->hsm, label, 1024, err);
}

/* Everything that can be asked, until something fails. */
static enum status
ask_all(struct served *served, struct err *err)
{
	enum status status = served_login(served, SOFTHSM_PIN, err);

	if (status == STATUS_OK)
		status = served_sign(served, "data", err);
	if (status == STATUS_OK)
		status = generate(served, err);
	if (status == STATUS_OK)
		status = served->hsm->ops->logout(served->hsm, err);
	return status;
}

static void
serves_a_whole_life(void)
{
	struct served served;
	struct err err = {0};
	int pid;

	if (!served_begin(&served, __func__))
		return;
	served_open(&served, NULL);
	CU_ASSERT_EQUAL(ask_all(&served, &err), STATUS_OK);
	CU_ASSERT_STRING_EQUAL(err.text, "");
	CU_ASSERT_EQUAL(served.hsm->counters.logins, 1);
	CU_ASSERT_EQUAL(served.hsm->counters.signs, 1);
	CU_ASSERT_EQUAL(served_login(&served, SOFTHSM_PIN, &err), STATUS_OK);
	pid = remote_pid(served.hsm);
	served_close(&served);
	CU_ASSERT_TRUE(served_is_gone(pid));
	CU_ASSERT_EQUAL(served_calls(&served, "C_Logout"), 2);
	CU_ASSERT_EQUAL(served_calls(&served, "C_Finalize"), 1);
	served_end(&served);
}

/* A call of each kind of waiting. */
static const struct {
	const char *function;
	enum hsm_call call;
} places[] = {
	{"C_Initialize", HSM_LOAD},
	{"C_GetSlotList", HSM_LIST},
	{"C_Login", HSM_LOGIN},
	{"C_FindObjects", HSM_FIND},
	{"C_Sign", HSM_SIGN},
	{"C_GenerateKeyPair", HSM_GENERATE},
	{"C_Logout", HSM_LOGOUT},
};

#define PLACES (sizeof(places) / sizeof(places[0]))
#define LOGIN_PLACE 2

static void
spoil(const struct served *served, size_t place, const char *action)
{
	char *rules = mem_format("%s=%s", places[place].function, action);

	served_spoil(served, rules);
	free(rules);
}

static void
says(const struct err *err, const char *words)
{
	if (strstr(err->text, words) == NULL)
		printf("\n    said: %s, not: %s ", err->text, words);
	CU_ASSERT_PTR_NOT_NULL(strstr(err->text, words));
}

static const char *
cost(size_t place)
{
	return place <= LOGIN_PLACE ?
		"; there was no login yet: HSM PIN and cards are needed again" :
		"; the login is lost: HSM PIN and cards are needed again";
}

/* The process and the login are gone; nothing is asked for again. */
static void
check_gone(struct served *served, size_t place, int pid)
{
	unsigned before = served_calls(served, places[place].function);
	struct err err = {0};

	CU_ASSERT_EQUAL(remote_pid(served->hsm), 0);
	CU_ASSERT_TRUE(served_is_gone(pid));
	CU_ASSERT_STRING_EQUAL(served->hsm->token.serial, "");
	CU_ASSERT_EQUAL(served_sign(served, "data", &err), STATUS_HSM);
	says(&err, "the HSM's process has ended; open the token again");
	CU_ASSERT_EQUAL(served_calls(served, places[place].function), before);
	CU_ASSERT_EQUAL(before, 1);
}

static void
end_by(struct served *served, size_t place, const char *action,
	const char *how)
{
	struct err err = {0};
	int pid;

	spoil(served, place, action);
	served_open(served, NULL);
	pid = remote_pid(served->hsm);
	CU_ASSERT_EQUAL(ask_all(served, &err), STATUS_HSM);
	says(&err, how);
	says(&err, hsm_call_words(places[place].call));
	says(&err, cost(place));
	check_gone(served, place, pid);
	served_close(served);
}

static void
outlives_its_end_at_every_call(void)
{
	struct served served;
	size_t i;

	if (!served_begin(&served, __func__))
		return;
	for (i = 0; i < PLACES; i++) {
		end_by(&served, i, "crash", "has ended (signal 11 ");
		end_by(&served, i, "kill", "has ended (signal 9 ");
	}
	served_end(&served);
}

struct patience {
	struct hsm_wait wait; /* as last asked */
	unsigned asked;
	/* NULL, or where it ends: that call was made, and is waited for. */
	const struct served *served;
	size_t place;
};

static bool
go_on(void *context, const struct hsm_wait *wait)
{
	struct patience *patience = context;

	patience->wait = *wait;
	patience->asked++;
	return patience->served == NULL ||
		wait->call != places[patience->place].call ||
		served_calls(patience->served,
			places[patience->place].function) == 0;
}

static unsigned
usual(const struct hsm_timeouts *timeouts, enum hsm_call call)
{
	const unsigned seconds[HSM_CALLS] = {
		[HSM_LOAD] = timeouts->load_s,
		[HSM_LIST] = timeouts->other_s,
		[HSM_LOGIN] = timeouts->login_s,
		[HSM_FIND] = timeouts->other_s,
		[HSM_SIGN] = timeouts->sign_s,
		[HSM_LOGOUT] = timeouts->other_s,
		[HSM_GENERATE] = timeouts->keygen_s,
	};

	return seconds[call];
}

static void
give_up(struct served *served, size_t place)
{
	struct patience patience = {.served = served, .place = place};
	const struct hsm_patience asked = {go_on, &patience};
	int64_t begun_ms = clock_mono_ms();
	struct err err = {0};
	int pid;

	spoil(served, place, "hang");
	served_open(served, &asked);
	pid = remote_pid(served->hsm);
	CU_ASSERT_EQUAL(ask_all(served, &err), STATUS_HSM);
	CU_ASSERT_EQUAL(strncmp(err.text, "given up after ", 15), 0);
	says(&err, hsm_call_words(places[place].call));
	says(&err, cost(place));
	CU_ASSERT_EQUAL(patience.wait.call, places[place].call);
	CU_ASSERT_TRUE(patience.wait.since_mono_ms >= begun_ms);
	CU_ASSERT_TRUE(patience.wait.since_mono_ms <= clock_mono_ms() - 200);
	CU_ASSERT_EQUAL(patience.wait.usual_s,
		usual(&served->profile.timeouts, places[place].call));
	check_gone(served, place, pid);
	served_close(served);
}

static void
is_given_up_at_every_call(void)
{
	struct served served;
	size_t i;

	if (!served_begin(&served, __func__))
		return;
	served.profile.timeouts = (struct hsm_timeouts){11, 12, 13, 14, 15};
	for (i = 0; i < PLACES; i++)
		give_up(&served, i);
	served_end(&served);
}

static void
waits_as_long_as_the_patience(void)
{
	struct patience patience = {0};
	const struct hsm_patience asked = {go_on, &patience};
	struct served served;
	struct err err = {0};

	if (!served_begin(&served, __func__))
		return;
	served_spoil(&served, "C_Sign=sleep:700");
	served_open(&served, &asked);
	CU_ASSERT_EQUAL(ask_all(&served, &err), STATUS_OK);
	CU_ASSERT_TRUE(patience.asked >= 1);
	CU_ASSERT_EQUAL(served_calls(&served, "C_Sign"), 1);
	served_end(&served);
}

/* The process lives on, with a fresh session. */
static void
goes_on_after_an_error(void)
{
	struct served served;
	struct err err = {0};
	int pid;

	if (!served_begin(&served, __func__))
		return;
	served_spoil(&served, "C_Sign@1=CKR_DEVICE_ERROR");
	served_open(&served, NULL);
	pid = remote_pid(served.hsm);
	CU_ASSERT_EQUAL(served_login(&served, SOFTHSM_PIN, &err), STATUS_OK);
	CU_ASSERT_EQUAL(served_sign(&served, "data", &err), STATUS_HSM);
	says(&err, "C_Sign: CKR_DEVICE_ERROR: ");
	CU_ASSERT_EQUAL(served_calls(&served, "C_Sign"), 1);
	CU_ASSERT_EQUAL(served_sign(&served, "data", &err), STATUS_OK);
	CU_ASSERT_EQUAL(remote_pid(served.hsm), pid);
	CU_ASSERT_EQUAL(served_calls(&served, "C_OpenSession"), 2);
	CU_ASSERT_EQUAL(served_calls(&served, "C_Login"), 1);
	served_end(&served);
}

static void
tries_no_third_pin(void)
{
	struct served served;
	struct err err = {0};
	int i;

	if (!served_begin(&served, __func__))
		return;
	served_open(&served, NULL);
	for (i = 0; i < 2; i++) {
		CU_ASSERT_EQUAL(served_login(&served, "99999999", &err),
			STATUS_HSM);
		says(&err, "C_Login: CKR_PIN_INCORRECT");
	}
	CU_ASSERT_EQUAL(served_login(&served, SOFTHSM_PIN, &err), STATUS_HSM);
	says(&err, "C_Login: not tried");
	CU_ASSERT_EQUAL(served_calls(&served, "C_Login"), 2);
	CU_ASSERT_EQUAL(served.hsm->counters.logins, 2);
	served_end(&served);
}

static void
logs_in_at_the_hsm_without_a_pin(void)
{
	struct hsm_token token;
	struct served served;
	struct err err = {0};

	if (!served_begin(&served, __func__))
		return;
	served.profile.login = HSM_LOGIN_PROTECTED_PATH;
	served_spoil(&served, "C_Login=CKR_OK");
	served_open(&served, NULL);
	CU_ASSERT_EQUAL_FATAL(hsm_choose_token(&token, served.hsm, "T", &err),
		STATUS_OK);
	CU_ASSERT_EQUAL(served.hsm->ops->login(served.hsm, &token, NULL, &err),
		STATUS_OK);
	CU_ASSERT_EQUAL(served_calls(&served, "C_Login"), 1);
	CU_ASSERT_STRING_EQUAL(served.hsm->token.serial, token.serial);
	served_end(&served);
}

static enum status
sign_only(struct served *served, const struct hsm_key *key, const char *data,
	struct err *err)
{
	const struct bytes tbs = {(uint8_t *)(uintptr_t)data, strlen(data)};
	struct bytes signature = {0};
	enum status status = served->hsm->ops->sign(served->hsm, key,
		algorithm_find(8), &tbs, &signature, err);

	bytes_clear(&signature);
	return status;
}

static void
signs_what_is_permitted_once(void)
{
	const struct digest both[] = {digest_of("one", 3), digest_of("two", 3)};
	const char words[] = "refuses to sign what was not authorized";
	struct hsm_key *keys = NULL;
	struct served served;
	struct err err = {0};
	size_t count = 0;

	if (!served_begin(&served, __func__))
		return;
	served_open(&served, NULL);
	CU_ASSERT_EQUAL(served_login(&served, SOFTHSM_PIN, &err), STATUS_OK);
	CU_ASSERT_EQUAL_FATAL(served.hsm->ops->find(served.hsm, SERVED_LABEL,
		&keys, &count, &err), STATUS_OK);
	CU_ASSERT_EQUAL_FATAL(count, 1);
	CU_ASSERT_EQUAL(sign_only(&served, keys, "one", &err), STATUS_HSM);
	says(&err, words);
	CU_ASSERT_EQUAL(served.hsm->ops->permit(served.hsm, both, 2, &err),
		STATUS_OK);
	CU_ASSERT_EQUAL(sign_only(&served, keys, "three", &err), STATUS_HSM);
	says(&err, words);
	CU_ASSERT_EQUAL(sign_only(&served, keys, "two", &err), STATUS_OK);
	CU_ASSERT_EQUAL(sign_only(&served, keys, "one", &err), STATUS_OK);
	CU_ASSERT_EQUAL(sign_only(&served, keys, "two", &err), STATUS_HSM);
	says(&err, words);
	CU_ASSERT_EQUAL(served_calls(&served, "C_Sign"), 2);
	hsm_keys_free(keys, count);
	served_end(&served);
}

static const CU_TestInfo tests[] = {
	{"serves a whole life", serves_a_whole_life},
	{"outlives its end at every call", outlives_its_end_at_every_call},
	{"is given up at every call", is_given_up_at_every_call},
	{"waits as long as the patience", waits_as_long_as_the_patience},
	{"goes on after an error", goes_on_after_an_error},
	{"tries no third PIN", tries_no_third_pin},
	{"logs in at the HSM without a PIN", logs_in_at_the_hsm_without_a_pin},
	{"signs what is permitted, once", signs_what_is_permitted_once},
	CU_TEST_INFO_NULL,
};

const struct test_suite suite_served = {"hsm/served", tests};
