#include "ceremony/drill_effects.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/file.h"
#include "ceremony/training.h"
#include "ceremony/written.h"

#define RULES TRAINING_FOLDER "/faults"

static enum status
remove_file(const char *path, struct err *err)
{
	if (unlink(path) != 0 && errno != ENOENT)
		return err_set_errno(err, STATUS_FILE, "%s", path);
	return STATUS_OK;
}

enum status
drill_spoil_hsm(struct room *room, struct err *err)
{
	const struct session *session = room->session;
	char *path = room_path(room, RULES);
	struct buf text = {0};
	enum status status = STATUS_OK;
	bool ours = false;
	size_t i;

	for (i = session->fault_count; i-- > 0;) {
		const struct session_fault *fault = &session->faults[i];
		const struct drill_fault *row = drill_find(fault->name);

		if (row == NULL || row->how != DRILL_HSM)
			continue;
		ours = true;
		if (!drill_is_over(session, fault))
			buf_add_format(&text, "%s\n", row->spoils);
	}
	if (text.len > 0)
		status = file_replace(path, text.data, text.len, err);
	else if (ours)
		status = remove_file(path, err);
	buf_clear(&text);
	free(path);
	return status;
}

char *
drill_kept_path(const char *dir, const struct drill_fault *fault)
{
	return mem_format("%s/" TRAINING_FOLDER "/kept-%s", dir, fault->name);
}

struct places {
	char *file;
	char *kept;
};

static struct places
places_of(const struct room *room, const struct drill_fault *fault)
{
	struct places places = {
		.file = fault->file == NULL ? written_path(room) :
			room_path(room, fault->file),
		.kept = drill_kept_path(room->dir, fault),
	};

	return places;
}

static void
places_clear(struct places *places)
{
	free(places->file);
	free(places->kept);
}

static bool
holds(const char *path, const char *text)
{
	struct bytes found = {0};
	struct err ignored;
	bool same = file_read(&found, path, strlen(text), &ignored) ==
			STATUS_OK &&
		found.len == strlen(text) &&
		memcmp(found.data, text, found.len) == 0;

	bytes_clear(&found);
	return same;
}

enum status
drill_spoil_file(struct room *room, const struct drill_fault *fault,
	struct err *err)
{
	struct places places = places_of(room, fault);
	enum status status = STATUS_OK;

	if (!holds(places.file, fault->spoils)) {
		if (file_exists(places.file) && !file_exists(places.kept))
			status = file_rename(places.file, places.kept, err);
		if (status == STATUS_OK)
			status = file_replace(places.file, fault->spoils,
				strlen(fault->spoils), err);
	}
	places_clear(&places);
	return status;
}

enum status
drill_mend_file(struct room *room, const struct drill_fault *fault,
	struct err *err)
{
	struct places places = places_of(room, fault);
	enum status status = STATUS_OK;

	if (holds(places.file, fault->spoils))
		status = remove_file(places.file, err);
	if (status == STATUS_OK && file_exists(places.kept) &&
		!file_exists(places.file))
		status = file_rename(places.kept, places.file, err);
	places_clear(&places);
	return status;
}
