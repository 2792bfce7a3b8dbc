#include <string.h>

#include "feed.h"
#include "support/test.h"

extern const struct test_suite suite_damaged;

/* xorshift: the same damage each time. */
static uint32_t
next_random(uint32_t *state)
{
	*state ^= *state << 13;
	*state ^= *state >> 17;
	*state ^= *state << 5;
	return *state;
}

static void
each_target(void (*test)(const struct feed_target *, struct bytes *))
{
	size_t i;

	for (i = 0; i < feed_target_count; i++) {
		struct bytes good = feed_good(&feed_targets[i]);

		test(&feed_targets[i], &good);
		bytes_clear(&good);
	}
}

static void
take_good(const struct feed_target *target, struct bytes *good)
{
	CU_ASSERT(feed_taken(target, good->data, good->len));
}

static void
takes_what_is_whole(void)
{
	each_target(take_good);
}

static void
cut(const struct feed_target *target, struct bytes *good)
{
	size_t whole = good->len - 1; /* the newline may go */
	size_t len;

	for (len = 0; len < whole; len += 7)
		CU_ASSERT(feed_refused(target, good->data, len));
	for (len = whole - 16; len < whole; len++)
		CU_ASSERT(feed_refused(target, good->data, len));
}

static void
refuses_every_prefix(void)
{
	each_target(cut);
}

static void
flip(const struct feed_target *target, struct bytes *good)
{
	uint32_t state = 20300101;
	size_t i;

	for (i = 0; i < 3000; i++) {
		size_t bit = next_random(&state) % (good->len * 8);

		good->data[bit / 8] ^= (uint8_t)(1 << bit % 8);
		CU_ASSERT(feed(target, good->data, good->len));
		good->data[bit / 8] ^= (uint8_t)(1 << bit % 8);
	}
}

static void
survives_flipped_bits(void)
{
	each_target(flip);
}

static void
flip_many(const struct feed_target *target, struct bytes *good)
{
	uint32_t state = 1;
	struct bytes damaged = {0};
	size_t i;
	size_t j;

	for (i = 0; i < 500; i++) {
		bytes_set(&damaged, good->data, good->len);
		for (j = 0; j < 20; j++)
			damaged.data[next_random(&state) % damaged.len] =
				(uint8_t)next_random(&state);
		CU_ASSERT(feed(target, damaged.data, damaged.len));
	}
	bytes_clear(&damaged);
}

static void
survives_random_bytes(void)
{
	each_target(flip_many);
}

/* A byte that is never part of a document, anywhere in it. */
static void
put_everywhere(const struct feed_target *target, struct bytes *good)
{
	static const uint8_t bytes[] = {0x00, 0x01, 0x80, 0xc0, 0xff};
	size_t at;
	size_t i;

	for (at = 0; at < good->len; at += 31) {
		uint8_t kept = good->data[at];

		for (i = 0; i < sizeof(bytes); i++) {
			good->data[at] = bytes[i];
			CU_ASSERT(feed_refused(target, good->data, good->len));
		}
		good->data[at] = kept;
	}
}

static void
refuses_bytes_that_are_no_text(void)
{
	each_target(put_everywhere);
}

/* One piece of the document left out, and the same piece twice. */
static void
splice(const struct feed_target *target, struct bytes *good)
{
	uint32_t state = 7;
	size_t i;

	for (i = 0; i < 500; i++) {
		size_t at = next_random(&state) % good->len;
		size_t len = next_random(&state) % (good->len - at);
		struct buf buf = {0};

		buf_add(&buf, good->data, at);
		buf_add(&buf, good->data + at + len, good->len - at - len);
		CU_ASSERT(feed(target, buf.data, buf.len));
		buf.len = 0;
		buf_add(&buf, good->data, at + len);
		buf_add(&buf, good->data + at, good->len - at);
		CU_ASSERT(feed(target, buf.data, buf.len));
		buf_clear(&buf);
	}
}

static void
survives_missing_and_doubled_pieces(void)
{
	each_target(splice);
}

static const CU_TestInfo tests[] = {
	{"takes what is whole", takes_what_is_whole},
	{"refuses every prefix", refuses_every_prefix},
	{"survives flipped bits", survives_flipped_bits},
	{"survives random bytes", survives_random_bytes},
	{"refuses bytes that are no text", refuses_bytes_that_are_no_text},
	{"survives missing and doubled pieces",
		survives_missing_and_doubled_pieces},
	CU_TEST_INFO_NULL,
};

const struct test_suite suite_damaged = {"fuzz/damaged", tests};
