/*
 * SKR-REVOKE (RFC 5011 2.1, 2.4.1, 6.6): how KSKs come, go and are revoked,
 * over the previous SKR and the sets that are judged.
 */
#include <stdarg.h>
#include <stdio.h>

#include "ksr/rules_impl.h"
#include "ksr/timeline.h"

/* One KSK, walked through time. */
struct walk {
	struct rule_result *result;
	const struct timeline *timeline;
	size_t ksk;
	size_t slot;
	bool blind;    /* what was before the first slot is not judged */
	bool ever_revoked;
	bool was_shown;	  /* in the slot before, as 257 */
	bool was_revoked; /* in the slot before */
	size_t since;	  /* slot in which this state began */
};

static int64_t
inception(const struct walk *walk, size_t slot)
{
	return walk->timeline->slots[slot].bundle->inception_utc;
}

static void
fail_walk(const struct walk *walk, const char *format, ...) PRINTF_LIKE(2, 3);

static void
fail_walk(const struct walk *walk, const char *format, ...)
{
	const struct timeline_ksk *ksk = &walk->timeline->ksks[walk->ksk];
	char what[RULE_REASON_SIZE];
	va_list args;

	if (walk->slot < walk->timeline->first)
		return;
	va_start(args, format);
	vsnprintf(what, sizeof(what), format, args);
	va_end(args);
	rule_fail(walk->result, "bundle %zu: %s %.200s",
		walk->timeline->slots[walk->slot].number,
		rule_text_ksk(ksk->tag, ksk->id).text, what);
}

/* How long the present state lasts at the walk's slot; *known is false where
 * it began before anything that may be judged. */
static int64_t
lasted(const struct walk *walk, bool *known)
{
	*known = !(walk->blind && walk->since == 0);
	return inception(walk, walk->slot) - inception(walk, walk->since);
}

static bool
is_sole_signer(const struct walk *walk)
{
	size_t signers = 0;
	size_t k;

	for (k = 0; k < walk->timeline->ksk_count; k++)
		signers += timeline_signs(walk->timeline, walk->slot, k);
	return signers == 1 &&
		timeline_signs(walk->timeline, walk->slot, walk->ksk);
}

static void
step_shown(struct walk *walk)
{
	bool known;
	int64_t published_s;

	if (walk->ever_revoked)
		fail_walk(walk, "returns unrevoked after it was revoked");
	if (!walk->was_shown)
		walk->since = walk->slot;
	published_s = lasted(walk, &known);
	if (known && is_sole_signer(walk) && published_s < RULE_HOLD_DOWN_S)
		fail_walk(walk, "is the sole signer, published for %s; "
			"allowed is from 30 days on (RFC 5011 2.4.1)",
			rule_text_duration(published_s).text);
}

static void
step_revoked(struct walk *walk)
{
	uint8_t use = walk->timeline->slots[walk->slot].uses[walk->ksk];

	if (!walk->was_revoked)
		walk->since = walk->slot;
	if ((use & KSK_SIGN) == 0)
		fail_walk(walk, "is revoked and does not sign (RFC 5011 2.1)");
	if ((use & KSK_PUBLISH) != 0)
		fail_walk(walk, "is there revoked and unrevoked at once");
	walk->ever_revoked = true;
}

static void
step_absent(struct walk *walk)
{
	bool known;
	int64_t stayed_s;

	if (walk->was_shown)
		fail_walk(walk, "was published before and vanishes without "
			"being revoked");
	if (!walk->was_revoked)
		return;
	stayed_s = lasted(walk, &known);
	if (known && stayed_s < RULE_HOLD_DOWN_S)
		fail_walk(walk, "is gone %s after it was revoked; it stays "
			"at least 30 days", rule_text_duration(stayed_s).text);
}

static void
walk_ksk(struct walk *walk)
{
	const struct timeline *timeline = walk->timeline;
	bool shown, revoked;

	for (walk->slot = 0; walk->slot < timeline->count; walk->slot++) {
		shown = timeline_shows(timeline, walk->slot, walk->ksk);
		revoked = timeline_revokes(timeline, walk->slot, walk->ksk);
		if (revoked)
			step_revoked(walk);
		else if (shown)
			step_shown(walk);
		else
			step_absent(walk);
		walk->was_shown = shown;
		walk->was_revoked = revoked;
	}
}

/* Time must run forwards for any of it to mean something. */
static void
check_time(struct rule_result *result, const struct timeline *timeline)
{
	const struct timeline_slot *slots = timeline->slots;
	size_t i;

	for (i = timeline->first; i < timeline->count; i++) {
		if (i > 0 && slots[i].bundle->inception_utc <=
			slots[i - 1].bundle->inception_utc)
			rule_fail(result, "bundle %zu does not begin after the "
				"one before it", slots[i].number);
	}
}

static size_t
count_revoked(const struct timeline *timeline)
{
	size_t count = 0;
	size_t i, k;

	for (k = 0; k < timeline->ksk_count; k++) {
		for (i = timeline->first; i < timeline->count; i++) {
			if (timeline_revokes(timeline, i, k)) {
				count++;
				break;
			}
		}
	}
	return count;
}

static void
judge(struct rule_result *result, const struct rule_input *input,
	const struct timeline *timeline)
{
	bool blind = input->verify && input->previous == NULL;
	size_t k;

	if (!blind && input->previous == NULL)
		rule_fail(result, "no previous SKR: since when each KSK is "
			"published or revoked is not known");
	check_time(result, timeline);
	for (k = 0; k < timeline->ksk_count; k++) {
		struct walk walk = {
			.result = result,
			.timeline = timeline,
			.ksk = k,
			.blind = blind,
		};

		walk_ksk(&walk);
	}
	rule_pass(result, "%zu KSKs are revoked; none returns, vanishes or "
		"signs alone too early%s", count_revoked(timeline), blind ?
		"; before this file not judged" : "");
}

void
rule_revoke(struct rule_result *result, const struct rule_input *input)
{
	struct timeline timeline;

	if (!rule_has_sets(result, input))
		return;
	timeline_make(&timeline, input);
	judge(result, input, &timeline);
	timeline_clear(&timeline);
}
