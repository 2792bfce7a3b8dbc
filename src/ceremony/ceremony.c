#include "ceremony/ceremony.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void
ceremony_clear(struct ceremony *ceremony)
{
	size_t i, row;

	for (i = 0; i < ceremony->person_count; i++) {
		free(ceremony->persons[i].role);
		free(ceremony->persons[i].name);
	}
	for (i = 0; i < ceremony->list_count; i++) {
		for (row = 0; row < ceremony->lists[i].count; row++)
			free(ceremony->lists[i].labels[row]);
		free(ceremony->lists[i].labels);
		free(ceremony->lists[i].name);
	}
	for (i = 0; i < ceremony->expected_count; i++) {
		free(ceremony->expected[i].step);
		free(ceremony->expected[i].field);
		free(ceremony->expected[i].value);
	}
	for (i = 0; i < ceremony->input_count; i++) {
		free(ceremony->inputs[i].name);
		free(ceremony->inputs[i].from);
	}
	free(ceremony->persons);
	free(ceremony->lists);
	free(ceremony->expected);
	free(ceremony->inputs);
	free(ceremony->site);
	free(ceremony->media);
	free(ceremony->log_line);
	free(ceremony->mode);
	free(ceremony->date);
	free(ceremony->quarter);
	free(ceremony->script);
	free(ceremony->policy);
	free(ceremony->profile);
	free(ceremony->schema);
	free(ceremony->token_label);
	free(ceremony->token_serial);
	free(ceremony->previous);
	*ceremony = (struct ceremony){0};
}

const struct ceremony_list *
ceremony_find_list(const struct ceremony *ceremony, const char *name)
{
	size_t i;

	for (i = 0; i < ceremony->list_count; i++) {
		if (strcmp(ceremony->lists[i].name, name) == 0)
			return &ceremony->lists[i];
	}
	return NULL;
}

static size_t
input_index(const struct ceremony *ceremony, const char *name)
{
	size_t i;

	for (i = 0; i < ceremony->input_count; i++) {
		if (strcmp(ceremony->inputs[i].name, name) == 0)
			break;
	}
	return i;
}

const struct ceremony_input *
ceremony_find_input(const struct ceremony *ceremony, const char *name)
{
	size_t i = input_index(ceremony, name);

	return i < ceremony->input_count ? &ceremony->inputs[i] : NULL;
}

void
ceremony_set_input(struct ceremony *ceremony, const char *name,
	const char *from, const struct digest *sha256)
{
	size_t i = input_index(ceremony, name);
	struct ceremony_input *input;

	if (i == ceremony->input_count) {
		input = mem_append(&ceremony->inputs, &ceremony->input_count,
			sizeof(*input));
		input->name = mem_string(name);
	}
	input = &ceremony->inputs[i];
	free(input->from);
	input->from = mem_string(from);
	input->known = sha256 != NULL;
	if (input->known)
		input->sha256 = *sha256;
}

static size_t
expected_index(const struct ceremony *ceremony, const char *step, size_t row,
	const char *field)
{
	const struct ceremony_expected *expected;
	size_t i;

	for (i = 0; i < ceremony->expected_count; i++) {
		expected = &ceremony->expected[i];
		if (expected->row == row && strcmp(expected->step, step) == 0 &&
			strcmp(expected->field, field) == 0)
			break;
	}
	return i;
}

void
ceremony_set_expected(struct ceremony *ceremony, const char *step, size_t row,
	const char *field, const char *value)
{
	size_t i = expected_index(ceremony, step, row, field);
	struct ceremony_expected *expected;

	if (i == ceremony->expected_count) {
		expected = mem_append(&ceremony->expected,
			&ceremony->expected_count, sizeof(*expected));
		expected->step = mem_string(step);
		expected->row = row;
		expected->field = mem_string(field);
	}
	expected = &ceremony->expected[i];
	free(expected->value);
	expected->value = mem_string(value);
}

