/*
 * The genuine files and what is made of them by the rules. Only where
 * test_fixtures() has them.
 */
#ifndef TESTS_UNIT_KSR_GENUINE_H
#define TESTS_UNIT_KSR_GENUINE_H

#include "ksr/rules.h"

#define KSR_Q2 "root/ksr-root-2017-q2-0.xml"
#define SKR_Q1 "root/skr-root-2017-q1-0.xml"
#define SKR_Q2 "root/skr-root-2017-q2-0.xml"
#define DAY_2017_02_20 INT64_C(1487548800)
#define DAY_2009_11_22 INT64_C(1258848000)

struct genuine {
	struct policy policy;
	struct ksr request, previous, response;
	struct rule_hsm hsm;
	struct rule_input input;
	struct rule_result results[32];
	size_t count;
};

/* Policy by its name below the source tree; its first schema, a KSK found. */
void
genuine_init(struct genuine *genuine, const char *policy);

void
genuine_clear(struct genuine *genuine);

/* Returns dst. */
const struct ksr *
genuine_read(struct ksr *dst, enum ksr_kind kind, const char *name);

/* How many results of the last run are PASS and not off; prints what is neither
 * PASS nor off. */
size_t
genuine_passed(const struct genuine *genuine);

#endif
