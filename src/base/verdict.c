#include "base/verdict.h"

#include <string.h>

static const char *const words[] = {
	[VERDICT_NONE] = "NONE",
	[VERDICT_FAIL] = "FAIL",
	[VERDICT_PASS] = "PASS",
};

const char *
verdict_word(enum verdict verdict)
{
	return words[verdict];
}

enum verdict
verdict_of_word(const char *word)
{
	if (strcmp(word, "PASS") == 0)
		return VERDICT_PASS;
	if (strcmp(word, "FAIL") == 0)
		return VERDICT_FAIL;
	return VERDICT_NONE;
}
