#include "changes.h"

#include <stdlib.h>

#include "base/utc.h"

#define TAGS_MAX 8
#define ZSK_FLAGS 256

static int
compare_tags(const void *a, const void *b)
{
	return *(const uint16_t *)a - *(const uint16_t *)b;
}

size_t
changes_zsk_tags(uint16_t *dst, size_t max, const struct ksr_bundle *bundle)
{
	size_t count = 0;
	size_t i;

	for (i = 0; i < bundle->key_count && count < max; i++) {
		if (bundle->keys[i].dnskey.flags == ZSK_FLAGS)
			dst[count++] = bundle->keys[i].tag;
	}
	qsort(dst, count, sizeof(*dst), compare_tags);
	return count;
}

static bool
has_tag(const struct ksr_bundle *bundle, uint16_t tag)
{
	uint16_t tags[TAGS_MAX];
	size_t count = changes_zsk_tags(tags, TAGS_MAX, bundle);
	size_t i;

	for (i = 0; i < count; i++) {
		if (tags[i] == tag)
			return true;
	}
	return false;
}

/* Tags of a that are not in b. */
static void
add_missing(struct buf *dst, const struct ksr_bundle *a,
	const struct ksr_bundle *b, const char *what, size_t slot)
{
	uint16_t tags[TAGS_MAX];
	size_t count = changes_zsk_tags(tags, TAGS_MAX, a);
	size_t i;

	for (i = 0; i < count; i++) {
		if (!has_tag(b, tags[i]))
			buf_add_format(dst, "%u %s slot %zu\n", tags[i],
				what, slot);
	}
}

static void
add_step(struct buf *dst, const struct ksr_bundle *before,
	const struct ksr_bundle *after, size_t slot)
{
	if (slot == 1)
		add_missing(dst, before, after, "left before", slot);
	else
		add_missing(dst, before, after, "leaves after", slot - 1);
	add_missing(dst, after, before, "enters at", slot);
}

static void
add_duration(struct buf *dst, const char *what, int64_t before, int64_t after)
{
	char from[DURATION_SIZE];
	char to[DURATION_SIZE];

	if (before == after)
		return;
	duration_format_words(from, before);
	duration_format_words(to, after);
	buf_add_format(dst, "%s was %s, is %s\n", what, from, to);
}

/* The policy that the maintainer declares for the zone signing keys. */
static void
add_policy(struct buf *dst, const struct ksr_policy *before,
	const struct ksr_policy *after)
{
	add_duration(dst, "publish safety", before->publish_safety_s,
		after->publish_safety_s);
	add_duration(dst, "retire safety", before->retire_safety_s,
		after->retire_safety_s);
	add_duration(dst, "longest validity", before->max_validity_s,
		after->max_validity_s);
	add_duration(dst, "shortest validity", before->min_validity_s,
		after->min_validity_s);
	add_duration(dst, "longest overlap", before->max_overlap_s,
		after->max_overlap_s);
	add_duration(dst, "shortest overlap", before->min_overlap_s,
		after->min_overlap_s);
	if (before->algorithm_count > 0 && after->algorithm_count > 0 &&
		before->algorithms[0].bits != after->algorithms[0].bits) {
		buf_add_format(dst, "key size was %u bits, is %u bits\n",
			before->algorithms[0].bits, after->algorithms[0].bits);
	}
}

void
changes_list(struct buf *dst, const struct session *session)
{
	const struct ksr *request = &session->request;
	const struct ksr *previous = &session->previous;
	size_t i;

	if (session->has_previous && previous->bundle_count > 0 &&
		request->bundle_count > 0) {
		add_step(dst, &previous->bundles[previous->bundle_count - 1],
			&request->bundles[0], 1);
	}
	for (i = 1; i < request->bundle_count; i++) {
		add_step(dst, &request->bundles[i - 1], &request->bundles[i],
			i + 1);
	}
	if (session->has_previous)
		add_policy(dst, &previous->zsk, &request->zsk);
}
