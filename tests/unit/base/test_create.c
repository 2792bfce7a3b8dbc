#include <errno.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <signal.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/file.h"
#include "support/test.h"

extern const struct test_suite suite_create;

/* "out" in a new folder, and what would stand beside it while it is made. */
struct place {
	char *path;
	char *part;
};

static struct place
new_place(void)
{
	struct place place = {.path = file_join(test_temp_dir(), "out")};

	place.part = mem_format("%s.part", place.path);
	return place;
}

static void
place_free(struct place *place)
{
	free(place->path);
	free(place->part);
}

static bool
holds(const char *path, const char *text)
{
	struct bytes bytes = {0};
	struct err err;
	bool same = file_read(&bytes, path, 4096, &err) == STATUS_OK &&
		bytes.len == strlen(text) &&
		memcmp(bytes.data, text, bytes.len) == 0;

	bytes_clear(&bytes);
	return same;
}

static void
creates_and_leaves_nothing_beside(void)
{
	struct place place = new_place();
	struct err err;

	CU_ASSERT_EQUAL(file_check_creatable(place.path, &err), STATUS_OK);
	CU_ASSERT_FALSE(file_exists(place.path));
	CU_ASSERT_EQUAL(file_create(place.path, "whole", 5, &err), STATUS_OK);
	CU_ASSERT_TRUE(holds(place.path, "whole"));
	CU_ASSERT_FALSE(file_exists(place.part));
	place_free(&place);
}

static void
never_overwrites(void)
{
	struct place place = new_place();
	struct err err = {0};

	CU_ASSERT_EQUAL(file_create(place.path, "first", 5, &err), STATUS_OK);
	CU_ASSERT_EQUAL(file_create(place.path, "second", 6, &err),
		STATUS_FILE);
	CU_ASSERT_PTR_NOT_NULL(strstr(err.text, "never overwritten"));
	CU_ASSERT_EQUAL(file_check_creatable(place.path, &err), STATUS_FILE);
	CU_ASSERT_TRUE(holds(place.path, "first"));
	CU_ASSERT_FALSE(file_exists(place.part));
	place_free(&place);
}

static void
renames_over_nothing(void)
{
	struct place place = new_place();
	char *to = mem_format("%s.failed", place.path);
	struct err err = {0};

	CU_ASSERT_EQUAL(file_create(place.path, "first", 5, &err), STATUS_OK);
	CU_ASSERT_EQUAL(file_rename(place.path, to, &err), STATUS_OK);
	CU_ASSERT_FALSE(file_exists(place.path));
	CU_ASSERT_EQUAL(file_create(place.path, "second", 6, &err), STATUS_OK);
	CU_ASSERT_EQUAL(file_rename(place.path, to, &err), STATUS_FILE);
	CU_ASSERT_PTR_NOT_NULL(strstr(err.text, "never overwritten"));
	CU_ASSERT_TRUE(holds(to, "first"));
	CU_ASSERT_TRUE(holds(place.path, "second"));
	CU_ASSERT_EQUAL(unlink(to), 0);
	CU_ASSERT_EQUAL(file_rename(place.part, to, &err), STATUS_FILE);
	free(to);
	place_free(&place);
}

static void
leaves_an_old_part_alone(void)
{
	struct place place = new_place();
	struct err err = {0};

	CU_ASSERT_EQUAL(file_create(place.part, "torn", 4, &err), STATUS_OK);
	CU_ASSERT_EQUAL(file_create(place.path, "new", 3, &err), STATUS_FILE);
	CU_ASSERT_PTR_NOT_NULL(strstr(err.text, "earlier attempt"));
	CU_ASSERT_EQUAL(file_check_creatable(place.path, &err), STATUS_FILE);
	CU_ASSERT_TRUE(holds(place.part, "torn"));
	CU_ASSERT_FALSE(file_exists(place.path));
	place_free(&place);
}

