#include "ceremony/ceremony.h"

#include <stdio.h>
#include <string.h>

#include "base/text.h"
#include "ceremony/paper.h"

/* How many of the list's words are this one. */
static size_t
count_word(const char *list, const char *word, size_t len)
{
	const char *start;
	size_t found, count = 0;

	while ((list = text_next_word(list, &start, &found)) != NULL) {
		if (found == len && memcmp(start, word, len) == 0)
			count++;
	}
	return count;
}

static size_t
count_people(const struct ceremony *ceremony, const char *role, bool confirm)
{
	size_t i, count = 0;

	for (i = 0; i < ceremony->person_count; i++) {
		if (script_role_fits(role, ceremony->persons[i].role) &&
			(!confirm || ceremony->persons[i].confirms))
			count++;
	}
	return count;
}

/* Each role of the list has people enough, who sign in where they must. */
static enum status
check_roles(const struct ceremony *ceremony, const struct step *step,
	const char *attribute, const char *list, bool confirm, struct err *err)
{
	const char *rest = list, *start;
	size_t len, needed, there;
	char role[8];

	while (rest != NULL &&
		(rest = text_next_word(rest, &start, &len)) != NULL) {
		snprintf(role, sizeof(role), "%.*s", (int)len, start);
		needed = count_word(list, start, len);
		there = count_people(ceremony, role, confirm);
		if (there < needed)
			return err_set(err, STATUS_INPUT,
				"step %s \"%s\": %s needs %zu %s%s, the "
				"ceremony file has %zu", step->number, step->id,
				attribute, needed, role,
				confirm ? " with confirms=\"yes\"" : "",
				there);
	}
	return STATUS_OK;
}

static enum status
check_step(const struct ceremony *ceremony, const struct step *step,
	struct err *err)
{
	enum status status = check_roles(ceremony, step, "acts", step->acts,
		false, err);

	if (status == STATUS_OK)
		status = check_roles(ceremony, step, "answers", step->answers,
			true, err);
	if (status == STATUS_OK)
		status = check_roles(ceremony, step, "types", step->types,
			true, err);
	if (status == STATUS_OK)
		status = check_roles(ceremony, step, "voices", step->voices,
			true, err);
	if (status == STATUS_OK && ceremony_row_count(ceremony, step) == 0)
		return err_set(err, STATUS_INPUT,
			"step %s \"%s\": its table has no rows: the ceremony "
			"file has no %s \"%s\"", step->number, step->id,
			step->rows == ROWS_LIST ? "list" : "person of role",
			step->rows_name == NULL ? "confirms" :
			step->rows_name);
	return status;
}

static enum status
check_expected(const struct ceremony *ceremony, const struct script *script,
	const struct ceremony_expected *expected, struct err *err)
{
	const struct step *step = script_find_step(script, expected->step);
	size_t rows, field;

	if (step == NULL)
		return err_set(err, STATUS_INPUT,
			"expected value \"%s\": the script has no step \"%s\"",
			expected->value, expected->step);
	field = script_field_index(step, expected->field);
	rows = ceremony_row_count(ceremony, step);
	if (field == step->field_count)
		return err_set(err, STATUS_INPUT,
			"expected value \"%s\": step \"%s\" has no field "
			"\"%s\"", expected->value, step->id, expected->field);
	if (expected->row >= rows)
		return err_set(err, STATUS_INPUT,
			"expected value \"%s\": row %zu of step \"%s\"; "
			"allowed: 0 to %zu", expected->value, expected->row,
			step->id, rows - 1);
	if (step->fields[field].kind == FIELD_LAST4 &&
		strlen(expected->value) < 4)
		return err_set(err, STATUS_INPUT,
			"expected value \"%s\" of step \"%s\": the last four "
			"are asked for; allowed: four characters or more",
			expected->value, step->id);
	return STATUS_OK;
}

enum status
ceremony_check(const struct ceremony *ceremony, const struct script *script,
	struct err *err)
{
	enum status status = STATUS_OK;
	size_t i;

	for (i = 0; i < script->step_count && status == STATUS_OK; i++)
		status = check_step(ceremony, &script->steps[i], err);
	for (i = 0; i < ceremony->expected_count && status == STATUS_OK; i++)
		status = check_expected(ceremony, script,
			&ceremony->expected[i], err);
	if (status == STATUS_OK && !ceremony->paper_on_screen)
		status = paper_check(script, err);
	return status;
}
