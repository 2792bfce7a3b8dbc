/*
 * The PGP word list (Zimmermann and Juola): one word a byte, from one list at
 * even offsets (two syllables), from another at odd ones (three syllables).
 */
#ifndef BASE_WORDS_H
#define BASE_WORDS_H

#include "base/buf.h"

/* By byte, then even (0) and odd (1) offsets. */
extern const char *const words_list[256][2];

/* The word of byte at offset. */
const char *
words_of(uint8_t byte, size_t offset);

/* Adds the words of len bytes, separated by one blank; the first byte has
 * even offset. */
void
words_add(struct buf *dst, const uint8_t *bytes, size_t len);

/* The byte whose word at this offset's parity is text (case folded, the first
 * six letters decide), or -1. */
int
words_find(const char *text, size_t offset);

/* The word that prefix determines alone at this parity, or NULL. */
const char *
words_complete(const char *prefix, size_t offset);

/* Up to count list words of this parity nearest to text (edit distance), best
 * first; returns how many. */
size_t
words_nearest(const char **dst, size_t count, const char *text, size_t offset);

#endif
