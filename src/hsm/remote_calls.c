#include "hsm/remote_state.h"

#include <stdlib.h>

#define TOKENS_MAX 256
#define KEYS_MAX 256
#define INTEGER_MAX 2048 /* bytes of a modulus */
#define SIGNATURE_MAX 1024

enum status
remote_list(struct hsm *hsm, struct hsm_token **tokens, size_t *count,
	struct err *err)
{
	struct remote *remote = remote_of(hsm);
	struct exchange exchange = {.remote = remote, .call = HSM_LIST};
	struct buf request = remote_request(WIRE_LIST);
	struct hsm_token *listed = NULL;
	size_t listed_count = 0;
	uint32_t left;
	enum status status = remote_await_opening(remote, err);

	if (status == STATUS_OK && remote->listing)
		status = remote_receive(&exchange, err);
	else if (status == STATUS_OK)
		status = remote_ask(&exchange, &request, NULL, err);
	remote->listing = false;
	buf_clear(&request);
	left = status == STATUS_OK ? wire_u32(&exchange.answer) : 0;
	for (; left > 0 && left <= TOKENS_MAX && !exchange.answer.bad; left--)
		wire_token(mem_append(&listed, &listed_count, sizeof(*listed)),
			&exchange.answer);
	status = remote_finish(&exchange, status, err);
	if (status == STATUS_OK) {
		*tokens = listed;
		*count = listed_count;
	} else {
		free(listed);
	}
	return status;
}

/* All but the listing wait for what was asked at the start. */
static enum status
begin(struct remote *remote, struct err *err)
{
	struct hsm_token *tokens = NULL;
	size_t count;
	enum status status = remote_await_opening(remote, err);

	if (status == STATUS_OK && remote->listing)
		status = remote_list(&remote->hsm, &tokens, &count, err);
	free(tokens);
	return status;
}

/* Clears the request; what it is answered is the caller's to finish. */
static enum status
ask(struct exchange *exchange, struct buf *request,
	const struct secret *const *secrets, struct err *err)
{
	enum status status = begin(exchange->remote, err);

	if (status == STATUS_OK)
		status = remote_ask(exchange, request, secrets, err);
	buf_clear(request);
	return status;
}

/* A request whose answer says only that it was done. */
static enum status
ask_plainly(struct hsm *hsm, enum hsm_call call, struct buf *request,
	const struct secret *const *secrets, struct err *err)
{
	struct exchange exchange = {.remote = remote_of(hsm), .call = call};
	enum status status = ask(&exchange, request, secrets, err);

	return remote_finish(&exchange, status, err);
}

enum status
remote_login(struct hsm *hsm, const struct hsm_token *token,
	const struct secret *pin, struct err *err)
{
	struct buf request = remote_request(WIRE_LOGIN);
	bool with_pin = pin != NULL && pin->len > 0;
	const struct secret *secrets[] = {with_pin ? pin : NULL, NULL};
	enum status status;

	wire_add_token(&request, token);
	buf_add_u8(&request, with_pin);
	hsm->token = (struct hsm_token){0};
	status = ask_plainly(hsm, HSM_LOGIN, &request, secrets, err);
	if (status == STATUS_OK)
		hsm->token = *token;
	return status;
}

static void
read_key(struct hsm_key *dst, struct wire *answer)
{
	dst->handle = wire_u64(answer);
	wire_text(dst->label, sizeof(dst->label), answer);
	wire_bytes(&dst->modulus, answer, INTEGER_MAX);
	wire_bytes(&dst->exponent, answer, INTEGER_MAX);
}

enum status
remote_find(struct hsm *hsm, const char *label, struct hsm_key **keys,
	size_t *count, struct err *err)
{
	struct exchange exchange = {.remote = remote_of(hsm), .call = HSM_FIND};
	struct buf request = remote_request(WIRE_FIND);
	struct hsm_key *found = NULL;
	size_t found_count = 0;
	uint32_t left;
	enum status status;

	wire_add_text(&request, label);
	status = ask(&exchange, &request, NULL, err);
	left = status == STATUS_OK ? wire_u32(&exchange.answer) : 0;
	for (; left > 0 && left <= KEYS_MAX && !exchange.answer.bad; left--)
		read_key(mem_append(&found, &found_count, sizeof(*found)),
			&exchange.answer);
	status = remote_finish(&exchange, status, err);
	if (status == STATUS_OK) {
		*keys = found;
		*count = found_count;
	} else {
		hsm_keys_free(found, found_count);
	}
	return status;
}

enum status
remote_permit(struct hsm *hsm, const struct digest *tbs, size_t count,
	struct err *err)
{
	struct buf request = remote_request(WIRE_PERMIT);

	wire_add_bytes(&request, tbs, count * sizeof(*tbs));
	return ask_plainly(hsm, HSM_SIGN, &request, NULL, err);
}

enum status
remote_sign(struct hsm *hsm, const struct hsm_key *key,
	const struct algorithm *algorithm, const struct bytes *data,
	struct bytes *signature, struct err *err)
{
	struct exchange exchange = {.remote = remote_of(hsm), .call = HSM_SIGN};
	struct buf request = remote_request(WIRE_SIGN);
	struct bytes made = {0};
	enum status status;

	wire_add_u64(&request, key->handle);
	buf_add_u8(&request, algorithm->number);
	wire_add_bytes(&request, data->data, data->len);
	status = ask(&exchange, &request, NULL, err);
	if (status == STATUS_OK)
		wire_bytes(&made, &exchange.answer, SIGNATURE_MAX);
	status = remote_finish(&exchange, status, err);
	if (status == STATUS_OK)
		bytes_set(signature, made.data, made.len);
	bytes_clear(&made);
	return status;
}

enum status
remote_logout(struct hsm *hsm, struct err *err)
{
	struct buf request = remote_request(WIRE_LOGOUT);

	hsm->token = (struct hsm_token){0};
	return ask_plainly(hsm, HSM_LOGOUT, &request, NULL, err);
}

enum status
remote_init_token(struct hsm *hsm, const char *label,
	const struct secret *so_pin, const struct secret *pin, struct err *err)
{
	struct buf request = remote_request(WIRE_INIT_TOKEN);
	const struct secret *secrets[] = {so_pin, pin, NULL};

	wire_add_text(&request, label);
	return ask_plainly(hsm, HSM_GENERATE, &request, secrets, err);
}

enum status
remote_generate_rsa(struct hsm *hsm, const char *label, unsigned bits,
	struct err *err)
{
	struct buf request = remote_request(WIRE_GENERATE_RSA);

	wire_add_text(&request, label);
	buf_add_u32(&request, bits);
	return ask_plainly(hsm, HSM_GENERATE, &request, NULL, err);
}
