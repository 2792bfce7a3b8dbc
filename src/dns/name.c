#include "dns/name.h"

#include <string.h>

#include "base/text.h"

#define LABEL_MAX 63

/* One character of a label, escapes resolved (RFC 1035 5.1); NULL when the
 * escape is wrong. */
static const char *
take_character(const char *text, uint8_t *dst)
{
	int value = 0;
	int i;

	if (*text != '\\') {
		*dst = (uint8_t)text_fold(*text);
		return text + 1;
	}
	text++;
	if (*text < '0' || *text > '9') {
		*dst = (uint8_t)text_fold(*text);
		return *text == '\0' ? NULL : text + 1;
	}
	for (i = 0; i < 3; i++, text++) {
		if (*text < '0' || *text > '9')
			return NULL;
		value = value * 10 + (*text - '0');
	}
	*dst = (uint8_t)text_fold((char)value);
	return value > 255 ? NULL : text;
}

/* One label and the dot behind it into name; NULL with *wrong. */
static const char *
take_label(struct dns_name *name, const char *text, const char **wrong)
{
	uint8_t label[LABEL_MAX];
	uint8_t len = 0;

	while (*text != '\0' && *text != '.') {
		*wrong = "a label is longer than 63 characters";
		if (len == LABEL_MAX)
			return NULL;
		*wrong = "an escape is not \\DDD or \\ and a character";
		text = take_character(text, &label[len++]);
		if (text == NULL)
			return NULL;
	}
	*wrong = "a label is empty";
	if (len == 0)
		return NULL;
	*wrong = "the name is longer than 255 bytes";
	if (name->len + 1 + len + 1 > NAME_WIRE_MAX)
		return NULL;
	name->wire[name->len++] = len;
	memcpy(name->wire + name->len, label, len);
	name->len = (uint8_t)(name->len + len);
	name->labels++;
	return *text == '.' ? text + 1 : text;
}

enum status
name_parse(struct dns_name *dst, const char *text, struct err *err)
{
	struct dns_name name = {0};
	const char *rest = strcmp(text, ".") == 0 ? "" : text;
	const char *wrong = "the name is empty";

	if (*text == '\0')
		rest = NULL;
	while (rest != NULL && *rest != '\0')
		rest = take_label(&name, rest, &wrong);
	if (rest == NULL)
		return err_set(err, STATUS_INPUT,
			"\"%.80s\" is not a domain name: %s", text, wrong);
	name.len++; /* the root label */
	*dst = name;
	return STATUS_OK;
}

bool
name_equal(const struct dns_name *a, const struct dns_name *b)
{
	return a->len == b->len && memcmp(a->wire, b->wire, a->len) == 0;
}
