#include "cmd_words.h"

#include <errno.h>
#include <fcntl.h>
#include <jansson.h>
#include <openssl/evp.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/hex.h"
#include "base/text.h"
#include "base/words.h"

#define WORDS_A_LINE 4
#define CHUNK 65536

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

/* Files may be as long as an operating system's image: never whole. */
static enum status
digest_stream(struct digest *dst, int fd, EVP_MD_CTX *context, const char *path,
	struct err *err)
{
	uint8_t chunk[CHUNK];
	ssize_t len = 1;

	if (EVP_DigestInit_ex(context, EVP_sha256(), NULL) != 1)
		return err_set(err, STATUS_FILE, "OpenSSL has no SHA-256");
	while (len > 0) {
		len = read(fd, chunk, sizeof(chunk));
		if (len < 0 && errno == EINTR)
			len = 1;
		else if (len < 0)
			return err_set_errno(err, STATUS_INPUT, "%s", path);
		else if (EVP_DigestUpdate(context, chunk, (size_t)len) != 1)
			return err_set(err, STATUS_FILE, "SHA-256 failed");
	}
	if (EVP_DigestFinal_ex(context, dst->bytes, NULL) != 1)
		return err_set(err, STATUS_FILE, "SHA-256 failed");
	return STATUS_OK;
}

static enum status
digest_file(struct digest *dst, const char *path, struct err *err)
{
	EVP_MD_CTX *context;
	enum status status;
	int fd = open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY);

	if (fd < 0)
		return err_set_errno(err, STATUS_INPUT, "%s", path);
	context = EVP_MD_CTX_new();
	if (context == NULL)
		abort();
	status = digest_stream(dst, fd, context, path, err);
	EVP_MD_CTX_free(context);
	close(fd);
	return status;
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
