/*
 * The grammars embedded at build (tools/embed.sh makes the table).
 */
#ifndef BASE_GRAMMARS_H
#define BASE_GRAMMARS_H

#include <stddef.h>
#include <stdint.h>

struct grammar {
	const char *name; /* base name of the file, without ".rng" */
	const uint8_t *data;
	size_t len;
};

extern const struct grammar grammars[];
extern const size_t grammar_count;

#endif
