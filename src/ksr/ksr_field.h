/*
 * What stands in the elements and attributes of the XML documents of this
 * room, as tables: one row serves the reader and the writer.
 */
#ifndef KSR_KSR_FIELD_H
#define KSR_KSR_FIELD_H

#include "base/buf.h"
#include "base/xml.h"

#define FIELD_ID_MAX 256   /* characters of an identifier */
#define KSR_QUOTE_SIZE 100 /* bytes of a quoted value */

enum ksr_field_type {
	FIELD_U8,	/* uint8_t */
	FIELD_U16,	/* uint16_t */
	FIELD_U32,	/* uint32_t */
	FIELD_U64,	/* uint64_t */
	FIELD_UINT,	/* unsigned */
	FIELD_SIZE,	/* size_t */
	FIELD_TIME,	/* int64_t, seconds since 1970 */
	FIELD_DURATION, /* int64_t, seconds */
	FIELD_BASE64,	/* struct bytes */
	FIELD_TEXT,	/* char *, printable ASCII, owned */
};

/* name is an attribute's, or a child element's. Numbers lie between min and
 * max; max 0: what the type holds. */
struct ksr_field {
	const char *name;
	bool attribute;
	enum ksr_field_type type;
	size_t offset;
	uint64_t min;
	uint64_t max;
};

/* A table of rows and how many they are. */
struct ksr_fields {
	const struct ksr_field *rows;
	size_t count;
};

#define KSR_FIELDS(table) {table, sizeof(table) / sizeof((table)[0])}

/* Reads what the rows name into dst, strictly; what is not in the document
 * stays as it was. STATUS_INPUT with file, line, value and what is allowed. */
enum status
ksr_fields_read(void *dst, const struct xml_node *node,
	const struct ksr_fields *fields, struct err *err) MUST_CHECK;

/* One row. */
enum status
ksr_field_read(void *dst, const struct xml_node *node,
	const struct ksr_field *field, struct err *err) MUST_CHECK;

/* One value that stands in the document as text, for instance in a list. */
enum status
ksr_value_read(void *dst, const struct xml_node *node,
	const struct ksr_field *field, const char *text, struct err *err)
	MUST_CHECK;

/* Adds one value as the documents spell it, escaped. */
void
ksr_field_write(struct buf *dst, const void *src,
	const struct ksr_field *field);

/* The next word of a blank-separated list, *list moved behind it; the caller
 * frees. NULL at the end and for no list. */
char *
ksr_next_word(const char **list);

/* text for a message: quoted, printable ASCII, cut where it is long. */
void
ksr_quote(char dst[KSR_QUOTE_SIZE], const char *text);

#endif
