#include "ksr/make.h"

#include <string.h>

#include "base/utc.h"
#include "break.h"

extern const struct test_suite suite_make;

#define DAY INT64_C(86400)

static int64_t
utc(const char *text)
{
	int64_t value = 0;
	struct err err;

	CU_ASSERT_EQUAL(utc_parse(&value, text, &err), STATUS_OK);
	return value;
}

static void
quarters(void)
{
	CU_ASSERT_EQUAL(make_quarter_after(utc("2017-02-20T18:00:00Z")),
		utc("2017-04-01T00:00:00Z"));
	CU_ASSERT_EQUAL(make_quarter_after(utc("2017-12-31T23:59:59Z")),
		utc("2018-01-01T00:00:00Z"));
	CU_ASSERT_EQUAL(make_quarter_after(utc("2018-01-01T00:00:00Z")),
		utc("2018-04-01T00:00:00Z"));
	CU_ASSERT_EQUAL(make_quarter_add(utc("2017-02-20T18:00:00Z"), 0),
		utc("2017-01-01T00:00:00Z"));
	CU_ASSERT_EQUAL(make_quarter_add(utc("2017-02-20T18:00:00Z"), -1),
		utc("2016-10-01T00:00:00Z"));
	CU_ASSERT_EQUAL(make_quarter_add(utc("2017-02-20T18:00:00Z"), 5),
		utc("2018-04-01T00:00:00Z"));
}

/* On each day of four years the rehearsal's request is within the horizon, and
 * none of it has expired. */
static void
rehearsal_quarters(void)
{
	int64_t now = utc("2025-01-01T12:00:00Z");
	int64_t end = utc("2029-01-01T00:00:00Z");
	int64_t start, last;
	struct sample sample;
	unsigned begun = 0;

	sample_init(&sample);
	for (; now < end; now += DAY) {
		start = make_rehearsal_quarter(&sample.policy, now);
		last = make_quarter_add(start, 1) + 10 * DAY;
		CU_ASSERT(last - now <= sample.policy.horizon_s);
		CU_ASSERT(start + 21 * DAY > now);
		begun += start <= now;
	}
	CU_ASSERT(begun > 0 && begun < 4 * 4 * 15);
	sample_clear(&sample);
}

/* The layout of the genuine quarters: slots ten days apart, the last eleven
 * days before the next quarter, whatever its length. */
static void
layout(void)
{
	static const int64_t cycle_days[] = {80, 81, 81, 79};
	struct sample sample;
	int64_t cycle_s;
	int i;

	sample_init(&sample);
	for (i = 0; i < 4; i++) {
		sample_set_quarter(&sample, i, "normal", "normal");
		sample_run(&sample);
		CU_ASSERT_TRUE(sample_only(&sample, NULL, NULL));
		cycle_s = sample.request.bundles[8].inception_utc -
			sample.request.bundles[0].inception_utc;
		CU_ASSERT_EQUAL(cycle_s, cycle_days[i] * DAY);
	}
	sample_clear(&sample);
}

/* What a rehearsal without files makes passes every rule, once the quarter
 * before is answered. */
static void
rehearsal_passes(void)
{
	int64_t now = utc("2026-11-22T10:00:00Z");
	struct sample sample;
	struct err err;

	sample_init(&sample);
	ksr_clear(&sample.request);
	ksr_clear(&sample.previous);
	CU_ASSERT_EQUAL_FATAL(make_rehearsal(&sample.request, &sample.previous,
		&sample.policy, now, false, &err), STATUS_OK);
	CU_ASSERT_STRING_NOT_EQUAL(sample.request.id, sample.previous.id);
	CU_ASSERT_EQUAL(strlen(sample.request.bundles[3].id), 36);
	CU_ASSERT_EQUAL(sample.request.bundles[3].id[14], '4');
	CU_ASSERT_EQUAL(sample.request.bundles[0].inception_utc,
		utc("2027-01-01T00:00:00Z"));
	sample_answer_file(&sample, &sample.previous, "normal");
	sample.input.now_utc = now;
	sample_run(&sample);
	CU_ASSERT_TRUE(sample_only(&sample, NULL, NULL));
	sample_clear(&sample);
}

