#include "ceremony/fields.h"

#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "base/text.h"
#include "base/utc.h"


json_t *
fields_new(const struct session *session)
{
	const struct step *step = session_current(session);
	json_t *fields = json_object();

	fields_add(fields, "step", step != NULL ? step->id : "");
	return fields;
}

void
fields_add(json_t *fields, const char *name, const char *text)
{
	char clean[FIELDS_TEXT_MAX];

	if (text == NULL)
		return;
	text_clean(clean, sizeof(clean), text);
	json_object_set_new(fields, name, json_string(clean));
}

void
fields_add_page(json_t *fields, const char *name, const char *page)
{
	char *copy = mem_string(page);
	char *c;

	for (c = copy; c != NULL && *c != '\0'; c++) {
		if ((*c < ' ' || *c > '~') && *c != '\n')
			*c = '?';
	}
	if (copy != NULL)
		json_object_set_new(fields, name, json_string(copy));
	free(copy);
}

void
fields_add_number(json_t *fields, const char *name, uint64_t value)
{
	json_object_set_new(fields, name, json_integer((json_int_t)value));
}

void
fields_add_integer(json_t *fields, const char *name, int64_t value)
{
	json_object_set_new(fields, name, json_integer(value));
}

void
fields_add_flag(json_t *fields, const char *name, bool value)
{
	json_object_set_new(fields, name, json_boolean(value));
}

void
fields_add_digest(json_t *fields, const char *name, const struct digest *digest)
{
	char hex[DIGEST_HEX_SIZE];

	digest_format(hex, digest);
	json_object_set_new(fields, name, json_string(hex));
}

enum status
fields_add_file(json_t *fields, const char *name, const char *path,
	struct err *err)
{
	struct digest digest;
	enum status status = digest_file(&digest, path, err);

	if (status != STATUS_OK)
		return status;
	fields_add_digest(fields, name, &digest);
	return STATUS_OK;
}

void
fields_add_person(json_t *fields, const struct session *session, size_t person)
{
	const struct person *who = session_person(session, person);

	if (who == NULL)
		return;
	fields_add(fields, "role", who->role);
	fields_add(fields, "person", who->name);
}

const char *
fields_text(const struct event *event, const char *name)
{
	const char *text;

	text = json_string_value(json_object_get(event->fields, name));
	return text != NULL ? text : "";
}

uint64_t
fields_number(const struct event *event, const char *name)
{
	json_int_t value;

	value = json_integer_value(json_object_get(event->fields, name));
	return value > 0 ? (uint64_t)value : 0;
}

int64_t
fields_integer(const struct event *event, const char *name)
{
	return json_integer_value(json_object_get(event->fields, name));
}

bool
fields_flag(const struct event *event, const char *name)
{
	return json_is_true(json_object_get(event->fields, name));
}

enum verdict
fields_verdict(const struct event *event)
{
	return verdict_of_word(fields_text(event, "verdict"));
}

int64_t
fields_utc(const struct event *event, const char *name)
{
	struct err ignored;
	int64_t utc;

	if (utc_parse(&utc, fields_text(event, name), &ignored) != STATUS_OK)
		return 0;
	return utc;
}

bool
fields_digest(struct digest *dst, const struct event *event, const char *name)
{
	return digest_parse(dst, fields_text(event, name));
}

size_t
fields_person(const struct session *session, const struct event *event)
{
	const char *role = fields_text(event, "role");
	const char *name = fields_text(event, "person");
	size_t i;

	for (i = 0; i < session->ceremony.person_count; i++) {
		const struct person *person = &session->ceremony.persons[i];

		if (strcmp(person->role, role) == 0 &&
			strcmp(person->name, name) == 0)
			return i;
	}
	return SESSION_NOBODY;
}

void
fields_keep(char **dst, const char *text)
{
	free(*dst);
	*dst = mem_string(text);
}
