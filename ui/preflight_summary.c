#include <stdio.h>
#include <string.h>

#include "base/utc.h"
#include "changes.h"
#include "layout.h"
#include "preflight.h"

#define SLOTS_MAX 9
#define REFUSED_COLUMN 51
#define REFUSED_WIDTH 28
#define CHANGED_COLUMN 14
#define KSK_COLUMN 45
#define CHANGED_WIDTH (LAYOUT_END - CHANGED_COLUMN)
#define TAGS_COLUMN 32
#define TAGS_MAX 16

const char *
preflight_word(const struct session_rule *rule)
{
	return rule->off ? "OFF" : verdict_word(rule->verdict);
}

struct preflight_counts
preflight_count(const struct session *session)
{
	struct preflight_counts counts = {0, 0, 0};
	size_t i;

	for (i = 0; i < session->rule_count; i++) {
		const struct session_rule *rule = &session->rules[i];

		if (rule->off)
			counts.off++;
		else if (rule->verdict == VERDICT_PASS)
			counts.pass++;
		else
			counts.fail++;
	}
	return counts;
}

const char *
preflight_file(const struct session *session)
{
	const struct ceremony_input *input =
		ceremony_find_input(&session->ceremony, "ksr.xml");

	return input == NULL || input->from == NULL ? "ksr.xml" : input->from;
}

enum page_role
preflight_role(const char *word)
{
	return strcmp(word, "PASS") == 0 ? ROLE_PASS :
		strcmp(word, "OFF") == 0 ? ROLE_OFF : ROLE_FAIL;
}

const char *
preflight_reason(const struct session_rule *rule)
{
	const char *reason = rule->off ? rule->off_reason : rule->reason;

	return reason == NULL || *reason == '\0' ? "no reason given" : reason;
}

/* One rule in a narrow column: its name, then verdict and reason. */
static int
draw_rule(struct page *page, int row, const struct session_rule *rule)
{
	const char *word = preflight_word(rule);
	int rows = layout_rows(preflight_reason(rule), REFUSED_WIDTH - 5);

	if (page == NULL)
		return 1 + rows;
	page_put(page, row, REFUSED_COLUMN, ROLE_STRONG, rule->name);
	page_put(page, row + 1, REFUSED_COLUMN, preflight_role(word), word);
	layout_paragraph(page, row + 1, REFUSED_COLUMN + 5, REFUSED_WIDTH - 5,
		rows, ROLE_PLAIN, preflight_reason(rule));
	return 1 + rows;
}

static void
draw_counts(const struct view *view, struct page *page)
{
	struct preflight_counts counts = preflight_count(view->session);
	int column = LAYOUT_EDGE;

	column = page_format(page, LAYOUT_BODY, column, ROLE_STRONG, "%zu PASS",
		counts.pass);
	column = page_format(page, LAYOUT_BODY, column + 3, counts.fail > 0 ?
		ROLE_FAIL : ROLE_PLAIN, "%zu FAIL", counts.fail);
	column = page_format(page, LAYOUT_BODY, column + 3, counts.off > 0 ?
		ROLE_OFF : ROLE_PLAIN, "%zu OFF", counts.off);
	page_format(page, LAYOUT_BODY, column + 4, ROLE_PLAIN, "%s   %zu bytes",
		preflight_file(view->session), view->session->request.size);
}

/* What the KSKs do in a slot, in a word that fits. */
static void
say_ksks(char dst[16], const struct session *session, size_t slot)
{
	unsigned signs = 0;
	unsigned revokes = 0;
	size_t i;

	for (i = 0; i < session->policy.ksk_count; i++) {
		uint8_t use = policy_use(&session->policy, session->schema,
			slot, i);

		signs += (use & KSK_SIGN) != 0;
		revokes += (use & KSK_REVOKE) != 0;
	}
	if (revokes > 0)
		snprintf(dst, 16, "rev.");
	else if (signs == 1)
		snprintf(dst, 16, "signs");
	else
		snprintf(dst, 16, "%u sig", signs);
}

static void
draw_ksk_head(const struct session *session, struct page *page, int row)
{
	size_t found = 0;
	uint16_t tag = 0;
	size_t slot;
	size_t i;

	for (i = 0; i < session->policy.ksk_count; i++) {
		for (slot = 0; slot < session->request.bundle_count; slot++) {
			if (policy_use(&session->policy, session->schema, slot,
				i) == 0)
				continue;
			tag = session->policy.ksks[i].tag;
			found++;
			break;
		}
	}
	if (found == 1)
		page_format(page, row, KSK_COLUMN, ROLE_DIM, "KSK %u", tag);
	else
		page_put(page, row, KSK_COLUMN, ROLE_DIM, "KSKs");
}