/* For a drill: two ZSKs in one slot, and nothing else that is wrong. */
static void
twins_collide(void)
{
	int64_t now = utc("2026-11-22T10:00:00Z");
	struct sample sample;
	struct err err;

	sample_init(&sample);
	ksr_clear(&sample.request);
	ksr_clear(&sample.previous);
	CU_ASSERT_EQUAL_FATAL(make_rehearsal(&sample.request, &sample.previous,
		&sample.policy, now, true, &err), STATUS_OK);
	sample_answer_file(&sample, &sample.previous, "normal");
	sample.input.now_utc = now;
	sample_run(&sample);
	CU_ASSERT_TRUE(sample_only(&sample, "KEY-TAGS",
		"bundle 9: key "));
	sample_clear(&sample);
}

/* The same keys and ids give the same request. */
static void
deterministic(void)
{
	struct sample a, b;
	struct buf first = {0}, second = {0};

	sample_init(&a);
	sample_init(&b);
	CU_ASSERT_EQUAL(a.request.bundles[0].signatures[0].inception_utc,
		a.input.now_utc);
	CU_ASSERT_EQUAL(a.request.bundles[0].signatures[0].expiration_utc,
		a.input.now_utc + 30 * DAY);
	ksr_write(&first, &a.previous);
	ksr_write(&second, &b.previous);
	CU_ASSERT_STRING_EQUAL(buf_text(&first), buf_text(&second));
	CU_ASSERT_TRUE(bytes_equal(&a.request.bundles[0].signatures[1].data,
		&b.request.bundles[0].signatures[1].data));
	buf_clear(&first);
	buf_clear(&second);
	sample_clear(&a);
	sample_clear(&b);
}

static void
refusals(void)
{
	struct make_key key = {0};
	struct ksr coming = {0}, before = {0};
	struct sample sample;
	struct err err;

	CU_ASSERT_EQUAL(make_key_read(&key, "id", 8, "no key", &err),
		STATUS_USAGE);
	CU_ASSERT_EQUAL(make_key_generate(&key, "id", 13, 2048, &err),
		STATUS_USAGE);
	CU_ASSERT_EQUAL(make_key_generate(&key, "id", 99, 2048, &err),
		STATUS_USAGE);
	CU_ASSERT_PTR_NULL(key.pkey);
	sample_init(&sample);
	sample.policy.algorithms[0].number = 13;
	CU_ASSERT_EQUAL(make_rehearsal(&coming, &before, &sample.policy,
		sample.input.now_utc, false, &err), STATUS_USAGE);
	sample.policy.algorithms[0].number = 8;
	sample.policy.algorithms[0].sizes[0] = 1024;
	sample.policy.bundles = 8;
	CU_ASSERT_EQUAL(make_rehearsal(&coming, &before, &sample.policy,
		sample.input.now_utc, false, &err), STATUS_USAGE);
	CU_ASSERT_PTR_NOT_NULL(strstr(err.text, "the policy has 8"));
	CU_ASSERT_PTR_NULL(coming.id);
	CU_ASSERT_PTR_NULL(before.id);
	sample_clear(&sample);
}

static const CU_TestInfo tests[] = {
	{"quarters", quarters},
	{"the quarter of a rehearsal", rehearsal_quarters},
	{"the layout of a quarter", layout},
	{"a rehearsal's files pass", rehearsal_passes},
	{"twins have one key tag", twins_collide},
	{"same keys, same request", deterministic},
	{"refusals", refusals},
	CU_TEST_INFO_NULL,
};

const struct test_suite suite_make = {"ksr/make", tests};
