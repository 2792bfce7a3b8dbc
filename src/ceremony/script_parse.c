#include "ceremony/script_parse.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "ceremony/script_words.h"

static void
take_say(struct step *step, const struct xml_node *node)
{
	struct say *say = mem_append(&step->says, &step->say_count,
		sizeof(*say));
	char *text = xml_text(node);

	say->see = xml_is(node, "see");
	say->role = word_attribute(node, "role");
	say->text = word_clean(text);
	free(text);
}

/* Whether each word is "STEP/FIELD". */
static bool
are_places(const char *list)
{
	const char *start, *slash;
	size_t len, count = 0;

	while ((list = text_next_word(list, &start, &len)) != NULL) {
		slash = memchr(start, '/', len);
		if (slash == NULL || slash == start || slash + 1 == start + len)
			return false;
		count++;
	}
	return count > 0;
}

static enum status
check_at(const struct field *field, const struct xml_node *node,
	struct err *err)
{
	bool previous = field->from == FROM_PREVIOUS;

	if (previous != (field->at != NULL))
		return xml_fail(node, err, "field \"%s\": %s; allowed: "
			"from=\"previous\" and at together", field->id,
			previous ? "from=\"previous\" without at" :
			"at without from=\"previous\"");
	if (!previous || are_places(field->at))
		return STATUS_OK;
	return xml_fail(node, err, "field \"%s\", at: \"%s\"; allowed: steps "
		"and fields of the last ceremony's script, as "
		"\"last-bags/bag\"", field->id, field->at);
}

/* Answers stand between bars: "yes | no | not known". */
static void
take_answers(struct field *field, const struct xml_node *node)
{
	const char *rest = xml_attribute(node, "of");

	while (rest != NULL) {
		size_t len = strcspn(rest, "|");
		char *part = mem_format("%.*s", (int)len, rest);
		char **answer = mem_append(&field->answers,
			&field->answer_count, sizeof(*answer));

		*answer = word_clean(part);
		free(part);
		rest = rest[len] == '\0' ? NULL : rest + len + 1;
	}
}

static enum status
take_field(struct step *step, const struct xml_node *node, struct err *err)
{
	struct field *field;
	char *id = word_attribute(node, "id");
	enum status status;
	int kind, from, optional;

	if (script_field_index(step, id) < step->field_count) {
		xml_fail(node, err, "field id \"%s\" is there twice in step "
			"\"%s\"; allowed: each id once", id, step->id);
		free(id);
		return STATUS_INPUT;
	}
	field = mem_append(&step->fields, &step->field_count, sizeof(*field));
	field->id = id;
	field->label = word_attribute(node, "label");
	field->expected = word_attribute(node, "expected");
	field->at = word_attribute(node, "at");
	field->line = xml_line(node);
	take_answers(field, node);
	status = word_read(&kind, node, "kind", &field_words, err);
	if (status == STATUS_OK)
		status = word_read(&from, node, "from", &from_words, err);
	if (status == STATUS_OK)
		status = word_read(&optional, node, "optional", &yes_words,
			err);
	if (status != STATUS_OK)
		return status;
	field->kind = (enum field_kind)kind;
	field->from = (enum field_from)from;
	field->optional = optional != 0;
	status = check_at(field, node, err);
	return status != STATUS_OK ? status :
		word_number(&field->width, node, "width", err);
}

static enum status
take_child(struct step *step, const struct xml_node *node, struct err *err)
{
	int role;

	if (xml_is(node, "field"))
		return take_field(step, node, err);
	take_say(step, node);
	return word_read(&role, node, "role", &role_words, err);
}

