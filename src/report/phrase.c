#include "report/phrase.h"

#include <string.h>

#include "base/text.h"
#include "report/phrase_table.h"

#define TEXT_MAX 8192 /* bytes of one rendered string */
#define SAID_MAX 24   /* fields that one sentence uses */
#define KEY_MAX 40

/* One sentence being made. */
struct sentence {
	const struct event *event;
	const struct phrase_names *names;
	const char *said[SAID_MAX]; /* into the phrase, NUL-less keys */
	size_t said_len[SAID_MAX];
	size_t said_count;
};

static const struct phrase *
find_phrase(const struct event *event)
{
	size_t i;

	for (i = 0; i < phrase_count; i++) {
		const struct phrase *phrase = &phrases[i];
		const char *value;

		if (strcmp(phrase->event, event->name) != 0)
			continue;
		if (phrase->key == NULL)
			return phrase;
		value = json_string_value(
			json_object_get(event->fields, phrase->key));
		if (value != NULL && strcmp(value, phrase->value) == 0)
			return phrase;
	}
	return NULL;
}

static void
add_array(struct buf *dst, const json_t *array)
{
	const json_t *value;
	size_t i;

	json_array_foreach(array, i, value) {
		if (i > 0)
			buf_add_text(dst, json_is_object(value) ? "; " : " ");
		phrase_add_json(dst, value);
	}
}

static void
add_pair(struct buf *dst, const char *key, const json_t *value)
{
	char clean[TEXT_MAX];

	text_clean_ascii(clean, sizeof(clean), key);
	buf_add_format(dst, "%s ", clean);
	phrase_add_json(dst, value);
}

static void
add_object(struct buf *dst, const json_t *object)
{
	const char *key, *separator = "";
	json_t *value;

	json_object_foreach((json_t *)object, key, value) {
		buf_add_text(dst, separator);
		add_pair(dst, key, value);
		separator = ", ";
	}
}

void
phrase_add_json(struct buf *dst, const json_t *value)
{
	char clean[TEXT_MAX];

	if (json_is_string(value)) {
		text_clean_ascii(clean, sizeof(clean),
			json_string_value(value));
		buf_add_text(dst, clean);
	} else if (json_is_integer(value)) {
		buf_add_format(dst, "%" JSON_INTEGER_FORMAT,
			json_integer_value(value));
	} else if (json_is_boolean(value)) {
		buf_add_text(dst, json_is_true(value) ? "yes" : "no");
	} else if (json_is_array(value)) {
		add_array(dst, value);
	} else if (json_is_object(value)) {
		add_object(dst, value);
	} else {
		buf_add_text(dst, "nothing");
	}
}

static bool
says_nothing(const json_t *value)
{
	if (json_is_string(value))
		return json_string_length(value) == 0;
	if (json_is_integer(value))
		return json_integer_value(value) == 0;
	return value == NULL || json_is_false(value) || json_is_null(value);
}

/* The value at "a" or "a.b". */
static const json_t *
look_up(const json_t *object, const char *key, size_t len)
{
	char name[KEY_MAX];
	const char *dot = memchr(key, '.', len);
	size_t first = dot == NULL ? len : (size_t)(dot - key);

	if (first >= sizeof(name))
		return NULL;
	memcpy(name, key, first);
	name[first] = '\0';
	object = json_object_get(object, name);
	if (dot == NULL)
		return object;
	return look_up(object, dot + 1, len - first - 1);
}

static bool
is_key(const char *key, size_t len, const char *name)
{
	return strlen(name) == len && memcmp(key, name, len) == 0;
}

static void
note_said(struct sentence *sentence, const char *key, size_t len)
{
	if (sentence->said_count == SAID_MAX)
		return;
	sentence->said[sentence->said_count] = key;
	sentence->said_len[sentence->said_count++] = len;
}

