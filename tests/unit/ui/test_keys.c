#include "keys.h"

#include <string.h>

#include "support/test.h"

/* A key that means two things would do the wrong one some day. */
static void
test_unique(void)
{
	size_t i, j;

	for (i = 0; i < key_count; i++) {
		for (j = i + 1; j < key_count; j++) {
			CU_ASSERT_NOT_EQUAL(keys[i].action, keys[j].action);
			CU_ASSERT_STRING_NOT_EQUAL(keys[i].word, keys[j].word);
			CU_ASSERT_TRUE(keys[i].letter == 0 ||
				keys[i].letter != keys[j].letter);
			CU_ASSERT_TRUE(keys[i].function == 0 ||
				keys[i].function != keys[j].function);
			CU_ASSERT_TRUE(keys[i].control == 0 ||
				keys[i].control != keys[j].control);
		}
	}
}

/* Desktop terminals take F1, F10 and F11. */
static void
test_free(void)
{
	size_t i;

	for (i = 0; i < key_count; i++) {
		CU_ASSERT_NOT_EQUAL(keys[i].function, 1);
		CU_ASSERT_TRUE(keys[i].function < 10);
		CU_ASSERT_TRUE(keys[i].function == 0 || keys[i].letter != 0);
	}
	CU_ASSERT_EQUAL(key_of_function(1), ACTION_NONE);
	CU_ASSERT_EQUAL(key_of_function(0), ACTION_NONE);
}

static void
test_lookup(void)
{
	CU_ASSERT_EQUAL(key_of_function(4), ACTION_OBJECTION);
	CU_ASSERT_EQUAL(key_of_letter('O'), ACTION_OBJECTION);
	CU_ASSERT_EQUAL(key_of_letter('o'), ACTION_OBJECTION);
	CU_ASSERT_EQUAL(key_of_letter('z'), ACTION_NONE);
	CU_ASSERT_EQUAL(key_of_letter('\0'), ACTION_NONE);
	CU_ASSERT_EQUAL(key_of_control('C'), ACTION_LEAVE);
	CU_ASSERT_EQUAL(key_of_control('S'), ACTION_NONE);
	CU_ASSERT_EQUAL(key_of_word("objection"), ACTION_OBJECTION);
	CU_ASSERT_EQUAL(key_of_word("OBJ"), ACTION_OBJECTION);
	CU_ASSERT_EQUAL(key_of_word("page"), ACTION_NONE);
	CU_ASSERT_EQUAL(key_of_word(""), ACTION_NONE);
	CU_ASSERT_EQUAL(key_of_word("sign"), ACTION_NONE);
	CU_ASSERT_STRING_EQUAL(key_of_action(ACTION_MORE)->name, "F9");
}

static const CU_TestInfo tests[] = {
	{"no key means two things", test_unique},
	{"F1, F10, F11 stay free, each F-key has a twin", test_free},
	{"looking keys up", test_lookup},
	CU_TEST_INFO_NULL,
};

const struct test_suite suite_keys = {"ui/keys", tests};
