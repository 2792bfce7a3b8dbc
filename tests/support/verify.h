/*
 * A judge of signatures that shares nothing with the program's: the key's own
 * modulus, OpenSSL's PKCS#1.
 */
#ifndef TESTS_SUPPORT_VERIFY_H
#define TESTS_SUPPORT_VERIFY_H

#include "hsm/hsm.h"

/* digest is OpenSSL's name; keys of at most 2048 bits, exponent 65537. */
bool
verify_rsa(const struct hsm_key *key, const char *digest,
	const struct bytes *data, const struct bytes *signature);

#endif
