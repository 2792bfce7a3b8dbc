/* What the attributes of one kind of step must be. */
#include <stdio.h>
#include <string.h>

#include "base/file.h"
#include "base/text.h"
#include "ceremony/script_parse.h"

/* The room's time, and nothing behind its mark: that is when the clocks are
 * compared. */
static enum status
check_marks(const struct step *step, const struct xml_node *node,
	struct err *err)
{
	size_t count = 0, i;
	bool last = false;

	for (i = 0; i < step->field_count; i++) {
		last = step->fields[i].kind == FIELD_MARK;
		count += last ? 1 : 0;
	}
	if (step->kind == STEP_CLOCK) {
		if (count == 1 && last && step->rows == ROWS_NONE)
			return STATUS_OK;
		return xml_fail(node, err, "step \"%s\": kind clock with %zu "
			"fields of kind mark; allowed: one, the last, and no "
			"rows", step->id, count);
	}
	if (count > 0)
		return xml_fail(node, err, "step \"%s\": a field of kind mark "
			"in a step of kind \"%s\"; allowed: kind clock",
			step->id, script_kind_word(step->kind));
	return STATUS_OK;
}

/* Which attributes belong to which kind. */
static enum status
check_attributes(const struct step *step, const struct xml_node *node,
	struct err *err)
{
	static const struct {
		const char *name;
		unsigned kinds; /* one bit a kind */
	} rows[] = {
		{"drive", 1U << STEP_DEVICE},
		{"until", 1U << STEP_DEVICE},
		{"manifest", 1U << STEP_DEVICE},
		{"stay", 1U << STEP_DEVICE | 1U << STEP_HOLD},
		{"wait", 1U << STEP_HOLD},
	};
	size_t i;

	for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		if (xml_attribute(node, rows[i].name) != NULL &&
			(rows[i].kinds & 1U << step->kind) == 0)
			return xml_fail(node, err, "step \"%s\": %s in a step "
				"of kind \"%s\"; allowed: kind %s", step->id,
				rows[i].name, script_kind_word(step->kind),
				(rows[i].kinds & 1U << STEP_HOLD) == 0 ?
				"device" : "hold");
	}
	return STATUS_OK;
}

/* Names of folders and files on drives. */
static bool
all_safe(const char *list)
{
	const char *start;
	char name[128];
	size_t len;

	while (list != NULL &&
		(list = text_next_word(list, &start, &len)) != NULL) {
		snprintf(name, sizeof(name), "%.*s", (int)len, start);
		if (len >= sizeof(name) || !file_name_is_safe(name))
			return false;
	}
	return true;
}

static enum status
check_drive(const struct step *step, const struct xml_node *node,
	struct err *err)
{
	if (step->drive == NULL && (step->manifest != NULL ||
		step->stay != NULL || xml_attribute(node, "until") != NULL))
		return xml_fail(node, err, "step \"%s\": until, manifest or "
			"stay without a drive", step->id);
	if (step->drive_gone && step->manifest != NULL)
		return xml_fail(node, err, "step \"%s\": a manifest of a drive "
			"that is gone; allowed: until=\"there\"", step->id);
	if (!all_safe(step->drive) || !all_safe(step->stay) ||
		!all_safe(step->manifest))
		return xml_fail(node, err, "step \"%s\": drive, stay or "
			"manifest; allowed: labels and a file name of letters, "
			"digits, \"-\", \"_\" and \".\"", step->id);
	if (step->drive != NULL && strchr(step->drive, ' ') != NULL)
		return xml_fail(node, err, "step \"%s\": drive: \"%s\"; "
			"allowed: one label", step->id, step->drive);
	return STATUS_OK;
}

static enum status
check_stay(const struct step *step, const struct xml_node *node,
	struct err *err)
{
	const char *rest = step->stay, *start;
	char role[80];
	size_t len;

