/*
 * Is this request fit to sign? Summary, slots, rules, changes, words; every
 * rule must have been on the screen before anybody answers.
 */
#include <stdlib.h>

#include "layout.h"
#include "preflight.h"
#include "screens.h"
#include "w_people.h"

enum tab { TAB_SUMMARY, TAB_SLOTS, TAB_RULES, TAB_CHANGES, TAB_WORDS, TABS };

static const struct {
	const char *name;
	int column;
	int focus;
} tabs[TABS] = {
	{"Summary", 40, 37},
	{"Slots", 50, 48},
	{"Rules", 57, 55},
	{"Changes", 64, 62},
	{"Words", 73, 71},
};

/* view->tab counts every page; the rules have several. */
static enum tab
tab_of(size_t number, size_t rule_pages, size_t *rule_page)
{
	*rule_page = 0;
	if (number < TAB_RULES)
		return (enum tab)number;
	if (number < TAB_RULES + rule_pages) {
		*rule_page = number - TAB_RULES;
		return TAB_RULES;
	}
	return (enum tab)(number - rule_pages + 1);
}

static void
draw_tabs(const struct view *view, struct page *page, enum tab now)
{
	const struct step *step = session_current(view->session);
	size_t i;

	frame_title(page, step->number, "Is this request fit to sign?", "");
	for (i = 0; i < TABS; i++) {
		if (i != now) {
			page_put(page, LAYOUT_TITLE, tabs[i].column, ROLE_PLAIN,
				tabs[i].name);
			continue;
		}
		page_format(page, LAYOUT_TITLE, tabs[i].column - 1, ROLE_STRONG,
			"[%s]", tabs[i].name);
	}
	if (view->awaited.what != AWAITED_ANSWER && !page->letters)
		page_focus(page, LAYOUT_TITLE, tabs[now].focus,
			tabs[now].column);
}

void
s_preflight_draw(struct view *view, struct page *page)
{
	size_t rule_pages = preflight_rule_pages(view, page);
	size_t rule_page;
	enum tab now;

	view->tab_count = TABS - 1 + rule_pages;
	if (view->tab >= view->tab_count)
		view->tab = 0;
	now = tab_of(view->tab, rule_pages, &rule_page);
	draw_tabs(view, page, now);
	if (now == TAB_SUMMARY)
		preflight_draw_summary(view, page);
	else if (now == TAB_SLOTS)
		preflight_draw_slots(view, page);
	else if (now == TAB_RULES)
		preflight_draw_rules(view, page, rule_page);
	else if (now == TAB_CHANGES)
		preflight_draw_changes(view, page);
	else
		preflight_draw_words(view, page);
	people_draw_answer(view, page, LAYOUT_TITLE + 1,
		"once all were read");
	page_key(page, ACTION_ENTER, "done");
	page_key(page, ACTION_TAB, "page");
	frame_offer_usual(page, false);
}

void
s_preflight_enter(struct view *view)
{
	if (view->awaited.what == AWAITED_RULES) {
		view_say(view, "first every rule: press Tab until all pages "
			"of Rules were on the screen");
		return;
	}
	s_step_enter(view);
}

/* The last page of the rules was reached: all were on the screen. */
static void
see_rules(struct view *view)
{
	char *text = view_page(view);
	struct err err;

	view_moved(view, move_rules_seen(view->room, text, &err), &err);
	free(text);
}

bool
s_preflight_key(struct view *view, enum action action)
{
	size_t rule_pages;

	if (action != ACTION_TAB && action != ACTION_RIGHT &&
		action != ACTION_LEFT)
		return false;
	if (view->tab_count == 0)
		return true;
	view->tab += action == ACTION_LEFT ? view->tab_count - 1 : 1;
	view->tab %= view->tab_count;
	rule_pages = view->tab_count - (TABS - 1);
	if (view->awaited.what == AWAITED_RULES &&
		view->tab == TAB_RULES + rule_pages - 1)
		see_rules(view);
	return true;
}
