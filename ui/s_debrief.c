/*
 * The debrief of a rehearsal: what went wrong, when it was noticed, what was
 * decided, and how long each step took.
 */
#include <stdio.h>
#include <string.h>

#include "layout.h"
#include "report/report.h"
#include "screens.h"

static void
load(struct view *view)
{
	struct buf text = {0};

	if (view->text != NULL)
		return;
	report_debrief(&text, view->session,
		view->room == NULL ? NULL : view->room->drill);
	view->text = buf_take_text(&text);
}

static size_t
count_lines(const char *text)
{
	size_t count = 0;

	for (; *text != '\0'; text++)
		count += *text == '\n';
	return count;
}

static size_t
visible_rows(const struct view *view)
{
	return (size_t)(view->rows - FRAME_BELOW - LAYOUT_BODY);
}

static void
put_lines(const struct view *view, struct page *page, size_t rows)
{
	const char *at = view->text;
	size_t line;

	for (line = 0; *at != '\0' && line < view->top + rows; line++) {
		size_t len = strcspn(at, "\n");

		if (line >= view->top)
			page_format(page, LAYOUT_BODY + (int)(line - view->top),
				1, ROLE_PLAIN, "%.*s", (int)len, at);
		at += len + (at[len] == '\n');
	}
}

void
s_debrief_draw(struct view *view, struct page *page)
{
	size_t rows = visible_rows(view);
	char state[64];
	size_t total;

	load(view);
	total = count_lines(view->text);
	view_scroll(view, ACTION_NONE, total, rows);
	snprintf(state, sizeof(state), "lines %zu to %zu of %zu",
		view->top + 1, view->top + rows < total ? view->top + rows :
		total, total);
	frame_title(page, "", "Debrief", state);
	put_lines(view, page, rows);
	page_key(page, ACTION_ENTER, "leave");
	page_key(page, ACTION_UP, "Down line");
	page_key(page, ACTION_PAGE_UP, "PgDn page");
	page_key(page, ACTION_OUTLINE, NULL);
	page_key(page, ACTION_MORE, NULL);
}

void
s_debrief_enter(struct view *view)
{
	view->leaving = true;
}

bool
s_debrief_key(struct view *view, enum action action)
{
	if (view->text == NULL)
		return false;
	return view_scroll(view, action, count_lines(view->text),
		visible_rows(view));
}
