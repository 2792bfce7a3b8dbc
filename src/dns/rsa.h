/*
 * RSA public keys in DNSKEY form (RFC 3110 section 2).
 */
#ifndef DNS_RSA_H
#define DNS_RSA_H

#include "base/buf.h"
#include "dns/algorithm.h"

/* Views into the key field; big-endian, minimal. */
struct rsa_view {
	const uint8_t *exponent;
	size_t exponent_len;
	const uint8_t *modulus;
	size_t modulus_len;
};

/* STATUS_INPUT unless in minimal form: no leading zeros, the short length form
 * where it fits, odd modulus, exponent odd and above 1. */
enum status
rsa_parse(struct rsa_view *dst, const struct bytes *key, struct err *err)
	MUST_CHECK;

/* Adds exponent and modulus (leading zeros dropped) in RFC 3110 form. */
void
rsa_encode(struct buf *dst, const struct bytes *exponent,
	const struct bytes *modulus);

/* The two functions of the algorithm rows. */
enum status
rsa_parameters(struct key_parameters *dst, const struct bytes *key,
	struct err *err) MUST_CHECK;
enum status
rsa_load(void **dst, const struct bytes *key, struct err *err) MUST_CHECK;

/* Length of the key field for a key of bits and exponent. */
size_t
rsa_field_len(unsigned bits, uint64_t exponent);

#endif
