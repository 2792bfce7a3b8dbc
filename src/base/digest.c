#include "base/digest.h"

#include <errno.h>
#include <fcntl.h>
#include <openssl/evp.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/hex.h"

#define CHUNK 65536

/* Looked up among OpenSSL's providers once, not for each digest. */
static const EVP_MD *
sha256(void)
{
	static EVP_MD *found;

	if (found == NULL)
		found = EVP_MD_fetch(NULL, "SHA256", NULL);
	return found;
}

struct digest
digest_of(const void *data, size_t len)
{
	static EVP_MD_CTX *context;
	struct digest digest;

	if (context == NULL)
		context = EVP_MD_CTX_new();
	if (EVP_DigestInit_ex2(context, sha256(), NULL) != 1 ||
		EVP_DigestUpdate(context, data, len) != 1 ||
		EVP_DigestFinal_ex(context, digest.bytes, NULL) != 1)
		abort();
	return digest;
}

static enum status
digest_stream(struct digest *dst, int fd, EVP_MD_CTX *context, const char *path,
	struct err *err)
{
	uint8_t chunk[CHUNK];
	ssize_t len = 1;

	if (EVP_DigestInit_ex2(context, sha256(), NULL) != 1)
		abort();
	while (len > 0) {
		len = read(fd, chunk, sizeof(chunk));
		if (len < 0 && errno == EINTR)
			len = 1;
		else if (len < 0)
			return err_set_errno(err, STATUS_INPUT, "%s", path);
		else if (EVP_DigestUpdate(context, chunk, (size_t)len) != 1)
			abort();
	}
	if (EVP_DigestFinal_ex(context, dst->bytes, NULL) != 1)
		abort();
	return STATUS_OK;
}

enum status
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

bool
digest_equal(const struct digest *a, const struct digest *b)
{
	return memcmp(a->bytes, b->bytes, DIGEST_LEN) == 0;
}

void
digest_format(char dst[DIGEST_HEX_SIZE], const struct digest *digest)
{
	hex_encode(dst, digest->bytes, DIGEST_LEN);
}

bool
digest_parse(struct digest *dst, const char *hex)
{
	return hex_decode(dst->bytes, DIGEST_LEN, hex);
}
