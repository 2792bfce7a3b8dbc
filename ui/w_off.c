#include "w_off.h"

#include <stdio.h>

#include "layout.h"
#include "preflight.h"

#define NAME_COLUMN 12
#define PERSON_COLUMN 14
#define WORD_COLUMN 32
#define WORD_WIDTH 16
#define HINT_COLUMN 51
#define REASON_ROWS 3
#define REASON_WIDTH (LAYOUT_END - NAME_COLUMN - 3)
#define WORD_ROW 4 /* always here, whatever the reason */

void
off_add_part(struct form *form)
{
	form_add(form, FORM_TEXT, "the last word of the rule's name")->max = 40;
}

void
off_state(char *dst, size_t size, const struct view *view)
{
	size_t count = session_off_count(view->session);

	snprintf(dst, size, "SHUT   rule %zu of %zu that %s off",
		view->awaited.row + 1, count, count == 1 ? "is" : "are");
}

void
off_draw(const struct view *view, struct page *page, int row)
{
	const struct awaited *awaited = &view->awaited;
	const struct session_rule *rule = session_off_rule(view->session,
		awaited->row);
	const struct person *who = session_person(view->session,
		awaited->person);

	page_put(page, row, LAYOUT_EDGE, ROLE_OFF, preflight_word(rule));
	page_put(page, row, NAME_COLUMN, ROLE_STRONG, rule->name);
	layout_paragraph(page, row + 1, NAME_COLUMN, REASON_WIDTH, REASON_ROWS,
		ROLE_PLAIN, preflight_reason(rule));
	row += WORD_ROW;
	page_put(page, row, LAYOUT_TEXT, ROLE_PLAIN, awaited->role);
	page_put(page, row, PERSON_COLUMN, ROLE_PLAIN,
		who != NULL ? who->name : "");
	if (view->form.count > 0)
		form_draw(page, row, WORD_COLUMN, &view->form, 0, WORD_WIDTH);
	page_put(page, row, HINT_COLUMN, ROLE_HINT, awaited->mismatches > 0 ?
		"no: its last word" : "types its last word");
}
