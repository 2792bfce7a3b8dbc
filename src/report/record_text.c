#include "report/report.h"
#include "report/wrap.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "base/text.h"
#include "base/utc.h"
#include "ceremony/addendum.h"
#include "ceremony/ceremony.h"
#include "ceremony/paper.h"
#include "record/record.h"
#include "report/phrase.h"

#define INDENT 15 /* a hash and a comma fit behind it */
#define WIDTH 80
#define FIELD_SEPARATOR ", "

/* What the walk over the events carries. */
struct walk {
	struct buf *dst;
	struct script script;
	struct ceremony ceremony;
	bool has_script, has_ceremony;
	char date[UTC_SIZE]; /* of the last event */
	uint64_t count;
	struct digest last;
	const struct step *step; /* of the last event, where it names one */
};

static bool
read_document(struct bytes *dst, const char *dir, const char *name)
{
	char *path = mem_format("%s/in/%s", dir, name);
	struct err ignored;
	enum status status = file_read(dst, path, XML_MAX_SIZE, &ignored);

	free(path);
	return status == STATUS_OK;
}

/* Names are a help; a record without them is rendered all the same. */
static void
read_names(struct walk *walk, const char *dir)
{
	struct bytes bytes = {NULL, 0};
	struct err ignored;

	if (read_document(&bytes, dir, "script.xml")) {
		const struct xml_source source = {"script.xml", bytes.data,
			bytes.len, 0};

		walk->has_script = script_parse(&walk->script, &source,
			&ignored) == STATUS_OK;
		bytes_clear(&bytes);
	}
	if (read_document(&bytes, dir, "ceremony.xml")) {
		const struct xml_source source = {"ceremony.xml", bytes.data,
			bytes.len, 0};

		walk->has_ceremony = ceremony_parse(&walk->ceremony, &source,
			&ignored) == STATUS_OK;
		bytes_clear(&bytes);
	}
}

static const char *
text_of(const struct event *event, const char *key)
{
	const char *text = json_string_value(
		json_object_get(event->fields, key));

	return text == NULL ? "" : text;
}

/* The page that the room saw, without the blanks at the ends of its lines. */
static void
add_block(struct buf *dst, const char *text)
{
	char clean[WIDTH]; /* with the bar before it */

	while (*text != '\0') {
		size_t len = strcspn(text, "\n"), used = len;
		char *line;

		while (used > 0 && text[used - 1] == ' ')
			used--;
		line = mem_format("%.*s", (int)used, text);
		text_clean_ascii(clean, sizeof(clean), line);
		buf_add_format(dst, "|%s\n", clean);
		free(line);
		text += len + (text[len] == '\n' ? 1 : 0);
	}
}

/* What is typed of a paper step beside its fields. */
static bool
add_paper_label(struct buf *dst, const char *id)
{
	static const size_t places[] = {PAPER_TIME, PAPER_NOTE};
	size_t i;

	for (i = 0; i < 2; i++) {
		if (strcmp(paper_field(places[i])->id, id) != 0)
			continue;
		buf_add_text(dst, paper_field(places[i])->label);
		return true;
	}
	return false;
}

/* "CO3  Dee Specimen, Bag"; the field's id where no label is known. */
static void
name_place(struct buf *dst, const struct walk *walk, const struct step *step,
	const struct event *event)
{
	const char *id = text_of(event, "field");
	size_t row = (size_t)json_integer_value(
		json_object_get(event->fields, "row"));
	size_t field = step == NULL ? 0 : script_field_index(step, id);
	char label[120] = "";

	if (text_of(event, "of")[0] != '\0')
		buf_add_format(dst, "step %s, ",
			step != NULL ? step->number : text_of(event, "of"));
	if (add_paper_label(dst, id))
		return;
	if (step == NULL || field == step->field_count) {
		buf_add_format(dst, "%s %zu", id, row + 1);
		return;
	}
	if (walk->has_ceremony)
		ceremony_row_name(label, sizeof(label), &walk->ceremony, step,
			row);
	if (label[0] != '\0')
		buf_add_format(dst, "%s" FIELD_SEPARATOR, label);
	buf_add_text(dst, step->fields[field].label);
}

static void
add_date(struct walk *walk, const struct event *event)
{
	char date[11];

	snprintf(date, sizeof(date), "%.10s", text_of(event, "utc"));
	if (strcmp(date, walk->date) == 0)
		return;
	snprintf(walk->date, sizeof(walk->date), "%s", date);
	buf_add_format(walk->dst, "\n%s, times in UTC\n", date);
}

/* Events mostly name the step of the one before; a script has many. */
static const struct step *
step_of(struct walk *walk, const struct event *event)
{
	const char *id = text_of(event, "step");

	if (!walk->has_script)
		return NULL;
	if (walk->step == NULL || strcmp(walk->step->id, id) != 0)
		walk->step = script_find_step(&walk->script, id);
	return walk->step;
}

