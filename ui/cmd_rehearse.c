#include "cmd_rehearse.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/file.h"
#include "base/utc.h"
#include "ceremony/ceremony.h"
#include "ceremony/drill.h"
#include "ceremony/folder.h"
#include "ceremony/moves.h"
#include "ceremony/training.h"
#include "data.h"
#include "hold.h"
#include "sources.h"

#define TEMPLATE "rehearsal.xml" /* of scripts/ and of policies/ */
#define PROFILES "hsm-profiles"
#define PROFILE "softhsm.xml"
#define FAULTS_PROFILE "softhsm-faults.xml" /* where the HSM's calls fail */
#define DIR_SIZE 40

struct files {
	struct source ceremony;
	struct source script;
	struct source policy;
	struct source profile;
	struct source ksr;
	struct source previous;
	char *mirror; /* the second directory, or NULL */
	char *former; /* the last ceremony's directory, or NULL */
	struct scenario drill;
	bool paper; /* paper steps are held on the screen */
};

static void
files_clear(struct files *files)
{
	source_clear(&files->ceremony);
	source_clear(&files->script);
	source_clear(&files->policy);
	source_clear(&files->profile);
	source_clear(&files->ksr);
	source_clear(&files->previous);
	free(files->former);
	free(files->mirror);
	scenario_clear(&files->drill);
}

/* The policy: the option's, else the ceremony's, else the shipped template. */
static enum status
read_policy(struct source *dst, const char *path, const char *named,
	const struct options *options, struct err *err)
{
	char *shipped;
	enum status status;

	if (options->policy != NULL)
		return source_read(dst, "policies", options->policy, err);
	if (options->arg_count > 0)
		return source_read_beside(dst, path, "policies", named, err);
	shipped = data_path("policies", TEMPLATE);
	status = source_read(dst, NULL, shipped, err);
	free(shipped);
	return status;
}

static enum status
read_named(struct files *dst, const char *path, const struct options *options,
	struct err *err)
{
	struct xml_source xml = { dst->ceremony.name, dst->ceremony.data.data,
		dst->ceremony.data.len, 0 };
	struct ceremony ceremony = {0};
	enum status status;

	status = ceremony_parse(&ceremony, &xml, err);
	if (status != STATUS_OK)
		return status;
	status = source_read_script(&dst->script, path, ceremony.script, err);
	if (status == STATUS_OK)
		status = read_policy(&dst->policy, path, ceremony.policy,
			options, err);
	if (status == STATUS_OK && ceremony.previous != NULL)
		status = source_dir_beside(&dst->former, path,
			ceremony.previous, err);
	dst->paper = ceremony.paper_on_screen;
	ceremony_clear(&ceremony);
	return status;
}

static enum status
read_requests(struct files *dst, const struct options *options,
	struct err *err)
{
	enum status status;

	if (options->ksr == NULL && options->previous_skr == NULL)
		return STATUS_OK;
	if (options->ksr == NULL || options->previous_skr == NULL)
		return err_set(err, STATUS_USAGE,
			"a rehearsal on a genuine request takes both --ksr and "
			"--previous-skr; without either it makes its own");
	status = source_read(&dst->ksr, NULL, options->ksr, err);
	if (status == STATUS_OK)
		status = source_read(&dst->previous, NULL,
			options->previous_skr, err);
	return status;
}

static struct training_source
training_source(const struct source *source)
{
	struct training_source training = { source->name, source->data };

	return training;
}

static bool
spoils_hsm(const struct scenario *drill)
{
	size_t i;

	for (i = 0; i < drill->fault_count; i++) {
		if (drill->faults[i].fault->how == DRILL_HSM)
			return true;
	}
	return false;
}

/* Judged before a directory is made: a rehearsal makes a token of its own. */
static enum status
read_profile(struct files *dst, const struct options *options, struct err *err)
{
	bool spoils = spoils_hsm(&dst->drill);
	char *path = options->hsm != NULL ? data_find(PROFILES, options->hsm) :
		data_path(PROFILES, spoils ? FAULTS_PROFILE : PROFILE);
	struct training_source source;
	enum status status = source_read(&dst->profile, NULL, path, err);

	free(path);
	if (status != STATUS_OK)
		return status;
	source = training_source(&dst->profile);
	status = training_check_profile(&source, err);
	if (status == STATUS_OK && spoils)
		status = training_check_faults(&source, err);
	return status;
}

