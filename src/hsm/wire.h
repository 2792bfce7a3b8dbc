/*
 * The messages between the console and the HSM's process: one request, one
 * answer, over a SOCK_SEQPACKET pair. Numbers in network byte order; what is
 * variable has a length before it. Each side takes the other for hostile: a
 * message that is too long, too short or has something left is refused.
 */
#ifndef HSM_WIRE_H
#define HSM_WIRE_H

#include "base/buf.h"
#include "base/secret.h"
#include "hsm/hsm.h"

#define WIRE_MAX 65536 /* bytes of a message */
#define WIRE_FD 3      /* where the HSM's process finds its end */

/* First byte of a request. An answer begins with its enum status, then three
 * counters (struct hsm_counters), then a text unless it is STATUS_OK. */
enum wire_request {
	WIRE_OPEN = 1,
	WIRE_LIST,
	WIRE_LOGIN,	 /* the PIN follows as a message of its own */
	WIRE_FIND,
	WIRE_PERMIT,
	WIRE_SIGN,
	WIRE_LOGOUT,
	WIRE_INIT_TOKEN, /* both PINs follow */
	WIRE_GENERATE_RSA,
};

void
wire_add_u64(struct buf *dst, uint64_t value);

void
wire_add_bytes(struct buf *dst, const void *data, size_t len);

/* NULL arrives as NULL (wire_string) or "" (wire_text). */
void
wire_add_text(struct buf *dst, const char *text);

void
wire_add_token(struct buf *dst, const struct hsm_token *token);

/* What is read from a message; bad stays set once something was wrong, and
 * all that is read then is zero or empty. */
struct wire {
	const uint8_t *data; /* borrowed */
	size_t len;	     /* left */
	bool bad;
};

uint8_t
wire_u8(struct wire *wire);
uint32_t
wire_u32(struct wire *wire);
uint64_t
wire_u64(struct wire *wire);

/* At most max bytes; dst is replaced. */
void
wire_bytes(struct bytes *dst, struct wire *wire, size_t max);

/* Sanitised to ASCII; cut at size. */
void
wire_text(char *dst, size_t size, struct wire *wire);

/* As it was sent, in new memory; NULL where none was. */
char *
wire_string(struct wire *wire);

/* Its texts as wire_text. */
void
wire_token(struct hsm_token *dst, struct wire *wire);

/* Nothing was bad and nothing is left. */
bool
wire_is_whole(const struct wire *wire);

/* STATUS_HSM when the other side is gone or the message too long. */
enum status
wire_send(int fd, const void *data, size_t len, struct err *err) MUST_CHECK;

/* The other side has closed: nothing that is sent arrives. */
bool
wire_is_gone(int fd);

/* Waits for one message; dst is empty when the other side has closed. */
enum status
wire_receive(struct bytes *dst, int fd, struct err *err) MUST_CHECK;

/* A secret goes from locked memory to locked memory. */
enum status
wire_send_secret(int fd, const struct secret *secret, struct err *err)
	MUST_CHECK;
enum status
wire_receive_secret(struct secret *dst, int fd, struct err *err) MUST_CHECK;

#endif
