/*
 * Published keys and signatures of the root zone, and a made-up pair for
 * algorithm 10, in base64.
 */
#ifndef TESTS_UNIT_DNS_GENUINE_H
#define TESTS_UNIT_DNS_GENUINE_H

#include "dns/dnskey.h"

extern const char genuine_ksk_2010[];
extern const char genuine_zsk_14796[];
extern const char genuine_zsk_61045[];
extern const char genuine_signature[];
extern const char example_key[];
extern const char example_signature[];

/* The caller clears. */
struct bytes
genuine_bytes(const char *base64);
struct dnskey
genuine_key(uint16_t flags, uint8_t algorithm, const char *base64);

#endif
