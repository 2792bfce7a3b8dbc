#include "break.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void
break_one(const struct broken *row)
{
	struct sample sample;
	bool only;

	sample_init(&sample);
	row->breaks(&sample);
	if (sample.input.response != NULL)
		sample_run_response(&sample);
	else
		sample_run(&sample);
	only = sample_only(&sample, row->rule, row->part);
	if (!only)
		printf("\n    wanted: %s alone, with: %s\n", row->rule,
			row->part);
	CU_ASSERT_TRUE(only);
	sample_clear(&sample);
}

void
break_each(const struct broken *rows, size_t count)
{
	size_t i;

	for (i = 0; i < count; i++)
		break_one(&rows[i]);
}

bool
break_says(const struct sample *sample, const char *rule,
	enum verdict verdict, const char *part)
{
	const struct rule_result *result = sample_result(sample, rule);

	if (result->verdict == verdict && strstr(result->reason, part) != NULL)
		return true;
	printf("\n    %s %s: %s\n    wanted: %s: %s\n", rule,
		verdict_word(result->verdict), result->reason,
		verdict_word(verdict), part);
	return false;
}

void
break_text(char **text, const char *by)
{
	free(*text);
	*text = mem_string(by);
}

void
break_bit(struct bytes *bytes, size_t at)
{
	bytes->data[at] ^= 1;
}

struct ksr_bundle *
break_made(struct sample *sample, size_t index)
{
	if (sample->input.response == NULL)
		sample_answer(sample);
	return &sample->response.bundles[index];
}

void
break_add_key(struct sample *sample, size_t index, const struct make_key *key)
{
	sample_add_key(break_made(sample, index), key, sample->policy.ttl);
	sample_sign(sample, &sample->response);
}
