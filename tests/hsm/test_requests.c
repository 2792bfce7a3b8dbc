/* A console that asks what it must not: the process says so or ends, and the
 * module is not called. */
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>

#include "hsm/remote_state.h"
#include "hsm/served.h"
#include "support/test.h"

extern const struct test_suite suite_requests;

#define BOUND_MS 20000
#define NOTHING 0xff /* for a status: it has closed */
#define NOISE 1500   /* messages */

/* The status of the answer. */
static uint8_t
ask(const struct worker *worker, const void *data, size_t len)
{
	struct bytes answer = {0};
	struct err err;
	uint8_t status = NOTHING;

	CU_ASSERT_EQUAL(send(worker->fd, data, len, MSG_NOSIGNAL),
		(ssize_t)len);
	CU_ASSERT_TRUE_FATAL(worker_ready(worker, BOUND_MS));
	CU_ASSERT_EQUAL(wire_receive(&answer, worker->fd, &err), STATUS_OK);
	if (answer.len > 0)
		status = answer.data[0];
	bytes_clear(&answer);
	return status;
}

static uint8_t
ask_message(const struct worker *worker, const struct buf *message)
{
	return ask(worker, message->data, message->len);
}

static void
make_open(struct buf *dst, const struct hsm_profile *profile)
{
	buf_add_u8(dst, WIRE_OPEN);
	wire_add_text(dst, profile->name);
	wire_add_text(dst, NULL);
	buf_add(dst, "\0\0\1\0", 4);
	buf_add_u32(dst, 1);
	wire_add_text(dst, profile->modules[0]);
}

static void
make_list(struct buf *dst)
{
	buf_add_u8(dst, WIRE_LIST);
}

static void
make_login(struct buf *dst)
{
	buf_add_u8(dst, WIRE_LOGIN);
	wire_add_u64(dst, 0);
	wire_add_text(dst, "T");
	wire_add_text(dst, "serial");
	wire_add_text(dst, "model");
	wire_add_text(dst, "maker");
	buf_add(dst, "\0\1", 2);
}

static void
make_find(struct buf *dst)
{
	buf_add_u8(dst, WIRE_FIND);
	wire_add_text(dst, SERVED_LABEL);
}

static void
make_permit(struct buf *dst)
{
	const struct digest digests[] = {digest_of("1", 1), digest_of("2", 1)};

	buf_add_u8(dst, WIRE_PERMIT);
	wire_add_bytes(dst, digests, sizeof(digests));
}

static void
make_sign(struct buf *dst)
{
	buf_add_u8(dst, WIRE_SIGN);
	wire_add_u64(dst, 1);
	buf_add_u8(dst, 8);
	wire_add_bytes(dst, "1", 1);
}

static void
make_logout(struct buf *dst)
{
	buf_add_u8(dst, WIRE_LOGOUT);
}

static void
make_init_token(struct buf *dst)
{
	buf_add_u8(dst, WIRE_INIT_TOKEN);
	wire_add_text(dst, "new");
}

static void
make_generate(struct buf *dst)
{
	buf_add_u8(dst, WIRE_GENERATE_RSA);
	wire_add_text(dst, "new");
	buf_add_u32(dst, 1024);
}

static void (*const makers[])(struct buf *dst) = {
	make_list, make_login, make_find, make_permit, make_sign, make_logout,
	make_init_token, make_generate,
};

#define MAKERS (sizeof(makers) / sizeof(makers[0]))

static void
start(struct worker *worker, const struct served *served)
{
	struct err err;

	CU_ASSERT_EQUAL_FATAL(worker_start(worker, test_hsm_program(),
		&served->profile, served->log_fd, &err), STATUS_OK);
}

static void
end(struct worker *worker, const char *wanted)
{
	char how[80];

	worker_end(worker, BOUND_MS, how, sizeof(how));
	CU_ASSERT_STRING_EQUAL(how, wanted);
}

/* All that is less than the message, and a byte more. */
static void
cut_and_lengthen(const struct worker *worker, struct buf *message)
{
	size_t len;

	for (len = 1; len < message->len; len++)
		CU_ASSERT_EQUAL(ask(worker, message->data, len), STATUS_HSM);
	buf_add_u8(message, 0);
	CU_ASSERT_EQUAL(ask_message(worker, message), STATUS_HSM);
	message->len--;
}

