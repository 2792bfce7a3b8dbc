#include "hsm/serve.h"

#include <stdlib.h>
#include <string.h>

#include "hsm/p11.h"
#include "hsm/wire.h"

#define MODULES_MAX 64
#define TBS_MAX 32768 /* bytes of a to-be-signed form */

struct server {
	int fd;
	struct hsm_profile profile;
	struct hsm *hsm; /* NULL before it is opened */
	struct wire request;
	struct buf answer; /* what follows status and counters */
};

static enum status
fail_request(struct err *err)
{
	return err_set(err, STATUS_HSM,
		"the request to the HSM's process cannot be understood");
}

static enum status
check_whole(const struct server *server, struct err *err)
{
	return wire_is_whole(&server->request) ? STATUS_OK : fail_request(err);
}

static void
read_profile(struct hsm_profile *profile, struct wire *request)
{
	uint32_t left;
	char **place;

	profile->name = wire_string(request);
	profile->reserved = wire_string(request);
	profile->login = (enum hsm_login)wire_u8(request);
	profile->hash = (enum hsm_hash)wire_u8(request);
	profile->sensitive = wire_u8(request) != 0;
	profile->extractable = wire_u8(request) != 0;
	left = wire_u32(request);
	for (; left > 0 && left <= MODULES_MAX && !request->bad; left--) {
		place = mem_append(&profile->modules, &profile->module_count,
			sizeof(*place));
		*place = wire_string(request);
		request->bad |= *place == NULL;
	}
}

/* Nothing of an opening that failed is left. */
static enum status
serve_open(struct server *server, struct err *err)
{
	profile_clear(&server->profile);
	read_profile(&server->profile, &server->request);
	if (server->profile.name == NULL)
		return fail_request(err);
	if (check_whole(server, err) != STATUS_OK)
		return err->status;
	return p11_open(&server->hsm, &server->profile, err);
}

static enum status
serve_list(struct server *server, struct err *err)
{
	struct hsm_token *tokens = NULL;
	size_t count = 0;
	size_t i;
	enum status status = check_whole(server, err);

	if (status == STATUS_OK)
		status = server->hsm->ops->list(server->hsm, &tokens, &count,
			err);
	buf_add_u32(&server->answer, (uint32_t)count);
	for (i = 0; i < count; i++)
		wire_add_token(&server->answer, &tokens[i]);
	free(tokens);
	return status;
}

static enum status
serve_login(struct server *server, struct err *err)
{
	struct hsm_token token = {0};
	struct secret pin = {0};
	bool with_pin;
	enum status status;

	wire_token(&token, &server->request);
	with_pin = wire_u8(&server->request) != 0;
	status = check_whole(server, err);
	if (status == STATUS_OK && with_pin)
		status = wire_receive_secret(&pin, server->fd, err);
	if (status == STATUS_OK)
		status = server->hsm->ops->login(server->hsm, &token,
			with_pin ? &pin : NULL, err);
	secret_clear(&pin);
	return status;
}

static void
add_key(struct buf *answer, const struct hsm_key *key)
{
	wire_add_u64(answer, key->handle);
	wire_add_text(answer, key->label);
	wire_add_bytes(answer, key->modulus.data, key->modulus.len);
	wire_add_bytes(answer, key->exponent.data, key->exponent.len);
}

static enum status
serve_find(struct server *server, struct err *err)
{
	char *label = wire_string(&server->request);
	struct hsm_key *keys = NULL;
	size_t count = 0;
	size_t i;
	enum status status = label == NULL ? fail_request(err) :
		check_whole(server, err);

	if (status == STATUS_OK)
		status = server->hsm->ops->find(server->hsm, label, &keys,
			&count, err);
	buf_add_u32(&server->answer, (uint32_t)count);
	for (i = 0; i < count; i++)
		add_key(&server->answer, &keys[i]);
	hsm_keys_free(keys, count);
	free(label);
	return status;
}

static enum status
serve_permit(struct server *server, struct err *err)
{
	struct bytes listed = {0};
	struct digest *digests;
	size_t count;
	enum status status;

	wire_bytes(&listed, &server->request, WIRE_MAX);
	count = listed.len / DIGEST_LEN;
	status = check_whole(server, err);
	if (status == STATUS_OK && listed.len % DIGEST_LEN != 0)
		status = fail_request(err);
	if (status == STATUS_OK) {
		digests = mem_new(count, sizeof(*digests));
		if (count > 0)
			memcpy(digests, listed.data, listed.len);
		status = server->hsm->ops->permit(server->hsm, digests, count,
			err);
		free(digests);
	}
	bytes_clear(&listed);
	return status;
}

