/*
 * Writing XML: text and attributes escaped. Inside the room only.
 */
#ifndef CEREMONY_XML_WRITE_H
#define CEREMONY_XML_WRITE_H

#include "base/buf.h"

#define XML_WRITE_DECLARATION "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"

void
xml_write_text(struct buf *dst, const char *text);

/* Nothing where the value is NULL. */
void
xml_write_attribute(struct buf *dst, const char *name, const char *value);

void
xml_write_number(struct buf *dst, const char *name, uint64_t value);

#endif
