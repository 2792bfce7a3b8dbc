#include "base/file.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "support/test.h"

extern const struct test_suite suite_file;

static char *
make_file(const char *dir, const char *name, const char *text)
{
	char *path = file_join(dir, name);
	FILE *file = fopen(path, "w");

	CU_ASSERT_PTR_NOT_NULL_FATAL(file);
	fputs(text, file);
	fclose(file);
	return path;
}

static void
reads_up_to_the_bound(void)
{
	char *path = make_file(test_temp_dir(), "a", "hello");
	struct bytes bytes = {0};
	struct err err = {0};

	CU_ASSERT_EQUAL(file_read(&bytes, path, 5, &err), STATUS_OK);
	CU_ASSERT_EQUAL(bytes.len, 5);
	CU_ASSERT_EQUAL(memcmp(bytes.data, "hello", 5), 0);
	CU_ASSERT_EQUAL(file_read(&bytes, path, 4, &err), STATUS_INPUT);
	CU_ASSERT_PTR_NOT_NULL(strstr(err.text, "5 bytes, at most 4"));
	CU_ASSERT_EQUAL(bytes.len, 5);
	bytes_clear(&bytes);
	free(path);
}

static void
reads_regular_files_only(void)
{
	const char *dir = test_temp_dir();
	char *fifo = file_join(dir, "fifo");
	char *none = file_join(dir, "none");
	struct bytes bytes = {0};
	struct err err = {0};

	CU_ASSERT_EQUAL(mkfifo(fifo, 0600), 0);
	CU_ASSERT_EQUAL(file_read(&bytes, fifo, 9, &err), STATUS_INPUT);
	CU_ASSERT_EQUAL(file_read(&bytes, dir, 9, &err), STATUS_INPUT);
	CU_ASSERT_EQUAL(file_read(&bytes, none, 9, &err), STATUS_FILE);
	CU_ASSERT_PTR_NOT_NULL(strstr(err.text, "No such file"));
	CU_ASSERT_PTR_NULL(bytes.data);
	free(fifo);
	free(none);
}

static void
makes_folders(void)
{
	const char *dir = test_temp_dir();
	char *path = file_join(dir, "out");
	char *taken = make_file(dir, "taken", "");
	struct stat st;
	struct err err = {0};

	CU_ASSERT_EQUAL(file_make_dir(path, &err), STATUS_OK);
	CU_ASSERT_EQUAL(stat(path, &st), 0);
	CU_ASSERT_EQUAL(st.st_mode & 0777, 0700);
	CU_ASSERT_EQUAL(file_make_dir(path, &err), STATUS_OK);
	CU_ASSERT_EQUAL(file_make_dir(taken, &err), STATUS_FILE);
	CU_ASSERT_PTR_NOT_NULL(strstr(err.text, "Not a directory"));
	free(path);
	free(taken);
}

/* Whether another process gets the lock; that process's exit status. */
static int
status_elsewhere(const char *dir)
{
	pid_t child = fork();
	int status = -1;

	if (child == 0) {
		struct err err;
		int fd;

		_exit((int)file_lock_dir(&fd, dir, &err));
	}
	waitpid(child, &status, 0);
	return WEXITSTATUS(status);
}

static void
lets_one_process_in(void)
{
	const char *dir = test_temp_dir();
	struct err err = {0};
	int fd = -1;

	CU_ASSERT_EQUAL(file_lock_dir(&fd, dir, &err), STATUS_OK);
	CU_ASSERT_TRUE((fcntl(fd, F_GETFD) & FD_CLOEXEC) != 0);
	CU_ASSERT_EQUAL(status_elsewhere(dir), STATUS_FILE);
	close(fd);
	CU_ASSERT_EQUAL(status_elsewhere(dir), STATUS_OK);
}

static void
takes_paths_apart(void)
{
	char *path = file_join("a/b", "c");

	CU_ASSERT_STRING_EQUAL(path, "a/b/c");
	CU_ASSERT_STRING_EQUAL(file_base_name(path), "c");
	CU_ASSERT_STRING_EQUAL(file_base_name("c"), "c");
	CU_ASSERT_STRING_EQUAL(file_base_name("a/"), "");
	free(path);
}

static void
syncs_folders(void)
{
	const char *dir = test_temp_dir();
	char *path = file_join(dir, "x");
	char *deeper = file_join(path, "y");
	struct err err;

	CU_ASSERT_EQUAL(file_sync_dir(dir, &err), STATUS_OK);
	CU_ASSERT_EQUAL(file_sync_dir(path, &err), STATUS_FILE);
	CU_ASSERT_EQUAL(file_sync_parent(path, &err), STATUS_OK);
	CU_ASSERT_EQUAL(file_sync_parent(deeper, &err), STATUS_FILE);
	CU_ASSERT_EQUAL(file_sync_parent("x", &err), STATUS_OK);
	CU_ASSERT_EQUAL(file_sync_parent("/x", &err), STATUS_OK);
	free(deeper);
	free(path);
}

static void
knows_safe_names(void)
{
	static const char *const wrong[] = {
		"", ".", "..", ".hidden", "-rf", "a/b", "a:b", "a b", "a\n",
		"caf\u00e9", "end.", "a*b", "a\\b",
	};
	char name[102];
	size_t i;

	CU_ASSERT_TRUE(file_name_is_safe("skr-root-2017-q2-0.xml"));
	CU_ASSERT_TRUE(file_name_is_safe("_A.1"));
	for (i = 0; i < sizeof(wrong) / sizeof(wrong[0]); i++)
		CU_ASSERT_FALSE(file_name_is_safe(wrong[i]));
	memset(name, 'a', sizeof(name));
	name[101] = '\0';
	CU_ASSERT_FALSE(file_name_is_safe(name));
	CU_ASSERT_TRUE(file_name_is_safe(name + 1));
}

static const CU_TestInfo tests[] = {
	{"reads up to the bound", reads_up_to_the_bound},
	{"reads regular files only", reads_regular_files_only},
	{"makes folders", makes_folders},
	{"lets one process in", lets_one_process_in},
	{"takes paths apart", takes_paths_apart},
	{"syncs folders", syncs_folders},
	{"knows safe names", knows_safe_names},
	CU_TEST_INFO_NULL,
};

const struct test_suite suite_file = {"base/file", tests};
