#include "viewer.h"

#include <langinfo.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "record/follow.h"
#include "renderer.h"
#include "screens.h"

#define LOOK_MS 300 /* between two looks at a running record */

struct viewer {
	const char *dir;
	struct renderer *renderer;
	struct session *session;
	struct view view;
	struct follow *follow;
	struct follow *addendum; /* NULL until there is one */
	/* Replay: all events, and how many of them are folded. */
	struct event *events;
	size_t event_count;
	size_t at;
	bool deaf; /* the keyboard is gone: only look on */
};

static enum status
open_session(struct viewer *viewer, struct err *err)
{
	struct session *session = NULL;
	enum status status = session_new(&session, viewer->dir, err);

	if (status != STATUS_OK)
		return status;
	session_free(viewer->session);
	viewer->session = session;
	viewer->view.session = session;
	return STATUS_OK;
}

static bool
is_signing(const struct session *session)
{
	const struct session_signing *signing = &session->signing;

	return signing->attempt > 0 && !signing->finished &&
		signing->made < signing->total && session->gate.open;
}

static void
paint(struct viewer *viewer)
{
	struct view *view = &viewer->view;
	struct page page;

	viewer->renderer->ops->size(viewer->renderer, &view->rows,
		&view->columns);
	view->now_utc = view->mode == VIEW_REPLAYED ?
		viewer->session->last_utc :
		clock_now_utc() + viewer->session->offset_s;
	view->busy = is_signing(viewer->session);
	view->replay_total = viewer->event_count;
	view_sync(view);
	view_draw(&page, view);
	viewer->renderer->ops->draw(viewer->renderer, &page);
	page_clear(&page);
}

static bool
is_over(const struct session *session)
{
	return session->state == SESSION_CLOSED ||
		session->state == SESSION_ABORTED;
}

/* False when it is time to leave. */
static bool
take_input(struct viewer *viewer, const struct input *input)
{
	const struct renderer_ops *ops = viewer->renderer->ops;

	if (input->kind == INPUT_STOP)
		return false;
	viewer->deaf |= input->kind == INPUT_END;
	if (input->kind != INPUT_ACTION && input->kind != INPUT_CHAR)
		return true;
	if (input->kind == INPUT_ACTION && input->action == ACTION_PAUSE)
		ops->pause(viewer->renderer);
	else if (input->kind == INPUT_ACTION &&
		input->action == ACTION_REPAINT)
		ops->repaint(viewer->renderer);
	else
		view_input(&viewer->view, input);
	return !viewer->view.leaving;
}

static void
look_for_input(struct viewer *viewer, struct input *input, int timeout_ms)
{
	memset(input, 0, sizeof(*input));
	if (!viewer->deaf)
		viewer->renderer->ops->read(viewer->renderer, input,
			timeout_ms);
	else if (!renderer_take_signal(input))
		renderer_wait(-1, timeout_ms);
}

/* Behind the close, what is added. */
static enum status
look_at_record(struct viewer *viewer, struct err *err)
{
	struct record_file file;
	enum status status = follow_more(viewer->follow, session_visit,
		viewer->session, err);

	if (status == STATUS_OK && viewer->addendum == NULL &&
		viewer->session->state == SESSION_CLOSED &&
		record_has_addendum(viewer->dir)) {
		file = record_addendum(&viewer->session->last_digest);
		viewer->addendum = follow_new(viewer->dir, &file);
	}
	if (status == STATUS_OK && viewer->addendum != NULL)
		status = follow_more(viewer->addendum, session_visit,
			viewer->session, err);
	return status;
}

static void
follow_anew(struct viewer *viewer)
{
	follow_free(viewer->follow);
	follow_free(viewer->addendum);
	viewer->follow = follow_new(viewer->dir, NULL);
	viewer->addendum = NULL;
}

/* A record that is another one now is followed anew, from its beginning. */
static enum status
look_again(struct viewer *viewer, struct err *err)
{
	enum status status = look_at_record(viewer, err);

	if (status != STATUS_INPUT)
		return status;
	follow_anew(viewer);
	status = open_session(viewer, err);
	return status == STATUS_OK ? look_at_record(viewer, err) : status;
}

static enum status
watch(struct viewer *viewer, struct err *err)
{
	struct input input;
	enum status status;

	follow_anew(viewer);
	status = look_again(viewer, err);

	while (status == STATUS_OK) {
		paint(viewer);
		if (is_over(viewer->session) && viewer->deaf)
			break;
		look_for_input(viewer, &input, LOOK_MS);
		if (!take_input(viewer, &input))
			break;
		status = look_again(viewer, err);
	}
	return status;
}

