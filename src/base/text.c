#include "base/text.h"

#include <stdio.h>
#include <string.h>

#define WHITE " \t\r\n"

struct range {
	uint32_t first;
	uint32_t last;
};

/* Characters that cannot be seen or that move others: controls, format and
 * bidirectional characters, separators, fillers, variation selectors, private
 * use, tags (Unicode 15, categories Cc, Cf, Zl, Zp, Co and default ignorable).
 * Sorted. */
static const struct range unseen[] = {
	{0x0000, 0x001f},   {0x007f, 0x009f},   {0x00ad, 0x00ad},
	{0x034f, 0x034f},   {0x0600, 0x0605},   {0x061c, 0x061c},
	{0x06dd, 0x06dd},   {0x070f, 0x070f},   {0x0890, 0x0891},
	{0x08e2, 0x08e2},   {0x115f, 0x1160},   {0x17b4, 0x17b5},
	{0x180b, 0x180f},   {0x200b, 0x200f},   {0x2028, 0x202e},
	{0x2060, 0x206f},   {0x3164, 0x3164},   {0xe000, 0xf8ff},
	{0xfe00, 0xfe0f},   {0xfeff, 0xfeff},   {0xffa0, 0xffa0},
	{0xfff0, 0xfffb},   {0xfffe, 0xffff},   {0x110bd, 0x110bd},
	{0x110cd, 0x110cd}, {0x13430, 0x1343f}, {0x1bca0, 0x1bca3},
	{0x1d173, 0x1d17a}, {0xe0000, 0xe0fff}, {0xf0000, 0x10ffff},
};

/* Blanks beside the ASCII ones (category Zs, and the empty Braille cell).
 * Sorted. */
static const struct range blanks[] = {
	{0x00a0, 0x00a0}, {0x1680, 0x1680}, {0x2000, 0x200a}, {0x202f, 0x202f},
	{0x205f, 0x205f}, {0x2800, 0x2800}, {0x3000, 0x3000},
};

/* Lead bytes: bits that carry the value, smallest value of that length. */
static const struct form {
	uint8_t mask;
	uint8_t lead;
	uint32_t least;
} forms[] = {
	{0x80, 0x00, 0},
	{0xe0, 0xc0, 0x80},
	{0xf0, 0xe0, 0x800},
	{0xf8, 0xf0, 0x10000},
};

#define UNSEEN (sizeof(unseen) / sizeof(unseen[0]))
#define BLANKS (sizeof(blanks) / sizeof(blanks[0]))
#define FORMS (sizeof(forms) / sizeof(forms[0]))

static size_t
form_of(uint8_t lead)
{
	size_t i;

	for (i = 0; i < FORMS; i++) {
		if ((lead & forms[i].mask) == forms[i].lead)
			break;
	}
	return i;
}

size_t
text_decode(uint32_t *dst, const char *src, size_t len)
{
	const uint8_t *byte = (const uint8_t *)src;
	size_t form, i;
	uint32_t value;

	if (len == 0)
		return 0;
	form = form_of(byte[0]);
	if (form == FORMS || form >= len)
		return 0;
	value = byte[0] & (uint8_t)~forms[form].mask;
	for (i = 1; i <= form; i++) {
		if ((byte[i] & 0xc0) != 0x80)
			return 0;
		value = value << 6 | (byte[i] & 0x3f);
	}
	if (value < forms[form].least || value > 0x10ffff ||
		(value >= 0xd800 && value <= 0xdfff))
		return 0;
	*dst = value;
	return form + 1;
}

bool
text_is_ascii(const char *text)
{
	for (; *text != '\0'; text++) {
		if (*text < 0x20 || *text > 0x7e)
			return false;
	}
	return true;
}

static bool
is_in(const struct range *ranges, size_t count, uint32_t character)
{
	size_t i;

	for (i = 0; i < count; i++) {
		if (character <= ranges[i].last)
			return character >= ranges[i].first;
	}
	return false;
}

static bool
is_unseen(uint32_t character)
{
	return is_in(unseen, UNSEEN, character);
}

bool
text_find_unseen(uint32_t *dst, const char *text)
{
	size_t left = strlen(text), taken;
	uint32_t character;

	for (; (taken = text_decode(&character, text, left)) > 0;
		text += taken, left -= taken) {
		if (strchr(WHITE, *text) != NULL ||
			!(is_unseen(character) ||
				is_in(blanks, BLANKS, character)))
			continue;
		*dst = character;
		return true;
	}
	return false;
}

/* One character of src as it may be shown; returns how many bytes it took. */
static size_t
show_one(char shown[16], const char *src, size_t len, bool ascii)
{
	uint32_t character;
	size_t taken = text_decode(&character, src, len);

	if (taken == 0) {
		snprintf(shown, 16, "<%02x>", (unsigned)(uint8_t)*src);
		return 1;
	}
	if (!is_unseen(character) && (!ascii || character < 0x80)) {
		memcpy(shown, src, taken);
		shown[taken] = '\0';
		return taken;
	}
	if (character < 0x80)
		snprintf(shown, 16, "<%02x>", (unsigned)character);
	else
		snprintf(shown, 16, "<U+%04X>", (unsigned)character);
	return taken;
}

static bool
clean(char *dst, size_t size, const char *src, bool ascii)
{
	size_t left = strlen(src);
	size_t used = 0;

	while (left > 0) {
		char shown[16];
		size_t taken = show_one(shown, src, left, ascii);
		size_t len = strlen(shown);

		if (used + len >= size)
			break;
		memcpy(dst + used, shown, len);
		used += len;
		src += taken;
		left -= taken;
	}
	dst[used] = '\0';
	return left == 0;
}

bool
text_clean(char *dst, size_t size, const char *src)
{
	return clean(dst, size, src, false);
}

bool
text_clean_ascii(char *dst, size_t size, const char *src)
{
	return clean(dst, size, src, true);
}

char
text_fold(char c)
{
	return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

bool
text_starts_folded(const char *a, const char *b, size_t len)
{
	for (; len > 0; len--, a++, b++) {
		if (text_fold(*a) != text_fold(*b))
			return false;
		if (*a == '\0')
			return true;
	}
	return true;
}

bool
text_equal_folded(const char *a, const char *b)
{
	return text_starts_folded(a, b, SIZE_MAX);
}

const char *
text_next_word(const char *list, const char **start, size_t *len)
{
	list += strspn(list, WHITE);
	if (*list == '\0')
		return NULL;
	*start = list;
	*len = strcspn(list, WHITE);
	return list + *len;
}
