/* The drives of a rehearsal are folders of its own: put in and pulled by
 * renaming. */
#include "ceremony/drives.h"

#include <stdlib.h>

#include "base/buf.h"
#include "base/file.h"
#include "base/text.h"
#include "ceremony/training.h"

/* The request under its own name, and the manifest where the step asks for
 * one. */
static enum status
fill(const struct room *room, const char *folder, const struct step *step,
	struct err *err)
{
	const struct session_input *request =
		&room->session->inputs[SESSION_KSR];
	const struct ceremony_input *input =
		ceremony_find_input(&room->session->ceremony, "ksr.xml");
	const char *name = input != NULL && file_name_is_safe(input->from) ?
		input->from : "ksr.xml";
	char *path = file_join(folder, name), hex[DIGEST_HEX_SIZE];
	enum status status = STATUS_OK;
	struct buf line = { 0 };

	if (!file_exists(path))
		status = file_replace(path, request->data.data,
			request->data.len, err);
	free(path);
	if (status != STATUS_OK || step->manifest == NULL)
		return status;
	digest_format(hex, &request->sha256);
	buf_add_format(&line, "%s  %s\n", hex, name);
	path = file_join(folder, step->manifest);
	if (!file_exists(path))
		status = file_replace(path, line.data, line.len, err);
	free(path);
	buf_clear(&line);
	return status;
}

static enum status
put_in(const struct room *room, const char *shelved, const char *in,
	struct err *err)
{
	enum status status;

	if (file_exists(in))
		return STATUS_OK;
	status = file_make_dir(shelved, err);
	if (status == STATUS_OK)
		status = fill(room, shelved, session_current(room->session),
			err);
	if (status == STATUS_OK)
		status = file_rename(shelved, in, err);
	return status;
}

static enum status
move_drive(const struct room *room, const char *label, bool gone,
	struct err *err)
{
	char *in = file_join(TRAINING_MEDIA, label);
	char *shelved = file_join(TRAINING_SHELF, label);
	enum status status = STATUS_OK;

	if (!gone)
		status = put_in(room, shelved, in, err);
	else if (file_exists(in) && !file_exists(shelved))
		status = file_rename(in, shelved, err);
	free(in);
	free(shelved);
	return status;
}

enum status
drives_rehearse(const struct room *room, struct err *err)
{
	const struct step *step = session_current(room->session);
	const char *rest = step->stay, *start;
	enum status status = file_make_dir(TRAINING_MEDIA, err);
	size_t len;

	if (status == STATUS_OK)
		status = file_make_dir(TRAINING_SHELF, err);
	while (status == STATUS_OK && rest != NULL &&
		(rest = text_next_word(rest, &start, &len)) != NULL) {
		char *label = mem_format("%.*s", (int)len, start);

		status = move_drive(room, label, false, err);
		free(label);
	}
	if (status == STATUS_OK)
		status = move_drive(room, step->drive, step->drive_gone, err);
	return status;
}
