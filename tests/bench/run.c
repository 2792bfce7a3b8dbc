/*
 * Runs two commands in turn, many times, and compares them: wall time and peak
 * memory, of the processes that they start too. What counts is the median of
 * the ratios of two runs that stood side by side: the machine's speed goes up
 * and down by half within seconds, and both of a pair have the same share of
 * it. Decile, median, least and CPU time are shown beside it.
 *
 *	run [-n RUNS] [-r RATIO] [-m MIB] [-d FILE] -- A... -- B...
 *
 * FILE is removed before each run. Exit status 1 when that ratio of B to A is
 * above RATIO, or B's peak above MIB; 2 when a command fails.
 */
#include <fcntl.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#define RUNS_MAX 1000

enum figure { WALL, CPU, FIGURES };

struct command {
	char **argv;
	double ms[FIGURES][RUNS_MAX]; /* by run; sorted by report */
	long peak_kib;
};

struct limits {
	int runs;
	double ratio;
	double mib;
	const char *file;
};

static double
now_ms(void)
{
	struct timespec time;

	clock_gettime(CLOCK_MONOTONIC, &time);
	return (double)time.tv_sec * 1e3 + (double)time.tv_nsec / 1e6;
}

static double
cpu_ms(const struct rusage *usage)
{
	return (double)(usage->ru_utime.tv_sec + usage->ru_stime.tv_sec) * 1e3 +
		(double)(usage->ru_utime.tv_usec + usage->ru_stime.tv_usec) /
		1e3;
}

static void
exec_quietly(char **argv)
{
	int null = open("/dev/null", O_RDWR | O_CLOEXEC);

	dup2(null, STDIN_FILENO);
	dup2(null, STDOUT_FILENO);
	dup2(null, STDERR_FILENO);
	execv(argv[0], argv);
	_exit(127);
}

static void
run_once(struct command *command, int run, const struct limits *limits)
{
	struct rusage usage;
	double start;
	int status = 0;
	pid_t child;

	if (limits->file != NULL)
		unlink(limits->file);
	start = now_ms();
	child = fork();
	if (child == 0)
		exec_quietly(command->argv);
	if (child < 0 || wait4(child, &status, 0, &usage) != child ||
		status != 0) {
		fprintf(stderr, "run: %s failed (status %d)\n",
			command->argv[0], status);
		exit(2);
	}
	command->ms[WALL][run] = now_ms() - start;
	command->ms[CPU][run] = cpu_ms(&usage);
	if (usage.ru_maxrss > command->peak_kib)
		command->peak_kib = usage.ru_maxrss;
}

static int
compare(const void *left, const void *right)
{
	double a = *(const double *)left;
	double b = *(const double *)right;

	return (a > b) - (a < b);
}

/* The median of the pairs' ratios; before the times are sorted. */
static double
pair_ratio(const struct command *a, const struct command *b, int runs)
{
	double ratios[RUNS_MAX];
	int i;

	for (i = 0; i < runs; i++)
		ratios[i] = b->ms[WALL][i] / a->ms[WALL][i];
	qsort(ratios, (size_t)runs, sizeof(double), compare);
	return ratios[runs / 2];
}

static void
report(const char *name, struct command *command, int runs)
{
	int figure;

	for (figure = 0; figure < FIGURES; figure++)
		qsort(command->ms[figure], (size_t)runs, sizeof(double),
			compare);
	printf("%s  decile %.2f ms  median %.2f ms  least %.2f ms  cpu %.2f ms"
	       "  peak %.2f MiB  %s\n",
		name, command->ms[WALL][runs / 10],
		command->ms[WALL][runs / 2], command->ms[WALL][0],
		command->ms[CPU][runs / 2], (double)command->peak_kib / 1024,
		command->argv[0]);
}

static int
judge(const struct command *a, const struct command *b, double ratio,
	const struct limits *limits)
{
	int tenth = limits->runs / 10;
	int middle = limits->runs / 2;
	double mib = (double)b->peak_kib / 1024;
	bool fast = limits->ratio <= 0 || ratio <= limits->ratio;
	bool small = limits->mib <= 0 || mib <= limits->mib;

	printf("ratio %.2f (decile %.2f, median %.2f, least %.2f, cpu %.2f), "
	       "limit %.2f: %s\n",
		ratio, b->ms[WALL][tenth] / a->ms[WALL][tenth],
		b->ms[WALL][middle] / a->ms[WALL][middle],
		b->ms[WALL][0] / a->ms[WALL][0],
		b->ms[CPU][middle] / a->ms[CPU][middle], limits->ratio,
		fast ? "PASS" : "FAIL");
	printf("peak %.2f MiB, limit %.0f: %s\n", mib, limits->mib,
		small ? "PASS" : "FAIL");
	return fast && small ? 0 : 1;
}

static void
read_options(struct limits *limits, int argc, char **argv)
{
	int option;

	while ((option = getopt(argc, argv, "+n:r:m:d:")) != -1) {
		if (option == 'n')
			limits->runs = atoi(optarg);
		else if (option == 'r')
			limits->ratio = atof(optarg);
		else if (option == 'm')
			limits->mib = atof(optarg);
		else if (option == 'd')
			limits->file = optarg;
		else
			exit(2);
	}
}

/* Splits at the second "--". */
static bool
read_commands(struct command *a, struct command *b, char **argv)
{
	a->argv = argv;
	while (*argv != NULL && strcmp(*argv, "--") != 0)
		argv++;
	if (*argv == NULL || argv[1] == NULL || a->argv == argv)
		return false;
	*argv = NULL;
	b->argv = argv + 1;
	return true;
}

int
main(int argc, char **argv)
{
	static struct command a;
	static struct command b;
	struct limits limits = {.runs = 50};
	double ratio;
	int i;

	read_options(&limits, argc, argv);
	if (!read_commands(&a, &b, argv + optind) || limits.runs < 1 ||
		limits.runs > RUNS_MAX) {
		fprintf(stderr, "run [-n RUNS] [-r RATIO] [-m MIB] [-d FILE] "
				"-- A... -- B...\n");
		return 2;
	}
	for (i = 0; i < limits.runs; i++) {
		run_once(i % 2 == 0 ? &a : &b, i, &limits);
		run_once(i % 2 == 0 ? &b : &a, i, &limits);
	}
	ratio = pair_ratio(&a, &b, limits.runs);
	report("A", &a, limits.runs);
	report("B", &b, limits.runs);
	return judge(&a, &b, ratio, &limits);
}
