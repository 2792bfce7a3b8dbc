/*
 * The only user of PKCS#11: libp11 loads the module and lists tokens; login,
 * find, attributes, key generation and signing are raw calls (v2.40).
 */
#ifndef HSM_P11_H
#define HSM_P11_H

#include "hsm/hsm.h"

/* Sets the profile's environment, loads the first module that exists. close
 * frees. profile is borrowed and must outlive the HSM. One module at a time in a
 * process. LD_LIBRARY_PATH counts only when a program starts: a module that
 * needs it wants it set by whoever starts this one. */
enum status
p11_open(struct hsm **dst, const struct hsm_profile *profile, struct err *err)
	MUST_CHECK;

#endif
