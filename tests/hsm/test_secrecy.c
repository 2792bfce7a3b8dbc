/* Where the HSM PIN is after the login: nowhere in the memory of the console
 * or of the HSM's process. */
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "hsm/signing.h"
#include "support/test.h"

extern const struct test_suite suite_secrecy;

#define REACHED_MS 60000
#define ENDED_MS 10000
#define PART_MAX (1UL << 30)

/* One part of the memory; what cannot be read does not count, nor what is as
 * large as only a sanitizer's shadow is. */
static bool
part_has(int memory, unsigned long from, unsigned long to, const char *text)
{
	size_t len = to - from < PART_MAX ? to - from : 1;
	char *data = mem_new(1, len);
	ssize_t got = pread(memory, data, len, (off_t)from);
	bool found = got > 0 &&
		memmem(data, (size_t)got, text, strlen(text)) != NULL;

	free(data);
	return found;
}

static bool
memory_has(int pid, const char *text)
{
	char *maps_path = mem_format("/proc/%d/maps", pid);
	char *path = mem_format("/proc/%d/mem", pid);
	int memory = open(path, O_RDONLY | O_CLOEXEC);
	FILE *maps = fopen(maps_path, "re");
	unsigned long from, to;
	char line[4300];
	bool found = false;

	CU_ASSERT_TRUE_FATAL(memory >= 0);
	CU_ASSERT_PTR_NOT_NULL_FATAL(maps);
	while (!found && fgets(line, sizeof(line), maps) != NULL) {
		if (sscanf(line, "%lx-%lx", &from, &to) == 2 &&
			strstr(line, " rw") != NULL)
			found = part_has(memory, from, to, text);
	}
	fclose(maps);
	close(memory);
	free(maps_path);
	free(path);
	return found;
}

/* The console's one child. */
static int
child_of(int pid)
{
	char *path = mem_format("/proc/%d/task/%d/children", pid, pid);
	FILE *file = fopen(path, "re");
	int child = 0;

	free(path);
	CU_ASSERT_PTR_NOT_NULL_FATAL(file);
	CU_ASSERT_EQUAL(fscanf(file, "%d", &child), 1);
	fclose(file);
	return child;
}

static void
end(struct signing_run *run)
{
	CU_ASSERT_EQUAL(kill(run->pid, SIGKILL), 0);
	signing_finish(run, ENDED_MS);
	CU_ASSERT_TRUE(signing_await_nobody(ENDED_MS));
	signing_clear(run);
}

/* A look at both while that call hangs: whether they hold the PIN. */
static void
look(bool *console, bool *process, const struct signing *signing,
	const char *function, unsigned number)
{
	struct signing_run run = {.dir = mem_string(test_temp_dir())};
	char *rules = mem_format("%s@%u=hang", function, number);

	signing_start(&run, signing, rules);
	CU_ASSERT_TRUE_FATAL(signing_await_call(&run, function, number,
		REACHED_MS));
	*console = memory_has(run.pid, SOFTHSM_PIN);
	*process = memory_has(child_of(run.pid), SOFTHSM_PIN);
	/* The look itself sees what is there. */
	CU_ASSERT_TRUE(memory_has(run.pid, "ksk-a"));
	CU_ASSERT_TRUE(memory_has(child_of(run.pid), rules));
	end(&run);
	free(rules);
	free(run.dir);
}

static void
is_forgotten_after_the_login(void)
{
	struct signing signing;
	bool console, process;

	if (geteuid() != 0)
		SKIP("only root sees a process that is not dumpable");
	if (!signing_begin(&signing, __func__))
		return;
	look(&console, &process, &signing, "C_Login", 1);
	CU_ASSERT_TRUE(process);
	look(&console, &process, &signing, "C_Sign", 1);
	CU_ASSERT_FALSE(console);
	CU_ASSERT_FALSE(process);
	look(&console, &process, &signing, "C_Sign", 9);
	CU_ASSERT_FALSE(console);
	CU_ASSERT_FALSE(process);
	signing_end(&signing);
}

/* Only root, and nobody by a core file. */
static void
is_nobodys_to_look_at(void)
{
	static const char none[] = "Max core file size        0               "
		"     0                    ";
	struct signing_run run = {0};
	struct signing signing;
	char *path, line[200];
	bool limited = false;
	FILE *limits;

	if (geteuid() != 0)
		SKIP("only root sees a process that is not dumpable");
	if (!signing_begin(&signing, __func__))
		return;
	run.dir = mem_string(test_temp_dir());
	signing_start(&run, &signing, "C_Sign@1=hang");
	CU_ASSERT_TRUE_FATAL(signing_await_call(&run, "C_Sign", 1, REACHED_MS));
	path = mem_format("/proc/%d/limits", child_of(run.pid));
	limits = fopen(path, "re");
	CU_ASSERT_PTR_NOT_NULL_FATAL(limits);
	while (fgets(line, sizeof(line), limits) != NULL)
		limited |= strncmp(line, none, strlen(none)) == 0;
	CU_ASSERT_TRUE(limited);
	fclose(limits);
	end(&run);
	free(path);
	free(run.dir);
	signing_end(&signing);
}

static const CU_TestInfo tests[] = {
	{"is forgotten after the login", is_forgotten_after_the_login},
	{"is nobody's to look at", is_nobodys_to_look_at},
	CU_TEST_INFO_NULL,
};

const struct test_suite suite_secrecy = {"hsm/secrecy", tests};
