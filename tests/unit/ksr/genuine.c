#include "genuine.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "document.h"
#include "support/test.h"

static void
must(enum status status, const struct err *err)
{
	if (status == STATUS_OK)
		return;
	fprintf(stderr, "genuine: %s\n", err->text);
	abort();
}

static void
read_policy(struct policy *dst, const char *name)
{
	char *below = mem_format("../%s", name);
	char *path = test_data(below);
	struct xml_source source = {.name = name};
	struct bytes bytes = {0};
	struct err err;

	must(file_read(&bytes, path, XML_MAX_SIZE, &err), &err);
	source.data = bytes.data;
	source.len = bytes.len;
	must(policy_parse(dst, &source, &err), &err);
	bytes_clear(&bytes);
	free(path);
	free(below);
}

void
genuine_init(struct genuine *genuine, const char *policy)
{
	memset(genuine, 0, sizeof(*genuine));
	read_policy(&genuine->policy, policy);
	genuine->hsm.wanted = true;
	genuine->hsm.verdict = VERDICT_PASS;
	genuine->input.policy = &genuine->policy;
	genuine->input.schema = &genuine->policy.schemas[0];
	genuine->input.hsm = &genuine->hsm;
	genuine->input.now_utc = DAY_2017_02_20;
}

void
genuine_clear(struct genuine *genuine)
{
	ksr_clear(&genuine->request);
	ksr_clear(&genuine->previous);
	ksr_clear(&genuine->response);
	policy_clear(&genuine->policy);
}

const struct ksr *
genuine_read(struct ksr *dst, enum ksr_kind kind, const char *name)
{
	char *text = document_fixture(name);
	struct err err;

	must(document_read(dst, kind, text, &err), &err);
	free(text);
	return dst;
}

size_t
genuine_passed(const struct genuine *genuine)
{
	const struct rule_result *result;
	size_t passed = 0;
	size_t i;

	for (i = 0; i < genuine->count; i++) {
		result = &genuine->results[i];
		passed += !result->off && result->verdict == VERDICT_PASS;
		if (!result->off && result->verdict != VERDICT_PASS)
			printf("\n    %s %s: %s", result->rule->name,
				rule_result_word(result), result->reason);
	}
	return passed;
}
