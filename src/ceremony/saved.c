#include "ceremony/saved.h"

#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "ceremony/copies.h"
#include "ceremony/log_line.h"
#include "ceremony/room.h"

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

/* As the room calls dir beside the other one. */
static char *
name_beside(const struct room *room, const char *dir, const char *other)
{
	char *name = copies_drive(room, dir);
	char *twin = other != NULL ? copies_drive(room, other) : NULL;

	if (twin != NULL && strcmp(name, twin) == 0) {
		free(name);
		name = last_two(dir);
	}
	free(twin);
	return name;
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
	json_t *names;
	size_t i;

	if (record_dir(room->record, 1) == NULL &&
		room->session->saved.first == NULL)
		return;
	names = json_array();
	for (i = 0; record_dir(room->record, i) != NULL; i++) {
		char *name = name_beside(room, record_dir(room->record, i),
			record_dir(room->record, 1 - i));

		json_array_append_new(names, json_string(name));
		free(name);
	}
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
	struct record_loss loss;
	json_t *fields;
	char *name;

	if (!record_take_loss(&loss, room->record))
		return STATUS_OK;
	move_over(room);
	room->halt = true;
	name = name_beside(room, loss.dir, record_dir(room->record, 0));
	fields = fields_new(room->session);
	fields_add(fields, "what", "saved");
	fields_add(fields, "state", "lost");
	fields_add(fields, "drive", name);
	fields_add(fields, "text", loss.why.text);
	free(name);
	free(loss.dir);
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
