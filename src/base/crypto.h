/*
 * OpenSSL's start; once, before its first use. What a program does must not
 * depend on a configuration file (openssl.cnf(5)): one can put other code into
 * the process, an engine or a provider. The texts of OpenSSL's errors are not
 * loaded; its numbers can be read with "openssl errstr".
 */
#ifndef BASE_CRYPTO_H
#define BASE_CRYPTO_H

/* For a program that is OpenSSL's only user: the tables of its old names for
 * algorithms, used nowhere here, are not filled. */
void
crypto_setup(void);

/* For the process with the HSM's module, which may have OpenSSL too, and need
 * the tables. */
void
crypto_setup_with_module(void);

#endif
