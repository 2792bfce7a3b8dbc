#include "w_agreed.h"

#include "ceremony/people.h"
#include "layout.h"

#define ROLE_COLUMN 14
#define FIRST_COLUMN 26
#define LABEL_WIDTH 9
#define PART_GAP 12

void
agreed_add(const struct view *view, struct form *form)
{
	bool signed_in = people_signed_in(view->session);

	form_add_person(form, signed_in, signed_in);
}

void
agreed_draw(const struct view *view, struct page *page, int row, size_t first)
{
	int column = FIRST_COLUMN;
	size_t i;

	page_put(page, row, LAYOUT_EDGE, ROLE_PLAIN, "Agreed");
	page_put(page, row, ROLE_COLUMN, ROLE_PLAIN, "IW");
	if (first >= view->form.count)
		page_put(page, row, ROLE_COLUMN + 4, ROLE_PLAIN,
			"by the last Enter: nobody has signed in yet");
	for (i = first; i < view->form.count; i++) {
		page_put(page, row, column - LABEL_WIDTH, ROLE_PLAIN,
			view->form.parts[i].kind == FORM_PIN ? "PIN" :
			"initials");
		column = PART_GAP + form_draw(page, row, column + 2,
			&view->form, i, 4);
	}
}
