#include "base/thread.h"

#include <signal.h>

bool
thread_start(pthread_t *dst, void *(*run)(void *context), void *context)
{
	sigset_t all, before;
	int failed;

	sigfillset(&all);
	pthread_sigmask(SIG_SETMASK, &all, &before);
	failed = pthread_create(dst, NULL, run, context);
	pthread_sigmask(SIG_SETMASK, &before, NULL);
	return failed == 0;
}
