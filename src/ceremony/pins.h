/*
 * The participants' PINs for today: scrypt verifiers (RFC 7914, N 2^14, r 8,
 * p 1) with random salts, in locked memory, never on disk.
 */
#ifndef CEREMONY_PINS_H
#define CEREMONY_PINS_H

#include "base/secret.h"

struct pins;

/* For count people. STATUS_FILE when there is no locked memory. */
enum status
pins_new(struct pins **dst, size_t count, struct err *err) MUST_CHECK;

/* Wipes; NULL is fine. */
void
pins_free(struct pins *pins);

/* Four to eight digits. */
bool
pins_format_right(const struct secret *pin);

/* STATUS_USAGE unless the format is right. Replaces an earlier one. */
enum status
pins_set(struct pins *pins, size_t person, const struct secret *pin,
	struct err *err) MUST_CHECK;

bool
pins_known(const struct pins *pins, size_t person);

/* False also where none was set. */
bool
pins_check(const struct pins *pins, size_t person, const struct secret *pin);

#endif
