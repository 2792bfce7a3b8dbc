/* sign, given up by the operator while the HSM hangs. */
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>

#include "hsm/signing.h"
#include "support/test.h"

extern const struct test_suite suite_hang;

#define REACHED_MS 20000
#define ENDED_MS 5000

static const struct {
	const char *function;
	unsigned number;
	const char *words; /* NULL: by then there is nothing else to be done */
} places[] = {
	{"C_Initialize", 1, "waiting for its module to load of the HSM; Ctrl-C "
			    "gives up"},
	{"C_Login", 1, NULL},
	{"C_Sign", 5, NULL},
};

static void
give_up(struct signing_run *run, const struct signing *signing, size_t place,
	int number)
{
	char *rules = mem_format("%s@%u=hang", places[place].function,
		places[place].number);
	char *stray;

	signing_start(run, signing, rules);
	CU_ASSERT_TRUE(signing_await_call(run, places[place].function,
		places[place].number, REACHED_MS));
	if (places[place].words != NULL)
		CU_ASSERT_TRUE(signing_await_words(run, places[place].words,
			REACHED_MS));
	CU_ASSERT_EQUAL(kill(run->pid, number), 0);
	signing_finish(run, ENDED_MS);
	CU_ASSERT_TRUE(run->in_time);
	CU_ASSERT_TRUE(WIFSIGNALED(run->how));
	CU_ASSERT_EQUAL(WTERMSIG(run->how), number);
	CU_ASSERT_TRUE(signing_await_nobody(ENDED_MS));
	CU_ASSERT_EQUAL(run->skr.len, 0);
	stray = signing_stray_file(run, signing);
	if (stray != NULL)
		printf("%s: %s ", rules, stray);
	CU_ASSERT_PTR_NULL(stray);
	free(stray);
	free(rules);
	signing_clear(run);
}

static void
give_up_everywhere(const char *test, int number)
{
	struct signing signing;
	struct signing_run run = {0};
	size_t i;

	if (!signing_begin(&signing, test))
		return;
	run.dir = mem_string(test_temp_dir());
	for (i = 0; i < sizeof(places) / sizeof(*places); i++)
		give_up(&run, &signing, i, number);
	free(run.dir);
	signing_end(&signing);
}

static void
ends_at_the_keyboards_interrupt(void)
{
	give_up_everywhere(__func__, SIGINT);
}

static void
ends_at_termination(void)
{
	give_up_everywhere(__func__, SIGTERM);
}

static void
takes_the_hsms_process_with_it(void)
{
	give_up_everywhere(__func__, SIGKILL);
}

static CU_TestInfo tests[] = {
	{"ends at the keyboard's interrupt", ends_at_the_keyboards_interrupt},
	{"ends at termination", ends_at_termination},
	{"takes the HSM's process with it", takes_the_hsms_process_with_it},
	CU_TEST_INFO_NULL,
};

const struct test_suite suite_hang = {"hsm/hang", tests};
