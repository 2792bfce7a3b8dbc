/*
 * ksk-ceremony-hsm: the process in which the HSM's module lives. Started by
 * ksk-ceremony with one end of a socket pair; of no use by hand.
 */
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/socket.h>

#include "base/crypto.h"
#include "base/secret.h"
#include "hsm/serve.h"
#include "hsm/wire.h"

#define FILE_MAX_BYTES (64UL << 20)

static bool
is_socket(int fd)
{
	int type;
	socklen_t len = sizeof(type);

	return getsockopt(fd, SOL_SOCKET, SO_TYPE, &type, &len) == 0 &&
		type == SOCK_SEQPACKET;
}

/* A module that prints without end fills its log, not the drive: writes beyond
 * this fail. Files of the module's own are bounded with it. */
static enum status
bound_files(struct err *err)
{
	struct rlimit most;

	signal(SIGXFSZ, SIG_IGN);
	if (getrlimit(RLIMIT_FSIZE, &most) != 0)
		return err_set_errno(err, STATUS_FILE, "getrlimit");
	if (most.rlim_max > FILE_MAX_BYTES)
		most.rlim_max = FILE_MAX_BYTES;
	most.rlim_cur = most.rlim_max;
	if (setrlimit(RLIMIT_FSIZE, &most) != 0)
		return err_set_errno(err, STATUS_FILE, "setrlimit");
	return STATUS_OK;
}

static enum status
run(struct err *err)
{
	bool locked;

	if (!is_socket(WIRE_FD))
		return err_set(err, STATUS_USAGE,
			"started by ksk-ceremony, not by hand");
	/* What a module starts must not keep the console from seeing the end. */
	if (fcntl(WIRE_FD, F_SETFD, FD_CLOEXEC) != 0)
		return err_set_errno(err, STATUS_FILE, "fcntl");
	/* A module that hangs must not outlive the console. */
	if (prctl(PR_SET_PDEATHSIG, SIGKILL, 0, 0, 0) != 0)
		return err_set_errno(err, STATUS_FILE, "prctl");
	if (bound_files(err) != STATUS_OK ||
		secret_setup(&locked, err) != STATUS_OK)
		return err->status;
	if (!locked)
		fprintf(stderr, "ksk-ceremony-hsm: the memory for PINs cannot "
			"be locked; is the memlock limit too low?\n");
	return serve(WIRE_FD, err);
}

int
main(void)
{
	struct err err = {0};
	enum status status;

	crypto_setup_with_module();
	status = run(&err);

	if (status != STATUS_OK)
		fprintf(stderr, "ksk-ceremony-hsm: %s\n", err.text);
	return (int)status;
}
