/*
 * Threads for what would make the console wait: signals are not theirs.
 */
#ifndef BASE_THREAD_H
#define BASE_THREAD_H

#include <pthread.h>
#include <stdbool.h>

/* Runs run(context) with every signal blocked; the caller joins. False where
 * the system has no thread left. */
bool
thread_start(pthread_t *dst, void *(*run)(void *context), void *context);

#endif