/* Links that lead nowhere: neither followed nor replaced. */
static void
follows_no_link(void)
{
	struct place place = new_place();
	char *target = mem_format("%s-target", place.path);
	struct err err;

	CU_ASSERT_EQUAL(symlink(target, place.part), 0);
	CU_ASSERT_EQUAL(file_create(place.path, "x", 1, &err), STATUS_FILE);
	CU_ASSERT_EQUAL(file_replace(place.path, "x", 1, &err), STATUS_FILE);
	CU_ASSERT_EQUAL(unlink(place.part), 0);
	CU_ASSERT_EQUAL(symlink(target, place.path), 0);
	CU_ASSERT_EQUAL(file_create(place.path, "x", 1, &err), STATUS_FILE);
	CU_ASSERT_FALSE(file_exists(target));
	free(target);
	place_free(&place);
}

static void
wants_a_folder(void)
{
	struct place place = new_place();
	char *path = file_join(place.path, "deeper");
	struct err err;

	CU_ASSERT_EQUAL(file_create(path, "x", 1, &err), STATUS_FILE);
	CU_ASSERT_EQUAL(file_check_creatable(path, &err), STATUS_FILE);
	free(path);
	place_free(&place);
}

static void
replaces_what_is_regenerated(void)
{
	struct place place = new_place();
	struct err err;

	CU_ASSERT_EQUAL(file_create(place.part, "old part", 8, &err),
		STATUS_OK);
	CU_ASSERT_EQUAL(file_replace(place.path, "one", 3, &err), STATUS_OK);
	CU_ASSERT_TRUE(holds(place.path, "one"));
	CU_ASSERT_EQUAL(file_replace(place.path, "", 0, &err), STATUS_OK);
	CU_ASSERT_TRUE(holds(place.path, ""));
	CU_ASSERT_FALSE(file_exists(place.part));
	place_free(&place);
}

/* A drive that takes no more than 16 bytes. */
static void
removes_what_it_could_not_finish(void)
{
	struct place place = new_place();
	struct rlimit before;
	struct rlimit small;
	struct err err = {0};

	CU_ASSERT_EQUAL(getrlimit(RLIMIT_FSIZE, &before), 0);
	small = (struct rlimit){16, before.rlim_max};
	signal(SIGXFSZ, SIG_IGN);
	CU_ASSERT_EQUAL(setrlimit(RLIMIT_FSIZE, &small), 0);
	CU_ASSERT_EQUAL(file_create(place.path, "0123456789abcdef+", 17, &err),
		STATUS_FILE);
	CU_ASSERT_EQUAL(setrlimit(RLIMIT_FSIZE, &before), 0);
	CU_ASSERT_PTR_NOT_NULL(strstr(err.text, "cannot write"));
	CU_ASSERT_FALSE(file_exists(place.path));
	CU_ASSERT_FALSE(file_exists(place.part));
	CU_ASSERT_EQUAL(file_create(place.path, "0123456789abcdef+", 17, &err),
		STATUS_OK);
	place_free(&place);
}

#define LOAD(field) \
	BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, field))
#define REFUSE(call, error) \
	BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, (call), 0, 1), \
		BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ERRNO | (error))

/* From here on this process lives on a file system that knows no exclusive
 * rename, and no links either. */
static bool
lose_rename(bool links_too)
{
	unsigned link_call = links_too ? SYS_link : SYS_renameat2;
	struct sock_filter filter[] = {
		LOAD(nr),
		REFUSE(SYS_renameat2, EINVAL),
		REFUSE(link_call, EPERM),
		BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW),
	};
	const struct sock_fprog program = {
		sizeof(filter) / sizeof(filter[0]), filter};

	return prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0 &&
		prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program) == 0;
}

#define CHILD_OK 0
#define CHILD_BAD 1
#define CHILD_CANNOT 2

static int
create_without_rename(const char *path, bool links_too)
{
	struct err err;

	if (!lose_rename(links_too))
		return CHILD_CANNOT;
	if (file_create(path, "whole", 5, &err) != STATUS_OK)
		return CHILD_BAD;
	return file_create(path, "again", 5, &err) == STATUS_FILE ? CHILD_OK
								  : CHILD_BAD;
}

static int
in_child(const char *path, bool links_too)
{
	pid_t child = fork();
	int status = -1;

	if (child == 0)
		_exit(create_without_rename(path, links_too));
	waitpid(child, &status, 0);
	return WIFEXITED(status) ? WEXITSTATUS(status) : CHILD_BAD;
}

