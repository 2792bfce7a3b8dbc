#include "base/words.h"

#include <string.h>

#include "base/text.h"

#define WORD_MAX 31
#define LETTERS_DECIDE 6 /* no two words of a list share as many */

const char *
words_of(uint8_t byte, size_t offset)
{
	return words_list[byte][offset % 2];
}

void
words_add(struct buf *dst, const uint8_t *bytes, size_t len)
{
	size_t i;

	for (i = 0; i < len; i++) {
		if (i > 0)
			buf_add_text(dst, " ");
		buf_add_text(dst, words_of(bytes[i], i));
	}
}

int
words_find(const char *text, size_t offset)
{
	int byte;

	for (byte = 0; byte < 256; byte++) {
		if (text_starts_folded(words_of((uint8_t)byte, offset), text,
			LETTERS_DECIDE))
			return byte;
	}
	return -1;
}

const char *
words_complete(const char *prefix, size_t offset)
{
	const char *found = NULL;
	size_t len = strlen(prefix);
	int byte;

	for (byte = 0; byte < 256; byte++) {
		const char *word = words_of((uint8_t)byte, offset);

		if (!text_starts_folded(word, prefix, len))
			continue;
		if (found != NULL)
			return NULL;
		found = word;
	}
	return found;
}

static size_t
least(size_t a, size_t b)
{
	return a < b ? a : b;
}

/* Levenshtein's distance, case folded; text beyond WORD_MAX is not looked
 * at. */
static size_t
distance(const char *word, const char *text)
{
	size_t row[WORD_MAX + 1];
	size_t len = strnlen(text, WORD_MAX);
	size_t i, j;

	for (j = 0; j <= len; j++)
		row[j] = j;
	for (i = 0; word[i] != '\0'; i++) {
		size_t diagonal = row[0];

		row[0] = i + 1;
		for (j = 0; j < len; j++) {
			size_t same = text_fold(word[i]) == text_fold(text[j]);
			size_t replace = diagonal + !same;

			diagonal = row[j + 1];
			row[j + 1] = least(replace,
				1 + least(row[j], diagonal));
		}
	}
	return row[len];
}

size_t
words_nearest(const char **dst, size_t count, const char *text, size_t offset)
{
	size_t filled = 0;
	size_t wanted;
	int byte;

	for (wanted = 0; wanted <= WORD_MAX && filled < count; wanted++) {
		for (byte = 0; byte < 256 && filled < count; byte++) {
			const char *word = words_of((uint8_t)byte, offset);

			if (distance(word, text) == wanted)
				dst[filled++] = word;
		}
	}
	return filled;
}
