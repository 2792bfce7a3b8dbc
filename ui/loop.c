/*
 * The console's loop: draw, read one key, do what it says.
 */
#include <langinfo.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "autoplay.h"
#include "base/file.h"
#include "console.h"
#include "renderer.h"
#include "screens.h"

#define MINUTE_MS (60 * 1000)
#define PACE_KEY_MS 400
#define PACE_LETTER_MS 60

struct console {
	const struct console_options *options;
	struct renderer *renderer;
	struct view view;
	bool played; /* the key is the player's, not a watching person's */
	struct autoplay_watch watch;
};

static void
paint(struct console *console)
{
	struct view *view = &console->view;
	struct page page;

	view->now_utc = record_now_utc(view->room->record);
	console->renderer->ops->size(console->renderer, &view->rows,
		&view->columns);
	view_draw(&page, view);
	console->renderer->ops->draw(console->renderer, &page);
	page_clear(&page);
}

/* The room says that something was done: shown without any key. */
static void
on_progress(void *context)
{
	struct console *console = context;

	console->view.busy = true;
	console->view.wait.on = false;
	paint(console);
}

/* A signal ends a player's show; there is nobody who could be asked. */
static void
mind_signals(struct input *input)
{
	struct input signal;

	if (!renderer_take_signal(&signal))
		return;
	*input = signal;
	input->kind = INPUT_STOP;
}

/* The HSM lets a move wait; false gives up. A player never does, but a signal
 * ends its show too. */
static bool
on_wait(void *context, const struct hsm_wait *wait)
{
	struct console *console = context;
	const struct renderer_ops *ops = console->renderer->ops;
	struct input input = {.kind = INPUT_NONE};

	console->view.now_utc = record_now_utc(console->view.room->record);
	if (wait_begin(&console->view, wait)) {
		ops->flush(console->renderer);
		paint(console);
	}
	if (console->options->player == PLAYED_BY_PEOPLE)
		ops->read(console->renderer, &input, 0);
	else
		mind_signals(&input);
	if (input.kind != INPUT_NONE) {
		wait_input(&console->view, &input);
		paint(console);
	}
	return !console->view.wait.given_up;
}

#define RUNNING_MS 1000
#define RUNNING_LINES_MS 30000 /* where what is painted stays */

/* A shell command runs; false stops it. */
static bool
on_command(void *context, size_t bytes)
{
	struct console *console = context;
	const struct renderer_ops *ops = console->renderer->ops;
	struct view *view = &console->view;
	struct input input = {.kind = INPUT_NONE};

	view->now_utc = record_now_utc(view->room->record);
	if (!view->command.on)
		ops->flush(console->renderer);
	if (command_runs(view, bytes, ops == &render_plain ? RUNNING_LINES_MS :
		RUNNING_MS))
		paint(console);
	ops->read(console->renderer, &input, 0);
	command_input(view, &input);
	return !view->command.stopped;
}

/* Answers are never given by what was typed before they were asked for. Before
 * the screen is painted: who answers what is seen is heard. */
static void
drop_type_ahead(struct console *console)
{
	struct view *view = &console->view;

	if (view->fresh && view->awaited.what != AWAITED_VALUE &&
		console->options->player == PLAYED_BY_PEOPLE)
		console->renderer->ops->flush(console->renderer);
	view->fresh = false;
}

static void
look(struct console *console)
{
	struct view *view = &console->view;
	struct err err;

	view->room->printer_shown = view->screen == SCREEN_PRINTER;
	if (view->failed == STATUS_OK)
		view_moved(view, room_look(view->room, &err), &err);
	view_sync(view);
}

static int
until_next_minute(const struct view *view)
{
	return (int)(60 - view->now_utc % 60) * 1000;
}

static void
read_people(struct console *console, struct input *input)
{
	int until_ms = until_next_minute(&console->view);
	int look_ms = room_look_ms(console->view.room);

	console->renderer->ops->read(console->renderer, input,
		look_ms < until_ms ? look_ms : until_ms);
}

/* A player's key; a watching person's goes first, and what that person opened
 * is waited for. */
static void
read_player(struct console *console, struct input *input)
{
	const struct renderer_ops *ops = console->renderer->ops;
	struct input watched = {.kind = INPUT_NONE};
	int pace;

	if (ops == &render_curses && console->view.overlay_count > 0 &&
		!autoplay_opened(&console->view)) {
		read_people(console, input);
		return;
	}
	if (console->view.awaited.what == AWAITED_TIME) {
		renderer_wait(-1, room_look_ms(console->view.room));
		mind_signals(input);
		return;
	}
	autoplay_next(input, &console->view);
	console->played = true;
	pace = input->kind == INPUT_CHAR ? PACE_LETTER_MS : PACE_KEY_MS;
	if (console->options->player == PLAYED_FAST)
		pace = 0;
	else if (ops == &render_plain)
		renderer_wait(-1, pace);
	else
		ops->read(console->renderer, &watched, pace);
	if (watched.kind != INPUT_NONE && watched.kind != INPUT_CHAR) {
		*input = watched;
		console->played = false;
	} else if (pace == 0 || ops == &render_plain) {
		mind_signals(input);
	}
}

