#include "record/chain.h"

#include <inttypes.h>
#include <string.h>

#include "base/text.h"
#include "base/utc.h"
#include "record/vocabulary.h"

struct line {
	const char *text;
	size_t len; /* newline included */
	json_t *fields;
};

struct chain
chain_begin(const struct record_file *file)
{
	return (struct chain){.name = file->name, .last = file->after};
}

enum status
chain_admits(const struct chain *chain, const char *name, struct err *err)
{
	const struct vocabulary_event *event = vocabulary_find(name);
	char clean[64];

	if (event == NULL) {
		text_clean_ascii(clean, sizeof(clean), name);
		return err_set(err, STATUS_INPUT,
			"unknown event \"%s\": not of the vocabulary in "
			"ksk-ceremony-record(5)", clean);
	}
	if (chain->closed)
		return err_set(err, STATUS_INPUT,
			"\"%s\" after the close: the record is closed", name);
	if (((event->places & VOCABULARY_FIRST) != 0) != (chain->count == 0))
		return err_set(err, STATUS_INPUT,
			"\"%s\" as event %" PRIu64 ": event 1 is \"start\", "
			"and no other is", name, chain->count + 1);
	return STATUS_OK;
}

void
chain_advance(struct chain *chain, const char *line, size_t len,
	const json_t *fields)
{
	const char *name = json_string_value(json_object_get(fields, "event"));

	const json_t *offset = json_object_get(fields, "offset");

	if (chain->count == 0 && offset != NULL)
		chain->offset_s = json_integer_value(offset);
	chain->count++;
	chain->size += len;
	chain->last_size = len;
	chain->last = digest_of(line, len);
	chain->closed =
		(vocabulary_find(name)->places & VOCABULARY_LAST) != 0;
}

static const char *
string_of(const struct line *line, const char *key)
{
	const char *text = json_string_value(
		json_object_get(line->fields, key));

	return text == NULL ? "" : text;
}

static bool
is_printable(const char *text, size_t len)
{
	size_t i;

	for (i = 0; i < len; i++) {
		if (text[i] < 0x20 || text[i] > 0x7e)
			return false;
	}
	return true;
}

static enum status
parse_line(struct line *line, struct err *err)
{
	json_error_t error;

	if (line->len > RECORD_LINE_MAX)
		return err_set(err, STATUS_INPUT,
			"%zu bytes, at most %d are allowed", line->len,
			RECORD_LINE_MAX);
	if (!is_printable(line->text, line->len - 1))
		return err_set(err, STATUS_INPUT,
			"a byte that is not printable ASCII");
	line->fields = json_loadb(line->text, line->len,
		JSON_REJECT_DUPLICATES, &error);
	if (line->fields == NULL)
		return err_set(err, STATUS_INPUT, "not JSON: column %d: %s",
			error.column, error.text);
	if (!json_is_object(line->fields))
		return err_set(err, STATUS_INPUT, "not a JSON object");
	return STATUS_OK;
}

/* The fields that every event has. */
static enum status
check_line(const struct chain *chain, const struct line *line, struct err *err)
{
	const json_t *number = json_object_get(line->fields, "n");
	struct digest prev;
	int64_t utc;

	if (!json_is_integer(number) ||
		(uint64_t)json_integer_value(number) != chain->count + 1)
		return err_set(err, STATUS_INPUT,
			"\"n\" is not %" PRIu64 ": events are numbered without "
			"a gap", chain->count + 1);
	if (!digest_parse(&prev, string_of(line, "prev")) ||
		!digest_equal(&prev, &chain->last))
		return err_set(err, STATUS_INPUT,
			"\"prev\" is not the SHA-256 of the line before");
	if (utc_parse(&utc, string_of(line, "utc"), err) != STATUS_OK)
		return err_prefix(err, "\"utc\"");
	if (!json_is_integer(json_object_get(line->fields, "mono")))
		return err_set(err, STATUS_INPUT, "\"mono\" is not a number");
	return chain_admits(chain, string_of(line, "event"), err);
}

static enum status
take_line(struct chain *chain, struct line *line, record_visit *visit,
	void *context, struct err *err)
{
	struct event event;
	enum status status = parse_line(line, err);

	if (status == STATUS_OK)
		status = check_line(chain, line, err);
	if (status == STATUS_OK) {
		chain_advance(chain, line->text, line->len, line->fields);
		event = (struct event){chain->count, string_of(line, "event"),
			line->fields, chain->last};
		if (visit != NULL)
			status = visit(context, &event, err);
	}
	json_decref(line->fields);
	return status;
}

/* Whether one whole line in there looks like an event of a record. */
static bool
holds_event(const char *text, size_t len)
{
	const char *end;
	json_t *fields;
	bool found = false;

	while (!found && (end = memchr(text, '\n', len)) != NULL) {
		size_t line = (size_t)(end - text) + 1;

		fields = json_loadb(text, line, 0, NULL);
		found = json_object_get(fields, "n") != NULL &&
			json_object_get(fields, "prev") != NULL;
		json_decref(fields);
		text += line;
		len -= line;
	}
	return found;
}

/* What one interrupted append can leave: part of a line, or, when the power
 * went, NULs where the data should be. Anything else was changed later. */
static bool
is_torn(const char *text, size_t len)
{
	const char *end = memchr(text, '\n', len);

	if (end == NULL)
		return true;
	return memchr(text, '\0', (size_t)(end - text)) != NULL &&
		!holds_event(text, len);
}

enum status
chain_follow(struct chain *chain, const void *data, size_t len,
	record_visit *visit, void *context, struct err *err)
{
	size_t from = chain->size;

	while (chain->size - from < len) {
		const char *text = (const char *)data + (chain->size - from);
		size_t left = len - (chain->size - from);
		const char *end = memchr(text, '\n', left);
		uint64_t number = chain->count + 1;
		struct line line = {text, 0, NULL};
		enum status status;

		if (is_torn(text, left))
			break;
		line.len = (size_t)(end - text) + 1;
		status = take_line(chain, &line, visit, context, err);
		if (status != STATUS_OK) {
			err_prefix(err, "%s:%" PRIu64, chain->name, number);
			return status;
		}
	}
	return STATUS_OK;
}
