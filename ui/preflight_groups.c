/*
 * The summary's right-hand column: verdicts by group, and the numbers that
 * people ask for.
 */
#include <stdio.h>
#include <string.h>

#include "base/utc.h"
#include "layout.h"
#include "preflight.h"

#define RIGHT_COLUMN 52
#define NUMBER_COLUMN 63
#define VERDICT_COLUMN 73
#define DAY_S (24 * 60 * 60)

static const char *const groups[] = {
	[RULE_FORM] = "Form", [RULE_KEYS] = "Keys", [RULE_TIMING] = "Timing",
	[RULE_CHAIN] = "Chain", [RULE_PLAN] = "Plan",
};

static void
draw_group(const struct session *session, struct page *page, int row,
	enum rule_group group)
{
	size_t pass = 0;
	size_t count = 0;
	size_t i;

	for (i = 0; i < session->rule_count; i++) {
		const struct rule *rule = rule_find(session->rules[i].name);

		if (rule == NULL || rule->group != group)
			continue;
		count++;
		pass += session->rules[i].verdict == VERDICT_PASS &&
			!session->rules[i].off;
	}
	page_put(page, row, RIGHT_COLUMN, ROLE_PLAIN, groups[group]);
	page_format(page, row, NUMBER_COLUMN, ROLE_PLAIN, "%zu of %zu", pass,
		count);
	page_put(page, row, VERDICT_COLUMN, pass == count && count > 0 ?
		ROLE_PASS : ROLE_FAIL, pass == count && count > 0 ? "PASS" :
		"FAIL");
}

static int64_t
last_expiration(const struct ksr *ksr)
{
	int64_t last = 0;
	size_t i;

	for (i = 0; i < ksr->bundle_count; i++) {
		if (ksr->bundles[i].expiration_utc > last)
			last = ksr->bundles[i].expiration_utc;
	}
	return last;
}

static bool
has_gap(const struct ksr *ksr)
{
	size_t i;

	for (i = 1; i < ksr->bundle_count; i++) {
		if (ksr->bundles[i].inception_utc >
			ksr->bundles[i - 1].expiration_utc)
			return true;
	}
	return false;
}

/* "2017 Q1" of the day on which an SKR begins. */
static void
say_quarter(char dst[32], int64_t begins_utc)
{
	char date[UTC_SIZE];
	int month;

	utc_format_date(date, begins_utc);
	month = (date[5] - '0') * 10 + date[6] - '0';
	snprintf(dst, 32, "%.4s Q%d", date, (month - 1) / 3 + 1);
}

/* Whether this request goes on from the previous SKR. */
static void
draw_chain(const struct session *session, struct page *page, int row)
{
	size_t i;

	for (i = 0; i < session->rule_count; i++) {
		const struct session_rule *rule = &session->rules[i];

		if (strcmp(rule->name, "KSR-CHAIN-KEYS") == 0)
			page_put(page, row, VERDICT_COLUMN,
				preflight_role(preflight_word(rule)),
				preflight_word(rule));
	}
}

static void
draw_numbers(const struct session *session, struct page *page, int row)
{
	const struct ksr *request = &session->request;
	int64_t ends = last_expiration(request);
	char quarter[32];
	long days;

	if (request->bundle_count == 0)
		return;
	if (session->has_previous && session->previous.bundle_count > 0) {
		say_quarter(quarter,
			session->previous.bundles[0].inception_utc);
		page_format(page, row, RIGHT_COLUMN, ROLE_PLAIN,
			"Chains to  %s", quarter);
		draw_chain(session, page, row);
		days = (long)((last_expiration(&session->previous) -
			request->bundles[0].inception_utc) / DAY_S);
		page_format(page, row + 1, RIGHT_COLUMN, ROLE_PLAIN,
			"Overlap    %ld days", days);
	} else {
		page_put(page, row, RIGHT_COLUMN, ROLE_FAIL,
			"Chains to  nothing: no SKR");
	}
	page_format(page, row + 2, RIGHT_COLUMN, ROLE_PLAIN,
		"Covers     %ld days, %s", (long)((ends -
		request->bundles[0].inception_utc) / DAY_S),
		has_gap(request) ? "a GAP" : "no gap");
	page_format(page, row + 3, RIGHT_COLUMN, ROLE_PLAIN,
		"Horizon    %ld of %ld days", (long)((ends -
		session->clock_utc + DAY_S - 1) / DAY_S),
		(long)(session->policy.horizon_s / DAY_S));
}

void
preflight_draw_groups(const struct session *session, struct page *page, int row)
{
	enum rule_group group;

	for (group = RULE_FORM; group <= RULE_PLAN; group++)
		draw_group(session, page, row + (int)group, group);
	draw_numbers(session, page, row + 5);
}
