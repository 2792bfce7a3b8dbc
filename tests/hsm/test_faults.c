/* sign, with each of its PKCS#11 calls spoilt in each way. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/clock.h"
#include "hsm/faults_table.h"
#include "hsm/signing.h"
#include "support/test.h"

extern const struct test_suite suite_faults;

#define LANES 2		/* runs side by side */
#define LIMIT_MS 20000	/* of a run: more is a hang */
#define STRIDE 5	/* with sanitizers; no divisor of a row's actions */
#define FAULTS_MAX 1000
#define OTHERS_MAX 40	/* calls but for C_Login and C_Sign */

struct matrix {
	struct signing signings[LANES]; /* a token serves one at a time */
	struct signing_run clean;
	struct fault faults[FAULTS_MAX];
	unsigned count;
};

static void
run_once(struct signing_run *run, const struct signing *signing,
	const char *rules)
{
	signing_start(run, signing, rules);
	signing_finish(run, LIMIT_MS);
}

static bool
begin(struct matrix *matrix, const char *test)
{
	unsigned lane;

	*matrix = (struct matrix){0};
	for (lane = 0; lane < LANES; lane++) {
		if (!signing_begin(&matrix->signings[lane], test))
			return false;
	}
	matrix->clean.dir = mem_string(test_temp_dir());
	run_once(&matrix->clean, &matrix->signings[0], "");
	if (matrix->clean.how != 0)
		printf("%s\n", matrix->clean.err);
	CU_ASSERT_EQUAL_FATAL(matrix->clean.how, 0);
	CU_ASSERT_TRUE_FATAL(matrix->clean.skr.len > 0);
	return true;
}

static void
end(struct matrix *matrix)
{
	char *dir = matrix->clean.dir;
	unsigned lane;

	signing_clear(&matrix->clean);
	for (lane = 0; lane < LANES; lane++)
		signing_end(&matrix->signings[lane]);
	free(dir);
}

static void
makes_few_calls(void)
{
	struct matrix matrix;
	unsigned others;

	if (!begin(&matrix, __func__))
		return;
	others = signing_calls(&matrix.clean, NULL) -
		signing_calls(&matrix.clean, "C_Login") -
		signing_calls(&matrix.clean, "C_Sign");
	CU_ASSERT_EQUAL(signing_calls(&matrix.clean, "C_Login"), 1);
	CU_ASSERT_EQUAL(signing_calls(&matrix.clean, "C_Sign"), 9);
	CU_ASSERT_TRUE(others <= OTHERS_MAX);
	printf("%u other calls ", others);
	end(&matrix);
}

/* Each function of the table is called, and nothing else is. */
static void
calls_what_the_table_says(void)
{
	const struct faults_function *function;
	struct matrix matrix;
	unsigned known = 0;

	if (!begin(&matrix, __func__))
		return;
	for (function = faults_functions; function->name != NULL; function++) {
		unsigned calls = signing_calls(&matrix.clean, function->name);

		if (calls == 0)
			printf("%s is not called ", function->name);
		CU_ASSERT_NOT_EQUAL(calls, 0);
		known += calls;
	}
	CU_ASSERT_EQUAL(known, signing_calls(&matrix.clean, NULL));
	end(&matrix);
}

static void
add_faults(struct matrix *matrix, const char *function, unsigned number)
{
	const char *action;
	unsigned i;

	for (i = 0; (action = faults_action_of(function, i)) != NULL &&
		matrix->count < FAULTS_MAX; i++)
		matrix->faults[matrix->count++] =
			(struct fault){function, number, action};
}

/* First, middle and last call. */
static void
add_calls(struct matrix *matrix, const char *function)
{
	unsigned last = signing_calls(&matrix->clean, function);
	unsigned middle = (last + 1) / 2;

	if (last == 0)
		return;
	add_faults(matrix, function, 1);
	if (middle != 1 && middle != last)
		add_faults(matrix, function, middle);
	if (last != 1)
		add_faults(matrix, function, last);
}

static bool
is_whole(const struct signing_run *run, const struct matrix *matrix)
{
	return bytes_equal(&run->skr, &matrix->clean.skr) &&
		strstr(run->out, "UNWITNESSED") != NULL;
}

static bool
has_nothing(const struct signing_run *run)
{
	return run->skr.len == 0 && strstr(run->out, "UNWITNESSED") == NULL &&
		strstr(run->err, "UNWITNESSED") == NULL;
}

static const char *
judge_words(const struct signing_run *run, const struct fault *fault,
	const struct expected *expected)
{
	char slot[16];
	size_t i;

	for (i = 0; i < 4 && expected->says[i] != NULL; i++) {
		if (strstr(run->err, expected->says[i]) == NULL)
			return expected->says[i];
	}
	snprintf(slot, sizeof(slot), "slot %u", fault->number);
	if (expected->ending == ENDING_THROWN &&
		strstr(run->err, slot) == NULL)
		return "the right slot";
	return NULL;
}

