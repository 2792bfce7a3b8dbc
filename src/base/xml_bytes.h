/*
 * What is refused of a document before libxml2 sees it; for xml.c alone.
 */
#ifndef BASE_XML_BYTES_H
#define BASE_XML_BYTES_H

#include "base/xml.h"

/* STATUS_INPUT unless it is of a size that is read, UTF-8 throughout without
 * NUL, and libxml2 can be done with it soon: no start tag of so many attributes
 * that its search for twins, which grows with their square, takes long, nor
 * very many references. */
enum status
xml_check_bytes(const struct xml_source *source, struct err *err) MUST_CHECK;

#endif
