#include "base/xml_doc.h"

#include <libxml/SAX2.h>
#include <libxml/parser.h>
#include <libxml/parserInternals.h>
#include <libxml/relaxng.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/grammars.h"
#include "base/text.h"
#include "base/xml_bytes.h"

/* Elements and attributes in a document: a genuine KSR has 700.
 * Keeps the tree of a hostile document small. */
#define NODES_MAX 60000
#define DEPTH_MAX 32
/* Elements in one element: validating takes the square of them. */
#define CHILDREN_MAX 4000
#define FOUND_MAX 60 /* bytes of the document quoted in a message */

#if LIBXML_VERSION >= 21200
typedef const xmlError *error_pointer;
#else
typedef xmlErrorPtr error_pointer;
#endif

/* What the callbacks of one parse share; the first failure counts. */
struct door {
	const char *name;
	struct err *err;
	bool failed;
	xmlDocPtr tree; /* while it is validated */
	unsigned long nodes;
	unsigned children[DEPTH_MAX + 1]; /* so far, by depth */
};

static void
fail(struct door *door, long line, const char *format, ...) PRINTF_LIKE(3, 4);

static void
fail(struct door *door, long line, const char *format, ...)
{
	char text[ERR_TEXT_SIZE];
	va_list args;

	if (door->failed)
		return;
	va_start(args, format);
	vsnprintf(text, sizeof(text), format, args);
	va_end(args);
	text[strcspn(text, "\n")] = '\0';
	err_set(door->err, STATUS_INPUT, "%s:%ld: %s", door->name, line, text);
	door->failed = true;
}

static void
discard_error(void *context, error_pointer error)
{
	(void)context;
	(void)error;
}

static xmlParserInputPtr
refuse_entity(const char *url, const char *id, xmlParserCtxtPtr parser)
{
	(void)url;
	(void)id;
	(void)parser;
	return NULL;
}

/* libxml2's own settings, the same ones each time. */
static void
prepare_library(void)
{
	xmlInitParser();
	xmlSetExternalEntityLoader(refuse_entity);
	xmlSetStructuredErrorFunc(NULL, discard_error);
}

static void
stop(xmlParserCtxtPtr parser, const char *what)
{
	fail(parser->_private, xmlSAX2GetLineNumber(parser), "%s", what);
	xmlStopParser(parser);
}

static void
refuse_doctype(void *context, const xmlChar *name, const xmlChar *id,
	const xmlChar *system)
{
	(void)name;
	(void)id;
	(void)system;
	stop(context, "a document type (DOCTYPE) is not allowed");
}

static void
refuse_instruction(void *context, const xmlChar *target, const xmlChar *data)
{
	(void)target;
	(void)data;
	stop(context, "a processing instruction is not allowed");
}

static bool
is_utf8(const xmlChar *encoding)
{
	const char *name = (const char *)encoding;

	return name == NULL || strcasecmp(name, "UTF-8") == 0 ||
		strcasecmp(name, "US-ASCII") == 0;
}

static void
start_document(void *context)
{
	xmlParserCtxtPtr parser = context;

	if (!is_utf8(parser->encoding) || !is_utf8(parser->input->encoding)) {
		stop(parser, "the encoding must be UTF-8");
		return;
	}
	xmlSAX2StartDocument(parser);
}

/* What there is too much of with this element, or NULL. */
static const char *
find_excess(struct door *door, int depth, int attribute_count)
{
	door->nodes += 1 + (unsigned long)attribute_count;
	if (door->nodes > NODES_MAX)
		return "too many elements and attributes";
	if (depth >= DEPTH_MAX)
		return "elements are nested too deeply";
	door->children[depth + 1] = 0;
	if (++door->children[depth] > CHILDREN_MAX)
		return "too many elements side by side";
	return NULL;
}

static void
start_element(void *context, const xmlChar *name, const xmlChar *prefix,
	const xmlChar *uri, int namespace_count, const xmlChar **namespaces,
	int attribute_count, int defaulted, const xmlChar **attributes)
{
	xmlParserCtxtPtr parser = context;
	const char *excess;

	if (namespace_count > 0)
		excess = "a namespace is not allowed";
	else
		excess = find_excess(parser->_private, parser->nodeNr,
			attribute_count);
	if (excess != NULL) {
		stop(parser, excess);
		return;
	}
	xmlSAX2StartElementNs(parser, name, prefix, uri, namespace_count,
		namespaces, attribute_count, defaulted, attributes);
}