static enum status
read_action(struct step *step, const struct xml_node *node, struct err *err)
{
	const char *name = xml_attribute(node, "action");
	struct buf allowed = {0};
	char clean[80];
	size_t i;

	if (name == NULL)
		return STATUS_OK;
	step->action = script_action_find(name);
	if (step->action != NULL)
		return STATUS_OK;
	for (i = 0; i < script_action_count; i++)
		buf_add_format(&allowed, " %s", script_actions[i].name);
	text_clean_ascii(clean, sizeof(clean), name);
	xml_fail(node, err, "action: \"%s\" is not known; allowed:%s", clean,
		buf_text(&allowed));
	buf_clear(&allowed);
	return STATUS_INPUT;
}

/* "people", "confirmers", a role, or "list NAME". */
static enum status
read_rows(struct step *step, const struct xml_node *node, struct err *err)
{
	const char *text = xml_attribute(node, "rows");
	char clean[80];

	if (text == NULL)
		return STATUS_OK;
	if (strcmp(text, "people") == 0) {
		step->rows = ROWS_PEOPLE;
	} else if (strcmp(text, "confirmers") == 0) {
		step->rows = ROWS_CONFIRMERS;
	} else if (strncmp(text, "list ", 5) == 0) {
		step->rows = ROWS_LIST;
		step->rows_name = word_clean(text + 5);
	} else if (script_role_known(text)) {
		step->rows = ROWS_ROLE;
		step->rows_name = word_clean(text);
	} else {
		text_clean_ascii(clean, sizeof(clean), text);
		return xml_fail(node, err, "rows: \"%s\" is not known; "
			"allowed: people, confirmers, a role, or \"list\" and "
			"the name of a list in the ceremony file", clean);
	}
	return STATUS_OK;
}

/* Minutes, or the field where the time is typed. */
static enum status
read_wait(struct step *step, const struct xml_node *node, struct err *err)
{
	const char *text = xml_attribute(node, "wait");

	if (text == NULL)
		return STATUS_OK;
	if (*text >= '0' && *text <= '9')
		return word_number(&step->wait_minutes, node, "wait", err);
	step->wait_field = word_clean(text);
	return STATUS_OK;
}

static enum status
read_waits(struct step *step, const struct xml_node *node, struct err *err)
{
	int gone;
	enum status status = word_read(&gone, node, "until", &end_words, err);

	step->drive = word_attribute(node, "drive");
	step->manifest = word_attribute(node, "manifest");
	step->stay = word_attribute(node, "stay");
	if (status != STATUS_OK)
		return status;
	step->drive_gone = gone != 0;
	return read_wait(step, node, err);
}

static enum status
read_enums(struct step *step, const struct xml_node *node, struct err *err)
{
	int kind, level, held, words;
	enum status status = word_read(&kind, node, "kind", &kind_words, err);

	if (status == STATUS_OK)
		status = word_read(&level, node, "level", &level_words, err);
	if (status == STATUS_OK)
		status = word_read(&held, node, "held", &held_words, err);
	if (status == STATUS_OK)
		status = word_read(&words, node, "words", &source_words, err);
	if (status != STATUS_OK)
		return status;
	step->kind = (enum step_kind)kind;
	step->level = (enum step_level)level;
	step->held = (enum step_held)held;
	step->words = (enum words_source)words;
	return STATUS_OK;
}

static enum status
read_roles(struct step *step, const struct xml_node *node, struct err *err)
{
	const char *start = NULL;
	size_t len = 0;
	enum status status = word_read_roles(&step->acts, node, "acts", err);

	if (status == STATUS_OK)
		status = word_read_roles(&step->answers, node, "answers", err);
	if (status == STATUS_OK)
		status = word_read_roles(&step->types, node, "types", err);
	if (status == STATUS_OK)
		status = word_read_roles(&step->voices, node, "voices", err);
	if (status != STATUS_OK || step->types != NULL)
		return status;
	text_next_word(step->answers, &start, &len);
	step->types = mem_format("%.*s", (int)len, start);
	return STATUS_OK;
}

