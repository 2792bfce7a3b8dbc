#include "base/listing.h"

#include <dirent.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/file.h"

#define DEPTH_MAX 8

struct walk {
	struct listing found;
	const char *dir;
	const char *const *left_out; /* at the top of the directory only */
};

static bool
is_left_out(const struct walk *walk, const char *path)
{
	size_t i;

	for (i = 0; walk->left_out[i] != NULL; i++) {
		if (strcmp(walk->left_out[i], path) == 0)
			return true;
	}
	return false;
}

static enum status
list_folder(struct walk *walk, const char *folder, unsigned depth,
	struct err *err);

/* path is below the directory; taken. */
static enum status
list_one(struct walk *walk, char *path, unsigned depth, struct err *err)
{
	char *whole = file_join(walk->dir, path);
	enum status status = STATUS_OK;
	struct stat st;

	if (lstat(whole, &st) != 0)
		status = err_set_errno(err, STATUS_FILE, "%s", whole);
	else if (S_ISDIR(st.st_mode))
		status = list_folder(walk, path, depth + 1, err);
	else if (!S_ISREG(st.st_mode))
		status = err_set(err, STATUS_FILE, "%s: neither a file nor a "
			"folder: take it out of the ceremony's directory",
			whole);
	free(whole);
	if (status == STATUS_OK && S_ISREG(st.st_mode))
		*(char **)mem_append(&walk->found.paths, &walk->found.count,
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
list_folder(struct walk *walk, const char *folder, unsigned depth,
	struct err *err)
{
	char *whole = file_join(walk->dir, folder);
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

		if (is_dots(entry->d_name) || is_left_out(walk, path))
			free(path);
		else
			status = list_one(walk, path, depth, err);
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

enum status
listing_read(struct listing *dst, const char *dir, const char *const *left_out,
	struct err *err)
{
	struct walk walk = {{NULL, 0}, dir, left_out};
	enum status status = list_folder(&walk, "", 0, err);

	if (status != STATUS_OK) {
		listing_clear(&walk.found);
		return status;
	}
	if (walk.found.count > 0)
		qsort(walk.found.paths, walk.found.count, sizeof(char *),
			compare_paths);
	*dst = walk.found;
	return STATUS_OK;
}

bool
listing_has(const struct listing *listing, const char *path)
{
	return listing->count > 0 && bsearch(&path, listing->paths,
		listing->count, sizeof(char *), compare_paths) != NULL;
}

void
listing_clear(struct listing *listing)
{
	size_t i;

	for (i = 0; i < listing->count; i++)
		free(listing->paths[i]);
	free(listing->paths);
	*listing = (struct listing){NULL, 0};
}
