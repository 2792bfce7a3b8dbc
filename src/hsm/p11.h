/*
 * The only user of PKCS#11, in the HSM's process: libp11 loads the module and
 * lists tokens; login, find, attributes, key generation and signing are raw
 * calls (v2.40).
 */
#ifndef HSM_P11_H
#define HSM_P11_H

#include "hsm/hsm.h"

/* Loads the first of the profile's modules that exists; its environment is
 * set already (remote.h starts a process with it). close frees. profile is
 * borrowed and must outlive the HSM. One module at a time in a process. */
enum status
p11_open(struct hsm **dst, const struct hsm_profile *profile, struct err *err)
	MUST_CHECK;

#endif
