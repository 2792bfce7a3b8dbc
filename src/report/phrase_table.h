/*
 * The sentences of record.txt. Inside the room only.
 */
#ifndef REPORT_PHRASE_TABLE_H
#define REPORT_PHRASE_TABLE_H

#include <stddef.h>

/*
 * {key} is a field, {a.b} a field of a field, {:title} and {:place} are names
 * from the script, {:for} is the field where it is not the role; {?key} only
 * asks. A part in brackets is left out when one
 * of its fields is missing, false, zero or empty.
 */
struct phrase {
	const char *event;
	const char *key; /* only where this field ... */
	const char *value; /* ... has this value */
	const char *text;
};

/* The first that fits counts. */
extern const struct phrase phrases[];
extern const size_t phrase_count;

#endif
