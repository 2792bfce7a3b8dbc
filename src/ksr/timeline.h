/*
 * The DNSKEY sets that the zone shows, in order: the previous SKR's, then those
 * that are judged, planned by a schema or found in a response. KSKs are matched
 * by DS with REVOKE cleared, whether the policy knows them or not.
 */
#ifndef KSR_TIMELINE_H
#define KSR_TIMELINE_H

#include "ksr/rules.h"

struct timeline_ksk {
	struct digest ds;
	const struct policy_ksk *policy; /* NULL: unknown to the policy */
	const struct dnskey *dnskey;	 /* of any flags, NULL: not known */
	const char *id;
	uint16_t tag; /* unrevoked */
};

struct timeline_slot {
	const struct ksr_bundle *bundle; /* times and ZSKs */
	size_t number;			 /* 1-based, in its file */
	bool previous;			 /* of the previous SKR */
	uint8_t *uses; /* a set of enum ksk_use for each of the ksks */
};

struct timeline {
	struct timeline_ksk *ksks; /* the policy's first, in its order */
	size_t ksk_count;
	struct timeline_slot *slots;
	size_t count;
	size_t first; /* the first that is judged; before it is history */
};

/* input->response is judged when there is one, else the request under the
 * schema; slots that the schema lacks have no KSK. The caller clears. */
void
timeline_make(struct timeline *dst, const struct rule_input *input);

void
timeline_clear(struct timeline *timeline);

/* In the set, revoked or not. */
bool
timeline_has(const struct timeline *timeline, size_t slot, size_t ksk);

/* In the set as 257. */
bool
timeline_shows(const struct timeline *timeline, size_t slot, size_t ksk);

bool
timeline_revokes(const struct timeline *timeline, size_t slot, size_t ksk);

/* Signs, not being revoked. */
bool
timeline_signs(const struct timeline *timeline, size_t slot, size_t ksk);

#endif
