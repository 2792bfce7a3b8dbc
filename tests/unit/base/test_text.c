#include "base/text.h"

#include <string.h>

#include "support/test.h"

extern const struct test_suite suite_text;

static const struct row {
	const char *src;
	const char *shown;
	const char *ascii;
} rows[] = {
	{"", "", ""},
	{"plain ~", "plain ~", "plain ~"},
	{"a\tb\nc\x1b[2J\x7f", "a<09>b<0a>c<1b>[2J<7f>",
		"a<09>b<0a>c<1b>[2J<7f>"},
	{"caf\u00e9", "caf\u00e9", "caf<U+00E9>"},
	{"\u202egpj.exe", "<U+202E>gpj.exe", "<U+202E>gpj.exe"},
	{"a\u200bb\ufeff\u2066", "a<U+200B>b<U+FEFF><U+2066>",
		"a<U+200B>b<U+FEFF><U+2066>"},
	{"\xc2\x85", "<U+0085>", "<U+0085>"},
	{"\U000e0041\U0001f511", "<U+E0041>\U0001f511", "<U+E0041><U+1F511>"},
	{"\xff\xc3", "<ff><c3>", "<ff><c3>"},
	{"\xc0\xaf", "<c0><af>", "<c0><af>"},
	{"\xed\xa0\x80", "<ed><a0><80>", "<ed><a0><80>"},
	{"\xf4\x90\x80\x80", "<f4><90><80><80>", "<f4><90><80><80>"},
	{"\xe2\x82", "<e2><82>", "<e2><82>"},
	{"\xe2\x82z", "<e2><82>z", "<e2><82>z"},
};

static void
shows_what_is_hidden(void)
{
	char text[64];
	size_t i;

	for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		CU_ASSERT_TRUE(text_clean(text, sizeof(text), rows[i].src));
		CU_ASSERT_STRING_EQUAL(text, rows[i].shown);
		CU_ASSERT_TRUE(text_clean_ascii(text, sizeof(text),
			rows[i].src));
		CU_ASSERT_STRING_EQUAL(text, rows[i].ascii);
		CU_ASSERT_TRUE(text_is_ascii(text));
	}
}

static void
cuts_between_characters(void)
{
	char text[8];

	CU_ASSERT_FALSE(text_clean(text, 5, "caf\u00e9"));
	CU_ASSERT_STRING_EQUAL(text, "caf");
	CU_ASSERT_TRUE(text_clean(text, 6, "caf\u00e9"));
	CU_ASSERT_STRING_EQUAL(text, "caf\u00e9");
	CU_ASSERT_FALSE(text_clean(text, 8, "abcd\n"));
	CU_ASSERT_STRING_EQUAL(text, "abcd");
	CU_ASSERT_FALSE(text_clean(text, 1, "a"));
	CU_ASSERT_STRING_EQUAL(text, "");
}

static void
decodes_every_length(void)
{
	uint32_t c = 0;

	CU_ASSERT_EQUAL(text_decode(&c, "", 0), 0);
	CU_ASSERT_EQUAL(text_decode(&c, "", 1), 1);
	CU_ASSERT_EQUAL(c, 0);
	CU_ASSERT_EQUAL(text_decode(&c, "\u00e9", 2), 2);
	CU_ASSERT_EQUAL(c, 0xe9);
	CU_ASSERT_EQUAL(text_decode(&c, "\u00e9", 1), 0);
	CU_ASSERT_EQUAL(text_decode(&c, "\u20ac", 3), 3);
	CU_ASSERT_EQUAL(c, 0x20ac);
	CU_ASSERT_EQUAL(text_decode(&c, "\xf4\x8f\xbf\xbf", 4), 4);
	CU_ASSERT_EQUAL(c, 0x10ffff);
	CU_ASSERT_EQUAL(text_decode(&c, "\xe0\x80\x80", 3), 0);
	CU_ASSERT_EQUAL(text_decode(&c, "\xf0\x80\x80\x80", 4), 0);
}

static void
compares_folded(void)
{
	CU_ASSERT_TRUE(text_equal_folded("AbZ", "aBz"));
	CU_ASSERT_TRUE(text_equal_folded("", ""));
	CU_ASSERT_FALSE(text_equal_folded("ab", "abc"));
	CU_ASSERT_FALSE(text_equal_folded("[", "{"));
	CU_ASSERT_FALSE(text_equal_folded("@", "`"));
	CU_ASSERT_TRUE(text_starts_folded("ABx", "aby", 2));
	CU_ASSERT_FALSE(text_starts_folded("ABx", "aby", 3));
	CU_ASSERT_FALSE(text_starts_folded("ab", "abc", 3));
}

static void
finds_what_is_unseen(void)
{
	static const struct {
		const char *text;
		uint32_t found; /* 0: nothing */
	} cases[] = {
		{"", 0}, {"Ada Example", 0}, {" \t\r\nAda", 0},
		{"Ad\u00e4 \U0001f511", 0},
		{"Ada\u200b", 0x200b}, {"\u202eadA", 0x202e},
		{"A\u00adda", 0xad}, {"A\x1b", 0x1b},
		{"Ada\u00a0Example", 0xa0}, {"Ada\u3000\u200b", 0x3000},
		{"Ada\u2009Example", 0x2009}, {"a\U000e0041", 0xe0041},
	};
	size_t i;

	for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		uint32_t found = 0;

		CU_ASSERT_EQUAL(text_find_unseen(&found, cases[i].text),
			cases[i].found != 0);
		CU_ASSERT_EQUAL(found, cases[i].found);
	}
}

static void
walks_through_words(void)
{
	const char *rest = "\t one two\r\n3 ";
	const char *word;
	size_t len;

	rest = text_next_word(rest, &word, &len);
	CU_ASSERT_TRUE(len == 3 && strncmp(word, "one", 3) == 0);
	rest = text_next_word(rest, &word, &len);
	CU_ASSERT_TRUE(len == 3 && strncmp(word, "two", 3) == 0);
	rest = text_next_word(rest, &word, &len);
	CU_ASSERT_TRUE(len == 1 && *word == '3');
	CU_ASSERT_PTR_NULL(text_next_word(rest, &word, &len));
}

static const CU_TestInfo tests[] = {
	{"shows what is hidden", shows_what_is_hidden},
	{"cuts between characters", cuts_between_characters},
	{"decodes every length", decodes_every_length},
	{"compares folded", compares_folded},
	{"finds what is unseen", finds_what_is_unseen},
	{"walks through words", walks_through_words},
	CU_TEST_INFO_NULL,
};

const struct test_suite suite_text = {"base/text", tests};
