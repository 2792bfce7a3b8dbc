#include "ceremony/spawn.h"

#include <errno.h>
#include <fcntl.h>
#include <spawn.h>
#include <stdint.h>
#include <unistd.h>

#include "base/child.h"

#define FIRST_FD 3
#define VARIABLES 5
#define PATH "PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"

/* Nothing of the console's environment is handed on: it may hold anything. */
static void
fill_environment(char *dst[VARIABLES + 1], const char *variable)
{
	static const char *const fixed[] = {
		PATH,
		"LC_ALL=C",
		"TERM=dumb",
		"TZ=UTC0",
	};
	size_t i;

	for (i = 0; i < sizeof(fixed) / sizeof(fixed[0]); i++)
		dst[i] = (char *)(uintptr_t)fixed[i];
	dst[i++] = (char *)(uintptr_t)variable;
	dst[i] = NULL;
}

static void
give_files(posix_spawn_file_actions_t *actions, const struct spawn *what,
	int out)
{
	/* The input first: its path may be relative. */
	posix_spawn_file_actions_addopen(actions, 0,
		what->input != NULL ? what->input : "/dev/null",
		O_RDONLY | O_NONBLOCK, 0); /* a FIFO is not waited for */
	if (what->dir != NULL)
		posix_spawn_file_actions_addchdir_np(actions, what->dir);
	posix_spawn_file_actions_adddup2(actions, out, 1);
	posix_spawn_file_actions_adddup2(actions, out, 2);
	posix_spawn_file_actions_addclosefrom_np(actions, FIRST_FD);
}

static int
spawn(pid_t *pid, const struct spawn *what, int out)
{
	posix_spawn_file_actions_t actions;
	posix_spawnattr_t attributes;
	char *environment[VARIABLES + 1];
	int failed;

	fill_environment(environment, what->variable);
	posix_spawn_file_actions_init(&actions);
	posix_spawnattr_init(&attributes);
	give_files(&actions, what, out);
	child_set_attributes(&attributes);
	failed = posix_spawn(pid, what->program, &actions, &attributes,
		(char *const *)(uintptr_t)what->argv, environment);
	posix_spawn_file_actions_destroy(&actions);
	posix_spawnattr_destroy(&attributes);
	return failed;
}

enum status
spawn_apart(pid_t *pid, int *out, const struct spawn *what, struct err *err)
{
	int ends[2], from;

	if (pipe2(ends, O_CLOEXEC) != 0)
		return err_set_errno(err, STATUS_FILE, "the output of %s",
			what->program);
	/* Above the numbers that the process gets. */
	from = fcntl(ends[0], F_DUPFD_CLOEXEC, FIRST_FD);
	close(ends[0]);
	errno = spawn(pid, what, ends[1]);
	close(ends[1]);
	if (errno == 0 && fcntl(from, F_SETFL, O_NONBLOCK) == 0) {
		*out = from;
		return STATUS_OK;
	}
	err_set_errno(err, STATUS_FILE, "%s cannot be started", what->program);
	close(from);
	return STATUS_FILE;
}
