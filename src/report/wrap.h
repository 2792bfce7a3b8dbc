/*
 * Words in lines. Inside the room only.
 */
#ifndef REPORT_WRAP_H
#define REPORT_WRAP_H

#include "base/buf.h"

/* Adds the words and a newline, no line over width columns, each after the first
 * behind indent blanks; indent columns are used when it begins. */
void
wrap_add(struct buf *dst, const char *text, size_t indent, size_t width);

#endif
