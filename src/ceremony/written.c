#include "ceremony/written.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/file.h"
#include "ceremony/gate.h"
#include "ceremony/room.h"
#include "ceremony/steps.h"
#include "sign/sign.h"

/* One reading of the file. */
struct reading {
	struct digest sha256;
	size_t size;
	struct rule_result *results;
	size_t count;
	bool right;
	char reason[ACTION_TEXT_SIZE];
};

char *
written_path(const struct room *room)
{
	char *name = session_skr_name(room->session);
	char *path = room_path(room, name);

	free(name);
	return path;
}

bool
written_waits(const struct room *room)
{
	const struct session_signing *signing = &room->session->signing;
	char *path;
	bool there;

	if (signing->attempt == 0 || signing->made == 0 ||
		signing->made < signing->total)
		return false;
	path = written_path(room);
	there = file_exists(path);
	free(path);
	return there;
}

static enum status
move_aside(struct room *room, const char *path, const char *what,
	struct err *err)
{
	char *base = mem_format("logs/%s", what);
	char *name = room_free_name(room, base, "");
	char *to = room_path(room, name);
	char text[ACTION_TEXT_SIZE];
	enum status status;

	snprintf(text, sizeof(text), "%.150s moved aside to %.150s",
		file_base_name(path), name);
	status = room_post_action(room, "aside", SESSION_NOBODY, VERDICT_NONE,
		text, err);
	if (status == STATUS_OK && rename(path, to) != 0)
		status = err_set_errno(err, STATUS_FILE, "moving %s to %s",
			path, to);
	free(to);
	free(name);
	free(base);
	return status;
}

enum status
written_clear_part(struct room *room, struct err *err)
{
	char *path = written_path(room);
	char *part = mem_format("%s.part", path);
	enum status status = STATUS_OK;

	if (file_exists(part))
		status = move_aside(room, part, "torn", err);
	free(part);
	free(path);
	return status;
}

/* Whoever answers for the signing has seen the verdicts. */
static bool
is_answered(const struct session *session)
{
	size_t i;

	for (i = 0; i < session->script.step_count; i++) {
		if (steps_is(&session->script.steps[i], "sign") &&
			!session->steps[i].complete)
			return false;
	}
	return true;
}

enum status
written_disown(struct room *room, bool *moved, struct err *err)
{
	bool verified = room->session->signing.finished;
	char *path;
	enum status status;

	if ((verified && is_answered(room->session)) || !written_waits(room))
		return STATUS_OK;
	*moved = true;
	path = written_path(room);
	status = move_aside(room, path, verified ? "unanswered" : "unverified",
		err);
	free(path);
	return status;
}

static bool
recorded(const struct session_signing *signing, const struct digest *digest)
{
	size_t i;

	for (i = 0; i < signing->made; i++) {
		if (digest_equal(&signing->signatures[i], digest))
			return true;
	}
	return false;
}

/* The file holds the signatures of this attempt and no others. */
static bool
as_recorded(const struct session_signing *signing, const struct ksr *skr)
{
	size_t total = 0, slot, i;

	for (slot = 0; slot < skr->bundle_count; slot++) {
		const struct ksr_bundle *bundle = &skr->bundles[slot];

		for (i = 0; i < bundle->signature_count; i++) {
			const struct bytes *data = &bundle->signatures[i].data;
			struct digest digest = digest_of(data->data, data->len);

			if (!recorded(signing, &digest))
				return false;
		}
		total += bundle->signature_count;
	}
	return total == signing->made;
}

/* One content has one layout: a space more is another file. */
static bool
as_we_write(const struct ksr *skr, const struct bytes *file)
{
	struct buf text = { 0 };
	bool same;

	ksr_write(&text, skr);
	same = text.len == file->len &&
		memcmp(text.data, file->data, text.len) == 0;
	buf_clear(&text);
	return same;
}

static enum status
compare_signatures(struct reading *reading, const struct room *room,
	const char *path, struct err *err)
{
	struct bytes file = { 0 };
	struct ksr skr = { 0 };
	struct xml_source source = {
		.name = file_base_name(path),
		.max = room->session->policy.max_size,
	};
	enum status status = file_read(&file, path, source.max, err);

	source.data = file.data;
	source.len = file.len;
	reading->size = file.len;
	if (status == STATUS_OK)
		status = ksr_read(&skr, KSR_RESPONSE, &source, err);
	if (status == STATUS_OK && (!digest_equal(&skr.sha256,
			&reading->sha256) ||
			!as_recorded(&room->session->signing, &skr)))
		status = err_set(err, STATUS_RULE,
			"its signatures are not those of the record");
	if (status == STATUS_OK && !as_we_write(&skr, &file))
		status = err_set(err, STATUS_RULE,
			"its signatures are right, its bytes are not those "
			"that this program writes");
	ksr_clear(&skr);
	bytes_clear(&file);
	return status;
}

/* The first rule that says no, in its own words. */
static void
name_rule(struct reading *reading)
{
	size_t i;

	for (i = 0; i < reading->count; i++) {
		const struct rule_result *result = &reading->results[i];

		if (result->off || result->verdict == VERDICT_PASS)
			continue;
		snprintf(reading->reason, sizeof(reading->reason), "%s: %.300s",
			result->rule->name, result->reason);
		return;
	}
}

static void
read_back(struct reading *reading, const struct room *room, const char *path)
{
	struct rule_input input = gate_rule_input(room);
	struct err reason;
	enum status status;

	status = sign_verify_file(reading->results, &reading->count,
		&reading->sha256, path, &input, &reason);
	if (status == STATUS_OK)
		status = compare_signatures(reading, room, path, &reason);
	reading->right = status == STATUS_OK;
	snprintf(reading->reason, sizeof(reading->reason), "%.390s",
		reading->right ? "" : reason.text);
	name_rule(reading);
}

static enum status
post_written(struct room *room, const struct reading *reading, struct err *err)
{
	json_t *fields = fields_new(room->session);
	json_t *verdicts = json_object();
	char *name = session_skr_name(room->session);
	size_t i;

	for (i = 0; i < reading->count; i++)
		fields_add(verdicts, reading->results[i].rule->name,
			rule_result_word(&reading->results[i]));
	fields_add(fields, "file", name);
	fields_add_number(fields, "size", reading->size);
	fields_add_digest(fields, "sha256", &reading->sha256);
	fields_add_number(fields, "attempt", room->session->signing.attempt);
	json_object_set_new(fields, "verdicts", verdicts);
	free(name);
	return room_post(room, "skr.written", fields, err);
}

static enum status
judge(struct room *room, const struct reading *reading, const char *path,
	struct action_result *result, struct err *err)
{
	const struct session_signing *signing = &room->session->signing;
	enum status status = STATUS_OK;

	if (reading->right && !signing->finished)
		status = post_written(room, reading, err);
	else if (!reading->right)
		status = move_aside(room, path, "failed", err);
	if (reading->right)
		action_set(result, VERDICT_PASS,
			"attempt %u: %zu of %zu signatures, written, read "
			"back, verified", signing->attempt, signing->made,
			signing->total);
	else
		action_set(result, VERDICT_FAIL,
			"attempt %u: the written file does not verify: %.300s",
			signing->attempt, reading->reason);
	return status;
}

enum status
written_verify(struct room *room, struct action_result *result,
	struct err *err)
{
	struct reading reading = { 0 };
	char *path = written_path(room);
	enum status status;

	reading.results = mem_new(rule_count, sizeof(*reading.results));
	read_back(&reading, room, path);
	status = judge(room, &reading, path, result, err);
	free(reading.results);
	free(path);
	return status;
}
