/*
 * A verdict is not a status: zeroed memory is NONE and never means "valid".
 */
#ifndef BASE_VERDICT_H
#define BASE_VERDICT_H

enum verdict { VERDICT_NONE = 0, VERDICT_FAIL, VERDICT_PASS };

/* "NONE", "FAIL", "PASS". */
const char *
verdict_word(enum verdict verdict);

/* The verdict of a word; VERDICT_NONE for anything else. */
enum verdict
verdict_of_word(const char *word);

#endif
