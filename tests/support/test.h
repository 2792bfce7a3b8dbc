/*
 * Unit tests: CUnit with an exit status that tells the truth.
 *
 * A test file defines one suite; the program of its room lists the suites in
 * test_suites. A test that cannot run here calls SKIP with the reason.
 */
#ifndef TESTS_SUPPORT_TEST_H
#define TESTS_SUPPORT_TEST_H

#include <CUnit/CUnit.h>

struct test_suite {
	const char *name; /* "base/hex" */
	const CU_TestInfo *tests; /* ends with CU_TEST_INFO_NULL */
};

/* NULL at the end; defined once a program. */
extern const struct test_suite *const test_suites[];

#define SKIP(reason) \
	do { \
		test_skip(__func__, reason); \
		return; \
	} while (0)

void
test_skip(const char *test, const char *reason);

/* The folder of the genuine files, or NULL where it is not there. */
const char *
test_fixtures(void);

/* A path below the source tree's tests/, in new memory. */
char *
test_data(const char *name);

/* The program as it was built. */
const char *
test_program(void);

/* The HSM's program as it was built. */
const char *
test_hsm_program(void);

/* ksk-ceremony-print, as it was built. */
const char *
test_print_program(void);

/* The module that spoils calls, as it was built. */
const char *
test_faults_module(void);

/* A new empty directory, removed when the program ends. */
const char *
test_temp_dir(void);

#endif
