/*
 * A libFuzzer target over everything that reads a KSR, an SKR or a policy:
 *
 *   configure CC=clang CFLAGS="-g -O1 -fsanitize=fuzzer-no-link,address"
 *   make tests/fuzz/fuzz-ksr
 *   tests/fuzz/fuzz-ksr CORPUS tests/data
 */
#include <stdlib.h>
#include <string.h>

#include "ksr/ksr.h"
#include "ksr/policy.h"

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static struct xml_source
source_of(const uint8_t *data, size_t size)
{
	return (struct xml_source){"fuzz.xml", data, size, 0};
}

static bool
rewrite(struct buf *dst, enum ksr_kind kind, const uint8_t *data, size_t size)
{
	struct xml_source source = source_of(data, size);
	struct ksr ksr;
	struct err err;

	if (ksr_read(&ksr, kind, &source, &err) != STATUS_OK)
		return false;
	ksr_write(dst, &ksr);
	ksr_clear(&ksr);
	return true;
}

/* What was read and written reads again as the same. */
static void
check_fixed_point(enum ksr_kind kind, const uint8_t *data, size_t size)
{
	struct buf once = {0};
	struct buf twice = {0};

	if (rewrite(&once, kind, data, size) && once.len <= XML_MAX_SIZE) {
		if (!rewrite(&twice, kind, once.data, once.len) ||
			strcmp(buf_text(&once), buf_text(&twice)) != 0)
			abort();
	}
	buf_clear(&once);
	buf_clear(&twice);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct xml_source source = source_of(data, size);
	struct policy policy;
	struct err err;

	check_fixed_point(KSR_REQUEST, data, size);
	check_fixed_point(KSR_RESPONSE, data, size);
	if (policy_parse(&policy, &source, &err) == STATUS_OK)
		policy_clear(&policy);
	return 0;
}
