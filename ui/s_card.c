/*
 * The card of a fault, in a rehearsal: what the room sees, because nothing here
 * is real. It lies on the screen until somebody says that it is not as it
 * should be, or the CA puts it down.
 */
#include "ceremony/drill.h"
#include "layout.h"
#include "screens.h"

#define CARD_WIDTH 64

void
s_card_draw(struct view *view, struct page *page)
{
	const struct session *session = view->session;
	const struct session_fault *card = drill_card(session);
	const struct step *step = session_current(session);
	int row = LAYOUT_BODY;

	frame_title(page, step == NULL ? "" : step->number, "Training card",
		"this is what the room sees now");
	if (card == NULL)
		return;
	row += layout_paragraph(page, row, LAYOUT_TEXT, CARD_WIDTH, 5,
		ROLE_STRONG, card->card) + 1;
	row += layout_paragraph(page, row, LAYOUT_EDGE, LAYOUT_END -
		LAYOUT_EDGE, 4, ROLE_PLAIN, "Do what you would do in a real "
		"ceremony. What is not as the script says is an exception; "
		"who is not content objects. Enter puts the card down and "
		"goes on with the step.") + 1;
	if (step != NULL)
		page_format(page, row, LAYOUT_EDGE, ROLE_DIM, "Step %s, %s",
			step->number, step->title);
	page_put(page, layout_bottom(page) - 1, LAYOUT_TEXT, ROLE_PLAIN,
		"CA: F3 exception, F4 objection, or Enter.");
	page_focus(page, layout_bottom(page) - 1, 6, LAYOUT_TEXT);
	page_key(page, ACTION_ENTER, "go on");
	page_key(page, ACTION_EXCEPTION, NULL);
	page_key(page, ACTION_OBJECTION, NULL);
	page_key(page, ACTION_HELP, NULL);
	page_key(page, ACTION_MORE, NULL);
}

void
s_card_enter(struct view *view)
{
	struct err err;

	view_moved(view, move_card_down(view->room, &err), &err);
}
