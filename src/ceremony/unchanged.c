#include "ceremony/unchanged.h"

#include <stdlib.h>

#include "base/file.h"
#include "ceremony/room.h"

/* Whether the file is there with these bytes. */
static bool
holds(const struct room *room, const char *name, const struct digest *sha256,
	size_t max)
{
	char *path = room_path(room, name);
	struct bytes file = { 0 };
	struct digest found;
	struct err reason;
	bool same = false;

	if (file_read(&file, path, max, &reason) == STATUS_OK) {
		found = digest_of(file.data, file.len);
		same = digest_equal(&found, sha256);
	}
	bytes_clear(&file);
	free(path);
	return same;
}

enum status
unchanged_inputs(const struct room *room, struct err *err)
{
	enum status status = STATUS_OK;
	size_t i;

	for (i = 0; status == STATUS_OK && i < SESSION_FILES; i++) {
		const struct session_input *input = &room->session->inputs[i];
		char *name = mem_format("in/%s", input->name);
		char *path = room_path(room, name);

		if (!input->there && file_exists(path))
			status = err_set(err, STATUS_INPUT,
				"%s was not there when the ceremony was "
				"opened; take it away", name);
		else if (input->there && !holds(room, name, &input->sha256,
				input->data.len))
			status = err_set(err, STATUS_INPUT,
				"%s has changed since the ceremony was opened; "
				"put the file back that was opened", name);
		free(path);
		free(name);
	}
	return status;
}

enum status
unchanged_skr(const struct room *room, struct err *err)
{
	const struct session_skr *skr = &room->session->skr;

	if (!skr->written ||
		holds(room, skr->file, &skr->sha256, skr->size))
		return STATUS_OK;
	return err_set(err, STATUS_INPUT,
		"%s is not what was written: it is gone, or its SHA-256 is "
		"not the record's; put it back from a copy", skr->file);
}
