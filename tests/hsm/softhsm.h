/*
 * A SoftHSM of a test's own, in a private directory.
 */
#ifndef TESTS_HSM_SOFTHSM_H
#define TESTS_HSM_SOFTHSM_H

#include "hsm/p11.h"

#define SOFTHSM_PIN "4827103659" /* long: a test looks for it in files */
#define SOFTHSM_SO_PIN "9930417"

struct softhsm {
	char *dir;
	struct hsm_profile profile; /* the shipped one, with this directory */
	struct hsm *hsm; /* open */
};

/* An empty directory, opened; skips the test (false) where SoftHSM is not
 * installed. */
bool
softhsm_begin(struct softhsm *softhsm, const char *test);

/* The same with a token T, logged in. */
bool
softhsm_begin_token(struct softhsm *softhsm, const char *test);

void
softhsm_end(struct softhsm *softhsm);

/* Loads the module into this process. Aborts the test when the module does not load. */
void
softhsm_open(struct softhsm *softhsm);

void
softhsm_close(struct softhsm *softhsm);

enum status
softhsm_init_token(struct hsm *hsm, const char *label, struct err *err);

/* Chooses the token of label and logs in with that PIN. */
enum status
softhsm_login(struct hsm *hsm, const char *label, const char *pin,
	struct err *err);

/* softhsm2-util: a PEM key into token T as label and id (hex); the HSM must
 * not be open. */
bool
softhsm_import(const struct softhsm *softhsm, const char *pem,
	const char *label, const char *id);

/* Imports a new RSA key of that many bits. */
bool
softhsm_import_new(const struct softhsm *softhsm, unsigned bits,
	const char *label, const char *id);

#endif
