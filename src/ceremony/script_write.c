#include "ceremony/script_words.h"
#include "ceremony/xml_write.h"

static void
write_roles(struct buf *dst, const struct step *step)
{
	xml_write_attribute(dst, "acts", step->acts);
	xml_write_attribute(dst, "answers", step->answers);
	xml_write_attribute(dst, "types", step->types);
	xml_write_attribute(dst, "voices", step->voices);
}

static void
write_rows(struct buf *dst, const struct step *step)
{
	buf_add_text(dst, " rows=\"");
	if (step->rows == ROWS_LIST)
		buf_add_text(dst, "list ");
	xml_write_text(dst, step->rows_name != NULL ? step->rows_name :
		rows_words.names[step->rows]);
	buf_add_text(dst, "\"");
}

static void
write_optional(struct buf *dst, const struct step *step)
{
	if (step->background != 0)
		xml_write_number(dst, "background", step->background);
	if (step->rows != ROWS_NONE)
		write_rows(dst, step);
	if (step->words != WORDS_NONE)
		xml_write_attribute(dst, "words",
			script_words_word(step->words));
	if (step->blanks != 0)
		xml_write_number(dst, "blanks", step->blanks);
	if (step->action != NULL)
		xml_write_attribute(dst, "action", step->action->name);
}

static void
write_waits(struct buf *dst, const struct step *step)
{
	xml_write_attribute(dst, "drive", step->drive);
	if (step->drive_gone)
		xml_write_attribute(dst, "until", "gone");
	xml_write_attribute(dst, "manifest", step->manifest);
	xml_write_attribute(dst, "stay", step->stay);
	if (step->wait_minutes != 0)
		xml_write_number(dst, "wait", step->wait_minutes);
	xml_write_attribute(dst, "wait", step->wait_field);
}

static void
write_say(struct buf *dst, const struct say *say)
{
	const char *name = say->see ? "see" : "say";

	buf_add_format(dst, "      <%s", name);
	xml_write_attribute(dst, "role", say->role);
	buf_add_text(dst, ">");
	xml_write_text(dst, say->text);
	buf_add_format(dst, "</%s>\n", name);
}

static void
write_answers(struct buf *dst, const struct field *field)
{
	size_t i;

	for (i = 0; i < field->answer_count; i++) {
		buf_add_text(dst, i == 0 ? " of=\"" : " | ");
		xml_write_text(dst, field->answers[i]);
	}
	if (i > 0)
		buf_add_text(dst, "\"");
}

static void
write_field(struct buf *dst, const struct field *field)
{
	buf_add_text(dst, "      <field");
	xml_write_attribute(dst, "id", field->id);
	xml_write_attribute(dst, "label", field->label);
	xml_write_attribute(dst, "kind", script_field_word(field->kind));
	xml_write_attribute(dst, "expected", field->expected);
	if (field->from != FROM_NOTHING)
		xml_write_attribute(dst, "from",
			from_words.names[field->from]);
	xml_write_attribute(dst, "at", field->at);
	write_answers(dst, field);
	if (field->optional)
		xml_write_attribute(dst, "optional", "yes");
	if (field->width != 0)
		xml_write_number(dst, "width", field->width);
	buf_add_text(dst, "/>\n");
}

static void
write_step(struct buf *dst, const struct step *step)
{
	size_t i;

	buf_add_text(dst, "    <step");
	xml_write_attribute(dst, "id", step->id);
	xml_write_attribute(dst, "title", step->title);
	write_roles(dst, step);
	xml_write_attribute(dst, "kind", script_kind_word(step->kind));
	xml_write_attribute(dst, "level", script_level_word(step->level));
	xml_write_attribute(dst, "held", script_held_word(step->held));
	xml_write_number(dst, "minutes", step->minutes);
	write_optional(dst, step);
	write_waits(dst, step);
	buf_add_text(dst, ">\n");
	for (i = 0; i < step->say_count; i++)
		write_say(dst, &step->says[i]);
	for (i = 0; i < step->field_count; i++)
		write_field(dst, &step->fields[i]);
	buf_add_text(dst, "    </step>\n");
}

static void
write_act(struct buf *dst, const struct script *script, const struct act *act)
{
	size_t i;

	buf_add_text(dst, "  <act");
	xml_write_number(dst, "n", act->number);
	xml_write_attribute(dst, "title", act->title);
	xml_write_attribute(dst, "short", act->name);
	buf_add_text(dst, ">\n");
	for (i = 0; i < act->count; i++)
		write_step(dst, &script->steps[act->first + i]);
	buf_add_text(dst, "  </act>\n");
}

void
script_write(struct buf *dst, const struct script *script)
{
	size_t i;

	buf_add_text(dst, XML_WRITE_DECLARATION "<script");
	xml_write_attribute(dst, "name", script->name);
	xml_write_attribute(dst, "title", script->title);
	buf_add_text(dst, ">\n");
	for (i = 0; i < script->act_count; i++)
		write_act(dst, script, &script->acts[i]);
	buf_add_text(dst, "</script>\n");
}
