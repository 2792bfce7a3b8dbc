#include "w_big.h"

#include <ctype.h>
#include <string.h>

#define STEP 6 /* columns from one letter to the next */

/* Five rows of five cells each, "#" is ink. */
static const struct glyph {
	char letter;
	const char *rows[BIG_ROWS];
} glyphs[] = {
	{'0', {" ### ", "#   #", "#   #", "#   #", " ### "}},
	{'1', {"  #  ", " ##  ", "  #  ", "  #  ", " ### "}},
	{'2', {"#### ", "    #", " ### ", "#    ", "#####"}},
	{'3', {"#### ", "    #", " ### ", "    #", "#### "}},
	{'4', {"#   #", "#   #", "#####", "    #", "    #"}},
	{'5', {"#####", "#    ", "#### ", "    #", "#### "}},
	{'6', {" ### ", "#    ", "#### ", "#   #", " ### "}},
	{'7', {"#####", "    #", "   # ", "  #  ", "  #  "}},
	{'8', {" ### ", "#   #", " ### ", "#   #", " ### "}},
	{'9', {" ### ", "#   #", " ####", "    #", " ### "}},
	{'A', {" ### ", "#   #", "#####", "#   #", "#   #"}},
	{'B', {"#### ", "#   #", "#### ", "#   #", "#### "}},
	{'C', {" ####", "#    ", "#    ", "#    ", " ####"}},
	{'D', {"#### ", "#   #", "#   #", "#   #", "#### "}},
	{'E', {"#####", "#    ", "###  ", "#    ", "#####"}},
	{'F', {"#####", "#    ", "###  ", "#    ", "#    "}},
	{'G', {" ####", "#    ", "#  ##", "#   #", " ####"}},
	{'H', {"#   #", "#   #", "#####", "#   #", "#   #"}},
	{'I', {" ### ", "  #  ", "  #  ", "  #  ", " ### "}},
	{'J', {"  ###", "    #", "    #", "#   #", " ### "}},
	{'K', {"#   #", "#  # ", "###  ", "#  # ", "#   #"}},
	{'L', {"#    ", "#    ", "#    ", "#    ", "#####"}},
	{'M', {"#   #", "## ##", "# # #", "#   #", "#   #"}},
	{'N', {"#   #", "##  #", "# # #", "#  ##", "#   #"}},
	{'O', {" ### ", "#   #", "#   #", "#   #", " ### "}},
	{'P', {"#### ", "#   #", "#### ", "#    ", "#    "}},
	{'Q', {" ### ", "#   #", "# # #", "#  # ", " ## #"}},
	{'R', {"#### ", "#   #", "#### ", "#  # ", "#   #"}},
	{'S', {" ####", "#    ", " ### ", "    #", "#### "}},
	{'T', {"#####", "  #  ", "  #  ", "  #  ", "  #  "}},
	{'U', {"#   #", "#   #", "#   #", "#   #", " ### "}},
	{'V', {"#   #", "#   #", "#   #", " # # ", "  #  "}},
	{'W', {"#   #", "#   #", "# # #", "## ##", "#   #"}},
	{'X', {"#   #", " # # ", "  #  ", " # # ", "#   #"}},
	{'Y', {"#   #", " # # ", "  #  ", "  #  ", "  #  "}},
	{'Z', {"#####", "   # ", "  #  ", " #   ", "#####"}},
	{'.', {"     ", "     ", "     ", " ##  ", " ##  "}},
	{'-', {"     ", "     ", " ### ", "     ", "     "}},
};

static const struct glyph *
find(char letter)
{
	char capital = (char)toupper((unsigned char)letter);
	size_t i;

	for (i = 0; i < sizeof(glyphs) / sizeof(*glyphs); i++) {
		if (glyphs[i].letter == capital)
			return &glyphs[i];
	}
	return NULL;
}

/* "#" as a full block where the terminal has one. */
static const char *
ink(char *dst, const char *cells, bool ascii)
{
	char *end = dst;

	if (ascii)
		return cells;
	for (; *cells != '\0'; cells++)
		end = stpcpy(end, *cells == '#' ? "\xe2\x96\x88" : " ");
	return dst;
}

int
big_width(const char *text)
{
	return STEP * (int)strlen(text);
}

void
big_put(struct page *page, int row, int column, enum page_role role,
	const char *text)
{
	char cells[3 * STEP];
	int i;

	for (; *text != '\0' && column + STEP <= page->columns; text++) {
		const struct glyph *glyph = find(*text);

		for (i = 0; glyph != NULL && i < BIG_ROWS; i++)
			page_put(page, row + i, column, role,
				ink(cells, glyph->rows[i], page->ascii));
		column += STEP;
	}
}
