/*
 * The door of every XML document: libxml2 with a grammar, nothing else of it.
 *
 * No document type, no entities, no XInclude, no network. Grammars are the
 * ones embedded at build (xml_grammar). Errors are "name:line: what, value
 * found, what is allowed" and STATUS_INPUT. Nodes live as long as their
 * document.
 */
#ifndef BASE_XML_H
#define BASE_XML_H

#include <stdbool.h>
#include <stdint.h>

#include "base/mem.h"

#define XML_MAX_SIZE (1024 * 1024) /* bytes; only a policy raises it */

struct xml_doc;
struct xml_node;

struct xml_source {
	const char *name; /* file name for messages */
	const uint8_t *data;
	size_t len;
	size_t max; /* 0: XML_MAX_SIZE */
};

/* A grammar embedded at build: "ksr", "policy", "profile", "script",
 * "ceremony", "scenario". */
enum status
xml_parse(struct xml_doc **dst, const struct xml_source *source,
	const char *grammar, struct err *err) MUST_CHECK;

void
xml_free(struct xml_doc *doc);

const struct xml_node *
xml_root(const struct xml_doc *doc);

/* Elements only; NULL at the end. */
const struct xml_node *
xml_first(const struct xml_node *parent);
const struct xml_node *
xml_next(const struct xml_node *node);

/* The first child element of that name, or NULL. */
const struct xml_node *
xml_child(const struct xml_node *parent, const char *name);

const char *
xml_name(const struct xml_node *node);
bool
xml_is(const struct xml_node *node, const char *name);
long
xml_line(const struct xml_node *node);

/* The attribute's value, or NULL; lives with the document. */
const char *
xml_attribute(const struct xml_node *node, const char *name);

/* All text inside, comments left out, white space at both ends removed; the
 * caller frees. */
char *
xml_text(const struct xml_node *node);

/* err = "name:line: <format>", STATUS_INPUT. */
enum status
xml_fail(const struct xml_node *node, struct err *err, const char *format, ...)
	PRINTF_LIKE(3, 4);

/* Unsigned decimal with optional surrounding blanks and leading zeros, at most
 * max; attribute or element text. */
enum status
xml_number(uint64_t *dst, const struct xml_node *node, const char *what,
	const char *text, uint64_t max, struct err *err) MUST_CHECK;

#endif
