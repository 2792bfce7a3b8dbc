#include "hsm/worker.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/pidfd.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/child.h"
#include "hsm/wire.h"

#define KILL_GRACE_MS 2000

/* Beginnings of variables that change what a program loads or shows. */
static const char *const dropped[] = {
	"LD_PRELOAD=",
	"LD_AUDIT=",
	"LD_DEBUG",
	"PKCS11SPY",
	"OPENSSL_CONF=",
	"OPENSSL_MODULES=",
	"OPENSSL_ENGINES=",
};

static bool
starts_with(const char *text, const char *beginning)
{
	return strncmp(text, beginning, strlen(beginning)) == 0;
}

static bool
is_dropped(const char *variable)
{
	size_t i;

	for (i = 0; i < sizeof(dropped) / sizeof(*dropped); i++) {
		if (starts_with(variable, dropped[i]))
			return true;
	}
	return false;
}

static bool
is_profiles(const struct hsm_profile *profile, const char *variable)
{
	size_t i;

	for (i = 0; profile != NULL && i < profile->environment_count; i++) {
		const char *name = profile->environment[i].name;

		if (starts_with(variable, name) &&
			variable[strlen(name)] == '=')
			return true;
	}
	return false;
}

/* The caller frees with free_environment. */
static char **
make_environment(const struct hsm_profile *profile)
{
	char **environment = NULL;
	size_t count = 0;
	size_t i;
	char **variable;
	char **place;

	for (variable = environ; *variable != NULL; variable++) {
		if (is_dropped(*variable) || is_profiles(profile, *variable))
			continue;
		place = mem_append(&environment, &count, sizeof(*place));
		*place = mem_string(*variable);
	}
	for (i = 0; profile != NULL && i < profile->environment_count; i++) {
		place = mem_append(&environment, &count, sizeof(*place));
		*place = mem_format("%s=%s", profile->environment[i].name,
			profile->environment[i].value);
	}
	mem_append(&environment, &count, sizeof(*place));
	return environment;
}

static void
free_environment(char **environment)
{
	char **variable;

	for (variable = environment; *variable != NULL; variable++)
		free(*variable);
	free(environment);
}

/* A copy of fd out of the way of the numbers that the process gets. */
static int
set_aside(int fd)
{
	return fcntl(fd, F_DUPFD_CLOEXEC, WIRE_FD + 1);
}

/* No keyboard, the log for what is printed, the socket, and nothing else of
 * the console's. */
static void
give_files(posix_spawn_file_actions_t *actions, int socket, int log)
{
	posix_spawn_file_actions_addopen(actions, 0, "/dev/null", O_RDONLY, 0);
	if (log >= 0)
		posix_spawn_file_actions_adddup2(actions, log, 1);
	else
		posix_spawn_file_actions_addopen(actions, 1, "/dev/null",
			O_WRONLY, 0);
	posix_spawn_file_actions_adddup2(actions, 1, 2);
	posix_spawn_file_actions_adddup2(actions, socket, WIRE_FD);
	posix_spawn_file_actions_addclosefrom_np(actions, WIRE_FD + 1);
}

static int
spawn(pid_t *pid, const char *program, char **environment, int socket, int log)
{
	char *const argv[] = {(char *)(uintptr_t)program, NULL};
	posix_spawn_file_actions_t actions;
	posix_spawnattr_t attributes;
	int failed;

	posix_spawn_file_actions_init(&actions);
	posix_spawnattr_init(&attributes);
	give_files(&actions, socket, log);
	child_set_attributes(&attributes);
	failed = posix_spawn(pid, program, &actions, &attributes, argv,
		environment);
	posix_spawn_file_actions_destroy(&actions);
	posix_spawnattr_destroy(&attributes);
	return failed;
}

