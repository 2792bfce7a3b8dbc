#include "base/secret.h"

#include <fcntl.h>
#include <openssl/crypto.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#define HEAP_SIZE 32768 /* bytes; a power of two */
#define HEAP_LEAST 128
#define SECRET_SIZE (SECRET_MAX + 1)

static enum status
forbid_dumps(struct err *err)
{
	const struct rlimit none = {0, 0};

	if (setrlimit(RLIMIT_CORE, &none) != 0 ||
		prctl(PR_SET_DUMPABLE, 0, 0, 0, 0) != 0 ||
		prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0)
		return err_set_errno(err, STATUS_FILE,
			"cannot forbid core dumps");
	return STATUS_OK;
}

enum status
secret_setup(bool *locked, struct err *err)
{
	enum status status = forbid_dumps(err);
	int made = 1;

	if (status != STATUS_OK)
		return status;
	umask(077);
	if (!CRYPTO_secure_malloc_initialized())
		made = CRYPTO_secure_malloc_init(HEAP_SIZE, HEAP_LEAST);
	if (!CRYPTO_secure_malloc_initialized())
		return err_set(err, STATUS_FILE,
			"no guarded memory for PINs can be had");
	/* 2: there, but mlock was refused. */
	*locked = made == 1;
	return STATUS_OK;
}

void
secret_init(struct secret *secret)
{
	secret->text = OPENSSL_secure_zalloc(SECRET_SIZE);
	if (secret->text == NULL)
		abort();
	secret->len = 0;
}

void
secret_clear(struct secret *secret)
{
	OPENSSL_secure_clear_free(secret->text, SECRET_SIZE);
	*secret = (struct secret){0};
}

void
secret_wipe(struct secret *secret)
{
	if (secret->text != NULL)
		OPENSSL_cleanse(secret->text, SECRET_SIZE);
	secret->len = 0;
}

bool
secret_add(struct secret *secret, char c)
{
	if (secret->text == NULL)
		secret_init(secret);
	if (secret->len == SECRET_MAX || c == '\0')
		return false;
	secret->text[secret->len++] = c;
	return true;
}

bool
secret_remove(struct secret *secret)
{
	if (secret->len == 0)
		return false;
	secret->text[--secret->len] = '\0';
	return true;
}

bool
secret_set(struct secret *secret, const char *text, size_t len)
{
	if (len > SECRET_MAX || memchr(text, '\0', len) != NULL)
		return false;
	if (secret->text == NULL)
		secret_init(secret);
	secret_wipe(secret);
	memcpy(secret->text, text, len);
	secret->len = len;
	return true;
}

bool
secret_equal(const struct secret *a, const struct secret *b)
{
	if (a->text == NULL || b->text == NULL)
		return a->len == b->len;
	/* Both are zero behind their text. */
	return CRYPTO_memcmp(a->text, b->text, SECRET_SIZE) == 0;
}

/* Bytes of the first line. */
static size_t
line_len(const char *text, size_t len)
{
	const char *end = memchr(text, '\n', len);

	if (end == NULL)
		end = text + len;
	if (end > text && end[-1] == '\r')
		end--;
	return (size_t)(end - text);
}

static enum status
check_private(int fd, const char *path, struct err *err)
{
	struct stat st;

	if (fstat(fd, &st) != 0)
		return err_set_errno(err, STATUS_FILE, "%s", path);
	if (!S_ISREG(st.st_mode))
		return err_set(err, STATUS_USAGE,
			"%s: a PIN is read from a regular file only", path);
	if ((st.st_mode & 077) != 0)
		return err_set(err, STATUS_USAGE,
			"%s: others may read this PIN file; chmod 600 it",
			path);
	return STATUS_OK;
}

static enum status
read_line(struct secret *dst, int fd, const char *path, struct err *err)
{
	char *text = OPENSSL_secure_zalloc(SECRET_SIZE);
	enum status status = STATUS_OK;
	ssize_t got;
	size_t len = 0;

	if (text == NULL)
		abort();
	got = read(fd, text, SECRET_SIZE);
	if (got > 0)
		len = line_len(text, (size_t)got);
	if (got < 0)
		status = err_set_errno(err, STATUS_FILE, "%s", path);
	else if (len == 0 || !secret_set(dst, text, len))
		status = err_set(err, STATUS_USAGE,
			"%s: the first line must be a PIN of 1 to %d bytes",
			path, SECRET_MAX);
	OPENSSL_secure_clear_free(text, SECRET_SIZE);
	return status;
}

enum status
secret_read_file(struct secret *dst, const char *path, struct err *err)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
	enum status status;

	if (fd < 0)
		return err_set_errno(err, STATUS_FILE, "%s", path);
	status = check_private(fd, path, err);
	if (status == STATUS_OK)
		status = read_line(dst, fd, path, err);
	close(fd);
	return status;
}
