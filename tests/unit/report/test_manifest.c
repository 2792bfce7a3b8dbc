#include "report/report.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/file.h"
#include "support/test.h"

extern const struct test_suite suite_manifest;

static void
put(const char *dir, const char *name, const char *text)
{
	char *path = file_join(dir, name);
	FILE *file = fopen(path, "w");

	if (file == NULL || fputs(text, file) < 0 || fclose(file) != 0)
		abort();
	free(path);
}

static void
put_folder(const char *dir, const char *name)
{
	struct err err;
	char *path = file_join(dir, name);

	if (file_make_dir(path, &err) != STATUS_OK)
		abort();
	free(path);
}

/* A folder as a ceremony leaves it. */
static const char *
make_folder(void)
{
	const char *dir = test_temp_dir();

	put_folder(dir, "in");
	put_folder(dir, "rehearsal");
	put(dir, "record.jsonl", "abc");
	put(dir, "in/ksr.xml", "");
	put(dir, "in/lock", "this one counts");
	put(dir, "lock", "x");
	put(dir, "reserve", "x");
	put(dir, "rehearsal/hsm-pin", "x");
	put(dir, REPORT_MANIFEST_FILE, "old");
	return dir;
}

static void
lists_what_is_handed_over(void)
{
	const char *dir = make_folder();
	struct buf text = {0};
	struct err err;

	CU_ASSERT_EQUAL_FATAL(report_manifest(&text, dir, &err), STATUS_OK);
	CU_ASSERT_EQUAL(strncmp(buf_text(&text), "e3b0c44298fc1c149afbf4c8996fb"
		"92427ae41e4649b934ca495991b7852b855  in/ksr.xml\n", 77), 0);
	CU_ASSERT_PTR_NOT_NULL(strstr(buf_text(&text), "  in/lock\n"
		"ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61"
		"f20015ad  record.jsonl\n"));
	CU_ASSERT_EQUAL(strlen(buf_text(&text)), 77 + 64 + 2 + 7 + 1 + 64 + 2 +
		12 + 1);
	buf_clear(&text);
}

static void
sha256sum_reads_it(void)
{
	const char *dir = make_folder();
	struct err err;
	char *command = mem_format("cd '%s' && sha256sum -c --quiet --strict "
		REPORT_MANIFEST_FILE " >said 2>&1", dir);

	put(dir, "odd \\ name\nhere", "odd");
	CU_ASSERT_EQUAL(report_write_manifest(dir, &err), STATUS_OK);
	CU_ASSERT_EQUAL(system(command), 0);
	put(dir, "in/ksr.xml", "changed");
	CU_ASSERT_NOT_EQUAL(system(command), 0);
	free(command);
}

static void
links_are_refused(void)
{
	const char *dir = make_folder();
	struct buf text = {0};
	struct err err;
	char *path = file_join(dir, "in/link");

	if (symlink("ksr.xml", path) != 0)
		abort();
	CU_ASSERT_EQUAL(report_manifest(&text, dir, &err), STATUS_FILE);
	CU_ASSERT_PTR_NOT_NULL(strstr(err.text, "in/link: neither a file"));
	CU_ASSERT_EQUAL(text.len, 0);
	free(path);
}

static const CU_TestInfo tests[] = {
	{"lists what is handed over", lists_what_is_handed_over},
	{"sha256sum reads it", sha256sum_reads_it},
	{"links are refused", links_are_refused},
	CU_TEST_INFO_NULL,
};

const struct test_suite suite_manifest = {"report/manifest", tests};
