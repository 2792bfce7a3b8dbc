#include "base/err.h"

#include <string.h>

#include "support/test.h"

extern const struct test_suite suite_err;

static void
returns_its_status(void)
{
	struct err err;

	CU_ASSERT_EQUAL(err_set(&err, STATUS_HSM, "slot %d", 3), STATUS_HSM);
	CU_ASSERT_STRING_EQUAL(err.text, "slot 3");
	CU_ASSERT_EQUAL(err_prefix(&err, "%s", "C_Login"), STATUS_HSM);
	CU_ASSERT_STRING_EQUAL(err.text, "C_Login: slot 3");
}

static void
marks_what_it_cuts(void)
{
	struct err err;

	err_set(&err, STATUS_INPUT, "%0*d", ERR_TEXT_SIZE + 5, 1);
	CU_ASSERT_EQUAL(strlen(err.text), ERR_TEXT_SIZE - 1);
	CU_ASSERT_STRING_EQUAL(err.text + ERR_TEXT_SIZE - 4, "...");
}

static const CU_TestInfo tests[] = {
	{"returns its status", returns_its_status},
	{"marks what it cuts", marks_what_it_cuts},
	CU_TEST_INFO_NULL,
};

const struct test_suite suite_err = {"base/err", tests};