static void
opens_once_and_first(void)
{
	struct served served;
	struct worker worker;
	struct buf open = {0};
	unsigned request;

	if (!served_begin(&served, __func__))
		return;
	make_open(&open, &served.profile);
	start(&worker, &served);
	for (request = 0; request <= 255; request++) {
		const uint8_t one = (uint8_t)request;

		CU_ASSERT_EQUAL(ask(&worker, &one, 1), STATUS_HSM);
	}
	cut_and_lengthen(&worker, &open);
	CU_ASSERT_EQUAL(served_calls(&served, "C_GetFunctionList"), 0);
	CU_ASSERT_EQUAL(ask_message(&worker, &open), STATUS_OK);
	CU_ASSERT_EQUAL(ask_message(&worker, &open), STATUS_HSM);
	CU_ASSERT_EQUAL(served_calls(&served, "C_Initialize"), 1);
	end(&worker, "exit status 0");
	buf_clear(&open);
	served_end(&served);
}

/* A module of an opening that failed is not tried at the next. */
static void
forgets_an_opening_that_failed(void)
{
	struct hsm_profile nowhere;
	struct served served;
	struct worker worker;
	struct buf message = {0};
	char **place;

	if (!served_begin(&served, __func__))
		return;
	profile_init(&nowhere);
	nowhere.name = mem_string("nowhere");
	place = mem_append(&nowhere.modules, &nowhere.module_count,
		sizeof(*place));
	*place = mem_string("/nonexistent/hsm.so");
	start(&worker, &served);
	make_open(&message, &served.profile);
	CU_ASSERT_EQUAL(ask(&worker, message.data, message.len - 1),
		STATUS_HSM);
	buf_add_u8(&message, 0);
	CU_ASSERT_EQUAL(ask_message(&worker, &message), STATUS_HSM);
	buf_clear(&message);
	make_open(&message, &nowhere);
	CU_ASSERT_EQUAL(ask_message(&worker, &message), STATUS_HSM);
	CU_ASSERT_EQUAL(served_calls(&served, "C_GetFunctionList"), 0);
	end(&worker, "exit status 0");
	buf_clear(&message);
	profile_clear(&nowhere);
	served_end(&served);
}

/* False where there is no SoftHSM. */
static bool
begin_logged_in(struct served *served, const char *name)
{
	struct err err;

	if (!served_begin(served, name))
		return false;
	served_open(served, NULL);
	CU_ASSERT_EQUAL_FATAL(served_login(served, SOFTHSM_PIN, &err),
		STATUS_OK);
	return true;
}

/* Logged in: no part of a request is done. */
static void
does_nothing_by_halves(void)
{
	struct served served;
	const struct worker *worker;
	struct buf message = {0};
	struct err err;
	size_t i;

	if (!begin_logged_in(&served, __func__))
		return;
	worker = &remote_of(served.hsm)->worker;
	for (i = 0; i < MAKERS; i++) {
		makers[i](&message);
		cut_and_lengthen(worker, &message);
		buf_clear(&message);
	}
	CU_ASSERT_EQUAL(served_calls(&served, "C_OpenSession"), 1);
	CU_ASSERT_EQUAL(served_calls(&served, "C_Login"), 1);
	CU_ASSERT_EQUAL(served_calls(&served, "C_Logout"), 0);
	CU_ASSERT_EQUAL(served_calls(&served, "C_FindObjectsInit"), 0);
	CU_ASSERT_EQUAL(served_calls(&served, "C_SignInit"), 0);
	CU_ASSERT_EQUAL(served_calls(&served, "C_InitToken"), 0);
	CU_ASSERT_EQUAL(served_calls(&served, "C_GenerateKeyPair"), 0);
	CU_ASSERT_EQUAL(served_sign(&served, "data", &err), STATUS_OK);
	served_end(&served);
}

static void
permits_whole_digests_only(void)
{
	const uint8_t some[DIGEST_LEN + 1] = {0};
	struct served served;
	const struct worker *worker;
	struct buf message = {0};

	if (!begin_logged_in(&served, __func__))
		return;
	worker = &remote_of(served.hsm)->worker;
	buf_add_u8(&message, WIRE_PERMIT);
	wire_add_bytes(&message, some, sizeof(some));
	CU_ASSERT_EQUAL(ask_message(worker, &message), STATUS_HSM);
	buf_clear(&message);
	make_sign(&message);
	message.data[9] = 99; /* the algorithm */
	CU_ASSERT_EQUAL(ask_message(worker, &message), STATUS_HSM);
	CU_ASSERT_EQUAL(served_calls(&served, "C_SignInit"), 0);
	buf_clear(&message);
	served_end(&served);
}

