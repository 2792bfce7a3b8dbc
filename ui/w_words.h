/*
 * A digest in PGP words: numbered lines of four, the hex at the right, blanks
 * where words are to be typed.
 */
#ifndef UI_W_WORDS_H
#define UI_W_WORDS_H

#include "base/digest.h"
#include "page.h"

enum words_mark { WORDS_SHOWN, WORDS_BLANK, WORDS_THIS_ONE };

struct words_grid {
	const struct digest *digests;
	size_t count; /* of digests */
	size_t words; /* of each: 4 or 32 */
	const char *const *labels; /* one a digest instead of numbers */
	/* Index 32 * digest + word; NULL: all are shown. */
	enum words_mark (*mark)(const void *context, size_t index);
	const void *context;
};

/* Returns the rows used. */
int
words_draw(struct page *page, int row, const struct words_grid *grid);

/* "guidance impartial afflict October". */
void
words_first_four(char *dst, size_t size, const struct digest *digest);

/* Makes the list's word of what was typed, of the parity of offset and never
 * of what is expected: six letters decide, fewer where they fit one alone.
 * NULL: none. */
const char *
words_of_typed(const char *typed, size_t offset);

/* Whether any word of the list begins so. */
bool
words_begins(const char *typed, size_t offset);

#endif
