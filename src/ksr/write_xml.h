/*
 * The one layout of the documents that we write: four spaces, LF.
 */
#ifndef KSR_WRITE_XML_H
#define KSR_WRITE_XML_H

#include "ksr/ksr_field.h"

struct write_xml {
	struct buf *buf;
	int depth;
};

/* The start tag with the table's attributes, then its elements; fields may be
 * NULL. What follows is one level deeper. */
void
write_open(struct write_xml *writer, const char *name, const void *object,
	const struct ksr_fields *fields);

void
write_close(struct write_xml *writer, const char *name);

/* An element of attributes only. */
void
write_empty(struct write_xml *writer, const char *name, const void *object,
	const struct ksr_fields *fields);

#endif
