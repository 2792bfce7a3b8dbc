#include "report/report.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/file.h"
#include "record/record.h"
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

#define EMPTY "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
#define ABC "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"

static void
append(struct record *record, const char *name, const char *json)
{
	struct err err;

	if (record_append(record, name, json_loads(json, 0, NULL), &err) !=
		STATUS_OK)
		abort();
}

/* Read one file, wrote two; what was printed need not be there. */
static void
put_record(const char *dir)
{
	struct record *record;
	struct err err;

	if (record_create(&record, dir, 0, &err) != STATUS_OK)
		abort();
	append(record, "start", "{\"v\":1,\"inputs\":[{\"name\":\"ksr.xml\","
		"\"sha256\":\"" EMPTY "\"}]}");
	append(record, "skr.written", "{\"file\":\"out/skr.xml\","
		"\"sha256\":\"" ABC "\"}");
	append(record, "print", "{\"file\":\"print/slip-1.txt\","
		"\"sha256\":\"" ABC "\"}");
	append(record, "print", "{\"file\":\"print/slip-2.txt\","
		"\"sha256\":\"" ABC "\"}");
	append(record, "close", "{}");
	record_close(record);
}

/* A folder as a ceremony leaves it. */
static const char *
make_folder(void)
{
	static const char *const folders[] = {"in", "out", "print", "logs",
		"rehearsal"};
	const char *dir = test_temp_dir();
	size_t i;

	for (i = 0; i < sizeof(folders) / sizeof(folders[0]); i++)
		put_folder(dir, folders[i]);
	put_record(dir);
	put(dir, "in/ksr.xml", "");
	put(dir, "out/skr.xml", "abc");
	put(dir, "print/slip-1.txt", "abc");
	put(dir, "logs/lock", "this one counts");
	put(dir, "rehearsal/hsm-pin", "x");
	return dir;
}

static void
lists_what_is_handed_over(void)
{
	static const char *const names[] = {"in/ksr.xml", "logs/lock",
		"out/skr.xml", "print/slip-1.txt", "record.jsonl"};
	const char *dir = make_folder();
	struct buf text = {0};
	struct err err;
	const char *line;
	size_t i;

	put(dir, REPORT_MANIFEST_FILE, "old");
	CU_ASSERT_EQUAL_FATAL(report_manifest(&text, dir, &err), STATUS_OK);
	line = buf_text(&text);
	CU_ASSERT_EQUAL(strncmp(line, EMPTY "  in/ksr.xml\n", 77), 0);
	CU_ASSERT_PTR_NOT_NULL(strstr(line, "\n" ABC "  out/skr.xml\n"));
	for (i = 0; i < 5; i++) {
		CU_ASSERT_EQUAL_FATAL(strcspn(line, "\n"), 66 +
			strlen(names[i]));
		CU_ASSERT_EQUAL(strncmp(line + 66, names[i],
			strlen(names[i])), 0);
		line += strcspn(line, "\n") + 1;
	}
	CU_ASSERT_EQUAL(*line, '\0');
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

/* Changed after the close: the file is named, and there is no manifest. */
static void
refused(const char *dir, const char *words)
{
	char *path = file_join(dir, REPORT_MANIFEST_FILE);
	struct err err = {STATUS_OK, ""};

	CU_ASSERT_EQUAL(report_write_manifest(dir, &err), STATUS_FILE);
	CU_ASSERT_PTR_NOT_NULL(strstr(err.text, words));
	CU_ASSERT_EQUAL(strncmp(err.text, "no MANIFEST.sha256: ", 20), 0);
	CU_ASSERT_FALSE(file_exists(path));
	free(path);
}

static void
only_what_the_record_says(void)
{
	static const struct {
		const char *name;
		const char *right;
		const char *words;
	} rows[] = {
		{"in/ksr.xml", "", "in/ksr.xml is not what the record says"},
		{"out/skr.xml", "abc", "out/skr.xml is not what the record"},
		{"print/slip-1.txt", "abc", "print/slip-1.txt is not what"},
		{"in/policy.xml", NULL, "in/policy.xml is not in the record"},
		{"out/skr2.xml", NULL, "out/skr2.xml is not in the record"},
	};
	const char *dir = make_folder();
	struct err err;
	size_t i;

	for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		char *path = file_join(dir, rows[i].name);

		put(dir, rows[i].name, "other");
		refused(dir, rows[i].words);
		if (rows[i].right != NULL)
			put(dir, rows[i].name, rows[i].right);
		else if (unlink(path) != 0)
			abort();
		free(path);
	}
	CU_ASSERT_EQUAL(report_write_manifest(dir, &err), STATUS_OK);
}

static void
nothing_may_be_gone(void)
{
	static const char *const names[] = {"in/ksr.xml", "out/skr.xml"};
	size_t i;

	for (i = 0; i < 2; i++) {
		const char *dir = make_folder();
		char *path = file_join(dir, names[i]);
		char *words = mem_format("%s is gone", names[i]);

		if (unlink(path) != 0)
			abort();
		refused(dir, words);
		free(words);
		free(path);
	}
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
	{"only what the record says", only_what_the_record_says},
	{"nothing may be gone", nothing_may_be_gone},
	{"links are refused", links_are_refused},
	CU_TEST_INFO_NULL,
};

const struct test_suite suite_manifest = {"report/manifest", tests};
