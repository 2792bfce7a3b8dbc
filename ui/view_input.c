/*
 * From keys to screens: what every screen has in common.
 */
#include "ceremony/correction.h"
#include "screens.h"

static const struct {
	enum action action;
	enum screen_id screen;
	bool running; /* only while the ceremony runs */
} overlays[] = {
	{ACTION_HELP, SCREEN_HELP, false},
	{ACTION_OUTLINE, SCREEN_OUTLINE, false},
	{ACTION_RECORD, SCREEN_RECORD, false},
	{ACTION_PEOPLE, SCREEN_PEOPLE, false},
	{ACTION_COPIES, SCREEN_COPIES, false},
	{ACTION_PRINTER, SCREEN_PRINTER, false},
	{ACTION_MORE, SCREEN_MORE, false},
	/* What follows does something: not where the view only looks. */
	{ACTION_LEAVE, SCREEN_LEAVE, true},
	{ACTION_CHANGE, SCREEN_CHANGE, true},
	{ACTION_AMEND, SCREEN_CORRECT, true},
	{ACTION_COMMAND, SCREEN_COMMAND, true},
	{ACTION_PAPER, SCREEN_PAPER, true},
	{ACTION_OBJECTION, SCREEN_OBJECT, true},
	{ACTION_EXCEPTION, SCREEN_EXCEPT, true},
};

/* Why this screen cannot be opened now, or NULL. */
static const char *
refusal(const struct view *view, enum screen_id screen)
{
	if ((screen == SCREEN_EXCEPT || screen == SCREEN_COMMAND ||
			screen == SCREEN_CORRECT || screen == SCREEN_CHANGE) &&
		view->session->saved.lost)
		return "a drive is lost: that is decided first";
	if ((screen == SCREEN_EXCEPT || screen == SCREEN_COMMAND) &&
		session_open_exception(view->session) != NULL)
		return "an exception is open already: decide it first";
	if ((screen == SCREEN_EXCEPT || screen == SCREEN_COMMAND) &&
		view->session->objection.open)
		return "an objection is open: nothing else goes on";
	if (screen == SCREEN_CORRECT && correction_count(view->session) == 0)
		return "nothing was typed yet that could be corrected";
	return NULL;
}

static bool
open_overlay(struct view *view, enum action action)
{
	bool running = view->session->state == SESSION_RUNNING &&
		view->mode == VIEW_HELD;
	const char *reason;
	size_t i;

	for (i = 0; i < sizeof(overlays) / sizeof(overlays[0]); i++) {
		if (overlays[i].action != action)
			continue;
		if (overlays[i].running && !running)
			return false;
		reason = refusal(view, overlays[i].screen);
		if (reason != NULL)
			view_say(view, "%s", reason);
		else if (view->screen == overlays[i].screen)
			view_pop(view);
		else
			view_push(view, overlays[i].screen);
		return true;
	}
	return false;
}

/* Esc: out of the screen above, to the first field, to the keys. */
static void
go_back(struct view *view)
{
	if (view->keys)
		view->keys = false;
	else if (screens[view->screen].overlay)
		view_pop(view);
	else if (view->form.at > 0)
		form_again(&view->form);
	else
		view->keys = form_types(&view->form);
}

static void
enter(struct view *view, enum form_result result)
{
	if (result == FORM_DONE && screens[view->screen].enter != NULL)
		screens[view->screen].enter(view);
	if (result == FORM_EMPTY) {
		view_say(view, "nothing was typed yet: %s",
			form_focus(&view->form)->label);
	}
	if (result == FORM_CUT) {
		view_say(view, "%zu characters fit, the rest was left out; "
			"Enter takes these", form_focus(&view->form)->max);
	}
}

/* Only what is typed to find something goes into a form. */
static void
look_around(struct view *view, const struct input *input)
{
	if (!screens[view->screen].overlay || input->action == ACTION_ENTER ||
		form_input(&view->form, input) == FORM_IGNORED)
		view_only_input(view, input->action);
}

static void
take_action(struct view *view, const struct input *input)
{
	const struct screen *screen = &screens[view->screen];
	enum form_result result;

	if (input->action == ACTION_BACK) {
		go_back(view);
		return;
	}
	if (open_overlay(view, input->action))
		return;
	if (view->mode != VIEW_HELD) {
		look_around(view, input);
		return;
	}
	result = form_input(&view->form, input);
	if (result != FORM_IGNORED) {
		enter(view, result);
		return;
	}
	if (screen->key != NULL && screen->key(view, input->action))
		return;
	if (input->action == ACTION_TAB)
		view->keys = !view->keys && form_types(&view->form);
}

/* Letters are keys there, but for what is typed to find something. */
static bool
only_looks(const struct view *view)
{
	return view->mode != VIEW_HELD && !screens[view->screen].overlay;
}

static void
take_letter(struct view *view, const struct input *input)
{
	struct input twin = {.kind = INPUT_ACTION};

	view->keys = false;
	if (input->character < 0x7f)
		twin.action = key_of_letter((char)input->character);
	if (twin.action != ACTION_NONE)
		take_action(view, &twin);
}

void
view_input(struct view *view, const struct input *input)
{
	view_sync(view);
	if (view_too_small(view))
		return;
	if (view->failed != STATUS_OK) {
		view->leaving = input->action == ACTION_ENTER;
		return;
	}
	view->message[0] = '\0';
	if (input->kind == INPUT_ACTION)
		take_action(view, input);
	else if (input->kind == INPUT_CHAR && (view->keys ||
		only_looks(view) || form_input(&view->form, input) == FORM_IGNORED))
		take_letter(view, input);
	view_sync(view);
}

void
s_back_enter(struct view *view)
{
	view_pop(view);
}
