/*
 * The record in words: what has happened so far, searchable.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "layout.h"
#include "report/report.h"
#include "screens.h"

#define FIND_ROWS 2

void
s_record_form(const struct view *view, struct form *form)
{
	(void)view;
	form_add(form, FORM_TEXT, "what to look for")->needed = false;
}

static void
load(struct view *view)
{
	struct buf text = {0};
	struct err err;

	if (view->text != NULL)
		return;
	if (view->dir == NULL || report_record_text(&text, view->dir,
		&err) != STATUS_OK) {
		buf_clear(&text);
		buf_add_text(&text, "the record cannot be read now\n");
	}
	view->text = buf_take_text(&text);
	view->top = SIZE_MAX / 2; /* the end */
}

/* The byte behind the paragraph: its further lines begin with a blank. */
static const char *
paragraph_end(const char *at)
{
	do {
		at += strcspn(at, "\n");
		at += *at == '\n';
	} while (*at == ' ');
	return at;
}

static bool
holds(const char *from, const char *end, const char *wanted)
{
	size_t len = strlen(wanted);

	for (; from + len <= end; from++) {
		if (strncasecmp(from, wanted, len) == 0)
			return true;
	}
	return false;
}

/* Calls put for each line that is wanted; returns how many there are. */
static size_t
walk(const struct view *view, struct page *page, size_t rows)
{
	const char *wanted = form_text(&view->form, FORM_TEXT);
	const char *at = view->text;
	size_t line = 0;

	while (*at != '\0') {
		const char *end = paragraph_end(at);
		bool shown = wanted == NULL || holds(at, end, wanted);

		while (at < end) {
			size_t len = strcspn(at, "\n");

			if (shown && page != NULL && line >= view->top &&
				line < view->top + rows)
				page_format(page, LAYOUT_BODY + FIND_ROWS +
					(int)(line - view->top), 0, ROLE_PLAIN,
					"%.*s", (int)len, at);
			line += shown;
			at += len + (at[len] == '\n');
		}
	}
	return line;
}

static size_t
visible_rows(const struct view *view)
{
	return (size_t)(view->rows - FRAME_BELOW - LAYOUT_BODY - FIND_ROWS);
}

void
s_record_draw(struct view *view, struct page *page)
{
	size_t rows = visible_rows(view);
	char state[64];
	size_t total;

	load(view);
	total = walk(view, NULL, rows);
	view_scroll(view, ACTION_NONE, total, rows);
	snprintf(state, sizeof(state), "lines %zu to %zu of %zu",
		total > 0 ? view->top + 1 : 0,
		view->top + rows < total ? view->top + rows : total, total);
	frame_title(page, "", "The record", state);
	page_put(page, LAYOUT_BODY, LAYOUT_EDGE, ROLE_PLAIN, "Find");
	if (view->form.count > 0)
		form_draw(page, LAYOUT_BODY, 10, &view->form, 0, 40);
	walk(view, page, rows);
	page_key(page, ACTION_ENTER, "back");
	page_key(page, ACTION_UP, "Down line");
	page_key(page, ACTION_PAGE_UP, "PgDn page");
	page_key(page, ACTION_BACK, NULL);
	page_key(page, ACTION_HELP, NULL);
}

bool
s_record_key(struct view *view, enum action action)
{
	if (view->text == NULL)
		return false;
	return view_scroll(view, action, walk(view, NULL, visible_rows(view)),
		visible_rows(view));
}