static void
note_syntax(void *context, error_pointer error)
{
	xmlParserCtxtPtr parser = context;

	if (error->level >= XML_ERR_ERROR && error->message != NULL)
		fail(parser->_private, error->line, "%s", error->message);
}

static void
set_callbacks(xmlParserCtxtPtr parser, struct door *door)
{
	parser->_private = door;
	parser->sax->internalSubset = refuse_doctype;
	parser->sax->externalSubset = refuse_doctype;
	parser->sax->processingInstruction = refuse_instruction;
	parser->sax->startDocument = start_document;
	parser->sax->startElementNs = start_element;
	parser->sax->serror = note_syntax;
	/* Text around a comment becomes one text node. */
	parser->sax->comment = NULL;
}

#define PARSE_OPTIONS \
	(XML_PARSE_NONET | XML_PARSE_NOCDATA | XML_PARSE_BIG_LINES)

static xmlDocPtr
parse_tree(const struct xml_source *source, struct door *door)
{
	xmlParserCtxtPtr parser = xmlNewParserCtxt();
	xmlDocPtr tree;

	if (parser == NULL)
		abort();
	set_callbacks(parser, door);
	tree = xmlCtxtReadMemory(parser, (const char *)source->data,
		(int)source->len, NULL, NULL, PARSE_OPTIONS);
	xmlFreeParserCtxt(parser);
	if (tree == NULL)
		fail(door, 1, "not an XML document");
	if (door->failed) {
		xmlFreeDoc(tree);
		return NULL;
	}
	return tree;
}

/* The element's own value, for a message about it. */
static void
quote_found(char dst[FOUND_MAX + 4], const xmlNode *node)
{
	const xmlNode *child;

	dst[0] = '\0';
	for (child = node->children; child != NULL; child = child->next) {
		if (child->type == XML_ELEMENT_NODE)
			return;
	}
	child = node->children;
	if (child == NULL || child->content == NULL)
		return;
	if (!text_clean_ascii(dst, FOUND_MAX, (const char *)child->content))
		strcat(dst, "...");
}

/* libxml2 does not say which attribute it misses: say which there are. */
static bool
note_attributes(struct door *door, const xmlNode *node, const char *message)
{
	const xmlAttr *attribute;
	char found[ERR_TEXT_SIZE / 2] = "";
	size_t len;

	if (strstr(message, "failed to validate attributes") == NULL)
		return false;
	for (attribute = node->properties; attribute != NULL;
		attribute = attribute->next) {
		len = strlen(found);
		snprintf(found + len, sizeof(found) - len, " %s",
			(const char *)attribute->name);
	}
	fail(door, xmlGetLineNo(node), "element %s: its attributes are%s; "
		"one is missing or not as it may be",
		(const char *)node->name, found[0] == '\0' ? " none" : found);
	return true;
}

/* The first element of that name, and how many there are. */
static const xmlNode *
find_named(const xmlNode *node, const xmlChar *name, unsigned *count)
{
	const xmlNode *first = NULL;

	for (; node != NULL; node = node->next) {
		const xmlNode *inside;

		if (node->type != XML_ELEMENT_NODE)
			continue;
		if (xmlStrEqual(node->name, name)) {
			first = first == NULL ? node : first;
			(*count)++;
		}
		inside = find_named(node->children, name, count);
		first = first == NULL ? inside : first;
	}
	return first;
}

/* Where an element may lack attributes and does, libxml2 forgets which one it
 * was: only its name is known. NULL when the message is made here. */
static const xmlNode *
find_place(struct door *door, error_pointer error)
{
	const xmlNode *first = NULL;
	unsigned count = 0;

	if (error->str1 != NULL && door->tree != NULL)
		first = find_named(xmlDocGetRootElement(door->tree),
			(const xmlChar *)error->str1, &count);
	if (count == 1)
		return first;
	if (first == NULL)
		fail(door, error->line, "%s", error->message);
	else
		fail(door, xmlGetLineNo(first), "here or in one of the %u "
			"further elements %s: %s", count - 1,
			(const char *)first->name, error->message);
	return NULL;
}

