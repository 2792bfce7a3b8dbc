/*
 * Go on by paper: the state on one page; written as text, or left by.
 */
#include "ceremony/by_paper.h"
#include "layout.h"
#include "screens.h"
#include "w_agreed.h"

#define VALUE_COLUMN 10
#define VALUE_WIDTH (LAYOUT_END - VALUE_COLUMN)
#define FIRST_ROW 5

enum { PART_CHOICE, PART_SEAL };

#define LEAVE (1U << 1)

/* view->tab is 1 once F8 has asked what is to be done with the page. */
void
s_paper_form(const struct view *view, struct form *form)
{
	size_t i;

	if (view->tab == 0)
		return;
	form_add(form, FORM_CHOICE, "what is done with the page")->choices = 2;
	agreed_add(view, form);
	for (i = PART_SEAL; i < form->count; i++)
		form->parts[i].asked_for = LEAVE;
}

/* A line that is longer than its row takes what is left on the page. */
static void
draw_lines(const struct by_paper *paper, struct page *page)
{
	int spare = layout_bottom(page) - FIRST_ROW -
		(int)(paper->count + paper->command_count);
	int row = FIRST_ROW;
	size_t i;

	for (i = 0; i < paper->count; i++) {
		const char *label = paper->lines[i].label;
		int used = layout_paragraph(page, row, VALUE_COLUMN,
			VALUE_WIDTH, spare > 0 ? spare + 1 : 1, ROLE_PLAIN,
			paper->lines[i].text);

		page_put(page, row, LAYOUT_EDGE, ROLE_STRONG, label);
		spare -= used - 1;
		row += used;
	}
	for (i = 0; i < paper->command_count; i++)
		page_put(page, row++, VALUE_COLUMN, ROLE_STRONG,
			paper->command[i]);
}

static void
draw_page(const struct view *view, struct page *page)
{
	struct by_paper paper;

	by_paper_make(&paper, view->session,
		view->dir == NULL ? "DIR" : view->dir);
	frame_title(page, "", "Go on by paper", "F8: as text, or leave");
	draw_lines(&paper, page);
	by_paper_clear(&paper);
	page_key(page, ACTION_ENTER, "back");
	page_key(page, ACTION_SECOND, "Text, leave");
	page_key(page, ACTION_OBJECTION, NULL);
	page_key(page, ACTION_HELP, NULL);
}

static void
draw_question(const struct view *view, struct page *page)
{
	int row = LAYOUT_BODY;

	frame_title(page, "", "Go on by paper", "nothing is lost");
	if (view->form.count <= PART_CHOICE)
		return;
	form_draw_choice(page, row, LAYOUT_TEXT, &view->form, PART_CHOICE, 0,
		"write the page as text beside the printouts; stay here");
	form_draw_choice(page, row + 2, LAYOUT_TEXT, &view->form, PART_CHOICE,
		1, "the same, and leave: the room finishes on paper");
	if (form_asks(&view->form, PART_SEAL))
		agreed_draw(view, page, row + 5, PART_SEAL);
	layout_paragraph(page, row + 7, LAYOUT_TEXT, LAYOUT_WIDTH, 5,
		ROLE_PLAIN, "Whoever leaves suspends the ceremony: the login to "
		"the HSM ends, the record stays as it is and can be resumed at "
		"this step. What is done on paper is in no record until it is "
		"told there.");
	page_key(page, ACTION_ENTER, "take");
	page_key(page, ACTION_UP, "Down choose");
	page_key(page, ACTION_BACK, NULL);
	page_key(page, ACTION_OBJECTION, NULL);
	page_key(page, ACTION_HELP, NULL);
}

void
s_paper_draw(struct view *view, struct page *page)
{
	if (view->tab == 0)
		draw_page(view, page);
	else
		draw_question(view, page);
}

static void
turn(struct view *view, size_t tab)
{
	view->tab = tab;
	form_reset(&view->form);
	s_paper_form(view, &view->form);
}

bool
s_paper_key(struct view *view, enum action action)
{
	if (action != ACTION_SECOND || view->tab != 0)
		return false;
	turn(view, 1);
	return true;
}

static void
write_text(struct view *view)
{
	char said[ERR_TEXT_SIZE];
	struct err err;
	enum status status = move_print_paper(view->room, said, sizeof(said),
		&err);

	view_moved(view, status, &err);
	if (status != STATUS_OK)
		return;
	turn(view, 0);
	view_say(view, "written: %s", said);
}

void
s_paper_enter(struct view *view)
{
	struct err err;
	enum status status;

	if (view->tab == 0) {
		view_pop(view);
		return;
	}
	if (view->form.parts[PART_CHOICE].choice == 0) {
		write_text(view);
		return;
	}
	status = move_leave_for_paper(view->room,
		form_text(&view->form, FORM_INITIALS),
		form_pin(&view->form, 0), &err);
	view_moved(view, status, &err);
	if (status == STATUS_OK)
		view->overlay_count = 0;
}