static enum status
start_program(struct worker *worker, const char *program, char **environment,
	int socket, int log, struct err *err)
{
	int aside = set_aside(socket);
	int log_aside = log >= 0 ? set_aside(log) : -1;

	errno = spawn(&worker->pid, program, environment, aside, log_aside);
	if (errno != 0)
		err_set_errno(err, STATUS_FILE, "%s, the HSM's program",
			program);
	else if ((worker->pidfd = pidfd_open(worker->pid, 0)) < 0)
		err_set_errno(err, STATUS_FILE,
			"the HSM's process cannot be watched");
	close(aside);
	close(log_aside);
	if (worker->pidfd >= 0)
		return STATUS_OK;
	if (worker->pid != 0) {
		kill(worker->pid, SIGKILL);
		waitpid(worker->pid, NULL, 0);
		worker->pid = 0;
	}
	return err->status;
}

enum status
worker_start(struct worker *dst, const char *program,
	const struct hsm_profile *profile, int log, struct err *err)
{
	struct worker worker = WORKER_NONE;
	char **environment;
	int pair[2];
	char how[80];
	enum status status;

	if (socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, pair) != 0)
		return err_set_errno(err, STATUS_FILE, "no pair of sockets");
	worker.fd = pair[0];
	environment = make_environment(profile);
	status = start_program(&worker, program, environment, pair[1],
		log, err);
	free_environment(environment);
	close(pair[1]);
	if (status == STATUS_OK)
		*dst = worker;
	else
		worker_end(&worker, 0, how, sizeof(how));
	return status;
}

bool
worker_ready(const struct worker *worker, int timeout_ms)
{
	struct pollfd places[] = {
		{.fd = worker->fd, .events = POLLIN},
		{.fd = worker->pidfd, .events = POLLIN},
	};

	if (poll(places, 2, timeout_ms) <= 0)
		return false;
	/* What it started may hold its end of the socket still. */
	if (places[1].revents != 0)
		shutdown(worker->fd, SHUT_RDWR);
	return true;
}

void
worker_dismiss(struct worker *worker)
{
	if (worker->pid != 0)
		shutdown(worker->fd, SHUT_WR);
}

/* False when it still runs. */
static bool
has_ended(const struct worker *worker, int grace_ms)
{
	struct pollfd place = {.fd = worker->pidfd, .events = POLLIN};
	int ready;

	do
		ready = poll(&place, 1, grace_ms);
	while (ready < 0 && errno == EINTR);
	return ready == 1;
}

static void
say_how(char *how, size_t size, int status)
{
	if (WIFSIGNALED(status))
		snprintf(how, size, "signal %d (%s)", WTERMSIG(status),
			strsignal(WTERMSIG(status)));
	else
		snprintf(how, size, "exit status %d", WEXITSTATUS(status));
}

/* All of its process group: a copy that a module made of itself is logged in.
 * Before it is reaped the number is nobody else's. */
static void
kill_all(const struct worker *worker)
{
	kill(-worker->pid, SIGKILL);
}

/* Inside a device's driver even a kill may have to wait: then it is left to
 * the system. */
static void
reap(const struct worker *worker, int grace_ms, char *how, size_t size)
{
	int status = 0;
	pid_t reaped;

	if (!has_ended(worker, grace_ms)) {
		kill_all(worker);
		if (!has_ended(worker, KILL_GRACE_MS)) {
			snprintf(how, size, "it cannot be killed");
			return;
		}
	}
	kill_all(worker);
	do
		reaped = waitpid(worker->pid, &status, 0);
	while (reaped < 0 && errno == EINTR);
	say_how(how, size, status);
}

void
worker_end(struct worker *worker, int grace_ms, char *how, size_t size)
{
	snprintf(how, size, "not running");
	if (worker->fd >= 0)
		close(worker->fd);
	if (worker->pid != 0)
		reap(worker, grace_ms, how, size);
	if (worker->pidfd >= 0)
		close(worker->pidfd);
	*worker = WORKER_NONE;
}
