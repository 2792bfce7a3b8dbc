#include "ceremony/room.h"

#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/file.h"
#include "base/utc.h"
#include "ceremony/carry.h"
#include "ceremony/drill.h"
#include "ceremony/folder.h"
#include "ceremony/log_line.h"
#include "ceremony/printer.h"
#include "ceremony/saved.h"
#include "ceremony/token.h"
#include "ceremony/training.h"

enum status
room_post(struct room *room, const char *name, json_t *fields, struct err *err)
{
	enum status status = record_append(room->record, name, fields, err);

	return status == STATUS_OK ? saved_tell(room, err) : status;
}

enum status
room_post_action(struct room *room, const char *action, size_t person,
	enum verdict verdict, const char *text, struct err *err)
{
	json_t *fields = fields_new(room->session);

	fields_add(fields, "action", action);
	fields_add_person(fields, room->session, person);
	if (verdict != VERDICT_NONE)
		fields_add(fields, "verdict", verdict_word(verdict));
	fields_add(fields, "text", text);
	return room_post(room, "action", fields, err);
}

char *
room_path(const struct room *room, const char *name)
{
	return file_join(room->dir, name);
}

char *
room_free_name(const struct room *room, const char *base, const char *suffix)
{
	unsigned n;

	for (n = 1;; n++) {
		char *name = mem_format("%s-%u%s", base, n, suffix);
		char *path = room_path(room, name);
		char *part = mem_format("%s.part", path);
		/* A kill leaves the part: it stays, as what it is. */
		bool taken = file_exists(path) || file_exists(part);

		free(path);
		free(part);
		if (!taken)
			return name;
		free(name);
	}
}

void
room_progress(const struct room *room)
{
	if (room->progress != NULL)
		room->progress(room->progress_context);
}

static json_t *
start_inputs(const struct session *session)
{
	json_t *inputs = json_array();
	size_t i;

	for (i = 0; i < SESSION_FILES; i++) {
		const struct session_input *input = &session->inputs[i];
		const struct ceremony_input *given =
			ceremony_find_input(&session->ceremony, input->name);
		json_t *one;

		if (!input->there)
			continue;
		one = json_object();
		fields_add(one, "name", input->name);
		fields_add_digest(one, "sha256", &input->sha256);
		fields_add_number(one, "size", input->data.len);
		if (given != NULL)
			fields_add(one, "from", given->from);
		json_array_append_new(inputs, one);
	}
	return inputs;
}

enum status
room_program(json_t **dst, const struct room_start *start, struct err *err)
{
	json_t *program = json_object();

	fields_add(program, "name", start->program);
	fields_add(program, "version", start->version);
	if (fields_add_file(program, "sha256", "/proc/self/exe", err) !=
		STATUS_OK) {
		json_decref(program);
		return err_prefix(err, "the program's own file");
	}
	*dst = program;
	return STATUS_OK;
}

/* Takes previous. */
static enum status
post_start(struct room *room, const struct room_start *start, json_t *previous,
	struct err *err)
{
	char boot[CLOCK_BOOT_ID_SIZE];
	json_t *fields, *program = NULL;
	enum status status = room_program(&program, start, err);

	if (status != STATUS_OK) {
		json_decref(previous);
		return status;
	}
	clock_boot_id(boot);
	fields = json_object();
	fields_add_number(fields, "v", 1);
	json_object_set_new(fields, "program", program);
	fields_add_flag(fields, "rehearsal", start->rehearsal);
	json_object_set_new(fields, "offset", json_integer(start->offset_s));
	fields_add(fields, "boot", boot);
	fields_add_number(fields, "ceremony", room->session->ceremony.number);
	json_object_set_new(fields, "inputs", start_inputs(room->session));
	if (previous != NULL)
		json_object_set_new(fields, "previous", previous);
	saved_add_names(fields, room);
	return room_post(room, "start", fields, err);
}

enum status
room_make(struct room **dst, const char *dir, struct err *err)
{
	struct room *room = mem_new(1, sizeof(*room));
	char *whole = realpath(dir, NULL);
	enum status status;

	room->dir = whole != NULL ? whole : mem_string(dir);
	status = folder_check(room->dir, err);
	if (status == STATUS_OK)
		status = session_new(&room->session, room->dir, err);
	if (status != STATUS_OK)
		room_free(room);
	else
		*dst = room;
	return status;
}

