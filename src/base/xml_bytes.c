#include "base/xml_bytes.h"

#include "base/text.h"

#define EQUALS_MAX 1000	    /* of one start tag and the text behind it */
#define AMPERSANDS_MAX 4000 /* libxml2 goes on after each unknown entity */

static enum status
check_size(const struct xml_source *source, struct err *err)
{
	size_t max = source->max == 0 ? XML_MAX_SIZE : source->max;

	if (source->len == 0)
		return err_set(err, STATUS_INPUT, "%s: the file is empty",
			source->name);
	if (source->len > max || source->len > INT32_MAX)
		return err_set(err, STATUS_INPUT,
			"%s: %zu bytes, at most %zu are read", source->name,
			source->len, max);
	return STATUS_OK;
}

/* Where the reading is: how many "=" since the last "<", which is as many as
 * attributes at the most. */
struct place {
	unsigned long line;
	unsigned equals;
	unsigned ampersands;
};

static enum status
check_character(struct place *place, uint32_t c,
	const struct xml_source *source, struct err *err)
{
	place->line += c == '\n';
	place->equals = c == '<' ? 0 : place->equals + (c == '=');
	if (place->equals > EQUALS_MAX)
		return err_set(err, STATUS_INPUT,
			"%s:%lu: an element has more than %d attributes",
			source->name, place->line, EQUALS_MAX);
	place->ampersands += c == '&';
	if (place->ampersands > AMPERSANDS_MAX)
		return err_set(err, STATUS_INPUT,
			"%s:%lu: more than %d references (\"&\")",
			source->name, place->line, AMPERSANDS_MAX);
	return STATUS_OK;
}

/* How many bytes from here on count for nothing above: most of a KSR. */
static size_t
plain_run(const uint8_t *text, size_t len)
{
	size_t run = 0;

	while (run < len && text[run] > '&' && text[run] < 0x7f &&
		text[run] != '<' && text[run] != '=')
		run++;
	return run;
}

enum status
xml_check_bytes(const struct xml_source *source, struct err *err)
{
	const char *text = (const char *)source->data;
	enum status status = check_size(source, err);
	struct place place = {.line = 1};
	size_t at = plain_run(source->data, source->len);

	while (at < source->len && status == STATUS_OK) {
		uint32_t c;
		size_t taken = text_decode(&c, text + at, source->len - at);

		if (taken == 0 || c == 0)
			return err_set(err, STATUS_INPUT,
				"%s:%lu: byte 0x%02x is not UTF-8 text",
				source->name, place.line, source->data[at]);
		status = check_character(&place, c, source, err);
		at += taken;
		at += plain_run(source->data + at, source->len - at);
	}
	return status;
}
