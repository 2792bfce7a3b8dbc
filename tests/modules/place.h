/*
 * A module of one maker with a token, ready to be opened through the HSM's
 * process; place.sh knows how.
 */
#ifndef TESTS_MODULES_PLACE_H
#define TESTS_MODULES_PLACE_H

#include <stdio.h>

#include "hsm/hsm.h"

struct module {
	const char *name; /* as place.sh knows it */
	const char *label; /* of the token */
	const char *so_pin; /* to make the token; NULL: place.sh has made it */
	const char *pin;
	const char *wrong_pin;
	bool has_key; /* place.sh has made the key too */
	bool own_mounts; /* it is set up by mounts for this program alone */
	const char *no_hash; /* what it says to hashing in the HSM, or NULL */
};

struct place {
	const struct module *module;
	char *dir; /* its own, removed with the program */
	FILE *script; /* place.sh's input and output */
	int script_pid;
	struct hsm_profile profile;
	int log; /* what the module prints, in dir */
	struct hsm *hsm; /* NULL: not open */
};

/* False, and the test skipped, where the module is not or cannot be started. */
bool
place_begin(struct place *place, const struct module *module,
	const char *test);

/* Starts the HSM's process. */
void
place_open(struct place *place);

/* The process must be gone then. */
void
place_close(struct place *place);

/* No process may be left, and no PIN printed. */
void
place_end(struct place *place);

/* Chooses the module's token and logs in. */
enum status
place_login(struct place *place, const char *pin, struct err *err);

#endif
