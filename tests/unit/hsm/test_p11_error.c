#include <string.h>

#include "hsm/p11_state.h"
#include "support/test.h"

extern const struct test_suite suite_p11_error;

static void
names_the_call_and_the_way_out(void)
{
	struct err err;

	CU_ASSERT_EQUAL(p11_fail(&err, "C_Login", CKR_PIN_INCORRECT),
		STATUS_HSM);
	CU_ASSERT_STRING_EQUAL(err.text,
		"C_Login: CKR_PIN_INCORRECT: the HSM PIN is wrong; take care, "
		"HSMs lock after few tries");
}

static void
shows_numbers_it_does_not_know(void)
{
	struct err err;

	p11_fail(&err, "C_Sign", 0x80000007UL);
	CU_ASSERT_STRING_EQUAL(err.text,
		"C_Sign: return value 0x80000007 of the HSM's maker; see the "
		"HSM's manual");
	p11_fail(&err, "C_Sign", 0x7ffUL);
	CU_ASSERT_STRING_EQUAL(err.text,
		"C_Sign: return value 0x000007ff; see the HSM's manual");
}

/* Each a fault of the room's experiments. */
static void
knows_what_devices_answer(void)
{
	static const struct {
		CK_RV value;
		const char *name;
	} cases[] = {
		{CKR_PIN_LOCKED, "CKR_PIN_LOCKED"},
		{CKR_DEVICE_REMOVED, "CKR_DEVICE_REMOVED"},
		{CKR_SESSION_HANDLE_INVALID, "CKR_SESSION_HANDLE_INVALID"},
		{CKR_OPERATION_ACTIVE, "CKR_OPERATION_ACTIVE"},
		{CKR_MECHANISM_INVALID, "CKR_MECHANISM_INVALID"},
		{CKR_TOKEN_NOT_PRESENT, "CKR_TOKEN_NOT_PRESENT"},
		{CKR_HOST_MEMORY, "CKR_HOST_MEMORY: this computer is out of "
				  "memory; end other programs"},
		{CKR_CANT_LOCK, "CKR_CANT_LOCK: the module refuses the locks "
				"of this computer; set up the HSM's software"},
		{CKR_BUFFER_TOO_SMALL, "CKR_BUFFER_TOO_SMALL: an answer of the "
				       "HSM does not fit; try again"},
	};
	size_t i;

	for (i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		struct err err;

		p11_fail(&err, "C_X", cases[i].value);
		CU_ASSERT_PTR_NOT_NULL(strstr(err.text, cases[i].name));
		CU_ASSERT_TRUE(strlen(err.text) >
			strlen(cases[i].name) + strlen("C_X: : "));
	}
}

static const CU_TestInfo tests[] = {
	{"names the call and the way out", names_the_call_and_the_way_out},
	{"shows numbers it does not know", shows_numbers_it_does_not_know},
	{"knows what devices answer", knows_what_devices_answer},
	CU_TEST_INFO_NULL,
};

const struct test_suite suite_p11_error = {"hsm/p11_error", tests};
