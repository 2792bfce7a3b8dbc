/*
 * Views that only look: which keys mean something there, and what the frame
 * says.
 */
#include "screens.h"

static const struct {
	enum action action;
	enum view_move move;
	const char *label;
} moves[] = {
	{ACTION_RIGHT, VIEW_EVENT_ON, "event"},
	{ACTION_LEFT, VIEW_EVENT_BACK, "back"},
	{ACTION_PAGE_DOWN, VIEW_STEP_ON, "step"},
	{ACTION_PAGE_UP, VIEW_STEP_BACK, "back"},
	{ACTION_ENTER, VIEW_EVENT_ON, NULL},
};

#define MOVES (sizeof(moves) / sizeof(*moves))

static enum view_move
move_of(enum action action)
{
	size_t i;

	for (i = 0; i < MOVES; i++) {
		if (moves[i].action == action)
			return moves[i].move;
	}
	return VIEW_STAY;
}

/* Keys of the screen itself that only turn its pages. */
static bool
turn_page(struct view *view, enum action action)
{
	const struct screen *screen = &screens[view->screen];
	bool turns = action == ACTION_TAB || (action == ACTION_SECOND &&
		view->screen == SCREEN_GATE);

	return (screen->overlay || turns) && screen->key != NULL &&
		screen->key(view, action);
}

static void
leave_overlay(struct view *view)
{
	if (screens[view->screen].enter == s_more_enter)
		s_more_enter(view);
	else
		view_pop(view);
}

void
view_only_input(struct view *view, enum action action)
{
	bool overlay = screens[view->screen].overlay;

	if (action == ACTION_LEAVE)
		view->leaving = true;
	else if (action == ACTION_BACK)
		view_pop(view);
	else if (overlay && action == ACTION_ENTER)
		leave_overlay(view);
	else if (!turn_page(view, action) && view->mode == VIEW_REPLAYED &&
		!overlay)
		view->move = move_of(action);
}

void
view_only_keys(const struct view *view, struct page *page)
{
	bool tab = page_offers(page, ACTION_TAB);
	bool words = view->screen == SCREEN_GATE;
	size_t i;

	if (screens[view->screen].overlay)
		return;
	page->key_count = 0;
	for (i = 0; i < MOVES && view->mode == VIEW_REPLAYED; i++) {
		if (moves[i].label != NULL)
			page_key(page, moves[i].action, moves[i].label);
	}
	if (tab)
		page_key(page, ACTION_TAB, NULL);
	if (words)
		page_key(page, ACTION_SECOND, "Words");
	page_key(page, ACTION_OUTLINE, NULL);
	page_key(page, ACTION_MORE, NULL);
	page_key(page, ACTION_LEAVE, NULL);
}
