#include "ksr/ksr_field.h"

#include <ctype.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/base64.h"
#include "base/text.h"
#include "base/utc.h"

/* How wide the numbers are; width 0 is no number. */
static const struct {
	size_t width;
	uint64_t max;
} numbers[] = {
	[FIELD_U8] = {sizeof(uint8_t), UINT8_MAX},
	[FIELD_U16] = {sizeof(uint16_t), UINT16_MAX},
	[FIELD_U32] = {sizeof(uint32_t), UINT32_MAX},
	[FIELD_U64] = {sizeof(uint64_t), UINT64_MAX},
	[FIELD_UINT] = {sizeof(unsigned), UINT32_MAX},
	[FIELD_SIZE] = {sizeof(size_t), UINT32_MAX},
	[FIELD_TEXT] = {0, 0},
};

void
ksr_quote(char dst[KSR_QUOTE_SIZE], const char *text)
{
	char clean[KSR_QUOTE_SIZE - sizeof("\"...\"")];
	bool whole = text_clean_ascii(clean, sizeof(clean), text);

	(void)snprintf(dst, KSR_QUOTE_SIZE, "\"%s%s\"", clean,
		whole ? "" : "...");
}

char *
ksr_next_word(const char **list)
{
	const char *start;
	const char *end;
	size_t len;

	if (*list == NULL)
		return NULL;
	end = text_next_word(*list, &start, &len);
	if (end == NULL)
		return NULL;
	*list = end;
	return mem_format("%.*s", (int)len, start);
}

static void
store_number(void *dst, size_t width, uint64_t value)
{
	switch (width) {
	case sizeof(uint8_t):
		*(uint8_t *)dst = (uint8_t)value;
		break;
	case sizeof(uint16_t):
		*(uint16_t *)dst = (uint16_t)value;
		break;
	case sizeof(uint32_t):
		*(uint32_t *)dst = (uint32_t)value;
		break;
	default:
		*(uint64_t *)dst = value;
	}
}

static uint64_t
load_number(const void *src, size_t width)
{
	switch (width) {
	case sizeof(uint8_t):
		return *(const uint8_t *)src;
	case sizeof(uint16_t):
		return *(const uint16_t *)src;
	case sizeof(uint32_t):
		return *(const uint32_t *)src;
	default:
		return *(const uint64_t *)src;
	}
}

static enum status
read_number(void *dst, const struct xml_node *node,
	const struct ksr_field *field, const char *text, struct err *err)
{
	uint64_t max = field->max == 0 ? numbers[field->type].max : field->max;
	uint64_t value;
	enum status status;

	status = xml_number(&value, node, field->name, text, max, err);
	if (status != STATUS_OK)
		return status;
	if (value < field->min) {
		return xml_fail(node, err,
			"%s is %" PRIu64 ", allowed are %" PRIu64
			" to %" PRIu64,
			field->name, value, field->min, max);
	}
	store_number(dst, numbers[field->type].width, value);
	return STATUS_OK;
}

static enum status
read_text(char **dst, const struct xml_node *node, const char *name,
	const char *text, struct err *err)
{
	size_t len = strlen(text);
	char shown[KSR_QUOTE_SIZE];

	if (len == 0)
		return xml_fail(node, err, "%s is empty", name);
	if (len > FIELD_ID_MAX) {
		return xml_fail(node, err,
			"%s has %zu characters, allowed are 1 to %d", name, len,
			FIELD_ID_MAX);
	}
	if (!text_is_ascii(text)) {
		ksr_quote(shown, text);
		return xml_fail(node, err,
			"%s is %s, allowed are printable ASCII characters",
			name, shown);
	}
	free(*dst);
	*dst = mem_string(text);
	return STATUS_OK;
}

/* A key or signature of no bytes is none. */
static enum status
read_base64(struct bytes *dst, const char *text, struct err *err)
{
	if (*text == '\0')
		return err_set(err, STATUS_INPUT, "empty, base64 is wanted");
	return base64_decode(dst, text, err);
}

enum status
ksr_value_read(void *dst, const struct xml_node *node,
	const struct ksr_field *field, const char *text, struct err *err)
{
	struct err inner;
	enum status status;

	switch (field->type) {
	case FIELD_TEXT:
		return read_text(dst, node, field->name, text, err);
	case FIELD_TIME:
		status = utc_parse(dst, text, &inner);
		break;
	case FIELD_DURATION:
		status = duration_parse(dst, text, &inner);
		break;
	case FIELD_BASE64:
		status = read_base64(dst, text, &inner);
		break;
	default:
		return read_number(dst, node, field, text, err);
	}
	if (status != STATUS_OK)
		return xml_fail(node, err, "%s: %s", field->name, inner.text);
	return STATUS_OK;
}

/* White space around a value means nothing, except in an identifier. */
static char *
attribute_text(const struct xml_node *node, const struct ksr_field *field)
{
	const char *text = xml_attribute(node, field->name);
	char *copy;
	size_t len;

	if (text == NULL || field->type == FIELD_TEXT)
		return mem_string(text);
	text += strspn(text, " \t\r\n");
	copy = mem_string(text);
	for (len = strlen(copy); len > 0 && isspace((uint8_t)copy[len - 1]);)
		copy[--len] = '\0';
	return copy;
}

enum status
ksr_field_read(void *dst, const struct xml_node *node,
	const struct ksr_field *field, struct err *err)
{
	const struct xml_node *place = node;
	enum status status;
	char *text;

	if (field->attribute) {
		text = attribute_text(node, field);
	} else {
		place = xml_child(node, field->name);
		text = place == NULL ? NULL : xml_text(place);
	}
	if (text == NULL)
		return STATUS_OK;
	status = ksr_value_read((uint8_t *)dst + field->offset, place, field,
		text, err);
	free(text);
	return status;
}

enum status
ksr_fields_read(void *dst, const struct xml_node *node,
	const struct ksr_fields *fields, struct err *err)
{
	enum status status = STATUS_OK;
	size_t i;

	for (i = 0; i < fields->count && status == STATUS_OK; i++)
		status = ksr_field_read(dst, node, &fields->rows[i], err);
	return status;
}

static void
write_text(struct buf *dst, const char *text)
{
	static const struct {
		char plain;
		const char *escape;
	} escapes[] = {{'&', "&amp;"}, {'<', "&lt;"}, {'>', "&gt;"},
		{'"', "&quot;"}};
	size_t count = sizeof(escapes) / sizeof(escapes[0]);
	size_t i;

	for (; *text != '\0'; text++) {
		for (i = 0; i < count && escapes[i].plain != *text; i++)
			;
		if (i < count)
			buf_add_text(dst, escapes[i].escape);
		else
			buf_add_u8(dst, (uint8_t)*text);
	}
}

void
ksr_field_write(struct buf *dst, const void *src, const struct ksr_field *field)
{
	const void *place = (const uint8_t *)src + field->offset;
	const struct bytes *bytes = place;
	char text[DURATION_SIZE > UTC_SIZE ? DURATION_SIZE : UTC_SIZE];

	switch (field->type) {
	case FIELD_TEXT:
		write_text(dst, *(char *const *)place);
		return;
	case FIELD_BASE64:
		base64_encode(dst, bytes->data, bytes->len);
		return;
	case FIELD_TIME:
		utc_format_offset(text, *(const int64_t *)place);
		break;
	case FIELD_DURATION:
		duration_format(text, *(const int64_t *)place);
		break;
	default:
		buf_add_format(dst, "%" PRIu64,
			load_number(place, numbers[field->type].width));
		return;
	}
	buf_add_text(dst, text);
}