int
preflight_slot(const struct session *session, struct page *page, int row,
	size_t slot, int width)
{
	const struct ksr_bundle *bundle = &session->request.bundles[slot];
	uint16_t tags[TAGS_MAX];
	size_t count = changes_zsk_tags(tags, TAGS_MAX, bundle);
	struct buf list = {0};
	char begins[UTC_SIZE];
	char ends[UTC_SIZE];
	int column;
	size_t i;

	utc_format_date(begins, bundle->inception_utc);
	utc_format_date(ends, bundle->expiration_utc);
	page_format(page, row, LAYOUT_EDGE, ROLE_PLAIN, "%zu", slot + 1);
	page_put(page, row, LAYOUT_TEXT, ROLE_PLAIN, begins);
	page_put(page, row, 20, ROLE_PLAIN, ends);
	for (i = 0; i < count; i++)
		buf_add_format(&list, i > 0 ? " %u" : "%u", tags[i]);
	if (page_width(buf_text(&list)) > width) {
		list.len = 0;
		buf_add_format(&list, "%zu tags: Tab", count);
	}
	column = 1 + page_put(page, row, TAGS_COLUMN, ROLE_PLAIN,
		buf_text(&list));
	buf_clear(&list);
	return column > KSK_COLUMN ? column : KSK_COLUMN;
}

static void
draw_slot(const struct session *session, struct page *page, int row,
	size_t slot)
{
	char ksks[16];

	say_ksks(ksks, session, slot);
	page_put(page, row, preflight_slot(session, page, row, slot,
		KSK_COLUMN - TAGS_COLUMN - 1), ROLE_PLAIN, ksks);
}

static void
draw_slots(const struct session *session, struct page *page, int row)
{
	size_t count = session->request.bundle_count;
	size_t i;

	page_put(page, row, LAYOUT_EDGE, ROLE_DIM,
		"Slot  Begins      Ends        ZSK tags");
	draw_ksk_head(session, page, row);
	for (i = 0; i < count && i < SLOTS_MAX; i++)
		draw_slot(session, page, row + 1 + (int)i, i);
	if (count > SLOTS_MAX)
		page_format(page, row + 1 + SLOTS_MAX, LAYOUT_EDGE, ROLE_DIM,
			"%zu more slots: Tab", count - SLOTS_MAX);
}

static bool
is_refused(const struct session_rule *rule)
{
	return rule->off || rule->verdict != VERDICT_PASS;
}

/* Every FAIL and OFF with its reason; page NULL only counts rows. */
static int
draw_refused(const struct session *session, struct page *page, int row)
{
	int used = 0;
	size_t i;

	for (i = 0; i < session->rule_count; i++) {
		if (is_refused(&session->rules[i]))
			used += draw_rule(page, row + used, &session->rules[i]);
	}
	return used;
}

/* Those that are off, or the others; returns the row behind them and counts
 * what has no room. */
static int
draw_wide(const struct session *session, struct page *page, int row, bool off,
	size_t *left)
{
	int bottom = layout_bottom(page) - 3;
	size_t i;

	for (i = 0; i < session->rule_count; i++) {
		const struct session_rule *rule = &session->rules[i];

		if (!is_refused(rule) || rule->off != off)
			continue;
		if (row + preflight_rule(NULL, 0, rule) > bottom)
			++*left;
		else
			row += preflight_rule(page, row, rule);
	}
	return row;
}

/* Too many for the column: they take the place of the slots, FAIL first. */
static void
draw_refused_wide(const struct session *session, struct page *page, int row)
{
	size_t left = 0;

	row = draw_wide(session, page, row, false, &left);
	row = draw_wide(session, page, row, true, &left);
	if (left > 0)
		page_format(page, row, LAYOUT_EDGE, ROLE_FAIL,
			"and %zu more: press Tab, they stand under Rules",
			left);
}

static void
draw_changed(const struct session *session, struct page *page)
{
	int row = layout_bottom(page) - 1;
	struct buf list = {0};
	struct buf line = {0};
	const char *at;
	int rows;

	changes_list(&list, session);
	for (at = buf_text(&list); *at != '\0'; at++)
		buf_add_text(&line, *at == '\n' ? "; " : (char[]){*at, '\0'});
	buf_add_text(&line, list.len > 0 ? "nothing else" : "nothing");
	rows = layout_rows(buf_text(&line), CHANGED_WIDTH);
	row -= rows > 1 ? 1 : 0;
	page_put(page, row, LAYOUT_EDGE, ROLE_PLAIN, "Changed");
	if (rows <= 2)
		layout_paragraph(page, row, CHANGED_COLUMN, CHANGED_WIDTH, 2,
			ROLE_PLAIN, buf_text(&line));
	else
		page_put(page, row, CHANGED_COLUMN, ROLE_PLAIN, "more than "
			"fits here: the page Changes has all of it");
	buf_clear(&list);
	buf_clear(&line);
}

void
preflight_draw_summary(const struct view *view, struct page *page)
{
	const struct session *session = view->session;
	int row = LAYOUT_BODY + 2;
	int refused = draw_refused(session, NULL, 0);

	draw_counts(view, page);
	draw_changed(session, page);
	if (refused > SLOTS_MAX) {
		draw_refused_wide(session, page, row);
		return;
	}
	draw_slots(session, page, row);
	if (refused > 0)
		draw_refused(session, page, row + 1);
	else
		preflight_draw_groups(session, page, row + 1);
}