/* What stands between the braces; false when it says nothing. */
static bool
add_key(struct buf *dst, struct sentence *sentence, const char *key, size_t len)
{
	const json_t *value;

	if (is_key(key, len, ":title")) {
		buf_add_text(dst, sentence->names->title);
		return true;
	}
	if (is_key(key, len, ":place")) {
		note_said(sentence, "row", 3);
		note_said(sentence, "field", 5);
		note_said(sentence, "of", 2);
		buf_add_text(dst, sentence->names->place);
		return true;
	}
	if (is_key(key, len, ":for")) {
		note_said(sentence, "for", 3);
		value = json_object_get(sentence->event->fields, "for");
		phrase_add_json(dst, value);
		return value != NULL && !json_equal(value, json_object_get(
			sentence->event->fields, "role"));
	}
	if (*key == '?') {
		note_said(sentence, key + 1, len - 1);
		value = look_up(sentence->event->fields, key + 1, len - 1);
		return !says_nothing(value);
	}
	note_said(sentence, key, len);
	value = look_up(sentence->event->fields, key, len);
	phrase_add_json(dst, value);
	return !says_nothing(value);
}

/* Adds text up to end; false when one of its keys says nothing. */
static bool
add_part(struct buf *dst, struct sentence *sentence, const char *text,
	const char *end)
{
	bool whole = true;

	while (text < end) {
		const char *close;

		if (*text != '{') {
			buf_add_u8(dst, (uint8_t)*text++);
			continue;
		}
		close = strchr(text, '}');
		whole &= add_key(dst, sentence, text + 1,
			(size_t)(close - text) - 1);
		text = close + 1;
	}
	return whole;
}

static void
add_sentence(struct buf *dst, struct sentence *sentence, const char *text)
{
	while (*text != '\0') {
		struct buf part = {0};
		const char *end = text + strcspn(text, "[");

		add_part(dst, sentence, text, end);
		if (*end == '\0')
			return;
		text = end + 1;
		end = strchr(text, ']');
		if (add_part(&part, sentence, text, end))
			buf_add_text(dst, buf_text(&part));
		buf_clear(&part);
		text = end + 1;
	}
}

/* The record's own fields and those that a key of the sentence begins with. */
static bool
was_said(const struct sentence *sentence, const struct phrase *phrase,
	const char *key)
{
	static const char *const own[] = {"n", "utc", "mono", "event", "prev",
		"step"};
	size_t i, len = strlen(key);

	for (i = 0; i < sizeof(own) / sizeof(own[0]); i++) {
		if (strcmp(own[i], key) == 0)
			return true;
	}
	for (i = 0; i < sentence->said_count; i++) {
		const char *said = sentence->said[i];

		if (strncmp(said, key, len) == 0 &&
			(sentence->said_len[i] == len || said[len] == '.'))
			return true;
	}
	return phrase->key != NULL && strcmp(phrase->key, key) == 0;
}

/* A page as the room saw it stands below the paragraph. */
static bool
is_page(const json_t *value)
{
	return json_is_string(value) &&
		strchr(json_string_value(value), '\n') != NULL;
}

static void
add_rest(struct buf *dst, const struct sentence *sentence,
	const struct phrase *phrase)
{
	const char *key, *separator = " (";
	json_t *value;

	json_object_foreach(sentence->event->fields, key, value) {
		if (was_said(sentence, phrase, key) || is_page(value))
			continue;
		buf_add_text(dst, separator);
		add_pair(dst, key, value);
		separator = ", ";
	}
	if (strcmp(separator, ", ") == 0)
		buf_add_text(dst, ")");
}

void
phrase_add(struct buf *dst, const struct event *event,
	const struct phrase_names *names)
{
	static const struct phrase unknown = {"", NULL, NULL, "Event."};
	const struct phrase *phrase = find_phrase(event);
	struct sentence sentence = {event, names, {NULL}, {0}, 0};

	if (phrase == NULL)
		phrase = &unknown;
	add_sentence(dst, &sentence, phrase->text);
	add_rest(dst, &sentence, phrase);
}
