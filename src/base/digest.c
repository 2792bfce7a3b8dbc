#include "base/digest.h"

#include <openssl/evp.h>
#include <stdlib.h>
#include <string.h>

#include "base/hex.h"

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
