#include "cups.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/mem.h"
#include "support/test.h"

/* Its first line says whether it is there. */
static bool
is_ready(int says)
{
	char line[200] = "";
	size_t len = 0;

	while (len + 1 < sizeof(line) && read(says, line + len, 1) == 1 &&
		line[len] != '\n')
		len++;
	line[len] = '\0';
	if (strcmp(line, "ready") != 0)
		printf("(%s) ", line);
	return strcmp(line, "ready") == 0;
}

static void
be_cupsd(const char *dir, int keys, int says)
{
	char *script = mem_format("%s/tests/support/cupsd.sh",
		getenv("TOP_SRCDIR") != NULL ? getenv("TOP_SRCDIR") : ".");

	dup2(keys, 0);
	dup2(says, 1);
	execl("/bin/sh", "sh", script, dir, (char *)NULL);
	_exit(127);
}

bool
cups_start(struct cups *dst)
{
	int keys[2], says[2];
	bool ready;
	char *sock;

	if (pipe(keys) != 0 || pipe(says) != 0)
		abort();
	dst->dir = mem_string(test_temp_dir());
	dst->pid = fork();
	if (dst->pid == 0) {
		close(keys[1]);
		be_cupsd(dst->dir, keys[0], says[1]);
	}
	close(keys[0]);
	close(says[1]);
	dst->keys = keys[1];
	ready = is_ready(says[0]);
	close(says[0]);
	if (!ready) {
		cups_stop(dst);
		return false;
	}
	sock = mem_format("%s/sock", dst->dir);
	setenv("CUPS_SERVER", sock, 1);
	free(sock);
	return true;
}

void
cups_stop(struct cups *cups)
{
	close(cups->keys);
	waitpid(cups->pid, NULL, 0);
	free(cups->dir);
	cups_none();
}

int
cups_mute(void)
{
	struct sockaddr_un place = { .sun_family = AF_UNIX };
	int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);

	snprintf(place.sun_path, sizeof(place.sun_path), "%s/mute",
		test_temp_dir());
	if (bind(fd, (struct sockaddr *)&place, sizeof(place)) != 0 ||
		listen(fd, 4) != 0)
		abort();
	setenv("CUPS_SERVER", place.sun_path, 1);
	return fd;
}

void
cups_none(void)
{
	setenv("CUPS_SERVER", "/nonexistent", 1);
}
