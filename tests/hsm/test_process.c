/* The HSM's process as the system sees it. */
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "hsm/served.h"
#include "hsm/worker.h"
#include "support/test.h"

extern const struct test_suite suite_process;

#define BOUND_MS 20000
#define PROC_MAX 65536

/* Opens it and waits until the module is loaded and its tokens are listed. */
static void
open_and_list(struct served *served)
{
	struct hsm_token token;
	struct err err;

	served_open(served, NULL);
	CU_ASSERT_EQUAL(hsm_choose_token(&token, served->hsm, "T", &err),
		STATUS_OK);
}

/* Its environment, one variable a line. */
static char *
read_environment(int pid)
{
	char *path = mem_format("/proc/%d/environ", pid);
	char *text = mem_new(1, PROC_MAX);
	FILE *file = fopen(path, "r");
	size_t len = 0, i;

	free(path);
	CU_ASSERT_PTR_NOT_NULL_FATAL(file);
	text[0] = '\n';
	len = 1 + fread(text + 1, 1, PROC_MAX - 2, file);
	fclose(file);
	for (i = 0; i < len; i++) {
		if (text[i] == '\0')
			text[i] = '\n';
	}
	return text;
}

static bool
has(const char *environment, const char *variable)
{
	char *line = mem_format("\n%s", variable);
	bool found = strstr(environment, line) != NULL;

	free(line);
	return found;
}

static const struct {
	const char *name;
	const char *value;
} dangers[] = {
	{"LD_PRELOAD", "/nonexistent/a.so"},
	{"LD_AUDIT", "/nonexistent/b.so"},
	{"LD_DEBUG_OUTPUT", "/nonexistent/c"},
	{"PKCS11SPY", "/nonexistent/d.so"},
	{"PKCS11SPY_OUTPUT", "/nonexistent/e"},
	{"OPENSSL_CONF", "/nonexistent/f"},
	{"OPENSSL_MODULES", "/nonexistent"},
	{"OPENSSL_ENGINES", "/nonexistent"},
};

#define DANGERS (sizeof(dangers) / sizeof(dangers[0]))

static void
set_dangers(void)
{
	size_t i;

	for (i = 0; i < DANGERS; i++)
		setenv(dangers[i].name, dangers[i].value, 1);
}

static void
unset_dangers(void)
{
	size_t i;

	for (i = 0; i < DANGERS; i++)
		unsetenv(dangers[i].name);
}

static void
has_the_profiles_environment(void)
{
	struct served served;
	char *environment;
	size_t i;

	if (geteuid() != 0)
		SKIP("only root sees a process that is not dumpable");
	if (!served_begin(&served, __func__))
		return;
	profile_set_environment(&served.profile, "LD_LIBRARY_PATH", "/opt/hsm");
	profile_set_environment(&served.profile, "HSM_PLACE", "profile=1");
	setenv("HSM_PLACE", "console", 1);
	setenv("HSM_PLACES", "kept", 1);
	set_dangers();
	open_and_list(&served);
	unset_dangers();
	environment = read_environment(remote_pid(served.hsm));
	CU_ASSERT_TRUE(has(environment, "LD_LIBRARY_PATH=/opt/hsm\n"));
	CU_ASSERT_TRUE(has(environment, "HSM_PLACE=profile=1\n"));
	CU_ASSERT_FALSE(has(environment, "HSM_PLACE=console\n"));
	CU_ASSERT_TRUE(has(environment, "HSM_PLACES=kept\n"));
	CU_ASSERT_TRUE(has(environment, "SOFTHSM2_CONF="));
	for (i = 0; i < DANGERS; i++)
		CU_ASSERT_FALSE(has(environment, dangers[i].name));
	unsetenv("HSM_PLACE");
	unsetenv("HSM_PLACES");
	free(environment);
	served_end(&served);
}

/* Where its descriptor goes to; "" where there is none. */
static void
read_descriptor(char *dst, size_t size, int pid, int fd)
{
	char *path = mem_format("/proc/%d/fd/%d", pid, fd);
	ssize_t len = readlink(path, dst, size - 1);

	dst[len < 0 ? 0 : len] = '\0';
	free(path);
}