static enum status
read_scenario(struct scenario *dst, const char *name, struct err *err)
{
	struct source source = {0};
	struct xml_source xml;
	enum status status;

	if (name == NULL)
		return STATUS_OK;
	status = source_read(&source, "scripts", name, err);
	if (status == STATUS_OK) {
		xml = (struct xml_source){source.name, source.data.data,
			source.data.len, 0};
		status = scenario_parse(dst, &xml, err);
	}
	source_clear(&source);
	return status;
}

static enum status
settle_drill(struct files *dst, struct err *err)
{
	struct xml_source xml = {dst->script.name, dst->script.data.data,
		dst->script.data.len, 0};
	struct script script = {0};
	enum status status = script_parse(&script, &xml, err);

	if (status == STATUS_OK)
		status = scenario_settle(&dst->drill, &script, dst->paper, err);
	script_clear(&script);
	return status;
}

static enum status
read_drill(struct files *dst, const struct options *options, struct err *err)
{
	enum status status = read_scenario(&dst->drill, options->scenario, err);
	size_t i;

	for (i = 0; status == STATUS_OK && options->faults[i] != NULL; i++)
		status = scenario_add(&dst->drill, options->faults[i], err);
	if (status == STATUS_OK && options->seed != NULL)
		status = scenario_seed(&dst->drill, options->seed, err);
	return status == STATUS_OK ? settle_drill(dst, err) : status;
}

static enum status
read_files(struct files *dst, const struct options *options, struct err *err)
{
	char *path = options->arg_count > 0 ? mem_string(options->args[0])
					    : data_path("scripts", TEMPLATE);
	enum status status;

	status = source_read(&dst->ceremony, NULL, path, err);
	if (status == STATUS_OK)
		status = read_named(dst, path, options, err);
	if (status == STATUS_OK)
		status = read_drill(dst, options, err);
	if (status == STATUS_OK)
		status = read_profile(dst, options, err);
	if (status == STATUS_OK)
		status = read_requests(dst, options, err);
	free(path);
	return status;
}

static enum status
make(const struct files *files, const struct options *options, int64_t now_utc,
	struct err *err)
{
	struct training training = {
		.script = training_source(&files->script),
		.policy = training_source(&files->policy),
		.profile = training_source(&files->profile),
		.ceremony = training_source(&files->ceremony),
		.ksr = training_source(&files->ksr),
		.previous = training_source(&files->previous),
		.drill = &files->drill,
		.schema = options->schema,
		.hsm_program = data_hsm_program(),
		.faults_module = data_faults_module(),
		.now_utc = now_utc,
	};
	struct buf text = {0};
	enum status status = training_make(".", &training, err);

	if (status != STATUS_OK || files->drill.fault_count == 0)
		return status;
	scenario_write(&text, &files->drill);
	return folder_put_text(".", TRAINING_FOLDER, SCENARIO_FILE, &text, err);
}

static enum status
hold(const char *dir, const struct files *files,
	const struct options *options, struct err *err)
{
	struct room_start start = {
		.program = PACKAGE_NAME,
		.version = PACKAGE_VERSION,
		.rehearsal = true,
		.previous = files->former,
		.mirror = files->mirror,
	};
	int64_t now_utc = clock_now_utc();
	struct room *room;
	enum status status;

	if (options->at != NULL &&
		utc_parse(&start.offset_s, options->at, err) != STATUS_OK)
		return err_set(err, STATUS_USAGE,
			"--at takes a time as 2017-02-20T00:00:00Z");
	if (options->at != NULL)
		start.offset_s -= now_utc;
	status = hold_enter_new(dir, err);
	if (status == STATUS_OK && isatty(STDERR_FILENO))
		fprintf(stderr, "making the rehearsal's token and keys, a few "
			"seconds\n");
	if (status == STATUS_OK)
		status = make(files, options, now_utc + start.offset_s, err);
	start.offset_s += drill_clock_s(&files->drill);
	if (status == STATUS_OK)
		status = room_open_new(&room, ".", &start, err);
	if (status == STATUS_OK)
		status = hold_room(room, dir, options, err);
	return status;
}

static void
name_dir(char dst[DIR_SIZE])
{
	time_t now = (time_t)clock_now_utc();
	struct tm day;

	gmtime_r(&now, &day);
	strftime(dst, DIR_SIZE, "rehearsal-%Y%m%d-%H%M%S", &day);
}

enum status
cmd_rehearse(const struct options *options, struct err *err)
{
	struct files files = {0};
	char made[DIR_SIZE];
	enum status status;

	name_dir(made);
	status = read_files(&files, options, err);
	if (status == STATUS_OK)
		status = hold_find_mirror(&files.mirror, options->mirror, false,
			err);
	if (status == STATUS_OK)
		status = hold(options->dir != NULL ? options->dir : made,
			&files, options, err);
	files_clear(&files);
	return status;
}