	while (rest != NULL &&
		(rest = text_next_word(rest, &start, &len)) != NULL) {
		snprintf(role, sizeof(role), "%.*s", (int)len, start);
		if (!script_role_known(role))
			return xml_fail(node, err, "step \"%s\": stay: \"%s\" "
				"is not known; allowed: roles", step->id, role);
	}
	return STATUS_OK;
}

static enum status
check_hold(const struct step *step, const struct xml_node *node,
	struct err *err)
{
	size_t field;

	if (step->wait_field == NULL)
		return check_stay(step, node, err);
	field = script_field_index(step, step->wait_field);
	if (field == step->field_count || step->rows != ROWS_NONE ||
		step->fields[field].kind != FIELD_TIME ||
		step->fields[field].optional)
		return xml_fail(node, err, "step \"%s\": wait: \"%s\"; "
			"allowed: minutes, or a field of this step, of kind "
			"time, that may not stay empty, without rows",
			step->id, step->wait_field);
	return check_stay(step, node, err);
}

static bool
is_answer(const struct field *field, size_t number)
{
	const char *answer = field->answers[number];
	size_t i;

	for (i = 0; i < number; i++) {
		if (text_equal_folded(field->answers[i], answer))
			return false;
	}
	return *answer != '\0' &&
		answer[strspn(answer, "0123456789")] != '\0';
}

static enum status
check_answers(const struct step *step, const struct xml_node *node,
	struct err *err)
{
	size_t i, j, choices = 0;

	for (i = 0; i < step->field_count; i++) {
		const struct field *field = &step->fields[i];
		bool choice = field->kind == FIELD_CHOICE;

		choices += choice ? 1 : 0;
		if (choice != (field->answer_count > 0) ||
			field->answer_count == 1 ||
			field->answer_count > SCRIPT_ANSWERS)
			return xml_fail(node, err, "step \"%s\": field \"%s\" "
				"with %zu answers in of; allowed: 2 to %d in a "
				"field of kind choice, none in others",
				step->id, field->id, field->answer_count,
				SCRIPT_ANSWERS);
		for (j = 0; j < field->answer_count; j++) {
			if (!is_answer(field, j))
				return xml_fail(node, err, "step \"%s\": of: "
					"\"%s\"; allowed: words, each once, "
					"no bare number", step->id,
					field->answers[j]);
		}
	}
	if (step->kind == STEP_CHOICE && (step->field_count != 1 ||
		choices != 1 || step->rows != ROWS_NONE))
		return xml_fail(node, err, "step \"%s\": kind choice; allowed: "
			"one field, of kind choice, and no rows", step->id);
	return STATUS_OK;
}

/* Two of a form whose characters can be compared. */
static enum status
check_compared(const struct step *step, const struct xml_node *node,
	struct err *err)
{
	static const unsigned forms = 1U << FIELD_TEXT | 1U << FIELD_NUMBER |
		1U << FIELD_WHOLE;

	if (step->field_count == 2 && step->rows == ROWS_NONE &&
		step->fields[0].kind == step->fields[1].kind &&
		(forms & 1U << step->fields[0].kind) != 0 &&
		step->fields[1].expected == NULL &&
		step->fields[1].from == FROM_NOTHING &&
		!step->fields[0].optional && !step->fields[1].optional)
		return STATUS_OK;
	return xml_fail(node, err, "step \"%s\": kind compare; allowed: two "
		"fields of one kind, text, number or whole, that may not stay "
		"empty, the second without expected or from, and no rows",
		step->id);
}

enum status
script_check_kind(const struct step *step, const struct xml_node *node,
	struct err *err)
{
	enum status status = check_attributes(step, node, err);

	if (status == STATUS_OK)
		status = check_marks(step, node, err);
	if (status == STATUS_OK)
		status = check_answers(step, node, err);
	if (status == STATUS_OK && step->kind == STEP_COMPARE)
		status = check_compared(step, node, err);
	if (status == STATUS_OK && step->kind == STEP_DEVICE)
		status = check_drive(step, node, err);
	if (status == STATUS_OK && step->kind == STEP_HOLD)
		status = check_hold(step, node, err);
	return status;
}
