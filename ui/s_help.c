/*
 * The keys that work now, from the table that the keys themselves come from.
 */
#include <ctype.h>

#include "layout.h"
#include "screens.h"

/* The keys of the screen below, from its own page. */
static void
offered_below(struct page *dst, const struct view *view)
{
	struct view below = *view;

	below.overlay_count--;
	below.screen = view_screen(&below);
	below.message[0] = '\0';
	form_init(&below.form);
	view_draw(dst, &below);
}

static void
draw_key(struct page *page, int row, const struct key *key, bool now)
{
	enum page_role role = now ? ROLE_STRONG : ROLE_PLAIN;

	page_put(page, row, LAYOUT_EDGE, role, key->name);
	if (key->letter != 0)
		page_format(page, row, 11, role, "%c",
			toupper((unsigned char)key->letter));
	page_format(page, row, 14, role, "/%s", key->word);
	page_put(page, row, 26, ROLE_PLAIN, key->help);
	if (now)
		page_put(page, row, 0, ROLE_STRONG, "*");
}

static size_t
helped_count(void)
{
	size_t i, count = 0;

	for (i = 0; i < key_count; i++)
		count += keys[i].help != NULL;
	return count;
}

static size_t
visible_rows(const struct view *view)
{
	return (size_t)(view->rows - FRAME_BELOW - LAYOUT_TITLE - 1);
}

/* First the keys that work now, then the others. */
static void
draw_keys(const struct view *view, struct page *page, const struct page *below)
{
	size_t rows = visible_rows(view), line = 0, i;
	int now;

	for (now = 1; now >= 0; now--) {
		for (i = 0; i < key_count; i++) {
			bool works = page_offers(below, keys[i].action);

			if (keys[i].help == NULL || works != (now == 1))
				continue;
			if (line >= view->top && line < view->top + rows)
				draw_key(page, LAYOUT_TITLE + 1 +
					(int)(line - view->top), &keys[i],
					works);
			line++;
		}
	}
}

void
s_help_draw(struct view *view, struct page *page)
{
	bool whole = visible_rows(view) >= helped_count();
	struct page below;

	offered_below(&below, view);
	view_scroll(view, ACTION_NONE, helped_count(), visible_rows(view));
	frame_title(page, "", "Keys; /word in plain mode",
		"* stands on the screen you came from");
	draw_keys(view, page, &below);
	page_clear(&below);
	page_key(page, ACTION_ENTER, "back");
	if (!whole)
		page_key(page, ACTION_UP, "Down the rest");
	page_key(page, ACTION_RECORD, NULL);
	page_key(page, ACTION_PEOPLE, NULL);
}

bool
s_help_key(struct view *view, enum action action)
{
	return view_scroll(view, action, helped_count(), visible_rows(view));
}
