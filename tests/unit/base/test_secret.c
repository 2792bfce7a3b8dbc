#include "base/secret.h"

#include <openssl/crypto.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/file.h"
#include "support/test.h"

extern const struct test_suite suite_secret;

static bool
is_hardened(void)
{
	struct rlimit core;

	return prctl(PR_GET_DUMPABLE) == 0 &&
		prctl(PR_GET_NO_NEW_PRIVS, 0, 0, 0, 0) == 1 &&
		getrlimit(RLIMIT_CORE, &core) == 0 && core.rlim_max == 0 &&
		umask(0) == 077;
}

/* In a process of its own: it cannot be undone. */
static int
set_up(void)
{
	struct secret secret;
	struct err err;
	bool locked;

	if (secret_setup(&locked, &err) != STATUS_OK ||
		secret_setup(&locked, &err) != STATUS_OK)
		return 1;
	if (!is_hardened())
		return 2;
	secret_init(&secret);
	if (CRYPTO_secure_allocated(secret.text) != 1)
		return 3;
	secret_clear(&secret);
	return CRYPTO_secure_used() == 0 ? 0 : 4;
}

static void
hardens_the_process(void)
{
	pid_t child = fork();
	int status = -1;

	if (child == 0)
		_exit(set_up());
	waitpid(child, &status, 0);
	CU_ASSERT_TRUE(WIFEXITED(status));
	CU_ASSERT_EQUAL(WEXITSTATUS(status), 0);
}

static void
takes_typed_characters(void)
{
	struct secret secret = {0};
	int i;

	CU_ASSERT_FALSE(secret_remove(&secret));
	CU_ASSERT_TRUE(secret_add(&secret, '1'));
	CU_ASSERT_TRUE(secret_add(&secret, '2'));
	CU_ASSERT_STRING_EQUAL(secret.text, "12");
	CU_ASSERT_TRUE(secret_remove(&secret));
	CU_ASSERT_STRING_EQUAL(secret.text, "1");
	CU_ASSERT_FALSE(secret_add(&secret, '\0'));
	for (i = 1; i < SECRET_MAX; i++)
		CU_ASSERT_TRUE(secret_add(&secret, 'x'));
	CU_ASSERT_FALSE(secret_add(&secret, 'x'));
	CU_ASSERT_EQUAL(secret.len, SECRET_MAX);
	CU_ASSERT_EQUAL(strlen(secret.text), SECRET_MAX);
	secret_clear(&secret);
	secret_clear(&secret);
	CU_ASSERT_PTR_NULL(secret.text);
}

static void
wipes_every_byte(void)
{
	struct secret secret = {0};
	int i, sum = 0;

	CU_ASSERT_TRUE(secret_set(&secret, "a long secret", 13));
	CU_ASSERT_TRUE(secret_set(&secret, "pin", 3));
	for (i = 3; i <= SECRET_MAX; i++)
		sum += secret.text[i];
	secret_wipe(&secret);
	for (i = 0; i <= SECRET_MAX; i++)
		sum += secret.text[i];
	CU_ASSERT_EQUAL(sum, 0);
	CU_ASSERT_EQUAL(secret.len, 0);
	secret_clear(&secret);
}

static void
sets_what_fits(void)
{
	char long_text[SECRET_MAX + 1];
	struct secret secret = {0};

	memset(long_text, 'a', sizeof(long_text));
	CU_ASSERT_TRUE(secret_set(&secret, long_text, SECRET_MAX));
	CU_ASSERT_FALSE(secret_set(&secret, long_text, SECRET_MAX + 1));
	CU_ASSERT_FALSE(secret_set(&secret, "a\0b", 3));
	CU_ASSERT_EQUAL(secret.len, SECRET_MAX);
	secret_clear(&secret);
}