/* The fault came to pass, and nothing was tried twice. */
static const char *
judge_trace(const struct signing_run *run, const struct fault *fault,
	const struct expected *expected)
{
	bool last = expected->ending != ENDING_WHOLE;
	unsigned calls = signing_calls(run, fault->function);

	if (calls < fault->number)
		return "the call was not made";
	if (signing_calls(run, "C_Login") > 1)
		return "a second C_Login";
	if (signing_calls(run, "C_Sign") > 9)
		return "a tenth C_Sign";
	if (last && strcmp(fault->function, "C_Sign") == 0 &&
		calls != fault->number)
		return "C_Sign went on behind the fault";
	return NULL;
}

/* NULL, or what is wrong with the run. */
static const char *
judge(const struct matrix *matrix, const struct signing_run *run,
	const struct fault *fault)
{
	struct expected expected = faults_expect(fault);
	int status = expected.ending == ENDING_WHOLE ?
		STATUS_OK : STATUS_HSM;
	const char *wrong;

	if (!run->in_time)
		return "it hangs";
	if (run->left)
		return "a process is left";
	if (!WIFEXITED(run->how) || WEXITSTATUS(run->how) != status)
		return "another exit status";
	if (status == STATUS_OK && !is_whole(run, matrix))
		return "another SKR";
	if (status != STATUS_OK && !has_nothing(run))
		return "something looks whole";
	if (strstr(run->err, "Broken pipe") != NULL)
		return "two processes complain";
	if (strstr(run->err, "Sanitizer") != NULL ||
		strstr(run->err, "runtime error:") != NULL)
		return "a sanitizer complains";
	wrong = judge_trace(run, fault, &expected);
	return wrong != NULL ? wrong : judge_words(run, fault, &expected);
}

static void
complain(const struct fault *fault, const struct signing_run *run,
	const char *wrong)
{
	printf("\n    FAIL %s@%u=%s: %s (status 0x%x)\n%s", fault->function,
		fault->number, fault->action, wrong, (unsigned)run->how,
		run->err);
}

static bool
ends_well(const struct matrix *matrix, const struct signing *signing,
	const struct fault *fault, struct signing_run *run)
{
	char *rules = mem_format("%s@%u=%s", fault->function, fault->number,
		fault->action);
	const char *wrong;
	char *stray;

	run_once(run, signing, rules);
	wrong = judge(matrix, run, fault);
	(void)signing_await_nobody(0);
	stray = signing_stray_file(run, signing);
	if (wrong == NULL)
		wrong = stray;
	if (wrong != NULL)
		complain(fault, run, wrong);
	free(stray);
	free(rules);
	signing_clear(run);
	return wrong == NULL;
}

/* A process of its own for every LANES-th run: its children are its alone. */
static void
run_lane(const struct matrix *matrix, unsigned lane, unsigned step,
	const char *dir)
{
	struct signing_run run = {.dir = mem_string(dir)};
	bool good = true;
	unsigned i;

	signing_adopt();
	for (i = lane * step; i < matrix->count; i += LANES * step)
		good &= ends_well(matrix, &matrix->signings[lane],
			&matrix->faults[i], &run);
	fflush(stdout);
	_exit(good ? 0 : 1);
}

static unsigned
matrix_step(void)
{
	const char *sanitizers = getenv("SANITIZERS");

	return sanitizers != NULL && strcmp(sanitizers, "yes") == 0 ?
		STRIDE : 1;
}

static void
run_lanes(const struct matrix *matrix, unsigned step)
{
	pid_t pids[LANES];
	unsigned lane;
	int how;

	fflush(stdout);
	for (lane = 0; lane < LANES; lane++) {
		const char *dir = test_temp_dir();

		pids[lane] = fork();
		CU_ASSERT_TRUE_FATAL(pids[lane] >= 0);
		if (pids[lane] == 0)
			run_lane(matrix, lane, step, dir);
	}
	for (lane = 0; lane < LANES; lane++) {
		CU_ASSERT_EQUAL(waitpid(pids[lane], &how, 0), pids[lane]);
		CU_ASSERT_EQUAL(how, 0);
	}
}

static void
every_fault_ends_well(void)
{
	const struct faults_function *function;
	struct matrix matrix;
	unsigned step = matrix_step();
	int64_t start_ms;

	if (!begin(&matrix, __func__))
		return;
	for (function = faults_functions; function->name != NULL; function++)
		add_calls(&matrix, function->name);
	CU_ASSERT_TRUE(matrix.count < FAULTS_MAX);
	start_ms = clock_mono_ms();
	run_lanes(&matrix, step);
	printf("%u runs in %lld s ", (matrix.count + step - 1) / step,
		(long long)(clock_mono_ms() - start_ms) / 1000);
	end(&matrix);
}

static CU_TestInfo tests[] = {
	{"makes few calls", makes_few_calls},
	{"calls what the table says", calls_what_the_table_says},
	{"every fault ends well", every_fault_ends_well},
	CU_TEST_INFO_NULL,
};

const struct test_suite suite_faults = {"hsm/faults", tests};
