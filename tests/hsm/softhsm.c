#include "hsm/softhsm.h"

#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/rsa.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/file.h"
#include "support/test.h"

static void
read_shipped(struct hsm_profile *profile)
{
	char *path = test_data("../hsm-profiles/softhsm.xml");
	struct xml_source source = {.name = "softhsm.xml"};
	struct bytes data = {0};
	struct err err;

	CU_ASSERT_EQUAL_FATAL(file_read(&data, path, XML_MAX_SIZE, &err),
		STATUS_OK);
	source.data = data.data;
	source.len = data.len;
	CU_ASSERT_EQUAL_FATAL(profile_parse(profile, &source, &err), STATUS_OK);
	bytes_clear(&data);
	free(path);
}

static bool
is_installed(const struct hsm_profile *profile)
{
	size_t i;

	for (i = 0; i < profile->module_count; i++) {
		if (access(profile->modules[i], R_OK) == 0)
			return true;
	}
	return false;
}

static void
make_directory(struct softhsm *softhsm)
{
	char *conf;
	char *tokens;
	char *text;
	struct err err;

	softhsm->dir = mem_string(test_temp_dir());
	conf = file_join(softhsm->dir, "softhsm2.conf");
	tokens = file_join(softhsm->dir, "tokens");
	text = mem_format("directories.tokendir = %s\n"
			  "objectstore.backend = file\nlog.level = ERROR\n",
		tokens);
	CU_ASSERT_EQUAL_FATAL(file_make_dir(tokens, &err), STATUS_OK);
	CU_ASSERT_EQUAL_FATAL(file_create(conf, text, strlen(text), &err),
		STATUS_OK);
	profile_set_environment(&softhsm->profile, "SOFTHSM2_CONF", conf);
	free(conf);
	free(tokens);
	free(text);
}

bool
softhsm_begin(struct softhsm *softhsm, const char *test)
{
	*softhsm = (struct softhsm){0};
	read_shipped(&softhsm->profile);
	if (!is_installed(&softhsm->profile)) {
		profile_clear(&softhsm->profile);
		test_skip(test, "SoftHSM is not installed");
		return false;
	}
	make_directory(softhsm);
	softhsm_open(softhsm);
	return true;
}

bool
softhsm_begin_token(struct softhsm *softhsm, const char *test)
{
	struct err err;

	if (!softhsm_begin(softhsm, test))
		return false;
	CU_ASSERT_EQUAL_FATAL(softhsm_init_token(softhsm->hsm, "T", &err),
		STATUS_OK);
	CU_ASSERT_EQUAL_FATAL(softhsm_login(softhsm->hsm, "T", SOFTHSM_PIN,
				      &err), STATUS_OK);
	return true;
}

void
softhsm_end(struct softhsm *softhsm)
{
	softhsm_close(softhsm);
	profile_clear(&softhsm->profile);
	free(softhsm->dir);
}

void
softhsm_open(struct softhsm *softhsm)
{
	const struct hsm_variable *variables = softhsm->profile.environment;
	struct err err;
	size_t i;

	for (i = 0; i < softhsm->profile.environment_count; i++)
		setenv(variables[i].name, variables[i].value, 1);
	CU_ASSERT_EQUAL_FATAL(p11_open(&softhsm->hsm, &softhsm->profile, &err),
		STATUS_OK);
}

void
softhsm_close(struct softhsm *softhsm)
{
	if (softhsm->hsm != NULL)
		softhsm->hsm->ops->close(softhsm->hsm);
	softhsm->hsm = NULL;
}

enum status
softhsm_init_token(struct hsm *hsm, const char *label, struct err *err)
{
	struct secret pin;
	struct secret so_pin;
	enum status status;

	secret_init(&pin);
	secret_init(&so_pin);
	secret_set(&pin, SOFTHSM_PIN, strlen(SOFTHSM_PIN));
	secret_set(&so_pin, SOFTHSM_SO_PIN, strlen(SOFTHSM_SO_PIN));
	status = hsm->ops->init_token(hsm, label, &so_pin, &pin, err);
	secret_clear(&pin);
	secret_clear(&so_pin);
	return status;
}

enum status
softhsm_login(struct hsm *hsm, const char *label, const char *pin,
	struct err *err)
{
	struct hsm_token token;
	struct secret secret;
	enum status status = hsm_choose_token(&token, hsm, label, err);

	if (status != STATUS_OK)
		return status;
	secret_init(&secret);
	secret_set(&secret, pin, strlen(pin));
	status = hsm->ops->login(hsm, &token, &secret, err);
	secret_clear(&secret);
	return status;
}

static bool
run(const char *command)
{
	int status = system(command);

	return status != -1 && WIFEXITED(status) && WEXITSTATUS(status) == 0;
}

static bool
import_file(const struct softhsm *softhsm, const char *pem, const char *label,
	const char *id)
{
	char *command = mem_format("SOFTHSM2_CONF='%s/softhsm2.conf' "
				   "softhsm2-util --import '%s' --token T "
				   "--label '%s' --id %s --force --pin %s "
				   ">/dev/null",
		softhsm->dir, pem, label, id, SOFTHSM_PIN);
	bool done = run(command);

	free(command);
	return done;
}

/* softhsm2-util wants PKCS#8. */
static bool
import_key(const struct softhsm *softhsm, EVP_PKEY *key, const char *label,
	const char *id)
{
	char *path = file_join(softhsm->dir, "import.pem");
	FILE *file = fopen(path, "w");
	bool done;

	CU_ASSERT_PTR_NOT_NULL_FATAL(key);
	CU_ASSERT_PTR_NOT_NULL_FATAL(file);
	CU_ASSERT_EQUAL_FATAL(PEM_write_PKCS8PrivateKey(file, key, NULL, NULL,
				      0, NULL, NULL), 1);
	fclose(file);
	EVP_PKEY_free(key);
	done = import_file(softhsm, path, label, id);
	free(path);
	return done;
}

bool
softhsm_import(const struct softhsm *softhsm, const char *pem,
	const char *label, const char *id)
{
	FILE *file = fopen(pem, "r");
	EVP_PKEY *key;

	CU_ASSERT_PTR_NOT_NULL_FATAL(file);
	key = PEM_read_PrivateKey(file, NULL, NULL, NULL);
	fclose(file);
	return import_key(softhsm, key, label, id);
}

bool
softhsm_import_new(const struct softhsm *softhsm, unsigned bits,
	const char *label, const char *id)
{
	return import_key(softhsm, EVP_RSA_gen(bits), label, id);
}