static void
compares_whole_secrets(void)
{
	struct secret a = {0}, b = {0};

	CU_ASSERT_TRUE(secret_equal(&a, &b));
	CU_ASSERT_TRUE(secret_set(&a, "1234", 4));
	CU_ASSERT_FALSE(secret_equal(&a, &b));
	CU_ASSERT_TRUE(secret_set(&b, "1235", 4));
	CU_ASSERT_FALSE(secret_equal(&a, &b));
	CU_ASSERT_TRUE(secret_set(&b, "12345", 5));
	CU_ASSERT_FALSE(secret_equal(&a, &b));
	CU_ASSERT_TRUE(secret_remove(&b));
	CU_ASSERT_TRUE(secret_equal(&a, &b));
	secret_wipe(&a);
	secret_wipe(&b);
	CU_ASSERT_TRUE(secret_equal(&a, &b));
	secret_clear(&a);
	secret_clear(&b);
}

static enum status
read_pin(struct secret *pin, const char *text, mode_t mode, struct err *err)
{
	char *path = file_join(test_temp_dir(), "pin");
	enum status status;

	CU_ASSERT_EQUAL(file_create(path, text, strlen(text), err), STATUS_OK);
	CU_ASSERT_EQUAL(chmod(path, mode), 0);
	status = secret_read_file(pin, path, err);
	free(path);
	return status;
}

static void
reads_a_private_first_line(void)
{
	static const char sixty_four[] = "0123456789abcdef0123456789abcdef"
					 "0123456789abcdef0123456789abcdef";
	struct secret pin = {0};
	struct err err;

	CU_ASSERT_EQUAL(read_pin(&pin, "1234\nmore\n", 0600, &err), STATUS_OK);
	CU_ASSERT_STRING_EQUAL(pin.text, "1234");
	CU_ASSERT_EQUAL(read_pin(&pin, "5678\r\n", 0400, &err), STATUS_OK);
	CU_ASSERT_STRING_EQUAL(pin.text, "5678");
	CU_ASSERT_EQUAL(read_pin(&pin, "no newline", 0600, &err), STATUS_OK);
	CU_ASSERT_STRING_EQUAL(pin.text, "no newline");
	CU_ASSERT_EQUAL(read_pin(&pin, "9\r", 0600, &err), STATUS_OK);
	CU_ASSERT_STRING_EQUAL(pin.text, "9");
	CU_ASSERT_EQUAL(read_pin(&pin, sixty_four, 0600, &err), STATUS_OK);
	CU_ASSERT_EQUAL(pin.len, SECRET_MAX);
	secret_clear(&pin);
}

static void
refuses_other_pin_files(void)
{
	static const char longer[] = "0123456789abcdef0123456789abcdef"
				     "0123456789abcdef0123456789abcdef0";
	struct secret pin = {0};
	struct err err = {0};

	CU_ASSERT_EQUAL(read_pin(&pin, "1234\n", 0640, &err), STATUS_USAGE);
	CU_ASSERT_PTR_NOT_NULL(strstr(err.text, "chmod 600"));
	CU_ASSERT_EQUAL(read_pin(&pin, "1234\n", 0604, &err), STATUS_USAGE);
	CU_ASSERT_EQUAL(read_pin(&pin, "", 0600, &err), STATUS_USAGE);
	CU_ASSERT_EQUAL(read_pin(&pin, "\n1234\n", 0600, &err), STATUS_USAGE);
	CU_ASSERT_EQUAL(read_pin(&pin, longer, 0600, &err), STATUS_USAGE);
	CU_ASSERT_PTR_NULL(strstr(err.text, "0123"));
	CU_ASSERT_EQUAL(secret_read_file(&pin, test_temp_dir(), &err),
		STATUS_USAGE);
	CU_ASSERT_EQUAL(secret_read_file(&pin, "/nowhere/pin", &err),
		STATUS_FILE);
	CU_ASSERT_PTR_NULL(pin.text);
}

static const CU_TestInfo tests[] = {
	{"hardens the process", hardens_the_process},
	{"takes typed characters", takes_typed_characters},
	{"wipes every byte", wipes_every_byte},
	{"sets what fits", sets_what_fits},
	{"compares whole secrets", compares_whole_secrets},
	{"reads a private first line", reads_a_private_first_line},
	{"refuses other PIN files", refuses_other_pin_files},
	CU_TEST_INFO_NULL,
};

const struct test_suite suite_secret = {"base/secret", tests};
