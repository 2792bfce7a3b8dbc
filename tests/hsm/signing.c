#include "hsm/signing.h"

#include <dirent.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/pidfd.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/clock.h"
#include "base/file.h"
#include "support/sample_load.h"
#include "support/test.h"

#define FILE_MAX (1 << 20)
#define LOOK_MS 10

/* For what may run in a forked part of a test, where no assertion ends it. */
static void
must(bool done, const char *what)
{
	if (done)
		return;
	perror(what);
	abort();
}

static void
write_file(const struct signing *signing, const char *name, const char *text)
{
	char *path = file_join(signing->dir, name);
	struct err err;

	CU_ASSERT_EQUAL_FATAL(file_create(path, text, strlen(text), &err),
		STATUS_OK);
	CU_ASSERT_EQUAL_FATAL(chmod(path, 0600), 0);
	free(path);
}

static void
write_ksr(const struct signing *signing, const char *name,
	const struct ksr *ksr)
{
	struct buf text = {0};

	ksr_write(&text, ksr);
	write_file(signing, name, buf_text(&text));
	buf_clear(&text);
}

static void
write_profile(const struct signing *signing)
{
	char *text = mem_format("<hsm-profile name=\"spoilt\">"
				"<module path=\"%s\"/><login kind=\"pin\"/>"
				"<sign hash=\"host\"/></hsm-profile>\n",
		test_faults_module());

	write_file(signing, "profile.xml", text);
	free(text);
}

static void
write_documents(const struct signing *signing)
{
	struct sample sample;
	char *policy;

	sample_init(&sample);
	policy = sample_policy_text(&sample);
	write_file(signing, "policy.xml", policy);
	write_ksr(signing, "ksr.xml", &sample.request);
	write_ksr(signing, "previous.xml", &sample.previous);
	write_profile(signing);
	write_file(signing, "pin", SOFTHSM_PIN "\n");
	/* libp11 0.4.12 leaks its slots when listing them fails. */
	write_file(signing, "leaks", "leak:libp11.so\n");
	free(policy);
	sample_clear(&sample);
}

static const char *
softhsm_module(const struct hsm_profile *profile)
{
	size_t i = 0;

	while (access(profile->modules[i], R_OK) != 0)
		i++;
	return profile->modules[i];
}

bool
signing_begin(struct signing *signing, const char *test)
{
	char *pem = test_data("data/rules-ksk1.pem");
	bool there = softhsm_begin_token(&signing->softhsm, test);

	if (there) {
		softhsm_close(&signing->softhsm);
		signing->dir = signing->softhsm.dir;
		CU_ASSERT_TRUE_FATAL(softhsm_import(&signing->softhsm, pem,
			"ksk-a", "01"));
		write_documents(signing);
		signing_adopt();
	}
	free(pem);
	return there;
}

void
signing_end(struct signing *signing)
{
	softhsm_end(&signing->softhsm);
}

void
signing_adopt(void)
{
	must(prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0) == 0, "prctl");
}

static void
redirect(int fd, const char *path, int flags)
{
	int opened = open(path, flags | O_CLOEXEC, 0600);

	if (opened < 0 || dup2(opened, fd) != fd)
		_exit(126);
}

static void
set_environment(const struct signing_run *run, const struct signing *signing,
	const char *faults)
{
	const struct hsm_profile *profile = &signing->softhsm.profile;
	size_t i;

	for (i = 0; i < profile->environment_count; i++)
		setenv(profile->environment[i].name,
			profile->environment[i].value, 1);
	setenv("KSK_FAULTS_MODULE", softhsm_module(profile), 1);
	setenv("KSK_FAULTS", faults, 1);
	setenv("KSK_FAULTS_TRACE", file_join(run->dir, "trace"), 1);
	setenv("LSAN_OPTIONS", mem_format("print_suppressions=0:"
		"suppressions=%s/leaks", signing->dir), 1);
}

static void
exec_sign(const struct signing_run *run, const struct signing *signing,
	const char *faults)
{
	const char *program = test_program();
	char *skr = file_join(run->dir, "skr.xml");
	char *out = file_join(run->dir, "out");
	char *err = file_join(run->dir, "err");

	set_environment(run, signing, faults);
	redirect(0, "/dev/null", O_RDONLY);
	redirect(1, out, O_WRONLY | O_CREAT | O_EXCL);
	redirect(2, err, O_WRONLY | O_CREAT | O_EXCL);
	if (chdir(signing->dir) == 0)
		execl(program, program, "sign", "--yes", "--policy",
			"policy.xml", "--schema", "normal", "--previous-skr",
			"previous.xml", "--hsm", "./profile.xml", "--token",
			"T", "--pin-file", "pin", "--at",
			"2017-02-20T00:00:00Z", "ksr.xml", skr, (char *)NULL);
	_exit(127);
}

