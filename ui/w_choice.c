#include "w_choice.h"

#include "ceremony/people.h"
#include "layout.h"

#define COLUMN_WIDTH 35

void
choice_draw_people(const struct view *view, struct page *page, int row,
	int rows, size_t part)
{
	const struct session *session = view->session;
	const struct form_part *who = &view->form.parts[part];
	size_t shown = 2 * (size_t)rows;
	size_t first = who->choice / shown * shown;
	size_t i;

	for (i = first; i < who->choices && i < first + shown; i++) {
		int place = (int)(i - first);
		char name[FRAME_TEXT] = "somebody who is not listed";

		if (i < session->ceremony.person_count)
			people_name(name, sizeof(name), session, i);
		form_draw_choice(page, row + place % rows,
			LAYOUT_TEXT + place / rows * COLUMN_WIDTH, &view->form,
			part, i, name);
	}
}
