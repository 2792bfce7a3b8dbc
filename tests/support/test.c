#include "support/test.h"

#include <CUnit/Basic.h>
#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/mem.h"

static unsigned skipped;
static char temp_dir[] = "/tmp/ksk-test-XXXXXX";
static bool temp_made;
static unsigned temp_count;

void
test_skip(const char *test, const char *reason)
{
	printf("\n    SKIP %s: %s\n", test, reason);
	skipped++;
}

const char *
test_fixtures(void)
{
	static char *path;
	struct stat st;

	if (path == NULL)
		path = mem_format("%s/../shared/fixtures", TEST_SRCDIR);
	return stat(path, &st) == 0 ? path : NULL;
}

char *
test_data(const char *name)
{
	return mem_format("%s/tests/%s", TEST_SRCDIR, name);
}

const char *
test_program(void)
{
	return TEST_BUILDDIR "/ksk-ceremony";
}

const char *
test_hsm_program(void)
{
	return TEST_BUILDDIR "/ksk-ceremony-hsm";
}

const char *
test_print_program(void)
{
	return TEST_BUILDDIR "/ksk-ceremony-print";
}

const char *
test_faults_module(void)
{
	return TEST_BUILDDIR "/ksk-ceremony-faults.so";
}

static int
remove_one(const char *path, const struct stat *st, int type, struct FTW *ftw)
{
	(void)st;
	(void)type;
	(void)ftw;
	return remove(path);
}

static void
remove_temp(void)
{
	if (temp_made)
		nftw(temp_dir, remove_one, 16, FTW_DEPTH | FTW_PHYS);
}

const char *
test_temp_dir(void)
{
	static char *path;

	if (!temp_made) {
		if (mkdtemp(temp_dir) == NULL)
			abort();
		temp_made = true;
		atexit(remove_temp);
	}
	free(path);
	path = mem_format("%s/%u", temp_dir, temp_count++);
	if (mkdir(path, 0700) != 0)
		abort();
	return path;
}

static bool
add_suite(const struct test_suite *suite)
{
	CU_pSuite added = CU_add_suite(suite->name, NULL, NULL);
	const CU_TestInfo *test;

	if (added == NULL)
		return false;
	for (test = suite->tests; test->pName != NULL; test++) {
		if (CU_add_test(added, test->pName, test->pTestFunc) == NULL)
			return false;
	}
	return true;
}

int
main(void)
{
	const struct test_suite *const *suite;
	unsigned failures;

	if (CU_initialize_registry() != CUE_SUCCESS)
		return 2;
	for (suite = test_suites; *suite != NULL; suite++) {
		if (!add_suite(*suite)) {
			fprintf(stderr, "%s\n", CU_get_error_msg());
			return 2;
		}
	}
	CU_basic_set_mode(CU_BRM_VERBOSE);
	if (CU_basic_run_tests() != CUE_SUCCESS)
		return 2;
	failures = CU_get_number_of_failure_records();
	printf("SKIPPED %u\n", skipped);
	if (CU_get_number_of_tests_run() == 0)
		failures++;
	CU_cleanup_registry();
	return failures == 0 ? 0 : 1;
}
