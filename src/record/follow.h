/*
 * Following a record that another process writes: without a lock, without a
 * change, and without its noticing.
 */
#ifndef RECORD_FOLLOW_H
#define RECORD_FOLLOW_H

#include "record/record.h"

struct follow;

/* file: NULL for the record. Nothing is read yet. The caller frees. */
struct follow *
follow_new(const char *dir, const struct record_file *file);

/* Visits what was appended since the last time; none is no error, nor is a
 * line that is not whole yet. STATUS_INPUT where the record is no longer what
 * was followed, or a line does not hold: it is followed no further. */
enum status
follow_more(struct follow *follow, record_visit *visit, void *context,
	struct err *err) MUST_CHECK;

void
follow_free(struct follow *follow);

#endif
