/* The throw-away token: its folder, its PIN, its keys. */
#include <openssl/rand.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/file.h"
#include "ceremony/folder.h"
#include "ceremony/training_parts.h"
#include "dns/rsa.h"
#include "hsm/remote.h"

#define PIN_DIGITS 6

static const char conf[] =
	"directories.tokendir = " TRAINING_FOLDER "/tokens\n"
	"objectstore.backend = file\n"
	"log.level = ERROR\n"
	"slots.removable = false\n";

/* Nothing that it protects is real; so it stands in a file. */
static enum status
make_pin(struct secret *dst, struct err *err)
{
	unsigned char random[PIN_DIGITS];
	size_t i;

	if (RAND_bytes(random, sizeof(random)) != 1)
		return err_set(err, STATUS_FILE,
			"the system gives no random numbers");
	for (i = 0; i < sizeof(random); i++) {
		if (!secret_add(dst, (char)('0' + random[i] % 10)))
			return err_set(err, STATUS_FILE,
				"no place for the training token's PIN");
	}
	return STATUS_OK;
}

static enum status
make_folder(const char *dir, const struct secret *pin, struct err *err)
{
	struct buf text = {0};
	char *path = file_join(dir, TRAINING_FOLDER);
	char *tokens = file_join(path, "tokens");
	enum status status;

	status = file_make_dir(path, err);
	if (status == STATUS_OK)
		status = file_make_dir(tokens, err);
	if (status == STATUS_OK) {
		buf_add_text(&text, conf);
		status = folder_put_text(dir, TRAINING_FOLDER, TRAINING_CONF_FILE,
			&text, err);
	}
	if (status == STATUS_OK) {
		buf_add_format(&text, "%s\n", pin->text);
		status = folder_put_text(dir, TRAINING_FOLDER,
			TRAINING_PIN_FILE, &text, err);
	}
	free(tokens);
	free(path);
	return status;
}

static enum status
start(struct training_token *dst, const char *dir, const char *program,
	struct err *err)
{
	struct hsm_worker worker = {.program = program};
	enum status status = folder_open_log(&worker.log, dir, err);

	if (status != STATUS_OK)
		return status;
	status = remote_open(&dst->hsm, &dst->profile, &worker, err);
	close(worker.log);
	return status;
}

/* The same PIN for both: there is nobody to keep them apart. */
static enum status
init_token(struct training_token *dst, const char *label, struct err *err)
{
	const struct hsm_ops *ops = dst->hsm->ops;
	enum status status = ops->init_token(dst->hsm, label, &dst->pin,
		&dst->pin, err);

	if (status == STATUS_OK)
		status = hsm_choose_token(&dst->token, dst->hsm, label, err);
	if (status == STATUS_OK)
		status = ops->login(dst->hsm, &dst->token, &dst->pin, err);
	return status;
}

enum status
training_token_open(struct training_token *dst, const char *dir,
	const struct training *training, const char *label, struct err *err)
{
	enum status status;

	memset(dst, 0, sizeof(*dst));
	secret_init(&dst->pin);
	status = training_profile_read(&dst->profile, training, err);
	if (status == STATUS_OK)
		status = make_pin(&dst->pin, err);
	if (status == STATUS_OK)
		status = make_folder(dir, &dst->pin, err);
	if (status == STATUS_OK)
		status = start(dst, dir, training->hsm_program, err);
	if (status == STATUS_OK)
		status = init_token(dst, label, err);
	if (status == STATUS_OK)
		status = training_profile_write(dir, &dst->profile, &dst->token,
			err);
	return status;
}

void
training_token_close(struct training_token *token)
{
	if (token->hsm != NULL)
		token->hsm->ops->close(token->hsm);
	secret_clear(&token->pin);
	profile_clear(&token->profile);
	memset(token, 0, sizeof(*token));
}

static void
fill_dnskey(struct dnskey *dst, const struct hsm_key *key, uint8_t algorithm)
{
	struct buf field = {0};

	rsa_encode(&field, &key->exponent, &key->modulus);
	dst->flags = DNSKEY_KSK;
	dst->protocol = DNSKEY_PROTOCOL;
	dst->algorithm = algorithm;
	dst->public_key = buf_take(&field);
}

static bool
is_rsa(const struct policy_ksk *ksk)
{
	const struct algorithm *algorithm = algorithm_find(ksk->algorithm);

	return algorithm != NULL && strcmp(algorithm->element, "RSA") == 0;
}

/* "training-ksk" for the shipped template, "training-ksk-2017" else. */
static char *
make_label(const struct policy_ksk *ksk)
{
	static const char prefix[] = "training-";

	if (strncmp(ksk->name, prefix, strlen(prefix)) == 0)
		return mem_string(ksk->name);
	return mem_format("%s%s", prefix, ksk->name);
}

enum status
training_key_make(struct training_key *dst, struct training_token *token,
	const struct policy_ksk *ksk, struct err *err)
{
	const struct hsm_ops *ops = token->hsm->ops;
	struct hsm_key *keys = NULL;
	size_t count = 0;
	enum status status;

	if (!is_rsa(ksk))
		return err_set(err, STATUS_USAGE,
			"KSK %s is of algorithm %u; rehearsals make RSA keys",
			ksk->name, ksk->algorithm);
	dst->label = make_label(ksk);
	status = ops->generate_rsa(token->hsm, dst->label, ksk->bits, err);
	if (status == STATUS_OK)
		status = ops->find(token->hsm, dst->label, &keys, &count, err);
	if (status == STATUS_OK && count != 1)
		status = err_set(err, STATUS_HSM,
			"the training token holds %zu keys \"%s\"", count,
			dst->label);
	if (status == STATUS_OK) {
		fill_dnskey(&dst->dnskey, keys, ksk->algorithm);
		dst->made = true;
	}
	hsm_keys_free(keys, count);
	return status;
}

void
training_key_clear(struct training_key *key)
{
	free(key->label);
	dnskey_clear(&key->dnskey);
	memset(key, 0, sizeof(*key));
}