static enum status
keep_event(void *context, const struct event *event, struct err *err)
{
	struct viewer *viewer = context;
	struct event *kept = mem_append(&viewer->events, &viewer->event_count,
		sizeof(*kept));

	(void)err;
	*kept = *event;
	json_incref(kept->fields);
	kept->name = json_string_value(json_object_get(kept->fields, "event"));
	return STATUS_OK;
}

/* Folds until that many events have happened. */
static enum status
go_to(struct viewer *viewer, size_t wanted, struct err *err)
{
	enum status status = STATUS_OK;

	if (wanted < viewer->at) {
		status = open_session(viewer, err);
		viewer->at = 0;
	}
	while (status == STATUS_OK && viewer->at < wanted)
		status = session_apply(viewer->session,
			&viewer->events[viewer->at++], err);
	return status;
}

static bool
opens_step(const struct event *event)
{
	const char *state =
		json_string_value(json_object_get(event->fields, "state"));

	return strcmp(event->name, "step") == 0 && state != NULL &&
		strcmp(state, "open") == 0;
}

/* How many events there are when the next step, or the one before, has just
 * been opened. */
static size_t
next_step(const struct viewer *viewer)
{
	size_t i;

	for (i = viewer->at; i < viewer->event_count; i++) {
		if (opens_step(&viewer->events[i]))
			return i + 1;
	}
	return viewer->event_count;
}

static size_t
step_before(const struct viewer *viewer)
{
	size_t i;

	for (i = viewer->at; i-- > 2;) {
		if (opens_step(&viewer->events[i - 1]))
			return i;
	}
	return 1;
}

static size_t
place_of(const struct viewer *viewer, enum view_move move)
{
	switch (move) {
	case VIEW_EVENT_ON:
		return viewer->at < viewer->event_count ? viewer->at + 1 :
			viewer->at;
	case VIEW_EVENT_BACK:
		return viewer->at > 1 ? viewer->at - 1 : 1;
	case VIEW_STEP_ON:
		return next_step(viewer);
	case VIEW_STEP_BACK:
		return step_before(viewer);
	default:
		return viewer->at;
	}
}

static enum status
read_events(struct viewer *viewer, struct err *err)
{
	struct record_file file;
	size_t tail;
	enum status status =
		record_read(viewer->dir, keep_event, viewer, &tail, err);

	if (status != STATUS_OK || !record_has_addendum(viewer->dir))
		return status;
	file = record_addendum(&viewer->events[viewer->event_count - 1].line);
	return record_read_file(viewer->dir, &file, keep_event, viewer, &tail,
		err);
}

static enum status
replay(struct viewer *viewer, struct err *err)
{
	struct input input;
	enum status status = read_events(viewer, err);

	if (status == STATUS_OK)
		status = go_to(viewer, 1, err);
	while (status == STATUS_OK) {
		paint(viewer);
		look_for_input(viewer, &input, -1);
		if (!take_input(viewer, &input) || viewer->deaf)
			break;
		status = go_to(viewer, place_of(viewer, viewer->view.move),
			err);
		viewer->view.move = VIEW_STAY;
	}
	return status;
}

static void
clear(struct viewer *viewer)
{
	size_t i;

	for (i = 0; i < viewer->event_count; i++)
		json_decref(viewer->events[i].fields);
	free(viewer->events);
	follow_free(viewer->follow);
	follow_free(viewer->addendum);
	view_clear(&viewer->view);
	session_free(viewer->session);
}

static enum status
look(const char *dir, enum view_mode mode, const struct viewer_options *options,
	struct err *err)
{
	struct viewer viewer = {.dir = dir};
	enum status status;

	view_init(&viewer.view, NULL, NULL);
	viewer.view.dir = dir;
	viewer.view.mode = mode;
	viewer.view.greeted = true;
	viewer.view.ascii = options->console.ascii ||
		strcmp(nl_langinfo(CODESET), "UTF-8") != 0;
	status = open_session(&viewer, err);
	if (status == STATUS_OK) {
		renderer_catch_signals();
		status = renderer_start(&viewer.renderer, &options->console,
			err);
	}
	if (status == STATUS_OK) {
		viewer.view.big = options->big &&
			viewer.renderer->ops == &render_curses;
		status = mode == VIEW_WATCHED ? watch(&viewer, err) :
			replay(&viewer, err);
		viewer.renderer->ops->stop(viewer.renderer);
	}
	clear(&viewer);
	return status;
}

enum status
viewer_watch(const char *dir, const struct viewer_options *options,
	struct err *err)
{
	return look(dir, VIEW_WATCHED, options, err);
}

enum status
viewer_replay(const char *dir, const struct viewer_options *options,
	struct err *err)
{
	return look(dir, VIEW_REPLAYED, options, err);
}
