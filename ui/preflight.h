/*
 * The pages of the pre-flight screen.
 */
#ifndef UI_PREFLIGHT_H
#define UI_PREFLIGHT_H

#include "view.h"

void
preflight_draw_summary(const struct view *view, struct page *page);
void
preflight_draw_slots(const struct view *view, struct page *page);
void
preflight_draw_changes(const struct view *view, struct page *page);
void
preflight_draw_words(const struct view *view, struct page *page);

/* The summary's right-hand column where nothing failed. */
void
preflight_draw_groups(const struct session *session, struct page *page,
	int row);

/* Pages that all rules with their reasons take, and one of them. */
size_t
preflight_rule_pages(const struct view *view, const struct page *page);
void
preflight_draw_rules(const struct view *view, struct page *page,
	size_t number);

/* "PASS", "FAIL", "OFF". */
const char *
preflight_word(const struct session_rule *rule);
enum page_role
preflight_role(const char *word);

/* Why it is off, or what the rule saw. */
const char *
preflight_reason(const struct session_rule *rule);

/* Number, dates and ZSK tags of a slot, their count where they are wider than
 * width; returns the column for its KSKs. */
int
preflight_slot(const struct session *session, struct page *page, int row,
	size_t slot, int width);

/* Verdict, name, and the reason beside it, on the whole width; returns the
 * rows used; page NULL only counts them. */
int
preflight_rule(struct page *page, int row, const struct session_rule *rule);

/* How many of each of the three. */
struct preflight_counts {
	size_t pass, fail, off;
};

struct preflight_counts
preflight_count(const struct session *session);

/* "ksr-root-2017-q2-0.xml". */
const char *
preflight_file(const struct session *session);

#endif
