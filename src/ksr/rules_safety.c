/*
 * KSR-POLICY-SAFETY (RFC 7583 3.2.1, 3.3.4; RFC 6781 4.1.1.1): a key that signs
 * has been shown long enough before, and stays long enough afterwards. The zone
 * shows slot i from Inception(i) to Inception(i+1).
 */
#include "ksr/rules_impl.h"
#include "ksr/timeline.h"

struct safety {
	struct rule_result *result;
	struct timeline timeline;
	int64_t publish_s;
	int64_t retire_s;
};

/* A slot whose key is active, and another one that must hold it. */
struct pair {
	size_t active;
	size_t other;
	bool before; /* other is shown before active, else after it */
};

static int64_t
inception(const struct safety *safety, size_t slot)
{
	return safety->timeline.slots[slot].bundle->inception_utc;
}

/* Shown during [Inception(i)-Pub, Inception(i)). */
static bool
is_shown_before(const struct safety *safety, size_t i, size_t j)
{
	return j < i && inception(safety, i) - inception(safety, j + 1) <
		safety->publish_s;
}

/* Inception in [Inception(i+1), Inception(i+1)+Ret). */
static bool
is_shown_after(const struct safety *safety, size_t i, size_t j)
{
	return j > i && inception(safety, j) - inception(safety, i + 1) <
		safety->retire_s;
}

static bool
is_zsk_in(const struct ksr_bundle *bundle, const struct ksr_key *zsk)
{
	const struct ksr_key *found = rule_find_same(bundle, &zsk->dnskey);

	return found != NULL && !rule_is_ksk(found);
}

/* Every ZSK of a is one of b's. */
static bool
is_zsk_subset(const struct ksr_bundle *a, const struct ksr_bundle *b)
{
	size_t i;

	for (i = 0; i < a->key_count; i++) {
		if (!rule_is_ksk(&a->keys[i]) && !is_zsk_in(b, &a->keys[i]))
			return false;
	}
	return true;
}

/* The neighbour at slot j, when it is of the same file and its ZSKs are a
 * proper subset of slot i's; else NULL. */
static const struct ksr_bundle *
smaller_neighbour(const struct timeline *timeline, size_t i, size_t j)
{
	const struct timeline_slot *a = &timeline->slots[i];
	const struct timeline_slot *b;

	if (j >= timeline->count)
		return NULL;
	b = &timeline->slots[j];
	if (a->previous != b->previous ||
		!is_zsk_subset(b->bundle, a->bundle) ||
		is_zsk_subset(a->bundle, b->bundle))
		return NULL;
	return b->bundle;
}

/* The active ZSKs of a slot are those shared with a smaller neighbour; all,
 * where there is none. */
static bool
is_zsk_active(const struct timeline *timeline, size_t slot,
	const struct ksr_key *zsk)
{
	const struct ksr_bundle *left = NULL;
	const struct ksr_bundle *right;

	if (rule_is_ksk(zsk))
		return false;
	if (slot > 0)
		left = smaller_neighbour(timeline, slot, slot - 1);
	right = smaller_neighbour(timeline, slot, slot + 1);
	if (left == NULL && right == NULL)
		return true;
	return (left != NULL && is_zsk_in(left, zsk)) ||
		(right != NULL && is_zsk_in(right, zsk));
}

static void
fail_pair(const struct safety *safety, const struct pair *pair,
	const char *who)
{
	const struct timeline_slot *active =
		&safety->timeline.slots[pair->active];
	const struct timeline_slot *other =
		&safety->timeline.slots[pair->other];

	rule_fail(safety->result, "%s signs in bundle %zu%s and is missing in "
		"bundle %zu%s, which is shown %s (%s safety %s)", who,
		active->number, active->previous ? " of the previous SKR" : "",
		other->number, other->previous ? " of the previous SKR" : "",
		pair->before ? "before it" : "after it",
		pair->before ? "publish" : "retire",
		rule_text_duration(pair->before ? safety->publish_s :
			safety->retire_s).text);
}

