#include "ceremony/saved.h"

#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "base/text.h"
#include "ceremony/copies.h"
#include "ceremony/log_line.h"
#include "ceremony/room.h"

#define NAME_SIZE 120

/* "stick/ksk-28" */
static char *
last_two(const char *dir)
{
	const char *at = dir + strlen(dir);
	int parts = 0;

	while (at > dir && (at[-1] != '/' || ++parts < 2))
		at--;
	return mem_string(at);
}

/* As the room calls dir beside the other one; harmless, as it is recorded. */
static char *
name_beside(const struct room *room, const char *dir, const char *other)
{
	char *name = copies_drive(room, dir);
	char *twin = other != NULL ? copies_drive(room, other) : NULL;
	char clean[NAME_SIZE];

	if (twin != NULL && strcmp(name, twin) == 0) {
		free(name);
		name = last_two(dir);
	}
	free(twin);
	text_clean_ascii(clean, sizeof(clean), name);
	free(name);
	return mem_string(clean);
}

/* The one directory that is left of those in the record: a drive that is
 * mounted elsewhere today has the name that it had. */
static char *
name_alone(const struct room *room, const char *dir)
{
	const struct session_saved *saved = &room->session->saved;
	char *name, *longer;
	bool second;

	if (saved->second == NULL)
		return mem_string(saved->first);
	name = name_beside(room, dir, NULL);
	longer = name_beside(room, dir, dir);
	second = strcmp(name, saved->second) == 0 ||
		strcmp(longer, saved->second) == 0;
	free(name);
	free(longer);
	return mem_string(second ? saved->second : saved->first);
}

static bool
lies_in(const char *dir, const char *other)
{
	size_t len = strlen(other);

	return strncmp(dir, other, len) == 0 &&
		(dir[len] == '\0' || dir[len] == '/');
}

enum status
saved_begin(struct room *room, const char *mirror, struct err *err)
{
	if (mirror == NULL)
		return STATUS_OK;
	if (lies_in(mirror, room->dir) || lies_in(room->dir, mirror))
		return err_set(err, STATUS_USAGE,
			"%s and %s: one lies in the other; the second "
			"directory is another one, on another drive",
			room->dir, mirror);
	return record_mirror(room->record, mirror, err);
}

void
saved_add_names(json_t *fields, const struct room *room)
{
	const char *dir = record_dir(room->record, 0);
	const char *other = record_dir(room->record, 1);
	char *first, *second = NULL;
	json_t *names;

	if (other == NULL && room->session->saved.first == NULL)
		return;
	names = json_array();
	first = other == NULL ? name_alone(room, dir) :
		name_beside(room, dir, other);
	json_array_append_new(names, json_string(first));
	if (other != NULL) {
		second = name_beside(room, other, dir);
		if (strcmp(first, second) == 0) {
			free(second);
			second = mem_format("%.100s, second", first);
		}
		json_array_append_new(names, json_string(second));
	}
	free(first);
	free(second);
	json_object_set_new(fields, "saved", names);
}

/* What is written from here on lies beside the record; the HSM's log begins a
 * further file. */
static void
move_over(struct room *room)
{
	const char *dir = record_dir(room->record, 0);

	if (strcmp(dir, room->dir) == 0)
		return;
	free(room->dir_before);
	room->dir_before = room->dir;
	room->dir = mem_string(dir);
	log_line_end(room);
	room->capture_tried = false;
}

enum status
saved_tell(struct room *room, struct err *err)
{
	const struct session_saved *saved = &room->session->saved;
	struct record_loss loss;
	json_t *fields;
	bool first;

	if (!record_take_loss(&loss, room->record))
		return STATUS_OK;
	first = strcmp(loss.dir, room->dir) == 0;
	move_over(room);
	room->halt = true;
	free(loss.dir);
	/* One that no event has named yet was never part of it. */
	if (saved->second == NULL)
		return STATUS_OK;
	fields = fields_new(room->session);
	fields_add(fields, "what", "saved");
	fields_add(fields, "state", "lost");
	fields_add(fields, "drive", first ? saved->first : saved->second);
	fields_add(fields, "text", loss.why.text);
	return record_append(room->record, "device", fields, err);
}

enum status
saved_look(struct room *room, struct err *err)
{
	record_look(room->record);
	return saved_tell(room, err);
}

static enum status
post_copy(struct room *room, const struct copies *copies,
	const struct err *reason, struct err *err)
{
	char *name = name_beside(room, record_dir(room->record, 1), room->dir);
	enum status status = copies_post(room, name, copies, reason, err);

	free(name);
	return status;
}

enum status
saved_copy(struct room *room, struct err *err)
{
	const char *mirror = record_dir(room->record, 1);
	struct copies copies;
	struct err reason;

	if (mirror == NULL)
		return STATUS_OK;
	if (copies_make(&copies, room->dir, mirror, false, &reason) ==
		STATUS_OK)
		return copies.written > 0 ?
			post_copy(room, &copies, NULL, err) : STATUS_OK;
	/* Another file in its place is no fault of the drive. */
	if (copies.own || reason.status != STATUS_FILE)
		return post_copy(room, &copies, &reason, err);
	record_lose(room->record, mirror, &reason);
	return saved_tell(room, err);
}
