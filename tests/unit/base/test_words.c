#include "base/words.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/digest.h"
#include "base/file.h"
#include "base/hex.h"
#include "base/text.h"
#include "support/test.h"

extern const struct test_suite suite_words;

static void
check_words(const char *hex, const char *words)
{
	struct buf text = {0};
	uint8_t bytes[32];
	size_t len = strlen(hex) / 2;

	CU_ASSERT_TRUE(hex_decode(bytes, len, hex));
	words_add(&text, bytes, len);
	CU_ASSERT_STRING_EQUAL(buf_text(&text), words);
	buf_clear(&text);
}

/* The second is the beginning of a published KSR's digest as it was read out
 * when it was signed. */
static void
says_known_words(void)
{
	check_words("", "");
	check_words("e58294f2e9a227486e8b",
		"topmost Istanbul Pluto vagabond treadmill Pacific brackish "
		"dictator goldfish Medusa");
	check_words("7075069cff6b88bd",
		"guidance impartial afflict October Zulu Hamilton newborn "
		"quantity");
}

static void
finds_every_word_again(void)
{
	char text[32];
	size_t offset;
	int byte;

	for (byte = 0; byte < 256; byte++) {
		for (offset = 0; offset < 2; offset++) {
			const char *word = words_of((uint8_t)byte, offset);
			size_t i;

			for (i = 0; i <= strlen(word); i++)
				text[i] = text_fold(word[i]);
			CU_ASSERT_EQUAL(words_find(text, offset), byte);
			if (strlen(text) > 6)
				text[6] = '\0';
			CU_ASSERT_EQUAL(words_find(text, offset + 4), byte);
		}
	}
}

static void
finds_nothing_else(void)
{
	CU_ASSERT_EQUAL(words_find("", 0), -1);
	CU_ASSERT_EQUAL(words_find("aardv", 0), -1);
	CU_ASSERT_EQUAL(words_find("zulus", 0), -1);
	CU_ASSERT_EQUAL(words_find(" zulu", 0), -1);
}

static void
completes_what_is_unique(void)
{
	CU_ASSERT_STRING_EQUAL(words_complete("aard", 0), "aardvark");
	CU_ASSERT_STRING_EQUAL(words_complete("ZU", 0), "Zulu");
	CU_ASSERT_STRING_EQUAL(words_complete("yuc", 1), "Yucatan");
	CU_ASSERT_PTR_NULL(words_complete("a", 0));
	CU_ASSERT_PTR_NULL(words_complete("", 0));
	CU_ASSERT_PTR_NULL(words_complete("aardvarks", 0));
}

static void
proposes_the_nearest(void)
{
	const char *near[300];

	CU_ASSERT_EQUAL(words_nearest(near, 2, "guidence", 0), 2);
	CU_ASSERT_STRING_EQUAL(near[0], "guidance");
	CU_ASSERT_EQUAL(words_nearest(near, 1, "PASIFIC", 1), 1);
	CU_ASSERT_STRING_EQUAL(near[0], "Pacific");
	CU_ASSERT_EQUAL(words_nearest(near, 1, "zul", 0), 1);
	CU_ASSERT_STRING_EQUAL(near[0], "Zulu");
	CU_ASSERT_EQUAL(words_nearest(near, 300, "", 0), 256);
	CU_ASSERT_EQUAL(words_nearest(near, 0, "zulu", 0), 0);
}

/* One line of the published list: byte, even word, odd word. */
static void
check_line(const char *line)
{
	unsigned byte;
	char even[32], odd[32];

	if (line[0] == '#')
		return;
	CU_ASSERT_EQUAL_FATAL(sscanf(line, "%x %31s %31s", &byte, even, odd),
		3);
	CU_ASSERT_STRING_EQUAL(words_of((uint8_t)byte, 0), even);
	CU_ASSERT_STRING_EQUAL(words_of((uint8_t)byte, 1), odd);
}

static void
equals_the_published_list(void)
{
	const char *fixtures = test_fixtures();
	char line[128];
	size_t lines = 0;
	char *path;
	FILE *file;

	if (fixtures == NULL)
		SKIP("no fixtures here");
	path = file_join(fixtures, "pgp-words.tsv");
	file = fopen(path, "r");
	free(path);
	CU_ASSERT_PTR_NOT_NULL_FATAL(file);
	for (; fgets(line, sizeof(line), file) != NULL; lines++)
		check_line(line);
	fclose(file);
	CU_ASSERT_EQUAL(lines, 257);
}

/* The same without the fixtures: all 512 words, one a line. */
static void
has_the_digest_of_the_list(void)
{
	struct buf text = {0};
	char hex[DIGEST_HEX_SIZE];
	struct digest digest;
	int byte;

	for (byte = 0; byte < 256; byte++)
		buf_add_format(&text, "%02x\t%s\t%s\n", (unsigned)byte,
			words_of((uint8_t)byte, 0), words_of((uint8_t)byte, 1));
	digest = digest_of(text.data, text.len);
	digest_format(hex, &digest);
	CU_ASSERT_STRING_EQUAL(hex, "1d4a636432c35ad9d80db4e6f6341452"
				    "e97b7f046c541f9dffcc2197e043a434");
	buf_clear(&text);
}

static const CU_TestInfo tests[] = {
	{"says known words", says_known_words},
	{"finds every word again", finds_every_word_again},
	{"finds nothing else", finds_nothing_else},
	{"completes what is unique", completes_what_is_unique},
	{"proposes the nearest", proposes_the_nearest},
	{"equals the published list", equals_the_published_list},
	{"has the digest of the list", has_the_digest_of_the_list},
	CU_TEST_INFO_NULL,
};

const struct test_suite suite_words = {"base/words", tests};
