#include "ceremony/pins.h"

#include <string.h>

#include "support/test.h"

extern const struct test_suite suite_pins;

static struct pins *
new_pins(void)
{
	struct pins *pins = NULL;
	struct err err;
	bool locked;

	if (secret_setup(&locked, &err) == STATUS_OK)
		CU_ASSERT_EQUAL_FATAL(pins_new(&pins, 3, &err), STATUS_OK);
	CU_ASSERT_PTR_NOT_NULL_FATAL(pins);
	return pins;
}

static void
fill(struct secret *pin, const char *text)
{
	secret_init(pin);
	secret_set(pin, text, strlen(text));
}

static enum status
set(struct pins *pins, size_t person, const char *text)
{
	struct secret pin;
	struct err err;
	enum status status;

	fill(&pin, text);
	status = pins_set(pins, person, &pin, &err);
	secret_clear(&pin);
	return status;
}

static bool
check(const struct pins *pins, size_t person, const char *text)
{
	struct secret pin;
	bool right;

	fill(&pin, text);
	right = pins_check(pins, person, &pin);
	secret_clear(&pin);
	return right;
}

static void
takes_the_right_one_only(void)
{
	struct pins *pins = new_pins();

	CU_ASSERT_EQUAL(set(pins, 0, "1234"), STATUS_OK);
	CU_ASSERT_EQUAL(set(pins, 1, "12345678"), STATUS_OK);
	CU_ASSERT_TRUE(check(pins, 0, "1234"));
	CU_ASSERT_TRUE(check(pins, 1, "12345678"));
	CU_ASSERT_FALSE(check(pins, 0, "1235"));
	CU_ASSERT_FALSE(check(pins, 0, "12345678"));
	CU_ASSERT_FALSE(check(pins, 1, "1234"));
	pins_free(pins);
}

static void
knows_nobody_without_one(void)
{
	struct pins *pins = new_pins();

	CU_ASSERT_FALSE(check(pins, 2, "0000"));
	CU_ASSERT_FALSE(check(pins, 2, ""));
	CU_ASSERT_FALSE(check(pins, 3, "1234"));
	pins_free(pins);
}

static void
wants_four_to_eight_digits(void)
{
	struct pins *pins = new_pins();

	CU_ASSERT_EQUAL(set(pins, 0, "123"), STATUS_USAGE);
	CU_ASSERT_EQUAL(set(pins, 0, "123456789"), STATUS_USAGE);
	CU_ASSERT_EQUAL(set(pins, 0, "12a4"), STATUS_USAGE);
	CU_ASSERT_EQUAL(set(pins, 0, "12 4"), STATUS_USAGE);
	CU_ASSERT_EQUAL(set(pins, 0, ""), STATUS_USAGE);
	CU_ASSERT_FALSE(check(pins, 0, "123"));
	pins_free(pins);
}

static void
replaces_an_old_one(void)
{
	struct pins *pins = new_pins();

	CU_ASSERT_EQUAL(set(pins, 0, "1234"), STATUS_OK);
	CU_ASSERT_EQUAL(set(pins, 0, "4321"), STATUS_OK);
	CU_ASSERT_FALSE(check(pins, 0, "1234"));
	CU_ASSERT_TRUE(check(pins, 0, "4321"));
	pins_free(pins);
}

static const CU_TestInfo tests[] = {
	{ "takes the right one only", takes_the_right_one_only },
	{ "knows nobody without one", knows_nobody_without_one },
	{ "wants four to eight digits", wants_four_to_eight_digits },
	{ "replaces an old one", replaces_an_old_one },
	CU_TEST_INFO_NULL,
};

const struct test_suite suite_pins = { "ceremony/pins", tests };
