/* One shell command: the way out of the script that leaves a trace. Its
 * exception is open before it runs, whatever comes of it. */
#include "ceremony/moves.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/file.h"
#include "base/text.h"
#include "ceremony/people.h"
#include "ceremony/room.h"

#define LINES_MAX 6
#define LINE_WIDTH 70
#define RECORD_MAX (256 * 1024 * 1024)

/* What no command may touch. */
struct guarded {
	struct digest records[RECORD_PLACES];
	struct stat lock;
};

/* In one of the directories, where there is one. */
static enum status
look_at_record(struct digest *dst, const struct room *room, size_t place,
	struct err *err)
{
	const char *dir = record_dir(room->record, place);
	char *path = dir == NULL ? NULL :
		file_join(dir, record_name(room->record));
	struct bytes file = {0};
	enum status status = path == NULL ? STATUS_OK :
		file_read(&file, path, RECORD_MAX, err);

	*dst = digest_of(file.data, file.len);
	bytes_clear(&file);
	free(path);
	return status;
}

static enum status
look_at(struct guarded *dst, const struct room *room, struct err *err)
{
	char *lock = room_path(room, "lock");
	enum status status = STATUS_OK;
	size_t i;

	*dst = (struct guarded){0};
	for (i = 0; status == STATUS_OK && i < RECORD_PLACES; i++)
		status = look_at_record(&dst->records[i], room, i, err);
	if (status == STATUS_OK && lstat(lock, &dst->lock) != 0)
		status = err_set_errno(err, STATUS_FILE, "%s", lock);
	free(lock);
	return status;
}

/* Whoever has the shell has the folder: what cannot be kept from it is found
 * afterwards. */
static enum status
check_untouched(const struct room *room, const struct guarded *before,
	struct err *err)
{
	struct guarded now;
	enum status status = look_at(&now, room, err);

	if (status == STATUS_OK &&
		memcmp(now.records, before->records, sizeof(now.records)) ==
			0 &&
		now.lock.st_ino == before->lock.st_ino &&
		now.lock.st_dev == before->lock.st_dev)
		return STATUS_OK;
	return err_set(err, STATUS_FILE, "the command has changed the record "
		"or its lock; nothing more is recorded here");
}

static enum status
check_now(const struct room *room, const char *command, struct err *err)
{
	const struct session *session = room->session;

	if (session->state != SESSION_RUNNING ||
		session_current(session) == NULL)
		return err_set(err, STATUS_RULE, "the ceremony is not running");
	if (session->objection.open)
		return err_set(err, STATUS_RULE, "an objection is open; the "
			"ceremony waits until it is withdrawn");
	if (session_open_exception(session) != NULL)
		return err_set(err, STATUS_RULE,
			"an exception is open; it is decided first");
	if (session->pause.on)
		return err_set(err, STATUS_RULE, "the ceremony has a break");
	if (command[strspn(command, " ")] == '\0')
		return err_set(err, STATUS_USAGE, "type the command");
	return STATUS_OK;
}

static enum status
post_exception(struct room *room, const char *command, struct err *err)
{
	const struct session *session = room->session;
	char *happened = mem_format("A shell command is run: %s", command);
	json_t *fields = fields_new(session);

	fields_add_number(fields, "exception", session->exception_count + 1U);
	fields_add(fields, "state", "open");
	fields_add_flag(fields, "machine", true);
	fields_add(fields, "expected",
		"The script's steps alone, without a shell.");
	fields_add(fields, "happened", happened);
	free(happened);
	return room_post(room, "exception", fields, err);
}

static json_t *
command_fields(const struct room *room, const char *state)
{
	json_t *fields = fields_new(room->session);

	fields_add(fields, "action", "command");
	fields_add(fields, "state", state);
	return fields;
}

static enum status
post_begin(struct room *room, const char *command, size_t witness,
	struct err *err)
{
	const struct session *session = room->session;
	json_t *fields = command_fields(room, "begins");

	fields_add_number(fields, "number", session->command.count + 1U);
	fields_add_number(fields, "exception", session->exception_count);
	fields_add(fields, "command", command);
	fields_add(fields, "typed", "CA");
	fields_add_person(fields, session, witness);
	fields_add(fields, "level", people_signed_in(session) ? "PIN" : "key");
	return room_post(room, "action", fields, err);
}

/* The first lines, each made harmless and cut. */
static char *
first_lines(const struct buf *output)
{
	const char *rest = buf_text(output);
	struct buf text = { 0 };
	size_t i;

	for (i = 0; i < LINES_MAX && *rest != '\0'; i++) {
		char line[4 * LINE_WIDTH], clean[LINE_WIDTH + 1];
		size_t len = strcspn(rest, "\r\n");

		snprintf(line, sizeof(line), "%.*s",
			(int)(len < sizeof(line) ? len : sizeof(line) - 1),
			rest);
		text_clean_ascii(clean, sizeof(clean), line);
		buf_add_format(&text, "%s\n", clean);
		rest += len;
		rest += *rest == '\r';
		rest += *rest == '\n';
	}
	return buf_take_text(&text);
}

static enum status
post_end(struct room *room, const struct buf *output, const char *how,
	struct err *err)
{
	struct digest digest = digest_of(buf_text(output), output->len);
	char *name = room_free_name(room, "logs/command", ".txt");
	char *path = room_path(room, name), *lines = first_lines(output);
	json_t *fields = command_fields(room, "ended");
	struct err reason;

	fields_add_number(fields, "number", room->session->command.count);
	fields_add(fields, "how", how);
	fields_add_number(fields, "bytes", output->len);
	fields_add_digest(fields, "sha256", &digest);
	if (file_create(path, buf_text(output), output->len, &reason) ==
		STATUS_OK)
		fields_add(fields, "file", name);
	else
		fields_add(fields, "text", reason.text);
	if (*lines != '\0')
		fields_add_page(fields, "output", lines);
	free(lines);
	free(path);
	free(name);
	return room_post(room, "action", fields, err);
}

static enum status
run(struct room *room, const char *command, size_t witness, struct err *err)
{
	char how[SHELL_HOW_SIZE];
	struct buf output = { 0 };
	struct guarded before;
	struct err reason;
	enum status status = post_begin(room, command, witness, err);

	if (status == STATUS_OK)
		status = look_at(&before, room, err);
	if (status != STATUS_OK)
		return status;
	if (room->session->saved.lost)
		snprintf(how, sizeof(how), "not run: a drive is lost");
	else if (shell_run(&output, how, room->dir, command,
		    room->shell_patience, &reason) != STATUS_OK)
		snprintf(how, sizeof(how), "%.79s", reason.text);
	status = check_untouched(room, &before, err);
	if (status == STATUS_OK)
		status = post_end(room, &output, how, err);
	buf_clear(&output);
	return status;
}

enum status
move_command(struct room *room, const char *command, const char *initials,
	const struct secret *pin, struct err *err)
{
	size_t witness;
	enum status status = check_now(room, command, err);

	if (status == STATUS_OK)
		status = seal_of_witness(&witness, room, initials, pin, err);
	if (status == STATUS_OK)
		status = post_exception(room, command, err);
	return status == STATUS_OK ? run(room, command, witness, err) : status;
}
