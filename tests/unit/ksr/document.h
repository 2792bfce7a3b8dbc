/*
 * Documents for the tests of this room: loaded, changed in one place, read.
 */
#ifndef TESTS_UNIT_KSR_DOCUMENT_H
#define TESTS_UNIT_KSR_DOCUMENT_H

#include "ksr/ksr.h"
#include "ksr/policy.h"

/* One change of a document and what must come of it: a part of the message,
 * or NULL where it stays legal. */
struct change {
	const char *from;
	const char *to;
	const char *message;
};

/* The genuine files and the known answer, below the fixtures. */
extern const struct document_file {
	const char *name;
	enum ksr_kind kind;
} document_genuine[];
extern const size_t document_genuine_count;

/* tests/data/NAME as text; the caller frees. Ends the program when it cannot
 * be read. */
char *
document_load(const char *name);

/* The same of a path below tests/. */
char *
document_at(const char *path);

/* The genuine file, or NULL where the fixtures are not there. */
char *
document_fixture(const char *name);

/* text with the first from replaced by to, in new memory; ends the program
 * when from is not there. */
char *
document_replace(const char *text, const char *from, const char *to);

enum status
document_read(struct ksr *dst, enum ksr_kind kind, const char *text,
	struct err *err);

/* Of the whole text. */
struct xml_source
document_source(const char *text);

enum status
document_policy(struct policy *dst, const char *text, struct err *err);

/* Whether message is one clean line "doc.xml:<line>: ..." with part in it;
 * says it where not. */
bool
document_message(const struct err *err, const char *part);

#endif