/* The highest of its descriptors. */
static int
last_descriptor(int pid)
{
	char *path = mem_format("/proc/%d/fd", pid);
	DIR *dir = opendir(path);
	struct dirent *entry;
	int last = -1;

	free(path);
	CU_ASSERT_PTR_NOT_NULL_FATAL(dir);
	while ((entry = readdir(dir)) != NULL) {
		if (atoi(entry->d_name) > last)
			last = atoi(entry->d_name);
	}
	closedir(dir);
	return last;
}

static bool
is_close_on_exec(int pid, int fd)
{
	char *path = mem_format("/proc/%d/fdinfo/%d", pid, fd);
	FILE *file = fopen(path, "re");
	unsigned flags = 0;

	free(path);
	CU_ASSERT_PTR_NOT_NULL_FATAL(file);
	CU_ASSERT_EQUAL(fscanf(file, "pos: %*d flags: %o", &flags), 1);
	fclose(file);
	return (flags & O_CLOEXEC) != 0;
}

static void
has_four_descriptors(void)
{
	int of_the_console;
	struct served served;
	char path[4096];
	int pid;

	if (geteuid() != 0)
		SKIP("only root sees a process that is not dumpable");
	if (!served_begin(&served, __func__))
		return;
	of_the_console = open("/dev/null", O_RDWR); /* not close-on-exec */
	open_and_list(&served);
	pid = remote_pid(served.hsm);
	read_descriptor(path, sizeof(path), pid, 0);
	CU_ASSERT_STRING_EQUAL(path, "/dev/null");
	read_descriptor(path, sizeof(path), pid, 1);
	CU_ASSERT_STRING_EQUAL(path, served.log);
	read_descriptor(path, sizeof(path), pid, 2);
	CU_ASSERT_STRING_EQUAL(path, served.log);
	read_descriptor(path, sizeof(path), pid, 3);
	CU_ASSERT_EQUAL(strncmp(path, "socket:[", 8), 0);
	CU_ASSERT_EQUAL(last_descriptor(pid), 3);
	/* What the module executes gets no end of it. */
	CU_ASSERT_TRUE(is_close_on_exec(pid, 3));
	close(of_the_console);
	served_end(&served);
}

static void
is_out_of_the_keyboards_reach(void)
{
	struct served served;
	int pid;

	if (!served_begin(&served, __func__))
		return;
	open_and_list(&served);
	pid = remote_pid(served.hsm);
	CU_ASSERT_EQUAL(getsid(pid), pid);
	served_end(&served);
}

static void
logs_what_the_module_prints(void)
{
	struct served served;
	struct err err = {0};
	char *log;

	if (!served_begin(&served, __func__))
		return;
	served_spoil(&served, "C_Sing=hang");
	served_open(&served, NULL);
	CU_ASSERT_EQUAL(served_login(&served, SOFTHSM_PIN, &err), STATUS_HSM);
	CU_ASSERT_PTR_NOT_NULL(strstr(err.text, "CKR_GENERAL_ERROR"));
	served_close(&served);
	log = served_read(served.log);
	CU_ASSERT_PTR_NOT_NULL(strstr(log, "ksk-ceremony-faults: rule "
					   "C_Sing=hang: "));
	CU_ASSERT_PTR_NULL(strstr(log, SOFTHSM_PIN));
	free(log);
	served_end(&served);
}

/* Opened over the process that was started ahead; its number, and that of the
 * process that serves. */
static void
open_over(struct served *served, pid_t *ahead, int *serving)
{
	struct worker worker;
	const struct hsm_worker how = {test_hsm_program(), served->log_fd,
		NULL, &worker};
	struct err err;

	CU_ASSERT_EQUAL_FATAL(worker_start(&worker, test_hsm_program(), NULL,
		served->log_fd, &err), STATUS_OK);
	*ahead = worker.pid;
	CU_ASSERT_EQUAL_FATAL(remote_open(&served->hsm, &served->profile, &how,
		&err), STATUS_OK);
	CU_ASSERT_EQUAL(worker.pid, 0);
	*serving = remote_pid(served->hsm);
	CU_ASSERT_EQUAL(served_login(served, SOFTHSM_PIN, &err), STATUS_OK);
}