static enum status
read_step(struct step *step, const struct xml_node *node, struct err *err)
{
	const struct xml_node *child;
	enum status status;

	step->title = word_attribute(node, "title");
	step->line = xml_line(node);
	status = read_roles(step, node, err);
	if (status == STATUS_OK)
		status = read_enums(step, node, err);
	if (status == STATUS_OK)
		status = read_rows(step, node, err);
	if (status == STATUS_OK)
		status = read_waits(step, node, err);
	if (status == STATUS_OK)
		status = read_action(step, node, err);
	if (status == STATUS_OK)
		status = word_number(&step->minutes, node, "minutes", err);
	if (status == STATUS_OK)
		status = word_number(&step->background, node, "background",
			err);
	if (status == STATUS_OK)
		status = word_number(&step->blanks, node, "blanks", err);
	for (child = xml_first(node); status == STATUS_OK && child != NULL;
		child = xml_next(child))
		status = take_child(step, child, err);
	if (status == STATUS_OK)
		status = script_check_step(step, node, err);
	return status;
}

static enum status
take_step(struct script *script, struct act *act, const struct xml_node *node,
	struct err *err)
{
	char *id = word_attribute(node, "id");
	const struct step *twin = script_find_step(script, id);
	struct step *step;

	if (twin != NULL) {
		xml_fail(node, err, "id \"%s\" is there twice, step %s has it; "
			"allowed: each id once", id, twin->number);
		free(id);
		return STATUS_INPUT;
	}
	step = mem_append(&script->steps, &script->step_count, sizeof(*step));
	step->id = id;
	step->act = script->act_count - 1;
	act->count++;
	snprintf(step->number, sizeof(step->number), "%u.%zu", act->number,
		act->count);
	return read_step(step, node, err);
}

/* The act that n continues or begins. */
static enum status
find_act(struct act **dst, struct script *script, const struct xml_node *node,
	struct err *err)
{
	unsigned number;
	unsigned last = (unsigned)script->act_count;
	struct act *act;
	enum status status = word_number(&number, node, "n", err);

	if (status != STATUS_OK)
		return status;
	if (number == last && last > 0) {
		*dst = &script->acts[last - 1];
		return STATUS_OK;
	}
	if (number != last + 1)
		return xml_fail(node, err, "n: act %u after act %u; allowed: "
			"the same or the next number", number, last);
	if (xml_attribute(node, "title") == NULL ||
		xml_attribute(node, "short") == NULL)
		return xml_fail(node, err, "act %u begins here and has no "
			"title or short name", number);
	act = mem_append(&script->acts, &script->act_count, sizeof(*act));
	act->number = number;
	act->title = word_attribute(node, "title");
	act->name = word_attribute(node, "short");
	act->first = script->step_count;
	*dst = act;
	return STATUS_OK;
}

enum status
script_take_act(struct script *script, const struct xml_node *node,
	struct err *err)
{
	struct act *act = NULL;
	const struct xml_node *child;
	enum status status = find_act(&act, script, node, err);

	for (child = xml_first(node); status == STATUS_OK && child != NULL;
		child = xml_next(child))
		status = take_step(script, act, child, err);
	return status;
}

void
script_step_clear(struct step *step)
{
	size_t i;

	for (i = 0; i < step->say_count; i++) {
		free(step->says[i].role);
		free(step->says[i].text);
	}
	for (i = 0; i < step->field_count; i++) {
		while (step->fields[i].answer_count > 0)
			free(step->fields[i].answers[
				--step->fields[i].answer_count]);
		free(step->fields[i].answers);
		free(step->fields[i].id);
		free(step->fields[i].label);
		free(step->fields[i].expected);
		free(step->fields[i].at);
	}
	free(step->says);
	free(step->fields);
	free(step->id);
	free(step->title);
	free(step->acts);
	free(step->answers);
	free(step->types);
	free(step->voices);
	free(step->rows_name);
	free(step->drive);
	free(step->manifest);
	free(step->stay);
	free(step->wait_field);
}
