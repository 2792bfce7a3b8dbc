#include "hsm/remote_state.h"

#include <stdlib.h>

#include "base/clock.h"

#define SLICE_MS 200	    /* between two questions to the patience */
#define CLOSE_GRACE_MS 5000 /* for a logout; a hanging module is killed */
#define CRASH_GRACE_MS 1000
#define NONSENSE "says what cannot be understood"

static void
remote_close(struct hsm *hsm);

static const struct hsm_ops remote_ops = {
	.list = remote_list,
	.login = remote_login,
	.find = remote_find,
	.permit = remote_permit,
	.sign = remote_sign,
	.logout = remote_logout,
	.init_token = remote_init_token,
	.generate_rsa = remote_generate_rsa,
	.close = remote_close,
};

struct remote *
remote_of(struct hsm *hsm)
{
	return (struct remote *)hsm;
}

static unsigned
usual_seconds(const struct hsm_timeouts *timeouts, enum hsm_call call)
{
	switch (call) {
	case HSM_LOAD:
		return timeouts->load_s;
	case HSM_LOGIN:
		return timeouts->login_s;
	case HSM_SIGN:
		return timeouts->sign_s;
	case HSM_GENERATE:
		return timeouts->keygen_s;
	default:
		return timeouts->other_s;
	}
}

/* What its end costs. */
static const char *
lost_words(const struct exchange *exchange)
{
	return exchange->call <= HSM_LOGIN &&
		exchange->remote->hsm.token.serial[0] == '\0' ?
		"there was no login yet: HSM PIN and cards are needed again" :
		"the login is lost: HSM PIN and cards are needed again";
}

static void
forget(struct remote *remote)
{
	remote->opening = false;
	remote->listing = false;
	remote->hsm.token = (struct hsm_token){0};
}

/* The process has ended, or says what it must not say. */
static enum status
fail_gone(struct exchange *exchange, const char *why, struct err *err)
{
	struct remote *remote = exchange->remote;
	const char *lost = lost_words(exchange);
	char how[80];

	worker_end(&remote->worker, CRASH_GRACE_MS, how, sizeof(how));
	forget(remote);
	return err_set(err, STATUS_HSM,
		"the HSM's software %s (%s) while %s was awaited; %s", why, how,
		hsm_call_words(exchange->call), lost);
}

static enum status
give_up(struct exchange *exchange, const struct hsm_wait *wait,
	struct err *err)
{
	struct remote *remote = exchange->remote;
	long long waited_s = (clock_mono_ms() - wait->since_mono_ms) / 1000;
	const char *lost = lost_words(exchange);
	char how[80];

	worker_end(&remote->worker, 0, how, sizeof(how));
	forget(remote);
	return err_set(err, STATUS_HSM,
		"given up after %lld s of waiting for %s of the HSM; %s",
		waited_s, hsm_call_words(exchange->call), lost);
}

/* As long as the patience lasts. */
static enum status
await(struct exchange *exchange, struct err *err)
{
	struct remote *remote = exchange->remote;
	const struct hsm_patience *patience = remote->patience;
	struct hsm_wait wait = {
		.call = exchange->call,
		.since_mono_ms = clock_mono_ms(),
		.usual_s = usual_seconds(&remote->hsm.profile->timeouts,
			exchange->call),
	};

	while (!worker_ready(&remote->worker, SLICE_MS)) {
		if (patience != NULL &&
			!patience->go_on(patience->context, &wait))
			return give_up(exchange, &wait, err);
	}
	return STATUS_OK;
}

static bool
is_failure(uint8_t status)
{
	return status >= STATUS_RULE && status <= STATUS_STOPPED;
}

/* A rule's verdict, a stop and the like are not the HSM's to give: only the
 * misuse that its side sees (a label, no PIN) has a status of its own. */
static enum status
believed(uint8_t status)
{
	return status == STATUS_USAGE ? STATUS_USAGE : STATUS_HSM;
}

/* Status, counters, and the words of a failure. */
static enum status
read_head(struct exchange *exchange, struct err *err)
{
	struct hsm_counters *counters = &exchange->remote->hsm.counters;
	struct wire *answer = &exchange->answer;
	uint8_t status = wire_u8(answer);
	char text[ERR_TEXT_SIZE];

	counters->logins = wire_u32(answer);
	counters->signs = wire_u32(answer);
	counters->others = wire_u32(answer);
	if (status == STATUS_OK && !answer->bad)
		return STATUS_OK;
	wire_text(text, sizeof(text), answer);
	if (!is_failure(status) || !wire_is_whole(answer))
		return fail_gone(exchange, NONSENSE, err);
	return err_set(err, believed(status), "%s", text);
}

enum status
remote_receive(struct exchange *exchange, struct err *err)
{
	struct remote *remote = exchange->remote;
	enum status status = await(exchange, err);

	if (status != STATUS_OK)
		return status;
	if (wire_receive(&exchange->message, remote->worker.fd, err) !=
		STATUS_OK)
		return fail_gone(exchange, NONSENSE, err);
	if (exchange->message.len == 0)
		return fail_gone(exchange, "has ended", err);
	exchange->answer.data = exchange->message.data;
	exchange->answer.len = exchange->message.len;
	return read_head(exchange, err);
}

