/*
 * An event in words. Inside the room only.
 */
#ifndef REPORT_PHRASE_H
#define REPORT_PHRASE_H

#include "base/buf.h"
#include "record/record.h"

/* What a sentence can say beside the event's own fields; "" where unknown. */
struct phrase_names {
	const char *title; /* of the event's step */
	const char *place; /* of a value: "CO3 Dee Specimen, Bag" */
};

/* Adds the event as one paragraph of ASCII without line breaks. */
void
phrase_add(struct buf *dst, const struct event *event,
	const struct phrase_names *names);

/* Adds any JSON value as words. */
void
phrase_add_json(struct buf *dst, const json_t *value);

#endif
