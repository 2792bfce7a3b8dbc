#include "base/crypto.h"

#include <openssl/crypto.h>
#include <stdlib.h>

#define PLAIN \
	(OPENSSL_INIT_NO_LOAD_CONFIG | OPENSSL_INIT_NO_LOAD_CRYPTO_STRINGS)
#define NO_NAMES \
	(OPENSSL_INIT_NO_ADD_ALL_CIPHERS | OPENSSL_INIT_NO_ADD_ALL_DIGESTS)

/* To give all back at the end takes as long as a signature; only a checker for
 * leaks wants it. */
#ifndef __has_feature
#define __has_feature(feature) 0
#endif
#if defined(__SANITIZE_ADDRESS__) || __has_feature(address_sanitizer)
#define AT_END 0
#else
#define AT_END OPENSSL_INIT_NO_ATEXIT
#endif

void
crypto_setup(void)
{
	if (OPENSSL_init_crypto(PLAIN | NO_NAMES | AT_END, NULL) != 1)
		abort();
}

void
crypto_setup_with_module(void)
{
	if (OPENSSL_init_crypto(PLAIN, NULL) != 1)
		abort();
}