size_t
ceremony_find_person(const struct ceremony *ceremony, size_t start,
	const char *role)
{
	size_t i;

	for (i = start; i < ceremony->person_count; i++) {
		if (script_role_fits(role, ceremony->persons[i].role))
			break;
	}
	return i < ceremony->person_count ? i : ceremony->person_count;
}

static bool
row_holds(const struct step *step, const struct person *person)
{
	switch (step->rows) {
	case ROWS_ROLE:
		return script_role_fits(step->rows_name, person->role);
	case ROWS_CONFIRMERS:
		return person->confirms;
	case ROWS_PEOPLE:
		return true;
	case ROWS_NONE:
	case ROWS_LIST:
		break;
	}
	return false;
}

/* Which row of the step is this person's: of a role by its number, so that the
 * rows stay where they are when it changes hands. */
static size_t
row_of_person(const struct ceremony *ceremony, const struct step *step,
	size_t person)
{
	const char *role = ceremony->persons[person].role;
	size_t i, row = 0;

	for (i = 0; i < ceremony->person_count; i++) {
		int order = step->rows == ROWS_ROLE ?
			strcmp(ceremony->persons[i].role, role) : 0;

		row += row_holds(step, &ceremony->persons[i]) &&
			(order < 0 || (order == 0 && i < person));
	}
	return row;
}

size_t
ceremony_row_person(const struct ceremony *ceremony, const struct step *step,
	size_t row)
{
	size_t i;

	for (i = 0; i < ceremony->person_count; i++) {
		if (row_holds(step, &ceremony->persons[i]) &&
			row_of_person(ceremony, step, i) == row)
			break;
	}
	return i;
}

size_t
ceremony_row_count(const struct ceremony *ceremony, const struct step *step)
{
	const struct ceremony_list *list;
	size_t i, count = 0;

	if (step->rows == ROWS_NONE)
		return 1;
	if (step->rows == ROWS_LIST) {
		list = ceremony_find_list(ceremony, step->rows_name);
		return list == NULL ? 0 : list->count;
	}
	for (i = 0; i < ceremony->person_count; i++)
		count += row_holds(step, &ceremony->persons[i]) ? 1 : 0;
	return count;
}

/* Roles are as wide as that at least. */
static void
label_row(char *dst, size_t size, const struct ceremony *ceremony,
	const struct step *step, size_t row, int width)
{
	const struct ceremony_list *list;
	size_t person;

	dst[0] = '\0';
	if (step->rows == ROWS_LIST) {
		list = ceremony_find_list(ceremony, step->rows_name);
		if (list != NULL && row < list->count)
			snprintf(dst, size, "%s", list->labels[row]);
		return;
	}
	person = ceremony_row_person(ceremony, step, row);
	if (person < ceremony->person_count)
		snprintf(dst, size, "%-*s %s", width,
			ceremony->persons[person].role,
			ceremony->persons[person].name);
}

void
ceremony_row_label(char *dst, size_t size, const struct ceremony *ceremony,
	const struct step *step, size_t row)
{
	label_row(dst, size, ceremony, step, row, 4);
}

void
ceremony_row_name(char *dst, size_t size, const struct ceremony *ceremony,
	const struct step *step, size_t row)
{
	label_row(dst, size, ceremony, step, row, 0);
}

static const char *
value_from(const struct ceremony *ceremony, enum field_from from)
{
	const struct ceremony_input *input;

	switch (from) {
	case FROM_TOKEN_SERIAL:
		return ceremony->token_serial;
	case FROM_REQUEST_FILE:
		input = ceremony_find_input(ceremony, "ksr.xml");
		return input == NULL ? NULL : input->from;
	case FROM_PREVIOUS:
	case FROM_NOTHING:
	case FROM_LOG_LINES: /* the session knows */
	case FROM_LOG_HASH:
		break;
	}
	return NULL;
}

const char *
ceremony_expected_value(const struct ceremony *ceremony,
	const struct step *step, size_t row, const struct field *field)
{
	size_t i = expected_index(ceremony, step->id, row, field->id);

	if (i < ceremony->expected_count)
		return ceremony->expected[i].value;
	if (field->expected != NULL)
		return field->expected;
	return value_from(ceremony, field->from);
}
