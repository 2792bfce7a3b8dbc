#include "ceremony/copies.h"

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"
#include "base/listing.h"
#include "ceremony/folder.h"
#include "ceremony/room.h"

#define FILE_MAX ((size_t)256 * 1024 * 1024)

struct copying {
	struct copies *sum;
	const char *from;
	const char *to;
	struct listing listing;
	struct digest *digests; /* of the files so far, in the listing's order */
};

/* Torn ends lie where they were cut off. */
static bool
stays(const char *path)
{
	size_t len = strlen(path);

	return strncmp(path, "torn-", 5) == 0 ||
		(len > 5 && strcmp(path + len - 5, ".part") == 0);
}

/* At the top lies what is made anew or grows, and the logs grow. */
static bool
may_change(const char *path)
{
	return strchr(path, '/') == NULL || strncmp(path, "logs/", 5) == 0;
}

/* The folders on the way to it. */
static enum status
make_folders(const char *to, const char *path, struct err *err)
{
	const char *slash = strchr(path, '/');
	enum status status = STATUS_OK;

	while (status == STATUS_OK && slash != NULL) {
		char *folder = mem_format("%s/%.*s", to, (int)(slash - path),
			path);

		status = file_make_dir(folder, err);
		free(folder);
		slash = strchr(slash + 1, '/');
	}
	return status;
}

static bool
same(const struct bytes *a, const struct bytes *b)
{
	return a->len == b->len &&
		(a->len == 0 || memcmp(a->data, b->data, a->len) == 0);
}

static enum status
read_again(const char *target, const struct bytes *ours, struct err *err)
{
	struct bytes found = {NULL, 0};
	enum status status = file_read(&found, target, FILE_MAX, err);

	if (status == STATUS_OK && !same(&found, ours))
		status = err_set(err, STATUS_FILE, "%s does not read back as "
			"it was written; the drive is not to be trusted",
			target);
	bytes_clear(&found);
	return status;
}

/* A copy that a kill has interrupted was never one. */
static enum status
write_new(const char *target, const struct bytes *ours, struct err *err)
{
	char *part = mem_format("%s.part", target);

	unlink(part);
	free(part);
	return file_create(target, ours->data, ours->len, err);
}

/* There is another file: an older one of ours, or none of ours. */
static enum status
write_over(const char *target, const char *path, const struct bytes *ours,
	const struct bytes *theirs, struct err *err)
{
	bool beginning = theirs->len <= ours->len && (theirs->len == 0 ||
		memcmp(theirs->data, ours->data, theirs->len) == 0);
	enum status status;

	if (!may_change(path) ||
		(strcmp(path, RECORD_FILE) == 0 && !beginning))
		return err_set(err, STATUS_RULE, "%s is another file than the "
			"ceremony's: their SHA-256 differ", target);
	status = file_replace(target, ours->data, ours->len, err);
	return status == STATUS_OK ? read_again(target, ours, err) : status;
}

static enum status
put(struct copying *copying, const char *path, const struct bytes *ours,
	struct err *err)
{
	char *target = file_join(copying->to, path);
	struct bytes theirs = {NULL, 0};
	enum status status = make_folders(copying->to, path, err);
	bool there = file_exists(target), written;

	if (status == STATUS_OK && there)
		status = file_read(&theirs, target, FILE_MAX, err);
	written = !there || !same(&theirs, ours);
	if (status == STATUS_OK && !there)
		status = write_new(target, ours, err);
	else if (status == STATUS_OK && written)
		status = write_over(target, path, ours, &theirs, err);
	copying->sum->written += status == STATUS_OK && written;
	bytes_clear(&theirs);
	free(target);
	return status;
}

static enum status
copy_one(struct copying *copying, size_t index, struct err *err)
{
	const char *path = copying->listing.paths[index];
	char *source = file_join(copying->from, path);
	struct bytes ours = {NULL, 0};
	enum status status = file_read(&ours, source, FILE_MAX, err);

	free(source);
	copying->sum->own = status != STATUS_OK;
	if (status != STATUS_OK)
		return status;
	copying->digests[index] = digest_of(ours.data, ours.len);
	status = put(copying, path, &ours, err);
	copying->sum->files += status == STATUS_OK;
	bytes_clear(&ours);
	return status;
}

