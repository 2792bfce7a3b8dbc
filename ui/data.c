#include "data.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/file.h"

#define PATH_SIZE 4096

/* A file of the build: beside a program that is not installed, else below the
 * folder where that one's bin/ is, else where it was to be installed. */
struct companion {
	const char *name;
	const char *beside; /* of the program's folder */
	const char *installed;
};

/* The program's own path without links, or false. */
static bool
read_own_path(char dst[PATH_SIZE])
{
	ssize_t len = readlink("/proc/self/exe", dst, PATH_SIZE - 1);

	if (len <= 0)
		return false;
	dst[len] = '\0';
	return true;
}

/* What the build left beside a program that is not installed. */
static char *
source_tree(const char *program)
{
	char *path = mem_format("%s.data", program);
	char line[PATH_SIZE] = "";
	FILE *file = fopen(path, "re");

	free(path);
	if (file == NULL)
		return NULL;
	if (fgets(line, sizeof(line), file) == NULL)
		line[0] = '\0';
	fclose(file);
	line[strcspn(line, "\n")] = '\0';
	return line[0] != '\0' ? mem_string(line) : NULL;
}

static char *
installed(char *program)
{
	char *slash = strrchr(program, '/');
	char *beside;

	*slash = '\0';
	beside = mem_format("%s/../share/ksk-ceremony", program);
	if (file_exists(beside))
		return beside;
	free(beside);
	return mem_string(PKGDATADIR);
}

static char *
find_root(void)
{
	const char *named = getenv("KSK_CEREMONY_DATA");
	char program[PATH_SIZE];
	char *root;

	if (named != NULL && named[0] != '\0')
		return mem_string(named);
	if (!read_own_path(program))
		return mem_string(PKGDATADIR);
	root = source_tree(program);
	return root != NULL ? root : installed(program);
}

char *
data_path(const char *folder, const char *name)
{
	char *root = find_root();
	char *path = mem_format("%s/%s/%s", root, folder, name);

	free(root);
	return path;
}

static void
find_companion(char dst[PATH_SIZE], const struct companion *companion)
{
	char program[PATH_SIZE];
	char *root;
	bool built;
	int len;

	if (read_own_path(program)) {
		root = source_tree(program);
		*strrchr(program, '/') = '\0';
		built = root != NULL;
		free(root);
		len = snprintf(dst, PATH_SIZE, "%s/%s%s", program,
			built ? "" : companion->beside, companion->name);
		/* One that was built never takes another build's. */
		if (len < PATH_SIZE && (built || file_exists(dst)))
			return;
	}
	snprintf(dst, PATH_SIZE, "%s/%s", companion->installed,
		companion->name);
}

const char *
data_hsm_program(void)
{
	static const struct companion program = {
		"ksk-ceremony-hsm", "../libexec/", LIBEXECDIR};
	static char path[PATH_SIZE];

	find_companion(path, &program);
	return path;
}

const char *
data_print_program(void)
{
	static const struct companion program = {
		"ksk-ceremony-print", "../libexec/", LIBEXECDIR};
	static char path[PATH_SIZE];

	find_companion(path, &program);
	return path;
}

const char *
data_faults_module(void)
{
	static const struct companion module = {"ksk-ceremony-faults.so",
		"../lib/ksk-ceremony/", PKGLIBDIR};
	static char path[PATH_SIZE];

	find_companion(path, &module);
	return path;
}

char *
data_find(const char *folder, const char *name)
{
	static const char *const endings[] = { "", ".xml" };
	char *file, *path;
	size_t i;

	if (strchr(name, '/') != NULL || file_exists(name))
		return mem_string(name);
	for (i = 0; i < sizeof(endings) / sizeof(endings[0]); i++) {
		file = mem_format("%s%s", name, endings[i]);
		path = data_path(folder, file);
		free(file);
		if (file_exists(path))
			return path;
		free(path);
	}
	return mem_string(name);
}
