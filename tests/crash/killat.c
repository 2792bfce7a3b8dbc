/*
 * LD_PRELOAD library: what a ceremony leaves when it dies at one moment.
 *
 * A moment is an fsync of something below KILLAT_DIR (not of rehearsal/, the
 * training token's own files). KILLAT_MOMENT=N ends the process with SIGKILL
 * at the N-th one, KILLAT_WHEN=before or after it; KILLAT_WHEN=torn does so in
 * the middle of the N-th write to a record. KILLAT_SNAPSHOTS=FOLDER copies the
 * directory to FOLDER/NNNN at each moment instead: kill -9 leaves just these
 * bytes.
 */
#include <dlfcn.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#define PATH_SIZE 4096

int
fsync(int fd);
ssize_t
write(int fd, const void *data, size_t len);

static unsigned moments, writes;

static unsigned
wanted(void)
{
	const char *text = getenv("KILLAT_MOMENT");

	return text == NULL ? 0 : (unsigned)atoi(text);
}

static int
when_is(const char *word)
{
	const char *text = getenv("KILLAT_WHEN");

	return text != NULL && strcmp(text, word) == 0;
}

/* The path below KILLAT_DIR, or NULL. */
static const char *
below(char path[PATH_SIZE], int fd)
{
	const char *dir = getenv("KILLAT_DIR");
	char link[64];
	ssize_t len;
	size_t dir_len;

	if (dir == NULL)
		return NULL;
	snprintf(link, sizeof(link), "/proc/self/fd/%d", fd);
	len = readlink(link, path, PATH_SIZE - 1);
	if (len < 0)
		return NULL;
	path[len] = '\0';
	dir_len = strlen(dir);
	if (strncmp(path, dir, dir_len) != 0 ||
		(path[dir_len] != '/' && path[dir_len] != '\0'))
		return NULL;
	return path + dir_len;
}

static void
take_snapshot(const char *folder)
{
	char name[PATH_SIZE];
	pid_t child;

	snprintf(name, sizeof(name), "%s/%04u", folder, moments);
	child = fork();
	if (child == 0) {
		execlp("cp", "cp", "-a", "--", getenv("KILLAT_DIR"), name,
			(char *)NULL);
		_exit(127);
	}
	if (child > 0)
		waitpid(child, NULL, 0);
}

int
fsync(int fd)
{
	int (*next)(int) = (int (*)(int))dlsym(RTLD_NEXT, "fsync");
	char path[PATH_SIZE];
	const char *name = below(path, fd);
	int answer;

	if (name == NULL || strncmp(name, "/rehearsal", 10) == 0)
		return next(fd);
	moments++;
	if (moments == wanted() && when_is("before"))
		raise(SIGKILL);
	if (getenv("KILLAT_SNAPSHOTS") != NULL)
		take_snapshot(getenv("KILLAT_SNAPSHOTS"));
	answer = next(fd);
	if (moments == wanted() && when_is("after"))
		raise(SIGKILL);
	return answer;
}

ssize_t
write(int fd, const void *data, size_t len)
{
	char path[PATH_SIZE];
	const char *name = when_is("torn") ? below(path, fd) : NULL;

	if (name != NULL && strcmp(name, "/record.jsonl") == 0 &&
		++writes == wanted()) {
		syscall(SYS_write, fd, data, len / 2);
		raise(SIGKILL);
	}
	return syscall(SYS_write, fd, data, len);
}
