/*
 * effects DIR COUNT: a ceremony in small. Appends events up to COUNT; each has
 * an effect, one line in DIR/effects, after it was recorded. Goes on where DIR
 * was left.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "record/record.h"

struct folded {
	const char *dir;
	unsigned values; /* the state is the fold */
	bool replaying;
};

static enum status
fold(void *context, const struct event *event, struct err *err)
{
	struct folded *folded = context;
	char *path;
	FILE *file;

	if (strcmp(event->name, "value") != 0)
		return STATUS_OK;
	folded->values++;
	if (folded->replaying)
		return STATUS_OK;
	path = file_join(folded->dir, "effects");
	file = fopen(path, "a");
	free(path);
	if (file == NULL || fprintf(file, "%u\n", folded->values) < 0 ||
		fclose(file) != 0)
		return err_set_errno(err, STATUS_FILE, "effects");
	return STATUS_OK;
}

static enum status
begin(struct record **record, struct folded *folded, struct err *err)
{
	enum status status = record_create(record, folded->dir, 0, err);

	if (status != STATUS_OK)
		return status;
	record_set_visitor(*record, fold, folded);
	return record_append(*record, "start", NULL, err);
}

static enum status
resume(struct record **record, struct folded *folded, struct err *err)
{
	struct record_tail tail = {NULL, 0};
	enum status status;
	json_t *fields = json_object();

	folded->replaying = true;
	status = record_open(record, folded->dir, &tail, fold, folded, err);
	folded->replaying = false;
	if (status == STATUS_OK && tail.saved_as != NULL)
		json_object_set_new(fields, "torn",
			json_string(tail.saved_as));
	free(tail.saved_as);
	if (status == STATUS_OK)
		return record_append(*record, "resume", fields, err);
	json_decref(fields);
	return status;
}

int
main(int argc, char **argv)
{
	struct record *record = NULL;
	struct folded folded = {argv[1], 0, false};
	struct err err = {STATUS_USAGE, "effects DIR COUNT"};
	enum status status = STATUS_USAGE;
	char *path;

	if (argc == 3) {
		path = file_join(argv[1], RECORD_FILE);
		status = file_exists(path) ? resume(&record, &folded, &err) :
			begin(&record, &folded, &err);
		free(path);
	}
	while (status == STATUS_OK && folded.values < (unsigned)atoi(argv[2]))
		status = record_append(record, "value", NULL, &err);
	record_close(record);
	if (status != STATUS_OK)
		fprintf(stderr, "effects: %s\n", err.text);
	return (int)status;
}
