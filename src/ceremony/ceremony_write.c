#include "ceremony/ceremony.h"

#include <string.h>

#include "ceremony/xml_write.h"

static void
write_root(struct buf *dst, const struct ceremony *ceremony)
{
	buf_add_text(dst, XML_WRITE_DECLARATION "<ceremony");
	xml_write_number(dst, "number", ceremony->number);
	xml_write_attribute(dst, "site", ceremony->site);
	xml_write_attribute(dst, "mode", ceremony->mode);
	xml_write_attribute(dst, "date", ceremony->date);
	xml_write_attribute(dst, "quarter", ceremony->quarter);
	xml_write_attribute(dst, "script", ceremony->script);
	xml_write_attribute(dst, "policy", ceremony->policy);
	xml_write_attribute(dst, "profile", ceremony->profile);
	xml_write_attribute(dst, "schema", ceremony->schema);
	xml_write_attribute(dst, "paper-steps",
		ceremony->paper_on_screen ? "screen" : "paper");
	if (strcmp(ceremony->media, CEREMONY_MEDIA) != 0)
		xml_write_attribute(dst, "media", ceremony->media);
	xml_write_attribute(dst, "log-line", ceremony->log_line);
	if (ceremony->log_speed != 0)
		xml_write_number(dst, "log-speed", ceremony->log_speed);
	if (ceremony->clock_limit_s != CEREMONY_CLOCK_LIMIT_S)
		xml_write_number(dst, "clock-limit", ceremony->clock_limit_s);
	buf_add_text(dst, ">\n  <token");
	xml_write_attribute(dst, "label", ceremony->token_label);
	xml_write_attribute(dst, "serial", ceremony->token_serial);
	buf_add_text(dst, "/>\n");
	if (ceremony->previous == NULL)
		return;
	buf_add_text(dst, "  <previous");
	xml_write_attribute(dst, "dir", ceremony->previous);
	buf_add_text(dst, "/>\n");
}

static void
write_person(struct buf *dst, const struct person *person)
{
	buf_add_text(dst, "  <person");
	xml_write_attribute(dst, "role", person->role);
	xml_write_attribute(dst, "name", person->name);
	xml_write_attribute(dst, "confirms", person->confirms ? "yes" : "no");
	buf_add_text(dst, "/>\n");
}

static void
write_list(struct buf *dst, const struct ceremony_list *list)
{
	size_t i;

	buf_add_text(dst, "  <list");
	xml_write_attribute(dst, "name", list->name);
	buf_add_text(dst, ">\n");
	for (i = 0; i < list->count; i++) {
		buf_add_text(dst, "    <row");
		xml_write_attribute(dst, "label", list->labels[i]);
		buf_add_text(dst, "/>\n");
	}
	buf_add_text(dst, "  </list>\n");
}

static void
write_expected(struct buf *dst, const struct ceremony_expected *expected)
{
	buf_add_text(dst, "  <expected");
	xml_write_attribute(dst, "step", expected->step);
	xml_write_number(dst, "row", expected->row);
	xml_write_attribute(dst, "field", expected->field);
	xml_write_attribute(dst, "value", expected->value);
	buf_add_text(dst, "/>\n");
}

static void
write_input(struct buf *dst, const struct ceremony_input *input)
{
	char hex[DIGEST_HEX_SIZE];

	buf_add_text(dst, "  <input");
	xml_write_attribute(dst, "name", input->name);
	xml_write_attribute(dst, "from", input->from);
	if (input->known) {
		digest_format(hex, &input->sha256);
		xml_write_attribute(dst, "sha256", hex);
	}
	buf_add_text(dst, "/>\n");
}

void
ceremony_write(struct buf *dst, const struct ceremony *ceremony)
{
	size_t i;

	write_root(dst, ceremony);
	for (i = 0; i < ceremony->person_count; i++)
		write_person(dst, &ceremony->persons[i]);
	for (i = 0; i < ceremony->list_count; i++)
		write_list(dst, &ceremony->lists[i]);
	for (i = 0; i < ceremony->expected_count; i++)
		write_expected(dst, &ceremony->expected[i]);
	for (i = 0; i < ceremony->input_count; i++)
		write_input(dst, &ceremony->inputs[i]);
	buf_add_text(dst, "</ceremony>\n");
}
