#include "cmd_words.h"

#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/hex.h"
#include "base/text.h"
#include "base/words.h"

#define WORDS_A_LINE 4

void
words_add_lines(struct buf *dst, const struct digest *digest)
{
	char hex[2 * WORDS_A_LINE + 1];
	size_t line, word, at;

	for (line = 0; line < DIGEST_LEN / WORDS_A_LINE; line++) {
		buf_add_format(dst, "%5zu    ", line + 1);
		for (word = 0; word < WORDS_A_LINE; word++) {
			at = line * WORDS_A_LINE + word;
			buf_add_format(dst, "%-15s",
				words_of(digest->bytes[at], at));
		}
		hex_encode(hex, digest->bytes + line * WORDS_A_LINE,
			WORDS_A_LINE);
		buf_add_format(dst, "%s\n", hex);
	}
}

static void
print_words(const char *name, const struct digest *digest)
{
	char hex[DIGEST_HEX_SIZE];
	struct buf text = {0};

	digest_format(hex, digest);
	buf_add_format(&text, "%s\n%s\n", name, hex);
	words_add_lines(&text, digest);
	fputs(buf_text(&text), stdout);
	buf_clear(&text);
}

static json_t *
json_words(const char *name, const struct digest *digest)
{
	char hex[DIGEST_HEX_SIZE];
	json_t *words = json_array();
	size_t i;

	digest_format(hex, digest);
	for (i = 0; i < DIGEST_LEN; i++)
		json_array_append_new(words,
			json_string(words_of(digest->bytes[i], i)));
	return json_pack("{s:s, s:s, s:o}", "file", name, "sha256", hex,
		"words", words);
}

enum status
cmd_words(const struct options *options, struct err *err)
{
	json_t *all = json_array();
	struct digest digest;
	char name[200];
	enum status status = STATUS_OK;
	size_t i;

	for (i = 0; i < options->arg_count && status == STATUS_OK; i++) {
		text_clean_ascii(name, sizeof(name), options->args[i]);
		status = digest_file(&digest, options->args[i], err);
		if (status == STATUS_OK && !options->json)
			print_words(name, &digest);
		else if (status == STATUS_OK)
			json_array_append_new(all, json_words(name, &digest));
	}
	if (status == STATUS_OK && options->json) {
		json_dumpf(all, stdout, JSON_INDENT(2) | JSON_ENSURE_ASCII);
		putchar('\n');
	}
	json_decref(all);
	return status;
}
