#include "hsm/hsm.h"

#include <string.h>

#include "support/test.h"

extern const struct test_suite suite_hsm;

static const struct hsm_token two[] = {
	{.slot = 3, .label = "KSK", .serial = "0001"},
	{.slot = 7, .label = "KSK", .serial = "0002"},
	{.slot = 9, .label = "OTHER", .serial = "0003"},
};

/* The list of a test: the first *count of two. */
static size_t listed;

static enum status
list(struct hsm *hsm, struct hsm_token **tokens, size_t *count,
	struct err *err)
{
	(void)hsm;
	(void)err;
	*tokens = mem_new(listed, sizeof(**tokens));
	memcpy(*tokens, two, listed * sizeof(*two));
	*count = listed;
	return STATUS_OK;
}

static const struct hsm_ops ops = {.list = list};

static enum status
choose(struct hsm_token *dst, struct hsm_profile profile, size_t count,
	const char *label, struct err *err)
{
	struct hsm hsm = {.ops = &ops, .profile = &profile};

	listed = count;
	return hsm_choose_token(dst, &hsm, label, err);
}

static void
takes_the_only_one(void)
{
	struct hsm_token token = {0};
	struct err err;

	CU_ASSERT_EQUAL(choose(&token, (struct hsm_profile){.token_slot = -1},
				1, NULL, &err),
		STATUS_OK);
	CU_ASSERT_EQUAL(token.slot, 3);
}

static void
takes_what_all_conditions_fit(void)
{
	struct hsm_profile profile = {.token_slot = -1,
		.token_label = (char[]){"KSK"},
		.token_serial = (char[]){"0002"}};
	struct hsm_token token = {0};
	struct err err;

	CU_ASSERT_EQUAL(choose(&token, profile, 3, "KSK", &err), STATUS_OK);
	CU_ASSERT_EQUAL(token.slot, 7);
	profile.token_slot = 3;
	CU_ASSERT_EQUAL(choose(&token, profile, 3, "KSK", &err), STATUS_HSM);
	profile.token_slot = 7;
	CU_ASSERT_EQUAL(choose(&token, profile, 3, "OTHER", &err), STATUS_HSM);
}

static void
refuses_two_of_one_label(void)
{
	struct hsm_token token = {0};
	struct err err;

	CU_ASSERT_EQUAL(choose(&token, (struct hsm_profile){.token_slot = -1},
				3, "KSK", &err),
		STATUS_HSM);
	CU_ASSERT_STRING_EQUAL(err.text,
		"2 tokens labelled \"KSK\", name one by label, serial or slot "
		"in the profile; there: \"KSK\" serial 0001 slot 3, \"KSK\" "
		"serial 0002 slot 7, \"OTHER\" serial 0003 slot 9");
	CU_ASSERT_EQUAL(token.label[0], '\0');
}

static void
says_what_is_there(void)
{
	struct hsm_profile profile = {
		.token_slot = 4, .token_serial = (char[]){"00FF"}};
	struct hsm_token token;
	struct err err;

	CU_ASSERT_EQUAL(choose(&token, profile, 1, NULL, &err), STATUS_HSM);
	CU_ASSERT_STRING_EQUAL(err.text,
		"no token with the profile's serial 00FF in the profile's "
		"slot 4; there: \"KSK\" serial 0001 slot 3");
	CU_ASSERT_EQUAL(choose(&token, profile, 0, NULL, &err), STATUS_HSM);
	CU_ASSERT_PTR_NOT_NULL(strstr(err.text, "; no token is there"));
}

static const CU_TestInfo tests[] = {
	{"takes the only one", takes_the_only_one},
	{"takes what all conditions fit", takes_what_all_conditions_fit},
	{"refuses two of one label", refuses_two_of_one_label},
	{"says what is there", says_what_is_there},
	CU_TEST_INFO_NULL,
};

const struct test_suite suite_hsm = {"hsm/hsm", tests};