static void
empty_dir(const char *dir)
{
	DIR *opened = opendir(dir);
	struct dirent *entry;
	char *path;

	must(opened != NULL, dir);
	while ((entry = readdir(opened)) != NULL) {
		if (strcmp(entry->d_name, ".") == 0 ||
			strcmp(entry->d_name, "..") == 0)
			continue;
		path = file_join(dir, entry->d_name);
		must(unlink(path) == 0, path);
		free(path);
	}
	closedir(opened);
}

void
signing_start(struct signing_run *run, const struct signing *signing,
	const char *faults)
{
	empty_dir(run->dir);
	fflush(NULL);
	run->pid = fork();
	must(run->pid >= 0, "fork");
	if (run->pid == 0)
		exec_sign(run, signing, faults);
}

static void
read_bytes(struct bytes *dst, const struct signing_run *run, const char *name)
{
	char *path = file_join(run->dir, name);
	struct err err;

	bytes_clear(dst);
	if (file_exists(path))
		must(file_read(dst, path, FILE_MAX, &err) == STATUS_OK, path);
	free(path);
}

static char *
read_text(const struct signing_run *run, const char *name)
{
	struct bytes data = {0};
	char *text;

	read_bytes(&data, run, name);
	text = mem_format("%.*s", (int)data.len,
		data.data == NULL ? "" : (const char *)data.data);
	bytes_clear(&data);
	return text;
}

static bool
ends_in_time(pid_t pid, int limit_ms)
{
	struct pollfd place = {.fd = pidfd_open(pid, 0), .events = POLLIN};
	bool ended = poll(&place, 1, limit_ms) == 1;

	close(place.fd);
	return ended;
}

void
signing_finish(struct signing_run *run, int limit_ms)
{
	run->in_time = ends_in_time(run->pid, limit_ms);
	if (!run->in_time)
		kill(run->pid, SIGKILL);
	must(waitpid(run->pid, &run->how, 0) == run->pid, "waitpid");
	run->left = waitpid(-1, NULL, WNOHANG) != -1;
	run->out = read_text(run, "out");
	run->err = read_text(run, "err");
	run->trace = read_text(run, "trace");
	read_bytes(&run->skr, run, "skr.xml");
}

void
signing_clear(struct signing_run *run)
{
	free(run->out);
	free(run->err);
	free(run->trace);
	bytes_clear(&run->skr);
	*run = (struct signing_run){.dir = run->dir};
}

static unsigned
count_lines(const char *text, const char *wanted)
{
	unsigned count = 0;
	const char *end;

	for (; (end = strchr(text, '\n')) != NULL; text = end + 1)
		count += wanted == NULL ||
			(strlen(wanted) == (size_t)(end - text) &&
				strncmp(text, wanted, strlen(wanted)) == 0);
	return count;
}

unsigned
signing_calls(const struct signing_run *run, const char *function)
{
	return count_lines(run->trace, function);
}

/* Looks again and again, while it runs. */
static bool
await_file(struct signing_run *run, const char *name, const char *wanted,
	bool (*shows)(const char *text, const char *wanted, unsigned times),
	unsigned times, int limit_ms)
{
	int64_t until_ms = clock_mono_ms() + limit_ms;
	bool there = false;
	bool runs = true;
	char *text;

	while (!there && runs && clock_mono_ms() < until_ms) {
		text = read_text(run, name);
		there = shows(text, wanted, times);
		runs = !ends_in_time(run->pid, there ? 0 : LOOK_MS);
		free(text);
	}
	return there && runs;
}

static bool
has_lines(const char *text, const char *wanted, unsigned times)
{
	return count_lines(text, wanted) >= times;
}

static bool
has_words(const char *text, const char *wanted, unsigned times)
{
	(void)times;
	return strstr(text, wanted) != NULL;
}

bool
signing_await_call(struct signing_run *run, const char *function,
	unsigned times, int limit_ms)
{
	return await_file(run, "trace", function, has_lines, times, limit_ms);
}

bool
signing_await_words(struct signing_run *run, const char *words, int limit_ms)
{
	return await_file(run, "err", words, has_words, 1, limit_ms);
}

/* Those that were left to this process. */
static void
end_children(void)
{
	char *path = mem_format("/proc/self/task/%d/children", getpid());
	FILE *file = fopen(path, "r");
	int child;

	while (file != NULL && fscanf(file, "%d", &child) == 1) {
		kill(child, SIGKILL);
		waitpid(child, NULL, 0);
	}
	if (file != NULL)
		fclose(file);
	free(path);
}

bool
signing_await_nobody(int limit_ms)
{
	int64_t until_ms = clock_mono_ms() + limit_ms;
	pid_t child;

	do {
		child = waitpid(-1, NULL, WNOHANG);
		if (child == 0)
			poll(NULL, 0, LOOK_MS);
	} while (child != -1 && clock_mono_ms() < until_ms);
	if (child != -1)
		end_children();
	return child == -1;
}
