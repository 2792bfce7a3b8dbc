/*
 * A SoftHSM of a test's own, in a private directory.
 */
#ifndef TESTS_HSM_SOFTHSM_H
#define TESTS_HSM_SOFTHSM_H

#include "hsm/p11.h"

#define SOFTHSM_PIN "48271"
#define SOFTHSM_SO_PIN "9930417"

struct softhsm {
	char *dir;
	struct hsm_profile profile; /* the shipped one, with this directory */
};

/* False where SoftHSM is not installed: the test skips. */
bool
softhsm_make(struct softhsm *softhsm);

void
softhsm_clear(struct softhsm *softhsm);

/* Aborts the test when the module does not load. */
struct hsm *
softhsm_open(const struct softhsm *softhsm);

enum status
softhsm_init_token(struct hsm *hsm, const char *label, struct err *err);

/* Chooses the token of label and logs in with that PIN. */
enum status
softhsm_login(struct hsm *hsm, const char *label, const char *pin,
	struct err *err);

/* softhsm2-util: a PEM key as label and id (hex); no HSM may be open. */
bool
softhsm_import(const struct softhsm *softhsm, const char *token,
	const char *pem, const char *label, const char *id);

/* A new RSA key of that many bits as PEM in the directory; the caller frees
 * the path. */
char *
softhsm_new_pem(const struct softhsm *softhsm, const char *name, unsigned bits);

#endif
