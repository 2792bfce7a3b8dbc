/*
 * ksk-ceremony-hsm: the process in which the HSM's module lives. Started by
 * ksk-ceremony with one end of a socket pair; of no use by hand.
 */
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/prctl.h>
#include <sys/socket.h>

#include "base/crypto.h"
#include "base/secret.h"
#include "hsm/serve.h"
#include "hsm/wire.h"

static bool
is_socket(int fd)
{
	int type;
	socklen_t len = sizeof(type);

	return getsockopt(fd, SOL_SOCKET, SO_TYPE, &type, &len) == 0 &&
		type == SOCK_SEQPACKET;
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
	if (secret_setup(&locked, err) != STATUS_OK)
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

	/* Only the profile's gets as far as here (hsm/worker.c). */
	if (getenv("OPENSSL_CONF") == NULL)
		crypto_setup_with_module();
	status = run(&err);

	if (status != STATUS_OK)
		fprintf(stderr, "ksk-ceremony-hsm: %s\n", err.text);
	return (int)status;
}