static void
takes_no_pin_that_is_too_long(void)
{
	char pin[SECRET_MAX + 1];
	struct served served;
	const struct worker *worker;
	struct buf message = {0};
	struct hsm_token token;
	struct err err;

	if (!served_begin(&served, __func__))
		return;
	served_open(&served, NULL);
	CU_ASSERT_EQUAL_FATAL(hsm_choose_token(&token, served.hsm, "T", &err),
		STATUS_OK);
	worker = &remote_of(served.hsm)->worker;
	make_login(&message);
	CU_ASSERT_EQUAL(send(worker->fd, message.data, message.len, 0),
		(ssize_t)message.len);
	memset(pin, '1', sizeof(pin));
	CU_ASSERT_EQUAL(ask(worker, pin, sizeof(pin)), STATUS_HSM);
	CU_ASSERT_EQUAL(served_calls(&served, "C_Login"), 0);
	CU_ASSERT_EQUAL(served_login(&served, SOFTHSM_PIN, &err), STATUS_OK);
	buf_clear(&message);
	served_end(&served);
}

static void
ends_at_what_is_too_long(void)
{
	static const uint8_t much[WIRE_MAX + 1];
	struct served served;
	struct worker worker;
	char *log;

	if (!served_begin(&served, __func__))
		return;
	start(&worker, &served);
	CU_ASSERT_EQUAL(ask(&worker, much, sizeof(much)), NOTHING);
	end(&worker, "exit status 4");
	log = served_read(served.log);
	CU_ASSERT_STRING_EQUAL(log, "ksk-ceremony-hsm: a message of 65537 "
		"bytes about the HSM; 65536 are allowed\n");
	free(log);
	served_end(&served);
}

/* The same in every run. */
static uint32_t
chance(uint32_t below)
{
	static uint32_t x = 2463534242;

	x ^= x << 13;
	x ^= x >> 17;
	x ^= x << 5;
	return x % below;
}

static void
damage(struct buf *message)
{
	uint32_t changes = 1 + chance(4);

	while (changes-- > 0)
		message->data[chance((uint32_t)message->len)] =
			(uint8_t)chance(256);
	if (chance(8) == 0)
		message->len = 1 + chance((uint32_t)message->len);
}

/* Takes what it answers, so that it can go on. */
static void
drain(const struct worker *worker)
{
	static char answer[WIRE_MAX];

	while (recv(worker->fd, answer, sizeof(answer), MSG_DONTWAIT) > 0)
		continue;
}

static bool
send_noise(const struct worker *worker)
{
	struct buf message = {0};
	struct pollfd place = {.fd = worker->fd, .events = POLLOUT};
	bool sent;

	makers[chance(MAKERS)](&message);
	damage(&message);
	while (poll(&place, 1, 10) == 0)
		drain(worker);
	sent = send(worker->fd, message.data, message.len, MSG_NOSIGNAL) > 0;
	drain(worker);
	buf_clear(&message);
	return sent;
}

/* Logged in, at first: whatever it makes of it, it does not crash. */
static void
survives_noise(void)
{
	struct served served;
	struct remote *remote;
	struct err err;
	unsigned i;

	if (!served_begin(&served, __func__))
		return;
	served_spoil(&served, "C_InitToken=CKR_DEVICE_ERROR "
			      "C_GenerateKeyPair=CKR_DEVICE_ERROR");
	served_open(&served, NULL);
	CU_ASSERT_EQUAL_FATAL(served_login(&served, SOFTHSM_PIN, &err),
		STATUS_OK);
	remote = remote_of(served.hsm);
	for (i = 0; i < NOISE; i++)
		CU_ASSERT_TRUE_FATAL(send_noise(&remote->worker));
	worker_dismiss(&remote->worker);
	while (worker_ready(&remote->worker, BOUND_MS) &&
		recv(remote->worker.fd, &i, sizeof(i), 0) > 0)
		continue;
	end(&remote->worker, "exit status 0");
	served_end(&served);
}

static const CU_TestInfo tests[] = {
	{"opens once, and first", opens_once_and_first},
	{"forgets an opening that failed", forgets_an_opening_that_failed},
	{"does nothing by halves", does_nothing_by_halves},
	{"permits whole digests only", permits_whole_digests_only},
	{"takes no PIN that is too long", takes_no_pin_that_is_too_long},
	{"ends at what is too long", ends_at_what_is_too_long},
	{"survives noise", survives_noise},
	CU_TEST_INFO_NULL,
};

const struct test_suite suite_requests = {"hsm/requests", tests};