static void
add_paragraph(struct walk *walk, const struct event *event)
{
	const struct step *step = step_of(walk, event);
	const char *of = text_of(event, "of");
	const struct step *typed = walk->has_script && of[0] != '\0' ?
		script_find_step(&walk->script, of) : step;
	struct buf words = {0}, place = {0};
	struct phrase_names names;
	char clean[512];

	name_place(&place, walk, typed, event);
	text_clean_ascii(clean, sizeof(clean), buf_text(&place));
	names.place = clean;
	names.title = step == NULL ? text_of(event, "step") : step->title;
	phrase_add(&words, event, &names);
	if (strcmp(event->name, "step") == 0)
		buf_add_u8(walk->dst, '\n');
	buf_add_format(walk->dst, "%5llu %.8s ",
		(unsigned long long)event->number,
		text_of(event, "utc") + 11);
	wrap_add(walk->dst, buf_text(&words), INDENT, WIDTH);
	buf_clear(&words);
	buf_clear(&place);
}

static enum status
visit(void *context, const struct event *event, struct err *err)
{
	struct walk *walk = context;
	const char *text = text_of(event, "text");

	(void)err;
	add_date(walk, event);
	add_paragraph(walk, event);
	if (strchr(text, '\n') != NULL)
		add_block(walk->dst, text);
	walk->count++;
	walk->last = event->line;
	return STATUS_OK;
}

static void
add_foot(struct walk *walk, size_t tail_bytes)
{
	buf_add_format(walk->dst, "\n%llu events.\n",
		(unsigned long long)walk->count);
	if (tail_bytes > 0)
		buf_add_format(walk->dst, "%zu bytes behind the last one never "
			"took effect.\n", tail_bytes);
}

static void
cut_back(struct buf *dst, size_t len)
{
	dst->len = len;
	dst->data[len] = '\0';
}

/* What was added behind the close, where something was. */
static enum status
add_addendum(struct walk *walk, const char *dir, struct err *err)
{
	struct record_file file = record_addendum(&walk->last);
	size_t tail = 0;
	enum status status;

	if (!record_has_addendum(dir))
		return STATUS_OK;
	if (walk->has_script)
		addendum_add_step(&walk->script, &walk->last);
	walk->step = NULL;
	walk->date[0] = '\0';
	walk->count = 0;
	buf_add_text(walk->dst, "\nTHE ADDENDUM, which is addendum.jsonl.\n");
	status = record_read_file(dir, &file, visit, walk, &tail, err);
	if (status == STATUS_OK)
		add_foot(walk, tail);
	return status;
}

enum status
report_record_text(struct buf *dst, const char *dir, struct err *err)
{
	struct walk walk = {.dst = dst};
	size_t before = dst->len;
	size_t tail = 0;
	enum status status;

	read_names(&walk, dir);
	buf_add_text(dst, "The record in words. It proves nothing: the "
		"record itself is record.jsonl.\n");
	status = record_read(dir, visit, &walk, &tail, err);
	if (status == STATUS_OK) {
		add_foot(&walk, tail);
		status = add_addendum(&walk, dir, err);
	}
	if (status != STATUS_OK)
		cut_back(dst, before);
	if (walk.has_script)
		script_clear(&walk.script);
	if (walk.has_ceremony)
		ceremony_clear(&walk.ceremony);
	return status;
}

/* DIR/name in place of what was there. */
static enum status
replace(const char *dir, const char *name, enum status made,
	struct buf *text, struct err *err)
{
	char *path = file_join(dir, name);

	if (made == STATUS_OK)
		made = file_replace(path, text->data, text->len, err);
	free(path);
	buf_clear(text);
	return made;
}

enum status
report_write_record(const char *dir, struct err *err)
{
	struct buf text = {0};
	enum status status = report_record_text(&text, dir, err);

	if (status == STATUS_OK && !record_leaves_room(dir, text.len))
		status = err_set(err, STATUS_FILE, "%s/" REPORT_RECORD_FILE
			": the room that is left on the disk is the record's",
			dir);
	return replace(dir, REPORT_RECORD_FILE, status, &text, err);
}

enum status
report_write_addendum(const char *dir, struct err *err)
{
	struct buf text = {0};
	enum status status = report_record_text(&text, dir, err);

	return replace(dir, REPORT_ADDENDUM_FILE, status, &text, err);
}

enum status
report_write_manifest(const char *dir, struct err *err)
{
	struct buf text = {0};
	enum status status = report_manifest(&text, dir, err);

	if (status != STATUS_OK)
		err_prefix(err, "no " REPORT_MANIFEST_FILE);
	return replace(dir, REPORT_MANIFEST_FILE, status, &text, err);
}
