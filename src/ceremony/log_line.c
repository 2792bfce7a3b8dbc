#include "ceremony/log_line.h"

#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "ceremony/capture.h"
#include "ceremony/room.h"
#include "ceremony/steps.h"
#include "ceremony/training.h"

static json_t *
log_fields(const struct room *room, const char *state)
{
	json_t *fields = fields_new(room->session);

	fields_add(fields, "what", "log");
	fields_add(fields, "state", state);
	return fields;
}

/* A rehearsal has a line of its own, unless one lies there. */
static enum status
rehearse(const struct room *room, struct err *err)
{
	static const char lines[] = "audit log of the training HSM\n"
		"power on\nself-test passed\nnot ready\n";
	char *path = room_path(room, TRAINING_LOG);
	enum status status = STATUS_OK;

	if (!file_exists(path))
		status = file_replace(path, lines, sizeof(lines) - 1, err);
	free(path);
	return status;
}

/* reason: what kept it from starting; the record then says nothing. */
static enum status
start(struct room *room, const char *state, struct err *reason,
	struct err *err)
{
	const struct session *session = room->session;
	char *name = room_free_name(room, "logs/hsm-log", ".txt");
	char *path = room_path(room, name);
	json_t *fields = log_fields(room, state);
	enum status status;

	*reason = (struct err){ STATUS_OK, "" };
	status = capture_start(&room->capture, session->ceremony.log_line,
		session->ceremony.log_speed, path, session->offset_s, reason);
	fields_add(fields, "file", name);
	fields_add(fields, "line", session->ceremony.log_line);
	if (status == STATUS_OK)
		status = room_post(room, "device", fields, err);
	else
		json_decref(fields);
	free(path);
	free(name);
	return reason->status != STATUS_OK ? STATUS_OK : status;
}

enum status
action_start_log(struct room *room, struct action_result *result,
	struct err *err)
{
	const struct session *session = room->session;
	struct err reason;
	enum status status = STATUS_OK;

	if (session->ceremony.log_line == NULL) {
		action_set(result, VERDICT_PASS, "the ceremony file names no "
			"log line: nothing is captured");
		return STATUS_OK;
	}
	log_line_end(room);
	if (session->rehearsal)
		status = rehearse(room, err);
	if (status == STATUS_OK)
		status = start(room, "start", &reason, err);
	if (status != STATUS_OK)
		return status;
	if (reason.status != STATUS_OK)
		action_set(result, VERDICT_FAIL, "%.390s", reason.text);
	else
		action_set(result, VERDICT_PASS, "%s is captured into %s",
			session->ceremony.log_line, session->log.file);
	return STATUS_OK;
}

struct written {
	size_t lines;
	struct digest sha256;
};

/* What lies in the file is what is recorded. */
static enum status
read_log(struct written *dst, const struct room *room, struct err *err)
{
	char *path = room_path(room, room->session->log.file);
	struct bytes file = { 0 };
	enum status status = file_read(&file, path, 2 * CAPTURE_MAX, err);
	size_t i;

	dst->lines = 0;
	for (i = 0; status == STATUS_OK && i < file.len; i++)
		dst->lines += file.data[i] == '\n';
	if (status == STATUS_OK)
		dst->sha256 = digest_of(file.data, file.len);
	bytes_clear(&file);
	free(path);
	return status;
}

static enum status
post_written(struct room *room, const char *state,
	const struct written *written, struct err *err)
{
	json_t *fields = log_fields(room, state);

	fields_add(fields, "file", room->session->log.file);
	fields_add_number(fields, "lines", written->lines);
	fields_add_digest(fields, "sha256", &written->sha256);
	return room_post(room, "device", fields, err);
}

enum status
action_stop_log(struct room *room, struct action_result *result,
	struct err *err)
{
	const struct session_log *log = &room->session->log;
	struct capture *capture = room->capture;
	char hex[DIGEST_HEX_SIZE];
	struct written written;
	struct err reason;
	size_t lines;

	if (!log->running) {
		action_set(result, VERDICT_PASS, "no log line was captured");
		return STATUS_OK;
	}
	room->capture = NULL;
	if (capture_stop(capture, &lines, &reason) != STATUS_OK ||
		read_log(&written, room, &reason) != STATUS_OK) {
		action_set(result, VERDICT_FAIL, "%.390s", reason.text);
		return STATUS_OK;
	}
	digest_format(hex, &written.sha256);
	action_set(result, VERDICT_PASS, "%zu lines in %s, SHA-256 %.8s %s",
		written.lines, log->file, hex, hex + 8);
	return post_written(room, "stop", &written, err);
}

/* Behind a resume: what the former run left is recorded, then a further file
 * is begun. */
static enum status
start_again(struct room *room, struct err *err)
{
	struct written written;
	struct err reason;
	json_t *fields;
	enum status status = STATUS_OK;

	room->capture_tried = true;
	if (read_log(&written, room, &reason) == STATUS_OK)
		status = post_written(room, "left", &written, err);
	if (status == STATUS_OK)
		status = start(room, "again", &reason, err);
	if (status != STATUS_OK || reason.status == STATUS_OK)
		return status;
	fields = log_fields(room, "not started");
	fields_add(fields, "text", reason.text);
	return room_post(room, "device", fields, err);
}

enum status
log_line_look(struct room *room, struct err *err)
{
	const struct session *session = room->session;
	char first[CAPTURE_LINE];
	json_t *fields;

	if (!session->log.running)
		return STATUS_OK;
	if (room->capture == NULL)
		return room->capture_tried ? STATUS_OK :
			start_again(room, err);
	if (session->log.arrived || capture_lines(room->capture, first) == 0)
		return STATUS_OK;
	fields = log_fields(room, "first line");
	fields_add(fields, "text", first);
	return room_post(room, "device", fields, err);
}

void
log_line_end(struct room *room)
{
	struct err ignored;
	size_t lines;

	if (capture_stop(room->capture, &lines, &ignored) != STATUS_OK)
		lines = 0; /* what is in the file is what there is */
	room->capture = NULL;
}