/* Where it has all that the profile wants. */
static void
is_taken_over(void)
{
	struct served served;
	size_t i;
	pid_t ahead;
	int serving;

	if (!served_begin(&served, __func__))
		return;
	for (i = 0; i < served.profile.environment_count; i++)
		setenv(served.profile.environment[i].name,
			served.profile.environment[i].value, 1);
	open_over(&served, &ahead, &serving);
	CU_ASSERT_NOT_EQUAL(serving, ahead);
	CU_ASSERT_TRUE(kill(ahead, 0) != 0 && errno == ESRCH);
	served_close(&served);
	i = served.profile.environment_count;
	served.profile.environment_count = 0;
	open_over(&served, &ahead, &serving);
	CU_ASSERT_EQUAL(serving, ahead);
	served_close(&served);
	served.profile.environment_count = i;
	while (i-- > 0)
		unsetenv(served.profile.environment[i].name);
	served_end(&served);
}

/* Nobody told it to go, the socket was closed. */
static void
ends_with_the_requests(void)
{
	struct served served;
	struct worker worker;
	char how[80];
	struct err err;

	if (!served_begin(&served, __func__))
		return;
	CU_ASSERT_EQUAL_FATAL(worker_start(&worker, test_hsm_program(),
		&served.profile, served.log_fd, &err), STATUS_OK);
	worker_end(&worker, BOUND_MS, how, sizeof(how));
	CU_ASSERT_STRING_EQUAL(how, "exit status 0");
	served_open(&served, NULL);
	CU_ASSERT_EQUAL(served_login(&served, SOFTHSM_PIN, &err), STATUS_OK);
	remote_dismiss(served.hsm);
	served_close(&served);
	CU_ASSERT_EQUAL(served_calls(&served, "C_Logout"), 1);
	CU_ASSERT_EQUAL(served_calls(&served, "C_CloseSession"), 1);
	CU_ASSERT_EQUAL(served_calls(&served, "C_Finalize"), 1);
	served_end(&served);
}

/* What the shell would show: its exit status, and its words in *said. */
static int
run_by_hand(char **said, const char *third)
{
	char *command = mem_format("'%s' </dev/null 2>&1 3%s",
		test_hsm_program(), third);
	FILE *stream = popen(command, "r");
	char text[1000];
	size_t len;
	int status;

	CU_ASSERT_PTR_NOT_NULL_FATAL(stream);
	len = fread(text, 1, sizeof(text) - 1, stream);
	text[len] = '\0';
	status = pclose(stream);
	*said = mem_string(text);
	free(command);
	return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

static void
is_of_no_use_by_hand(void)
{
	static const char *const thirds[] = {"<&-", "</dev/null", "<&0"};
	size_t i;

	for (i = 0; i < sizeof(thirds) / sizeof(thirds[0]); i++) {
		char *said;

		CU_ASSERT_EQUAL(run_by_hand(&said, thirds[i]), 2);
		CU_ASSERT_STRING_EQUAL(said, "ksk-ceremony-hsm: started by "
					     "ksk-ceremony, not by hand\n");
		free(said);
	}
}

static void
says_what_cannot_be_started(void)
{
	const struct hsm_worker worker = {"/nonexistent/hsm", -1, NULL, NULL};
	struct hsm_profile profile;
	struct hsm *hsm = NULL;
	struct err err = {0};

	profile_init(&profile);
	CU_ASSERT_EQUAL(remote_open(&hsm, &profile, &worker, &err),
		STATUS_FILE);
	CU_ASSERT_PTR_NOT_NULL(strstr(err.text, "/nonexistent/hsm, the HSM's "
						"program: "));
	CU_ASSERT_PTR_NULL(hsm);
}

static const CU_TestInfo tests[] = {
	{"has the profile's environment", has_the_profiles_environment},
	{"has four descriptors", has_four_descriptors},
	{"is out of the keyboard's reach", is_out_of_the_keyboards_reach},
	{"logs what the module prints", logs_what_the_module_prints},
	{"is taken over", is_taken_over},
	{"ends with the requests", ends_with_the_requests},
	{"is of no use by hand", is_of_no_use_by_hand},
	{"says what cannot be started", says_what_cannot_be_started},
	CU_TEST_INFO_NULL,
};

const struct test_suite suite_process = {"hsm/process", tests};
