#include <ftw.h>
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "hsm/signing.h"

#define FILE_MAX (1 << 20)

static char *stray; /* nftw has no context */

static bool
holds_pin(const char *path)
{
	struct bytes data = {0};
	struct err err;
	bool holds;

	if (file_read(&data, path, FILE_MAX, &err) != STATUS_OK)
		return true;
	holds = data.len > 0 && memmem(data.data, data.len, SOFTHSM_PIN,
		strlen(SOFTHSM_PIN)) != NULL;
	bytes_clear(&data);
	return holds;
}

static int
look_for_pin(const char *path, const struct stat *st, int type,
	struct FTW *ftw)
{
	(void)st;
	if (type == FTW_F && strcmp(path + ftw->base, "pin") != 0 &&
		holds_pin(path))
		stray = mem_format("%s (the PIN is in it)", path);
	return stray != NULL;
}

static int
look_for_others(const char *path, const struct stat *st, int type,
	struct FTW *ftw)
{
	static const char *const known[] = {"out", "err", "trace", "skr.xml"};
	size_t i;

	(void)st;
	if (ftw->level == 0)
		return 0;
	for (i = 0; i < sizeof(known) / sizeof(*known); i++) {
		if (strcmp(path + ftw->base, known[i]) == 0 && type == FTW_F)
			return 0;
	}
	stray = mem_string(path);
	return 1;
}

char *
signing_stray_file(const struct signing_run *run,
	const struct signing *signing)
{
	stray = NULL;
	nftw(run->dir, look_for_others, 16, FTW_PHYS);
	if (stray == NULL)
		nftw(run->dir, look_for_pin, 16, FTW_PHYS);
	if (stray == NULL)
		nftw(signing->dir, look_for_pin, 16, FTW_PHYS);
	return stray;
}
