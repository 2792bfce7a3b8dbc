#include "report/recorded.h"

#include <stdlib.h>
#include <string.h>

#include "ceremony/fields.h"
#include "record/record.h"

static struct recorded_file *
find(const struct recorded *recorded, const char *path)
{
	size_t i;

	for (i = 0; i < recorded->count; i++) {
		if (strcmp(recorded->files[i].path, path) == 0)
			return &recorded->files[i];
	}
	return NULL;
}

/* Takes path. */
static void
add(struct recorded *recorded, char *path, const struct digest *sha256,
	bool needed)
{
	struct recorded_file *file = find(recorded, path);

	if (file == NULL) {
		file = mem_append(&recorded->files, &recorded->count,
			sizeof(*file));
		file->path = path;
	} else {
		free(path);
	}
	file->sha256 = *sha256;
	file->needed = needed;
}

static void
add_inputs(struct recorded *recorded, const struct event *event)
{
	const json_t *inputs = json_object_get(event->fields, "inputs");
	struct digest digest;
	size_t i;

	for (i = 0; i < json_array_size(inputs); i++) {
		const json_t *input = json_array_get(inputs, i);
		const char *name =
			json_string_value(json_object_get(input, "name"));
		const char *hex =
			json_string_value(json_object_get(input, "sha256"));

		if (name != NULL && hex != NULL && digest_parse(&digest, hex))
			add(recorded, mem_format("in/%s", name), &digest, true);
	}
}

static enum status
visit(void *context, const struct event *event, struct err *err)
{
	bool written = strcmp(event->name, "skr.written") == 0;
	struct recorded *recorded = context;
	struct digest digest;

	(void)err;
	if (strcmp(event->name, "start") == 0)
		add_inputs(recorded, event);
	else if ((written || strcmp(event->name, "print") == 0) &&
		fields_digest(&digest, event, "sha256"))
		add(recorded, mem_string(fields_text(event, "file")), &digest,
			written);
	return STATUS_OK;
}

enum status
recorded_read(struct recorded *dst, const char *dir, struct err *err)
{
	size_t tail;

	return record_read(dir, visit, dst, &tail, err);
}

/* Folders in which nothing lies but what is in the record. */
static bool
is_of_record(const char *path)
{
	return strncmp(path, "in/", 3) == 0 || strncmp(path, "out/", 4) == 0;
}

enum status
recorded_compare(struct recorded *recorded, const char *path,
	const struct digest *sha256, struct err *err)
{
	struct recorded_file *file = find(recorded, path);

	if (file == NULL && is_of_record(path))
		return err_set(err, STATUS_FILE, "%s is not in the record",
			path);
	if (file == NULL)
		return STATUS_OK;
	file->seen = true;
	if (digest_equal(&file->sha256, sha256))
		return STATUS_OK;
	return err_set(err, STATUS_FILE,
		"%s is not what the record says: its SHA-256 differs", path);
}

enum status
recorded_complete(const struct recorded *recorded, struct err *err)
{
	size_t i;

	for (i = 0; i < recorded->count; i++) {
		if (recorded->files[i].needed && !recorded->files[i].seen)
			return err_set(err, STATUS_FILE,
				"%s is gone, which the record names",
				recorded->files[i].path);
	}
	return STATUS_OK;
}

void
recorded_clear(struct recorded *recorded)
{
	size_t i;

	for (i = 0; i < recorded->count; i++)
		free(recorded->files[i].path);
	free(recorded->files);
	memset(recorded, 0, sizeof(*recorded));
}
