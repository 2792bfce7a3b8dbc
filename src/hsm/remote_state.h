/*
 * What the files of remote share: the process and one exchange with it.
 * Private to this room.
 */
#ifndef HSM_REMOTE_STATE_H
#define HSM_REMOTE_STATE_H

#include "hsm/remote.h"
#include "hsm/wire.h"
#include "hsm/worker.h"

struct remote {
	struct hsm hsm; /* first: a struct hsm * is a struct remote * */
	const struct hsm_patience *patience;
	struct worker worker;
	/* Sent when the process was started, not yet answered. */
	bool opening;
	bool listing;
};

/* One question and what is known of its answer. */
struct exchange {
	struct remote *remote;
	enum hsm_call call;
	struct bytes message; /* as received */
	struct wire answer;   /* in message, behind status and counters */
};

struct remote *
remote_of(struct hsm *hsm);

struct buf
remote_request(enum wire_request what);

/* Waits for what was asked when the process was started, but for the tokens;
 * ends the process where that failed. */
enum status
remote_await_opening(struct remote *remote, struct err *err) MUST_CHECK;

/* The next answer; what follows its head is the caller's to read. */
enum status
remote_receive(struct exchange *exchange, struct err *err) MUST_CHECK;

/* Sends the request, then the secrets (NULL, or a list that ends with NULL),
 * and receives the answer. */
enum status
remote_ask(struct exchange *exchange, const struct buf *request,
	const struct secret *const *secrets, struct err *err) MUST_CHECK;

/* status, or STATUS_HSM where an answer that was read was not whole. Clears
 * the message. */
enum status
remote_finish(struct exchange *exchange, enum status status, struct err *err)
	MUST_CHECK;

/* The functions of the table. */
enum status
remote_list(struct hsm *hsm, struct hsm_token **tokens, size_t *count,
	struct err *err);
enum status
remote_login(struct hsm *hsm, const struct hsm_token *token,
	const struct secret *pin, struct err *err);
enum status
remote_find(struct hsm *hsm, const char *label, struct hsm_key **keys,
	size_t *count, struct err *err);
enum status
remote_permit(struct hsm *hsm, const struct digest *tbs, size_t count,
	struct err *err);
enum status
remote_sign(struct hsm *hsm, const struct hsm_key *key,
	const struct algorithm *algorithm, const struct bytes *data,
	struct bytes *signature, struct err *err);
enum status
remote_logout(struct hsm *hsm, struct err *err);
enum status
remote_init_token(struct hsm *hsm, const char *label,
	const struct secret *so_pin, const struct secret *pin, struct err *err);
enum status
remote_generate_rsa(struct hsm *hsm, const char *label, unsigned bits,
	struct err *err);

#endif
