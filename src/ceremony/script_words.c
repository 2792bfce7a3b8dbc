#include "ceremony/script_words.h"

#include <stdlib.h>
#include <string.h>

#include "base/text.h"

#define NUMBER_MAX 1000
#define TABLE(array) {array, sizeof(array) / sizeof((array)[0])}

static const char *const kinds[] = {
	[STEP_CONFIRM] = "confirm",
	[STEP_VALUE] = "value",
	[STEP_TABLE] = "table",
	[STEP_READBACK] = "readback",
	[STEP_ACTION] = "action",
	[STEP_CLOCK] = "clock",
	[STEP_DEVICE] = "device",
	[STEP_HOLD] = "hold",
	[STEP_CHOICE] = "choice",
	[STEP_COMPARE] = "compare",
};

static const char *const levels[] = {
	[LEVEL_KEY] = "key",
	[LEVEL_VALUE] = "value",
	[LEVEL_PIN] = "PIN",
};

static const char *const helds[] = {
	[HELD_SCREEN] = "screen",
	[HELD_PAPER] = "paper",
	[HELD_AFTER] = "after",
};

static const char *const fields[] = {
	[FIELD_TEXT] = "text",
	[FIELD_NUMBER] = "number",
	[FIELD_TIME] = "time",
	[FIELD_DATE] = "date",
	[FIELD_YES] = "yes",
	[FIELD_LAST4] = "last4",
	[FIELD_WHOLE] = "whole",
	[FIELD_WORDS] = "words",
	[FIELD_CHOICE] = "choice",
	[FIELD_MARK] = "mark",
};

static const char *const froms[] = {
	[FROM_NOTHING] = "nothing",
	[FROM_TOKEN_SERIAL] = "token-serial",
	[FROM_REQUEST_FILE] = "request-file",
	[FROM_PREVIOUS] = "previous",
	[FROM_LOG_LINES] = "log-lines",
	[FROM_LOG_HASH] = "log-hash",
};

static const char *const sources[] = {
	[WORDS_NONE] = "none",
	[WORDS_KSR] = "ksr",
	[WORDS_SKR] = "skr",
	[WORDS_SCRIPT] = "script",
	[WORDS_COVER] = "cover",
	[WORDS_RECORD] = "record",
	[WORDS_FINAL] = "final",
};

/* A role, or one of these. */
static const char *const rows[] = {
	[ROWS_NONE] = "none",
	[ROWS_ROLE] = "role",
	[ROWS_PEOPLE] = "people",
	[ROWS_CONFIRMERS] = "confirmers",
	[ROWS_LIST] = "list",
};

static const char *const roles[] = {"CA", "IW", "SSC1", "SSC2", "CO", "CO1",
	"CO2", "CO3", "CO4", "CO5", "CO6", "CO7", "RKSH", "RZM", "SA", "EW",
	"AUD", "CA2", "IW2", "each", "all"};

static const char *const ends[] = {"there", "gone"};

static const char *const yes[] = {"no", "yes"};

const struct word_table kind_words = TABLE(kinds);
const struct word_table level_words = TABLE(levels);
const struct word_table held_words = TABLE(helds);
const struct word_table field_words = TABLE(fields);
const struct word_table from_words = TABLE(froms);
const struct word_table source_words = TABLE(sources);
const struct word_table rows_words = TABLE(rows);
const struct word_table role_words = TABLE(roles);
const struct word_table end_words = TABLE(ends);
const struct word_table yes_words = TABLE(yes);

int
word_find(const struct word_table *table, const char *word)
{
	size_t i;

	for (i = 0; i < table->count; i++) {
		if (strcmp(table->names[i], word) == 0)
			return (int)i;
	}
	return -1;
}

static void
add_names(struct buf *dst, const struct word_table *table)
{
	size_t i;

	for (i = 0; i < table->count; i++)
		buf_add_format(dst, " %s", table->names[i]);
}