/* The first message is the innermost one. */
static void
note_invalid(void *context, error_pointer error)
{
	const xmlNode *node = error->node;
	char found[FOUND_MAX + 4] = "";
	size_t len;

	if (error->message == NULL)
		return;
	len = strcspn(error->message, "\n");
	if (node == NULL || node->type != XML_ELEMENT_NODE)
		node = find_place(context, error);
	if (node == NULL)
		return;
	if (note_attributes(context, node, error->message))
		return;
	quote_found(found, node);
	fail(context, xmlGetLineNo(node), "element %s%s%s%s: %.*s",
		(const char *)node->name, found[0] == '\0' ? "" : " \"", found,
		found[0] == '\0' ? "" : "\"", (int)len, error->message);
}

static const struct grammar *
find_grammar(const char *name)
{
	size_t i;

	for (i = 0; i < grammar_count; i++) {
		if (strcmp(grammars[i].name, name) == 0)
			return &grammars[i];
	}
	return NULL;
}

static xmlRelaxNGPtr
load_grammar(const struct grammar *grammar, struct door *door)
{
	xmlRelaxNGParserCtxtPtr parser = xmlRelaxNGNewMemParserCtxt(
		(const char *)grammar->data, (int)grammar->len);
	xmlRelaxNGPtr rules;

	if (parser == NULL)
		abort();
	xmlRelaxNGSetParserStructuredErrors(parser, note_invalid, door);
	rules = xmlRelaxNGParse(parser);
	xmlRelaxNGFreeParserCtxt(parser);
	return rules;
}

/* The grammar that was read last is kept: a request and its response have the
 * same one. NULL where there is none. */
static xmlRelaxNGPtr
get_grammar(const char *name, struct door *door)
{
	static const struct grammar *kept;
	static xmlRelaxNGPtr rules;
	const struct grammar *grammar = find_grammar(name);

	if (grammar == NULL)
		return NULL;
	if (grammar != kept) {
		xmlRelaxNGFree(rules);
		rules = load_grammar(grammar, door);
		kept = grammar;
	}
	return rules;
}

static enum status
validate(xmlDocPtr tree, const char *name, struct door *door)
{
	xmlRelaxNGPtr rules = get_grammar(name, door);
	xmlRelaxNGValidCtxtPtr validator;

	if (rules == NULL)
		return err_set(door->err, STATUS_USAGE,
			"the program's own grammar \"%s\" cannot be read",
			name);
	validator = xmlRelaxNGNewValidCtxt(rules);
	if (validator == NULL)
		abort();
	door->tree = tree;
	xmlRelaxNGSetValidStructuredErrors(validator, note_invalid, door);
	if (xmlRelaxNGValidateDoc(validator, tree) != 0)
		fail(door, 1, "not valid against the grammar \"%s\"", name);
	xmlRelaxNGFreeValidCtxt(validator);
	return door->failed ? STATUS_INPUT : STATUS_OK;
}

enum status
xml_parse(struct xml_doc **dst, const struct xml_source *source,
	const char *grammar, struct err *err)
{
	struct door door = {.name = source->name, .err = err};
	enum status status = xml_check_bytes(source, err);
	struct xml_doc *doc;
	xmlDocPtr tree;

	if (status != STATUS_OK)
		return status;
	prepare_library();
	tree = parse_tree(source, &door);
	if (tree == NULL)
		return STATUS_INPUT;
	status = validate(tree, grammar, &door);
	if (status != STATUS_OK) {
		xmlFreeDoc(tree);
		return status;
	}
	doc = mem_new(1, sizeof(*doc));
	doc->tree = tree;
	doc->name = mem_string(source->name);
	tree->_private = doc;
	*dst = doc;
	return STATUS_OK;
}

void
xml_free(struct xml_doc *doc)
{
	if (doc == NULL)
		return;
	xmlFreeDoc(doc->tree);
	free(doc->name);
	free(doc);
}
