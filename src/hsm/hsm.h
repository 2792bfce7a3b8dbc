/*
 * An HSM as a table of functions. Whoever signs sees only this; behind it is a
 * process of its own (remote.h), and in that one PKCS#11 (p11.h), behind the
 * same table.
 *
 * Order of calls: open, list, choose (hsm_choose_token), login, find, permit,
 * sign, close.
 * All return STATUS_HSM with the CKR name and what the operator can do.
 */
#ifndef HSM_HSM_H
#define HSM_HSM_H

#include <stdbool.h>

#include "base/digest.h"
#include "base/mem.h"
#include "base/secret.h"
#include "dns/algorithm.h"
#include "hsm/profile.h"

struct hsm_token {
	unsigned long slot;
	char label[33];  /* blank padding removed, sanitised */
	char serial[17];
	char model[17];
	char manufacturer[33];
	bool protected_path; /* the PIN is entered at the HSM */
};

/* A key of the logged-in token, public parts as DNSKEY fields need them. */
struct hsm_key {
	unsigned long handle; /* of the private key, while logged in */
	char label[65];
	struct bytes modulus; /* big-endian, no leading zeros */
	struct bytes exponent;
};

struct hsm_counters { /* calls made so far */
	unsigned logins;
	unsigned signs;
	unsigned others;
};

struct hsm; /* one module, at most one token logged in */

struct hsm_ops {
	/* The tokens that are there; the caller frees *tokens. */
	enum status (*list)(struct hsm *hsm, struct hsm_token **tokens,
		size_t *count, struct err *err);
	/* One C_Login on that token; pin NULL for a protected path. The PIN is
	 * never kept. */
	enum status (*login)(struct hsm *hsm, const struct hsm_token *token,
		const struct secret *pin, struct err *err);
	/* All private keys of that label (*count may be 0 or above 1), with
	 * the public parts; clear with hsm_keys_free. */
	enum status (*find)(struct hsm *hsm, const char *label,
		struct hsm_key **keys, size_t *count, struct err *err);
	/* The SHA-256 of all that may be signed from now on, each once; what
	 * was permitted before is no more. Before it nothing is signed. */
	enum status (*permit)(struct hsm *hsm, const struct digest *tbs,
		size_t count, struct err *err);
	/* One C_Sign over data (the to-be-signed form), which must be
	 * permitted; hashed on the host or in the HSM as the profile says. */
	enum status (*sign)(struct hsm *hsm, const struct hsm_key *key,
		const struct algorithm *algorithm, const struct bytes *data,
		struct bytes *signature, struct err *err);
	enum status (*logout)(struct hsm *hsm, struct err *err);
	/* Rehearsals only: makes the token of label on the first free slot. */
	enum status (*init_token)(struct hsm *hsm, const char *label,
		const struct secret *so_pin, const struct secret *pin,
		struct err *err);
	/* An RSA key pair on the logged-in token: sensitive, not extractable,
	 * sign only, as the profile says. */
	enum status (*generate_rsa)(struct hsm *hsm, const char *label,
		unsigned bits, struct err *err);
	void (*close)(struct hsm *hsm);
};

struct hsm {
	const struct hsm_ops *ops;
	const struct hsm_profile *profile; /* borrowed */
	struct hsm_counters counters;
	struct hsm_token token; /* logged in; empty serial and label if not */
};

/* Its maker, as every token of it says; a rehearsal has no other. */
#define HSM_SOFTHSM_MAKER "SoftHSM project"

/* What an HSM is awaited for. */
enum hsm_call {
	HSM_LOAD,
	HSM_LIST,
	HSM_LOGIN,
	HSM_FIND,
	HSM_SIGN,
	HSM_LOGOUT,
	HSM_GENERATE,
	HSM_CALLS
};

/* "the module to load", "a signature" */
const char *
hsm_call_words(enum hsm_call call);

struct hsm_wait {
	enum hsm_call call;
	int64_t since_mono_ms;
	unsigned usual_s; /* the profile's: later, something may be wrong */
};

/* Asked again and again while the HSM has not answered, a few times a second:
 * false gives up, which ends the HSM's process and loses the login. */
struct hsm_patience {
	bool (*go_on)(void *context, const struct hsm_wait *wait);
	void *context;
};

void
hsm_keys_free(struct hsm_key *keys, size_t count);

/* The one token that fits the profile's label, serial and slot and, where not
 * NULL, this label. STATUS_HSM when none or several fit, listing what is
 * there. */
enum status
hsm_choose_token(struct hsm_token *dst, struct hsm *hsm, const char *label,
	struct err *err) MUST_CHECK;

#endif
