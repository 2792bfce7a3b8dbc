#include "ceremony/drives.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/buf.h"
#include "base/file.h"
#include "base/text.h"

#define FILE_MAX (64 * 1024 * 1024)
#define MANIFEST_MAX (1024 * 1024)
#define HASH_COLUMNS 64

static bool
is_empty(const char *path)
{
	struct dirent **entries;
	int count = scandir(path, &entries, NULL, NULL), i;

	for (i = 0; i < count; i++)
		free(entries[i]);
	if (count >= 0)
		free(entries);
	return count <= 2;
}

/* Where nothing is mounted an empty folder may have stayed. */
static bool
is_drive(const char *media, const char *name)
{
	struct stat folder, drive;
	char *path = file_join(media, name);
	bool there = file_name_is_safe(name) && lstat(path, &drive) == 0 &&
		S_ISDIR(drive.st_mode) && stat(media, &folder) == 0 &&
		(folder.st_dev != drive.st_dev || !is_empty(path));

	free(path);
	return there;
}

char *
drives_in(const struct room *room)
{
	const char *media = room->session->ceremony.media;
	struct dirent **entries;
	struct buf labels = { 0 };
	int count = scandir(media, &entries, NULL, alphasort), found = 0, i;

	for (i = 0; i < count; i++) {
		if (found < DRIVES_MAX &&
			is_drive(media, entries[i]->d_name))
			buf_add_format(&labels, "%s%s", found++ > 0 ? " " : "",
				entries[i]->d_name);
		free(entries[i]);
	}
	if (count >= 0)
		free(entries);
	return buf_take_text(&labels);
}

bool
drives_has(const char *labels, const char *label)
{
	const char *start;
	size_t len;

	while ((labels = text_next_word(labels, &start, &len)) != NULL) {
		if (strlen(label) == len && memcmp(start, label, len) == 0)
			return true;
	}
	return false;
}

/* Below the drive and nowhere else. */
static bool
is_below(const char *name)
{
	const char *part = name;

	if (*name == '\0' || *name == '/' || strlen(name) > 200)
		return false;
	for (;;) {
		size_t len = strcspn(part, "/");

		if (len == 0 || (len == 2 && memcmp(part, "..", 2) == 0))
			return false;
		if (part[len] == '\0')
			return true;
		part += len + 1;
	}
}

static enum status
check_file(const char *folder, const char *name, const char *hex,
	struct err *err)
{
	struct digest wanted, found;
	struct bytes file = { 0 };
	char clean[120], *path;
	enum status status;

	text_clean_ascii(clean, sizeof(clean), name);
	if (!digest_parse(&wanted, hex) || !is_below(name))
		return err_set(err, STATUS_RULE, "the line of \"%s\" is not as "
			"sha256sum writes it", clean);
	path = file_join(folder, name);
	status = file_read(&file, path, FILE_MAX, err);
	free(path);
	if (status != STATUS_OK)
		return err_set(err, STATUS_RULE, "\"%s\" of the manifest cannot "
			"be read", clean);
	found = digest_of(file.data, file.len);
	bytes_clear(&file);
	if (digest_equal(&wanted, &found))
		return STATUS_OK;
	return err_set(err, STATUS_RULE, "\"%s\" is not the file of the "
		"manifest: its SHA-256 differs", clean);
}

/* "<64 hex>  name" or "<64 hex> *name". */
static enum status
check_line(const char *folder, char *line, struct err *err)
{
	if (strlen(line) < HASH_COLUMNS + 3 || line[HASH_COLUMNS] != ' ')
		return err_set(err, STATUS_RULE,
			"a line of the manifest is not as sha256sum writes it");
	line[HASH_COLUMNS] = '\0';
	return check_file(folder, line + HASH_COLUMNS + 2, line, err);
}

enum status
drives_check_manifest(size_t *count, const struct room *room,
	const char *label, const char *manifest, struct err *err)
{
	char *folder = file_join(room->session->ceremony.media, label);
	char *path = file_join(folder, manifest), *text = NULL, *line, *rest;
	struct bytes bytes = { 0 };
	enum status status = file_read(&bytes, path, MANIFEST_MAX, err);
	size_t checked = 0;

	if (status != STATUS_OK)
		status = err_set(err, STATUS_RULE, "its %s cannot be read",
			manifest);
	else
		text = mem_format("%.*s", (int)bytes.len,
			(const char *)bytes.data);
	for (line = text; status == STATUS_OK && line != NULL && *line != '\0';
		line = rest) {
		rest = line + strcspn(line, "\n");
		if (*rest != '\0')
			*rest++ = '\0';
		status = check_line(folder, line, err);
		checked++;
	}
	if (status == STATUS_OK && checked == 0)
		status = err_set(err, STATUS_RULE, "its %s names no file",
			manifest);
	if (status == STATUS_OK)
		*count = checked;
	bytes_clear(&bytes);
	free(text);
	free(path);
	free(folder);
	return status;
}
