#include "ceremony/carry.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "ceremony/addendum.h"
#include "ceremony/fields.h"
#include "ceremony/fold.h"

#define LABEL_SIZE 120

static enum status
check_whole(const struct session *former, size_t tail, bool rehearsal,
	struct err *err)
{
	if (former->state != SESSION_CLOSED || tail > 0)
		return err_set(err, STATUS_INPUT,
			"its record or addendum was not closed, or has %zu "
			"bytes behind the close; allowed: a ceremony that was closed", tail);
	if (former->rehearsal && !rehearsal)
		return err_set(err, STATUS_INPUT,
			"it is a rehearsal; a ceremony carries nothing over "
			"from a rehearsal");
	return STATUS_OK;
}

/* What came after its close is known where it was added. */
static enum status
read_all(struct session *former, struct carry_found *found, const char *dir,
	bool rehearsal, struct err *err)
{
	size_t tail = 0;
	enum status status = record_read(dir, session_visit, former, &tail,
		err);

	if (status == STATUS_OK)
		status = check_whole(former, tail, rehearsal, err);
	if (status != STATUS_OK)
		return status;
	*found = (struct carry_found){former->ceremony.number,
		former->event_count, former->last_digest};
	status = addendum_read(former, dir, &tail, err);
	return status == STATUS_OK ?
		check_whole(former, tail, rehearsal, err) : status;
}

/* The caller frees. */
static enum status
read_former(struct session **dst, struct carry_found *found, const char *dir,
	bool rehearsal, struct err *err)
{
	struct session *former;
	enum status status = session_new(&former, dir, err);

	if (status == STATUS_OK) {
		status = read_all(former, found, dir, rehearsal, err);
		if (status == STATUS_OK)
			*dst = former;
		else
			session_free(former);
	}
	if (status == STATUS_OK)
		return status;
	err_prefix(err, "the previous ceremony, %s", dir);
	return err->status = STATUS_INPUT;
}

enum status
carry_verify(struct carry_found *dst, const char *dir, bool rehearsal,
	struct err *err)
{
	struct session *former = NULL;
	struct carry_found found;
	enum status status = read_former(&former, &found, dir, rehearsal, err);

	if (status != STATUS_OK)
		return status;
	*dst = found;
	session_free(former);
	return STATUS_OK;
}

/* The row of a table that stands for the same: by its label, for people by
 * role, as a role may have another holder now. */
static bool
same_row(size_t *row, const struct session *former, const struct step *known,
	const struct session *session, const struct step *step, size_t wanted)
{
	size_t rows = ceremony_row_count(&former->ceremony, known);
	char label[LABEL_SIZE], other[LABEL_SIZE];
	size_t len;

	ceremony_row_label(label, sizeof(label), &session->ceremony, step,
		wanted);
	len = step->rows == ROWS_LIST || step->rows == ROWS_NONE ?
		sizeof(label) : strcspn(label, " ");
	for (*row = 0; *row < rows; ++*row) {
		ceremony_row_label(other, sizeof(other), &former->ceremony,
			known, *row);
		if (strncmp(label, other, len) == 0)
			return true;
	}
	return false;
}

/* The place "STEP/FIELD" in the former script. */
static const struct step *
find_place(size_t *field, const struct script *script, const char *place,
	size_t len)
{
	const char *slash = memchr(place, '/', len);
	char *id, *name;
	const struct step *step;

	if (slash == NULL)
		return NULL;
	id = mem_format("%.*s", (int)(slash - place), place);
	name = mem_format("%.*s", (int)(place + len - slash) - 1, slash + 1);
	step = script_find_step(script, id);
	*field = step != NULL ? script_field_index(step, name) : 0;
	if (step != NULL && *field == step->field_count)
		step = NULL;
	free(id);
	free(name);
	return step;
}

/* The first of the field's places that has a value for the row. */
static const struct session_value *
find_value(const struct step **known, const struct session *former,
	const struct session *session, const struct step *step, size_t row,
	const struct field *field)
{
	const char *rest = field->at, *place;
	const struct session_value *value;
	size_t len, from_row, from_field;

	while ((rest = text_next_word(rest, &place, &len)) != NULL) {
		*known = find_place(&from_field, &former->script, place, len);
		if (*known == NULL || !same_row(&from_row, former, *known,
			session, step, row))
			continue;
		value = session_value(former, script_step_index(
			&former->script, *known), from_row, from_field);
		if (value != NULL && value->settled && value->text[0] != '\0')
			return value;
	}
	return NULL;
}

