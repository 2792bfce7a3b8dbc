#include "modules/place.h"

#include <errno.h>
#include <fcntl.h>
#include <sched.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/file.h"
#include "hsm/remote.h"
#include "support/test.h"

/* One socket is its input, which ends when this program does, and its
 * output. */
static void
start_script(struct place *place)
{
	const struct module *module = place->module;
	char *script = test_data("modules/place.sh");
	int pair[2];

	CU_ASSERT_EQUAL_FATAL(socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0,
				      pair), 0);
	place->script_pid = fork();
	CU_ASSERT_TRUE_FATAL(place->script_pid >= 0);
	if (place->script_pid == 0) {
		dup2(pair[1], 0);
		dup2(pair[1], 1);
		execl("/bin/sh", "sh", script, module->name, place->dir,
			module->label, module->pin, NULL);
		_exit(127);
	}
	close(pair[1]);
	place->script = fdopen(pair[0], "r");
	free(script);
}

static void
end_script(struct place *place)
{
	pid_t reaped;

	fclose(place->script);
	do
		reaped = waitpid(place->script_pid, NULL, 0);
	while (reaped < 0 && errno == EINTR);
	CU_ASSERT_EQUAL(reaped, place->script_pid);
}

static void
read_profile(struct place *place)
{
	char *path = file_join(place->dir, "profile.xml");
	struct bytes data = {0};
	struct err err;

	CU_ASSERT_EQUAL_FATAL(file_read(&data, path, XML_MAX_SIZE, &err),
		STATUS_OK);
	CU_ASSERT_EQUAL_FATAL(profile_parse(&place->profile,
		&(struct xml_source){.name = path, .data = data.data,
			.len = data.len}, &err), STATUS_OK);
	bytes_clear(&data);
	free(path);
}

static void
open_log(struct place *place)
{
	char *path = file_join(place->dir, "worker.log");

	place->log = open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC,
		0600);
	CU_ASSERT_TRUE_FATAL(place->log >= 0);
	free(path);
}

bool
place_begin(struct place *place, const struct module *module, const char *test)
{
	char said[200] = "";

	*place = (struct place){.module = module};
	if (module->own_mounts && unshare(CLONE_NEWNS | CLONE_NEWIPC) != 0) {
		test_skip(test, "mounts of its own take root");
		return false;
	}
	place->dir = mem_string(test_temp_dir());
	start_script(place);
	(void)fgets(said, sizeof(said), place->script);
	said[strcspn(said, "\n")] = '\0';
	if (strncmp(said, "skip ", 5) == 0) {
		test_skip(test, said + 5);
		end_script(place);
		free(place->dir);
		return false;
	}
	CU_ASSERT_STRING_EQUAL_FATAL(said, "ready");
	read_profile(place);
	open_log(place);
	return true;
}

void
place_open(struct place *place)
{
	const struct hsm_worker worker = {.program = test_hsm_program(),
		.log = place->log};
	struct err err;

	CU_ASSERT_EQUAL_FATAL(remote_open(&place->hsm, &place->profile, &worker,
				      &err), STATUS_OK);
}

void
place_close(struct place *place)
{
	int pid = remote_pid(place->hsm);

	CU_ASSERT_TRUE_FATAL(pid > 0);
	CU_ASSERT_EQUAL(kill(pid, 0), 0);
	place->hsm->ops->close(place->hsm);
	place->hsm = NULL;
	CU_ASSERT_NOT_EQUAL(kill(pid, 0), 0);
}

static void
check_log(const struct place *place)
{
	char *path = file_join(place->dir, "worker.log");
	struct bytes log = {0};
	struct err err;

	CU_ASSERT_EQUAL_FATAL(file_read(&log, path, XML_MAX_SIZE, &err),
		STATUS_OK);
	if (log.len > 0) {
		CU_ASSERT_PTR_NULL(memmem(log.data, log.len,
			place->module->pin, strlen(place->module->pin)));
	}
	bytes_clear(&log);
	free(path);
}

void
place_end(struct place *place)
{
	check_log(place);
	close(place->log);
	end_script(place);
	CU_ASSERT_EQUAL(waitpid(-1, NULL, WNOHANG), -1);
	CU_ASSERT_EQUAL(errno, ECHILD);
	profile_clear(&place->profile);
	free(place->dir);
}

enum status
place_login(struct place *place, const char *pin, struct err *err)
{
	struct hsm_token token;
	struct secret secret;
	enum status status = hsm_choose_token(&token, place->hsm,
		place->module->label, err);

	if (status != STATUS_OK)
		return status;
	secret_init(&secret);
	secret_set(&secret, pin, strlen(pin));
	status = place->hsm->ops->login(place->hsm, &token, &secret, err);
	secret_clear(&secret);
	return status;
}
