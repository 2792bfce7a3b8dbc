/*
 * resumed [LIMITS] RECORD PROGRAM ARGUMENT...: what the program takes to its
 * first screen, on a terminal of 80x24, beside what sha256sum takes for RECORD;
 * in turn, the median of each. What counts is processor time: others on the
 * machine add to every other clock.
 *
 *	-n RUNS
 *	-w MS     until the first screen
 *	-r TIMES  what sha256sum takes
 *	-m MIB    of memory
 *
 * Exit status 1 where a figure is above its limit.
 */
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include "figures.h"
#include "terminal.h"

#define RUNS_MAX 100

struct limits {
	int runs;
	double first_ms, times, mib;
};

struct taken {
	double cpu_ms, wall_ms;
};

static struct taken
show_first(char **argv, long *peak_kib)
{
	double start = terminal_now_ms();
	struct terminal terminal;
	struct terminal_end end;
	struct taken taken;

	terminal_start(&terminal, argv);
	while (!terminal.ended && terminal.bytes == 0)
		terminal_read(&terminal);
	if (terminal.ended) {
		fprintf(stderr, "resumed: no screen came\n");
		exit(2);
	}
	taken.cpu_ms = terminal_cpu_ms(&terminal);
	taken.wall_ms = terminal_now_ms() - start;
	terminal_end(&end, &terminal);
	if (end.peak_kib > *peak_kib)
		*peak_kib = end.peak_kib;
	return taken;
}

static double
hash_cpu_ms(const char *record)
{
	struct rusage usage;
	int status = 1;
	pid_t child = fork();

	if (child == 0) {
		int null = open("/dev/null", O_WRONLY | O_CLOEXEC);

		dup2(null, STDOUT_FILENO);
		execlp("sha256sum", "sha256sum", record, (char *)NULL);
		_exit(127);
	}
	if (child < 0 || wait4(child, &status, 0, &usage) != child ||
		status != 0) {
		fprintf(stderr, "resumed: sha256sum failed\n");
		exit(2);
	}
	return (double)(usage.ru_utime.tv_sec + usage.ru_stime.tv_sec) * 1e3 +
		(double)(usage.ru_utime.tv_usec + usage.ru_stime.tv_usec) /
		1e3;
}

static void
read_options(struct limits *limits, int argc, char **argv)
{
	int option;

	while ((option = getopt(argc, argv, "+n:w:r:m:")) != -1) {
		if (option == 'n')
			limits->runs = atoi(optarg);
		else if (option == 'w')
			limits->first_ms = atof(optarg);
		else if (option == 'r')
			limits->times = atof(optarg);
		else if (option == 'm')
			limits->mib = atof(optarg);
		else
			exit(2);
	}
}

int
main(int argc, char **argv)
{
	struct limits limits = {.runs = 7};
	double first[RUNS_MAX], wall[RUNS_MAX], hashed[RUNS_MAX], ms;
	struct taken taken;
	long peak_kib = 0;
	size_t count;
	int i, worse = 0;

	read_options(&limits, argc, argv);
	if (argc - optind < 2 || limits.runs < 1 || limits.runs > RUNS_MAX) {
		fprintf(stderr, "resumed [LIMITS] RECORD PROGRAM "
			"ARGUMENT...\n");
		return 2;
	}
	count = (size_t)limits.runs;
	for (i = 0; i < limits.runs; i++) {
		taken = show_first(argv + optind + 1, &peak_kib);
		first[i] = taken.cpu_ms;
		wall[i] = taken.wall_ms;
		hashed[i] = hash_cpu_ms(argv[optind]);
	}
	printf("first screen after %.0f ms by the clock\n",
		figures_percentile(wall, count, 50));
	ms = figures_percentile(first, count, 50);
	worse |= figures_judge("CPU until the first screen, ms", ms,
		limits.first_ms);
	worse |= figures_judge("times what sha256sum takes", ms /
		figures_percentile(hashed, count, 50), limits.times);
	worse |= figures_judge("memory, MiB", (double)peak_kib / 1024, limits.mib);
	return worse;
}
