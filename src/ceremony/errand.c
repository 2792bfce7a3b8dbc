#include "ceremony/errand.h"

#include <signal.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/clock.h"

struct errand {
	pid_t pid; /* 0: it was reaped */
	int out;
	int64_t until_ms; /* boot clock */
	bool late;
	struct buf output;
};

enum status
errand_start(struct errand **dst, const struct spawn *what, int limit_s,
	struct err *err)
{
	struct errand *errand = mem_new(1, sizeof(*errand));

	errand->until_ms = clock_mono_ms() + limit_s * INT64_C(1000);
	if (spawn_apart(&errand->pid, &errand->out, what, err) != STATUS_OK) {
		free(errand);
		return err->status;
	}
	*dst = errand;
	return STATUS_OK;
}

static void
take(struct errand *errand)
{
	char data[4096];
	ssize_t got;

	while (errand->output.len < ERRAND_MAX &&
		(got = read(errand->out, data, sizeof(data))) > 0)
		buf_add(&errand->output, data, (size_t)got);
}

/* Its whole group; the number is nobody else's before it is reaped. Where even
 * a kill has to wait it is left to the system. */
static void
end(struct errand *errand)
{
	kill(-errand->pid, SIGKILL);
	waitpid(errand->pid, NULL, WNOHANG);
	errand->pid = 0;
}

bool
errand_over(struct errand *errand)
{
	siginfo_t ended = {0};

	if (errand->pid == 0)
		return true;
	/* First the process: what it wrote before its end is there then. */
	waitid(P_PID, (id_t)errand->pid, &ended, WEXITED | WNOHANG | WNOWAIT);
	take(errand);
	errand->late = ended.si_pid == 0 &&
		clock_mono_ms() >= errand->until_ms;
	if (ended.si_pid == 0 && !errand->late &&
		errand->output.len < ERRAND_MAX)
		return false;
	end(errand);
	return true;
}

bool
errand_late(const struct errand *errand)
{
	return errand->late;
}

const char *
errand_output(const struct errand *errand)
{
	return buf_text(&errand->output);
}

void
errand_leave(struct errand *errand)
{
	if (errand == NULL)
		return;
	close(errand->out);
	buf_clear(&errand->output);
	free(errand);
}

void
errand_free(struct errand *errand)
{
	if (errand != NULL && errand->pid != 0)
		end(errand);
	errand_leave(errand);
}