static void
check_zsks(const struct safety *safety, const struct pair *pair)
{
	const struct timeline *timeline = &safety->timeline;
	const struct ksr_bundle *bundle = timeline->slots[pair->active].bundle;
	const struct ksr_bundle *other = timeline->slots[pair->other].bundle;
	size_t i;

	for (i = 0; i < bundle->key_count; i++) {
		if (is_zsk_active(timeline, pair->active, &bundle->keys[i]) &&
			!is_zsk_in(other, &bundle->keys[i]))
			fail_pair(safety, pair,
				rule_text_key(&bundle->keys[i]).text);
	}
}

/* Before, a KSK must be there as 257; afterwards 385 will do. */
static void
check_ksks(const struct safety *safety, const struct pair *pair)
{
	const struct timeline *timeline = &safety->timeline;
	bool held;
	size_t k;

	for (k = 0; k < timeline->ksk_count; k++) {
		if (!timeline_signs(timeline, pair->active, k))
			continue;
		held = pair->before ? timeline_shows(timeline, pair->other, k) :
			timeline_has(timeline, pair->other, k);
		if (!held)
			fail_pair(safety, pair,
				rule_text_ksk(timeline->ksks[k].tag,
					timeline->ksks[k].id).text);
	}
}

/* What lies in the previous SKR on both sides is no longer this KSR's. */
static void
check_pairs(const struct safety *safety, size_t active)
{
	struct pair pair = {.active = active};
	size_t first = safety->timeline.first;

	for (; pair.other < safety->timeline.count; pair.other++) {
		pair.before = is_shown_before(safety, active, pair.other);
		if (active < first && pair.other < first)
			continue;
		if (!pair.before && !is_shown_after(safety, active, pair.other))
			continue;
		check_zsks(safety, &pair);
		check_ksks(safety, &pair);
	}
}

/* A window that begins before the previous SKR does cannot be judged. */
static void
check_known(const struct safety *safety, size_t slot)
{
	int64_t known_s = inception(safety, slot) - inception(safety, 0);

	if (slot >= safety->timeline.first && known_s < safety->publish_s)
		rule_fail(safety->result, "bundle %zu: the publish safety of "
			"%s reaches back further than the previous SKR, %s",
			safety->timeline.slots[slot].number,
			rule_text_duration(safety->publish_s).text,
			rule_text_duration(known_s).text);
}

static bool
is_judgeable(const struct safety *safety)
{
	const struct timeline *timeline = &safety->timeline;
	size_t i;

	for (i = 0; i < timeline->count; i++) {
		if (timeline->slots[i].bundle->key_count <= RULE_KEYS_MAX)
			continue;
		rule_fail(safety->result, "bundle %zu has %zu keys, more than "
			"%d are not judged", timeline->slots[i].number,
			timeline->slots[i].bundle->key_count, RULE_KEYS_MAX);
		return false;
	}
	return true;
}

static int64_t
larger(int64_t a, int64_t b)
{
	return a > b ? a : b;
}

void
rule_safety(struct rule_result *result, const struct rule_input *input)
{
	const struct ksr_policy *declared = &input->request->zsk;
	struct safety safety = {
		.result = result,
		.publish_s = larger(declared->publish_safety_s,
			input->policy->publish_safety_s),
		.retire_s = larger(declared->retire_safety_s,
			input->policy->retire_safety_s),
	};
	size_t i;

	if (input->previous == NULL)
		rule_fail(result, "no previous SKR: what the zone shows before "
			"bundle 1 is not known");
	if (!rule_has_sets(result, input))
		return;
	timeline_make(&safety.timeline, input);
	for (i = 0; i < safety.timeline.count && is_judgeable(&safety); i++) {
		check_known(&safety, i);
		check_pairs(&safety, i);
	}
	timeline_clear(&safety.timeline);
	rule_pass(result, "every active key is shown %s before it signs and %s "
		"after", rule_text_duration(safety.publish_s).text,
		rule_text_duration(safety.retire_s).text);
}
