/*
 * Whether the people of a ceremony can complete a script: at each step those
 * who act, those who answer and those who open the gate, where the actor does
 * not answer and nobody counts twice.
 */
#ifndef CEREMONY_ROSTER_H
#define CEREMONY_ROSTER_H

#include "ceremony/ceremony.h"

#define ROSTER_ALL SIZE_MAX /* nobody is absent */

/* The first step that cannot be completed, and how many there are. */
struct roster_gap {
	size_t step;
	const char *what; /* "acts", "answers", "voices" */
	char role[8];	  /* for whom there is nobody */
	size_t steps;
};

/* True when every step can be completed without that person; else *gap. */
bool
roster_completes(struct roster_gap *gap, const struct ceremony *ceremony,
	const struct script *script, size_t absent);

/* The same with one who stands in (script_role_stands_in) in the place of the
 * absent person; *stand_in says who. */
bool
roster_stands_in(size_t *stand_in, const struct ceremony *ceremony,
	const struct script *script, size_t absent);

#endif
