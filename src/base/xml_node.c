#include "base/xml_doc.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"

/* A struct xml_node is libxml2's node under another name. */
static const xmlNode *
inner(const struct xml_node *node)
{
	return (const xmlNode *)node;
}

static const struct xml_node *
element_from(const xmlNode *node)
{
	while (node != NULL && node->type != XML_ELEMENT_NODE)
		node = node->next;
	return (const struct xml_node *)node;
}

const struct xml_node *
xml_root(const struct xml_doc *doc)
{
	return (const struct xml_node *)xmlDocGetRootElement(doc->tree);
}

const struct xml_node *
xml_first(const struct xml_node *parent)
{
	return element_from(inner(parent)->children);
}

const struct xml_node *
xml_next(const struct xml_node *node)
{
	return element_from(inner(node)->next);
}

const struct xml_node *
xml_child(const struct xml_node *parent, const char *name)
{
	const struct xml_node *child = xml_first(parent);

	while (child != NULL && !xml_is(child, name))
		child = xml_next(child);
	return child;
}

const char *
xml_name(const struct xml_node *node)
{
	return (const char *)inner(node)->name;
}

bool
xml_is(const struct xml_node *node, const char *name)
{
	return strcmp(xml_name(node), name) == 0;
}

long
xml_line(const struct xml_node *node)
{
	return xmlGetLineNo(inner(node));
}

const char *
xml_attribute(const struct xml_node *node, const char *name)
{
	const xmlAttr *attribute = inner(node)->properties;

	while (attribute != NULL && (attribute->ns != NULL ||
		strcmp((const char *)attribute->name, name) != 0))
		attribute = attribute->next;
	if (attribute == NULL)
		return NULL;
	if (attribute->children == NULL)
		return "";
	return (const char *)attribute->children->content;
}

static const char blanks[] = " \t\r\n";

static void
add_text(struct buf *dst, const xmlNode *node)
{
	for (; node != NULL; node = node->next) {
		if (node->type == XML_TEXT_NODE)
			buf_add_text(dst, (const char *)node->content);
		else if (node->type == XML_ELEMENT_NODE)
			add_text(dst, node->children);
	}
}

char *
xml_text(const struct xml_node *node)
{
	struct buf text = {0};
	const char *first;
	char *trimmed;
	size_t len;

	add_text(&text, inner(node)->children);
	first = buf_text(&text);
	first += strspn(first, blanks);
	len = strlen(first);
	while (len > 0 && strchr(blanks, first[len - 1]) != NULL)
		len--;
	trimmed = mem_format("%.*s", (int)len, first);
	buf_clear(&text);
	return trimmed;
}

enum status
xml_fail(const struct xml_node *node, struct err *err, const char *format, ...)
{
	const struct xml_doc *doc = inner(node)->doc->_private;
	char text[ERR_TEXT_SIZE];
	va_list args;

	va_start(args, format);
	vsnprintf(text, sizeof(text), format, args);
	va_end(args);
	return err_set(err, STATUS_INPUT, "%s:%ld: %s", doc->name,
		xml_line(node), text);
}

enum status
xml_number(uint64_t *dst, const struct xml_node *node, const char *what,
	const char *text, uint64_t max, struct err *err)
{
	const char *digit = text + strspn(text, blanks);
	size_t digits = strspn(digit, "0123456789");
	const char *end = digit + digits;
	uint64_t value = 0;

	if (digits == 0 || end[strspn(end, blanks)] != '\0')
		return xml_fail(node, err,
			"%s is \"%.60s\", allowed is a number from 0 to %llu",
			what, text, (unsigned long long)max);
	for (; digit < end; digit++) {
		uint64_t add = (uint64_t)(*digit - '0');

		if (add > max || value > (max - add) / 10)
			return xml_fail(node, err,
				"%s is %.60s, allowed is at most %llu", what,
				text, (unsigned long long)max);
		value = value * 10 + add;
	}
	*dst = value;
	return STATUS_OK;
}
