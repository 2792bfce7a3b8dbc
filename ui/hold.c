#include "hold.h"

#include <locale.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/file.h"
#include "base/text.h"
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
	static const char *const ends[] = {
		[SESSION_EMPTY] = "not begun",
		[SESSION_RUNNING] = "stopped; `resume` goes on with it",
		[SESSION_SUSPENDED] = "suspended; `resume` goes on with it",
		[SESSION_CLOSED] = "closed",
		[SESSION_ABORTED] = "aborted",
	};
	char hex[DIGEST_HEX_SIZE];

	digest_format(hex, &session->last_digest);
	printf("%s: %s; %llu events, the last line's SHA-256 is\n%s\n",
		session->rehearsal ? "REHEARSAL" : "ceremony",
		ends[session->state],
		(unsigned long long)session->event_count, hex);
	say_where("record", dir, RECORD_FILE);
	say_where("in words", dir, REPORT_RECORD_FILE);
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

	if (!room->session->rehearsal)
		return;
	if (report_write_debrief(".", room->session, room->drill, &err) !=
		STATUS_OK)
		printf("warning    not written: %s\n", err.text);
	else
		say_where("debrief", dir, REPORT_DEBRIEF_FILE);
}

/* The record is whole without these; so they come last, and a failure says
 * only that they are not there. */
static enum status
write_reports(bool over, struct err *err)
{
	if (report_write_record(".", err) != STATUS_OK)
		printf("warning    not written: %s\n", err->text);
	return over ? report_write_manifest(".", err) : STATUS_OK;
}

enum status
hold_room(struct room *room, const char *dir, const struct options *options,
	struct err *err)
{
	struct console_options console = hold_console(options);
	enum status status;
	struct err reports;
	bool over;

	setlocale(LC_ALL, "");
	room->hsm_program = data_hsm_program();
	status = console_run(room, &console, err);
	over = room->session->state == SESSION_CLOSED ||
		room->session->state == SESSION_ABORTED;
	print_end(room->session, dir);
	write_debrief(room, dir);
	if (!over && !record_has_reserve(room->record))
		printf("warning    no room is kept for the close (file "
			"reserve): make room, then resume\n");
	room_free(room);
	if (write_reports(over, &reports) == STATUS_OK)
		return status;
	if (status == STATUS_OK) {
		*err = reports;
		return err->status;
	}
	printf("warning    %s\n", reports.text);
	return status;
}
