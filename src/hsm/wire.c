#include "hsm/wire.h"

#include <errno.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>

#include "base/text.h"

#define NO_TEXT UINT32_MAX /* as a length: NULL */

void
wire_add_u64(struct buf *dst, uint64_t value)
{
	buf_add_u32(dst, (uint32_t)(value >> 32));
	buf_add_u32(dst, (uint32_t)value);
}

void
wire_add_bytes(struct buf *dst, const void *data, size_t len)
{
	buf_add_u32(dst, (uint32_t)len);
	buf_add(dst, data, len);
}

void
wire_add_text(struct buf *dst, const char *text)
{
	if (text == NULL)
		buf_add_u32(dst, NO_TEXT);
	else
		wire_add_bytes(dst, text, strlen(text));
}

void
wire_add_token(struct buf *dst, const struct hsm_token *token)
{
	wire_add_u64(dst, token->slot);
	wire_add_text(dst, token->label);
	wire_add_text(dst, token->serial);
	wire_add_text(dst, token->model);
	wire_add_text(dst, token->manufacturer);
	buf_add_u8(dst, token->protected_path);
}

/* The next len bytes, or NULL. */
static const uint8_t *
take(struct wire *wire, size_t len)
{
	const uint8_t *data = wire->data;

	if (wire->bad || len > wire->len) {
		wire->bad = true;
		return NULL;
	}
	wire->data += len;
	wire->len -= len;
	return data;
}

uint8_t
wire_u8(struct wire *wire)
{
	const uint8_t *data = take(wire, 1);

	return data == NULL ? 0 : data[0];
}

uint32_t
wire_u32(struct wire *wire)
{
	const uint8_t *data = take(wire, 4);

	return data == NULL ? 0 : (uint32_t)data[0] << 24 |
		(uint32_t)data[1] << 16 | (uint32_t)data[2] << 8 | data[3];
}

uint64_t
wire_u64(struct wire *wire)
{
	uint64_t high = wire_u32(wire);

	return high << 32 | wire_u32(wire);
}

void
wire_bytes(struct bytes *dst, struct wire *wire, size_t max)
{
	size_t len = wire_u32(wire);
	const uint8_t *data = NULL;

	if (len > max)
		wire->bad = true;
	else
		data = take(wire, len);
	bytes_set(dst, data, data == NULL ? 0 : len);
}

char *
wire_string(struct wire *wire)
{
	uint32_t len = wire_u32(wire);
	const uint8_t *data = NULL;
	char *text;

	if (len == NO_TEXT)
		return NULL;
	data = take(wire, len);
	if (data == NULL || memchr(data, '\0', len) != NULL) {
		wire->bad = true;
		return NULL;
	}
	text = mem_new(len + 1U, 1);
	memcpy(text, data, len);
	return text;
}

void
wire_text(char *dst, size_t size, struct wire *wire)
{
	char *text = wire_string(wire);

	text_clean_ascii(dst, size, text == NULL ? "" : text);
	free(text);
}

void
wire_token(struct hsm_token *dst, struct wire *wire)
{
	dst->slot = wire_u64(wire);
	wire_text(dst->label, sizeof(dst->label), wire);
	wire_text(dst->serial, sizeof(dst->serial), wire);
	wire_text(dst->model, sizeof(dst->model), wire);
	wire_text(dst->manufacturer, sizeof(dst->manufacturer), wire);
	dst->protected_path = wire_u8(wire) != 0;
}

bool
wire_is_whole(const struct wire *wire)
{
	return !wire->bad && wire->len == 0;
}

enum status
wire_send(int fd, const void *data, size_t len, struct err *err)
{
	ssize_t sent;

	if (len > WIRE_MAX)
		return err_set(err, STATUS_HSM,
			"a message of %zu bytes to the HSM's process; %d are "
			"allowed",
			len, WIRE_MAX);
	do
		sent = send(fd, data, len, MSG_NOSIGNAL);
	while (sent < 0 && errno == EINTR);
	if (sent < 0)
		return err_set_errno(err, STATUS_HSM, "the HSM's process");
	return STATUS_OK;
}

bool
wire_is_gone(int fd)
{
	struct pollfd place = {.fd = fd};

	return poll(&place, 1, 0) == 1;
}

static enum status
receive(int fd, void *data, size_t size, size_t *len, struct err *err)
{
	ssize_t got;

	do
		got = recv(fd, data, size, MSG_TRUNC);
	while (got < 0 && errno == EINTR);
	if (got < 0 && errno != ECONNRESET)
		return err_set_errno(err, STATUS_HSM, "the HSM's process");
	if (got > (ssize_t)size)
		return err_set(err, STATUS_HSM,
			"a message of %zd bytes about the HSM; %zu are allowed",
			got, size);
	*len = got < 0 ? 0 : (size_t)got;
	return STATUS_OK;
}

enum status
wire_receive(struct bytes *dst, int fd, struct err *err)
{
	uint8_t *data = mem_new(1, WIRE_MAX);
	size_t len = 0;
	enum status status = receive(fd, data, WIRE_MAX, &len, err);

	bytes_set(dst, data, len);
	free(data);
	return status;
}

enum status
wire_send_secret(int fd, const struct secret *secret, struct err *err)
{
	return wire_send(fd, secret->text, secret->len, err);
}

enum status
wire_receive_secret(struct secret *dst, int fd, struct err *err)
{
	secret_init(dst);
	return receive(fd, dst->text, SECRET_MAX, &dst->len, err);
}
