/* The folder on each drive that is in, and what came of each. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/file.h"
#include "base/text.h"
#include "ceremony/actions.h"
#include "ceremony/copies.h"
#include "ceremony/drives.h"
#include "ceremony/room.h"
#include "ceremony/unchanged.h"

struct verdicts {
	struct buf good; /* names of those that are the same */
	struct buf bad;	 /* what is wrong with the others */
	size_t files;
};

static enum status
copy_to(struct verdicts *verdicts, struct room *room, const char *drive,
	const char *dir, bool record, struct err *err)
{
	struct copies copies;
	struct err reason;
	bool good = copies_make(&copies, room->dir, dir, record, &reason) ==
		STATUS_OK;

	if (good)
		buf_add_format(&verdicts->good, "%s%s",
			verdicts->good.len > 0 ? ", " : "", drive);
	else
		buf_add_format(&verdicts->bad, "%s%s: %s",
			verdicts->bad.len > 0 ? "; " : "", drive, reason.text);
	verdicts->files = copies.files;
	return copies_post(room, drive, &copies, good ? NULL : &reason, err);
}

/* Whether the ceremony itself is written on that drive. */
static bool
is_ours(const struct room *room, const char *label)
{
	bool ours = false;
	size_t i;

	for (i = 0; record_dir(room->record, i) != NULL; i++) {
		char *drive = copies_drive(room, record_dir(room->record, i));

		ours = ours || strcmp(drive, label) == 0;
		free(drive);
	}
	return ours;
}

static enum status
copy_to_drives(struct verdicts *verdicts, struct room *room, struct err *err)
{
	char *labels = drives_in(room);
	const char *rest = labels, *start;
	enum status status = STATUS_OK;
	size_t len;

	while (status == STATUS_OK &&
		(rest = text_next_word(rest, &start, &len)) != NULL) {
		char *label = mem_format("%.*s", (int)len, start);
		char *dir = mem_format("%s/%s/%s",
			room->session->ceremony.media, label,
			file_base_name(room->dir));

		if (!is_ours(room, label))
			status = copy_to(verdicts, room, label, dir, true,
				err);
		free(dir);
		free(label);
	}
	free(labels);
	return status;
}

static void
sum_up(struct action_result *result, const struct verdicts *verdicts,
	const struct session_skr *skr)
{
	if (verdicts->bad.len > 0)
		action_set(result, VERDICT_FAIL, "%.390s",
			buf_text(&verdicts->bad));
	else if (verdicts->good.len > 0)
		action_set(result, VERDICT_PASS, "%zu files, read back, the "
			"same on %.300s", verdicts->files,
			buf_text(&verdicts->good));
	else if (skr->written)
		action_set(result, VERDICT_PASS, "no drive is in: nothing was "
			"copied; %s read again, same bytes as recorded",
			skr->file);
	else
		action_set(result, VERDICT_PASS, "no drive is in: nothing was "
			"copied, nothing was signed");
}

enum status
action_copy_folder(struct room *room, struct action_result *result,
	struct err *err)
{
	const struct session_saved *saved = &room->session->saved;
	const char *mirror = record_dir(room->record, 1);
	struct verdicts verdicts = {0};
	struct err reason;
	enum status status = STATUS_OK;

	if (unchanged_skr(room, &reason) != STATUS_OK) {
		action_set(result, VERDICT_FAIL, "%.390s", reason.text);
		return STATUS_OK;
	}
	if (mirror != NULL)
		status = copy_to(&verdicts, room, saved->second, mirror, false,
			err);
	if (status == STATUS_OK)
		status = copy_to_drives(&verdicts, room, err);
	sum_up(result, &verdicts, &room->session->skr);
	buf_clear(&verdicts.good);
	buf_clear(&verdicts.bad);
	return status;
}