enum status
word_take(int *dst, const struct xml_node *node, const char *attribute,
	const char *text, const struct word_table *table, struct err *err)
{
	struct buf allowed = {0};
	int found = word_find(table, text);
	char clean[80];

	if (found >= 0) {
		*dst = found;
		return STATUS_OK;
	}
	add_names(&allowed, table);
	text_clean_ascii(clean, sizeof(clean), text);
	xml_fail(node, err, "%s: \"%s\" is not known; allowed:%s", attribute,
		clean, buf_text(&allowed));
	buf_clear(&allowed);
	return STATUS_INPUT;
}

enum status
word_read(int *dst, const struct xml_node *node, const char *attribute,
	const struct word_table *table, struct err *err)
{
	const char *text = xml_attribute(node, attribute);

	if (text != NULL)
		return word_take(dst, node, attribute, text, table, err);
	*dst = 0;
	return STATUS_OK;
}

enum status
word_read_roles(char **dst, const struct xml_node *node, const char *attribute,
	struct err *err)
{
	char *list = word_attribute(node, attribute);
	enum status status = STATUS_OK;
	const char *rest = list, *start;
	char word[80];
	size_t len;
	int role;

	while (status == STATUS_OK && rest != NULL &&
		(rest = text_next_word(rest, &start, &len)) != NULL) {
		len = len < sizeof(word) ? len : sizeof(word) - 1;
		memcpy(word, start, len);
		word[len] = '\0';
		status = word_take(&role, node, attribute, word, &role_words,
			err);
	}
	if (status == STATUS_OK)
		*dst = list;
	else
		free(list);
	return status;
}

char *
word_clean(const char *text)
{
	struct buf words = {0};
	const char *start;
	char *safe;
	size_t len;

	while ((text = text_next_word(text, &start, &len)) != NULL) {
		if (words.len > 0)
			buf_add_u8(&words, ' ');
		buf_add(&words, start, len);
	}
	/* No character grows to more than "<U+10FFFF>". */
	len = words.len * 10 + 1;
	safe = mem_new(len, 1);
	text_clean(safe, len, buf_text(&words));
	buf_clear(&words);
	return safe;
}

char *
word_attribute(const struct xml_node *node, const char *attribute)
{
	const char *text = xml_attribute(node, attribute);

	return text == NULL ? NULL : word_clean(text);
}

enum status
word_number(unsigned *dst, const struct xml_node *node, const char *attribute,
	struct err *err)
{
	const char *text = xml_attribute(node, attribute);
	uint64_t value = 0;
	enum status status = STATUS_OK;

	if (text != NULL)
		status = xml_number(&value, node, attribute, text, NUMBER_MAX,
			err);
	if (status == STATUS_OK)
		*dst = (unsigned)value;
	return status;
}

bool
script_role_known(const char *role)
{
	return word_find(&role_words, role) >= 0;
}

bool
script_role_fits(const char *wanted, const char *role)
{
	if (strcmp(wanted, "each") == 0 || strcmp(wanted, "all") == 0)
		return true;
	if (strcmp(wanted, "CO") == 0)
		return strncmp(role, "CO", 2) == 0;
	return strcmp(wanted, role) == 0;
}

bool
script_roles_conflict(const char *a, const char *b)
{
	static const char *const pairs[][2] = {
		{ "CA", "IW" },
		{ "SSC1", "SSC2" },
	};
	size_t i;

	for (i = 0; i < sizeof(pairs) / sizeof(pairs[0]); i++) {
		if ((strcmp(pairs[i][0], a) == 0 &&
				strcmp(pairs[i][1], b) == 0) ||
			(strcmp(pairs[i][0], b) == 0 &&
				strcmp(pairs[i][1], a) == 0))
			return true;
	}
	return false;
}

bool
script_role_stands_in(const char *role, const char *wanted)
{
	size_t len = strlen(wanted);

	return strncmp(role, wanted, len) == 0 &&
		strcmp(role + len, "2") == 0;
}

const char *
script_kind_word(enum step_kind kind)
{
	return kinds[kind];
}

const char *
script_level_word(enum step_level level)
{
	return levels[level];
}

const char *
script_held_word(enum step_held held)
{
	return helds[held];
}

const char *
script_field_word(enum field_kind kind)
{
	return fields[kind];
}

const char *
script_words_word(enum words_source source)
{
	return sources[source];
}