static void
add_value(json_t *values, const struct step *step, size_t row,
	const struct field *field, const char *text, const struct step *known)
{
	json_t *one = json_object();

	fields_add(one, "step", step->id);
	fields_add_number(one, "row", row);
	fields_add(one, "field", field->id);
	fields_add(one, "value", text);
	fields_add(one, "from", known->number);
	json_array_append_new(values, one);
}

static json_t *
find_values(const struct session *former, const struct session *session)
{
	json_t *values = json_array();
	size_t i, field, row;

	for (i = 0; i < session->script.step_count; i++) {
		const struct step *step = &session->script.steps[i];
		size_t rows = ceremony_row_count(&session->ceremony, step);

		for (field = 0; field < rows * step->field_count; field++) {
			const struct field *what =
				&step->fields[field % step->field_count];
			const struct session_value *value = NULL;
			const struct step *known = NULL;

			row = field / step->field_count;
			if (what->from == FROM_PREVIOUS)
				value = find_value(&known, former, session,
					step, row, what);
			if (value != NULL)
				add_value(values, step, row, what, value->text,
					known);
		}
	}
	return values;
}

enum status
carry_read(json_t **dst, const struct session *session, const char *dir,
	bool rehearsal, struct err *err)
{
	struct session *former = NULL;
	struct carry_found found;
	enum status status = read_former(&former, &found, dir, rehearsal, err);

	if (status != STATUS_OK)
		return status;
	*dst = json_object();
	fields_add_number(*dst, "ceremony", found.number);
	fields_add_digest(*dst, "record", &found.record);
	fields_add_number(*dst, "events", found.events);
	if (former->addendum)
		fields_add_digest(*dst, "addendum", &former->last_digest);
	json_object_set_new(*dst, "values", find_values(former, session));
	session_free(former);
	return STATUS_OK;
}

static const char *
text_of(const json_t *object, const char *name)
{
	const char *text = json_string_value(json_object_get(object, name));

	return text != NULL ? text : "";
}

static enum status
take_value(struct session *session, const struct event *event,
	const json_t *one, struct err *err)
{
	const struct step *step = script_find_step(&session->script,
		text_of(one, "step"));
	json_int_t row = json_integer_value(json_object_get(one, "row"));
	struct session_carried *carried;
	size_t field;

	field = step != NULL ?
		script_field_index(step, text_of(one, "field")) : 0;
	if (step == NULL || field == step->field_count || row < 0 ||
		step->fields[field].from != FROM_PREVIOUS)
		return fold_refuse(event, err, "carries a value over to no "
			"field of the script");
	carried = mem_append(&session->former.carried,
		&session->former.count, sizeof(*carried));
	carried->step = script_step_index(&session->script, step);
	carried->row = (size_t)row;
	carried->field = field;
	carried->value = mem_string(text_of(one, "value"));
	snprintf(carried->from, sizeof(carried->from), "%.7s",
		text_of(one, "from"));
	return STATUS_OK;
}

enum status
carry_fold(struct session *session, const struct event *event, struct err *err)
{
	const json_t *previous = json_object_get(event->fields, "previous");
	const json_t *values = json_object_get(previous, "values");
	enum status status = STATUS_OK;
	size_t i;

	if (previous == NULL)
		return session->ceremony.previous == NULL ? STATUS_OK :
			fold_refuse(event, err, "nothing of the previous "
				"ceremony, which the ceremony document names");
	if (!digest_parse(&session->former.record,
		text_of(previous, "record")))
		return fold_refuse(event, err,
			"no SHA-256 of the previous ceremony's record");
	session->former.number = (unsigned)json_integer_value(
		json_object_get(previous, "ceremony"));
	for (i = 0; status == STATUS_OK && i < json_array_size(values); i++)
		status = take_value(session, event, json_array_get(values, i),
			err);
	return status;
}

const struct session_carried *
session_carried(const struct session *session, size_t step, size_t row,
	size_t field)
{
	size_t i;

	for (i = 0; i < session->former.count; i++) {
		const struct session_carried *one = &session->former.carried[i];

		if (one->step == step && one->row == row && one->field == field)
			return one;
	}
	return NULL;
}
