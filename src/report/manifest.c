#include "report/report.h"

#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/digest.h"
#include "base/file.h"
#include "report/recorded.h"

#define DEPTH_MAX 8
#define FILE_MAX ((size_t)256 * 1024 * 1024)

/* Paths below the directory. */
struct listing {
	const char *dir;
	char **paths;
	size_t count;
};

/* At the top of the directory only. */
static bool
is_left_out(const char *path)
{
	static const char *const names[] = {"lock", "reserve", "rehearsal",
		REPORT_MANIFEST_FILE};
	size_t i;

	for (i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
		if (strcmp(names[i], path) == 0)
			return true;
	}
	return false;
}

static enum status
list_folder(struct listing *listing, const char *folder, unsigned depth,
	struct err *err);

/* path is below the directory; taken. */
static enum status
list_one(struct listing *listing, char *path, unsigned depth, struct err *err)
{
	char *whole = file_join(listing->dir, path);
	enum status status = STATUS_OK;
	struct stat st;

	if (lstat(whole, &st) != 0)
		status = err_set_errno(err, STATUS_FILE, "%s", whole);
	else if (S_ISDIR(st.st_mode))
		status = list_folder(listing, path, depth + 1, err);
	else if (!S_ISREG(st.st_mode))
		status = err_set(err, STATUS_FILE, "%s: neither a file nor a "
			"folder: take it out of the ceremony's directory",
			whole);
	free(whole);
	if (status == STATUS_OK && S_ISREG(st.st_mode))
		*(char **)mem_append(&listing->paths, &listing->count,
			sizeof(char *)) = path;
	else
		free(path);
	return status;
}

static bool
is_dots(const char *name)
{
	return strcmp(name, ".") == 0 || strcmp(name, "..") == 0;
}

/* folder "" is the directory itself. */
static enum status
list_folder(struct listing *listing, const char *folder, unsigned depth,
	struct err *err)
{
	char *whole = file_join(listing->dir, folder);
	DIR *dir = depth > DEPTH_MAX ? NULL : opendir(whole);
	enum status status = STATUS_OK;
	const struct dirent *entry;

	if (dir == NULL)
		status = depth > DEPTH_MAX ?
			err_set(err, STATUS_FILE, "%s: folders too deep",
				whole) :
			err_set_errno(err, STATUS_FILE, "%s", whole);
	while (status == STATUS_OK && (entry = readdir(dir)) != NULL) {
		char *path = folder[0] == '\0' ? mem_string(entry->d_name) :
			file_join(folder, entry->d_name);

		if (is_dots(entry->d_name) || is_left_out(path))
			free(path);
		else
			status = list_one(listing, path, depth, err);
	}
	if (dir != NULL)
		closedir(dir);
	free(whole);
	return status;
}

static int
compare_paths(const void *a, const void *b)
{
	return strcmp(*(char *const *)a, *(char *const *)b);
}

/* A name with a newline or a backslash is written as sha256sum does it: a
 * backslash first, then \n and \\. */
static void
add_line(struct buf *dst, const char *hex, const char *path)
{
	if (strpbrk(path, "\\\n\r") != NULL)
		buf_add_u8(dst, '\\');
	buf_add_format(dst, "%s  ", hex);
	for (; *path != '\0'; path++) {
		if (*path == '\n')
			buf_add_text(dst, "\\n");
		else if (*path == '\r')
			buf_add_text(dst, "\\r");
		else if (*path == '\\')
			buf_add_text(dst, "\\\\");
		else
			buf_add_u8(dst, (uint8_t)*path);
	}
	buf_add_u8(dst, '\n');
}

/* As it is now, and no other than the record says. */
static enum status
add_file(struct buf *dst, const struct listing *listing, const char *path,
	struct recorded *recorded, struct err *err)
{
	char *whole = file_join(listing->dir, path);
	struct bytes bytes = {NULL, 0};
	enum status status = file_read(&bytes, whole, FILE_MAX, err);
	char hex[DIGEST_HEX_SIZE];
	struct digest digest;

	free(whole);
	if (status != STATUS_OK)
		return status;
	digest = digest_of(bytes.data, bytes.len);
	digest_format(hex, &digest);
	bytes_clear(&bytes);
	add_line(dst, hex, path);
	return recorded_compare(recorded, path, &digest, err);
}

static enum status
add_files(struct buf *dst, const struct listing *listing, struct err *err)
{
	struct recorded recorded = {NULL, 0};
	enum status status = recorded_read(&recorded, listing->dir, err);
	size_t i;

	for (i = 0; status == STATUS_OK && i < listing->count; i++)
		status = add_file(dst, listing, listing->paths[i], &recorded,
			err);
	if (status == STATUS_OK)
		status = recorded_complete(&recorded, err);
	recorded_clear(&recorded);
	return status;
}

enum status
report_manifest(struct buf *dst, const char *dir, struct err *err)
{
	struct listing listing = {dir, NULL, 0};
	struct buf text = {0};
	enum status status = list_folder(&listing, "", 0, err);
	size_t i;

	if (status == STATUS_OK)
		qsort(listing.paths, listing.count, sizeof(char *),
			compare_paths);
	if (status == STATUS_OK)
		status = add_files(&text, &listing, err);
	if (status == STATUS_OK)
		buf_add(dst, text.data, text.len);
	for (i = 0; i < listing.count; i++)
		free(listing.paths[i]);
	free(listing.paths);
	buf_clear(&text);
	return status;
}
