/*
 * A document inside: libxml2's tree, and the name that messages give it.
 */
#ifndef BASE_XML_DOC_H
#define BASE_XML_DOC_H

#include <libxml/tree.h>

#include "base/xml.h"

struct xml_doc {
	xmlDocPtr tree; /* its _private is this document */
	char *name;
};

#endif
