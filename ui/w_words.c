#include "w_words.h"

#include <stdio.h>
#include <string.h>
#include <strings.h>

#include "base/words.h"

#define NUMBER_COLUMN 4
#define WORD_COLUMN 9
#define WORD_STEP 15
#define LABEL_COLUMN 2
#define LABEL_SHIFT 3 /* labels are longer than numbers */
#define LINE_WORDS 4

static enum words_mark
mark_of(const struct words_grid *grid, size_t index)
{
	return grid->mark == NULL ? WORDS_SHOWN :
		grid->mark(grid->context, index);
}

static void
draw_word(struct page *page, int row, int column, const struct words_grid *grid,
	size_t digest, size_t word)
{
	uint8_t byte = grid->digests[digest].bytes[word];
	enum words_mark mark = mark_of(grid, digest * DIGEST_LEN + word);

	switch (mark) {
	case WORDS_SHOWN:
		page_put(page, row, column, ROLE_PLAIN, words_of(byte, word));
		break;
	case WORDS_BLANK:
		page_put(page, row, column, ROLE_DIM, "[ blank ]");
		break;
	case WORDS_THIS_ONE:
		page_put(page, row, column, ROLE_STRONG, "[ this one ]");
		break;
	}
}

static void
draw_line(struct page *page, int row, const struct words_grid *grid,
	size_t digest, size_t first)
{
	int shift = grid->labels != NULL ? LABEL_SHIFT : 0;
	int hex = WORD_COLUMN + LINE_WORDS * WORD_STEP + (shift > 0 ? 1 : 0);
	size_t i;

	if (grid->labels != NULL)
		page_put(page, row, LABEL_COLUMN, ROLE_PLAIN,
			grid->labels[digest]);
	else
		page_format(page, row, NUMBER_COLUMN, ROLE_DIM, "%zu",
			first / LINE_WORDS + 1);
	for (i = 0; i < LINE_WORDS; i++) {
		size_t word = first + i;
		bool shown = mark_of(grid, digest * DIGEST_LEN + word) ==
			WORDS_SHOWN;

		draw_word(page, row, WORD_COLUMN + shift + (int)i * WORD_STEP,
			grid, digest, word);
		if (shown)
			hex = page_format(page, row, hex, ROLE_DIM, "%02x",
				grid->digests[digest].bytes[word]);
		else
			hex = page_put(page, row, hex, ROLE_DIM, "..");
	}
}

int
words_draw(struct page *page, int row, const struct words_grid *grid)
{
	size_t digest;
	size_t word;
	int used = 0;

	for (digest = 0; digest < grid->count; digest++) {
		for (word = 0; word < grid->words; word += LINE_WORDS)
			draw_line(page, row + used++, grid, digest, word);
	}
	return used;
}

void
words_first_four(char *dst, size_t size, const struct digest *digest)
{
	snprintf(dst, size, "%s %s %s %s", words_of(digest->bytes[0], 0),
		words_of(digest->bytes[1], 1), words_of(digest->bytes[2], 2),
		words_of(digest->bytes[3], 3));
}

const char *
words_of_typed(const char *typed, size_t offset)
{
	int byte = words_find(typed, offset);

	if (byte >= 0)
		return words_of((uint8_t)byte, offset);
	return words_complete(typed, offset);
}

bool
words_begins(const char *typed, size_t offset)
{
	size_t len = strlen(typed);
	unsigned byte;

	for (byte = 0; byte < 256; byte++) {
		if (strncasecmp(words_of((uint8_t)byte, offset), typed, len) ==
			0)
			return true;
	}
	return false;
}
