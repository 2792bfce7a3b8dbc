#include "base/mem.h"

#include <stdlib.h>
#include <string.h>

#include "support/test.h"

extern const struct test_suite suite_mem;

static void
appends_zeroed_elements(void)
{
	uint64_t *numbers = NULL;
	size_t count = 0;
	size_t i;

	for (i = 0; i < 1000; i++) {
		uint64_t *number =
			mem_append(&numbers, &count, sizeof(*numbers));

		CU_ASSERT_EQUAL(*number, 0);
		*number = i + 1;
	}
	CU_ASSERT_EQUAL(count, 1000);
	for (i = 0; i < count; i++)
		CU_ASSERT_EQUAL(numbers[i], i + 1);
	free(numbers);
}

static void
makes_zeroed_memory_and_texts(void)
{
	unsigned char *memory = mem_new(3, 5);
	char *text = mem_format("%s-%d", "a", 7);
	char *copy = mem_string(text);
	int sum = 0;
	int i;

	for (i = 0; i < 15; i++)
		sum += memory[i];
	CU_ASSERT_EQUAL(sum, 0);
	CU_ASSERT_STRING_EQUAL(copy, "a-7");
	CU_ASSERT_PTR_NOT_EQUAL(copy, text);
	CU_ASSERT_PTR_NULL(mem_string(NULL));
	free(memory);
	free(text);
	free(copy);
}

static void
compares_as_the_rfc_says(void)
{
	struct bytes a = {0}, b = {0}, empty = {0};

	bytes_set(&a, "\1\2", 2);
	bytes_set(&b, "\1\2", 2);
	CU_ASSERT_TRUE(bytes_equal(&a, &b));
	bytes_set(&b, "\1\2\0", 3);
	CU_ASSERT_TRUE(bytes_compare(&a, &b) < 0);
	CU_ASSERT_TRUE(bytes_compare(&b, &a) > 0);
	bytes_set(&b, "\1\xff", 2);
	CU_ASSERT_TRUE(bytes_compare(&a, &b) < 0);
	CU_ASSERT_TRUE(bytes_compare(&a, &empty) > 0);
	CU_ASSERT_TRUE(bytes_equal(&empty, &empty));
	bytes_set(&a, a.data + 1, 1);
	CU_ASSERT_EQUAL(a.data[0], 2);
	bytes_clear(&a);
	bytes_clear(&b);
	CU_ASSERT_PTR_NULL(a.data);
}

static const CU_TestInfo tests[] = {
	{"appends zeroed elements", appends_zeroed_elements},
	{"makes zeroed memory and texts", makes_zeroed_memory_and_texts},
	{"compares as the RFC says", compares_as_the_rfc_says},
	CU_TEST_INFO_NULL,
};

const struct test_suite suite_mem = {"base/mem", tests};
