/*
 * An HSM in memory that signs with OpenSSL and can misbehave.
 */
#ifndef TESTS_UNIT_SIGN_FAKE_H
#define TESTS_UNIT_SIGN_FAKE_H

#include <openssl/evp.h>

#include "hsm/hsm.h"
#include "hsm/permit.h"

enum fake_fault {
	FAKE_NONE,
	FAKE_ERROR, /* the call fails */
	FAKE_FLIP,  /* one bit of the signature is wrong */
	FAKE_STALE, /* the signature made before, over other data */
	FAKE_OTHER_KEY,
};

#define FAKE_KEYS 2

struct fake_key {
	char label[65];
	EVP_PKEY *pkey; /* borrowed */
	size_t copies;	/* how many objects have this label */
	bool foreign;	/* not RSA: no modulus */
};

struct fake {
	struct hsm hsm; /* first */
	struct fake_key keys[FAKE_KEYS];
	enum status find_status;
	enum fake_fault fault;
	unsigned fault_at; /* that C_Sign, from 1 */
	struct bytes last;
	unsigned permits; /* how often a list was given */
	struct permit permit;
};

void
fake_init(struct fake *fake);

void
fake_clear(struct fake *fake);

/* One of FAKE_KEYS + 1 RSA keys made once a program; the last is 2048 bits
 * where the others are 1024. */
EVP_PKEY *
fake_pkey(size_t index);

/* Exponent and modulus as an HSM shows them. */
void
fake_numbers(struct hsm_key *dst, EVP_PKEY *pkey);

#endif
