/*
 * A program on a terminal of 80x24 that counts: what is written to it, and what
 * the program's processor time is between two keys.
 */
#ifndef TESTS_BENCH_TERMINAL_H
#define TESTS_BENCH_TERMINAL_H

#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

#define TERMINAL_PATIENCE_MS 60000

struct terminal {
	pid_t child;
	int fd;
	size_t bytes; /* written so far */
	bool ended;   /* nobody holds the other end any more */
};

/* What the program needed, once it has ended. */
struct terminal_end {
	int status; /* exit status, -1 when a signal ended it */
	long peak_kib;
};

/* Runs argv on it; ends this program where that cannot be. */
void
terminal_start(struct terminal *terminal, char **argv);

/* Until the program has taken the key and waits for the next one. */
void
terminal_press(struct terminal *terminal, const char *key);

/* Reads until the program waits. */
void
terminal_read(struct terminal *terminal);

/* Of the program, in milliseconds. */
double
terminal_cpu_ms(const struct terminal *terminal);

double
terminal_now_ms(void);

/* Hangs up, and waits for the program's end. */
void
terminal_end(struct terminal_end *dst, struct terminal *terminal);

#endif
