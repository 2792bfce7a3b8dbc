/* One of two drives is lost: the CA decides, the IW agrees. */
#include "ceremony/moves.h"

#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "ceremony/copies.h"
#include "ceremony/folder.h"
#include "ceremony/named.h"
#include "ceremony/people.h"
#include "ceremony/room.h"
#include "ceremony/saved.h"

static enum status
post_alone(struct room *room, const char *reason, const struct named *heard,
	size_t witness, struct err *err)
{
	const struct session *session = room->session;
	const struct session_saved *saved = &session->saved;
	char *expected = mem_format("each event on %s and on %s before it "
		"takes effect", saved->first, saved->lost_name);
	char *happened = mem_format("%s is lost: %s", saved->lost_name,
		saved->why);
	json_t *fields = fields_new(session);

	fields_add_number(fields, "exception", session->exception_count + 1U);
	fields_add(fields, "state", "one drive");
	fields_add(fields, "expected", expected);
	fields_add(fields, "happened", happened);
	fields_add(fields, "decision", session_decision_word(DECISION_GO_ON));
	fields_add(fields, "decided", "CA");
	room_add_agreed(fields, session, reason, heard, witness);
	free(happened);
	free(expected);
	return room_post(room, "exception", fields, err);
}

enum status
move_alone(struct room *room, const char *reason, const char *heard,
	const char *initials, const struct secret *pin, struct err *err)
{
	struct awaited awaited;
	struct named named;
	size_t witness;
	enum status status = room_awaits(&awaited, room, AWAITED_DRIVE, err);

	if (status == STATUS_OK && reason[strspn(reason, " ")] == '\0')
		status = err_set(err, STATUS_USAGE,
			"say why one drive is enough");
	if (status == STATUS_OK)
		status = named_parse(&named, room->session, heard, err);
	if (status == STATUS_OK)
		status = seal_of_witness(&witness, room, initials, pin, err);
	if (status == STATUS_OK)
		status = post_alone(room, reason, &named, witness, err);
	if (status == STATUS_OK)
		status = room_settle(room, err);
	return status;
}

/* A label means a folder on that drive, named as the ceremony's own. */
static enum status
find_dir(char **dst, const struct room *room, const char *text, struct err *err)
{
	if (text[0] == '/') {
		*dst = mem_string(text);
		return STATUS_OK;
	}
	if (!file_name_is_safe(text))
		return err_set(err, STATUS_USAGE, "say the new drive's label, "
			"or a directory as /media/SPARE2/ksk-28");
	*dst = mem_format("%s/%s/%s", room->session->ceremony.media, text,
		file_base_name(room->dir));
	return STATUS_OK;
}

/* All of it, from the drive that is left, into a directory without anything:
 * nothing is tried again on a file that failed. */
static enum status
fill(struct copies *copies, struct room *room, const char *text,
	struct err *err)
{
	char *dir = NULL, *whole = NULL;
	enum status status = find_dir(&dir, room, text, err);

	if (status == STATUS_OK)
		status = folder_make(dir, err);
	if (status == STATUS_OK) {
		whole = realpath(dir, NULL);
		if (whole == NULL)
			status = err_set_errno(err, STATUS_FILE, "%s", dir);
	}
	if (status == STATUS_OK)
		status = copies_make(copies, room->dir, whole, false, err);
	if (status == STATUS_OK)
		status = saved_begin(room, whole, err);
	free(whole);
	free(dir);
	/* The record is as it was: the room chooses again. */
	if (status != STATUS_OK) {
		err_prefix(err, "it is not taken");
		err->status = STATUS_RULE;
	}
	return status == STATUS_OK ? status : STATUS_RULE;
}

static enum status
post_both(struct room *room, const struct copies *copies, size_t witness,
	struct err *err)
{
	const struct session *session = room->session;
	json_t *fields = fields_new(session), *names;

	fields_add(fields, "what", "saved");
	fields_add(fields, "state", "both");
	saved_add_names(fields, room);
	names = json_object_get(fields, "saved");
	fields_add(fields, "drive",
		json_string_value(json_array_get(names, 1)));
	fields_add_number(fields, "files", copies->files);
	fields_add(fields, "verdict", verdict_word(VERDICT_PASS));
	fields_add_person(fields, session, witness);
	fields_add(fields, "level", people_signed_in(session) ? "PIN" : "key");
	return room_post(room, "device", fields, err);
}

enum status
move_second_drive(struct room *room, const char *dir, const char *initials,
	const struct secret *pin, struct err *err)
{
	struct copies copies;
	struct awaited awaited;
	size_t witness;
	enum status status = room_awaits(&awaited, room, AWAITED_DRIVE, err);

	if (status == STATUS_OK)
		status = seal_of_witness(&witness, room, initials, pin, err);
	if (status == STATUS_OK)
		status = fill(&copies, room, dir, err);
	if (status == STATUS_OK)
		status = post_both(room, &copies, witness, err);
	if (status == STATUS_OK)
		status = room_settle(room, err);
	return status;
}