static enum status
suspend(struct console *console, const char *why, struct err *err)
{
	if (console->view.session->state == SESSION_RUNNING &&
		console->view.failed == STATUS_OK)
		return move_suspend(console->view.room, why, err);
	return STATUS_OK;
}

static void
take(struct console *console, const struct input *input)
{
	const struct renderer_ops *ops = console->renderer->ops;

	if (input->kind == INPUT_ACTION && input->action == ACTION_PAUSE)
		ops->pause(console->renderer);
	else if (input->kind == INPUT_ACTION && input->action == ACTION_REPAINT)
		ops->repaint(console->renderer);
	else if (input->kind == INPUT_CHAR || input->kind == INPUT_ACTION)
		view_input(&console->view, input);
	console->view.busy = false;
	console->view.command.on = false;
	wait_end(&console->view);
	view_sync(&console->view);
}

/* A fault of a rehearsal: nothing is recorded any more, as without power. */
static enum status
check_power(const struct console *console, struct err *err)
{
	if (!console->view.room->power_cut)
		return STATUS_OK;
	return err_set(err, STATUS_STOPPED, "REHEARSAL: the power has failed; "
		"ksk-ceremony resume %s goes on", console->view.room->dir);
}

static enum status
run(struct console *console, struct err *err)
{
	struct input input;
	enum status status = STATUS_OK;

	view_sync(&console->view);
	while (!console->view.leaving && status == STATUS_OK) {
		look(console);
		drop_type_ahead(console);
		paint(console);
		memset(&input, 0, sizeof(input));
		console->played = false;
		if (console->options->player == PLAYED_BY_PEOPLE)
			read_people(console, &input);
		else
			read_player(console, &input);
		if (input.kind == INPUT_END || input.kind == INPUT_STOP) {
			return suspend(console, input.kind == INPUT_END ?
				"the keyboard is gone" :
				"the program was ended by a signal", err);
		}
		take(console, &input);
		if (console->options->player != PLAYED_BY_PEOPLE)
			status = autoplay_watch(&console->watch,
				&console->view, console->played, err);
		if (status == STATUS_OK)
			status = check_power(console, err);
	}
	return status;
}

static enum status
result(const struct view *view, struct err *err)
{
	if (view->failed != STATUS_OK)
		return err_set(err, view->failed,
			"%s; what is saved is whole, resume %s goes on from "
			"there",
			view->message, view->room->dir);
	switch (view->session->state) {
	case SESSION_CLOSED:
		return STATUS_OK;
	case SESSION_ABORTED:
		return err_set(err, STATUS_STOPPED, "the ceremony was aborted");
	default:
		return err_set(err, STATUS_STOPPED,
			"suspended; ksk-ceremony resume %s goes on at the same "
			"step", view->room->dir);
	}
}

/* The training token's PIN is no secret: the screen says it. */
static void
read_training_pin(struct view *view)
{
	char *path = file_join(view->room->dir, "rehearsal/hsm-pin");
	struct bytes text = {NULL, 0};
	struct err ignored;

	if (view->session->rehearsal && file_read(&text, path,
		sizeof(view->training_pin) - 1, &ignored) == STATUS_OK) {
		memcpy(view->training_pin, text.data, text.len);
		view->training_pin[strcspn(view->training_pin, "\r\n")] = '\0';
	}
	bytes_clear(&text);
	free(path);
}

enum status
console_hold(struct room *room, struct renderer *renderer,
	const struct console_options *options, struct err *err)
{
	struct console console = {.options = options, .renderer = renderer};
	const struct hsm_patience patience = {on_wait, &console};
	const struct shell_patience shell = {on_command, &console};
	enum status status;

	view_init(&console.view, room, room->session);
	console.view.ascii = options->ascii ||
		strcmp(nl_langinfo(CODESET), "UTF-8") != 0;
	read_training_pin(&console.view);
	room->progress = on_progress;
	room->progress_context = &console;
	room->patience = &patience;
	room->shell_patience = &shell;
	status = run(&console, err);
	room->progress = NULL;
	room->patience = NULL;
	room->shell_patience = NULL;
	renderer->ops->stop(renderer);
	if (status == STATUS_OK)
		status = result(&console.view, err);
	view_clear(&console.view);
	return status;
}

enum status
console_run(struct room *room, const struct console_options *options,
	struct err *err)
{
	struct renderer *renderer;
	enum status status;

	if (options->player != PLAYED_BY_PEOPLE && !room->session->rehearsal)
		return err_set(err, STATUS_USAGE,
			"only a rehearsal can be played");
	renderer_catch_signals();
	status = renderer_start(&renderer, options, err);
	if (status != STATUS_OK)
		return status;
	return console_hold(room, renderer, options, err);
}
