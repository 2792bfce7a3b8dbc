/*
 * Text from outside (XML, file names, HSM labels, typed) made safe before it
 * reaches a screen, a printout or the record.
 */
#ifndef BASE_TEXT_H
#define BASE_TEXT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* The character at src (RFC 3629: no surrogates, nothing overlong): its length
 * in bytes, 1 to 4, or 0 when src is empty or not UTF-8. */
size_t
text_decode(uint32_t *dst, const char *src, size_t len);

/* Printable ASCII only, 0x20 to 0x7e. */
bool
text_is_ascii(const char *text);

/* Copies as UTF-8 with controls, bidirectional and other format characters and
 * invalid bytes shown as <xx> or <U+202E>; cut at size, never inside a
 * character; false when cut. */
bool
text_clean(char *dst, size_t size, const char *src);

/* The same, ASCII only: letters with marks become <U+00E9>. */
bool
text_clean_ascii(char *dst, size_t size, const char *src);

/* The first character that cannot be seen, or that looks like a blank and is
 * another one; false when there is none. ASCII white space is none. Invalid
 * bytes end the text. */
bool
text_find_unseen(uint32_t *dst, const char *text);

/* Case folded, ASCII. */
bool
text_equal_folded(const char *a, const char *b);

/* Whether the first len characters are equal, case folded, ASCII; a text that
 * ends earlier equals only one that ends there too. */
bool
text_starts_folded(const char *a, const char *b, size_t len);

/* ASCII lower case, whatever the locale. */
char
text_fold(char c);

/* The next word of a blank-separated list: sets *start and *len, returns the
 * place behind it; NULL when there is none. */
const char *
text_next_word(const char *list, const char **start, size_t *len);

#endif
