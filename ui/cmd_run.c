#include "cmd_run.h"

#include <stdlib.h>
#include <string.h>

#include "ceremony/ceremony.h"
#include "ceremony/folder.h"
#include "ceremony/moves.h"
#include "hold.h"
#include "sources.h"

enum file {
	FILE_CEREMONY,
	FILE_SCRIPT,
	FILE_POLICY,
	FILE_PROFILE,
	FILE_KSR,
	FILE_PREVIOUS,
	FILES
};

static const char *const names[FILES] = {
	[FILE_CEREMONY] = "ceremony.xml",
	[FILE_SCRIPT] = "script.xml",
	[FILE_POLICY] = "policy.xml",
	[FILE_PROFILE] = "profile.xml",
	[FILE_KSR] = "ksr.xml",
	[FILE_PREVIOUS] = "previous-skr.xml",
};

/* An input is the file that the ceremony means, or none. */
static enum status
read_input(struct source *dst, const char *path,
	const struct ceremony *ceremony, const char *name, struct err *err)
{
	const struct ceremony_input *input;
	struct digest found;
	enum status status;

	input = ceremony_find_input(ceremony, name);
	if (input == NULL)
		return STATUS_OK;
	status = source_read_beside(dst, path, "scripts", input->from, err);
	if (status != STATUS_OK || !input->known)
		return status;
	found = digest_of(dst->data.data, dst->data.len);
	if (digest_equal(&found, &input->sha256))
		return STATUS_OK;
	return err_set(err, STATUS_INPUT,
		"%s is not the file that the ceremony means: its SHA-256 "
		"differs",
		input->from);
}

static enum status
read_named(struct source files[FILES], const char *path,
	const struct ceremony *ceremony, struct err *err)
{
	enum status status;

	status = source_read_script(&files[FILE_SCRIPT], path,
		ceremony->script, err);
	if (status == STATUS_OK)
		status = source_read_beside(&files[FILE_POLICY], path,
			"policies", ceremony->policy, err);
	if (status == STATUS_OK)
		status = source_read_beside(&files[FILE_PROFILE], path,
			"hsm-profiles", ceremony->profile, err);
	if (status == STATUS_OK)
		status = read_input(&files[FILE_KSR], path, ceremony,
			names[FILE_KSR], err);
	if (status == STATUS_OK)
		status = read_input(&files[FILE_PREVIOUS], path, ceremony,
			names[FILE_PREVIOUS], err);
	if (status == STATUS_OK && files[FILE_KSR].data.len == 0)
		status = err_set(err, STATUS_INPUT,
			"%s: no <input name=\"ksr.xml\" from=\"...\"/>", path);
	return status;
}

static enum status
read_files(struct source files[FILES], char **previous, const char *path,
	struct err *err)
{
	struct source *file = &files[FILE_CEREMONY];
	struct ceremony ceremony = {0};
	struct xml_source xml = {0};
	enum status status;

	status = source_read(file, NULL, path, err);
	if (status != STATUS_OK)
		return status;
	xml.name = file->name;
	xml.data = file->data.data;
	xml.len = file->data.len;
	status = ceremony_parse(&ceremony, &xml, err);
	if (status == STATUS_OK)
		status = read_named(files, path, &ceremony, err);
	if (status == STATUS_OK && ceremony.previous != NULL)
		status = source_dir_beside(previous, path, ceremony.previous,
			err);
	ceremony_clear(&ceremony);
	return status;
}

static enum status
put_files(const struct source files[FILES], struct err *err)
{
	enum status status = folder_make(".", err);
	size_t i;

	for (i = 0; i < FILES && status == STATUS_OK; i++) {
		if (files[i].data.len > 0)
			status = folder_put(".", "in", names[i],
				&files[i].data, err);
	}
	return status;
}

static enum status
hold(const struct source files[FILES], const char *previous,
	const char *mirror, const struct options *options, struct err *err)
{
	struct room_start start = {
		.mirror = mirror,
		.program = PACKAGE_NAME,
		.version = PACKAGE_VERSION,
		.previous = previous,
	};
	struct room *room;
	enum status status;

	status = hold_enter_new(options->dir, err);
	if (status == STATUS_OK)
		status = put_files(files, err);
	if (status == STATUS_OK)
		status = room_open_new(&room, ".", &start, err);
	if (status == STATUS_OK)
		status = hold_room(room, options->dir, options, err);
	return status;
}

enum status
cmd_run(const struct options *options, struct err *err)
{
	struct source files[FILES] = {0};
	char *previous = NULL, *mirror = NULL;
	enum status status;
	size_t i;

	status = options_need(options->dir, "dir DIR", options, err);
	if (status == STATUS_OK)
		status = read_files(files, &previous, options->args[0], err);
	if (status == STATUS_OK)
		status = hold_find_mirror(&mirror, options->mirror, false, err);
	if (status == STATUS_OK)
		status = hold(files, previous, mirror, options, err);
	free(mirror);
	free(previous);
	for (i = 0; i < FILES; i++)
		source_clear(&files[i]);
	return status;
}
