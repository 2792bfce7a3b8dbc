#include <stdio.h>
#include <string.h>

#include "changes.h"
#include "layout.h"
#include "preflight.h"
#include "w_words.h"

#define NAME_COLUMN 7
#define REASON_COLUMN 36
#define REASON_WIDTH (LAYOUT_END - REASON_COLUMN)
#define TAGS_WIDTH 23 /* four */

static int
rule_rows(const struct page *page)
{
	return layout_bottom(page) - LAYOUT_BODY - 1;
}

int
preflight_rule(struct page *page, int row, const struct session_rule *rule)
{
	const char *word = preflight_word(rule);
	const char *reason = preflight_reason(rule);

	if (page == NULL)
		return layout_rows(reason, REASON_WIDTH);
	page_put(page, row, LAYOUT_EDGE, preflight_role(word), word);
	page_put(page, row, NAME_COLUMN, strcmp(word, "PASS") == 0 ?
		ROLE_PLAIN : ROLE_STRONG, rule->name);
	return layout_paragraph(page, row, REASON_COLUMN, REASON_WIDTH, 20,
		ROLE_PLAIN, reason);
}

/* The first rule of the page behind the one that begins at first. */
static size_t
next_page(const struct session *session, size_t first, int rows)
{
	int used = 0;

	while (first < session->rule_count) {
		used += preflight_rule(NULL, 0, &session->rules[first]);
		if (used > rows)
			break;
		first++;
	}
	return first;
}

size_t
preflight_rule_pages(const struct view *view, const struct page *page)
{
	size_t first = 0;
	size_t pages = 0;

	while (first < view->session->rule_count) {
		size_t next = next_page(view->session, first, rule_rows(page));

		first = next > first ? next : first + 1;
		pages++;
	}
	return pages;
}

void
preflight_draw_rules(const struct view *view, struct page *page,
	size_t number)
{
	const struct session *session = view->session;
	int rows = rule_rows(page);
	int row = LAYOUT_BODY;
	char place[64];
	size_t first = 0;
	size_t end;

	while (number-- > 0)
		first = next_page(session, first, rows);
	end = next_page(session, first, rows);
	snprintf(place, sizeof(place), "rules %zu to %zu of %zu", first + 1,
		end, session->rule_count);
	page_put_right(page, LAYOUT_TITLE + 1, LAYOUT_END, ROLE_DIM, place);
	for (; first < end; first++)
		row += preflight_rule(page, row, &session->rules[first]);
}

static const char *
use_words(uint8_t use)
{
	if ((use & KSK_REVOKE) != 0)
		return "revoked, signs";
	if ((use & KSK_SIGN) == 0)
		return "published";
	return (use & KSK_PUBLISH) != 0 ? "signs" : "signs, unpublished";
}

static void
draw_ksks(const struct session *session, struct page *page, int row,
	int column, size_t slot)
{
	size_t i;

	for (i = 0; i < session->policy.ksk_count; i++) {
		uint8_t use = policy_use(&session->policy, session->schema,
			slot, i);

		if (use != KSK_ABSENT)
			column = 2 + page_format(page, row, column, ROLE_PLAIN,
				"%u %s", session->policy.ksks[i].tag,
				use_words(use));
	}
}

void
preflight_draw_slots(const struct view *view, struct page *page)
{
	const struct session *session = view->session;
	int row = LAYOUT_BODY;
	size_t i;

	page_put(page, row++, LAYOUT_EDGE, ROLE_DIM,
		"Slot  Begins      Ends        ZSK tags     KSKs");
	for (i = 0; i < session->request.bundle_count; i++) {
		draw_ksks(session, page, row, preflight_slot(session, page,
			row, i, TAGS_WIDTH), i);
		row++;
	}
}

void
preflight_draw_changes(const struct view *view, struct page *page)
{
	struct buf list = {0};
	int row = LAYOUT_BODY;
	const char *at;
	size_t len;

	changes_list(&list, view->session);
	if (list.len == 0)
		page_put(page, row++, LAYOUT_TEXT, ROLE_PLAIN,
			"Nothing changes from slot to slot.");
	for (at = buf_text(&list); *at != '\0' &&
		row < layout_bottom(page) - 2; at += len + 1) {
		len = strcspn(at, "\n");
		page_format(page, row++, LAYOUT_TEXT, ROLE_PLAIN, "%.*s",
			(int)len, at);
	}
	page_put(page, row + 1, LAYOUT_TEXT, ROLE_DIM,
		view->session->has_previous ?
		"Compared slot by slot, and with the previous SKR." :
		"Compared slot by slot; there is no previous SKR.");
	buf_clear(&list);
}

void
preflight_draw_words(const struct view *view, struct page *page)
{
	struct words_grid grid = {
		.digests = &view->session->inputs[SESSION_KSR].sha256,
		.count = 1,
		.words = DIGEST_LEN,
	};

	words_draw(page, LAYOUT_BODY, &grid);
	page_format(page, LAYOUT_BODY + 9, LAYOUT_TEXT, ROLE_PLAIN,
		"SHA-256 of %s", preflight_file(view->session));
}