static enum status
check_running(const struct remote *remote, struct err *err)
{
	if (remote->worker.pid != 0)
		return STATUS_OK;
	return err_set(err, STATUS_HSM,
		"the HSM's process has ended; open the token again");
}

enum status
remote_await_opening(struct remote *remote, struct err *err)
{
	struct exchange exchange = {.remote = remote, .call = HSM_LOAD};
	enum status status = check_running(remote, err);
	char how[80];

	if (status != STATUS_OK || !remote->opening)
		return status;
	remote->opening = false;
	status = remote_receive(&exchange, err);
	status = remote_finish(&exchange, status, err);
	if (status != STATUS_OK && remote->worker.pid != 0) {
		worker_end(&remote->worker, CLOSE_GRACE_MS, how, sizeof(how));
		forget(remote);
	}
	return status;
}

enum status
remote_finish(struct exchange *exchange, enum status status, struct err *err)
{
	if (status == STATUS_OK && !wire_is_whole(&exchange->answer))
		status = fail_gone(exchange, NONSENSE, err);
	bytes_clear(&exchange->message);
	return status;
}

enum status
remote_ask(struct exchange *exchange, const struct buf *request,
	const struct secret *const *secrets, struct err *err)
{
	struct remote *remote = exchange->remote;
	int fd = remote->worker.fd;
	enum status status = check_running(remote, err);

	if (status == STATUS_OK)
		status = wire_send(fd, request->data, request->len, err);
	for (; status == STATUS_OK && secrets != NULL && *secrets != NULL;
		secrets++)
		status = wire_send_secret(fd, *secrets, err);
	if (status == STATUS_OK)
		status = remote_receive(exchange, err);
	else if (remote->worker.pid != 0)
		status = fail_gone(exchange, "has ended", err);
	return status;
}

struct buf
remote_request(enum wire_request what)
{
	struct buf request = {0};

	buf_add_u8(&request, (uint8_t)what);
	return request;
}

static void
remote_close(struct hsm *hsm)
{
	struct remote *remote = remote_of(hsm);
	char how[80];

	worker_end(&remote->worker, CLOSE_GRACE_MS, how, sizeof(how));
	free(remote);
}

/* What the module's side needs of the profile; the environment it has. */
static enum status
send_opening(struct remote *remote, struct err *err)
{
	const struct hsm_profile *profile = remote->hsm.profile;
	struct buf request = remote_request(WIRE_OPEN);
	enum status status;
	uint8_t list = WIRE_LIST;
	size_t i;

	wire_add_text(&request, profile->name);
	wire_add_text(&request, profile->reserved);
	buf_add_u8(&request, (uint8_t)profile->login);
	buf_add_u8(&request, (uint8_t)profile->hash);
	buf_add_u8(&request, profile->sensitive);
	buf_add_u8(&request, profile->extractable);
	buf_add_u32(&request, (uint32_t)profile->module_count);
	for (i = 0; i < profile->module_count; i++)
		wire_add_text(&request, profile->modules[i]);
	status = wire_send(remote->worker.fd, request.data, request.len, err);
	if (status == STATUS_OK)
		status = wire_send(remote->worker.fd, &list, 1, err);
	/* One that has ended already is noticed by what is received. */
	if (request.len <= WIRE_MAX)
		status = STATUS_OK;
	buf_clear(&request);
	remote->opening = remote->listing = status == STATUS_OK;
	return status;
}

static enum status
start(struct worker *dst, const struct hsm_profile *profile,
	const struct hsm_worker *how, struct err *err)
{
	char end[80];

	if (how->ahead != NULL && profile->environment_count == 0) {
		*dst = *how->ahead;
		*how->ahead = WORKER_NONE;
		return STATUS_OK;
	}
	if (how->ahead != NULL)
		worker_end(how->ahead, CRASH_GRACE_MS, end, sizeof(end));
	return worker_start(dst, how->program, profile, how->log, err);
}

enum status
remote_open(struct hsm **dst, const struct hsm_profile *profile,
	const struct hsm_worker *worker, struct err *err)
{
	struct remote *remote = mem_new(1, sizeof(*remote));
	enum status status;

	remote->hsm.ops = &remote_ops;
	remote->hsm.profile = profile;
	remote->patience = worker->patience;
	status = start(&remote->worker, profile, worker, err);
	if (status != STATUS_OK) {
		free(remote);
		return status;
	}
	status = send_opening(remote, err);
	if (status == STATUS_OK)
		*dst = &remote->hsm;
	else
		remote_close(&remote->hsm);
	return status;
}

void
remote_dismiss(struct hsm *hsm)
{
	worker_dismiss(&remote_of(hsm)->worker);
}

int
remote_pid(const struct hsm *hsm)
{
	return ((const struct remote *)hsm)->worker.pid;
}