/* The documents are known now. */
enum status
room_furnish(struct room *room, struct err *err)
{
	static const char *const folders[] = { "out", "print", "logs",
		"withheld" };
	enum status status = STATUS_OK;
	size_t i;

	for (i = 0; status == STATUS_OK && i < 4; i++) {
		char *path = room_path(room, folders[i]);

		status = file_make_dir(path, err);
		free(path);
	}
	if (status == STATUS_OK)
		status = pins_new(&room->pins,
			room->session->ceremony.person_count, err);
	if (status == STATUS_OK)
		token_prepare(room);
	/* A rehearsal is no matter of its computer's zone, but where TZ was
	 * given to show one. */
	if (room->session->rehearsal)
		setenv("TZ", "UTC0", 0);
	return status == STATUS_OK ? drill_load(room, err) : status;
}

static enum status
begin(struct room *room, const struct room_start *start, struct err *err)
{
	enum status status = session_parse(room->session, err);
	json_t *previous = NULL;

	if (status == STATUS_OK && !start->rehearsal)
		status = training_refuse_faults(&room->session->profile, err);
	if (status == STATUS_OK && start->previous != NULL)
		status = carry_read(&previous, room->session, start->previous,
			start->rehearsal, err);
	if (status == STATUS_OK)
		status = record_create(&room->record, room->dir,
			start->offset_s, err);
	if (status != STATUS_OK) {
		json_decref(previous);
		return status;
	}
	record_set_visitor(room->record, session_visit, room->session);
	status = saved_begin(room, start->mirror, err);
	if (status == STATUS_OK)
		status = post_start(room, start, previous, err);
	else
		json_decref(previous);
	if (status == STATUS_OK)
		status = room_furnish(room, err);
	if (status == STATUS_OK)
		status = saved_copy(room, err);
	if (status == STATUS_OK)
		status = room_settle(room, err);
	return status;
}

enum status
room_open_new(struct room **dst, const char *dir,
	const struct room_start *start, struct err *err)
{
	struct room *room;
	enum status status = room_make(&room, dir, err);

	if (status != STATUS_OK)
		return status;
	status = begin(room, start, err);
	if (status == STATUS_OK)
		*dst = room;
	else
		room_free(room);
	return status;
}

void
room_free(struct room *room)
{
	if (room == NULL)
		return;
	token_close(room);
	log_line_end(room);
	printer_end(room);
	drill_leave(room);
	pins_free(room->pins);
	if (room->record != NULL)
		record_close(room->record);
	if (room->drill != NULL)
		scenario_clear(room->drill);
	free(room->drill);
	session_free(room->session);
	free(room->dir_before);
	free(room->dir);
	free(room);
}

enum status
room_awaits(struct awaited *dst, const struct room *room,
	enum awaited_what what, struct err *err)
{
	static const char *const words[] = {
		[AWAITED_NOBODY] = "nobody is awaited now",
		[AWAITED_WITHDRAWAL] = "an objection is open; the ceremony "
				       "waits until it is withdrawn",
		[AWAITED_DECISION] = "an exception is open; it is decided "
				     "first",
		[AWAITED_SIGN_IN_AGAIN] = "everybody signs in again first",
		[AWAITED_HSM_PIN] = "the HSM PIN is awaited",
		[AWAITED_SIGN_IN] = "a sign-in is awaited",
		[AWAITED_DONE] = "the actor's Enter on Done is awaited",
		[AWAITED_TIME] = "nothing is done before the hold ends",
		[AWAITED_RULES] = "the Rules page is to be shown first",
		[AWAITED_VALUE] = "a value is awaited",
		[AWAITED_ANSWER] = "an answer is awaited",
		[AWAITED_OFF_WORD] = "the last word of a rule that is off is "
				     "awaited",
		[AWAITED_VOICE] = "a voice for the plan is awaited",
		[AWAITED_OPEN_GATE] = "the gate is to be opened",
		[AWAITED_RETURN] = "the ceremony has a break; CA and IW come "
				   "back with their PINs",
		[AWAITED_DRIVE] = "the record is not saved on both drives; "
				  "that is decided first",
		[AWAITED_REST] = "an exception was left short; it is finished "
				 "before the record is closed",
	};

	session_awaited(dst, room->session);
	if (dst->what == what)
		return STATUS_OK;
	return err_set(err, STATUS_RULE, "%s", words[dst->what]);
}
