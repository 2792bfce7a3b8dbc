#include "ksr/write_xml.h"

#define INDENT 4 /* spaces */

static void
start_line(struct write_xml *writer)
{
	buf_add_format(writer->buf, "%*s", writer->depth * INDENT, "");
}

static void
write_attributes(struct write_xml *writer, const void *object,
	const struct ksr_fields *fields)
{
	size_t i;

	for (i = 0; i < fields->count; i++) {
		if (!fields->rows[i].attribute)
			continue;
		buf_add_format(writer->buf, " %s=\"", fields->rows[i].name);
		ksr_field_write(writer->buf, object, &fields->rows[i]);
		buf_add_text(writer->buf, "\"");
	}
}

static void
write_elements(struct write_xml *writer, const void *object,
	const struct ksr_fields *fields)
{
	const char *name;
	size_t i;

	for (i = 0; i < fields->count; i++) {
		if (fields->rows[i].attribute)
			continue;
		name = fields->rows[i].name;
		start_line(writer);
		buf_add_format(writer->buf, "<%s>", name);
		ksr_field_write(writer->buf, object, &fields->rows[i]);
		buf_add_format(writer->buf, "</%s>\n", name);
	}
}

void
write_open(struct write_xml *writer, const char *name, const void *object,
	const struct ksr_fields *fields)
{
	static const struct ksr_fields none;

	if (fields == NULL)
		fields = &none;
	start_line(writer);
	buf_add_format(writer->buf, "<%s", name);
	write_attributes(writer, object, fields);
	buf_add_text(writer->buf, ">\n");
	writer->depth++;
	write_elements(writer, object, fields);
}

void
write_close(struct write_xml *writer, const char *name)
{
	writer->depth--;
	start_line(writer);
	buf_add_format(writer->buf, "</%s>\n", name);
}

void
write_empty(struct write_xml *writer, const char *name, const void *object,
	const struct ksr_fields *fields)
{
	start_line(writer);
	buf_add_format(writer->buf, "<%s", name);
	write_attributes(writer, object, fields);
	buf_add_text(writer->buf, "/>\n");
}