static bool
has_bytes(const struct copying *copying, const char *path)
{
	struct bytes file = {NULL, 0};
	struct digest digest;
	struct err ignored;
	size_t i;

	if (file_read(&file, path, FILE_MAX, &ignored) != STATUS_OK)
		return false;
	digest = digest_of(file.data, file.len);
	bytes_clear(&file);
	for (i = 0; i < copying->listing.count; i++) {
		if (digest_equal(&digest, &copying->digests[i]))
			return true;
	}
	return false;
}

/* What is handed over from the copy is what is handed over from here. */
static enum status
clear_one(const struct copying *copying, const char *path, struct err *err)
{
	char *whole = file_join(copying->to, path);
	enum status status = STATUS_OK;

	if (listing_has(&copying->listing, path) || stays(path) ||
		(strncmp(path, "out/", 4) != 0 &&
			strncmp(path, "withheld/", 9) != 0)) {
		free(whole);
		return STATUS_OK;
	}
	if (!has_bytes(copying, whole))
		status = err_set(err, STATUS_RULE, "%s is no file of this "
			"ceremony", whole);
	else if (unlink(whole) != 0)
		status = err_set_errno(err, STATUS_FILE, "%s", whole);
	free(whole);
	return status;
}

static enum status
clear_others(const struct copying *copying, struct err *err)
{
	static const char *const none[] = {NULL};
	struct listing theirs = {NULL, 0};
	enum status status = listing_read(&theirs, copying->to, none, err);
	size_t i;

	for (i = 0; status == STATUS_OK && i < theirs.count; i++)
		status = clear_one(copying, theirs.paths[i], err);
	listing_clear(&theirs);
	return status;
}

/* A folder of its own, with folders in it: what a link leads to is no copy. */
static enum status
check_target(const char *from, const char *to, struct err *err)
{
	struct stat ours, theirs;

	if (stat(from, &ours) != 0)
		return err_set_errno(err, STATUS_FILE, "%s", from);
	if (lstat(to, &theirs) != 0)
		return err_set_errno(err, STATUS_FILE, "%s", to);
	if (!S_ISDIR(theirs.st_mode))
		return err_set(err, STATUS_FILE, "%s is a link, no folder", to);
	if (ours.st_dev == theirs.st_dev && ours.st_ino == theirs.st_ino)
		return err_set(err, STATUS_FILE,
			"%s is the ceremony's own folder, no copy", to);
	return folder_check(to, err);
}

enum status
copies_make(struct copies *dst, const char *from, const char *to, bool record,
	struct err *err)
{
	const char *const left_out[] = {"lock", "reserve", "rehearsal",
		record ? NULL : RECORD_FILE, NULL};
	struct copying copying = {.sum = dst, .from = from, .to = to};
	enum status status = listing_read(&copying.listing, from, left_out,
		err);
	size_t i;

	*dst = (struct copies){.own = status != STATUS_OK};
	if (status != STATUS_OK)
		return status;
	copying.digests = mem_new(copying.listing.count + 1,
		sizeof(*copying.digests));
	status = folder_open(to, err);
	if (status == STATUS_OK)
		status = check_target(from, to, err);
	for (i = 0; status == STATUS_OK && i < copying.listing.count; i++) {
		if (!stays(copying.listing.paths[i]))
			status = copy_one(&copying, i, err);
	}
	if (status == STATUS_OK)
		status = clear_others(&copying, err);
	free(copying.digests);
	listing_clear(&copying.listing);
	return status;
}

char *
copies_drive(const struct room *room, const char *dir)
{
	const char *media = room->session->ceremony.media;
	char *whole = media != NULL ? realpath(media, NULL) : NULL;
	size_t len = whole != NULL ? strlen(whole) : 0;
	bool below = len > 0 && strncmp(dir, whole, len) == 0 &&
		dir[len] == '/';

	free(whole);
	if (!below)
		return mem_string(file_base_name(dir));
	return mem_format("%.*s", (int)strcspn(dir + len + 1, "/"),
		dir + len + 1);
}

enum status
copies_post(struct room *room, const char *drive, const struct copies *copies,
	const struct err *reason, struct err *err)
{
	json_t *fields = fields_new(room->session);

	fields_add(fields, "what", "copy");
	fields_add(fields, "drive", drive);
	fields_add_number(fields, "files", copies->files);
	fields_add_number(fields, "written", copies->written);
	fields_add(fields, "verdict", verdict_word(reason == NULL ?
		VERDICT_PASS : VERDICT_FAIL));
	fields_add(fields, "text", reason == NULL ? NULL : reason->text);
	return room_post(room, "device", fields, err);
}
