#include "hold.h"

#include <locale.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/file.h"
#include "base/text.h"
#include "ceremony/copies.h"
#include "ceremony/folder.h"
#include "ceremony/moves.h"
#include "console.h"
#include "data.h"
#include "record/record.h"
#include "report/report.h"
#include "theme.h"

enum status
hold_enter(const char *dir, struct err *err)
{
	if (chdir(dir) != 0)
		return err_set_errno(err, STATUS_FILE, "%s", dir);
	return STATUS_OK;
}

enum status
hold_enter_new(const char *dir, struct err *err)
{
	enum status status = file_make_dir(dir, err);

	return status == STATUS_OK ? hold_enter(dir, err) : status;
}

enum status
hold_find_mirror(char **dst, const char *mirror, bool begun, struct err *err)
{
	enum status status;

	*dst = NULL;
	if (mirror == NULL)
		return STATUS_OK;
	status = begun ? folder_open(mirror, err) : folder_make(mirror, err);
	if (status != STATUS_OK)
		return status;
	*dst = realpath(mirror, NULL);
	return *dst != NULL ? STATUS_OK :
		err_set_errno(err, STATUS_FILE, "%s", mirror);
}

/* Line 1 says what it is. */
static enum status
see_start(void *context, const struct event *event, struct err *err)
{
	bool *rehearsal = context;

	(void)err;
	if (strcmp(event->name, "start") == 0)
		*rehearsal = json_is_true(
			json_object_get(event->fields, "rehearsal"));
	return STATUS_OK;
}

enum status
hold_check_autoplay(const struct options *options, struct err *err)
{
	bool rehearsal = false;
	size_t tail;
	enum status status;

	if (options->autoplay == AUTOPLAY_OFF)
		return STATUS_OK;
	status = record_read(options->args[0], see_start, &rehearsal, &tail, err);
	if (status == STATUS_OK && !rehearsal)
		status = err_set(err, STATUS_USAGE,
			"--autoplay is for rehearsals; the record says that "
			"this is a ceremony");
	return status;
}

static enum console_color
color_of(const char *when)
{
	if (when == NULL || strcmp(when, "auto") == 0)
		return COLOR_WHEN_ABLE;
	return strcmp(when, "always") == 0 ? COLOR_ALWAYS : COLOR_NEVER;
}

struct console_options
hold_console(const struct options *options)
{
	static const enum console_player players[] = {
		[AUTOPLAY_OFF] = PLAYED_BY_PEOPLE,
		[AUTOPLAY_PACED] = PLAYED_PACED,
		[AUTOPLAY_FAST] = PLAYED_FAST,
	};
	struct console_options console = {
		.plain = options->plain,
		.ascii = options->ascii,
		.color = color_of(options->color),
		.player = players[options->autoplay],
		.theme = theme_find(options->theme),
	};

	return console;
}

static void
say_where(const char *name, const char *dir, const char *file)
{
	char shown[400];

	text_clean_ascii(shown, sizeof(shown), dir);
	printf("%-10s %s/%s\n", name, shown, file);
}

static void
print_end(const struct session *session, const char *dir)
{
	static const struct {
		const char *how;
		bool goes_on;
	} ends[] = {
		[SESSION_EMPTY] = {"not begun", false},
		[SESSION_RUNNING] = {"stopped", true},
		[SESSION_SUSPENDED] = {"suspended", true},
		[SESSION_CLOSED] = {"closed", false},
		[SESSION_ABORTED] = {"aborted", false},
	};
	const char *command = session->addendum ? "addendum" : "resume";
	bool goes_on = ends[session->state].goes_on;
	char hex[DIGEST_HEX_SIZE];

	digest_format(hex, &session->last_digest);
	printf("%s%s: %s%s%s%s; %llu events, the last line's SHA-256 is\n%s\n",
		session->rehearsal ? "REHEARSAL" : "ceremony",
		session->addendum ? ", addendum" : "",
		ends[session->state].how, goes_on ? "; `" : "",
		goes_on ? command : "", goes_on ? "` goes on with it" : "",
		(unsigned long long)session->event_count, hex);
	say_where("record", dir, session->addendum ? RECORD_ADDENDUM_FILE :
		RECORD_FILE);
	say_where("in words", dir, session->addendum ? REPORT_ADDENDUM_FILE :
		REPORT_RECORD_FILE);
	if (session->skr.written)
		say_where("SKR", dir, session->skr.file);
	if (record_on_memory_fs("."))
		printf("warning    the directory is on a memory file system: "
			"without power it is gone; copy it\n");
}

/* A rehearsal's, as often as the console is left. */
static void
write_debrief(const struct room *room, const char *dir)
{
	struct err err;

	if (!room->session->rehearsal || room->session->addendum)
		return;
	if (report_write_debrief(room->dir, room->session, room->drill, &err) !=
		STATUS_OK)
		printf("warning    not written: %s\n", err.text);
	else
		say_where("debrief", dir, REPORT_DEBRIEF_FILE);
}

/* The record is whole without these; so they come last, and a failure says
 * only that they are not there. */
static enum status
write_reports(const char *dir, bool over, bool addendum, struct err *err)
{
	if ((addendum ? report_write_addendum(dir, err) :
		report_write_record(dir, err)) != STATUS_OK)
		printf("warning    not written: %s\n", err->text);
	return over && !addendum ? report_write_manifest(dir, err) : STATUS_OK;
}

/* What was written behind the last event goes to the second directory too. */
static enum status
copy_reports(const char *dir, const char *mirror, struct err *err)
{
	struct copies copies;
	enum status status;

	if (mirror == NULL)
		return STATUS_OK;
	status = copies_make(&copies, dir, mirror, false, err);
	if (status == STATUS_OK)
		printf("%-10s %s, %zu files, read back, the same\n", "copy in",
			mirror, copies.files);
	return status;
}

enum status
hold_room(struct room *room, const char *dir, const struct options *options,
	struct err *err)
{
	struct console_options console = hold_console(options);
	enum status status, written;
	struct err reports;
	char *own, *mirror;
	bool over, addendum;

	setlocale(LC_ALL, "");
	room->hsm_program = data_hsm_program();
	/* What is played by itself takes nobody's paper. */
	if (console.player == PLAYED_BY_PEOPLE)
		room->print_program = data_print_program();
	status = console_run(room, &console, err);
	addendum = room->session->addendum;
	over = room->session->state == SESSION_CLOSED ||
		room->session->state == SESSION_ABORTED;
	/* Of two directories the one that is left. */
	if (room->dir_before != NULL)
		dir = room->dir;
	print_end(room->session, dir);
	write_debrief(room, dir);
	if (!over && !record_has_reserve(room->record))
		printf("warning    no room is kept for the close (file "
			"reserve): make room, then resume\n");
	own = mem_string(room->dir);
	mirror = record_dir(room->record, 1) != NULL ?
		mem_string(record_dir(room->record, 1)) : NULL;
	room_free(room);
	written = write_reports(own, over, addendum, &reports);
	if (written == STATUS_OK)
		written = copy_reports(own, mirror, &reports);
	free(mirror);
	free(own);
	if (written == STATUS_OK)
		return status;
	if (status == STATUS_OK) {
		*err = reports;
		return err->status;
	}
	printf("warning    %s\n", reports.text);
	return status;
}
