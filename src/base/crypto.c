#include "base/crypto.h"

#include <openssl/crypto.h>
#include <stdlib.h>

/* Nor is all given back at the end, which takes as long as a signature. */
#define PLAIN \
	(OPENSSL_INIT_NO_LOAD_CONFIG | OPENSSL_INIT_NO_LOAD_CRYPTO_STRINGS | \
		OPENSSL_INIT_NO_ATEXIT)
#define NO_NAMES \
	(OPENSSL_INIT_NO_ADD_ALL_CIPHERS | OPENSSL_INIT_NO_ADD_ALL_DIGESTS)

void
crypto_setup(void)
{
	if (OPENSSL_init_crypto(PLAIN | NO_NAMES, NULL) != 1)
		abort();
}

void
crypto_setup_with_module(void)
{
	if (OPENSSL_init_crypto(PLAIN, NULL) != 1)
		abort();
}