static void
manages_without_exclusive_rename(void)
{
	bool links_too[] = {false, true};
	size_t i;

	for (i = 0; i < 2; i++) {
		struct place place = new_place();
		int result = in_child(place.path, links_too[i]);
		bool made = holds(place.path, "whole");
		bool left = file_exists(place.part);

		place_free(&place);
		if (result == CHILD_CANNOT)
			SKIP("no system call filters here");
		CU_ASSERT_EQUAL(result, CHILD_OK);
		CU_ASSERT_TRUE(made);
		CU_ASSERT_FALSE(left);
	}
}

static void
a_draft_has_no_name_before_it_is_published(void)
{
	struct place place = new_place();
	struct file_draft *draft = file_draft_new();
	struct err err = {0};

	CU_ASSERT_EQUAL(file_draft_write(draft, place.path, "whole", 5, &err),
		STATUS_OK);
	CU_ASSERT_STRING_EQUAL(file_draft_path(draft), place.part);
	CU_ASSERT_TRUE(holds(place.part, "whole"));
	CU_ASSERT_FALSE(file_exists(place.path));
	CU_ASSERT_EQUAL(file_publish(draft, &err), STATUS_OK);
	CU_ASSERT_TRUE(holds(place.path, "whole"));
	CU_ASSERT_FALSE(file_exists(place.part));
	file_draft_free(draft);
	place_free(&place);
}

static void
a_draft_is_set_aside_over_nothing(void)
{
	struct place place = new_place();
	char *aside = mem_format("%s.failed", place.path);
	struct file_draft *draft = file_draft_new();
	struct err err = {0};

	CU_ASSERT_EQUAL(file_draft_write(draft, place.path, "bad", 3, &err),
		STATUS_OK);
	CU_ASSERT_EQUAL(file_set_aside(draft, aside, &err), STATUS_OK);
	file_draft_free(draft);
	CU_ASSERT_TRUE(holds(aside, "bad"));
	CU_ASSERT_FALSE(file_exists(place.path));
	draft = file_draft_new();
	CU_ASSERT_EQUAL(file_draft_write(draft, place.path, "worse", 5, &err),
		STATUS_OK);
	CU_ASSERT_EQUAL(file_set_aside(draft, aside, &err), STATUS_FILE);
	CU_ASSERT_PTR_NOT_NULL(strstr(err.text, "never overwritten"));
	file_draft_free(draft);
	CU_ASSERT_TRUE(holds(aside, "bad"));
	CU_ASSERT_TRUE(holds(place.part, "worse"));
	free(aside);
	place_free(&place);
}

/* Its thread has nothing to do, or is not waited for by anything else. */
static void
a_draft_may_be_left(void)
{
	struct place place = new_place();
	struct file_draft *draft = file_draft_new();
	struct err err = {0};

	file_draft_free(NULL);
	file_draft_free(draft);
	draft = file_draft_new();
	CU_ASSERT_EQUAL(file_draft_write(draft, place.path, "left", 4, &err),
		STATUS_OK);
	file_draft_free(draft);
	CU_ASSERT_TRUE(holds(place.part, "left"));
	draft = file_draft_new();
	CU_ASSERT_EQUAL(file_draft_write(draft, place.path, "new", 3, &err),
		STATUS_FILE);
	CU_ASSERT_PTR_NOT_NULL(strstr(err.text, "earlier attempt"));
	file_draft_free(draft);
	CU_ASSERT_TRUE(holds(place.part, "left"));
	place_free(&place);
}

static const CU_TestInfo tests[] = {
	{"a draft has no name before it is published",
		a_draft_has_no_name_before_it_is_published},
	{"a draft is set aside over nothing",
		a_draft_is_set_aside_over_nothing},
	{"a draft may be left", a_draft_may_be_left},
	{"creates and leaves nothing beside",
		creates_and_leaves_nothing_beside},
	{"never overwrites", never_overwrites},
	{"renames over nothing", renames_over_nothing},
	{"leaves an old part alone", leaves_an_old_part_alone},
	{"follows no link", follows_no_link},
	{"wants a folder", wants_a_folder},
	{"replaces what is regenerated", replaces_what_is_regenerated},
	{"removes what it could not finish", removes_what_it_could_not_finish},
	{"manages without exclusive rename", manages_without_exclusive_rename},
	CU_TEST_INFO_NULL,
};

const struct test_suite suite_create = {"base/create", tests};
