#include "screen/stage.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "autoplay.h"
#include "base/clock.h"
#include "base/file.h"
#include "base/utc.h"
#include "ceremony/drill.h"
#include "ceremony/folder.h"
#include "ceremony/training.h"

#define SCRIPT "scripts/sign-ksr.xml"
#define POLICY "policies/rehearsal.xml"
#define PROFILE "hsm-profiles/softhsm.xml"
#define FAULTS_PROFILE "hsm-profiles/softhsm-faults.xml"
#define CEREMONY "scripts/rehearsal.xml"
#define NOW INT64_C(1487610000) /* 2017-02-20T17:00:00Z */
#define FILE_MAX_SIZE (1024 * 1024)

/* What is not as usual; NULL: as usual. */
struct wish {
	const char *const *off;	   /* rules */
	const char *const *faults; /* injected */
};

static char *
source_path(const char *name)
{
	return mem_format("%s/%s", TEST_SRCDIR, name);
}

static enum status
read_source(struct training_source *dst, const char *name, struct err *err)
{
	char *path = source_path(name);
	enum status status = file_read(&dst->data, path, FILE_MAX_SIZE, err);

	dst->name = file_base_name(name);
	free(path);
	return status;
}

static enum status
read_script(struct training_source *dst, struct err *err)
{
	struct script script;
	struct buf flat = {0};
	char *path = source_path(SCRIPT);
	enum status status = script_load(&script, &flat, path, err);

	if (status == STATUS_OK) {
		script_clear(&script);
		dst->data = buf_take(&flat);
		dst->name = "script.xml";
	}
	free(path);
	return status;
}

/* These rules are off, for a reason. */
static void
switch_off(struct bytes *policy, const char *const *off)
{
	const char *text = (const char *)policy->data;
	size_t len = (size_t)((const char *)memmem(text, policy->len,
		"</request>", 10) - text);
	struct buf changed = {0};

	buf_add(&changed, text, len);
	for (; *off != NULL; off++)
		buf_add_format(&changed, "<off rule=\"%s\" reason=\"agreed at "
			"the meeting\"/>", *off);
	buf_add(&changed, text + len, policy->len - len);
	bytes_clear(policy);
	*policy = buf_take(&changed);
}

/* The faults, each at its step of the script, also in the file that the room
 * reads. */
static enum status
plan(struct scenario *dst, const char *const *faults,
	const struct training_source *source, struct err *err)
{
	struct xml_source xml = {"script.xml", source->data.data,
		source->data.len, 0};
	struct script script = {0};
	enum status status = script_parse(&script, &xml, err);

	for (; status == STATUS_OK && *faults != NULL; faults++)
		status = scenario_add(dst, *faults, err);
	if (status == STATUS_OK)
		status = scenario_settle(dst, &script, true, err);
	script_clear(&script);
	return status;
}

static enum status
put_plan(const struct scenario *scenario, struct err *err)
{
	struct buf text = {0};

	scenario_write(&text, scenario);
	return folder_put_text(".", TRAINING_FOLDER, SCENARIO_FILE, &text, err);
}

static enum status
make_training(const struct wish *wish, int64_t *ahead_s, struct err *err)
{
	const char *const *off = wish->off;
	struct scenario drill = {0};
	struct training training = {
		.drill = &drill,
		.hsm_program = test_hsm_program(),
		.faults_module = test_faults_module(),
		.now_utc = NOW,
	};
	enum status status = read_script(&training.script, err);

	if (status == STATUS_OK && wish->faults != NULL)
		status = plan(&drill, wish->faults, &training.script, err);
	if (status == STATUS_OK)
		status = read_source(&training.policy, POLICY, err);
	if (status == STATUS_OK)
		status = read_source(&training.profile, wish->faults != NULL ?
			FAULTS_PROFILE : PROFILE, err);
	if (status == STATUS_OK)
		status = read_source(&training.ceremony, CEREMONY, err);
	if (status == STATUS_OK && off != NULL)
		switch_off(&training.policy.data, off);
	if (status == STATUS_OK)
		status = training_make(".", &training, err);
	if (status == STATUS_OK && wish->faults != NULL)
		status = put_plan(&drill, err);
	*ahead_s = drill_clock_s(&drill);
	scenario_clear(&drill);
	bytes_clear(&training.script.data);
	bytes_clear(&training.policy.data);
	bytes_clear(&training.profile.data);
	bytes_clear(&training.ceremony.data);
	return status;
}

