/*
 * What the files of p11 share: the module, its function list, one session.
 * Private to this room.
 */
#ifndef HSM_P11_STATE_H
#define HSM_P11_STATE_H

#include <libp11.h>
#include <p11-kit/pkcs11.h>

#include "hsm/p11.h"
#include "hsm/permit.h"

struct p11 {
	struct hsm hsm; /* first: a struct hsm * is a struct p11 * */
	char *path;
	void *module; /* our own dlopen, the same instance as libp11's */
	CK_FUNCTION_LIST *call;
	PKCS11_CTX *ctx;
	bool loaded; /* by libp11, C_Finalize is due */
	struct hsm_token *tokens; /* as last listed */
	size_t token_count;
	CK_SESSION_HANDLE session;
	CK_SLOT_ID slot;
	bool open; /* session is valid */
	bool stale; /* an error happened: a fresh session before the next */
	bool logged_in;
	unsigned refused; /* PINs of this process that were wrong */
	struct permit permit;
};

struct p11 *
p11_of(struct hsm *hsm);

/* err = "call: CKR_NAME: what the operator can do", STATUS_HSM. */
enum status
p11_fail(struct err *err, const char *call, CK_RV rv);

/* The name of a return value, or NULL. */
const char *
p11_ckr_name(CK_RV rv);

/* As p11_fail for a call on the session, which is not used again. */
enum status
p11_fail_session(struct p11 *p11, struct err *err, const char *call, CK_RV rv);

/* Opens a read-write session on slot; p11->open must be false. */
enum status
p11_session_open(struct p11 *p11, CK_SLOT_ID slot, struct err *err) MUST_CHECK;

/* A session fit for use: a fresh one, opened before the old one is closed
 * (the last close would log out), where an error went before. */
enum status
p11_session_ready(struct p11 *p11, struct err *err) MUST_CHECK;

/* Logs out and closes; safe on nothing open. */
void
p11_session_close(struct p11 *p11);

#define P11_FOUND_MAX 1024

/* Handles of all objects of a class, at most P11_FOUND_MAX. */
enum status
p11_find_objects(struct p11 *p11, CK_OBJECT_CLASS class,
	CK_OBJECT_HANDLE *found, size_t *count, struct err *err) MUST_CHECK;

/* One attribute by one call; empty where the object does not have it or does
 * not show it. */
enum status
p11_read_attribute(struct p11 *p11, CK_OBJECT_HANDLE object,
	CK_ATTRIBUTE_TYPE type, struct bytes *dst, struct err *err) MUST_CHECK;

/* The functions of the table. */
enum status
p11_list(struct hsm *hsm, struct hsm_token **tokens, size_t *count,
	struct err *err);
enum status
p11_login(struct hsm *hsm, const struct hsm_token *token,
	const struct secret *pin, struct err *err);
enum status
p11_find(struct hsm *hsm, const char *label, struct hsm_key **keys,
	size_t *count, struct err *err);
enum status
p11_permit(struct hsm *hsm, const struct digest *tbs, size_t count,
	struct err *err);
enum status
p11_sign(struct hsm *hsm, const struct hsm_key *key,
	const struct algorithm *algorithm, const struct bytes *data,
	struct bytes *signature, struct err *err);
enum status
p11_logout(struct hsm *hsm, struct err *err);
enum status
p11_init_token(struct hsm *hsm, const char *label, const struct secret *so_pin,
	const struct secret *pin, struct err *err);
enum status
p11_generate_rsa(struct hsm *hsm, const char *label, unsigned bits,
	struct err *err);

#endif