static enum status
serve_sign(struct server *server, struct err *err)
{
	struct hsm_key key = {.handle = wire_u64(&server->request)};
	const struct algorithm *algorithm =
		algorithm_find(wire_u8(&server->request));
	struct bytes signature = {0};
	struct bytes tbs = {0};
	enum status status;

	wire_bytes(&tbs, &server->request, TBS_MAX);
	status = check_whole(server, err);
	if (status == STATUS_OK && algorithm == NULL)
		status = fail_request(err);
	if (status == STATUS_OK)
		status = server->hsm->ops->sign(server->hsm, &key, algorithm,
			&tbs, &signature, err);
	wire_add_bytes(&server->answer, signature.data, signature.len);
	bytes_clear(&signature);
	bytes_clear(&tbs);
	return status;
}

static enum status
serve_logout(struct server *server, struct err *err)
{
	enum status status = check_whole(server, err);

	if (status == STATUS_OK)
		status = server->hsm->ops->logout(server->hsm, err);
	return status;
}

static enum status
serve_init_token(struct server *server, struct err *err)
{
	char *label = wire_string(&server->request);
	struct secret so_pin = {0};
	struct secret pin = {0};
	enum status status = label == NULL ? fail_request(err) :
		check_whole(server, err);

	if (status == STATUS_OK)
		status = wire_receive_secret(&so_pin, server->fd, err);
	if (status == STATUS_OK)
		status = wire_receive_secret(&pin, server->fd, err);
	if (status == STATUS_OK)
		status = server->hsm->ops->init_token(server->hsm, label,
			&so_pin, &pin, err);
	secret_clear(&so_pin);
	secret_clear(&pin);
	free(label);
	return status;
}

static enum status
serve_generate_rsa(struct server *server, struct err *err)
{
	char *label = wire_string(&server->request);
	unsigned bits = wire_u32(&server->request);
	enum status status = label == NULL ? fail_request(err) :
		check_whole(server, err);

	if (status == STATUS_OK)
		status = server->hsm->ops->generate_rsa(server->hsm, label,
			bits, err);
	free(label);
	return status;
}

static const struct {
	enum wire_request request;
	bool opened; /* needs the module */
	enum status (*serve)(struct server *server, struct err *err);
} services[] = {
	{WIRE_OPEN, false, serve_open},
	{WIRE_LIST, true, serve_list},
	{WIRE_LOGIN, true, serve_login},
	{WIRE_FIND, true, serve_find},
	{WIRE_PERMIT, true, serve_permit},
	{WIRE_SIGN, true, serve_sign},
	{WIRE_LOGOUT, true, serve_logout},
	{WIRE_INIT_TOKEN, true, serve_init_token},
	{WIRE_GENERATE_RSA, true, serve_generate_rsa},
};

static enum status
dispatch(struct server *server, struct err *err)
{
	uint8_t request = wire_u8(&server->request);
	size_t i;

	for (i = 0; i < sizeof(services) / sizeof(*services); i++) {
		if (services[i].request == request &&
			services[i].opened == (server->hsm != NULL))
			return services[i].serve(server, err);
	}
	return fail_request(err);
}

static enum status
send_answer(struct server *server, enum status status, const struct err *said,
	struct err *err)
{
	static const struct hsm_counters none;
	const struct hsm_counters *counters =
		server->hsm != NULL ? &server->hsm->counters : &none;
	struct buf message = {0};
	enum status sent;

	buf_add_u8(&message, (uint8_t)status);
	buf_add_u32(&message, counters->logins);
	buf_add_u32(&message, counters->signs);
	buf_add_u32(&message, counters->others);
	if (status != STATUS_OK)
		wire_add_text(&message, said->text);
	else if (server->answer.len > 0)
		buf_add(&message, server->answer.data, server->answer.len);
	sent = wire_send(server->fd, message.data, message.len, err);
	buf_clear(&message);
	return sent;
}

/* One request; *more is false once there are no more, or nobody is there to
 * answer. */
static enum status
serve_one(struct server *server, bool *more, struct err *err)
{
	struct bytes message = {0};
	struct err said = {0};
	enum status status = wire_receive(&message, server->fd, err);

	*more = status == STATUS_OK && message.len > 0;
	if (*more) {
		server->request =
			(struct wire){.data = message.data, .len = message.len};
		status = dispatch(server, &said);
		status = send_answer(server, status, &said, err);
		*more = status == STATUS_OK;
		if (!*more && wire_is_gone(server->fd))
			status = STATUS_OK;
	}
	buf_clear(&server->answer);
	bytes_clear(&message);
	return status;
}

enum status
serve(int fd, struct err *err)
{
	struct server server = {.fd = fd};
	enum status status = STATUS_OK;
	bool more = true;

	profile_init(&server.profile);
	while (more && status == STATUS_OK)
		status = serve_one(&server, &more, err);
	if (server.hsm != NULL)
		server.hsm->ops->close(server.hsm);
	profile_clear(&server.profile);
	return status;
}