/* Where the tests of all of them begin; no secret leaves this program. */
static bool
set_up(struct err *err)
{
	static bool done;
	bool locked;

	if (!done && secret_setup(&locked, err) != STATUS_OK)
		return false;
	done = true;
	return chdir(test_temp_dir()) == 0;
}

/* The training token's PIN, as the loop reads it. */
static void
read_pin(struct view *view)
{
	struct bytes text = {NULL, 0};
	struct err ignored;

	if (file_read(&text, "rehearsal/hsm-pin", SECRET_MAX, &ignored) ==
		STATUS_OK)
		snprintf(view->training_pin, sizeof(view->training_pin), "%.*s",
			(int)strcspn((const char *)text.data, "\n"),
			(const char *)text.data);
	bytes_clear(&text);
}

static enum status
open_room(struct stage *dst, int64_t ahead_s, struct err *err)
{
	const struct room_start start = {
		.program = "ksk-ceremony",
		.version = "test",
		.rehearsal = true,
		.offset_s = NOW + ahead_s - clock_now_utc(),
	};

	return room_open_new(&dst->room, ".", &start, err);
}

static bool
open_stage(struct stage *dst, const struct wish *wish)
{
	int64_t ahead_s = 0;
	struct err err;

	memset(dst, 0, sizeof(*dst));
	if (!set_up(&err) || make_training(wish, &ahead_s, &err) != STATUS_OK ||
		open_room(dst, ahead_s, &err) != STATUS_OK) {
		printf("\n    no rehearsal: %s\n", err.text);
		return false;
	}
	dst->room->hsm_program = test_hsm_program();
	view_init(&dst->view, dst->room, dst->room->session);
	dst->view.now_utc = NOW + ahead_s;
	dst->view.ascii = true;
	read_pin(&dst->view);
	view_sync(&dst->view);
	return true;
}

bool
stage_open(struct stage *dst)
{
	return open_stage(dst, &(struct wish){0});
}

bool
stage_open_off(struct stage *dst, const char *const *off)
{
	return open_stage(dst, &(struct wish){.off = off});
}

bool
stage_open_drill(struct stage *dst, const char *const *faults)
{
	return open_stage(dst, &(struct wish){.faults = faults});
}

void
stage_close(struct stage *stage)
{
	view_clear(&stage->view);
	room_free(stage->room);
}

const char *
stage_page(struct stage *stage)
{
	static char *text;
	struct buf buf = {0};
	struct page page;

	free(text);
	view_sync(&stage->view);
	view_draw(&page, &stage->view);
	page_text(&buf, &page);
	page_clear(&page);
	text = buf_take_text(&buf);
	return text;
}

static void
give(struct stage *stage, const struct input *input)
{
	struct page page;

	view_draw(&page, &stage->view);
	page_clear(&page);
	view_input(&stage->view, input);
	stage->view.busy = false;
	view_sync(&stage->view);
}

void
stage_press(struct stage *stage, enum action action)
{
	struct input input = {.kind = INPUT_ACTION, .action = action};

	give(stage, &input);
}

void
stage_type(struct stage *stage, const char *text)
{
	for (; *text != '\0'; text++) {
		struct input input = input_of((unsigned char)*text);

		give(stage, &input);
	}
}

static bool
title_holds(struct stage *stage, const char *text)
{
	const char *page = stage_page(stage);
	char title[PAGE_COLUMNS + 2];

	snprintf(title, sizeof(title), "%.80s", page + 4 * (PAGE_COLUMNS + 1));
	return strstr(title, text) != NULL;
}

bool
stage_play_until(struct stage *stage, const char *text, unsigned presses)
{
	struct input input;

	while (!title_holds(stage, text)) {
		if (presses-- == 0 || stage->view.leaving)
			return false;
		autoplay_next(&input, &stage->view);
		give(stage, &input);
	}
	return true;
}

bool
stage_shows(struct stage *stage, const char *text)
{
	return strstr(stage_page(stage), text) != NULL;
}
