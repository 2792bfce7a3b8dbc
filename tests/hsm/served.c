#include "hsm/served.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/file.h"
#include "dns/rsa.h"
#include "support/test.h"

#define FILE_MAX (1 << 20)

static char *
path_of(const struct served *served, const char *name)
{
	return file_join(served->dir, name);
}

static void
set_path(struct served *served, const char *variable, const char *name)
{
	char *path = path_of(served, name);

	profile_set_environment(&served->profile, variable, path);
	free(path);
}

static const char *
real_module(const struct hsm_profile *profile)
{
	size_t i = 0;

	while (access(profile->modules[i], R_OK) != 0)
		i++;
	return profile->modules[i];
}

/* SoftHSM's, with the other module before it. */
static void
make_profile(struct served *served)
{
	const struct hsm_profile *softhsm = &served->softhsm.profile;
	struct hsm_profile *profile = &served->profile;
	char **place;

	profile_init(profile);
	profile->name = mem_string("served");
	place = mem_append(&profile->modules, &profile->module_count,
		sizeof(*place));
	*place = mem_string(test_faults_module());
	profile_set_environment(profile, "KSK_FAULTS_MODULE",
		real_module(softhsm));
	set_path(served, "SOFTHSM2_CONF", "softhsm2.conf");
	set_path(served, "KSK_FAULTS_FILE", "rules");
	set_path(served, "KSK_FAULTS_TRACE", "trace");
}

bool
served_begin(struct served *served, const char *test)
{
	char *pem = test_data("data/rules-ksk1.pem");
	bool there;

	*served = (struct served){0};
	there = softhsm_begin_token(&served->softhsm, test);
	if (there) {
		softhsm_close(&served->softhsm);
		served->dir = served->softhsm.dir;
		CU_ASSERT_TRUE_FATAL(softhsm_import(&served->softhsm, pem,
			SERVED_LABEL, "01"));
		make_profile(served);
		served->log = path_of(served, "log");
		served->log_fd = open(served->log,
			O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
		CU_ASSERT_TRUE_FATAL(served->log_fd >= 0);
	}
	free(pem);
	return there;
}

void
served_end(struct served *served)
{
	served_close(served);
	close(served->log_fd);
	free(served->log);
	profile_clear(&served->profile);
	softhsm_end(&served->softhsm);
}

void
served_spoil(const struct served *served, const char *rules)
{
	char *path = path_of(served, "rules");
	struct err err;

	unlink(path);
	if (rules != NULL)
		CU_ASSERT_EQUAL_FATAL(file_create(path, rules, strlen(rules),
			&err), STATUS_OK);
	free(path);
}

void
served_open(struct served *served, const struct hsm_patience *patience)
{
	const struct hsm_worker worker = {test_hsm_program(), served->log_fd,
		patience, NULL};
	char *trace = path_of(served, "trace");
	struct err err;

	unlink(trace);
	free(trace);
	CU_ASSERT_EQUAL_FATAL(remote_open(&served->hsm, &served->profile,
		&worker, &err), STATUS_OK);
}

void
served_close(struct served *served)
{
	if (served->hsm != NULL)
		served->hsm->ops->close(served->hsm);
	served->hsm = NULL;
}

enum status
served_login(struct served *served, const char *pin, struct err *err)
{
	return softhsm_login(served->hsm, "T", pin, err);
}

static enum status
judge(const struct hsm_key *key, const struct bytes *data,
	const struct bytes *signature, struct err *err)
{
	struct buf encoded = {0};
	struct bytes public_key;
	enum verdict verdict;

	rsa_encode(&encoded, &key->exponent, &key->modulus);
	public_key = buf_take(&encoded);
	verdict = algorithm_verify(algorithm_find(8), &public_key, data->data,
		data->len, signature, err);
	bytes_clear(&public_key);
	return verdict == VERDICT_PASS ? STATUS_OK : STATUS_HSM;
}

enum status
served_sign(struct served *served, const char *data, struct err *err)
{
	const struct bytes tbs = {(uint8_t *)(uintptr_t)data, strlen(data)};
	const struct digest digest = digest_of(tbs.data, tbs.len);
	const struct hsm_ops *ops = served->hsm->ops;
	struct bytes signature = {0};
	struct hsm_key *keys = NULL;
	size_t count = 0;
	enum status status = ops->find(served->hsm, SERVED_LABEL, &keys, &count,
		err);

	if (status == STATUS_OK && count != 1)
		status = err_set(err, STATUS_HSM, "%zu keys", count);
	if (status == STATUS_OK)
		status = ops->permit(served->hsm, &digest, 1, err);
	if (status == STATUS_OK)
		status = ops->sign(served->hsm, keys, algorithm_find(8), &tbs,
			&signature, err);
	if (status == STATUS_OK)
		status = judge(keys, &tbs, &signature, err);
	bytes_clear(&signature);
	hsm_keys_free(keys, count);
	return status;
}

char *
served_read(const char *path)
{
	struct bytes data = {0};
	struct err err;
	char *text;

	if (!file_exists(path) ||
		file_read(&data, path, FILE_MAX, &err) != STATUS_OK)
		return mem_string("");
	text = mem_format("%.*s", (int)data.len,
		data.len == 0 ? "" : (const char *)data.data);
	bytes_clear(&data);
	return text;
}

unsigned
served_calls(const struct served *served, const char *function)
{
	char *path = path_of(served, "trace");
	char *text = served_read(path);
	unsigned count = 0;
	char *rest = text;
	char *line;

	while ((line = strsep(&rest, "\n")) != NULL)
		count += strcmp(line, function) == 0;
	free(text);
	free(path);
	return count;
}

bool
served_is_gone(int pid)
{
	return waitpid(pid, NULL, WNOHANG) == -1 && errno == ECHILD &&
		kill(pid, 0) == -1 && errno == ESRCH;
}
